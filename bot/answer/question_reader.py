"""A second reader for questions that the grammar does not understand."""

from dataclasses import replace
from typing import Protocol

from bot.answer.inquiry import Inquiry, Result
from bot.answer.question import Question
from bot.answer.records import Answer, Unanswered

_READ_AGAIN = ("unclear", "unknown_subject")
_KINDS = ("figure", "comparison", "trend", "equivalent")


class QuestionReader(Protocol):
    """Chooses a reading out of the vocabulary; numbers and periods stay those of the question."""

    def read(self, question: Question) -> Question | None:
        """Return the question with topics and measure chosen, or None to let it stand."""
        ...


def may_be_read_again(question: Question, result: Result) -> bool:
    """Whether another reader may try.

    A name that kilowit does not know is said to be unknown; so is a known name that an unknown
    word makes another thing (“Bitcoin ATMs”). Claims, and questions that state amounts, are for
    the grammar alone.
    """
    if not isinstance(result, Unanswered) or result.reason not in _READ_AGAIN:
        return False
    if not question.text or question.is_yes_no or question.quantities:
        return False
    if question.compounds or (question.topics and question.touching_residue):
        return False
    return not any(_is_name(word, question.text) for word in question.residue)


def _is_name(word: str, text: str) -> bool:
    """Whether a word looks like a name: a digit, katakana, a capital that starts no sentence."""
    if any(c.isdigit() or "\u30a0" <= c <= "\u30ff" for c in word):
        return True
    start = text.find(word)
    starts_sentence = text[:start].rstrip()[-1:] in ("", ".", "?", "!")
    return any(c.isupper() for c in word[1:]) or (word[:1].isupper() and not starts_sentence)


def with_chosen_reading(question: Question, inquiry: Inquiry, result: Result) -> Answer | None:
    """Return the answer with a note of who read `question`, or None when it is no figure's."""
    if not isinstance(result, Answer) or result.kind not in _KINDS:
        return None
    if any(claim.quote is not None for claim in result.claims):
        return None
    wording = inquiry.wording
    words = wording.say("list_separator").join(dict.fromkeys(question.residue)) or question.text
    note = wording.say("caveat_language_model", words=words)
    return replace(result, caveats=(note, *result.caveats))
