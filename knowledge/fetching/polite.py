"""Fetches again and again without being a burden: robots.txt, one at a time, with pauses."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from knowledge.errors import FetchError
from knowledge.fetching.fetcher import USER_AGENT, Fetched, Unchanged

PAUSE_S, MAX_PAUSE_S = 2.0, 30.0
_SERVER_ERRORS, _TOO_MANY = 500, 429
_MAX_ROBOTS_BYTES = 500_000


class Fetches(Protocol):
    """Whatever fetches addresses as `Fetcher` does."""

    def fetch(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | Unchanged:
        """Fetch one address. Raises FetchError."""
        ...


@dataclass(frozen=True, slots=True)
class PoliteFetcher:
    """Asks a host's robots.txt once, then its pages one after another, with a pause between.

    The pause is `pause_s`, or what robots.txt asks for up to MAX_PAUSE_S. A robots.txt that is not
    there allows everything; one that the server fails to give allows nothing for now (RFC 9309).
    """

    fetcher: Fetches
    pause_s: float = PAUSE_S
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _robots: dict[str, RobotFileParser | FetchError] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def fetch(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | Unchanged:
        """Fetch one address, when its host allows it.

        Raises:
            FetchError: robots.txt forbids it or cannot be had, or as the fetcher.
        """
        rules = self._rules(url)
        if isinstance(rules, FetchError):
            raise rules
        if not rules.can_fetch(USER_AGENT, url):
            raise FetchError(
                url=url, problem="the site's robots.txt forbids it",
                remedy="download the file and add it from disk",
            )  # fmt: skip
        delay = float(rules.crawl_delay(USER_AGENT) or 0)
        self._wait(url, min(max(self.pause_s, delay), MAX_PAUSE_S))
        return self.fetcher.fetch(url, etag=etag, last_modified=last_modified)

    def _rules(self, url: str) -> RobotFileParser | FetchError:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._wait(url, self.pause_s)
            self._robots[origin] = self._read_robots(f"{origin}/robots.txt")
        return self._robots[origin]

    def _read_robots(self, url: str) -> RobotFileParser | FetchError:
        rules = RobotFileParser(url)
        lines: list[str] = []
        try:
            fetched = self.fetcher.fetch(url)
            if isinstance(fetched, Fetched):
                text = fetched.content[:_MAX_ROBOTS_BYTES].decode("utf-8", "replace")
                lines = text.splitlines()
        except FetchError as error:
            if error.status is None or error.status >= _SERVER_ERRORS or error.status == _TOO_MANY:
                return error
        rules.parse(lines)
        return rules

    def _wait(self, url: str, pause_s: float) -> None:
        host = urlsplit(url).netloc
        since = self.clock() - self._asked.get(host, float("-inf"))
        if since < pause_s:
            self.sleep(pause_s - since)
        self._asked[host] = self.clock()
