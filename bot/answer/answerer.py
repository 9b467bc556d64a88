"""Question → answer with citations, or unanswered. Pure: the date and all knowledge are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.answer.conversation import in_context
from bot.answer.describing import described
from bot.answer.document_reader import DocumentReader, beside
from bot.answer.figures import FigureFinder
from bot.answer.follow_up import names_no_thing, periods_after, with_context
from bot.answer.gates import Gates
from bot.answer.guarding.asked_kind import is_of_another_kind
from bot.answer.guarding.left_out import idle, left_out
from bot.answer.guarding.passing_over import WordJudge, passed_over, without_own_names
from bot.answer.guarding.unheeded import unheeded
from bot.answer.inquiry import Inquiry, Result
from bot.answer.kinds import KINDS
from bot.answer.kinds.explaining import told_by_choice, told_instead, told_last
from bot.answer.names import NameIndex
from bot.answer.parsing.asides import without_asides
from bot.answer.parsing.question_parser import parse_question
from bot.answer.parsing.years_on import dated_from
from bot.answer.question import Question, Topic
from bot.answer.question_reader import QuestionReader, may_be_read_again, with_chosen_reading
from bot.answer.reading import BESIDE_FIGURES, Shelf, is_beside
from bot.answer.reading_notes import with_reading_notes
from bot.answer.records import Answer
from bot.answer.refusals import refuse, refuse_amounts, refuse_kind, refuse_reading
from bot.answer.sentence_chooser import SentenceChooser
from bot.answer.settling.settle import settle
from bot.answer.several import answer_together, split_questions, with_named_topic
from bot.answer.words import Patterns, Wording
from index.protocols import Retriever
from knowledge.languages import language_of
from knowledge.protocols import Knowledge
from knowledge.records import Language, Period
from knowledge.words import Vocabulary

_KEPT_QUESTIONS = 64
_OF_AMOUNTS = ("figure", "trend", "comparison")
_TOLD_WHERE = ("unknown_subject", "no_figure", "unclear")  # refusals that a sentence may lift


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions over one generation's knowledge, as of `today`."""

    knowledge: Knowledge
    retriever: Retriever
    vocabulary: Vocabulary
    names: NameIndex
    wordings: Mapping[Language, Wording]
    today: date
    shelf: Shelf
    gates: Gates
    reader: QuestionReader | None = None
    chooser: SentenceChooser | None = None
    judge: WordJudge | None = None
    _parsed: dict[str, Question] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def answer(
        self, text: str, *, language: Language | None = None, context: Sequence[str] = ()
    ) -> Result:
        """Answer a question in its own language or the given one.

        `context` holds earlier questions, oldest first; a question that names no topic, or starts
        like a follow-up, takes what it lacks from those before it.
        """
        patterns = self.wordings[language_of(text)].patterns
        parts = split_questions(without_asides(text, self.names, patterns))
        if len(parts) > 1 and self.knowledge.misconceptions():
            together = self._answer_parts(parts, language or language_of(text))
            if together is not None:
                return together
        chosen = language or language_of(text)
        question = in_context(
            text,
            context,
            lambda written: self._understood(written, chosen),
            lambda asked, patterns: settle(asked, self._finder(), patterns),
        )
        result = self._answer(question)
        told = self._told_by_choice(question, result)
        return told or self._read_again(question, result) or result

    def _understood(self, text: str, language: Language) -> tuple[Question, Patterns]:
        """A question by itself, with the patterns of the language that it is written in."""
        return self.parse(text, language=language), self.wordings[language_of(text)].patterns

    def _told_by_choice(self, question: Question, result: Result) -> Answer | None:
        """Answer by the sentence that the chooser takes, when there is one and it may."""
        if self.chooser is None:
            return None
        return told_by_choice(self._inquiry(question, self._finder()), result, self.chooser)

    def _read_again(self, question: Question, result: Result) -> Answer | None:
        """Answer as the second reader reads the question, when there is one and it may."""
        if self.reader is None or not may_be_read_again(question, result):
            return None
        read = self.reader.read(question)
        if read is None:
            return None
        return with_chosen_reading(
            question, self._inquiry(read, self._finder()), self._answer(read)
        )

    def _answer_parts(self, parts: Sequence[str], language: Language) -> Result | None:
        """Answer the questions of one message; None when they make no sense one by one."""
        questions: list[Question] = []
        for part in parts:
            text = part
            if questions:
                speaker = self._inquiry(questions[-1], self._finder()).speaker
                text = with_named_topic(part, questions[-1], speaker)
                text = dated_from(text, questions[-1].periods)
            question = self.parse(text, language=language)
            patterns = self.wordings[language_of(part)].patterns
            if text != part:  # of the same time, too
                periods = periods_after(question, questions[-1], patterns)
                question = replace(question, periods=periods)
            before = settle(questions[-1] if questions else question, self._finder(), patterns)
            instead = patterns.shows("instead", part.lower())
            placed = all(t.is_country for t in question.topics)
            points_back = text != part and question.intent in _OF_AMOUNTS  # “did it go up”
            bare = question.measure_id is None and (placed or instead or points_back)
            leans = bare and question.intent != "advice"
            if questions and question.intent in _OF_AMOUNTS and names_no_thing(question):
                question = with_context(replace(question, topics=()), before, patterns)
            follows = points_back or instead or patterns.shows("follow_up", part.lower())
            if questions and leans and follows:
                question = with_context(question, before, patterns)
            unclear = not question.topics and question.measure_id is None
            if question.intent == "advice":
                questions.append(question)
                continue
            if unclear or question.intent in ("check", "arithmetic"):
                return None
            questions.append(question)
        if all(question.intent == "advice" for question in questions):
            return None
        return answer_together([self._answer(question) for question in questions])

    def parse(self, text: str, *, language: Language | None = None) -> Question:
        """Parse a question; patterns are those of the language it is written in."""
        if text not in self._parsed:  # an answer and its verification parse the same
            if len(self._parsed) >= _KEPT_QUESTIONS:
                self._parsed.clear()
            self._parsed[text] = self._parse(text)
        question = self._parsed[text]
        return replace(question, language=language) if language else question

    def _parse(self, text: str) -> Question:
        written = language_of(text)
        return parse_question(
            text,
            names=self.names,
            patterns=self.wordings[written].patterns,
            language=written,
            today=self.today,
        )

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

    def answer_question(self, question: Question) -> Result:
        """Answer a question that needs no parsing, as commands with options ask it.

        Where no figure answers it, sentences that share its words are no answer.
        """
        result = self._answer(question)
        if isinstance(result, Answer) and result.kind == "explanation":
            return refuse(self._inquiry(question, self._finder()), "unclear")
        return result

    def check(self, text: str, *, language: Language | None = None) -> Result:
        """Judge the claims about energy in a text; unanswered when it makes none."""
        chosen = language or language_of(text)
        question = Question(text=text, language=chosen, intent="check", topics=())
        from bot.answer.check import no_claim  # noqa: PLC0415  # few questions need it

        return self._checked(question) or no_claim(self._inquiry(question, self._finder()))

    def _checked(self, question: Question) -> Answer | None:
        from bot.answer.check import check_text  # noqa: PLC0415  # few questions need it

        inquiry = self._inquiry(question, self._finder())
        return check_text(question.text, inquiry, parse=self.parse, wordings=self.wordings)

    def _judged(self, question: Question) -> Answer | None:
        """Judge what a question states with figures; None where it states nothing of them."""
        checked = self._checked(question) if question.text else None
        return checked if checked and any(claim.parts for claim in checked.claims) else None

    def _answer(self, question: Question) -> Result:
        """Let the first kind that applies answer; documents are read where no figure matches."""
        finder = self._finder()
        inquiry = self._inquiry(question, finder)
        inquiry = inquiry.asking(settle(question, finder, inquiry.patterns))
        inquiry = inquiry.asking(without_own_names(described(inquiry), self.names))
        inquiry = inquiry.asking(passed_over(inquiry.question, self.judge))
        alone = not self.knowledge.has_curated_figures()
        documents = DocumentReader(self.knowledge, self.retriever, self.shelf)
        about = frozenset() if alone else documents.names(question)
        read = documents.read(inquiry) if alone else documents.read_named(inquiry, about)
        if alone and isinstance(read, Answer):
            return read
        checked = self._judged(question) if question.intent == "check" else None
        result, may_be_told = self._by_kinds(inquiry, question, about, checked)
        if isinstance(result, Answer) and not documents.outdoes(read, result, question):
            return result
        if not alone and not about:
            read = documents.read_added(inquiry, BESIDE_FIGURES)
        if isinstance(read, Answer):
            return read
        if isinstance(result, Answer):
            return result
        told = told_last(inquiry) if may_be_told and result.reason in _TOLD_WHERE else None
        if isinstance(told, Answer) and not self._misses(inquiry, told, about):
            return told
        return beside(result, read, inquiry) if read else result

    def _by_kinds(
        self,
        inquiry: Inquiry,
        question: Question,
        about: frozenset[str],
        checked: Answer | None,
    ) -> tuple[Result, bool]:
        """The answer of the first kind that applies, else a refusal that sentences may lift or not.

        `about` are words of which the quotes of an explanation must hold some.
        """
        if checked is not None:
            return checked, False
        results = ((kind, kind(inquiry)) for kind in KINDS)
        kind, result = next(((k, r) for k, r in results if r is not None), (None, None))
        if kind is None or result is None:
            return refuse(inquiry, "unclear"), True
        if not isinstance(result, Answer):
            return result, True
        amounts = left_out(inquiry.question, result) or idle(inquiry, result, kind)
        if amounts:
            asks = inquiry.patterns.shows("how_much", inquiry.question.text.lower())
            asks = asks or bool(inquiry.question.residue)  # “a 60 W bulb for a week” claims nothing
            judged = None if asks else self._judged(question)
            return judged or refuse_amounts(inquiry, amounts), False
        cited = [self.knowledge.figure(c.figure_id) for c in result.citations if c.figure_id]
        if is_beside(result, about):
            return refuse(inquiry, "unclear"), False
        if is_of_another_kind(inquiry, result, cited):
            return self._told_instead(inquiry, about) or refuse_kind(inquiry, cited), False
        if left := unheeded(inquiry, result, cited):
            told = self._told_instead(inquiry, about)
            return told or refuse_reading(inquiry, left, cited), False
        return with_reading_notes(inquiry, result), False

    def _told_instead(self, inquiry: Inquiry, about: frozenset[str]) -> Answer | None:
        """What sentences tell where figures leave out what is asked, which is no amount."""
        told = told_instead(inquiry)
        return told if isinstance(told, Answer) and not self._misses(inquiry, told, about) else None

    @staticmethod
    def _misses(inquiry: Inquiry, told: Answer, about: frozenset[str]) -> bool:
        return is_of_another_kind(inquiry, told, ()) or is_beside(told, about)

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
