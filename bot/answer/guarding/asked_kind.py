"""Tells whether an answer is of the kind that a question asks: money, a time, a distance, training.

“What does it cost a month?” is not answered by kilowatt-hours, however right these are.
"""

import re
from collections.abc import Iterator, Sequence

from bot.answer.figures import GENERIC_MEASURES
from bot.answer.guarding.asked_scope import is_of_another_scope
from bot.answer.guarding.counted_other import tells_other_than_count
from bot.answer.guarding.unlike_sides import has_unlike_sides
from bot.answer.inquiry import Inquiry
from bot.answer.parsing.intents import asks_share
from bot.answer.question import Question
from bot.answer.records import Answer
from bot.answer.words import Patterns
from knowledge.quantities import extract_quantities
from knowledge.records import Figure
from knowledge.units import dimension_of, split_unit

# How a kind is asked for, and the dimensions that tell it.
_ASKED = {
    "asks_money": ("money", "price_per_energy"),
    "asks_duration": ("time",),
    "asks_distance": ("length",),
    "asks_people": ("person",),
    "asks_vehicles": ("vehicle",),
}
_AMOUNTS = ("energy", "power")  # and what is told per use or distance
_PER_HASH = "energy_per_hash"  # how good a machine is, no amount of energy
_OTHER_MATTERS = (
    "mass", "volume", "money", "carbon_intensity", "emissions_per_distance", "share", _PER_HASH,
)  # fmt: skip
_STEM = 5  # letters by which forms of a word are alike: export, exporting
_JUDGED = ("check",)
_PAIR = 2
_YEARLY = "electricity_consumption"
_SPANS = ("per_second_year", "per_month", "per_week", "per_day")
_OF_EACH = ("_per_use", "_per_prompt", "_per_transaction", "_per_image")
_DATE = re.compile(r"\b(?:1[89]|20)\d\d\b|(?:1[89]|20)\d\d年|\d+(?:月|年前| years)")
_ONE = re.compile(r"\b(?:an?|one|single|each|per)\b|[1一](?:回|枚|件|通|本|つ)")
_SOURCES = {  # of power, by the ends of their ids, and the words by which sentences speak of them
    "coal": ("coal", "石炭"),
    "gas": ("gas", "ガス"),
    "nuclear": ("nuclear", "原子力", "原発"),
    "hydro": ("hydro", "dam", "水力", "ダム"),
    "wind": ("wind", "風"),
    "solar": ("solar", "sun", "photovoltaic", "太陽", "日射"),
}
_OF_ONE_SIDE = ("figure", "equivalent", "arithmetic")
_BESIDE = ("figure", "comparison", "trend", "ranking")  # kinds that reckon with no supposition


def is_of_another_kind(inquiry: Inquiry, answer: Answer, cited: Sequence[Figure]) -> bool:
    """Whether nothing that the answer tells is of the dimension that the question asks for.

    What is asked of training is told by none but figures of training, how many there are by none
    but counts, in which year by no comparison of another; what would be is told by no plain figure.
    Why a price is high is asked for no money. `cited` are the answer's figures.
    """
    question, patterns = inquiry.question, inquiry.patterns
    lowered = question.text.lower()
    if answer.kind == "explanation" and _is_beside_the_point(inquiry, answer):
        return True
    if answer.kind in _JUDGED or question.intent == "explanation" or not lowered:
        return False
    if answer.kind == "ranking" and _ranks_others(question, cited, patterns):
        return True
    counts_on = answer.kind == "equivalent" and bool(question.earlier)  # 「原発だと何基?」
    return (
        (answer.kind in _OF_ONE_SIDE and _asks_if_good(question, patterns))
        or (not counts_on and _lacks_what_is_named(lowered, cited, patterns))
        or is_of_another_scope(inquiry, answer, cited)
        or has_unlike_sides(inquiry, answer, cited)
        or tells_other_than_count(question, answer, cited)
        or _leaves_open(question, answer, cited, patterns)
        or _lacks_dimension(question, answer, patterns)
        or (bool(cited) and _lacks_unit(question, answer))
    )


