"""Reads the body of a response within limits, decompressed as it comes."""

import zlib
from collections.abc import Callable
from http.client import HTTPResponse

from knowledge.errors import FetchError

_CHUNK_BYTES = 64 * 1024
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # zlib's window bits for each wrapper


def read_body(
    response: HTTPResponse,
    *,
    url: str,
    max_bytes: int,
    is_late: Callable[[], bool],
    seconds: float,
) -> bytes:
    """Return the whole body, decompressed.

    Raises:
        FetchError: it is larger than `max_bytes`, comes too late, or its encoding is unknown or
            broken.
    """
    encoding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if encoding != "identity" and encoding not in _WINDOWS:
        raise FetchError(
            url=url, problem=f"its encoding is {encoding!r}", remedy="download the file"
        )
    decompressor = zlib.decompressobj(_WINDOWS[encoding]) if encoding in _WINDOWS else None
    body = bytearray()
    while chunk := response.read1(_CHUNK_BYTES):
        if is_late():
            raise FetchError(
                url=url, problem=f"it takes longer than {seconds:g} s", remedy="download the file"
            )
        body += _plain(decompressor, chunk, max_bytes + 1 - len(body), url)
        if len(body) > max_bytes:
            raise FetchError(
                url=url, problem=f"it is larger than {max_bytes:,} bytes",
                remedy="add a smaller file",
            )  # fmt: skip
    expected = response.headers.get("Content-Length", "")
    is_short = response.length not in (None, 0) and expected.isdecimal()
    if is_short or (decompressor is not None and body and not decompressor.eof):
        raise FetchError(url=url, problem="it broke off", remedy="try again later")
    return bytes(body)


def _plain(decompressor: "zlib._Decompress | None", chunk: bytes, room: int, url: str) -> bytes:
    if decompressor is None:
        return chunk
    try:
        return decompressor.decompress(chunk, room)
    except zlib.error:
        raise FetchError(
            url=url, problem="its compression is broken", remedy="try again later"
        ) from None
