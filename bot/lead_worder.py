"""Another wording of an answer's first sentence, nearer to the question as it was put."""

from typing import Protocol

from bot.answer.question import Question
from bot.answer.records import Answer
from bot.answer.words import Wording


class LeadWorder(Protocol):
    """Words the first claim of an answer once more; it leaves the answer itself as it is."""

    def word(self, question: Question, answer: Answer, plain: str, wording: Wording) -> str | None:
        """Return one sentence that says what the first claim says, or None.

        Args:
            question: As it was read.
            answer: Verified.
            plain: The first claim in kilowit's own words, without marks.
            wording: Of the answer's language.
        """
        ...