def _is_beside_the_point(inquiry: Inquiry, answer: Answer) -> bool:
    """Whether sentences tell nothing of a word in a yes-or-no question, or what has most of all.

    A word may stand in a question that they are marked to answer instead: “are EVs eco?”.
    """
    question = inquiry.question
    if question.picks_one and inquiry.patterns.shows("peak", question.text.lower()):
        return True
    quotes = " ".join(claim.quote or "" for claim in answer.claims).lower()
    if not question.is_yes_no and _is_of_other_source(question, quotes):
        return True
    if not question.is_yes_no or not question.residue:
        return False
    told = " ".join((quotes, *_carried(inquiry, answer))).lower()
    return not any(word.lower()[:_STEM] in told for word in question.residue)


def _carried(inquiry: Inquiry, answer: Answer) -> Iterator[str]:
    """The questions that the quoted sentences are marked to answer."""
    for citation in answer.citations:
        if citation.passage_id is None:
            continue
        passage = inquiry.knowledge.passage(citation.passage_id)
        for carried in passage.questions:
            if passage.text[carried.start : carried.end] in (citation.quote or ""):
                yield carried.text


def _is_of_other_source(question: Question, quotes: str) -> bool:
    """Whether one source of power is asked about, and only another is spoken of."""
    asked = {
        r.identifier.partition(":")[2]
        for m in question.named
        for r in m.referents
        if r.identifier.startswith("fuel:")
    }
    told = {source for source, words in _SOURCES.items() if any(w in quotes for w in words)}
    return len(asked) == 1 and asked <= _SOURCES.keys() and bool(told) and asked.isdisjoint(told)


def _lacks_what_is_named(lowered: str, cited: Sequence[Figure], patterns: Patterns) -> bool:
    """Whether training, one plant, or how many exist is asked and no cited figure is of that."""
    if not cited:
        return False
    if patterns.shows("training", lowered) and not any(map(_is_of_training, cited)):
        return True
    of_countries = all(f.subject_id.startswith("country:") for f in cited)
    if of_countries and patterns.shows("one_plant", lowered):
        return True
    return patterns.shows("asks_existing", lowered) and not any(map(_is_count, cited))


def _leaves_open(
    question: Question, answer: Answer, cited: Sequence[Figure], patterns: Patterns
) -> bool:
    """Whether plain figures are told where a verdict, a year, a sum or a supposition is asked."""
    lowered = question.text.lower()
    if answer.kind == "comparison":
        return _compares_instead(question, cited, patterns) or _supposes(answer, lowered, patterns)
    if answer.kind == "figure" and question.is_yes_no and question.direction is not None:
        return not any(q.unit for q in question.quantities)
    if answer.kind in _OF_ONE_SIDE and patterns.shows("either_of", lowered):
        return len(question.topics) == 1 and not question.periods
    if answer.kind in ("figure", "equivalent") and _is_of_each_use(question, cited, patterns):
        return not answer.reckons_with_stated
    if _lacks_difference(question, answer, patterns):
        return True
    if _asks_when_or_where(question, answer, cited, patterns):
        return True
    if answer.kind == "figure" and patterns.shows("how_many_times", lowered):
        return not answer.derivations and not any(q.unit for q in question.quantities)
    return _supposes(answer, lowered, patterns)


def _asks_if_good(question: Question, patterns: Patterns) -> bool:
    """Whether it is asked if something is good or bad, which no amount tells."""
    bare = question.measure_id is None and not question.quantities and not question.is_compared
    return bare and question.is_yes_no and patterns.shows("asks_if_good", question.text.lower())


def _lacks_difference(question: Question, answer: Answer, patterns: Patterns) -> bool:
    """Whether what sets two apart is asked, and they are told side by side or one alone."""
    apart = question.combination == "difference"
    if answer.kind in ("ranking", "share"):
        return apart and all(d.operation not in ("difference", "ratio") for d in answer.derivations)
    if answer.kind != "figure" or not (apart or patterns.shows("set_against", question.text)):
        return False
    return not answer.derivations and not question.quantities


def _ranks_others(question: Question, cited: Sequence[Figure], patterns: Patterns) -> bool:
    """Whether places are ranked where the rank of another thing is asked, and no places."""
    things = {t.subject_id for t in question.topics if not t.is_country}
    if not things or patterns.shows("names_place", question.text.lower()):
        return False
    return len({f.region for f in cited}) > 1 and {f.subject_id for f in cited} <= things


def _supposes(answer: Answer, lowered: str, patterns: Patterns) -> bool:
    """Whether it is asked what would be, and plain figures are told."""
    plain = answer.kind in _BESIDE and not answer.derivations
    return plain and patterns.shows("supposes", lowered)


