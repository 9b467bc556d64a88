"""Builds a generation beside the running one, checks it, and publishes it."""

import contextlib
import hashlib
import json
import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from index.centring import Centring
from index.dense import DenseIndex
from index.errors import GenerationError
from index.generations import (
    SCHEMA_VERSION,
    Home,
    Manifest,
    check_files,
    check_sizes,
    describe_files,
    read_manifest,
    write_manifest,
)
from index.hybrid import HybridRetriever
from index.lexical import LexicalIndex
from index.protocols import Encoder, Entry
from index.vector_cache import Progress, VectorCache
from knowledge.descriptions import describe_series
from knowledge.file_cache import code_version
from knowledge.ingest import build_knowledge, content_files
from knowledge.passages import sentence_spans
from knowledge.records import LANGUAGES, Language, Passage, content_hash
from knowledge.store import KnowledgeStore
from knowledge.words import Vocabulary

logger = logging.getLogger(__name__)

MIN_SENTENCE_CHARS, MAX_SENTENCE_CHARS = 20, 420  # shorter says nothing, longer is no quotation


@dataclass(frozen=True, slots=True)
class OpenGeneration:
    """A generation in use: it stays whole for its reader whatever is published meanwhile."""

    name: str
    manifest: Manifest
    knowledge: KnowledgeStore
    retriever: HybridRetriever

    def close(self) -> None:
        """Close its databases."""
        self.knowledge.close()
        self.retriever.lexical.close()


def generation_name(folders: Sequence[Path], model_id: str) -> str:
    """Return the name that a build of these folders has: a hash of all that goes into it."""
    digest = hashlib.sha256(f"{SCHEMA_VERSION}\n{code_version()}\n{model_id}\n".encode())
    for folder in folders:
        for file in content_files(folder):
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            digest.update(f"{file.relative_to(folder).as_posix()} {content}\n".encode())
    return digest.hexdigest()[:16]


def build_generation(
    home: Home,
    folders: Sequence[Path],
    *,
    vocabulary: Vocabulary,
    vocabulary_folders: Sequence[Path],
    encoder: Encoder,
    progress: Progress = lambda done, all_: None,
) -> str:
    """Build content folders into a generation, publish it, and return its name.

    The same content and model give the same name; when that generation exists and is whole, it is
    only published.

    Raises:
        BuildRunningError: another process is building.
        GenerationError: the data folder is full or cannot be written.
        ContentError: the content has a mistake; the current generation goes on serving.
    """
    name = generation_name([*folders, *vocabulary_folders], encoder.model_id)
    with home.building(), _plain_disk_errors():
        if name not in home.names() or check_files(home.generations / name):
            _write(home, name, folders, vocabulary, encoder, progress=progress)
        home.publish(name)
        home.prune()
    return name


def _write(
    home: Home,
    name: str,
    folders: Sequence[Path],
    vocabulary: Vocabulary,
    encoder: Encoder,
    *,
    progress: Progress,
) -> None:
    folder = home.generations / f".building-{os.getpid()}"
    folder.mkdir()
    report = build_knowledge(
        folders,
        store_path=folder / "knowledge.db",
        vocabulary=vocabulary,
        cache=home.path / "cache",
    )
    logger.info(
        "read %s sources, %s figures, %s passages",
        report.n_sources,
        report.n_figures,
        report.n_passages,
    )
    knowledge = KnowledgeStore.open(folder / "knowledge.db")
    vocabulary = vocabulary.with_subjects(knowledge.subjects())
    entries = collect_entries(knowledge, vocabulary)
    knowledge.close()
    vectors = VectorCache(home.path / "cache" / "vectors.db").encode_passages(
        [entry.text for entry in entries], encoder, progress=progress
    )
    languages = [entry.language for entry in entries]
    centring = Centring.fit(vectors, languages)
    centred = centring.apply(vectors, languages) if len(entries) else vectors
    DenseIndex.build(centred).save(folder / "vectors.faiss")
    LexicalIndex.build(folder / "lexical.db", [entry.text for entry in entries])
    _dump(folder / "entries.json", [list(asdict(entry).values()) for entry in entries])
    _dump(
        folder / "centring.json",
        {language: mean.astype(float).tolist() for language, mean in centring.means.items()},
    )
    write_manifest(
        folder,
        Manifest(
            schema_version=SCHEMA_VERSION,
            model_id=encoder.model_id,
            dimension=encoder.dimension,
            content_hash=name,
            built=datetime.now(UTC).isoformat(timespec="seconds"),
            n_figures=report.n_figures,
            n_passages=report.n_passages,
            n_entries=len(entries),
            n_sources=report.n_sources,
            files=describe_files(folder),
        ),
    )
    target = home.generations / name
    if target.exists():
        target.rename(home.generations / f".building-replaced-{os.getpid()}")
    folder.rename(target)


