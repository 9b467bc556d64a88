"""Reads the clauses of a message as statements: who says what of what, and which are none."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from bot.answer.checking.bounds import at_most, falls_short, is_not_even
from bot.answer.checking.fuels import set_against
from bot.answer.checking.joining import is_amount, joined_clauses
from bot.answer.checking.splitting import Clause, split_message
from bot.answer.figures import GENERIC_MEASURES
from bot.answer.question import Question, Topic
from bot.answer.words import Patterns, Wording
from knowledge.languages import language_of
from knowledge.quantities import extract_quantities
from knowledge.quantities.records import QuantitySpan
from knowledge.records import Language, Period, Quantity
from knowledge.units import dimension_of

Parse = Callable[[str], Question]
_TOLD_SHARES = {  # shares told in words, by the pattern that shows them
    "told_under_half": QuantitySpan("half", 0, 0, Quantity(0.5, None, qualifier="at_most")),
    "told_over_half": QuantitySpan("half", 0, 0, Quantity(0.5, None, qualifier="at_least")),
    "nearly_all": QuantitySpan("nearly all", 0, 0, Quantity(0.9, None, qualifier="at_least")),
    "majority": QuantitySpan("most", 0, 0, Quantity(0.5, None, qualifier="over")),
    "told_half": QuantitySpan("half", 0, 0, Quantity(0.5, None, qualifier="about")),
}
_OPENS_WITH_NUMBER = re.compile(
    r"\W*(?:(?:about|around|roughly|nearly|almost|or|some|equal to|約|およそ|全体の)\s*)*\d",
    re.IGNORECASE,
)
_NARROWS = re.compile(
    r"(?:\b(?:in|at|of|for|within|near|during|excluding|without|per)\s+(?:the\s+)?|['’]s\s+)$", re.I
)
_SAYS = re.compile(
    r"\W*\b(?:according to|says?|said|by|from|source|via|estimat\w+|reports?)\b"
    r"|(?:は|が|の|に)?(?:よる|よれ|予測|推計|推定|見積|見通|試算|報告|発表|調べ)",
    re.I,
)
_TRAILING = re.compile(r"(?:[\s,、・]|\b(?:and|while|but|the|an?)\b)+$", re.IGNORECASE)
_MAX_SHOWN = 160
_INNER_QUOTES = str.maketrans("“”「」", "‘’『』")
_PAIR, _INTENSITY = 2, "carbon_intensity"
_PER_PERSON = "demand_per_person"
RANKS = ("top", "bottom", "second", "third")
_FUEL = "fuel:"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement about energy: `start` and `end` are its span in the message.

    `lowered` is what patterns are looked up in; `amounts` are its quantities that measure, shares
    and multiples; `counts_time` tells that a span of time stands beside them; `unknown` are words
    that may change what is spoken of, among all the `unread` ones; `inherited` tells that its
    subject was named before, `of_several` that others were beside it; `unit_before` is that of the
    amount that “five times that” points to, `measure_before` what a bare amount may be of.
    """

    text: str
    start: int
    end: int
    lowered: str
    patterns: Patterns
    question: Question
    topics: tuple[Topic, ...]
    periods: tuple[Period, ...]
    amounts: tuple[QuantitySpan, ...]
    counts_time: bool
    unknown: tuple[str, ...]
    unread: tuple[str, ...]
    negations: int
    inherited: bool
    unit_before: str | None = None
    measure_before: str | None = None
    of_several: bool = False

    def shows(self, pattern: str) -> bool:
        """Whether the statement is worded like a pattern of bot/texts/claims.*.toml."""
        return self.patterns.shows(pattern, self.lowered)

    @property
    def is_hedged(self) -> bool:
        """Whether its number is said to be rough."""
        return self.shows("hedge")


