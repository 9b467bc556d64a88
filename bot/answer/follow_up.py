"""Follow-ups: a question that leans on an earlier one takes what it lacks from it."""

import re
from dataclasses import replace

from bot.answer.guarding.leaning import (
    asks_apart,
    compares_with_earlier,
    names_rank_alone,
    stands_in,
    without_stand_ins,
)
from bot.answer.question import MAX_SUBJECTS, Direction, Intent, Question, Topic
from bot.answer.stated_amounts import PARTS_OF_A_YEAR
from bot.answer.words import Patterns
from knowledge.groups import named_group
from knowledge.quantities import QuantitySpan
from knowledge.records import Period
from knowledge.units import dimension_of

_KEPT_INTENTS = ("trend", "share", "equivalent", "ranking", "comparison")
_OPEN_INTENTS = ("figure", "explanation")
_WORDED = ("ranking", "share")  # what is ranked, or the part of what, is told by words
_OF_SHARES = ("trend", "ranking")  # how a share moved, how it ranks
_HOUSEHOLD, _HOME_CODES = "household:", {"GB": "uk"}
_THAT = re.compile(r"\b(?:that|those|it|this)\b|それ|その|これ", re.IGNORECASE)
_PAIR = 2
_COMPANY, _PART = "company:", "data-centres"  # “and its data centres?”
_TIMES = ("until_year", "per_second_year", *PARTS_OF_A_YEAR)
_TIME, _COUNT = "time", "count"
_WORLD = "country:world"
_HOMES_POWERED = "homes_powered"
_MORE = re.compile(
    r"^\W*(?:which|who|what) (?:one )?(?:is |was |were |uses |used |has |had )?(?:the )?"
    r"(?:more|less|higher|lower)\b",
    re.IGNORECASE,
)
_NOTHING_ELSE = re.compile(r"(?:['’]s|\bthe\b|\W)*", re.IGNORECASE)
_EACH_PERSON, _MADE = "demand_per_person", "generation_"
_COUNTED_IN = re.compile(r"^\W*(?:and )?(?:in|as) (?:\w+ ){0,2}\w+\W*$", re.IGNORECASE)


def needs_context(question: Question, patterns: Patterns) -> bool:
    """Whether a question leans on an earlier one: it names no topic, or starts like a follow-up."""
    lowered = question.text.lower()
    if question.intent in ("advice", "arithmetic"):
        return False
    leans = any(patterns.shows(how, lowered) for how in ("follow_up", "counts_earlier", "is_much"))
    if _picks_between_earlier(question) or _has_one_side(question, patterns):
        return True
    if compares_with_earlier(question) or _homes_there(question):
        return True
    if names_rank_alone(question):
        return patterns.shows("asks_rank", lowered)
    if not stands_in(question):
        return leans or not question.residue
    return leans or is_a_mere_name(question)


def is_a_mere_name(question: Question) -> bool:
    """Whether nothing but a thing's name is said: “Germany's?” after Japan's wind."""
    named = [m for m in question.named if m.of("subject") or m.of("region")]
    if len(question.topics) != 1 or len(named) != 1 or question.residue:
        return False
    around = f"{question.text[: named[0].start]} {question.text[named[0].end :]}"
    return _NOTHING_ELSE.fullmatch(around) is not None


def names_no_thing(question: Question) -> bool:
    """Whether only a measure is named: “how much is wind” is of the place that was asked before."""
    if not question.topics:
        return question.measure_id is not None
    made = (question.measure_id or "").startswith("generation_")
    fuels = all(t.subject_id.startswith("fuel:") and t.region is None for t in question.topics)
    return made and fuels


