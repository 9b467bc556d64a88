"""The kind that ranks the subjects of a sort."""

import re
from dataclasses import replace

from bot.answer.figures import GENERIC_MEASURES
from bot.answer.inquiry import Inquiry, Result
from bot.answer.kinds.explaining import explain
from bot.answer.merging import merged
from bot.answer.parsing.intents import asks_share
from bot.answer.question import Question, Topic
from bot.answer.reckoning.asked_ranks import AskedRanks, asked_ranks
from bot.answer.reckoning.generation_share import GENERATION_OF
from bot.answer.reckoning.ranked_kinds import (
    COUNTRY,
    MINER,
    NAMED,
    RankedKind,
    kind_named,
    ranked_kind,
)
from bot.answer.reckoning.ranking import DEFAULT_ROWS, Order, answer_ranking
from bot.answer.reckoning.share_ranking import answer_share_ranking
from bot.answer.records import Answer, Unanswered
from bot.answer.refusals import missing_figure, refuse, unanswered
from bot.answer.selection import Missing
from bot.answer.sorts import Sort, asked_sort
from knowledge.groups import Group, named_group
from knowledge.records import Quantity
from knowledge.units import convertible, dimension_of

_BY_LIMIT = ("electricity_demand", "demand_per_person", "carbon_intensity", "electricity_price")
_ROWS_WITHIN = 10
_COUNT = "count"
_BELOW, _ABOVE = ("under", "at_most"), ("over", "at_least")
_BY_PLACE = ("share_of_hash_rate", "share_of_electricity")
_NUMBER_WORDS = {"three": 3, "five": 5, "ten": 10, "twenty": 20}
_INSIDE = re.compile(r"\b(?:in|within|inside|across)\s+(?:the\s+)?$", re.IGNORECASE)
_INSIDE_JA = re.compile(r"(?:国内)?で(?:は)?(?!も)|の(?:中|なか)で|国内")
_WORD = re.compile(r"[A-Za-z]+|[\u30a0-\u30ff]+|[\u4e00-\u9fff々]+")
_ROWS = re.compile(
    r"\b(?:top|bottom)\s+(\d{1,2}|three|five|ten|twenty)\b"
    r"|(?:上位|下位|トップ|ベスト|ワースト)\s*(\d{1,2})"
    r"|\b(\d{1,2}|three|five|ten|twenty)\s+(?:most|least|[a-z]+est)\b"
)


def ranking(inquiry: Inquiry) -> Result | None:
    """The top or bottom of a kind, or both ends where both are asked."""
    question = inquiry.question
    if not inquiry.patterns.shows("both_ends", question.text.lower()):
        return _one_end(inquiry)
    if _ranks(inquiry).apart is not None:
        return _one_end(inquiry.asking(replace(question, wants_lowest=False)))
    ends = [
        _one_end(inquiry.asking(replace(question, wants_lowest=lowest))) for lowest in (False, True)
    ]
    answers = [end for end in ends if isinstance(end, Answer)]
    if len(answers) < len(ends):
        return ends[0]
    return merged(answers, interpretation=answers[0].interpretation)


def _ranks(inquiry: Inquiry) -> AskedRanks:
    """The ranks that are asked about, and whether what sets two of them apart is."""
    lowered = inquiry.question.text.lower()
    return asked_ranks(
        lowered,
        is_apart=inquiry.question.combination == "difference",
        is_ratio=inquiry.patterns.shows("how_many_times", lowered),
        both_ends=inquiry.patterns.shows("both_ends", lowered),
    )


def _one_end(inquiry: Inquiry) -> Result | None:
    question = inquiry.question
    sort = asked_sort(inquiry)
    of_sort = None if sort is None else _of_sort(inquiry, sort)
    if of_sort is not None:
        return of_sort
    if question.intent != "ranking":
        return None
    kind = _asked_kind(inquiry)
    untold = _untold(kind, inquiry)
    if untold is not None:
        return untold
    group = named_group(question.text)
    if group is None and kind is not COUNTRY:
        group = _country_alone(inquiry)
    things = [t for t in question.topics if not t.is_country]
    source = _source_of_power(inquiry) if kind is COUNTRY else None
    answer: Result | None
    if source is not None:
        answer = _by_share(source, inquiry, group)
    elif things and kind is COUNTRY:
        return _by_country(things[0], inquiry, group=group)
    else:
        answer = _by_measure(kind, inquiry, group)
    if answer is None and group is not None and kind is not COUNTRY:
        return refuse(inquiry, "unclear")  # of things whose place is not told
    spoken = question.ranked_kind is None and _limit(question) is None
    return answer or (explain(inquiry) if spoken else None)


