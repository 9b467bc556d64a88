"""Follow-ups: a question that leans on an earlier one takes what it lacks from it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.question import Question, Topic
from bot.answer.words import Wording


def needs_context(question: Question, wording: Wording) -> bool:
    """Whether a question leans on an earlier one: it names no topic, or starts like a follow-up."""
    if not question.topics:
        return not question.residue or wording.patterns.shows("follow_up", question.text.lower())
    return wording.patterns.shows("follow_up", question.text.lower())


def with_context(question: Question, earlier: Question) -> Question:
    """Fill what a follow-up lacks from an earlier question; what it names itself replaces."""
    topics = question.topics
    if not topics:
        topics = earlier.topics
    elif len(topics) == 1 and topics[0].subject_id.startswith("country:"):
        topics = _moved_region(topics[0], earlier.topics) or topics
    intent = question.intent
    if intent in ("figure", "explanation") and earlier.intent in ("trend", "share", "equivalent"):
        intent = earlier.intent
    if intent == "explanation" and topics and earlier.intent == "figure":
        intent = "figure"
    return replace(
        question,
        topics=topics,
        measure_id=question.measure_id or earlier.measure_id,
        periods=question.periods or earlier.periods,
        quantities=question.quantities or earlier.quantities,
        intent=intent,
    )


def _moved_region(country: Topic, earlier: Sequence[Topic]) -> tuple[Topic, ...]:
    """“And Japan?” after a question about data centres means data centres in Japan."""
    if len(earlier) == 1 and not earlier[0].subject_id.startswith("country:"):
        region = country.subject_id.removeprefix("country:")
        if earlier[0].region is not None:
            return (Topic(earlier[0].subject_id, region),)
    return ()
