"""The kinds of answer, in the order in which they are tried: the first that applies answers.

Each is a function of an inquiry that returns an answer, a refusal, or None where it does not
apply. The reasoning of a kind lives in its own module; here stands only when it is asked.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.answer.amounts import answer_amounts, read_stated
from bot.answer.combining import answer_combination
from bot.answer.comparison import Side, compare, expand, find_sides
from bot.answer.equivalents import Amount, answer_equivalent
from bot.answer.extracts import answer_explanation
from bot.answer.figures import GENERIC_MEASURES, HOURS_A_YEAR, Missing, Selection
from bot.answer.inquiry import Inquiry
from bot.answer.intervals import high, low, scaled
from bot.answer.lookup import answer_figure
from bot.answer.misconceptions import answer_misconception
from bot.answer.question import Direction, Question, Topic
from bot.answer.ranking import DEFAULT_MEASURES, DEFAULT_ROWS, answer_ranking
from bot.answer.records import Answer, Number, Unanswered
from bot.answer.refusals import missing_figure, refuse, refuse_measures, refuse_units
from bot.answer.share import answer_generation_share, answer_share, part_and_whole
from bot.answer.trend import answer_trend
from bot.answer.turning_points import answer_before_after
from bot.answer.yardsticks import asked_yardstick
from knowledge.units import convert, dimension_of, scale_unit

Result = Answer | Unanswered
Kind = Callable[[Inquiry], Result | None]
_NUMBER_WORDS = {"three": 3, "five": 5, "ten": 10, "twenty": 20}
_ROWS = re.compile(
    r"\b(?:top|bottom)\s+(\d{1,2}|three|five|ten|twenty)\b"
    r"|(?:上位|下位|トップ|ベスト|ワースト)\s*(\d{1,2})"
)


def advice(inquiry: Inquiry) -> Result | None:
    """Predictions, prices and advice are not given."""
    return refuse(inquiry, "out_of_scope") if inquiry.question.intent == "advice" else None


def misconception(inquiry: Inquiry) -> Result | None:
    """A question that repeats a popular misquotation is corrected."""
    question = inquiry.question
    if question.intent not in ("check", "comparison", "figure") or not question.text:
        return None
    claims_a_number = question.is_yes_no and (question.quantities or not question.direction)
    if question.intent != "check" and not claims_a_number:
        return None
    return answer_misconception(
        question,
        inquiry.composer(),
        retriever=inquiry.retriever,
        knowledge=inquiry.knowledge,
        gate=inquiry.gates.misconception,
    )


def explanation(inquiry: Inquiry) -> Result | None:
    """Why, how and what: quoted sentences, or unclear."""
    return explain(inquiry) if inquiry.question.intent == "explanation" else None


def explain(inquiry: Inquiry) -> Result:
    """Quote what the sources say on the question, or say that they do not."""
    answer = answer_explanation(
        inquiry.question,
        inquiry.composer(),
        retriever=inquiry.retriever,
        knowledge=inquiry.knowledge,
        gate=inquiry.gates.passage,
    )
    return answer or refuse(inquiry, "unclear")


def ranking(inquiry: Inquiry) -> Result | None:
    """The top or bottom of a kind."""
    question = inquiry.question
    if question.intent != "ranking":
        return None
    kind = _ranked_kind(inquiry)
    measure_id = question.measure_id or DEFAULT_MEASURES[kind]
    if measure_id in GENERIC_MEASURES:
        measure_id = DEFAULT_MEASURES[kind]
    answer = answer_ranking(
        inquiry.vocabulary.measure(measure_id),
        kind,
        inquiry.composer(),
        inquiry.finder,
        period=inquiry.period,
        rows=_asked_rows(question.text.lower()),
        lowest=question.wants_lowest,
    )
    return answer or explain(inquiry)


def _ranked_kind(inquiry: Inquiry) -> str:
    lowered = inquiry.question.text.lower()
    kinds = ("company", "chip", "model", "site")
    return next((k for k in kinds if inquiry.patterns.shows(f"kind_{k}", lowered)), "country")


def _asked_rows(lowered: str) -> int:
    asked = _ROWS.search(lowered)
    if asked is None:
        return DEFAULT_ROWS
    written = asked[1] or asked[2]
    return max(1, int(written)) if written.isdigit() else _NUMBER_WORDS[written]


def equivalent(inquiry: Inquiry) -> Result | None:
    """A quantity in familiar things, or beside a named one."""
    question = inquiry.question
    measured = [q for q in question.quantities if q.unit not in (None, "%", "x")]
    beside = bool(measured) and (question.intent == "share" or question.direction is not None)
    if question.intent != "equivalent" and not (beside and len(question.topics) == 1):
        return None
    region = question.homes or ("jp" if question.language == "ja" else "us")
    asked = asked_yardstick(question.text, inquiry.patterns, region)
    amount = _stated_amount(inquiry)
    against: tuple[Topic, ...] = question.topics if amount is not None else ()
    if amount is None:
        amount = _stored_amount(inquiry)
    if amount is None:
        return None
    answer = answer_equivalent(
        amount,
        inquiry.composer(),
        inquiry.finder,
        asked=asked if question.intent == "equivalent" else None,
        against=[t for t in against if asked is None or t.subject_id != asked.subject_id],
    )
    return _with_direction(answer, question.direction)


def _with_direction(answer: Answer | None, direction: Direction | None) -> Answer | None:
    """“Is 415 TWh more than France uses?” has a verdict: whether the percentage passes 100."""
    if answer is None or direction is None:
        return answer
    share = next((n.quantity for n in answer.claims[0].numbers if n.quantity.unit == "%"), None)
    if share is None or low(share) <= 100 <= high(share):
        return answer
    return replace(answer, verdict=(low(share) > 100) == (direction == "more"))


def _stated_amount(inquiry: Inquiry) -> Amount | None:
    stated = read_stated(inquiry.question, inquiry.patterns)
    if stated.powers:
        hours = stated.hours or float(HOURS_A_YEAR)
        return Amount(stated.powers[0], hours=hours, load_percent=stated.load_percent)
    if stated.energies:
        return Amount(stated.energies[0], yearly=stated.yearly)
    return None


def _stored_amount(inquiry: Inquiry) -> Amount | None:
    question = inquiry.question
    if len(question.topics) != 1:
        return None
    found = inquiry.finder.find(
        question.topics[0], measure_id=question.measure_id, period=inquiry.period
    )
    if not isinstance(found, Selection):
        return None
    yearly = found.measure.basis == "per_year"
    return Amount(found.lead.quantity, found.lead, yearly=yearly)


def amounts(inquiry: Inquiry) -> Result | None:
    """Arithmetic over what the question itself states."""
    question = inquiry.question
    if question.intent != "arithmetic":
        return None
    patterns = inquiry.patterns
    answer = answer_amounts(question, inquiry.composer(), patterns)
    if answer is not None or question.topics:
        return answer
    return refuse_units(inquiry)


def combination(inquiry: Inquiry) -> Result | None:
    """A sum, a difference, a half of stored figures."""
    question = inquiry.question
    wanted = question.combination
    if wanted is None or question.intent in ("explanation", "check", "trend"):
        return None
    if len(question.topics) < (2 if wanted in ("sum", "difference") else 1):
        return None
    sides = _sides(inquiry)
    if isinstance(sides, Missing):
        return missing_figure(inquiry, sides)
    answer = answer_combination(
        sides,
        wanted,
        inquiry.composer(),
        unit=question.asked_unit,
        follow_ups=inquiry.follow_ups(sides[0].selections[0]),
    )
    return answer or refuse(inquiry, "not_comparable")


def two_measures(inquiry: Inquiry) -> Result | None:
    """Different measures of different subjects are not compared."""
    question = inquiry.question
    if len(question.topics) < 2 or not question.is_compared:
        return None
    dimensions = {
        inquiry.vocabulary.measure(m).dimension: m
        for m in question.measures
        if m not in GENERIC_MEASURES
    }
    if len(dimensions) < 2 or question.intent not in ("comparison", "figure"):
        return None
    return refuse_measures(inquiry, list(dimensions.values()))


def _sides(inquiry: Inquiry) -> tuple[Side, ...] | Missing:
    question = inquiry.question
    return find_sides(
        question.topics,
        inquiry.finder,
        measure_id=question.measure_id,
        period=inquiry.period,
        projected=inquiry.projects,
    )


def without_topic(inquiry: Inquiry) -> Result | None:
    """No name was understood: a quoted passage, or unanswered."""
    question = inquiry.question
    if question.topics:
        return None
    if question.residue:
        return refuse(inquiry, "unknown_subject")
    return explain(inquiry)


def unknown_name(inquiry: Inquiry) -> Result | None:
    """A name that an unknown word is part of is another thing: “Bitcoin ATMs”."""
    question = inquiry.question
    only_world = question.topics[0].subject_id == "country:world" and question.residue
    linked = question.touching_residue or only_world
    if question.compounds or (linked and len(question.topics) == 1):
        return refuse(inquiry, "unknown_subject")
    return None


def placed_share(inquiry: Inquiry) -> Result | None:
    """“Share of Bitcoin mining in the US” asks for a share that is a measure of its own."""
    question = inquiry.question
    if question.measure_id in (None, "share_of_electricity"):
        return None
    countries = [t for t in question.topics if t.is_country]
    parts = [t for t in question.topics if t not in countries] or countries
    if len(parts) != 1:
        return None
    measure = inquiry.vocabulary.measure(question.measure_id or "")
    if measure.dimension != "share" or len(countries) > 1 or question.intent == "trend":
        return None
    region = countries[0].place if countries and parts != countries else parts[0].region
    topic = Topic(parts[0].subject_id, None if region == "world" else region)
    return figure(inquiry.asking(replace(question, topics=(topic,))))


def share(inquiry: Inquiry) -> Result | None:
    """What part of a whole."""
    question = inquiry.question
    if question.intent != "share" or (question.measure_id or "").startswith("generation_"):
        return None
    of_source = (question.measure_id or "").startswith("generation_")
    if of_source and len(question.topics) == 1 and question.topics[0].is_country:
        return answer_generation_share(
            question.topics[0],
            question.measure_id or "",
            inquiry.composer(),
            inquiry.finder,
            period=inquiry.period,
        )
    pair = part_and_whole(question.topics)
    if pair is None:
        return None
    return answer_share(
        *pair,
        inquiry.composer(),
        inquiry.finder,
        period=inquiry.period,
        projected=inquiry.projects,
    )


def trend(inquiry: Inquiry) -> Result | None:
    """How a figure changed over the years."""
    question = inquiry.question
    if question.intent != "trend" or len(question.topics) != 1:
        return None
    found = inquiry.finder.find(question.topics[0], measure_id=question.measure_id)
    if isinstance(found, Missing):
        return missing_figure(inquiry, found)
    first, last = _span(question)
    answer = answer_trend(
        found,
        inquiry.composer(),
        inquiry.finder,
        first_year=first,
        last_year=last,
        asked=_asked_change(inquiry),
        follow_ups=inquiry.follow_ups(found),
    )
    if answer is not None:
        return answer
    return answer_figure(found, inquiry.composer(), inquiry.finder, inquiry.follow_ups(found))


def _asked_change(inquiry: Inquiry) -> Direction | None:
    """Whether the question asks if something rose or fell."""
    if not inquiry.question.is_yes_no:
        return None
    lowered = inquiry.question.text.lower()
    if inquiry.patterns.shows("falls", lowered):
        return "less"
    return "more" if inquiry.patterns.shows("rises", lowered) else None


def _span(question: Question) -> tuple[int | None, int | None]:
    """The years between which a trend is asked: one range, two years, or since one year."""
    if not question.periods:
        return None, None
    years = [p.start.year for p in question.periods] + [p.end.year for p in question.periods]
    first, last = min(years), max(years)
    return first, (last if last > first else None)


def before_and_after(inquiry: Inquiry) -> Result | None:
    """The figures on both sides of an event."""
    question = inquiry.question
    event = inquiry.patterns.event(question.text)
    subjects = {t.subject_id for t in question.topics}
    asked = inquiry.patterns.shows("before_after", question.text.lower())
    if event is None or not asked or subjects != {event.subject_id}:
        return None
    found = inquiry.finder.find(Topic(event.subject_id), measure_id=question.measure_id)
    if isinstance(found, Missing):
        return missing_figure(inquiry, found)
    return answer_before_after(
        found, event, inquiry.composer(), inquiry.finder, follow_ups=inquiry.follow_ups(found)
    )


def comparison(inquiry: Inquiry) -> Result | None:
    """Two to six subjects side by side."""
    question = inquiry.question
    if len(question.topics) < 2:
        return None
    sides = _sides(inquiry)
    if isinstance(sides, Missing):
        return missing_figure(inquiry, sides)
    answer = compare(
        sides,
        inquiry.composer(),
        inquiry.finder,
        direction=question.direction,
        follow_ups=inquiry.follow_ups(sides[0].selections[0]),
    )
    return answer or refuse(inquiry, "not_comparable")


def figure(inquiry: Inquiry) -> Result:
    """One topic's figure; the last kind, so it always answers or says what is missing."""
    question, finder = inquiry.question, inquiry.finder
    members = expand(question.topics[0], finder)
    if len(members) > 1:
        return _umbrella(inquiry)
    found = finder.find(
        members[0],
        measure_id=question.measure_id,
        period=inquiry.period,
        projected=inquiry.projects,
        unit=question.asked_unit,
    )
    if isinstance(found, Missing):
        spans_years = inquiry.period is not None and "/" in inquiry.period.text
        if found.what == "period" and spans_years:
            return trend(inquiry.asking(replace(question, intent="trend"))) or missing_figure(
                inquiry, found
            )
        return missing_figure(inquiry, found)
    return answer_figure(found, inquiry.composer(), finder, inquiry.follow_ups(found))