def _country_alone(inquiry: Inquiry) -> Group | None:
    """The one country in which things are ranked, as a group of itself."""
    topics = inquiry.question.topics
    placed = (t.place if t.is_country else t.region for t in topics)
    places = {place for place in placed if place not in (None, "world")}
    if len(places) != 1:
        return None
    place = str(*places)
    return Group(place, inquiry.vocabulary.region(place).names, (), frozenset((place,)))


def _asked_kind(inquiry: Inquiry) -> RankedKind:
    """The kind that a command names, else the one of the question's measure and words."""
    question = inquiry.question
    if question.ranked_kind is not None:
        return kind_named(question.ranked_kind)
    return ranked_kind(question.text.lower(), question.measures, inquiry.patterns)


def _by_share(source: str, inquiry: Inquiry, group: Group | None) -> Answer | None:
    """Rank countries by the share of a source of power, within the limit if one is stated."""
    question = inquiry.question
    limit, rows = _share_limit(question), _asked_rows(question.text.lower())
    return answer_share_ranking(
        source,
        inquiry.composer(),
        inquiry.finder,
        period=inquiry.period,
        rows=rows if limit is None else max(rows, _ROWS_WITHIN),
        lowest=question.wants_lowest if limit is None else limit.qualifier in _BELOW,
        group=group,
        asked=_asked_member(question, group),
        limit=limit,
    )


def _by_measure(kind: RankedKind, inquiry: Inquiry, group: Group | None) -> Result | None:
    """Rank a kind by a measure, within the limit if one is stated."""
    question = inquiry.question
    rows, lowest = _asked_rows(question.text.lower()), question.wants_lowest != (kind is MINER)
    limit = _limit(question)
    if limit is not None and limit.qualifier not in (*_BELOW, *_ABOVE):
        return None
    measure_id = _ranked_measure(question, kind) if limit is None else _of_limit(limit, inquiry)
    if measure_id is None:
        return None
    asked = _asked_place(question) if kind is COUNTRY else None
    if limit is not None:
        rows, lowest = max(rows, _ROWS_WITHIN), limit.qualifier in _BELOW
    answer = answer_ranking(
        inquiry.vocabulary.measure(measure_id),
        kind,
        inquiry.composer(),
        inquiry.finder,
        period=inquiry.period,
        order=Order(rows, lowest, asked, limit, _maker(question, kind), _ranks(inquiry)),
        group=group,
    )
    if answer is None and limit is not None:
        return unanswered(inquiry, "no_figure", inquiry.wording.say("unanswered_within"), None)
    return answer


def _untold(kind: RankedKind, inquiry: Inquiry) -> Unanswered | None:
    """Refuse to rank parts of countries, a place's companies, and countries by their change."""
    lowered = inquiry.question.text.lower()
    if inquiry.patterns.shows("kind_part", lowered):
        return unanswered(inquiry, "no_figure", inquiry.wording.say("unanswered_parts"), None)
    if not inquiry.question.measures and inquiry.patterns.shows("dearest", lowered):
        return refuse(inquiry, "unclear")  # what a thing costs is not what it draws
    words = inquiry.question.residue
    if kind is COUNTRY and not inquiry.patterns.shows("names_country", lowered):
        words += tuple(_WORD.findall(_unnamed(inquiry.question)))
    if kind.time == "year" and any(inquiry.patterns.shows("kind_place", w.lower()) for w in words):
        return refuse(inquiry, "unknown_subject")
    moves = any(inquiry.patterns.shows(name, lowered) for name in ("rises", "falls"))
    placed = kind.name == "company" and _asked_place(inquiry.question) is not None
    placed = placed or (kind is COUNTRY and _is_inside(inquiry.question))
    return refuse(inquiry, "unclear") if placed or (kind is COUNTRY and moves) else None


def _is_inside(question: Question) -> bool:
    """Whether what has most inside one country is asked: 「アイスランドで一番」, not its rank."""
    places = [m for m in question.named if m.of("region") not in (None, "world")]
    if _asked_place(question) is None or named_group(question.text) is not None:
        return False
    return any(
        _INSIDE_JA.match(question.text, m.end) or _INSIDE.search(question.text[: m.start])
        for m in places
    )


def _unnamed(question: Question) -> str:
    """The text with a gap for each name in it."""
    text = question.text
    for mention in question.named:
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text


