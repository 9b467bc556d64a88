"""Answers for every shell: reasons, words, verifies, and keeps only what holds."""

import logging
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from itertools import chain

from bot.answer.answerer import Answerer
from bot.answer.gates import Gates
from bot.answer.inquiry import Result
from bot.answer.names import NameIndex
from bot.answer.question_reader import QuestionReader
from bot.answer.reading import Shelf
from bot.answer.records import Answer, Unanswered
from bot.answer.sentence_chooser import SentenceChooser
from bot.answer.words import Wording
from bot.error_words import input_error
from bot.gates import shipped_gates
from bot.lead_worder import LeadWorder
from bot.payload import answer_payload, unanswered_payload
from bot.render import Renderer
from bot.reply import Reply, Suggestion
from bot.request_reader import RequestReader, clean_question
from bot.requests import Request
from bot.suggestions import SubjectSuggestions
from bot.verifier import VerificationTally, Verifier
from bot.wording import asked_names, katakana_names, load_wording
from index.protocols import Hit, Retriever
from knowledge.protocols import Knowledge
from knowledge.records import LANGUAGES, Language, Period, Quantity
from knowledge.vocabulary_names import vocabulary_names
from knowledge.words import Vocabulary

logger = logging.getLogger(__name__)
MAX_CHECKED_CHARS = 6000
MAX_COMPARED = 6
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]")


@dataclass(frozen=True, slots=True)
class KilowitEngine:
    """The engine over one open generation. Not thread-safe: use it from one thread."""

    generation: str
    knowledge: Knowledge
    retriever: Retriever
    vocabulary: Vocabulary
    answerer: Answerer
    renderer: Renderer
    suggestions: Callable[[], SubjectSuggestions]
    reader: RequestReader
    wordings: Mapping[Language, Wording]
    verifier: Verifier
    worder: LeadWorder | None = None
    release: Callable[[], None] = lambda: None

    @property
    def today(self) -> date:
        """The day that ages and relative years are counted from."""
        return self.answerer.today

    @property
    def verification(self) -> VerificationTally:
        """What verification did since the engine was opened."""
        return self.verifier.tally

    @property
    def violations(self) -> int:
        """How many claims verification dropped since the engine was opened; a bug when not 0."""
        return self.verification.violations

    def close(self) -> None:
        """Close the generation's files; the engine answers nothing after."""
        self.release()

    def ask(
        self, question: str, *, language: Language | None = None, context: tuple[str, ...] = ()
    ) -> Reply:
        """Answer a question; `context` holds earlier questions, oldest first.

        Raises:
            InputError: the question is empty or too long.
        """
        started = time.perf_counter()
        text = clean_question(question)
        earlier = tuple(clean_question(c) for c in context if c.strip())
        result = self.answerer.answer(text, language=language, context=earlier)
        return self._reply(result, text, started, earlier=earlier, worder=self.worder)

    def compare(
        self,
        subjects: tuple[str, ...],
        *,
        measure: str | None = None,
        year: str | None = None,
        language: Language = "en",
    ) -> Reply:
        """Compare two to six subjects, given by id or by name in either language."""
        started = time.perf_counter()
        if not 2 <= len(subjects) <= MAX_COMPARED:
            raise input_error("subject_count", n=str(len(subjects)), most=str(MAX_COMPARED))
        topics = [self.reader.topic(subject) for subject in subjects]
        result = self.answerer.compare(
            topics,
            measure_id=self.reader.measure_id(measure) if measure else None,
            period=Period.parse(year) if year else None,
            language=language,
        )
        return self._reply(result, " ".join([*subjects, year or ""]), started)

    def request(self, request: Request, *, language: Language = "en") -> Reply:
        """Answer a typed request. Raises InputError for names that nothing has."""
        started = time.perf_counter()
        question = self.reader.question(request, language)
        return self._reply(self.answerer.answer_question(question), question.text, started)

    def check(self, text: str, *, language: Language | None = None) -> Reply:
        """Judge the energy claims in a text, in the text's language or the given one.

        Raises:
            InputError: the text is empty or longer than MAX_CHECKED_CHARS.
        """
        started = time.perf_counter()
        cleaned = clean_question(text, limit=MAX_CHECKED_CHARS)
        result = self.answerer.check(cleaned, language=language)
        return self._reply(result, cleaned, started)

    def search(self, query: str, *, k: int = 10) -> tuple[Hit, ...]:
        """Return passages and figure series, best first, without an answer."""
        return self.retriever.retrieve(clean_question(query), k=k)

    def suggest_subjects(
        self, typed: str, *, language: Language, measure: str | None = None, limit: int = 25
    ) -> tuple[Suggestion, ...]:
        """Return subjects that match what was typed, typos forgiven, best first."""
        return self.suggestions().subjects(typed, language=language, limit=limit, measure=measure)

    def suggest_years(
        self, typed: str, *, subject: str | None = None, limit: int = 25
    ) -> tuple[int, ...]:
        """Return years with figures, those of the subject when it is known, latest first."""
        return self.suggestions().years(typed, subject=subject, limit=limit)

    def suggest_regions(
        self, typed: str, *, language: Language, limit: int = 25
    ) -> tuple[Suggestion, ...]:
        """Return groups of countries that match what was typed."""
        return self.suggestions().regions(typed, language=language, limit=limit)

    def suggest_measures(
        self, typed: str, *, language: Language, subject: str | None = None, limit: int = 25
    ) -> tuple[Suggestion, ...]:
        """Return measures, those with figures for `subject` first."""
        return self.suggestions().measures(typed, language=language, subject=subject, limit=limit)

    def bears_out(self, said: str, language: Language) -> bool:
        """Whether a check finds a claim in it that figures support, and none that they deny.

        What stands in brackets is left out: it tells ranges and sources, and is read as claims.
        """
        judged = self.answerer.check(_BRACKETS.sub("", said), language=language)
        verdicts = {c.verdict for c in judged.claims} if isinstance(judged, Answer) else set()
        return True in verdicts and False not in verdicts

    def _reply(
        self,
        result: Result,
        asked: str,
        started: float,
        *,
        earlier: Sequence[str] = (),
        worder: LeadWorder | None = None,
    ) -> Reply:
        wording = self.wordings[result.language]
        if isinstance(result, Answer):
            result = self.verifier.verified(result, self._given(result, asked, *earlier), wording)
        shown = self.renderer.show(result, wording)
        if worder is not None and isinstance(result, Answer):
            worded = self._worded(worder, result, asked, wording)
            shown = replace(shown, worded=worded)
        elapsed_ms = (time.perf_counter() - started) * 1000
        payload = (
            unanswered_payload(result, shown, self.knowledge)
            if isinstance(result, Unanswered)
            else answer_payload(result, shown, self.knowledge)
        )
        stamp = {"generation": self.generation, "elapsed_ms": round(elapsed_ms, 1)}
        logger.info(
            "%s, %s, %s claims, %s citations, %.3f s",
            result.kind if isinstance(result, Answer) else f"unanswered ({result.reason})",
            result.language,
            len(result.claims) if isinstance(result, Answer) else 0,
            len(result.citations),
            elapsed_ms / 1000,
        )
        return Reply(shown, payload | stamp)

    def _worded(
        self, worder: LeadWorder, answer: Answer, asked: str, wording: Wording
    ) -> str | None:
        """The first claim in other words, where kilowit itself reads them as true."""
        lead = answer.claims[0]
        plain = self.renderer.claim_text(replace(lead, cites=()), answer, wording)
        said = worder.word(self.answerer.parse(asked), answer, plain.replace("**", ""), wording)
        if said is None or not self.bears_out(said, answer.language):
            return None
        if not self.verifier.holds(lead, said, answer):
            return None
        return self.renderer.worded(said, lead, answer, wording)

    def _given(self, answer: Answer, *asked: str) -> Sequence[Quantity]:
        """The asked numbers that an answer's words may hold, those of what it leans on too.

        A check shows what was claimed as quoted words; its own words may not lean on them.
        """
        if answer.kind == "check":
            return ()
        return [q for text in asked if text for q in self.answerer.parse(text).quantities]


