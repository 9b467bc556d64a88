"""A source: what it is, its figures, its text, what is doubtful in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.composition import Speaker
from bot.web.answer_view import safe_url
from bot.web.links import entity_address
from bot.web.views.documents import Marked, marked_part
from bot.web.views.figure_lines import FigureLine, figure_line
from knowledge.records import Figure, Language, Source, SourceNote

MAX_LISTED = 100


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source: what it is, its figures, its text where kilowit holds it, what is doubtful."""

    source: Source
    url: str
    n_figures: int
    figures: tuple[FigureLine, ...]
    quotes: tuple[tuple[str, str], ...]
    documents: tuple[Marked, ...]
    notes: tuple[SourceNote, ...]
    page: int
    n_pages: int


def source_view(source_id: str, speaker: Speaker, *, page: int = 1) -> SourceView:
    """Lay out one source, its figures by pages of a hundred. Raises NotKnownError."""
    knowledge, language = speaker.knowledge, speaker.language
    source = knowledge.source(source_id)
    figures = knowledge.figures(source_ids=(source_id,))
    n_pages = max(1, -(-len(figures) // MAX_LISTED))
    page = min(max(page, 1), n_pages)
    shown = figures[(page - 1) * MAX_LISTED : page * MAX_LISTED]
    return SourceView(
        source=source,
        url=safe_url(source.url),
        n_figures=len(figures),
        figures=tuple(figure_line(f, speaker) for f in shown),
        quotes=_quotes(shown, language),
        documents=_documents(source_id, speaker),
        notes=knowledge.notes(source_id=source_id)[:MAX_LISTED],
        page=page,
        n_pages=n_pages,
    )


def _quotes(figures: Sequence[Figure], language: Language) -> tuple[tuple[str, str], ...]:
    """Each quote once, with the address of the first figure that has it."""
    quoted: dict[str, str] = {}
    for figure in figures:
        if figure.quote:
            quoted.setdefault(figure.quote, entity_address("figure", figure.figure_id, language))
    return tuple(quoted.items())


def _documents(source_id: str, speaker: Speaker) -> tuple[Marked, ...]:
    passages = speaker.knowledge.passages(source_id=source_id)
    names: Sequence[str] = list(dict.fromkeys(p.document_id for p in passages))[:20]
    documents = [speaker.knowledge.document(name) for name in names]
    return tuple(marked_part(document, 0, 0) for document in documents)