def _umbrella(inquiry: Inquiry) -> Result:
    """One name that covers several subjects: each is shown, none silently picked."""
    question, finder = inquiry.question, inquiry.finder
    sides = find_sides(
        question.topics[:1],
        finder,
        measure_id=question.measure_id,
        period=inquiry.period,
        projected=inquiry.projects,
    )
    if isinstance(sides, Missing):
        return missing_figure(inquiry, sides)
    first, *rest = _of_asked_unit(sides[0].selections, question.asked_unit)
    composer = inquiry.composer()
    answer = answer_figure(first, composer, finder, inquiry.follow_ups(first))
    umbrella = inquiry.speaker.subject(question.topics[0].subject_id, question.topics[0].region)
    composer.claims[0] = replace(
        composer.claims[0],
        template="headline_figure_umbrella",
        words=(*composer.claims[0].words, ("umbrella", umbrella)),
    )
    for selection in rest:
        other = answer_figure(selection, composer, finder, answer.follow_ups)
        answer = replace(other, interpretation=answer.interpretation, chart=None)
    return answer


def _of_asked_unit(selections: tuple[Selection, ...], unit: str | None) -> tuple[Selection, ...]:
    """Those that are published in the asked unit's dimension come first."""
    if unit is None:
        return selections
    wanted = dimension_of(unit)
    return tuple(sorted(selections, key=lambda s: dimension_of(s.lead.unit) != wanted))


