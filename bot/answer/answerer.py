"""Question → answer with citations, or unanswered. Pure: the date and all knowledge are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.answer.check import check_text, no_claim
from bot.answer.describing import described
from bot.answer.figures import FigureFinder
from bot.answer.follow_up import needs_context, with_context
from bot.answer.inquiry import Gates, Inquiry
from bot.answer.kinds import KINDS, Result
from bot.answer.names import NameIndex
from bot.answer.question import Question, Topic, parse_question
from bot.answer.reading_notes import with_reading_notes
from bot.answer.records import Answer
from bot.answer.refusals import refuse
from bot.answer.settling import settle
from bot.answer.words import Wording
from index.protocols import Retriever
from knowledge.languages import language_of
from knowledge.protocols import Knowledge
from knowledge.records import Language, Period
from knowledge.words import Vocabulary


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions over one generation's knowledge, as of `today`."""

    knowledge: Knowledge
    retriever: Retriever
    vocabulary: Vocabulary
    names: NameIndex
    wordings: Mapping[Language, Wording]
    today: date
    gates: Gates = field(default_factory=Gates)

    def answer(
        self, text: str, *, language: Language | None = None, context: Sequence[str] = ()
    ) -> Result:
        """Answer a question in its own language or the given one.

        `context` holds earlier questions, oldest first; a question that names no topic, or starts
        like a follow-up, takes what it lacks from the latest of them.
        """
        question = self.parse(text, language=language)
        patterns = self.wordings[language_of(text)].patterns
        for earlier in reversed(context):
            if not needs_context(question, patterns):
                break
            before = self.parse(earlier, language=question.language)
            question = with_context(question, before, patterns)
        return self._answer(question)

    def parse(self, text: str, *, language: Language | None = None) -> Question:
        """Parse a question; patterns are those of the language it is written in."""
        written = language_of(text)
        question = parse_question(
            text,
            names=self.names,
            patterns=self.wordings[written].patterns,
            language=written,
        )
        return replace(question, language=language or written)

    def compare(
        self,
        topics: Sequence[Topic],
        *,
        measure_id: str | None,
        period: Period | None,
        language: Language,
    ) -> Result:
        """Compare subjects directly, as the compare command does."""
        question = Question(
            text="",
            language=language,
            intent="comparison",
            topics=tuple(topics),
            measure_id=measure_id,
            periods=(period,) if period else (),
        )
        return self._answer(question)

    def check(self, text: str, *, language: Language | None = None) -> Result:
        """Judge the claims about energy in a text; unanswered when it makes none."""
        chosen = language or language_of(text)
        question = Question(text=text, language=chosen, intent="check", topics=())
        return self._checked(question) or no_claim(self._inquiry(question, self._finder()))

    def _checked(self, question: Question) -> Answer | None:
        inquiry = self._inquiry(question, self._finder())
        return check_text(question.text, inquiry, parse=self.parse, wordings=self.wordings)

    def _answer(self, question: Question) -> Result:
        """Let the first kind that applies answer."""
        if question.intent == "check" and question.text:
            checked = self._checked(question)
            if checked is not None and checked.is_known:
                return checked
        finder = self._finder()
        inquiry = self._inquiry(question, finder)
        inquiry = inquiry.asking(settle(question, finder, inquiry.patterns))
        inquiry = inquiry.asking(described(inquiry))
        results = (kind(inquiry) for kind in KINDS)
        result = next((r for r in results if r is not None), None) or refuse(inquiry, "unclear")
        return with_reading_notes(inquiry, result) if isinstance(result, Answer) else result

    def _finder(self) -> FigureFinder:
        return FigureFinder(self.knowledge, self.vocabulary, self.today)

    def _inquiry(self, question: Question, finder: FigureFinder) -> Inquiry:
        return Inquiry(
            question=question,
            knowledge=self.knowledge,
            retriever=self.retriever,
            vocabulary=self.vocabulary,
            wording=self.wordings[question.language],
            finder=finder,
            gates=self.gates,
            patterns=self.wordings[language_of(question.text)].patterns,
        )
