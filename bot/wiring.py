"""The one composition root: settings in, a working engine out."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answer.question_reader import QuestionReader
from bot.answer.sentence_chooser import SentenceChooser
from bot.contents import content_folders, operator_vocabulary, vocabulary_folders
from bot.engine import KilowitEngine, build_engine
from bot.gates import parse_gates, read_gates, shipped_gates, write_gates
from bot.kept_records import read_base, write_base, write_kept_records
from bot.lead_worder import LeadWorder
from bot.reply import Engine
from bot.settings import Settings
from bot.suggestions import SubjectSuggestions
from bot.verification_counts import add_counts
from bot.word_odds import word_odds
from index.default_model import DIMENSION, MODEL_ID
from index.deferred import DeferredEncoder
from index.errors import GenerationError
from index.generations import Home
from index.opening import OpenGeneration, open_generation
from index.protocols import Embeddings, Encoder, Retriever
from knowledge.errors import StoreError
from knowledge.protocols import Knowledge
from knowledge.translation import NameTranslator
from knowledge.words import Vocabulary

if TYPE_CHECKING:
    from bot.answer.gates import Gates
    from bot.engine_room import EngineRoom
    from bot.llm import LlmClient
    from bot.worker import EngineWorker
    from index.evaluation import RetrievalReport
    from index.postgres.opening import OpenStored
    from index.postgres.watching import CurrentWatch

logger = logging.getLogger(__name__)
Progress = Callable[[int, int], None]


def today() -> date:
    """Return the date in UTC."""
    return datetime.now(UTC).date()


def make_encoder(settings: Settings, *, threads: int | None = None) -> Encoder:
    """Return the default torch-free encoder, or the sentence-transformers model that was named."""
    return _encoder_of(settings.model, settings.root, threads or settings.threads)


def _encoder_of(model: str | None, root: Path, threads: int) -> Encoder:
    if model is None:
        return DeferredEncoder(MODEL_ID, DIMENSION, lambda: _default_encoder(root, threads))
    from index.encoder import SentenceTransformerEncoder  # noqa: PLC0415  # imports torch

    return SentenceTransformerEncoder(model, threads=threads)


def _default_encoder(root: Path, threads: int) -> Encoder:
    from index.e5 import E5Encoder  # noqa: PLC0415  # only one encoder is loaded

    return E5Encoder(root, threads=threads)


def make_spread_encoder(settings: Settings, where: str) -> Encoder:
    """Return the encoder whose passages a Ray cluster encodes: "local" or ray://HOST:PORT.

    Raises:
        GenerationError: `where` is neither.
    """
    from index.ray_encoding import RayEncoder  # noqa: PLC0415  # only where asked for

    # What travels names the model alone, and where each machine keeps it: settings hold secrets.
    make = partial(_encoder_of, settings.model, settings.root, 1)
    return RayEncoder(where, make, make_encoder(settings))


def home_of(settings: Settings) -> Home:
    """Return the data folder; where there is a store, what it publishes goes there first."""
    if settings.store is None:
        return Home(settings.home)
    from bot.storing import publisher_of  # noqa: PLC0415  # only where there is a store

    def encode(texts: Sequence[str]) -> Embeddings:
        return make_encoder(settings).encode_queries(texts)

    return Home(settings.home, publisher_of(settings, encode))


def current_name(settings: Settings) -> str | None:
    """Return the name of the generation that answers: the store's, else the data folder's.

    Raises:
        GenerationError: it cannot be read.
        StoreError: the store cannot be reached.
    """
    if settings.store is None:
        return Home(settings.home).current()
    from bot.storing import stored_current  # noqa: PLC0415  # only where there is a store

    return stored_current(settings)


def build(
    settings: Settings,
    encoder: Encoder,
    *,
    only: Path | None = None,
    sources: Path | None = None,
    publish: bool = True,
    progress: Progress = lambda done, all_: None,
) -> str:
    """Build a generation, publish it unless told otherwise, and return its name.

    It keeps the records of the sources that it was built from (not with `only`), so that going back
    to it brings them back. `sources` stands in the place of the operator's folder.
    """
    from index.build import build_generation  # noqa: PLC0415  # answering needs no reading of files
    from knowledge.operator_sources import SourceFolder  # noqa: PLC0415  # likewise

    started = time.perf_counter()
    folder = SourceFolder(sources or settings.home / "sources")
    records = None if only is not None else folder.records()

    def complete(generation: Path) -> None:
        write_gates(generation, shipped_gates(encoder.model_id))
        if records is not None:
            write_kept_records(generation, records)
        if settings.shared is not None:
            write_base(generation, Home(settings.shared).current() or "")

    name = build_generation(
        home_of(settings),
        content_folders(settings, only=only, sources=sources),
        vocabulary=operator_vocabulary(settings),
        vocabulary_folders=vocabulary_folders(settings),
        encoder=encoder,
        cache=settings.root / "cache",
        publish=publish,
        complete=complete,
        progress=progress,
    )
    done = "published" if publish else "laid ready"
    logger.info("%s generation %s in %.3f s", done, name, time.perf_counter() - started)
    return name


def evaluate_retrieval(
    settings: Settings, file: Path, *, progress: Progress = lambda done, all_: None
) -> "RetrievalReport":
    """Measure retrieval on a labelled file or folder, with the model and names of the settings."""
    from index import evaluation  # noqa: PLC0415  # answering needs none of these
    from index.labelled import read_labelled  # noqa: PLC0415
    from index.vector_cache import VectorCache  # noqa: PLC0415

    vocabulary = operator_vocabulary(settings)
    return evaluation.evaluate_retrieval(
        read_labelled(file),
        make_encoder(settings),
        cache=VectorCache(settings.root / "cache" / "vectors.db"),
        translate=NameTranslator(vocabulary).translate,
        progress=progress,
    )


def is_up_to_date(settings: Settings, encoder: Encoder) -> bool:
    """Whether the current generation is of the content and the model of today."""
    from index.build import generation_name  # noqa: PLC0415  # answering needs no reading of files

    folders = [*content_folders(settings), *vocabulary_folders(settings)]
    return current_name(settings) == generation_name(folders, encoder.model_id)


def open_engine(
    settings: Settings, *, encoder: Encoder | None = None, folder: Path | None = None
) -> KilowitEngine:
    """Open the current generation, or the one in `folder`, and wire the reasoning over it."""
    started = time.perf_counter()
    vocabulary = operator_vocabulary(settings)
    encoder = encoder or make_encoder(settings)
    opened, gates = _open(settings, encoder, vocabulary, folder)
    vocabulary = vocabulary.with_subjects(opened.knowledge.subjects())
    _check_names(opened, vocabulary)
    logger.info("opened generation %s in %.3f s", opened.name, time.perf_counter() - started)
    client = language_model(settings)
    engine = build_engine(
        generation=opened.name,
        knowledge=opened.knowledge,
        retriever=opened.retriever,
        vocabulary=vocabulary,
        today=today(),
        gates=gates,
        reader=question_reader(client, opened.knowledge, opened.retriever, vocabulary),
        chooser=sentence_chooser(client) if settings.llm_quotes else None,
    )
    verification = engine.verification
    verification.report = partial(add_counts, settings.home, dropped=1)
    verification.keep = lambda n_checked: add_counts(settings.home, checked=n_checked)

    def release() -> None:
        verification.keep_rest()
        opened.close()

    worder = lead_worder(client, opened.knowledge, vocabulary) if settings.llm_wording else None
    answerer = replace(engine.answerer, judge=word_odds(encoder))
    return replace(engine, answerer=answerer, worder=worder, release=release)


def _open(
    settings: Settings, encoder: Encoder, vocabulary: Vocabulary, folder: Path | None
) -> "tuple[OpenGeneration | OpenStored, Gates]":
    """Open a generation of the store, or of a folder, with its gates."""
    translate = NameTranslator(vocabulary).translate
    if settings.store is not None and folder is None:
        from index.postgres.opening import open_stored  # noqa: PLC0415  # only for a store

        stored = open_stored(settings.store, settings.scope, encoder, translate=translate)
        text = stored.stored.files.get("gates.json", "")
        return stored, parse_gates(text, stored.stored.manifest.model_id)
    home = Home(folder.parent.parent if folder else settings.home)
    name = folder.name if folder else None
    opened = open_generation(home, encoder, name=name, translate=translate, deferred=True)
    return opened, read_gates(home.folder(opened.name), opened.manifest.model_id)


def open_warm_engine(settings: Settings, *, encoder: Encoder | None = None) -> KilowitEngine:
    """Open the current generation for a shell that goes on asking: the first answer waits too."""
    from bot.quiet_memory import uncollected  # noqa: PLC0415  # one question alone is asked cold
    from bot.warming import warm  # noqa: PLC0415

    with uncollected():
        engine = open_engine(settings, encoder=encoder)
        warm(engine)
    return engine


def is_outdated(
    settings: Settings, engine: Engine, *, current_of: Callable[[], str | None] | None = None
) -> bool:
    """Whether another generation is published, or the day that answers are given on is over.

    What cannot be read now is no reason to change. `current_of` knows the current generation.
    """
    try:
        current = current_of() if current_of else current_name(settings)
    except (GenerationError, StoreError):
        return False
    return current not in (None, engine.generation) or engine.today != today()


def make_worker(settings: Settings, *, encoder: Encoder | None = None) -> "EngineWorker":
    """Return the worker that answers for a long-running shell, from the newest generation."""
    return _make_worker(settings, encoder, _current_names(settings))


def _make_worker(
    settings: Settings, encoder: Encoder | None, currents: "CurrentWatch | None"
) -> "EngineWorker":
    from bot.worker import EngineWorker  # noqa: PLC0415  # brings asyncio

    current_of = partial(currents.current, settings.scope) if currents else None
    return EngineWorker(
        lambda: open_warm_engine(settings, encoder=encoder),
        is_outdated=lambda engine: is_outdated(settings, engine, current_of=current_of),
    )


def _current_names(settings: Settings) -> "CurrentWatch | None":
    """Return what hears the store's current generations; None without a store."""
    if settings.store is None:
        return None
    from bot.storing import watch_of  # noqa: PLC0415  # only where there is a store

    return watch_of(settings)


