"""Reads labelled retrieval files of several layouts into one shape.

Layouts, told by what is there:
    a folder with corpus.jsonl or corpus.csv, queries*.jsonl, and qrels*.tsv or qrels/*.tsv: BEIR
    a .json file with "corpus", "queries" and "qrels": MTEB
    a folder with questions.jsonl and docs/*.txt: whole documents, cut into passages here; a
    question names the documents that answer it, and how their text spells its answer
"""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.errors import ReadingError
from knowledge.languages import language_of
from knowledge.passages import split_document
from knowledge.records import Document, Language, content_hash

_MAX_CELL_CHARS = 10_000_000
_PAGE_MARK = re.compile(r"^=== Page \d+ ===\n?", re.MULTILINE)
_QUOTED_CELL = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
_VALUE_STATUS = ("text", "table")  # the questions whose value stands in a document as it is


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text to be found. `document_id` groups the passages of one document."""

    text_id: str
    document_id: str
    title: str
    text: str

    @property
    def titled(self) -> str:
        """What is indexed: the text beneath its title."""
        return f"{self.title}\n{self.text}" if self.title else self.text

    @property
    def language(self) -> Language:
        """The language by script, of title and text: a name or a number alone has none."""
        return language_of(self.titled)


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question with its judgements: gains by text, or documents and spellings of the value."""

    question_id: str
    text: str
    gains: Mapping[str, float] = field(default_factory=dict)
    document_ids: tuple[str, ...] = ()
    values: tuple[str, ...] = ()

    @property
    def language(self) -> Language:
        """The language, by script."""
        return language_of(self.text)


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Texts and questions of one labelled file or folder."""

    name: str
    texts: tuple[LabelledText, ...]
    questions: tuple[LabelledQuestion, ...]


def read_labelled(path: Path) -> LabelledSet:
    """Read a labelled file or folder.

    Raises:
        ReadingError: it has none of the known layouts, or a row lacks a field.
    """
    try:
        return _reader_of(path)(path)
    except (KeyError, ValueError, TypeError, csv.Error) as error:
        if isinstance(error, ReadingError):
            raise
        raise ReadingError(
            source=path.name,
            problem=f"it is not laid out as a labelled set ({error!r})",
            remedy="see docs/quality.md",
        ) from None


def _reader_of(path: Path) -> Callable[[Path], LabelledSet]:
    if path.is_file() and path.suffix == ".json":
        return _read_mteb
    if (path / "questions.jsonl").is_file() and (path / "docs").is_dir():
        return _read_documents
    if path.is_dir() and _corpus_file(path) is not None:
        return _read_beir
    raise ReadingError(
        source=path.name,
        problem="it is not a labelled set",
        remedy="give a folder with corpus.jsonl, queries.jsonl and qrels.tsv, a folder with "
        "questions.jsonl and docs/, or one JSON file with corpus, queries and qrels",
    )


def _corpus_file(folder: Path) -> Path | None:
    return next((f for n in ("jsonl", "csv") if (f := folder / f"corpus.{n}").is_file()), None)


def _read_mteb(path: Path) -> LabelledSet:
    content = json.loads(path.read_text(encoding="utf-8"))
    texts = (_text(name, row) for name, row in content["corpus"].items())
    queries = content["queries"].items()
    return _labelled(path.stem, texts, queries, content["qrels"])


def _read_beir(folder: Path) -> LabelledSet:
    corpus = _corpus_file(folder)
    assert corpus is not None
    rows = _json_lines(corpus) if corpus.suffix == ".jsonl" else _csv_rows(corpus)
    texts = (_text(str(row.get("_id") or row["doc_id"]), row) for row in rows)
    queries_file = sorted(folder.glob("queries*.jsonl"))[0]
    queries = [(str(row["_id"]), row["text"]) for row in _json_lines(queries_file)]
    judgements = sorted([*folder.glob("qrels*.tsv"), *folder.glob("qrels/*.tsv")])[0]
    return _labelled(folder.name, texts, queries, _read_qrels(judgements))


def _labelled(
    name: str,
    texts: Iterable[LabelledText],
    queries: Iterable[tuple[str, str]],
    judgements: Mapping[str, Mapping[str, float]],
) -> LabelledSet:
    """Put a set together; questions without a judgement are left out."""
    questions = tuple(
        LabelledQuestion(key, text, {k: float(v) for k, v in judgements[key].items()})
        for key, text in queries
        if key in judgements
    )
    return LabelledSet(name, tuple(texts), questions)


def _text(name: str, row: Mapping[str, Any]) -> LabelledText:
    body = row["text"] if "text" in row else _joined(row["abstract"])
    return LabelledText(name, name, row.get("title") or "", body)


def _joined(cell: str) -> str:
    """Join a cell that holds a printed list of quoted sentences."""
    if not (cell.startswith("[") and cell.endswith("]")):
        return cell
    parts = (single or double for single, double in _QUOTED_CELL.findall(cell))
    return " ".join(part.replace("\\'", "'").replace('\\"', '"') for part in parts)


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _csv_rows(path: Path) -> Iterator[dict[str, Any]]:
    csv.field_size_limit(_MAX_CELL_CHARS)
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _read_qrels(path: Path) -> dict[str, dict[str, float]]:
    """Read (query, document, gain) lines, with or without a header and TREC's second column."""
    judgements: dict[str, dict[str, float]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) >= 3 and not fields[0].startswith("query"):
            judgements.setdefault(fields[0], {})[fields[-2]] = float(fields[-1])
    return judgements


def _read_documents(folder: Path) -> LabelledSet:
    texts = tuple(
        passage for file in sorted((folder / "docs").glob("*.txt")) for passage in _passages(file)
    )
    questions = (_question(row) for row in _json_lines(folder / "questions.jsonl"))
    return LabelledSet(folder.name, texts, tuple(q for q in questions if q is not None))


def _passages(file: Path) -> Iterator[LabelledText]:
    raw = file.read_text(encoding="utf-8")
    head, _, _ = raw.partition("\n=== Page")
    title = head.splitlines()[0].lstrip("# ") if head else file.stem
    body = _PAGE_MARK.sub("\n", raw[len(head) :]).strip()
    document = Document(
        document_id=content_hash("document", file.stem, body),
        source_id=file.stem,
        title=title,
        language=language_of(body),
        kind="text",
        text=body,
    )
    for passage in split_document(document):
        heading = " – ".join((title, *passage.heading))
        yield LabelledText(passage.passage_id, file.stem, heading, passage.text)


def _question(row: Mapping[str, Any]) -> LabelledQuestion | None:
    """Return a question that the documents answer; others are left out.

    Whether something is true is no value that a passage holds; such questions tell of documents.
    """
    documents = tuple(row.get("ref_id_fixed") or row.get("ref_id") or ())
    if not row.get("answerable_from_docs", True) or not documents:
        return None
    stands_there = row.get("status") in _VALUE_STATUS and row.get("value_type") != "true_false"
    values = _spellings(row["evidence_check"]) if stands_there else ()
    return LabelledQuestion(
        row["id"], row["question"], document_ids=documents, values=tuple(values)
    )


def _spellings(evidence: Mapping[str, Any]) -> Sequence[str]:
    """The forms in which a document was seen to hold the value."""
    found: dict[str, None] = {}
    for check in evidence.values():
        for form in (check or {}).get("value_found") or ():
            if form and form.get("form"):
                found[str(form["form"])] = None
    return tuple(found)
