"""What a search finds, those in the reader's language first."""

from dataclasses import dataclass

from bot.answer.composition import Speaker
from bot.reply import Engine
from bot.web.links import entity_address
from index.protocols import Hit
from knowledge.records import Language

_SHOWN_CHARS = 400


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a search found."""

    kind: str
    href: str
    title: str
    text: str


def search_results(engine: Engine, query: str, speaker: Speaker, *, k: int) -> tuple[Found, ...]:
    """Search passages and figures, best first, those in the page's language before the others."""
    hits = sorted(engine.search(query, k=2 * k), key=lambda hit: hit.language != speaker.language)
    found: dict[str, Found] = {}
    for hit in hits:
        line = _found(hit, speaker)
        found.setdefault(line.href, line)
    return tuple(found.values())[:k]


def excerpt(text: str) -> str:
    """Return the beginning of a text in one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= _SHOWN_CHARS:
        return line
    kept, following = line[:_SHOWN_CHARS], line[_SHOWN_CHARS]
    if kept[-1].isascii() and following.isascii() and following != " ":
        kept = kept.rpartition(" ")[0] or kept
    return f"{kept.rstrip()} …"


def _found(hit: Hit, speaker: Speaker) -> Found:
    language: Language = speaker.language
    text = excerpt(hit.text)
    if hit.kind == "series":
        series = speaker.knowledge.series(hit.target_id)
        name = speaker.subject(series.subject_id, series.region)
        href = entity_address("subject", series.subject_id, language)
        return Found(hit.kind, href, f"{name} · {speaker.measure(series.measure_id)}", text)
    if hit.kind == "misconception":
        href = entity_address("misconception", hit.target_id, language)
        return Found(hit.kind, href, text[:120], text)
    return _found_text(hit, speaker, text)


def _found_text(hit: Hit, speaker: Speaker, text: str) -> Found:
    """A passage, or a sentence of one, whose id is the passage's with the span within it."""
    passage_id, _, span = hit.target_id.partition(":")
    passage = speaker.knowledge.passage(passage_id)
    source = speaker.knowledge.source(passage.source_id)
    at = ""
    if span:
        start, end = (passage.start + int(number) for number in span.split(":"))
        at = f"{start}-{end}"
    href = entity_address("passage", passage_id, speaker.language, at=at)
    return Found(hit.kind, href, f"{source.publisher}: {source.title}", text)