def with_context(question: Question, earlier: Question, patterns: Patterns) -> Question:
    """Fill what a follow-up lacks from an earlier question; what it names itself replaces.

    `earlier` is settled, and has taken what it lacked itself from what was asked before it.
    """
    question = without_stand_ins(question, earlier)
    topics = _topics(question, earlier, patterns)
    intent = _intent(question, earlier, topics, patterns)
    text = question.text
    same = intent == earlier.intent and intent in _WORDED  # of the same kind, group or whole
    if same or intent == "explanation" or (earlier.intent == "share" and intent in _OF_SHARES):
        text = f"{question.text} ({earlier.text})"
    goes_on = intent == "comparison" and earlier.intent == "comparison"
    measures = _measures(question, earlier)
    apart = asks_apart(question.text) and len(topics) == _PAIR
    beside = compares_with_earlier(question) and len(topics) == _PAIR
    less: Direction = "less" if patterns.shows("less", question.text.lower()) else "more"
    own_direction = less if beside and question.is_yes_no else None
    years = _years_beside(question, earlier, patterns)
    if years:
        intent = intent if intent == "trend" else "comparison"
    return replace(
        question,
        text=text,
        topics=topics,
        measure_id=measures[0] if measures else (_own_measure(question) or earlier.measure_id),
        measures=measures or question.measures or earlier.measures,
        combination="difference"
        if apart or (years and asks_apart(question.text))
        else question.combination,
        periods=years or periods_after(question, earlier, patterns),
        replaced_periods=_replaced_periods(question, earlier),
        spans=_spans(question, earlier),
        asked_unit=question.asked_unit or earlier.asked_unit if intent != "equivalent" else None,
        homes=question.homes or _homes(question, earlier),
        intent=intent,
        direction=question.direction
        or own_direction
        or (earlier.direction if goes_on and not beside else None),
        is_yes_no=question.is_yes_no or (goes_on and earlier.is_yes_no),
        picks_one=question.picks_one or (goes_on and earlier.picks_one),
        is_compared=question.is_compared or goes_on or beside or bool(years),
        earlier=_earlier_words(question, earlier, patterns),
        replaced=tuple(t for t in (*earlier.replaced, *earlier.topics) if t not in topics),
    )


def _intent(
    question: Question, earlier: Question, topics: tuple[Topic, ...], patterns: Patterns
) -> Intent:
    """What a follow-up asks for, now that it is known of what."""
    lowered = question.text.lower()
    if patterns.shows("why", lowered):
        return "explanation"
    beside = _sets_earlier_beside(question, earlier, patterns)
    if beside or (asks_apart(question.text) and earlier.intent != "ranking"):
        of_shares = beside and earlier.intent == "share" and _is_of_source(earlier)
        return "share" if of_shares else "comparison"
    if _only_homes(question) and not patterns.shows("only_part", lowered):
        return "equivalent"
    intent = question.intent
    if patterns.shows("is_much", lowered) and not question.topics:
        intent = "ranking" if _is_a_place(topics) else "equivalent"
    elif intent in _OPEN_INTENTS and earlier.intent in _KEPT_INTENTS:
        intent = earlier.intent
    elif intent == "share" and earlier.intent == "ranking" and not question.topics:
        intent = "ranking"  # “by share?”
    elif intent in _OPEN_INTENTS and earlier.intent == "arithmetic" and question.spans:
        intent = "arithmetic"
    elif intent == "explanation" and topics:
        intent = "figure"
    is_added = len(topics) > len(question.topics) > 0 and intent not in ("share", "equivalent")
    if is_added or (question.picks_one and len(topics) > 1):
        return "comparison"
    alone = intent == "comparison" and len(topics) < _PAIR and not question.is_compared
    return "figure" if alone else intent


def periods_after(question: Question, earlier: Question, patterns: Patterns) -> tuple[Period, ...]:
    """The times of a follow-up: its own, those asked before, or the year before these."""
    if question.periods:
        return question.periods
    if not patterns.shows("year_before", question.text.lower()):
        return earlier.periods
    return tuple(Period.parse(str(p.year - 1)) for p in earlier.periods if p.year)


def _replaced_periods(question: Question, earlier: Question) -> tuple[Period, ...]:
    """The times that were asked before the one now; of another thing they tell nothing."""
    if question.topics or question.measure_id is not None:
        return ()
    return earlier.periods if question.periods else earlier.replaced_periods