def read_statements(
    message: str, *, parse: Parse, wordings: Mapping[Language, Wording]
) -> tuple[Statement, ...]:
    """Return what a message states, in order: not its questions, suppositions and own affairs.

    Not all of it is about energy: see `is_claim`.
    """
    found: list[Statement] = []
    clauses = [c for c in joined_clauses(split_message(message), message, wordings)]
    single = len({c.sentence for c in clauses}) == 1
    before: Statement | None = None
    for _, group in groupby(clauses, key=lambda c: c.sentence):
        sentence = list(group)
        whole = message[sentence[0].start : sentence[-1].end]
        if _is_no_assertion(whole, wordings[language_of(whole)].patterns, single=single):
            asked = _read(sentence[0], before, parse=parse, wordings=wordings)
            before = asked if asked.question.topics else before  # “Google? 32 TWh.” is of Google
            continue
        for clause in sentence:
            said = _read(clause, before, parse=parse, wordings=wordings)
            parts = _apart(clause, said)
            for part in parts:
                read = _read(part, before, parse=parse, wordings=wordings) if parts[1:] else said
                if read.topics:
                    before = read
                found.append(read)
    return tuple(found)


def _apart(clause: Clause, read: Statement) -> list[Clause]:
    """Cut “the H100 draws 700 W and the A100 400 W” into what it says of each of its things."""
    topics = sorted(t.start for t in read.question.topics)
    amounts = [span for span in read.amounts if span.end]
    in_turn = zip(topics, amounts, [*topics[1:], len(clause.text)], strict=False)
    if len(topics) < _PAIR or len(topics) != len(amounts) or read.question.text != clause.text:
        return [clause]
    if not all(topic <= span.start and span.end <= after for topic, span, after in in_turn):
        return [clause]
    parts = []
    for start, end in pairwise([0, *topics[1:], len(clause.text)]):
        text = _TRAILING.sub("", clause.text[start:end])
        at = clause.start + start
        parts.append(replace(clause, text=text, start=at, end=at + len(text)))
    return parts


def _is_no_assertion(sentence: str, patterns: Patterns, *, single: bool) -> bool:
    """Whether a sentence asks, orders, supposes, or speaks of the writer's own things."""
    lowered = unicodedata.normalize("NFKC", sentence).strip().lower()
    if any(
        patterns.shows(name, lowered) for name in ("asks", "hypothetical", "personal", "orders")
    ):
        return True
    asked = lowered.rstrip(" 。.!)」』\"'").endswith("?") or lowered.rstrip(" 。.").endswith("か")
    return asked and not single and not patterns.shows("confirms", lowered)


def _read(
    clause: Clause,
    before: Statement | None,
    *,
    parse: Parse,
    wordings: Mapping[Language, Wording],
) -> Statement:
    patterns = wordings[language_of(clause.text)].patterns
    plain = _unframed(unicodedata.normalize("NFKC", clause.text).strip(), patterns)
    lowered = plain.lower()
    question = _by_kwh(set_against(parse(plain), lowered, patterns))
    spans = [
        span
        for span in extract_quantities(plain)
        if any(span.quantity == quantity for quantity in question.quantities)
    ]
    amounts = tuple(_without_person(span) for span in spans if is_amount(span))
    amounts = amounts or _told_share(lowered, patterns)
    denies_more = bool(amounts) and is_not_even(amounts[0], lowered, patterns)
    if denies_more or (amounts and falls_short(amounts[0], lowered, patterns)):
        amounts = (at_most(amounts[0]), *amounts[1:])
    unread = tuple(
        word
        for word in dict.fromkeys((*question.residue, *question.compounds))
        if not patterns.shows("claim_word", word.lower())
    )
    touching = (*question.touching_residue, *question.compounds)
    unknown = tuple(w for w in unread if w in touching or _may_narrow(w, plain, patterns))
    question = _of_people(question, amounts, lowered, patterns)
    question = _of_one_ranking(question, before, lowered, patterns)
    topics, periods, inherited = _context(question, clause, before, lowered, patterns)
    topics = _without_fuels(topics, question)
    if len(periods) > 1 and amounts and not _moves(lowered, patterns):
        periods = _beside(amounts[0], plain, parse) or periods
    return Statement(
        text=_shown(clause.text),
        start=clause.start,
        end=clause.end,
        lowered=lowered,
        patterns=patterns,
        question=question,
        topics=topics,
        periods=periods,
        amounts=amounts,
        counts_time=any(_is_time(span) for span in spans),
        unknown=unknown,
        unread=unread,
        negations=count_negations(lowered, patterns) - denies_more,
        inherited=inherited,
        unit_before=_unit_pointed_to(before, lowered, patterns),
        measure_before=_measure_before(before, question) if inherited else None,
        of_several=inherited and before is not None and len(before.topics) > 1,
    )


