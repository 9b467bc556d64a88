"""Answers for every shell: reasons, words, verifies, and keeps only what holds."""

import logging
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from itertools import chain

from bot.answer.answerer import Answerer
from bot.answer.gates import Gates
from bot.answer.inquiry import Result
from bot.answer.names import NameIndex
from bot.answer.question_reader import QuestionReader
from bot.answer.reading import Shelf
from bot.answer.reading.verifying import unread_numbers
from bot.answer.records import Answer, Claim, Unanswered
from bot.answer.sentence_chooser import SentenceChooser
from bot.answer.verify import Violation, check_text
from bot.answer.words import Wording
from bot.error_words import input_error
from bot.gates import shipped_gates
from bot.lead_worder import LeadWorder
from bot.numbers import escape_markdown
from bot.payload import answer_payload, unanswered_payload
from bot.render import Renderer
from bot.reply import Reply, Suggestion
from bot.request_reader import RequestReader, clean_question
from bot.requests import Request
from bot.suggestions import SubjectSuggestions
from bot.wording import asked_names, load_wording
from index.protocols import Hit, Retriever
from knowledge.protocols import Knowledge
from knowledge.records import LANGUAGES, Language, Period, Quantity
from knowledge.vocabulary_names import vocabulary_names
from knowledge.words import Vocabulary

logger = logging.getLogger(__name__)
MAX_CHECKED_CHARS = 6000
MAX_COMPARED = 6
KEEP_EVERY_S = 60.0
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]")


@dataclass(slots=True)
class Verification:
    """Counts what verification did. `violations` must stay zero; it is a bug when it does not.

    `keep` is given the claims checked since it was last called, now and then and at the end, so
    that a process that is killed loses no more than those of KEEP_EVERY_S.
    """

    checked: int = 0
    violations: int = 0
    report: Callable[[], None] = lambda: None
    keep: Callable[[int], None] = lambda n_checked: None
    _kept: int = 0
    _kept_at: float = field(default_factory=time.monotonic)

    def count(self) -> None:
        """Count a checked claim."""
        self.checked += 1
        if time.monotonic() - self._kept_at >= KEEP_EVERY_S:
            self.keep_rest()

    def keep_rest(self) -> None:
        """Have what was counted since the last time kept."""
        self.keep(self.checked - self._kept)
        self._kept, self._kept_at = self.checked, time.monotonic()

    def drop(self) -> None:
        """Count a dropped claim, and tell of it."""
        self.violations += 1
        self.report()


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
    worder: LeadWorder | None = None
    verification: Verification = field(default_factory=Verification)
    release: Callable[[], None] = lambda: None

    @property
    def today(self) -> date:
        """The day that ages and relative years are counted from."""
        return self.answerer.today

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
        return self._reply(result, text, started, worder=self.worder)

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
        self, result: Result, asked: str, started: float, *, worder: LeadWorder | None = None
    ) -> Reply:
        wording = self.wordings[result.language]
        if isinstance(result, Answer):
            result = self._verified(result, asked, wording)
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
        self.verification.count()
        if self._violations(lead, said, answer, (), ()):
            self.verification.drop()
            logger.error("a wording was dropped: template %s", lead.template)
            return None
        return self.renderer.worded(said, lead, answer, wording)

    def _verified(self, answer: Answer, asked: str, wording: Wording) -> Result:
        """Drop every claim whose words hold a number that nothing supports."""
        # A check shows what was claimed as quoted words; its own words may not lean on them.
        quotes_only = answer.kind == "check" or not asked
        given = () if quotes_only else self.answerer.parse(asked).quantities
        kept = []
        for claim in answer.claims:
            violations = self._all_violations(claim, answer, given, wording)
            self.verification.count()
            if not violations:
                kept.append(claim)
                continue
            self.verification.drop()
            logger.error(
                "a claim was dropped: template %s, %s numbers", claim.template, len(violations)
            )
        if kept and (answer.kind == "check" or kept[0] is answer.claims[0]):
            verdict = kept[0].verdict if answer.kind == "check" else answer.verdict
            return replace(answer, claims=tuple(kept), verdict=verdict)
        return Unanswered(
            reason="unclear",
            language=answer.language,
            interpretation=answer.interpretation,
            detail=wording.say("unanswered_unclear"),
        )

    def _all_violations(
        self, claim: Claim, answer: Answer, given: Sequence[Quantity], wording: Wording
    ) -> tuple[Violation, ...]:
        """Check a claim's own words, then each of its parts, which may not use what was asked."""
        own = replace(claim, parts=()) if claim.parts else claim
        text = self.renderer.claim_text(own, answer, wording)
        found = self._violations(own, text, answer, given, self._literals(answer, wording))
        for part in claim.parts:
            found += self._all_violations(part, answer, (), wording)
        return found

    def _violations(
        self,
        claim: Claim,
        text: str,
        answer: Answer,
        given: Sequence[Quantity],
        literals: Sequence[str],
    ) -> tuple[Violation, ...]:
        if claim.quote is not None:
            return self._quote_violations(claim, answer)
        allowed = [*self._held(claim, answer), *given]
        words = [word for name, word in claim.words if name != "text"]
        prose = len(words) < len(claim.words)  # a sentence of kilowit's own texts
        shown = [*words, *map(escape_markdown, words)]  # words with markup are shown escaped
        return check_text(text, allowed=allowed, literals=[*literals, *shown], prose=prose)

    def _held(self, claim: Claim, answer: Answer) -> list[Quantity]:
        """What supports a claim: its cited figures and the derivations that it names."""
        figures = [self.knowledge.figure(c) for c in claim.cites if ":" not in c]
        named = {number.derivation_id for number in claim.numbers}
        derived = [d.result for d in answer.derivations if d.derivation_id in named]
        return [*(f.quantity for f in figures), *derived]

    def _quote_violations(self, claim: Claim, answer: Answer) -> tuple[Violation, ...]:
        cited = {c.key: c for c in answer.citations}
        for cite in claim.cites:
            citation = cited.get(cite)
            if citation is None or citation.passage_id is None:
                continue
            passage = self.knowledge.passage(citation.passage_id)
            if claim.quote is not None and claim.quote in passage.text:
                return unread_numbers(claim)
        return (Violation(claim.quote or "", "the passage does not hold these words"),)

    def _literals(self, answer: Answer, wording: Wording) -> tuple[str, ...]:
        return ()


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
    names = NameIndex.build(chain(vocabulary_names(vocabulary), asked_names()))
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
    return KilowitEngine(
        generation=generation,
        knowledge=knowledge,
        retriever=retriever,
        vocabulary=vocabulary,
        answerer=answerer,
        renderer=Renderer(knowledge, vocabulary),
        suggestions=suggestions,
        reader=RequestReader(answerer, suggestions),
        wordings=wordings,
        release=release,
    )
