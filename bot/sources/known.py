"""What is known before a change: a generation's knowledge, and what may not come in again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.errors import InputError
from bot.sources.candidates import Candidate
from knowledge.operator_sources import SourceFolder
from knowledge.store import KnowledgeStore, memory_store
from knowledge.store_writing import KnowledgeRecords

_NOTHING = KnowledgeRecords((), (), (), (), (), ())


@contextmanager
def knowledge_of(generation: Path | None) -> Iterator[KnowledgeStore]:
    """Open a generation's knowledge; before the first build it is empty."""
    store = (
        memory_store(_NOTHING)
        if generation is None
        else KnowledgeStore.open(generation / "knowledge.db")
    )
    try:
        yield store
    finally:
        store.close()


def refuse_known(
    candidates: Sequence[Candidate], known: KnowledgeStore, folder: SourceFolder
) -> None:
    """Raise InputError when a candidate's id or file is known already, or two share one."""
    added = {raw.source_id: raw for raw in folder.sources()}
    digests = {raw.digest(): raw.source_id for raw in added.values()}
    taken = {source.source_id for source in known.sources()} | added.keys()
    for candidate in candidates:
        digest = candidate.digest()
        if digest in digests:
            raise InputError(
                f"{candidate.name} is known already as the source {digests[digest]!r}; "
                "nothing was changed"
            )
        if candidate.source_id in taken:
            raise InputError(
                f"there is a source {candidate.source_id!r} already; nothing was changed: "
                "remove it first, or give the new one another id with --id"
            )
        digests[digest] = candidate.source_id
        taken.add(candidate.source_id)