def _measure_before(before: Statement | None, question: Question) -> str | None:
    if before is None or question.measure_id is not None:
        return None
    return before.question.measure_id or before.measure_before


def _by_kwh(question: Question) -> Question:
    """“Emits more CO2 per kWh” is of the electricity's intensity, not of all that is emitted."""
    per_kwh = question.measure_id == "emissions" and _INTENSITY in question.measures
    return replace(question, measure_id=_INTENSITY) if per_kwh else question


def _of_people(
    question: Question, amounts: tuple[QuantitySpan, ...], lowered: str, patterns: Patterns
) -> Question:
    """“Icelanders use six times as much as the Japanese” compares persons, not countries."""
    relates = all(span.quantity.unit == "x" for span in amounts)
    of_use = question.measure_id in (None, "electricity_demand", *GENERIC_MEASURES)
    pair = len(question.topics) == _PAIR and all(t.is_country for t in question.topics)
    if not (relates and of_use and pair and patterns.shows("of_people", lowered)):
        return question
    return replace(question, measure_id=_PER_PERSON, measures=(_PER_PERSON,))


def _without_person(span: QuantitySpan) -> QuantitySpan:
    """“Three times as much per person” is a multiple: the measure says per what."""
    multiple = (span.quantity.unit or "").startswith("x/")
    return replace(span, quantity=replace(span.quantity, unit="x")) if multiple else span


def _told_share(lowered: str, patterns: Patterns) -> tuple[QuantitySpan, ...]:
    """A share of electricity that is told in words: most of it, nearly all, half."""
    shown = next((name for name in _TOLD_SHARES if patterns.shows(name, lowered)), None)
    if shown is None:
        return ()
    if shown in ("nearly_all", "majority") and not patterns.shows("of_power", lowered):
        return ()
    return (_TOLD_SHARES[shown],)


def tells_a_part(span: QuantitySpan) -> bool:
    """Whether a share told in words is a part of a whole alone: most, nearly all."""
    return span in (_TOLD_SHARES["nearly_all"], _TOLD_SHARES["majority"])


def count_negations(lowered: str, patterns: Patterns) -> int:
    """Count the words that deny; 「しか使わない」 says how little, and denies nothing."""
    for pattern in patterns.of("limits"):
        lowered = pattern.sub(" ", lowered)
    return sum(len(pattern.findall(lowered)) for pattern in patterns.of("negation"))


def _may_narrow(word: str, text: str, patterns: Patterns) -> bool:
    """Whether an unread word may change what a statement is of: a place, a part, another name."""
    at = text.find(word)
    if not word.isascii():
        return not _SAYS.match(text[at + len(word) :])
    before = text[:at]
    if _NARROWS.search(before):
        return True
    return (
        word[0].isupper()
        and before.strip() != ""
        and not _SAYS.search(before[-30:])
        and (not _SAYS.match(text[at + len(word) :]))
    )


