"""Popular misquotations with the figures that speak against them."""

from dataclasses import dataclass

from bot.answer.composition import Speaker
from bot.web.links import entity_address
from bot.web.views.figure_lines import FigureLine, figure_line
from knowledge.marks import read_marks
from knowledge.records import Misconception


@dataclass(frozen=True, slots=True)
class MisconceptionView:
    """A popular misquotation, with links to the figures that speak against it."""

    href: str
    title: str
    verdict: str
    claims: tuple[str, ...]
    says: str
    answer: str
    figures: tuple[FigureLine, ...]


def misconception_views(speaker: Speaker) -> tuple[MisconceptionView, ...]:
    """Lay out every misconception, by title."""
    known = speaker.knowledge.misconceptions()
    views = [_misconception_view(m, speaker) for m in known]
    return tuple(sorted(views, key=lambda view: (view.title.casefold(), view.href)))


def misconception_view(identifier: str, speaker: Speaker) -> MisconceptionView | None:
    """Lay out one misconception; None where there is none of that id."""
    known = [m for m in speaker.knowledge.misconceptions() if m.misconception_id == identifier]
    return _misconception_view(known[0], speaker) if known else None


def _misconception_view(known: Misconception, speaker: Speaker) -> MisconceptionView:
    language = speaker.language
    return MisconceptionView(
        href=entity_address("misconception", known.misconception_id, language),
        title=known.title.in_(language),
        verdict=known.verdict,
        claims=known.claims_ja if language == "ja" else known.claims_en,
        says=read_marks(known.says.in_(language)).text,
        answer=read_marks(known.answer.in_(language)).text,
        figures=tuple(
            figure_line(speaker.knowledge.figure(figure_id), speaker)
            for figure_id in known.figure_ids
        ),
    )
