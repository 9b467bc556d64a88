"""Finds the lines that may answer: retrieved passages, their neighbours, and how well each fits."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from bot.answer.reading.lines import lines_of
from bot.answer.reading.records import Asked, Evidence, Line
from bot.answer.reading.terms import TermWeights, content_stems, kana_names
from index.protocols import Filters, Hit, Retriever
from knowledge.protocols import Knowledge
from knowledge.records import Passage

_PASSAGES = 30
_SENTENCES = 30
_FILTERED = 500  # sources from which on those of kilowit are too few to be in the way
_KEPT_SOURCES = 64
_KEPT_STEMS = 2048
_ROWS_AROUND = 40  # of a table
_LINES_AROUND = 12  # how far from a line its context is read
MAX_EVIDENCE = 80
# What a word of the question counts by its distance from the line, in lines.
_NEAR = (1.0, 0.75, 0.6, 0.5, 0.4, 0.4, 0.35, 0.35, 0.3, 0.3, 0.3, 0.3, 0.3)
_HEADING_CREDIT = 0.5
_BEFORE_CREDIT = 0.9
_TITLE_CREDIT, _TITLE_CHARS = 0.4, 80


@dataclass(slots=True)
class Shelf:
    """The lines of the sources last read, and the weights of all words. One generation's.

    `source_ids` are the sources that stand on it, all of the knowledge when None.
    """

    knowledge: Knowledge
    source_ids: frozenset[str] | None = None
    _lines: OrderedDict[str, tuple[Line, ...]] = field(default_factory=OrderedDict)
    _titles: dict[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    _headings: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)
    _weights: TermWeights | None = None
    _parts: dict[str, tuple["Shelf", "Shelf"]] = field(default_factory=dict)

    @property
    def weights(self) -> TermWeights:
        """How rare each word is among its passages; counted at the first question.

        The words of titles and headings are known, too.
        """
        if self._weights is None:
            passages = list(self._passages())
            titles = {word for passage in passages for word in passage.heading}
            sources = sorted({passage.source_id for passage in passages})
            titles |= {self.knowledge.source(source_id).title for source_id in sources}
            self._weights = TermWeights.of((p.text for p in passages), titles)
        return self._weights

    def parted(self, publisher: str) -> tuple["Shelf", "Shelf"]:
        """Return the shelves of a publisher's sources and of all others; the same each time."""
        if publisher not in self._parts:
            held = self.knowledge.passage_counts().keys()
            own = {s for s in held if self.knowledge.source(s).publisher == publisher}
            parts = (Shelf(self.knowledge, frozenset(ids)) for ids in (own, held - own))
            self._parts[publisher] = (next(parts), next(parts))
        return self._parts[publisher]

    def _passages(self) -> Iterator[Passage]:
        if self.source_ids is None:
            yield from self.knowledge.passages()
            return
        for source_id in sorted(self.source_ids):
            yield from self.knowledge.passages(source_id=source_id)

    def lines(self, source_id: str) -> tuple[Line, ...]:
        """Return all lines of a source in order."""
        if source_id not in self._lines:
            if len(self._lines) >= _KEPT_SOURCES:
                self._lines.popitem(last=False)
            self._lines[source_id] = lines_of(self.knowledge.passages(source_id=source_id))
        self._lines.move_to_end(source_id)
        return self._lines[source_id]

    def title_stems(self, source_id: str) -> tuple[frozenset[str], frozenset[str]]:
        """The stems of a source's title and publisher, and those of its opening words.

        The names in kana of both stand among the first.
        """
        if source_id not in self._titles:
            if len(self._titles) >= _KEPT_STEMS:
                self._titles.clear()
            self._titles[source_id] = self._title_stems(source_id)
        return self._titles[source_id]

    def heading_stems(self, heading: tuple[str, ...]) -> frozenset[str]:
        """The stems of a passage's headings."""
        if heading not in self._headings:
            if len(self._headings) >= _KEPT_STEMS:
                self._headings.clear()
            self._headings[heading] = frozenset(content_stems(" ".join(heading)))
        return self._headings[heading]

    def _title_stems(self, source_id: str) -> tuple[frozenset[str], frozenset[str]]:
        source = self.knowledge.source(source_id)
        said = f"{source.title} {source.publisher} {source.published or ''} {source_id}"
        lines = self.lines(source_id)
        opening = " ".join(line.text for line in lines[:4])
        said += f" {lines[0].text}" if lines and _is_title(lines[0].text) else ""
        names = (*kana_names(said), *kana_names(opening))
        return frozenset((*content_stems(said), *names)), frozenset(content_stems(opening[:600]))


def _is_title(text: str) -> bool:
    """Whether the first line of a text is its title, as on a data sheet: short, in capitals."""
    return len(text) <= _TITLE_CHARS and text.isupper()