def _context(
    question: Question,
    clause: Clause,
    before: Statement | None,
    lowered: str,
    patterns: Patterns,
) -> tuple[tuple[Topic, ...], tuple[Period, ...], bool]:
    """What a clause speaks of: its own subjects, or those named just before when it names none."""
    if before is None or clause.start - before.end > _MAX_SHOWN:
        return question.topics, question.periods, False
    own = [t for t in question.topics if t.subject_id != "country:world"]
    part = before.topics[:1]
    if _is_bare_share(question, lowered, patterns) and part and not part[0].is_country:
        return (*part, *question.topics), question.periods or before.periods, True
    relates = any(patterns.shows(n, lowered) for n in ("than", "as_much", "exceeds", "of_before"))
    relates = relates or any(q.unit == "home" for q in question.quantities)
    if any(q.unit == "x" for q in question.quantities) and not _moves(lowered, patterns):
        relates = True  # “4.2 times Japan” is of what was named before
    if own and not (relates and len(own) == 1):
        return question.topics, question.periods, False
    earlier = tuple(t for t in before.topics if t.subject_id != "country:world")[:1]
    if not earlier or earlier[0].subject_id in {t.subject_id for t in own}:
        return question.topics, question.periods, False
    if patterns.shows("of_before", lowered):
        return (*question.topics, *earlier), question.periods, True
    return (*earlier, *question.topics), question.periods or before.periods, True


def _unit_pointed_to(before: Statement | None, lowered: str, patterns: Patterns) -> str | None:
    """The unit of the amount that a multiple of “that” is of; None where nothing is pointed to."""
    if before is None or not before.amounts or not patterns.shows("of_before", lowered):
        return None
    return before.amounts[0].quantity.unit


def _of_one_ranking(
    question: Question, before: Statement | None, lowered: str, patterns: Patterns
) -> Question:
    """A place in a ranking is one by the measure of the ranking named just before."""
    if before is None or question.measure_id is not None or not question.topics:
        return question
    ranks = any(patterns.shows(name, lowered) for name in RANKS)
    if not ranks or not any(before.shows(name) for name in RANKS):
        return question
    return replace(question, measure_id=before.question.measure_id)


def _is_bare_share(question: Question, lowered: str, patterns: Patterns) -> bool:
    """Whether a clause is only a share of a place's electricity: “4.4% of US electricity”."""
    places = question.topics and all(t.is_country for t in question.topics)
    return (
        bool(places)
        and _OPENS_WITH_NUMBER.match(lowered) is not None
        and patterns.shows("percent_of", lowered)
        and question.measure_id in (None, *GENERIC_MEASURES)
    )


def _moves(lowered: str, patterns: Patterns) -> bool:
    return patterns.shows("rise", lowered) or patterns.shows("fall", lowered)


def _beside(span: QuantitySpan, plain: str, parse: Parse) -> tuple[Period, ...]:
    """The times named in the clause that holds an amount, of a statement that names several."""
    own = next((c for c in split_message(plain) if c.start <= span.start < c.end), None)
    return parse(own.text).periods if own is not None else ()


def _without_fuels(topics: tuple[Topic, ...], question: Question) -> tuple[Topic, ...]:
    """A fuel in a country, or beside one, says what is measured of it, and is no second thing."""
    if not any(t.subject_id.startswith("country:") for t in topics):
        if not (question.measure_id or "").startswith("generation_"):
            return topics
        return tuple(
            Topic(f"country:{t.region}", None, t.start)
            if t.subject_id.startswith(_FUEL) and t.region
            else t
            for t in topics
        )
    return tuple(t for t in topics if not t.subject_id.startswith(_FUEL))


def _is_time(span: QuantitySpan) -> bool:
    unit = span.quantity.unit
    return unit is not None and dimension_of(unit) == "time"


def _unframed(text: str, patterns: Patterns) -> str:
    """Take off what frames a claim: is it true that …?, …は本当?"""
    for pattern in patterns.of("frame"):
        text = re.sub(pattern.pattern, " ", text, flags=re.IGNORECASE)
    return text.strip()


def _shown(text: str) -> str:
    """A claim's words for showing in quotation marks: those within it become inner ones."""
    words = " ".join(text.split()).strip(" ,;:、；").translate(_INNER_QUOTES)
    return words if len(words) <= _MAX_SHOWN else words[: _MAX_SHOWN - 1].rstrip() + "…"
