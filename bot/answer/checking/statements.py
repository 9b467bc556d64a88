"""Reads the clauses of a message as statements: who says what of what, and which are none."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from bot.answer.checking.bounds import at_most, falls_short, is_not_even
from bot.answer.checking.earlier import (
    context_of,
    is_of_several,
    measure_before,
    moves,
    of_one_ranking,
    of_the_source_before,
    unit_pointed_to,
)
from bot.answer.checking.fuels import is_fuel, set_against
from bot.answer.checking.joining import is_amount, joined_clauses
from bot.answer.checking.named_sources import without_named_sources
from bot.answer.checking.rates import by_the_span, is_told_span
from bot.answer.checking.splitting import Clause, split_message
from bot.answer.checking.statement import Statement
from bot.answer.checking.told_shares import told_share
from bot.answer.figures import GENERIC_MEASURES
from bot.answer.question import Question, Topic
from bot.answer.words import Patterns, Wording
from knowledge.languages import language_of
from knowledge.quantities import extract_quantities
from knowledge.quantities.records import QuantitySpan
from knowledge.records import Language, Period
from knowledge.units import dimension_of

Parse = Callable[[str], Question]
_NARROWS = re.compile(
    r"(?:\b(?:in|at|of|for|within|near|during|excluding|without|per)\s+(?:the\s+)?|['’]s\s+)$", re.I
)
_SAYS = re.compile(
    r"\W*\b(?:according to|says?|said|thinks?|reckons?|believes?|warns?|by|from|source|via"
    r"|estimat\w+|reports?)\b"
    r"|(?:は|が|の|に)?(?:よる|よれ|予測|推計|推定|見積|見通|試算|報告|発表|調べ|言[うっ]|述べ|主張)",
    re.I,
)
_SLASHED = re.compile(r"(?<![\d/.])([1-4])/([2-9])(?=\s+of\b|は|が|を(?:占|超|賄|まかな))")
_TRAILING = re.compile(r"(?:[\s,、・]|\b(?:and|while|but|the|an?)\b)+$", re.IGNORECASE)
_MAX_SHOWN = 160
_INNER_QUOTES = str.maketrans("“”「」", "‘’『』")
_PAIR, _INTENSITY = 2, "carbon_intensity"
_PER_PERSON = "demand_per_person"
_FUEL = "fuel:"
_GRAMS = {"g/kWh": "gCO2/kWh", "kg/kWh": "kgCO2/kWh", "kg/MWh": "kgCO2/MWh", "t/MWh": "tCO2/MWh"}
_ONLY_OF_DATA_CENTRES = ("pue", "wue")
_POWER_DEMAND, _DEMAND = "power_demand", "electricity_demand"


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
    topics = sorted(t.start for t in (read.question if read.inherited else read).topics)
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
    question = _by_kwh(set_against(parse(plain), lowered, patterns), lowered, patterns)
    question = without_named_sources(_of_data_centres(_of_countries(question)), plain)
    spans = [
        span
        for span in extract_quantities(plain)
        if any(span.quantity == quantity for quantity in question.quantities)
    ]
    amounts = tuple(
        by_the_span(_without_person(span), lowered, patterns) for span in spans if is_amount(span)
    )
    of_other = patterns.shows("other_mass", lowered)
    if before is not None and _goes_on_per_kwh(question, amounts, before):
        amounts = tuple(map(_per_kwh, amounts))
    if not of_other and _is_of_fuel_per_kwh(question, amounts):
        question = replace(question, measure_id=_INTENSITY, measures=(_INTENSITY,))
        amounts = tuple(map(_of_carbon, amounts))
    amounts = amounts or told_share(question, lowered, patterns)
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
    question = of_one_ranking(question, before, lowered, patterns)
    question = of_the_source_before(question, before, lowered, patterns)
    topics, periods, inherited = context_of(question, clause, before, lowered, patterns)
    topics = _without_fuels(topics, question)
    if len(periods) > 1 and amounts and not moves(lowered, patterns):
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
        counts_time=any(_is_time(s) and not is_told_span(s, amounts) for s in spans),
        unknown=unknown,
        unread=unread,
        negations=count_negations(lowered, patterns) - denies_more,
        inherited=inherited,
        unit_before=unit_pointed_to(before, lowered, patterns),
        measure_before=measure_before(before, question) if inherited else None,
        of_several=inherited and before is not None and is_of_several(before),
    )


def _by_kwh(question: Question, lowered: str, patterns: Patterns) -> Question:
    """“Emits more CO2 per kWh” is of the electricity's intensity, not of all that is emitted.

    So is what fuels emit, of which there is no total.
    """
    per_kwh = question.measure_id == "emissions" and _INTENSITY in question.measures
    of_fuels = bool(question.topics) and all(is_fuel(t) for t in question.topics)
    if not per_kwh and not (of_fuels and patterns.shows("emits", lowered)):
        return question
    return replace(question, measure_id=_INTENSITY, measures=(_INTENSITY,))


def _is_of_fuel_per_kwh(question: Question, amounts: Sequence[QuantitySpan]) -> bool:
    """“Nuclear: 29 g per kWh” is of carbon: by grams a kWh nothing else is told of a source."""
    of_fuels = bool(question.topics) and all(is_fuel(t) for t in question.topics)
    return of_fuels and bool(amounts) and all(s.quantity.unit in _GRAMS for s in amounts)


def _goes_on_per_kwh(
    question: Question, amounts: Sequence[QuantitySpan], before: Statement
) -> bool:
    """Whether grams beside a source are by the kWh, as those of the source just before are."""
    of_fuels = bool(question.topics) and all(is_fuel(t) for t in question.topics)
    told = [span.quantity.unit for span in before.amounts]
    in_grams = bool(amounts) and all(s.quantity.unit in ("g", "gCO2") for s in amounts)
    return of_fuels and in_grams and told[:1] == ["gCO2/kWh"]


def _per_kwh(span: QuantitySpan) -> QuantitySpan:
    return replace(span, quantity=replace(span.quantity, unit="g/kWh"))


def _of_carbon(span: QuantitySpan) -> QuantitySpan:
    unit = _GRAMS[span.quantity.unit or ""]
    return replace(span, quantity=replace(span.quantity, unit=unit))


def _of_people(
    question: Question, amounts: tuple[QuantitySpan, ...], lowered: str, patterns: Patterns
) -> Question:
    """“Icelanders use six times as much as the Japanese” compares persons, not countries."""
    relates = all(span.quantity.unit == "x" for span in amounts)
    of_use = question.measure_id in (None, _DEMAND, *GENERIC_MEASURES)
    pair = len(question.topics) == _PAIR and all(t.is_country for t in question.topics)
    if not (relates and of_use and pair and patterns.shows("of_people", lowered)):
        return question
    return replace(question, measure_id=_PER_PERSON, measures=(_PER_PERSON,))


def _of_countries(question: Question) -> Question:
    """The power demand of a country is its electricity demand, unless watts are named."""
    named = bool(question.topics) and all(t.is_country for t in question.topics)
    in_watts = any(_is_power(span.quantity.unit) for span in question.spans)
    if question.measure_id != _POWER_DEMAND or not named or in_watts:
        return question
    return replace(question, measure_id=_DEMAND, measures=(_DEMAND,))


def _of_data_centres(question: Question) -> Question:
    """“The global average PUE” is of data centres: nothing else has one."""
    of_world = bool(question.topics) and all(
        t.subject_id == "country:world" for t in question.topics
    )
    if question.measure_id not in _ONLY_OF_DATA_CENTRES or not of_world:
        return question
    return replace(question, topics=(Topic("data-centres", None, question.topics[0].start),))


def _is_power(unit: str | None) -> bool:
    return unit is not None and dimension_of(unit) == "power"


def _without_person(span: QuantitySpan) -> QuantitySpan:
    """“Three times as much per person” is a multiple: the measure says per what."""
    multiple = (span.quantity.unit or "").startswith("x/")
    return replace(span, quantity=replace(span.quantity, unit="x")) if multiple else span


def count_negations(lowered: str, patterns: Patterns) -> int:
    """Count the words that deny; 「しか使わない」 says how little, and denies nothing."""
    for pattern in (*patterns.of("limits"), *patterns.of("told_none")):
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


def _beside(span: QuantitySpan, plain: str, parse: Parse) -> tuple[Period, ...]:
    """The times named in the clause that holds an amount, of a statement that names several."""
    own = next((c for c in split_message(plain) if c.start <= span.start < c.end), None)
    return parse(own.text).periods if own is not None else ()


def _without_fuels(topics: tuple[Topic, ...], question: Question) -> tuple[Topic, ...]:
    """A fuel in a country, or beside one, says what is measured of it, and is no second thing."""
    beside = any(t.is_country for t in topics)
    if (question.measure_id or "").startswith("generation_"):
        topics = tuple(
            Topic(f"country:{t.region}", None, t.start)
            if t.subject_id.startswith(_FUEL) and t.region
            else t
            for t in topics
        )
    return tuple(t for t in topics if not (beside and t.subject_id.startswith(_FUEL)))


def _is_time(span: QuantitySpan) -> bool:
    unit = span.quantity.unit
    return unit is not None and dimension_of(unit) == "time"


def _unframed(text: str, patterns: Patterns) -> str:
    """Take off what frames a claim: is it true that …?, …は本当?"""
    for pattern in patterns.of("frame"):
        text = re.sub(pattern.pattern, " ", text, flags=re.IGNORECASE)
    return _SLASHED.sub(_in_words, text).strip()


def _in_words(match: re.Match[str]) -> str:
    """“1/3 of” as the grammar of numbers reads it."""
    above, below = match.group(1), match.group(2)
    if not match.string.isascii():
        return f"{below}分の{above}"
    return f"{round(100 * int(above) / int(below))}%"


def _shown(text: str) -> str:
    """A claim's words for showing in quotation marks: those within it become inner ones."""
    words = " ".join(text.split()).strip(" ,;:、；").translate(_INNER_QUOTES)
    return words if len(words) <= _MAX_SHOWN else words[: _MAX_SHOWN - 1].rstrip() + "…"
