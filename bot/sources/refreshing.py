"""Fetches added sources again: what changed comes in, what was taken down is marked."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.errors import InputError
from bot.sources.candidates import Candidate, fetched_candidate
from knowledge.errors import FetchError
from knowledge.fetching import Fetches, Unchanged
from knowledge.operator_sources import SourceChange, SourceFolder
from knowledge.raw_files import RawFile

_GONE = (404, 410)


def fetched_sources(folder: SourceFolder, source_id: str | None) -> tuple[RawFile, ...]:
    """Return the sources that came from the web, or the named one.

    Raises:
        NotKnownError: there is no such added source.
        InputError: it did not come from a web address.
    """
    if source_id is None:
        return tuple(s for s in folder.sources() if "fetched_from" in s.said)
    raw = folder.source(source_id)
    if "fetched_from" not in raw.said:
        raise InputError(
            f"the source {source_id!r} came from a file; remove it and add the new file"
        )
    return (raw,)


def refresh_one(
    raw: RawFile,
    change: SourceChange,
    fetcher: Fetches,
    today: date,
    *,
    check: Callable[[Candidate], object],
) -> tuple[str, bool]:
    """Fetch one source again; return what to say, and whether there is anything to build.

    `check` reads what came anew before it takes the place of the old.

    Raises:
        FetchError: it cannot be fetched; one that was taken down is marked instead.
        ReadingError: what came cannot be read.
    """
    said = dict(raw.said)
    try:
        fetched = fetcher.fetch(
            said["fetched_from"],
            etag=said.get("etag"),
            last_modified=said.get("last_modified"),
        )
    except FetchError as error:
        if error.status not in _GONE:
            raise
        is_news = "missing_since" not in said
        change.say(raw, {"missing_since": said.get("missing_since", today.isoformat())})
        return "its publisher took it down; its figures are kept", is_news
    if isinstance(fetched, Unchanged) or fetched.content == raw.path.read_bytes():
        if "missing_since" not in said:
            return "unchanged", False
        change.put(raw.source_id, raw.path.read_bytes(), _without_marks(said))
        return "it is there again, unchanged", True
    for name in ("etag", "last_modified"):
        said.pop(name, None)
    newer = fetched_candidate(raw.source_id, said["fetched_from"], fetched)
    candidate = Candidate(
        raw.source_id, fetched.content,
        _without_marks(said) | dict(newer.said) | {"retrieved": today.isoformat()},
    )  # fmt: skip
    check(candidate)
    change.put(candidate.source_id, candidate.content, candidate.said)
    return "changed", True


def _without_marks(said: Mapping[str, str]) -> dict[str, str]:
    """Return what a record says, but where its file is and that it was missing."""
    return {k: v for k, v in said.items() if k not in ("missing_since", "file", "source_id")}
