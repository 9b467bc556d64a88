"""Unanswered, as a first-class result: why, and the nearest that can be answered."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.composition import Speaker
from bot.answer.inquiry import Inquiry
from bot.answer.nearest import MAX_NEAREST, nearest_questions, question_of, with_measure
from bot.answer.question import Topic
from bot.answer.records import Unanswered, UnansweredReason
from bot.answer.selection import Missing, Selection
from knowledge.records import Figure
from knowledge.units import dimension_of


def missing_figure(inquiry: Inquiry, missing: Missing) -> Unanswered:
    """Say which figure, or which time of it, is not there."""
    speaker, wording = inquiry.speaker, inquiry.wording
    reason: UnansweredReason = "no_period" if missing.what == "period" else "no_figure"
    subject = speaker.subject(missing.topic.subject_id, missing.topic.region)
    asked, nearest = inquiry.question.measure_id, missing.measure_id
    measure_id = (nearest or asked) if missing.what == "period" else (asked or nearest)
    if measure_id is None:
        detail = wording.say("unanswered_no_figure_plain", subject=subject)
    elif missing.what == "period":
        texts = sorted({f.period.text for f in missing.available if f.period})
        of_a_period = "unanswered_no_period" if texts else "unanswered_undated"
        detail = wording.say(
            of_a_period if inquiry.period else "unanswered_not_now",
            measure=speaker.measure(measure_id),
            subject=subject,
            period=speaker.period(inquiry.period.text) if inquiry.period else "",
            available=_listed(texts, speaker),
        )
    else:
        others = with_measure(measure_id, missing.topic, speaker, inquiry.finder)
        detail = wording.say(
            "unanswered_measure_elsewhere" if others else "unanswered_no_figure",
            measure=speaker.measure(measure_id),
            subject=subject,
            others=wording.say("list_separator").join(others),
        )
    return unanswered(inquiry, reason, detail, missing.topic)


def refuse(inquiry: Inquiry, reason: UnansweredReason) -> Unanswered:
    """Refuse for a reason that lies in the question itself."""
    wording, question = inquiry.wording, inquiry.question
    unknown = question.compounds or question.touching_residue or question.residue
    named = _side_by_side(tuple(dict.fromkeys(unknown)), question.text)
    words = {"words": wording.say("list_separator").join(named)}
    if reason == "not_comparable":
        words = {"reason": _why_not_comparable(inquiry)}
    template = "unanswered_unclear"
    if reason != "unknown_subject" or words["words"]:
        template = f"unanswered_{reason}"
    topic = question.topics[0] if question.topics else None
    return unanswered(inquiry, reason, wording.say(template, **words), topic)


def _side_by_side(words: Sequence[str], text: str) -> list[str]:
    """Words that stand beside one another are one name: “heat pump”."""
    joined: list[str] = []
    for word in words:
        if joined and f"{joined[-1]} {word}" in text:
            joined[-1] = f"{joined[-1]} {word}"
        else:
            joined.append(word)
    return joined


def refuse_amounts(inquiry: Inquiry, amounts: Sequence[str]) -> Unanswered:
    """Stated amounts have no part in any answer."""
    listed = inquiry.wording.say("list_separator").join(amounts)
    detail = inquiry.wording.say("unanswered_amounts", amounts=listed)
    topics = inquiry.question.topics
    return unanswered(inquiry, "unclear", detail, topics[0] if topics else None)


def refuse_kind(inquiry: Inquiry, found: Sequence[Figure]) -> Unanswered:
    """What is found is not of the kind that is asked, as money, time or distance: it is near."""
    topics = inquiry.question.topics
    detail = inquiry.wording.say("unanswered_kind")
    refused = unanswered(inquiry, "no_figure", detail, topics[0] if topics else None)
    return _with_near(refused, found[:1], inquiry.speaker)


def refuse_reading(inquiry: Inquiry, words: Sequence[str], found: Sequence[Figure]) -> Unanswered:
    """What is found leaves out some of what is asked: it is offered as near, and not told."""
    speaker = inquiry.speaker
    detail = inquiry.wording.say(
        "unanswered_reading",
        words=inquiry.wording.say("list_separator").join(
            _side_by_side(words, inquiry.question.text)
        ),
    )
    topics = inquiry.question.topics
    refused = unanswered(inquiry, "no_figure", detail, topics[0] if topics else None)
    return _with_near(refused, found[:1], speaker)


def refuse_trend(inquiry: Inquiry, found: Selection) -> Unanswered:
    """One year alone tells no change: it is offered as near."""
    speaker, lead = inquiry.speaker, found.lead
    detail = inquiry.wording.say(
        "unanswered_trend",
        measure=speaker.measure(found.measure.measure_id),
        subject=speaker.subject(found.topic.subject_id, found.region),
        period=speaker.period(lead.period.text if lead.period else None),
    )
    refused = unanswered(inquiry, "no_period", detail, found.topic)
    return _with_near(refused, (lead,), speaker)


def _with_near(refused: Unanswered, figures: Sequence[Figure], speaker: Speaker) -> Unanswered:
    """Offer what these figures answer before all else."""
    near = dict.fromkeys((*(question_of(f, speaker) for f in figures), *refused.nearest))
    return replace(refused, nearest=tuple(near)[:MAX_NEAREST])


def refuse_hours(inquiry: Inquiry) -> Unanswered:
    """What runs now and then has a power, and nobody says for how long it runs."""
    topic = inquiry.question.topics[0]
    subject = inquiry.speaker.subject(topic.subject_id, topic.region)
    detail = inquiry.wording.say("unanswered_hours", subject=subject)
    return unanswered(inquiry, "no_figure", detail, topic)


def refuse_home(inquiry: Inquiry, place: str) -> Unanswered:
    """What a home of a place uses is not known, so nothing is counted in homes there."""
    topic = Topic(f"country:{place.upper()}")
    where = inquiry.speaker.subject(topic.subject_id, None)
    detail = inquiry.wording.say("unanswered_home", place=where)
    return unanswered(inquiry, "no_figure", detail, topic)


def refuse_units(inquiry: Inquiry) -> Unanswered:
    """A stated amount cannot be given in the asked unit."""
    question, wording = inquiry.question, inquiry.wording
    given = next((q for q in question.quantities if q.unit), None)
    if given is None or given.unit is None or question.asked_unit in (None, given.unit):
        return refuse(inquiry, "unclear")
    detail = wording.say(
        "unanswered_units",
        given=given.unit,
        unit=question.asked_unit,
        first=_dimension(given.unit, inquiry),
        second=_dimension(question.asked_unit, inquiry),
    )
    return unanswered(inquiry, "not_comparable", detail, None)


def refuse_measures(inquiry: Inquiry, measures: Sequence[str]) -> Unanswered:
    """Different measures cannot be compared."""
    first, second = (inquiry.speaker.measure(m) for m in measures[:2])
    detail = inquiry.wording.say("unanswered_two_measures", first=first, second=second)
    topics = inquiry.question.topics
    return unanswered(inquiry, "not_comparable", detail, topics[0] if topics else None)


def refuse_efficiency(inquiry: Inquiry) -> Unanswered:
    """How much something takes does not tell what it does with it."""
    topics = inquiry.question.topics
    names = [inquiry.speaker.subject(t.subject_id, t.region) for t in topics]
    listed = inquiry.wording.say("list_separator").join(names)
    detail = inquiry.wording.say("unanswered_efficiency", subjects=listed)
    return unanswered(inquiry, "not_comparable", detail, topics[0] if topics else None)


def refuse_sides(inquiry: Inquiry, measured: Sequence[tuple[Topic, str]]) -> Unanswered:
    """Sides whose figures must not be set against one another: say what each has."""
    speaker = inquiry.speaker
    has = [
        inquiry.wording.say(
            "side_has",
            subject=speaker.subject(topic.subject_id, topic.region),
            measure=speaker.measure(measure_id),
        )
        for topic, measure_id in measured
    ]
    detail = inquiry.wording.say(
        "unanswered_sides", sides=inquiry.wording.say("list_sides").join(has)
    )
    return unanswered(inquiry, "not_comparable", detail, measured[0][0])


def _dimension(unit: str, inquiry: Inquiry) -> str:
    name = dimension_of(unit)
    known = f"dimension_{name}"
    return inquiry.wording.say(known) if known in inquiry.wording.templates else unit


def _why_not_comparable(inquiry: Inquiry) -> str:
    speaker = inquiry.speaker
    names = [speaker.subject(t.subject_id, t.region) for t in inquiry.question.topics[:2]]
    if len(names) < 2:
        return inquiry.wording.say("reason_one_subject")
    return inquiry.wording.say("reason_dimensions", first=names[0], second=names[-1])


def unanswered(
    inquiry: Inquiry, reason: UnansweredReason, detail: str, topic: Topic | None
) -> Unanswered:
    """Word a refusal and offer the nearest questions that have an answer."""
    question, wording = inquiry.question, inquiry.wording
    return Unanswered(
        reason=reason,
        language=question.language,
        interpretation=wording.say("interpretation_unclear", question=question.text)
        if question.text
        else "",
        detail=detail,
        nearest=nearest_questions(
            question, topic, inquiry.speaker, inquiry.finder, inquiry.retriever
        ),
    )


def _listed(texts: Sequence[str], speaker: Speaker) -> str:
    if len(texts) > 4:
        return f"{speaker.period(texts[0])} – {speaker.period(texts[-1])}"
    return speaker.wording.say("list_separator").join(speaker.period(t) for t in texts)
