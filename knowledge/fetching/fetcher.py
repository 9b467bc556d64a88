"""The fetcher: checks the address, connects to the very one that it checked, and stops in time."""

import contextlib
import http.client
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import SplitResult, unquote, urljoin

from knowledge.errors import FetchError
from knowledge.fetching.addresses import Resolve, check_url, public_address
from knowledge.fetching.bodies import read_body

USER_AGENT = "kilowit/0.1 (energy figures with sources; fetches what an administrator names)"
_REDIRECTS = {301, 302, 303, 307, 308}
_GOOD_TYPES = re.compile(
    r"text/|application/(?:pdf|json|x-ndjson|jsonl|csv|xml|xhtml|zip|vnd\.|x-parquet|parquet|"
    r"octet-stream|x-zip|[\w.-]+\+(?:json|xml|zip))"
)


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may cost, its redirects included. `max_bytes` counts decompressed bytes."""

    max_bytes: int = 50_000_000
    total_s: float = 60.0
    connect_s: float = 10.0
    max_redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave. `url` is the last one after redirects; `name` a file name for it."""

    url: str
    name: str
    content: bytes
    content_type: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The publisher says that nothing changed since the last fetch."""

    url: str


def resolve_host(host: str, port: int) -> list[str]:
    """Return a host's addresses, as the system's resolver gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches public addresses.

    `allow_loopback` lets tests reach servers on this machine; no setting turns it on.
    """

    limits: FetchLimits = field(default_factory=FetchLimits)
    resolve: Resolve = resolve_host
    allow_loopback: bool = False

    def fetch(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | Unchanged:
        """Fetch one address; with `etag` or `last_modified`, only when it changed since.

        Raises:
            FetchError: the address is not allowed, or fetching it fails or exceeds a limit.
        """
        deadline = time.monotonic() + self.limits.total_s
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        at = url
        for _ in range(self.limits.max_redirects + 1):
            result = self._fetch_one(at, headers, deadline)
            if not isinstance(result, str):
                return result
            if at.startswith("https:") and result.startswith("http:"):
                raise FetchError(
                    url=url, problem="it redirects from https to http", remedy="download the file"
                )
            at = result
        raise FetchError(
            url=url, problem=f"it redirects more than {self.limits.max_redirects} times",
            remedy="give the final address",
        )  # fmt: skip

    def _fetch_one(
        self, url: str, headers: Mapping[str, str], deadline: float
    ) -> Fetched | Unchanged | str:
        """Ask one server; a redirect gives the next address."""
        parts = check_url(self._without_loopback_name(url))
        with self._connection(parts, url, deadline) as connection:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.putrequest("GET", _ascii(target), skip_accept_encoding=True)
            for name, value in {
                "User-Agent": USER_AGENT,
                "Accept": "*/*",
                "Accept-Encoding": "gzip",
                "Connection": "close",
                **headers,
            }.items():
                connection.putheader(name, value)
            connection.endheaders()
            with contextlib.closing(connection.getresponse()) as response:
                return self._outcome(url, response, deadline)

    def _without_loopback_name(self, url: str) -> str:
        if self.allow_loopback:
            return url.replace("//localhost", "//127.0.0.1", 1)
        return url

    @contextlib.contextmanager
    def _connection(
        self, parts: SplitResult, url: str, deadline: float
    ) -> Iterator[http.client.HTTPConnection]:
        """Connect to the checked address; the deadline cuts the connection wherever it is."""
        is_tls = parts.scheme == "https"
        port = parts.port or (443 if is_tls else 80)
        address = public_address(
            parts.hostname or "", port, url=url, resolve=self.resolve,
            allow_loopback=self.allow_loopback,
        )  # fmt: skip
        connection = _CheckedConnection(parts.hostname or "", port, address, is_tls=is_tls)
        connection.timeout = max(0.1, min(self.limits.connect_s, deadline - time.monotonic()))
        timer = threading.Timer(max(0.0, deadline - time.monotonic()), connection.cut)
        timer.daemon = True
        timer.start()
        try:
            yield connection
        except (OSError, http.client.HTTPException, ValueError) as error:
            if isinstance(error, FetchError):
                raise
            raise FetchError(
                url=url, problem=_why(error, deadline, self.limits), remedy="try again later"
            ) from None
        finally:
            timer.cancel()
            connection.close()

    def _outcome(
        self, url: str, response: http.client.HTTPResponse, deadline: float
    ) -> Fetched | Unchanged | str:
        if time.monotonic() >= deadline:  # cut off among the headers, which then seem complete
            raise TimeoutError
        if response.status == http.HTTPStatus.NOT_MODIFIED:
            return Unchanged(url)
        location = response.headers.get("Location")
        if response.status in _REDIRECTS and location:
            return urljoin(url, location)
        if response.status != http.HTTPStatus.OK:
            raise FetchError(
                url=url, problem=f"the server answers {response.status}",
                remedy="check the address", status=response.status,
            )  # fmt: skip
        content_type = response.headers.get_content_type()
        if not _GOOD_TYPES.match(content_type):
            raise FetchError(
                url=url,
                problem=f"it is {content_type}",
                remedy="give a page, a document or a table",
            )
        content = read_body(
            response, url=url, max_bytes=self.limits.max_bytes,
            is_late=lambda: time.monotonic() > deadline, seconds=self.limits.total_s,
        )  # fmt: skip
        if not content:
            raise FetchError(
                url=url, problem="it is empty", remedy="check the address", status=response.status
            )
        return Fetched(
            url=url,
            name=_name(url, response.headers),
            content=content,
            content_type=content_type,
            etag=response.headers.get("ETag"),
            last_modified=response.headers.get("Last-Modified"),
        )


class _CheckedConnection(http.client.HTTPConnection):
    """A connection to one address that was checked; the host's name serves for TLS and Host."""

    def __init__(self, host: str, port: int, address: str, *, is_tls: bool) -> None:
        super().__init__(host, port)
        self._address, self._is_tls = address, is_tls
        self._opened: socket.socket | None = None
        self.default_port = 443 if is_tls else 80

    def connect(self) -> None:
        """Connect without resolving again, which would open a door to DNS rebinding."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._is_tls:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
        self._opened = self.sock

    def cut(self) -> None:
        """End the connection from another thread: whoever reads from it wakes with an error."""
        with contextlib.suppress(OSError):
            if self._opened is not None:
                self._opened.shutdown(socket.SHUT_RDWR)


def _ascii(target: str) -> str:
    return "".join(c if c.isascii() else "".join(f"%{b:02X}" for b in c.encode()) for c in target)


def _why(error: Exception, deadline: float, limits: FetchLimits) -> str:
    if time.monotonic() >= deadline:
        return f"it takes longer than {limits.total_s:g} s"
    if isinstance(error, ssl.SSLError):
        return "its certificate or encryption is not accepted"
    if isinstance(error, TimeoutError):
        return "the server does not answer"
    return "the connection failed"


def _name(url: str, headers: Message) -> str:
    """A file name from the response or the address: letters, digits, dot, hyphen only."""
    said = headers.get_filename() or ""
    path = unquote(check_url(url).path)
    for candidate in (said, path.rstrip("/").rpartition("/")[2]):
        name = re.sub(r"[^\w.-]+", "-", candidate).strip(".-")
        if name:
            return name[-100:]
    return "index"
