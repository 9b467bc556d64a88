"""Puts an answer together: claims in order, citations numbered once, derivations named."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.answer.intervals import high
from bot.answer.records import (
    Answer,
    AnswerKind,
    Chart,
    Citation,
    Claim,
    Conflict,
    Derivation,
    Finding,
    Number,
    Operation,
)
from bot.answer.selection import Estimate
from bot.answer.words import Wording
from knowledge.protocols import Knowledge
from knowledge.records import Bilingual, Figure, Language, Quantity
from knowledge.units import convert, dimension_of, scale_unit
from knowledge.words import Vocabulary

_STATUS_SHOWN = ("estimated", "modelled", "projected", "announced", "claimed")
_EVERYWHERE = ("product",)  # “air conditioners”: one, or all of the world
_BASES = {"energy": "Wh", "power": "W"}
_PLACED_KINDS = ("household", "contract", "site", "company", "chip", "event")  # place is known


@dataclass(frozen=True, slots=True)
class Speaker:
    """Names things in the answer's language."""

    vocabulary: Vocabulary
    knowledge: Knowledge
    wording: Wording

    @property
    def language(self) -> Language:
        """The language of the answer."""
        return self.wording.language

    def subject(self, subject_id: str, region: str | None = None) -> str:
        """Name a subject, with its region unless that is the world or the subject itself."""
        subject = self.vocabulary.subject(subject_id)
        name = subject.names.in_(self.language)
        placed = subject.kind in _PLACED_KINDS or subject_id == f"country:{region}"
        if region == "world" and subject.kind in _EVERYWHERE:
            return self.wording.say("worldwide", subject=name)
        if placed or region in (None, "world"):
            return name
        return self.wording.say("subject_in", subject=name, region=self.region(str(region)))

    def region(self, code: str) -> str:
        """Name a region."""
        return self.vocabulary.region(code).names.in_(self.language)

    def measure(self, measure_id: str) -> str:
        """Name a measure."""
        return self.vocabulary.measure(measure_id).names.in_(self.language)

    def period(self, text: str | None) -> str:
        """Word a canonical period; an undated figure has none."""
        if text is None:
            return self.wording.say("period_undated")
        if text.startswith("FY"):
            return self.wording.say("period_fiscal", year=text[2:])
        year, _, rest = text.partition("-")
        if "/" in text:
            first, last = text.split("/")
            return self.wording.say("period_range", first=first, last=last)
        if text.endswith("s"):
            return self.wording.say("period_decade", year=text[:-1])
        if rest.startswith(("Q", "H")):
            form = "period_quarter" if rest[0] == "Q" else "period_half"
            return self.wording.say(form, year=year, part=rest[1:])
        if len(rest) == 2:
            month = self.wording.say(f"month_{int(rest)}")
            return self.wording.say("period_month", year=year, month=month)
        if rest:
            month = self.wording.say(f"month_{int(rest[:2])}")
            return self.wording.say("period_day", year=year, month=month, day=str(int(rest[3:])))
        return self.wording.say("period_year", year=year)

    def details(self, figure: Figure) -> str:
        """Word what a reader must know beside a value."""
        return self.wording.say("list_separator").join(self.detail_parts(figure).values())

    def detail_parts(self, figure: Figure) -> dict[str, str]:
        """Word, by name, what a reader must know: period, publisher, scope, status, standing."""
        source = self.knowledge.source(figure.source_id)
        parts = {
            "period": self.period(figure.period.text) if figure.period is not None else "",
            "publisher": source.reports or source.publisher,
            "scope": figure.scope.in_(self.language),
        }
        if figure.status in _STATUS_SHOWN:
            parts["status"] = self.wording.say(f"status_{figure.status}")
        if figure.standing in ("caution", "superseded"):
            parts["standing"] = self.wording.say(f"standing_{figure.standing}")
        return {name: text for name, text in parts.items() if text}

    def text(self, text: Bilingual) -> str:
        """Choose the text of the answer's language."""
        return text.in_(self.language)


def _unit_of_size(quantity: Quantity) -> str | None:
    """The unit in which an energy or a power below one is shown: 212 GWh, not 0.212 TWh."""
    unit = quantity.unit
    base = _BASES.get(dimension_of(unit)) if unit is not None else None
    if unit is None or base is None or not unit.endswith(base) or not 0 < high(quantity) < 1:
        return unit
    return scale_unit(high(quantity), unit) if convert(high(quantity), unit, base) >= 1 else base


