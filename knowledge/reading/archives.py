"""Opens zip archives within limits: sizes, ratios, names; spreadsheets are such archives too."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from knowledge.errors import ReadingError
from knowledge.reading.limits import Limits, check_limit

_RATIO_MATTERS_BYTES = 1_000_000  # small files may be packed as tightly as they like
_CHUNK = 1 << 20


class Archive:
    """A zip archive whose members are read into memory, never onto disk."""

    def __init__(self, data: bytes, *, source: str, limits: Limits) -> None:
        self._source, self._limits, self._left = source, limits, limits.max_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = [m for m in self._zip.infolist() if m.filename and not m.is_dir()]
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise self._damaged(error) from None
        check_limit(
            source, "number of files in it", len(members), limits.max_files, "pack fewer files"
        )
        total = sum(member.file_size for member in members)
        check_limit(source, "unpacked size in bytes", total, limits.max_bytes, "pack less into it")
        if total > _RATIO_MATTERS_BYTES:
            ratio = total // max(1, len(data))
            check_limit(
                source, "unpacked over packed size", ratio, limits.max_expansion, "pack it anew"
            )
        self._members = {member.filename: member for member in members}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files in it, in order, without what systems add."""
        return tuple(
            name
            for name in self._members
            if not name.startswith("__MACOSX/") and PurePosixPath(name).name not in _SYSTEM_FILES
        )

    def unsafe_name(self, name: str) -> bool:
        """Return whether a name points out of the archive."""
        return (
            name.startswith(("/", "\\"))
            or ".." in name.replace("\\", "/").split("/")
            or ":" in name
        )

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """Return the bytes of one file, counted while they are unpacked.

        Raises:
            ReadingError: it is damaged, encrypted, or larger than it says.
        """
        chunks = []
        try:
            with self._zip.open(self._members[name]) as member:
                while chunk := member.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        used = self._limits.max_bytes - self._left
                        check_limit(
                            self._source, "unpacked size in bytes", used, self._limits.max_bytes,
                            "pack less into it",
                        )  # fmt: skip
                    chunks.append(chunk)
        except ReadingError:
            raise
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, KeyError,
                ValueError, OSError, EOFError) as error:  # fmt: skip
            raise self._damaged(error) from None
        return b"".join(chunks)

    def _damaged(self, error: Exception) -> ReadingError:
        return ReadingError(
            source=self._source,
            problem=f"its archive is damaged or encrypted ({error})",
            remedy="pack it again without a password",
        )


_SYSTEM_FILES = (".DS_Store", "Thumbs.db", "desktop.ini")


def safe_xml(data: bytes, *, source: str, part: str) -> bytes:
    """Return XML that declares no types and no entities.

    Raises:
        ReadingError: it has a document type, which office files never need.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ReadingError(
            source=source,
            problem=f"{part} declares a document type or an odd encoding",
            remedy="save it anew with a spreadsheet program",
        )
    return data


def xml_parts(archive: Archive, *, source: str) -> Iterator[tuple[str, bytes]]:
    """Yield the checked XML files of an office archive."""
    for name in archive.names:
        if name.endswith((".xml", ".rels")):
            yield name, safe_xml(archive.read(name), source=source, part=name)
