"""What stands before every page: names, origins, pace, one map of errors, safe headers."""

import asyncio
import ipaddress
import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.error_words import error_sentence, error_texts
from bot.errors import InputError, JobRunningError
from bot.worker import BusyError
from knowledge.errors import KilowitError, NotKnownError, PeriodError
from knowledge.records import Language

logger = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
MAX_BODY_BYTES = 64 * 1024
_MAX_ADDRESSES = 10_000
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One failure as people and programs are told it."""

    status: int
    code: str
    message: str
    retry_after_s: int | None = None
    error_id: str = ""


class Refusal(Exception):  # noqa: N818  # it is a response, not a fault
    """Ends the handling of a request with a problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


_STATUSES: tuple[tuple[type[Exception], int, str], ...] = (
    (NotKnownError, 404, "not_known"),
    (InputError, 400, "bad_input"),
    (PeriodError, 400, "bad_input"),
    (JobRunningError, 409, "running"),
    (KilowitError, 500, "failed"),
)
_HTTP_CODES = {404: "no_page", 405: "method", 413: "too_large"}


def problem_of(error: Exception) -> Problem | None:
    """Map an error to what is told; None for one that nobody expected. The only such map."""
    if isinstance(error, Refusal):
        return error.problem
    if isinstance(error, BusyError):
        return Problem(503, "busy", "many questions are waiting; try again in a minute", 60)
    if isinstance(error, web.HTTPException):
        message = _http_message(error)
        return Problem(error.status, _HTTP_CODES.get(error.status, "bad_request"), message)
    known = (row for row in _STATUSES if isinstance(error, row[0]))
    return next((Problem(status, code, str(error)) for _, status, code in known), None)


def _http_message(error: web.HTTPException) -> str:
    if isinstance(error, web.HTTPRequestEntityTooLarge):
        return f"send at most {MAX_BODY_BYTES:,} bytes"
    if isinstance(error, web.HTTPMethodNotAllowed):
        return f"use {', '.join(sorted(error.allowed_methods))}"
    return "there is no such page" if error.status == 404 else error.reason


@dataclass(slots=True)
class Pace:
    """A bucket of tokens for each address: `burst` at once, then `per_s` each second."""

    per_s: float
    burst: int
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def wait_s(self, address: str, now_s: float) -> float:
        """Take a token; return 0, or how long to wait for the next when there is none."""
        left, last = self._left.pop(address, (float(self.burst), now_s))
        left = min(float(self.burst), left + (now_s - last) * self.per_s)
        waiting = 0.0 if left >= 1 else (1 - left) / self.per_s
        self._left[address] = (left if waiting else left - 1, now_s)
        while len(self._left) > _MAX_ADDRESSES:
            self._left.popitem(last=False)
        return waiting

    def forgive(self, address: str) -> None:
        """Give an address all its tokens back."""
        self._left.pop(address, None)


@dataclass(frozen=True, slots=True)
class Guard:
    """The rules of one server.

    `names` are host names by which it may be called beside localhost and literal addresses: a
    page elsewhere can point its own name here (DNS rebinding), but cannot change the name sent.
    Without `everyone`, addresses of this machine are not slowed down.
    """

    names: frozenset[str] = frozenset()
    pace: Pace = field(default_factory=lambda: Pace(per_s=10, burst=40))
    everyone: bool = False

    def check(self, request: web.Request) -> None:
        """Raise Refusal when the request may not be answered."""
        self._check_host(request)
        self._check_origin(request)
        self._check_pace(request)

    def _check_host(self, request: web.Request) -> None:
        name = host_name(request.headers.get("Host", ""))
        if name == "localhost" or name in self.names or _is_literal(name):
            return
        raise Refusal(
            Problem(
                421,
                "host",
                "this name is not one of the page's; use localhost, or name it in "
                "KILOWIT_WEB_NAMES",
            )
        )

    @staticmethod
    def _check_origin(request: web.Request) -> None:
        """Refuse what another site's page sends (Fetch Metadata; Origin for older browsers)."""
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return
        site = request.headers.get("Sec-Fetch-Site")
        if site is not None:
            is_own = site in ("same-origin", "none")
        else:
            origin = request.headers.get("Origin")
            host = request.headers.get("Host", "")
            is_own = origin is None or origin.partition("://")[2] == host
        if is_own:
            return
        raise Refusal(Problem(403, "origin", "only the page itself may send this"))

    def _check_pace(self, request: web.Request) -> None:
        remote = request.remote or ""
        if not self.everyone and _is_loopback(remote):
            return
        if request.path.startswith("/static/"):
            return
        waiting = self.pace.wait_s(remote, time.monotonic())
        if waiting:
            raise Refusal(
                Problem(429, "too_fast", "too many requests; wait a little", int(waiting) + 1)
            )


def host_name(host: str) -> str:
    """Return the name of a Host header without its port, in lower case."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    name, _, port = host.partition(":")
    return name.lower() if port.isdecimal() or not port else host.lower()


def _is_literal(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_loopback(remote: str) -> bool:
    return _is_literal(remote) and ipaddress.ip_address(remote).is_loopback


def in_language(problem: Problem, error: Exception, language: Language) -> Problem:
    """Return a problem as it is told in a language."""
    if language == "en":
        return problem
    if isinstance(error, KilowitError):
        return replace(problem, message=error_sentence(error, language))
    text = error_texts(language)[f"problem_{problem.code}"]
    return replace(problem, message=text.format(error_id=problem.error_id))


Teller = Callable[[web.Request, Problem], web.Response]
LanguageOf = Callable[[web.Request], Language]


def guarding(guard: Guard, tell: Teller, language_of: LanguageOf) -> Middleware:
    """Return the one middleware: rules before, errors told by `tell`."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            guard.check(request)
            response = await handler(request)
        except asyncio.CancelledError:
            raise
        except web.HTTPRedirection:
            raise
        except Exception as error:  # noqa: BLE001  # the one net of this shell
            response = _told(request, error, tell, language_of(request))
        return response

    return middleware


async def add_safe_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Put the safe headers on a response that is about to go, one sent in pieces too."""
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-cache")


def _told(request: web.Request, error: Exception, tell: Teller, language: Language) -> web.Response:
    problem = problem_of(error)
    if problem is None:
        error_id = secrets.token_hex(4)
        logger.error("unexpected error %s", error_id, exc_info=error)
        message = f"something went wrong inside kilowit (error {error_id})"
        problem = Problem(500, "failed", message, error_id=error_id)
    response = tell(request, in_language(problem, error, language))
    if problem.retry_after_s is not None:
        response.headers["Retry-After"] = str(problem.retry_after_s)
    if isinstance(error, web.HTTPMethodNotAllowed):
        response.headers["Allow"] = ", ".join(sorted(error.allowed_methods))
    return response