def _years_beside(question: Question, earlier: Question, patterns: Patterns) -> tuple[Period, ...]:
    """The two years that were asked about last, where what sets them apart is asked; else none."""
    years = (*earlier.replaced_periods, *earlier.periods)
    if question.topics or question.periods or len(years) != _PAIR:
        return ()
    if len(earlier.topics) != 1 or any(p.year is None for p in years):
        return ()
    lowered = question.text.lower()
    apart = asks_apart(question.text) or patterns.shows("how_many_times", lowered)
    asks = apart or question.intent == "trend" or _picks_between_earlier(question)
    return tuple(sorted(years, key=lambda p: p.start)) if asks else ()


def _measures(question: Question, earlier: Question) -> tuple[str, ...]:
    """What was asked and “per person” together; empty where the follow-up's own or earlier do."""
    made = (earlier.measure_id or "").startswith(_MADE)
    each = made and question.measures == (_EACH_PERSON,) and earlier.measure_id is not None
    return (earlier.measure_id or "", _EACH_PERSON) if each else ()


def _own_measure(question: Question) -> str | None:
    """What a follow-up measures itself: how many homes it is, is asked of what was before."""
    counts = question.intent == "equivalent" and question.measure_id == _HOMES_POWERED
    return None if counts else question.measure_id


def _homes(question: Question, earlier: Question) -> str | None:
    """Whose homes are counted in: those that the follow-up names, else those of before."""
    if _homes_there(question):
        places = [t.subject_id.partition(":")[2] for t in question.topics if t.is_country]
        return _HOME_CODES.get(places[0], places[0].lower())
    if _only_homes(question):
        home = question.topics[0]
        return home.region.lower() if home.region else home.subject_id.partition(":")[2]
    return None if question.topics else earlier.homes


def _spans(question: Question, earlier: Question) -> tuple[QuantitySpan, ...]:
    """The stated amounts: its own, and the earlier ones whose part none of its own plays."""
    roles = _roles(question)
    return (*question.spans, *(s for s in earlier.spans if _role(s) not in roles))


def _role(span: QuantitySpan) -> str:
    """What an amount says: how many, how long, at which load, or how much of what."""
    unit = span.quantity.unit
    return _COUNT if unit is None else dimension_of(unit)


def _roles(question: Question) -> set[str]:
    return {_role(span) for span in question.spans}


def _earlier_words(question: Question, earlier: Question, patterns: Patterns) -> str:
    """The words that still say how long or how often, unless the question says so itself."""
    lowered = question.text.lower()
    timed = any(_role(span) == _TIME for span in question.spans)
    if timed or any(patterns.shows(name, lowered) for name in _TIMES):
        return ""
    return f"{earlier.text} {earlier.earlier}".strip()


def _has_one_side(question: Question, patterns: Patterns) -> bool:
    """“Cheaper than Japan?” compares with Japan what was asked about before."""
    one = len(question.topics) == 1 and question.is_compared and not question.periods
    return one and patterns.shows("against_earlier", question.text.lower())


def _sets_earlier_beside(question: Question, earlier: Question, patterns: Patterns) -> bool:
    """“How many times?” is of the two things that were asked about last."""
    if question.topics or not earlier.replaced:
        return False
    times = patterns.shows("how_many_times", question.text.lower())
    return times or asks_apart(question.text)


def _is_of_source(question: Question) -> bool:
    """Whether what one source of power generates somewhere is asked, or its share."""
    made = (question.measure_id or "").startswith(_MADE)
    return made and all(t.is_country for t in question.topics)


def _is_a_place(topics: tuple[Topic, ...]) -> bool:
    return len(topics) == 1 and topics[0].is_country and topics[0].subject_id != _WORLD


def _picks_between_earlier(question: Question) -> bool:
    """“Which one is more?” asks of the two things that were asked about."""
    compares = question.is_compared or _MORE.search(question.text) is not None
    return question.picks_one and compares and len(stands_in(question)) < _PAIR


def _only_homes(question: Question) -> bool:
    return bool(question.topics) and not stands_in(question) and question.measure_id is None


def _homes_there(question: Question) -> bool:
    """“How many homes is that in Japan” counts what was asked before in homes of a place."""
    places = [t for t in question.topics if t.is_country]
    homes = [t for t in question.topics if t.subject_id.startswith(_HOUSEHOLD)]
    counted = len(places) == len(homes) == 1 and len(question.topics) == _PAIR
    return counted and question.intent == "equivalent" and _THAT.search(question.text) is not None