def make_room(settings: Settings, *, encoder: Encoder | None = None) -> "EngineRoom":
    """Return the workers of all servers: the shared one, and those with sources of their own."""
    from bot.engine_room import EngineRoom  # noqa: PLC0415  # only what serves needs it

    currents = _current_names(settings)

    def has_own(server_id: int) -> bool:
        if currents is not None:
            return currents.current(str(server_id)) is not None
        return (settings.of_server(server_id).home / "CURRENT").is_file()

    return EngineRoom(
        _make_worker(settings, encoder, currents),
        make_own=lambda server_id: _make_worker(settings.of_server(server_id), encoder, currents),
        has_own=has_own,
    )


def stale_servers(settings: Settings) -> tuple[int, ...]:
    """Return the servers whose own knowledge was built atop other shared knowledge than today's."""
    folder, current = settings.root / "servers", Home(settings.root).current()
    if not folder.is_dir() or current is None:
        return ()
    ids = sorted(int(p.name) for p in folder.iterdir() if p.name.isdecimal())
    stale = []
    for server_id in ids:
        home = home_of(settings.of_server(server_id))
        name = home.current()
        if name is not None and read_base(home.folder(name)) != current:
            stale.append(server_id)
    return tuple(stale)


def language_model(settings: Settings) -> "LlmClient | None":
    """Return what asks the language model, when the operator named a server."""
    if settings.llm_url is None:
        return None
    from bot.llm import LlmClient  # noqa: PLC0415  # only when it was asked for

    return LlmClient(settings.llm_url, model=settings.llm_model, key=settings.llm_key)