def build_engine(
    *,
    generation: str,
    knowledge: Knowledge,
    retriever: Retriever,
    vocabulary: Vocabulary,
    today: date,
    gates: Gates | None = None,
    reader: QuestionReader | None = None,
    chooser: SentenceChooser | None = None,
    release: Callable[[], None] = lambda: None,
) -> KilowitEngine:
    """Wire the reasoning over one open generation, with its gates or those shipped.

    `reader` tries what the grammar does not understand, `chooser` what no trusted sentence tells;
    `release` closes what was opened.
    """
    wordings = {language: load_wording(language) for language in LANGUAGES}
    names = NameIndex.build(
        chain(vocabulary_names(vocabulary), asked_names(), katakana_names(vocabulary))
    )
    answerer = Answerer(
        knowledge=knowledge,
        retriever=retriever,
        vocabulary=vocabulary,
        names=names,
        wordings=wordings,
        today=today,
        shelf=Shelf(knowledge),
        gates=gates or shipped_gates("other"),
        reader=reader,
        chooser=chooser,
    )
    suggestions = cache(partial(SubjectSuggestions.build, knowledge, vocabulary))
    renderer = Renderer(knowledge, vocabulary)
    return KilowitEngine(
        generation=generation,
        knowledge=knowledge,
        retriever=retriever,
        vocabulary=vocabulary,
        answerer=answerer,
        renderer=renderer,
        suggestions=suggestions,
        reader=RequestReader(answerer, suggestions),
        wordings=wordings,
        verifier=Verifier(knowledge, renderer),
        release=release,
    )
