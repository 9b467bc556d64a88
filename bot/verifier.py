"""Holds every claim of an answer to what supports it; drops what holds an unsupported number."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bot.answer.inquiry import Result
from bot.answer.reading.verifying import unread_numbers
from bot.answer.records import Answer, Claim, Unanswered
from bot.answer.verify import Violation, check_text
from bot.answer.words import Wording
from bot.numbers import escape_markdown
from bot.render import Renderer
from knowledge.protocols import Knowledge
from knowledge.records import Quantity

logger = logging.getLogger(__name__)
KEEP_EVERY_S = 60.0


@dataclass(slots=True)
class VerificationTally:
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
class Verifier:
    """Verifies answers from one generation, as they would be shown."""

    knowledge: Knowledge
    renderer: Renderer
    tally: VerificationTally = field(default_factory=VerificationTally)

    def verified(self, answer: Answer, given: Sequence[Quantity], wording: Wording) -> Result:
        """Drop every claim whose words hold a number that nothing supports.

        `given` are the asked numbers, which a claim's own words may hold. Without its leading claim
        an answer is none; a check keeps what holds.
        """
        kept = []
        for claim in answer.claims:
            violations = self._all_violations(claim, answer, given, wording)
            self.tally.count()
            if not violations:
                kept.append(claim)
                continue
            self.tally.drop()
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

    def holds(self, claim: Claim, said: str, answer: Answer) -> bool:
        """Whether what supports a claim supports every number of other words for it, too."""
        self.tally.count()
        if not self._violations(claim, said, answer, ()):
            return True
        self.tally.drop()
        logger.error("a wording was dropped: template %s", claim.template)
        return False

    def _all_violations(
        self, claim: Claim, answer: Answer, given: Sequence[Quantity], wording: Wording
    ) -> tuple[Violation, ...]:
        """Check a claim's own words, then each of its parts, which may not use what was asked."""
        own = replace(claim, parts=()) if claim.parts else claim
        text = self.renderer.claim_text(own, answer, wording)
        found = self._violations(own, text, answer, given)
        for part in claim.parts:
            found += self._all_violations(part, answer, (), wording)
        return found

    def _violations(
        self, claim: Claim, text: str, answer: Answer, given: Sequence[Quantity]
    ) -> tuple[Violation, ...]:
        if claim.quote is not None:
            return self._quote_violations(claim, answer)
        allowed = [*self._held(claim, answer), *given]
        words = [word for name, word in claim.words if name != "text"]
        prose = len(words) < len(claim.words)  # a sentence of kilowit's own texts
        shown = [*words, *map(escape_markdown, words)]  # words with markup are shown escaped
        return check_text(text, allowed=allowed, literals=shown, prose=prose)

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
