"""What a judge says of a statement, and what judges share."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.composition import Composer
from bot.answer.figures import FigureFinder, lead_order
from bot.answer.records import Finding, Number
from knowledge.records import Figure

_GOOD = ("preferred", "ok")
MAX_EVIDENCE = 4


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, and why: `reason` names the sentence of the texts that says so.

    `figures` are stated as evidence, in order; a judge that has stated its evidence already gives
    none. `words` fill the sentence's slots.
    """

    verdict: bool | None
    reason: str
    figures: tuple[Figure, ...] = ()
    finding: Finding | None = None
    words: tuple[tuple[str, str], ...] = ()

    def negated(self) -> "Judgement":
        """The judgement of the opposite statement."""
        if self.verdict is None:
            return self
        verdict = not self.verdict
        return Judgement(
            verdict,
            "supported" if verdict else "contradicted",
            self.figures,
            None if verdict else "contradicted",
        )


def supported(figures: Sequence[Figure], reason: str = "supported") -> Judgement:
    """The figures bear it out."""
    return Judgement(True, reason, tuple(figures))


def contradicted(
    figures: Sequence[Figure], reason: str = "contradicted", **words: str
) -> Judgement:
    """The figures say otherwise."""
    return Judgement(False, reason, tuple(figures), "contradicted", tuple(words.items()))


def unknown(reason: str, figures: Sequence[Figure] = (), **words: str) -> Judgement:
    """It cannot be judged; the figures are the nearest."""
    return Judgement(None, reason, tuple(figures), None, tuple(words.items()))


def is_good(figure: Figure) -> bool:
    """Whether a figure may bear a claim out."""
    return figure.standing in _GOOD


def is_measured(figure: Figure) -> bool:
    """Whether a figure is read off, not estimated."""
    return (figure.status in ("measured", "claimed") and figure.standing == "preferred") or (
        figure.status == "measured"
    )


def state_figures(composer: Composer, figures: Sequence[Figure], unit: str | None = None) -> None:
    """State figures as evidence, each with its details and what a reader must be told with it."""
    for figure in list(dict.fromkeys(figures))[:MAX_EVIDENCE]:
        composer.claim(
            "line_figure",
            [Number("value", figure.quantity, figure.figure_id, show_unit=unit)],
            cites=[composer.cite_figure(figure)],
            subject=composer.speaker.subject(figure.subject_id, figure.region),
            details=composer.speaker.details(figure),
        )
        composer.figure_caveat(figure)


def in_order(figures: Sequence[Figure], finder: FigureFinder) -> list[Figure]:
    """Put curated figures first, of them the newest years, and within a year those that lead.

    Figures of no year come after those of one.
    """
    return sorted(
        figures,
        key=lambda f: (
            f.is_extracted,
            -(f.period.end.toordinal() if f.period else 0),
            lead_order(f, finder.tier_rank(f)),
        ),
    )
