"""One question on its way to an answer: what was asked, and all that an answer may draw on."""

from dataclasses import dataclass, replace

from bot.answer.composition import Composer, Speaker
from bot.answer.figures import FigureFinder
from bot.answer.gates import Gates
from bot.answer.nearest import follow_up_questions
from bot.answer.question import Question
from bot.answer.records import Answer, Unanswered
from bot.answer.selection import Selection
from bot.answer.words import Patterns, Wording
from index.protocols import Retriever
from knowledge.protocols import Knowledge
from knowledge.records import Period
from knowledge.words import Vocabulary

Result = Answer | Unanswered


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A parsed question with the knowledge, words and date that answer it.

    `patterns` are of the language in which the question is written, `wording` is of the answer's.
    """

    question: Question
    knowledge: Knowledge
    retriever: Retriever
    vocabulary: Vocabulary
    wording: Wording
    finder: FigureFinder
    gates: Gates
    patterns: Patterns

    @property
    def speaker(self) -> Speaker:
        """Names things in the language of the answer."""
        return Speaker(self.vocabulary, self.knowledge, self.wording)

    @property
    def period(self) -> Period | None:
        """The first period that the question names."""
        return self.question.periods[0] if self.question.periods else None

    @property
    def projects(self) -> bool:
        """Whether the question asks for a time to come."""
        if self.question.periods:
            return self.question.periods[0].start > self.finder.today
        return self.question.wants_projection

    def composer(self) -> Composer:
        """Start an empty answer."""
        return Composer(self.speaker)

    def follow_ups(self, selection: Selection) -> tuple[str, ...]:
        """Offer what follows from a figure."""
        return follow_up_questions(selection, self.speaker)

    def asking(self, question: Question) -> "Inquiry":
        """The same inquiry about another question."""
        return replace(self, question=question)