def collect_entries(knowledge: KnowledgeStore, vocabulary: Vocabulary) -> list[Entry]:
    """Collect what is retrieved: passages, series in each language, wordings of misconceptions.

    Sentences of their own are those of kilowit's articles. In an added file a sentence is chosen
    inside its passage instead: encoding each of them would take five times as long.
    """
    entries = []
    for passage in knowledge.passages():
        heading = " – ".join(passage.heading)
        text = f"{heading}\n{passage.text}" if heading else passage.text
        entries.append(
            _entry("passage", passage.passage_id, passage.language, text, passage.source_id)
        )
        if knowledge.source(passage.source_id).file is None:
            entries += _sentences(passage)
    for series in knowledge.all_series():
        described = describe_series(series, vocabulary, knowledge.source(series.source_id))
        for language in LANGUAGES:
            text = described.in_(language)
            entries.append(
                _entry(
                    "series",
                    series.series_id,
                    language,
                    text,
                    series.source_id,
                    subject_id=series.subject_id,
                )
            )
    for known in knowledge.misconceptions():
        wordings: tuple[tuple[Language, tuple[str, ...]], ...] = (
            ("en", (known.title.en, *known.claims_en)),
            ("ja", (known.title.ja, *known.claims_ja)),
        )
        for language, texts in wordings:
            entries += [
                _entry("misconception", known.misconception_id, language, text, "kilowit")
                for text in texts
            ]
    return sorted(entries, key=lambda entry: (entry.kind, entry.language, entry.entry_id))


def _sentences(passage: Passage) -> list[Entry]:
    """The quotable sentences of a passage, each beneath its nearest heading."""
    heading = f"{passage.heading[-1]}: " if passage.heading else ""
    return [
        _entry(
            "sentence",
            f"{passage.passage_id}:{start}:{end}",
            passage.language,
            heading + passage.text[start:end],
            passage.source_id,
        )
        for start, end in sentence_spans(passage.text)
        if MIN_SENTENCE_CHARS <= end - start <= MAX_SENTENCE_CHARS
    ]


def _entry(
    kind: str,
    target_id: str,
    language: Language,
    text: str,
    source_id: str,
    *,
    subject_id: str | None = None,
) -> Entry:
    return Entry(
        entry_id=content_hash("entry", kind, target_id, language, text),
        kind=kind,  # type: ignore[arg-type]  # the three kinds of collect_entries
        target_id=target_id,
        language=language,
        text=text,
        source_id=source_id,
        subject_id=subject_id,
    )


def _dump(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def open_generation(home: Home, encoder: Encoder, *, name: str | None = None) -> OpenGeneration:
    """Open the current generation, or the named one, for reading.

    Raises:
        GenerationError: there is none, it is damaged, or it was built with another model; the
            message names the last good generation where there is one.
    """
    name = name or home.current()
    if name is None:
        raise GenerationError("there is no knowledge yet; run: kilowit build")
    try:
        return _open(home, name, encoder)
    except GenerationError as error:
        raise GenerationError(f"{error}{_offer_good(home, name)}") from None


def _open(home: Home, name: str, encoder: Encoder) -> OpenGeneration:
    folder = home.folder(name)
    manifest = read_manifest(folder)
    if (manifest.model_id, manifest.dimension) != (encoder.model_id, encoder.dimension):
        raise GenerationError(
            f"generation {name} was built with the model {manifest.model_id} "
            f"({manifest.dimension} dimensions), not {encoder.model_id} ({encoder.dimension}); "
            "run: kilowit build, or set KILOWIT_MODEL back"
        )
    check_sizes(folder, manifest)
    try:
        rows = json.loads((folder / "entries.json").read_text(encoding="utf-8"))
        means = json.loads((folder / "centring.json").read_text(encoding="utf-8"))
        entries = tuple(Entry(*row) for row in rows)
        centring = Centring({k: np.asarray(v, dtype=np.float32) for k, v in means.items()})
    except (ValueError, TypeError):
        raise GenerationError(
            f"generation {name} is damaged (entries.json); run: kilowit build"
        ) from None
    return OpenGeneration(
        name=name,
        manifest=manifest,
        knowledge=KnowledgeStore.open(folder / "knowledge.db"),
        retriever=HybridRetriever(
            entries=entries,
            dense=DenseIndex.open(folder / "vectors.faiss"),
            lexical=LexicalIndex.open(folder / "lexical.db"),
            centring=centring,
            encoder=encoder,
        ),
    )


def _offer_good(home: Home, name: str) -> str:
    good = next((n for n in home.names() if n != name and not check_files(home.folder(n))), None)
    return f" (the last good one is {good}: kilowit rollback {good})" if good else ""


@contextlib.contextmanager
def _plain_disk_errors() -> Iterator[None]:
    """Turn a full or read-only disk into one sentence; nothing published is touched."""
    try:
        yield
    except GenerationError:
        raise
    except OSError as error:
        if error.errno is None:
            raise
        raise GenerationError(
            f"cannot write the new generation: {error.strerror}; "
            "free disk space or set KILOWIT_HOME; the current one goes on serving"
        ) from None
