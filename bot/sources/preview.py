"""What a candidate would bring, before it is added: its figures, and what is doubtful."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot.sources.candidates import Candidate
from bot.sources.report import figure_line, figure_payload
from knowledge.file_cache import FileCache, vocabulary_key
from knowledge.file_knowledge import FileKnowledge, read_file_knowledge
from knowledge.protocols import Knowledge
from knowledge.records import Figure
from knowledge.sanity import examine
from knowledge.words import Vocabulary

_SHOWN = 200
MAX_FIGURES = 1000
_SOURCE_FIELDS = (
    "source_id",
    "title",
    "publisher",
    "licence",
    "published",
    "tier",
    "language",
    "url",
)


@dataclass(frozen=True, slots=True)
class Preview:
    """What one candidate holds. `disputed` pairs its figures with others of the same matter."""

    found: FileKnowledge
    disputed: tuple[tuple[Figure, tuple[Figure, ...]], ...]

    def lines(self) -> Iterator[str]:
        """Yield the preview for people: the source, its figures, the doubts, what was not read."""
        source, found = self.found.source, self.found
        yield f"{source.source_id}: {source.title}"
        yield (
            f"  publisher {source.publisher}; licence {source.licence}; "
            f"published {source.published or 'not stated'}; tier {source.tier}; {source.url}"
        )
        rejected = sum(f.standing == "rejected" for f in found.figures)
        yield (
            f"  {len(found.documents):,} documents, {len(found.passages):,} passages, "
            f"{len(found.figures) - rejected:,} figures, {rejected:,} rejected"
        )
        for figure in found.figures[:_SHOWN]:
            reason = f": {figure.reason}" if figure.reason else ""
            yield f"  + {figure_line(figure)} confidence {figure.confidence:.2f}{reason}"
        if len(found.figures) > _SHOWN:
            yield f"  ... and {len(found.figures) - _SHOWN:,} more"
        by_id = {f.figure_id: f for f in found.figures}
        for doubt in found.doubts[:_SHOWN]:
            about = f"{figure_line(by_id[doubt.figure_id])}: " if doubt.figure_id in by_id else ""
            yield f"  ? {about}{doubt.message.en}"
        for figure, others in self.disputed:
            known = "; ".join(f"{figure_line(o)} [{o.source_id}]" for o in others[:3])
            yield f"  ! {figure_line(figure)} differs from {known}"
        for text in found.skipped:
            yield f"  - not read: {text}"

    def payload(self) -> dict[str, object]:
        """Return the preview as JSON; of many figures the first MAX_FIGURES."""
        source, found = self.found.source, self.found
        rejected = sum(f.standing == "rejected" for f in found.figures)
        return {
            **{name: getattr(source, name) for name in _SOURCE_FIELDS},
            "n_documents": len(found.documents),
            "n_passages": len(found.passages),
            "n_figures": len(found.figures) - rejected,
            "n_rejected": rejected,
            "figures": [
                figure_payload(f)
                | {"confidence": f.confidence, "quote": f.quote, "reason": f.reason}
                for f in found.figures[:MAX_FIGURES]
            ],
            "doubts": [
                {"figure_id": d.figure_id, "en": d.message.en, "ja": d.message.ja}
                for d in found.doubts[:MAX_FIGURES]
            ],
            "disputes": [
                {"figure": figure_payload(f), "others": [figure_payload(o) for o in others]}
                for f, others in self.disputed
            ],
            "skipped": list(found.skipped),
        }


def preview_source(
    candidate: Candidate,
    *,
    vocabulary: Vocabulary,
    cache: Path,
    known: Knowledge | None,
) -> Preview:
    """Read a candidate as the build will (which then takes it from the cache).

    Raises:
        ReadingError: nothing of it can be read.
    """
    with tempfile.TemporaryDirectory(prefix="kilowit-") as scratch:
        found = FileCache(cache / "files").read(
            candidate.laid(Path(scratch)),
            lambda raw: read_file_knowledge(raw, vocabulary=vocabulary),
            vocabulary_key=vocabulary_key(vocabulary),
        )
    examined = examine(found.figures, known=known, vocabulary=vocabulary)
    found = replace(found, figures=examined.figures, doubts=(*found.doubts, *examined.doubts))
    return Preview(found, tuple(_disputed(found, known)) if known is not None else ())


def _disputed(
    found: FileKnowledge, known: Knowledge
) -> Iterator[tuple[Figure, tuple[Figure, ...]]]:
    """Pair figures with those of other sources about the same matter that they do not overlap."""
    for figure in found.figures:
        if figure.period is None or figure.standing == "rejected":
            continue
        same = known.figures(
            subject_ids=(figure.subject_id,),
            measure_ids=(figure.measure_id,),
            regions=(figure.region,),
            periods=(figure.period.text,),
        )
        others = tuple(
            o for o in same if o.source_id != figure.source_id and not _overlap(o, figure)
        )
        if others:
            yield figure, others


def _overlap(one: Figure, other: Figure) -> bool:
    """Whether two figures' ranges meet; a single value is taken with half a percent around it."""
    (low, high), (other_low, other_high) = _range(one), _range(other)
    return low <= other_high and other_low <= high


def _range(figure: Figure) -> tuple[float, float]:
    numbers = [n for n in (figure.value_si, figure.lower_si, figure.upper_si) if n is not None]
    slack = 0.005 * abs(max(numbers, key=abs))
    return min(numbers) - slack, max(numbers) + slack