def _limit(question: Question) -> Quantity | None:
    """The one measured amount that all of the ranked must be below or above."""
    measured = [
        q
        for q in question.quantities
        if q.unit not in (None, "%", "x") and dimension_of(q.unit) != "count"
    ]
    return measured[0] if len(measured) == 1 else None


def _share_limit(question: Question) -> Quantity | None:
    """The one percentage that all of the ranked shares must be above or below."""
    shares = [q for q in question.quantities if q.unit == "%"]
    bounded = len(shares) == 1 and shares[0].qualifier in (*_BELOW, *_ABOVE)
    return shares[0] if bounded else None


def _of_limit(limit: Quantity, inquiry: Inquiry) -> str | None:
    """The measure that a limit is of: the asked one, else the first that has its unit."""
    asked = [m for m in inquiry.question.measures if m not in GENERIC_MEASURES]
    unit = limit.unit or ""
    fitting = (
        m for m in (*asked, *_BY_LIMIT) if convertible(inquiry.vocabulary.measure(m).unit, unit)
    )
    return next(fitting, None)


def _asked_place(question: Question) -> str | None:
    """The one country whose rank is asked: “where does Japan rank”."""
    places = [t for t in question.topics if t.is_country and t.place != "world"]
    return places[0].subject_id if len(places) == 1 and len(question.topics) == 1 else None


def _asked_member(question: Question, group: Group | None) -> str | None:
    """The code of the country whose rank is asked, of the group if one is ranked."""
    code = (_asked_place(question) or "").partition(":")[2]
    return code if code and (group is None or code in group.members) else None


def _maker(question: Question, kind: RankedKind) -> str:
    """How the ids of one company's chips begin, when chips of a company are ranked."""
    companies = [t.subject_id for t in question.topics if t.subject_id.startswith("company:")]
    named = kind.name == "chip" and len(companies) == 1
    return f"chip:{companies[0].removeprefix('company:')}-" if named else ""


def _of_sort(inquiry: Inquiry, sort: Sort) -> Result | None:
    """Rank things of a sort that sources name."""
    question = inquiry.question
    return answer_ranking(
        inquiry.vocabulary.measure(_ranked_measure(question, NAMED)),
        sort,
        inquiry.composer(),
        inquiry.finder,
        period=inquiry.period,
        order=Order(
            _asked_rows(question.text.lower()), question.wants_lowest, ranks=_ranks(inquiry)
        ),
    )


def _by_country(topic: Topic, inquiry: Inquiry, *, group: Group | None) -> Result:
    """Rank countries by what a subject has there, in the first measure that several have."""
    question = inquiry.question
    own, rows = (
        inquiry.vocabulary.subject(topic.subject_id).measure,
        _asked_rows(question.text.lower()),
    )
    specific = [m for m in question.measures if m not in GENERIC_MEASURES]
    asked = (*specific, own, *_BY_PLACE)
    if not question.measures and inquiry.patterns.shows("most_in_number", question.text.lower()):
        asked = (_COUNT,)  # “has the most data centres” asks for no electricity
    for measure_id in dict.fromkeys(asked):
        answer = answer_ranking(
            inquiry.vocabulary.measure(measure_id),
            COUNTRY,
            inquiry.composer(),
            inquiry.finder,
            period=inquiry.period,
            order=Order(rows, question.wants_lowest, ranks=_ranks(inquiry)),
            group=group,
            of_subject=topic.subject_id,
        )
        if answer is not None:
            return answer
    return missing_figure(inquiry, Missing(topic, "measure", asked[0]))


def _source_of_power(inquiry: Inquiry) -> str | None:
    """The source of power by whose share countries are ranked, when a share is asked."""
    question = inquiry.question
    if question.measure_id in GENERATION_OF:
        return GENERATION_OF[question.measure_id]
    of_source = (question.measure_id or "").startswith("generation_")
    share = asks_share(question.text.lower(), inquiry.patterns)
    share = share or _share_limit(question) is not None  # “with over 50 % nuclear”
    return question.measure_id if of_source and share else None


def _ranked_measure(question: Question, kind: RankedKind) -> str:
    """The asked measure, or the kind's own: electricity in general, and the kind's mere name."""
    named = [m for m in question.measures if m != f"{kind.name}s" and m not in GENERIC_MEASURES]
    return kind.told_by.get(named[0], named[0]) if named else kind.measure


def _asked_rows(lowered: str) -> int:
    asked = _ROWS.search(lowered)
    if asked is None:
        return DEFAULT_ROWS
    written = asked[1] or asked[2] or asked[3]
    return max(1, int(written)) if written.isdigit() else _NUMBER_WORDS[written]
