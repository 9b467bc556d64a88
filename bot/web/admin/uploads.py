"""Reads the form that adds a source: its proof first, its file last, written as it comes."""

import contextlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aiohttp import BodyPartReader, web

from bot.errors import InputError
from bot.web.admin.desk import require_proof
from bot.web.admin.gate import Session
from bot.web.guards import Problem, Refusal
from knowledge.reading import DEFAULT_LIMITS

MAX_FIELD_BYTES = 8000
_MAX_NAME_CHARS = 100
_MAX_FIELDS = 20
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Upload:
    """What was filled in, and the file, which is None where only an address was given."""

    fields: dict[str, str]
    file: Path | None


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give a folder of this form's own, which only this user can read."""
    folder = Path(tempfile.mkdtemp(prefix="kilowit-upload-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def read_upload(request: web.Request, session: Session, folder: Path) -> Upload:
    """Read the form; the file is written into `folder`.

    Raises:
        Refusal: the proof does not stand first or is wrong, or something is too large.
        InputError: it is no form with a file.
    """
    if request.content_type != "multipart/form-data":
        raise InputError("the form is not multipart/form-data; send it from the page")
    fields: dict[str, str] = {}
    file: Path | None = None
    reader = await request.multipart()
    n = 0
    while (part := await reader.next()) is not None:
        n += 1
        if not isinstance(part, BodyPartReader) or n > _MAX_FIELDS:
            raise InputError("the form has parts that it should not have; send it from the page")
        if n == 1:
            require_proof(session, await _text(part) if part.name == "proof" else "")
        elif part.name != "file":
            fields[part.name or ""] = await _text(part)
        elif part.filename:
            file = folder / safe_name(part.filename)
            await _write(part, file)
    if n == 0:
        require_proof(session, "")
    return Upload({k: v for k, v in fields.items() if v}, file)


async def _text(part: BodyPartReader) -> str:
    content = bytearray()
    while chunk := await part.read_chunk(_CHUNK):
        content += chunk
        _refuse_beyond(len(content), MAX_FIELD_BYTES)
    words = content.decode("utf-8", "replace")
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


async def _write(part: BodyPartReader, target: Path) -> None:
    size = 0
    with target.open("xb") as file:
        while chunk := await part.read_chunk(_CHUNK):
            size += len(chunk)
            _refuse_beyond(size, DEFAULT_LIMITS.max_bytes)
            file.write(chunk)


def _refuse_beyond(size: int, most: int) -> None:
    if size > most:
        raise Refusal(Problem(413, "too_large", f"send at most {most:,} bytes"))


def safe_name(given: str) -> str:
    """Return a file's name without folders, leading dots and what names cannot hold."""
    last = re.split(r"[/\\]", given)[-1]
    kept = "".join(c if c.isalnum() or c in " ._-()" else "_" for c in last).strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    if not dot:
        return kept[:_MAX_NAME_CHARS] or "file"
    return f"{stem[: _MAX_NAME_CHARS - 20] or 'file'}.{suffix[:19]}"
