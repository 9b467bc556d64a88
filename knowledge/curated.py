"""Reads laid-out content: source tables, figure tables, articles and misconceptions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from knowledge.articles import Article, FigureIdOf, read_articles, read_misconceptions
from knowledge.datasets import check_keys, read_dataset, read_sources, replaced_sources
from knowledge.descriptions import group_series
from knowledge.errors import ContentError
from knowledge.records import Figure, Source
from knowledge.store_writing import KnowledgeRecords
from knowledge.words import Vocabulary


@dataclass(slots=True)
class _Reading:
    """What has been read so far, over all content folders."""

    sources: dict[str, Source] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    articles: list[Article] = field(default_factory=list)


def read_curated(folders: Sequence[Path], *, vocabulary: Vocabulary) -> KnowledgeRecords:
    """Read the laid-out content of folders, later ones after (never instead of) earlier ones.

    Raises:
        ContentError: a file breaks the schema of docs/content.md.
    """
    reading = _Reading()
    for folder in folders:
        reading.sources |= read_sources(folder / "sources")
    for folder in folders:
        for table in sorted((folder / "datasets").glob("*.csv")):
            for figure in read_dataset(table, vocabulary=vocabulary, sources=reading.sources):
                reading.figures.setdefault(figure.figure_id, figure)
    replaced = {table: old for folder in folders for table, old in replaced_sources(folder).items()}
    figures = _superseded(list(reading.figures.values()), replaced)
    check_keys(figures)
    reading.keys = {f.key: f.figure_id for f in figures if f.key}
    for folder in folders:
        reading.articles += read_articles(folder / "articles")
    reading.sources |= {a.source.source_id: a.source for a in reading.articles}
    misconceptions = [
        misconception
        for folder in folders
        for misconception in read_misconceptions(
            folder / "misconceptions", _finder(reading.keys, "misconceptions")
        )
    ]
    passages = [
        passage for a in reading.articles for passage in a.passages(_finder(reading.keys, a.file))
    ]
    return KnowledgeRecords(
        sources=tuple(reading.sources[s] for s in sorted(reading.sources)),
        documents=tuple(
            sorted((a.document for a in reading.articles), key=lambda d: d.document_id)
        ),
        passages=tuple(passages),
        figures=tuple(sorted(figures, key=lambda f: f.figure_id)),
        series=group_series(figures),
        misconceptions=tuple(sorted(misconceptions, key=lambda m: m.misconception_id)),
    )


def _superseded(figures: list[Figure], replaced: Mapping[str, set[str]]) -> list[Figure]:
    """Let the figures of replaced sources stand behind newer ones of the same matter."""
    newer = {
        (old, *_matter(figure))
        for figure in figures
        for old in replaced.get(figure.locator.table or "", ())
        if figure.standing != "rejected"
    }
    return [
        replace(f, standing="superseded") if (f.source_id, *_matter(f)) in newer else f
        for f in figures
    ]


def _matter(figure: Figure) -> tuple[object, ...]:
    return figure.subject_id, figure.measure_id, figure.region, figure.period, figure.scope


def _finder(keys: dict[str, str], file: str) -> FigureIdOf:
    def figure_id_of(key: str) -> str:
        if key not in keys:
            raise ContentError(
                file=file,
                line=None,
                problem=f"the mark @{key} names no figure",
                remedy="correct the key or add the figure to a dataset",
            )
        return keys[key]

    return figure_id_of