def _compares_instead(question: Question, cited: Sequence[Figure], patterns: Patterns) -> bool:
    """Whether two things are set side by side where a year, hours of one or a change is asked."""
    lowered, several = question.text.lower(), len(question.topics) > 1
    if patterns.shows("asks_year", lowered):
        crosses = question.is_compared and len(question.topics) == _PAIR  # told by its year
        return several and not crosses
    if asks_share(lowered, patterns) and len(question.topics) > _PAIR:
        return True  # a share of a whole that would be a side of its own
    if patterns.shows("hours_of", lowered):
        return any(f.measure_id == _YEARLY for f in cited)
    return several and not question.is_compared and patterns.shows("trend", lowered)


def _asks_when_or_where(
    question: Question, answer: Answer, cited: Sequence[Figure], patterns: Patterns
) -> bool:
    """Whether a time or a place is asked, and a value or a text without a year is told."""
    lowered = question.text.lower()
    if cited and patterns.shows("asks_hour", lowered):
        return True  # no figure is of an hour
    timed = any(patterns.shows(how, lowered) for how in ("asks_year", "asks_when"))
    if answer.kind == "explanation":
        quotes = " ".join(claim.quote or "" for claim in answer.claims)
        return timed and _DATE.search(quotes) is None
    if timed and answer.kind in ("figure", "share", "equivalent", "ranking"):
        return not (question.wants_lowest or patterns.shows("peak", lowered))
    return answer.kind == "figure" and patterns.shows("asks_where", lowered)


def _lacks_dimension(question: Question, answer: Answer, patterns: Patterns) -> bool:
    """Whether energy, money, a time, a distance, people or a share are asked and none is told."""
    lowered = question.text.lower()
    if question.is_yes_no or question.asked_unit is not None:
        return False
    if answer.kind == "figure" and question.intent == "share":
        return "%" not in _units(answer)
    if GENERIC_MEASURES.issuperset(question.measures) and patterns.shows("asks_energy", lowered):
        told = {dimension_of(unit) for unit in _units(answer)}
        if told and told.issubset(_OTHER_MATTERS) and question.intent != "share":
            return True
        if answer.kind == "explanation" and not any(d.startswith(_AMOUNTS) for d in told):
            return True  # how much it is, told by sentences without an amount
    wanted = [d for asked, d in _ASKED.items() if patterns.shows(asked, lowered)]
    if patterns.shows("target_home", lowered):  # so many years of a home, or a year of so many
        wanted = [(*d, "home") if "time" in d else d for d in wanted]
    told = set(_told(answer)) if wanted else set()
    return any(told.isdisjoint(dimensions) for dimensions in wanted)


def _lacks_unit(question: Question, answer: Answer) -> bool:
    """Whether a unit is asked for and nothing of its dimension is told."""
    unit = question.asked_unit
    if unit is None or answer.kind == "explanation":
        return False
    told = {part for u in _units(answer) for part in (u, *_parts(u)) if part}
    return dimension_of(unit) not in map(dimension_of, told)


def _parts(unit: str) -> tuple[str | None, ...]:
    return () if dimension_of(unit) == _PER_HASH else split_unit(unit)


def _is_of_training(figure: Figure) -> bool:
    named = f"{figure.subject_id} {figure.measure_id} {figure.scope.en}"
    return "training" in named


def _is_of_each_use(question: Question, cited: Sequence[Figure], patterns: Patterns) -> bool:
    """Whether a day, a year or all of them are asked, and only what one use takes is told."""
    lowered = question.text.lower()
    spans = any(q.unit in ("day", "week", "month", "yr") for q in question.quantities)
    spans = spans or any(patterns.shows(how, lowered) for how in _SPANS)
    of_all = patterns.shows("in_total", lowered) and _ONE.search(lowered) is None
    return (spans or of_all) and bool(cited) and cited[0].measure_id.endswith(_OF_EACH)


def _is_count(figure: Figure) -> bool:
    return dimension_of(figure.unit) == "count"


def _told(answer: Answer) -> Iterator[str]:
    """The dimensions of what an answer tells, and the units of what is counted."""
    for unit in _units(answer):
        yield from (dimension_of(unit), unit)


def _units(answer: Answer) -> Iterator[str]:
    """The units of what an answer tells or quotes."""
    for claim in answer.claims:
        quoted = [span.quantity for span in extract_quantities(claim.quote or "")]
        for quantity in (*(number.quantity for number in claim.all_numbers), *quoted):
            if quantity.unit is not None:
                yield quantity.unit