def several_measures(inquiry: Inquiry) -> Result | None:
    """Several measures of one subject, asked at once: each is answered."""
    question = inquiry.question
    if len(question.listed_measures) < 2 or len(question.topics) != 1:
        return None
    if question.intent not in ("figure", "explanation", "comparison"):
        return None
    found = [
        inquiry.finder.find(question.topics[0], measure_id=m, period=inquiry.period)
        for m in question.listed_measures
    ]
    selections = {s.measure.measure_id: s for s in found if isinstance(s, Selection)}
    if len(selections) < 2:
        return None
    composer = inquiry.composer()
    answers = [
        answer_figure(s, composer, inquiry.finder, inquiry.follow_ups(s))
        for s in selections.values()
    ]
    return replace(answers[-1], interpretation=answers[0].interpretation, chart=None)


def multiplied(inquiry: Inquiry) -> Result | None:
    """So many of what a figure is per: “energy for 1 million ChatGPT questions”."""
    question = inquiry.question
    counts = read_stated(question, inquiry.patterns).counts
    if len(counts) != 1 or counts[0] <= 1 or len(question.topics) != 1:
        return None
    if question.intent not in ("figure", "explanation"):
        return None
    found = inquiry.finder.find(question.topics[0], measure_id=question.measure_id)
    if not isinstance(found, Selection) or found.measure.basis != "per_item":
        return None
    lead, composer, speaker = found.lead, inquiry.composer(), inquiry.speaker
    product = scaled(lead.quantity, counts[0])
    unit = scale_unit(high(product), lead.unit)
    result = scaled(product, convert(1.0, lead.unit, unit), unit=unit)
    count = f"{counts[0]:,.10g}"
    steps = f"{count} × {high(lead.quantity):,.10g} {lead.unit}"
    derivation = composer.derive("product", ["question", lead.figure_id], steps, result)
    subject = speaker.subject(lead.subject_id, lead.region)
    composer.claim(
        "headline_multiplied",
        [
            Number("value", result, None, derivation.derivation_id),
            Number("each", lead.quantity, lead.figure_id),
        ],
        cites=[composer.cite_figure(lead)],
        count=count,
        subject=subject,
        details=speaker.details(lead),
    )
    return composer.answer(
        "conversion",
        inquiry.wording.say("interpretation_multiplied", count=count, subject=subject),
        follow_ups=inquiry.follow_ups(found),
    )


KINDS: tuple[Kind, ...] = (
    advice,
    misconception,
    explanation,
    ranking,
    equivalent,
    amounts,
    without_topic,
    unknown_name,
    two_measures,
    several_measures,
    multiplied,
    before_and_after,
    combination,
    placed_share,
    share,
    trend,
    comparison,
    figure,
)
