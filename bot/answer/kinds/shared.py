"""Kinds about shares of a whole."""

from dataclasses import replace

from bot.answer.inquiry import Inquiry, Result
from bot.answer.kinds.stored import figure
from bot.answer.question import Topic
from bot.answer.share import answer_generation_share, answer_share, part_and_whole


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