@dataclass(slots=True)
class Composer:
    """Collects the parts of one answer. Not frozen: it lives within one call."""

    speaker: Speaker
    claims: list[Claim] = field(default_factory=list)
    derivations: list[Derivation] = field(default_factory=list)
    cited: dict[str, Citation] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    caveats: list[str] = field(default_factory=list)
    apart_by: Literal["subject", "measure", "period"] = "subject"

    def copy(self) -> "Composer":
        """A composer with the same parts, that collects apart from this one."""
        return replace(
            self,
            claims=[*self.claims],
            derivations=[*self.derivations],
            cited={**self.cited},
            conflicts=[*self.conflicts],
            caveats=[*self.caveats],
        )

    def take(self, other: "Composer") -> None:
        """Go on with what a copy collected."""
        self.claims, self.derivations, self.cited = other.claims, other.derivations, other.cited
        self.conflicts, self.caveats, self.apart_by = other.conflicts, other.caveats, other.apart_by

    def label_apart(self, figures: Sequence[Figure]) -> None:
        """Let labels tell figures of one subject apart: by measure, else by period."""
        if len({(f.subject_id, f.region) for f in figures}) > 1:
            return
        by_measure = len({f.measure_id for f in figures}) > 1
        self.apart_by = "measure" if by_measure else "period"

    @property
    def are_apart_by_time(self) -> bool:
        """Whether labels tell the period."""
        return self.apart_by == "period"

    def label(self, figure: Figure) -> str:
        """Name a figure by its subject, and by what tells it from the others."""
        speaker = self.speaker
        subject = speaker.subject(figure.subject_id, figure.region)
        if self.apart_by == "measure":
            measure = speaker.measure(figure.measure_id)
            return speaker.wording.say("subject_of_measure", measure=measure, subject=subject)
        if self.apart_by == "period" and figure.period is not None:
            period = speaker.period(figure.period.text)
            return speaker.wording.say("subject_of_period", period=period, subject=subject)
        return subject

    def next_derivation_id(self) -> str:
        """Name the next derivation: d1, d2, ..."""
        return f"d{len(self.derivations) + 1}"

    def derive(
        self,
        operation: Operation,
        inputs: Sequence[str],
        steps: str,
        result: Quantity,
        *,
        assumptions: Sequence[str] = (),
    ) -> Derivation:
        """Add a derivation and return it."""
        derivation = Derivation(
            self.next_derivation_id(), operation, tuple(inputs), steps, result, tuple(assumptions)
        )
        self.derivations.append(derivation)
        return derivation

    def adopt(self, estimate: Estimate) -> Estimate:
        """Add the derivation of an estimate under the next free name."""
        if estimate.derivation is None:
            return estimate
        renamed = replace(
            estimate.derivation,
            derivation_id=self.next_derivation_id(),
            assumptions=(self.speaker.wording.say("assume_run_all_year"),),
        )
        self.derivations.append(renamed)
        return replace(estimate, derivation=renamed)

    def cite_figure(self, figure: Figure) -> str:
        """Number a figure's citation at its first use; return the figure id."""
        if figure.figure_id not in self.cited:
            self.cited[figure.figure_id] = Citation(
                n=len(self.cited) + 1,
                source_id=figure.source_id,
                figure_id=figure.figure_id,
                passage_id=None,
                quote=figure.quote,
            )
        return figure.figure_id

    def cite_passage(self, passage_id: str, source_id: str, quote: str) -> str:
        """Number a passage's citation at its first use; return the citation's key."""
        citation = Citation(len(self.cited) + 1, source_id, None, passage_id, quote)
        self.cited.setdefault(citation.key, citation)
        return citation.key

    def claim(
        self,
        template: str,
        numbers: Sequence[Number] = (),
        *,
        cites: Sequence[str] = (),
        quote: str | None = None,
        verdict: bool | None = None,
        **words: str,
    ) -> None:
        """Add a claim."""
        self.claims.append(
            Claim(
                template=template,
                numbers=tuple(numbers),
                words=tuple(words.items()),
                cites=tuple(dict.fromkeys(cites)),
                quote=quote,
                verdict=verdict,
            )
        )

    def fold(
        self,
        template: str,
        since: int,
        *,
        verdict: bool | None,
        finding: Finding | None = None,
        **words: str,
    ) -> None:
        """Make the claims added since the `since`-th into the parts of one judged claim."""
        parts = tuple(replace(part, verdict=None, finding=None) for part in self.claims[since:])
        del self.claims[since:]
        cites = tuple(dict.fromkeys(cite for part in parts for cite in part.cites))
        self.claims.append(
            Claim(
                template=template,
                numbers=(),
                words=tuple(words.items()),
                cites=cites,
                verdict=verdict,
                finding=finding,
                parts=parts,
            )
        )

    def mark_finding(self, finding: Finding) -> None:
        """Mark the last claim with what a check found."""
        self.claims[-1] = replace(self.claims[-1], finding=finding)

    def caveat(self, text: str) -> None:
        """Add a caveat once; an empty one is left out."""
        if text and text not in self.caveats:
            self.caveats.append(text)

    def figure_caveat(self, figure: Figure) -> None:
        """Add what a careful reader must be told with a figure."""
        self.caveat(self.speaker.text(figure.caveat))

    def estimate_number(self, name: str, estimate: Estimate) -> Number:
        """Make the number that shows an estimate: the figure itself, or its derivation."""
        if estimate.derivation is not None:
            return Number(
                name,
                estimate.quantity,
                None,
                estimate.derivation.derivation_id,
                show_unit=_unit_of_size(estimate.quantity),
            )
        return Number(
            name,
            estimate.figure.quantity,
            estimate.figure.figure_id,
            show_unit=_unit_of_size(estimate.quantity),
        )

    def answer(
        self,
        kind: AnswerKind,
        interpretation: str,
        *,
        chart: Chart | None = None,
        follow_ups: Sequence[str] = (),
        verdict: bool | None = None,
    ) -> Answer:
        """Return the finished answer."""
        return Answer(
            kind=kind,
            language=self.speaker.language,
            interpretation=interpretation,
            claims=tuple(self.claims),
            citations=tuple(self.cited.values()),
            derivations=tuple(self.derivations),
            conflicts=tuple(self.conflicts),
            caveats=tuple(self.caveats),
            chart=chart,
            follow_ups=tuple(follow_ups),
            verdict=verdict,
        )
