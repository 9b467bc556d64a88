"""Says with an answer how the question was read: forgiven typos, other readings, what was left."""

from dataclasses import replace

from bot.answer.inquiry import Inquiry
from bot.answer.names import Referent
from bot.answer.records import Answer

_TEXT_KINDS = ("explanation", "equivalent", "check")


def with_reading_notes(inquiry: Inquiry, answer: Answer) -> Answer:
    """Add what was not understood, and which other readings the names have.

    Where nothing that is stated is reckoned with, an answer is about every word already.
    """
    question, wording = inquiry.question, inquiry.wording
    notes = [
        wording.say("caveat_fuzzy", typed=typed, name=_name_of(referent, inquiry))
        for typed, referent in question.forgiven
    ]
    if question.passed and answer.kind not in _TEXT_KINDS:
        words = wording.say("list_separator").join(question.passed)
        notes.append(wording.say("caveat_passed_over", words=words))
    if question.residue and answer.kind not in _TEXT_KINDS and answer.reckons_with_stated:
        words = wording.say("list_separator").join(dict.fromkeys(question.residue))
        notes.append(wording.say("caveat_not_understood", words=words))
    readings = [r for r in _other_readings(inquiry) if r not in answer.interpretation]
    if readings and answer.kind in ("figure", "comparison"):
        named = wording.say("list_separator").join(dict.fromkeys(readings))
        notes.append(wording.say("caveat_other_readings", names=named))
    return replace(answer, caveats=(*answer.caveats, *notes))


def _other_readings(inquiry: Inquiry) -> list[str]:
    vocabulary, language = inquiry.vocabulary, inquiry.question.language
    of_subjects = [
        vocabulary.subject(reading).names.in_(language)
        for topic in inquiry.question.topics
        for reading in vocabulary.subject(topic.subject_id).readings
    ]
    meant = {topic.subject_id for topic in inquiry.question.topics}
    others = [r for r in inquiry.question.other_referents if r.identifier not in meant]
    return of_subjects + [_name_of(r, inquiry) for r in others]


def _name_of(referent: Referent, inquiry: Inquiry) -> str:
    vocabulary, language = inquiry.vocabulary, inquiry.question.language
    if referent.kind == "subject":
        return vocabulary.subject(referent.identifier).names.in_(language)
    if referent.kind == "region":
        return vocabulary.region(referent.identifier).names.in_(language)
    return vocabulary.measure(referent.identifier).names.in_(language)