def _topics(question: Question, earlier: Question, patterns: Patterns) -> tuple[Topic, ...]:
    own = question.topics
    if not own or _only_homes(question) or _homes_there(question):
        return _unnamed(question, earlier, patterns)
    if len(own) > 1:
        return own
    others = tuple(t for t in earlier.topics if t != own[0])
    if compares_with_earlier(question) and others:  # “how much bigger is Canada?”
        return (replace(own[0], start=others[-1].start - 1), others[-1])
    return _with_one(own[0], question, earlier, patterns) or own


def _unnamed(question: Question, earlier: Question, patterns: Patterns) -> tuple[Topic, ...]:
    """What is asked about when no thing is named; “if I ask 20 a day” is of what was counted."""
    if _picks_between_earlier(question):
        return (*earlier.replaced, *earlier.topics)[-MAX_SUBJECTS:]
    if _sets_earlier_beside(question, earlier, patterns):
        one = len(earlier.topics) == 1 and (earlier.intent != "share" or _is_of_source(earlier))
        return (*earlier.replaced, *earlier.topics)[-_PAIR:] if one else ()
    if asks_apart(question.text) and not _years_beside(question, earlier, patterns):
        return earlier.topics if earlier.intent in ("comparison", "ranking") else ()
    counted = patterns.shows("counts_earlier", earlier.text.lower())
    if counted and _roles(question) == {_COUNT} and not question.topics:
        return earlier.topics[-1:]
    return earlier.topics


def _with_one(
    own: Topic, question: Question, earlier: Question, patterns: Patterns
) -> tuple[Topic, ...]:
    """What one named thing is asked beside, or in, of what was asked before; empty for nothing."""
    lowered = question.text.lower()
    others = tuple(t for t in earlier.topics if t != own)
    if _picks_between_earlier(question):
        return (*others, own)
    if patterns.shows("counts_earlier", lowered):
        return (own, *(replace(t, start=own.start - 1) for t in others))  # what is counted
    counts_in = not own.is_country and all(_sort(t) != _sort(own) for t in earlier.topics)
    counts_in = counts_in and _COUNTED_IN.match(question.text) is not None  # “as phone charges?”
    if counts_in or patterns.shows("against_earlier", lowered):
        return (*others, own)
    if earlier.intent == "ranking" and named_group(question.text) is not None:
        return earlier.topics
    companies = [t for t in earlier.topics if t.subject_id.startswith(_COMPANY)]
    if len(companies) == len(earlier.topics) == 1 and own.subject_id == _PART:
        return (replace(companies[0], part=_PART),)
    if question.measure_id is not None:
        return ()
    if len(earlier.topics) >= _PAIR and earlier.intent != "share":
        return _beside(own, earlier)
    return _moved(own, earlier) if own.is_country else ()


def _beside(own: Topic, earlier: Question) -> tuple[Topic, ...]:
    """The sides of a comparison that goes on: “and Norway?” stands for the last of its sort.

    Where it was asked which of several is more, it is one more of them.
    """
    alike = [t for t in earlier.topics if _sort(t) == _sort(own)]
    if own in earlier.topics or not alike or earlier.intent not in ("comparison", "equivalent"):
        return ()
    if len(alike) == len(earlier.topics) and not earlier.is_yes_no:
        return (*earlier.topics, own)
    return tuple(replace(own, start=t.start) if t == alike[-1] else t for t in earlier.topics)


def _sort(topic: Topic) -> str:
    """The sort of a thing by its id: a country, a chip, a prompt."""
    return topic.subject_id.rpartition(":")[0]


def _moved(country: Topic, earlier: Question) -> tuple[Topic, ...]:
    """“And Japan?” after a question about data centres means data centres in Japan.

    After one for their share of a country's electricity it means their share of Japan's.
    """
    places = [t for t in earlier.topics if t.is_country]
    things = [t for t in earlier.topics if not t.is_country]
    if len(things) != 1 or (places and earlier.intent != "share"):
        return ()
    region = None if country.place == "world" else country.place
    moved = replace(things[0], region=None if places else region)
    return tuple(country if t.is_country else moved for t in earlier.topics)