def find_evidence(
    asked: Asked,
    *,
    retriever: Retriever,
    shelf: Shelf,
    text: str | None = None,
    about: frozenset[str] = frozenset(),
) -> tuple[Evidence, ...]:
    """Return the lines that fit the question, best first, at most MAX_EVIDENCE.

    Of sources, only those that hold most of the stems that it is `about`.
    """
    query = text or asked.text
    held = shelf.source_ids
    among = tuple(sorted(held)) if held is not None and len(held) <= _FILTERED else ()
    passages, sentences = (Filters(kinds=(k,), source_ids=among) for k in ("passage", "sentence"))
    found = retriever.retrieve(query, k=_PASSAGES, filters=passages)
    nearest = retriever.retrieve(query, k=_SENTENCES, filters=sentences)
    passage_ids = dict.fromkeys(hit.target_id for hit in found)
    passage_ids |= dict.fromkeys(hit.target_id.rsplit(":", 2)[0] for hit in nearest)
    similar = _similarities([*found, *nearest])
    by_source: dict[str, set[str]] = {}
    for passage_id in passage_ids:
        passage = shelf.knowledge.passage(passage_id)
        if held is not None and passage.source_id not in held:
            continue
        by_source.setdefault(passage.source_id, set()).add(passage_id)
    by_source = _most_about(about, by_source, asked, shelf)
    evidence = [
        fitted
        for source_id, wanted in by_source.items()
        for fitted in _fit_source(asked, source_id, wanted, similar, shelf, about=about)
    ]
    evidence.sort(key=lambda e: (-e.coverage, e.line.passage.source_id, e.line.number))
    return tuple(evidence[:MAX_EVIDENCE])


def _most_about(
    about: frozenset[str], by_source: dict[str, set[str]], asked: Asked, shelf: Shelf
) -> dict[str, set[str]]:
    if not about:
        return by_source
    held = {}
    for source_id in by_source:
        stems = shelf.title_stems(source_id)[0].union(*(ln.stems for ln in shelf.lines(source_id)))
        held[source_id] = sum(asked.stems.get(stem, 0.0) for stem in sorted(about & stems))
    most = max(held.values(), default=0.0)
    return {source_id: ids for source_id, ids in by_source.items() if held[source_id] >= most}


def _similarities(hits: Iterable[Hit]) -> Mapping[str, float]:
    return {hit.target_id: hit.dense for hit in hits}


def _fit_source(
    asked: Asked,
    source_id: str,
    wanted: set[str],
    similar: Mapping[str, float],
    shelf: Shelf,
    *,
    about: frozenset[str],
) -> list[Evidence]:
    told = asked.stems.keys() - shelf.title_stems(source_id)[0] if about else asked.stems.keys()
    lines = shelf.lines(source_id)
    title = shelf.title_stems(source_id)
    at = [n for n, line in enumerate(lines) if line.passage.passage_id in wanted]
    around = sorted({m for n in at for m in (n - 1, n, n + 1) if 0 <= m < len(lines)})
    places: dict[str, list[int]] = {}
    for n in range(max(0, around[0] - _LINES_AROUND), min(len(lines), around[-1] + _LINES_AROUND)):
        for stem in lines[n].stems & asked.stems.keys():
            places.setdefault(stem, []).append(n)
    return [
        replace(
            _fit(
                asked,
                lines[n],
                places,
                title,
                similar,
                heading=shelf.heading_stems(lines[n].passage.heading),
                told=told or asked.stems.keys(),
            ),
            elsewhere=_of_other_rows(asked, lines, n),
            rows=_table_around(lines, n) if asked.wants_most else (),
        )
        for n in around
        if lines[n].stems & asked.stems.keys() or n in at
    ]


def _of_other_rows(asked: Asked, lines: Sequence[Line], at: int) -> frozenset[str]:
    """The stems of the question that another row of the table holds, and a row itself does not."""
    if not lines[at].is_row:
        return frozenset()
    held: set[str] = set()
    for step in (-1, 1):
        n = at + step
        while 0 <= n < len(lines) and lines[n].is_row and abs(n - at) <= _ROWS_AROUND:
            held |= lines[n].stems & asked.stems.keys()
            n += step
    return frozenset(held - lines[at].stems)


def _table_around(lines: Sequence[Line], at: int) -> tuple[Line, ...]:
    """All rows of the table in which a line stands; none for a sentence."""
    if not lines[at].columns:
        return ()
    document_id = lines[at].passage.document_id
    first = last = at
    while first > 0 and _is_row_of(document_id, lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and _is_row_of(document_id, lines[last + 1]):
        last += 1
    return tuple(lines[first : last + 1])


def _is_row_of(document_id: str, line: Line) -> bool:
    return line.is_row and line.passage.document_id == document_id


def _fit(
    asked: Asked,
    line: Line,
    places: Mapping[str, Sequence[int]],
    title: tuple[frozenset[str], frozenset[str]],
    similar: Mapping[str, float],
    *,
    heading: frozenset[str],
    told: Set[str],
) -> Evidence:
    """Tell how well a line fits. `told` are the words that its own coverage is of."""
    credits: dict[str, float] = {}
    for stem in asked.stems:
        credit = 0.0
        for n in places.get(stem, ()):
            distance = abs(n - line.number)
            if distance < len(_NEAR):
                credit = max(credit, _NEAR[distance])
        if stem in line.before:
            credit = max(credit, _BEFORE_CREDIT)
        if stem in heading:
            credit = max(credit, _HEADING_CREDIT)
        if stem in title[0] or stem in title[1]:
            credit = max(credit, _TITLE_CREDIT)
        if credit:
            credits[stem] = credit
    total = asked.weight
    passage = line.passage
    key = f"{passage.passage_id}:{line.start}:{line.end}"
    return Evidence(
        line=line,
        credits=credits,
        coverage=sum(asked.stems[s] * c for s, c in credits.items()) / total,
        own_coverage=asked.share(told, line.stems | line.before),
        similarity=similar.get(key, similar.get(passage.passage_id, 0.0) - 0.1),
        title=title[0],
    )