def sentence_chooser(client: "LlmClient | None") -> SentenceChooser | None:
    """Return the chooser of sentences by a language model, when there is one."""
    if client is None:
        return None
    from bot.llm import LanguageModelChooser  # noqa: PLC0415  # as above

    return LanguageModelChooser(client)


def lead_worder(
    client: "LlmClient | None", knowledge: Knowledge, vocabulary: Vocabulary
) -> LeadWorder | None:
    """Return what has a language model word first sentences, when there is one."""
    if client is None:
        return None
    from bot.llm import LanguageModelWorder  # noqa: PLC0415  # as above

    return LanguageModelWorder(client, knowledge, vocabulary, today())


def question_reader(
    client: "LlmClient | None",
    knowledge: Knowledge,
    retriever: Retriever,
    vocabulary: Vocabulary,
) -> QuestionReader | None:
    """Return the reader by a language model, when there is one."""
    if client is None:
        return None
    from bot.llm import LanguageModelReader  # noqa: PLC0415  # as above

    return LanguageModelReader(
        client=client,
        knowledge=knowledge,
        retriever=retriever,
        vocabulary=vocabulary,
        suggestions=SubjectSuggestions.build(knowledge, vocabulary),
    )


def _check_names(opened: "OpenGeneration | OpenStored", vocabulary: Vocabulary) -> None:
    """Refuse a generation that was built with names this kilowit does not have."""
    for subject_id, measure_id, region in opened.knowledge.series_topics():
        if not (
            vocabulary.has_subject(subject_id)
            and vocabulary.has_measure(measure_id)
            and vocabulary.has_region(region)
        ):
            raise GenerationError(
                f"generation {opened.name} was built with another vocabulary "
                f"({subject_id}, {measure_id}); run: kilowit build"
            )
