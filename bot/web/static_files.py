"""The page's own files: read and packed once, named by content so that browsers keep them."""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

from aiohttp import web

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file as it is sent."""

    name: str
    media_type: str
    digest: str
    plain: bytes
    packed: bytes

    @property
    def address(self) -> str:
        """The address, which changes with the content."""
        return f"/static/{self.digest}/{self.name}"


def load_static() -> Mapping[str, StaticFile]:
    """Read every file of bot/web/static, by name."""
    return {file.name: file for file in _files()}


def _files() -> Iterator[StaticFile]:
    folder = resources.files("bot") / "web" / "static"
    for place in sorted(folder.iterdir(), key=lambda p: p.name):
        plain = place.read_bytes()
        yield StaticFile(
            name=place.name,
            media_type=_TYPES[place.name[place.name.rindex(".") :]],
            digest=hashlib.sha256(plain).hexdigest()[:12],
            plain=plain,
            packed=gzip.compress(plain, mtime=0),
        )


def send(request: web.Request, files: Mapping[str, StaticFile]) -> web.Response:
    """Answer a request for a file; an outdated digest gets the file of today, kept shortly."""
    file = files.get(request.match_info["name"])
    if file is None:
        raise web.HTTPNotFound
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    headers = {"Vary": "Accept-Encoding"}
    if request.match_info["digest"] == file.digest:
        headers["Cache-Control"] = _FOR_EVER
    if packed:
        headers["Content-Encoding"] = "gzip"
    return web.Response(
        body=file.packed if packed else file.plain,
        content_type=file.media_type,
        charset="utf-8",
        headers=headers,
    )
