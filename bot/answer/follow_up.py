"""Follow-ups: a question that leans on an earlier one takes what it lacks from it."""

from dataclasses import replace

from bot.answer.question import Question, Topic
from bot.answer.words import Patterns
from knowledge.groups import named_group
from knowledge.records import Period

_KEPT_INTENTS = ("trend", "share", "equivalent", "ranking")
_OPEN_INTENTS = ("figure", "explanation")
_WORDED = ("ranking", "share")  # what is ranked, or the part of what, is told by words
_PAIR = 2
_COMPANY, _PART = "company:", "data-centres"  # “and its data centres?”


def needs_context(question: Question, patterns: Patterns) -> bool:
    """Whether a question leans on an earlier one: it names no topic, or starts like a follow-up."""
    lowered = question.text.lower()
    if question.intent in ("advice", "arithmetic"):
        return False
    leans = patterns.shows("follow_up", lowered) or patterns.shows("counts_earlier", lowered)
    if _picks_between_earlier(question):
        return True
    if not _things(question):
        return leans or not question.residue
    return leans


def names_no_thing(question: Question) -> bool:
    """Whether only a measure is named: “how much is wind” is of the place that was asked before."""
    if not question.topics:
        return question.measure_id is not None
    made = (question.measure_id or "").startswith("generation_")
    fuels = all(t.subject_id.startswith("fuel:") and t.region is None for t in question.topics)
    return made and fuels


def with_context(question: Question, earlier: Question, patterns: Patterns) -> Question:
    """Fill what a follow-up lacks from an earlier question; what it names itself replaces."""
    lowered = question.text.lower()
    topics = _topics(question, earlier, patterns)
    intent = question.intent
    if patterns.shows("why", lowered):
        intent = "explanation"
    elif intent in _OPEN_INTENTS and earlier.intent in _KEPT_INTENTS:
        intent = earlier.intent
    elif intent == "explanation" and topics and not patterns.shows("why", lowered):
        intent = "figure"
    if _only_homes(question):
        intent = "equivalent"
    is_added = len(topics) > len(question.topics) > 0 and intent != "share"
    if is_added or (question.picks_one and len(topics) > 1):
        intent = "comparison"
    text = question.text
    if intent == earlier.intent and intent in _WORDED:  # of the same kind, group or whole
        text = f"{question.text} ({earlier.text})"
    if intent == "explanation":
        text = f"{question.text} ({earlier.text})"
    return replace(
        question,
        text=text,
        topics=topics,
        measure_id=question.measure_id or earlier.measure_id,
        measures=question.measures or earlier.measures,
        periods=periods_after(question, earlier, patterns),
        spans=question.spans or earlier.spans,
        asked_unit=question.asked_unit or earlier.asked_unit if intent != "equivalent" else None,
        intent=intent,
    )


def _things(question: Question) -> tuple[Topic, ...]:
    return tuple(t for t in question.topics if not t.subject_id.startswith("household:"))


def periods_after(question: Question, earlier: Question, patterns: Patterns) -> tuple[Period, ...]:
    """The times of a follow-up: its own, those asked before, or the year before these."""
    if question.periods:
        return question.periods
    if not patterns.shows("year_before", question.text.lower()):
        return earlier.periods
    return tuple(Period.parse(str(p.year - 1)) for p in earlier.periods if p.year)


def _picks_between_earlier(question: Question) -> bool:
    """“Which one is more?” asks of the two things that were asked about."""
    return question.picks_one and question.is_compared and len(_things(question)) < _PAIR


def _only_homes(question: Question) -> bool:
    return bool(question.topics) and not _things(question) and question.measure_id is None


def _topics(question: Question, earlier: Question, patterns: Patterns) -> tuple[Topic, ...]:
    own = question.topics
    if not own or _only_homes(question):
        return earlier.topics
    if _picks_between_earlier(question):
        return (*[t for t in earlier.topics if t not in own], *own)
    lowered = question.text.lower()
    others = tuple(t for t in earlier.topics if t not in own)
    if patterns.shows("counts_earlier", lowered) and len(own) == 1:
        return (*own, *(replace(t, start=own[0].start - 1) for t in others))  # what is counted
    if patterns.shows("against_earlier", lowered) and len(own) == 1:
        return (*others, *own)
    if earlier.intent == "ranking" and named_group(question.text) is not None:
        return earlier.topics
    companies = [t for t in earlier.topics if t.subject_id.startswith(_COMPANY)]
    if len(companies) == len(earlier.topics) == 1 and [t.subject_id for t in own] == [_PART]:
        return (replace(companies[0], part=_PART),)
    if len(own) == 1 and own[0].is_country and question.measure_id is None:
        return _moved(own[0], earlier) or own
    return own


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
