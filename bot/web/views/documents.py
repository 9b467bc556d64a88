"""Parts of documents with the words that an answer rests on marked."""

from dataclasses import dataclass

from bot.answer.composition import Speaker
from knowledge.records import Document, Figure, Source

AROUND_CHARS = 2500  # of a text, before and after the marked words


@dataclass(frozen=True, slots=True)
class Marked:
    """A part of a document: what stands before, the marked words, what follows."""

    title: str
    before: str
    words: str
    after: str
    page: int | None = None


def marked_words(figure: Figure, speaker: Speaker) -> Marked | None:
    """Return the words of a document that hold a figure, with what stands around them."""
    place = figure.locator
    if place.document_id is None or place.start is None or place.end is None:
        return None
    document = speaker.knowledge.document(place.document_id)
    return marked_part(document, place.start, place.end, page=place.page)


def marked_part(document: Document, start: int, end: int, *, page: int | None = None) -> Marked:
    """Cut a document around a span, which is marked."""
    text, first = document.text, max(0, start - AROUND_CHARS)
    after = text[end : end + AROUND_CHARS]
    return Marked(
        title=document.title,
        before=("…" if first else "") + text[first:start],
        words=text[start:end],
        after=after + ("…" if end + AROUND_CHARS < len(text) else ""),
        page=page,
    )


def passage_view(passage_id: str, speaker: Speaker, at: str) -> tuple[Source, Marked]:
    """Return a passage's source and its document around it; `at` is a span, start-end, or empty.

    A span outside the document falls back to the passage. Raises NotKnownError.
    """
    passage = speaker.knowledge.passage(passage_id)
    document = speaker.knowledge.document(passage.document_id)
    start, end = passage.start, passage.end
    first, _, last = at.partition("-")
    if first.isdecimal() and last.isdecimal() and start <= int(first) < int(last) <= end:
        start, end = int(first), int(last)
    part = marked_part(document, start, end, page=passage.page)
    return speaker.knowledge.source(passage.source_id), part
