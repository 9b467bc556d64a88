"""What the administrators' pages share: the door, the state, the runner of commands."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from aiohttp import web

from bot.jobs import JobRunner
from bot.settings import Settings
from bot.state import State
from bot.web.admin.gate import Gate, Session, is_proof, read_session
from bot.web.forms import read_form
from bot.web.guards import Problem, Refusal
from bot.web.links import address
from bot.web.site import SITE, given_language, language_of_request

T = TypeVar("T")
COOKIE = "kilowit_admin"
SESSION_KEY = "web-sessions"
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")


@dataclass(frozen=True, slots=True)
class AdminDesk:
    """One server's desk for administrators; `gate` is None where no token is set."""

    settings: Settings
    runner: JobRunner
    gate: Gate | None

    async def state(self, work: Callable[[State], T]) -> T:
        """Run work on state.db, which is opened for it, off the event loop. Raises StateError."""

        def run() -> T:
            state = State.open(self.settings.state_place)
            try:
                return work(state)
            finally:
                state.close()

        return await asyncio.to_thread(run)

    async def key(self, gate: Gate) -> bytes:
        """Return the key of sessions, which every process of this installation has."""
        return gate.key(await self.state(lambda state: state.database.key(SESSION_KEY)))


DESK: web.AppKey[AdminDesk] = web.AppKey("desk", AdminDesk)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Shown = Callable[[web.Request, AdminDesk, Session], Awaitable[web.StreamResponse]]
Done = Callable[[web.Request, AdminDesk, Session, Mapping[str, str]], Awaitable[web.StreamResponse]]


def make_desk(settings: Settings, runner: JobRunner) -> AdminDesk:
    """Return the desk that the settings ask for."""
    token = settings.admin_token
    return AdminDesk(settings, runner, Gate(token, settings.admin_from) if token else None)


def at_the_door(request: web.Request) -> tuple[AdminDesk, Gate]:
    """Return the desk and its gate. Raises Refusal where nobody may come in, or not from there."""
    desk = request.app[DESK]
    if desk.gate is None:
        raise Refusal(
            Problem(
                404, "no_admin",
                "no administrator's token is set; set KILOWIT_ADMIN_TOKEN or "
                "KILOWIT_ADMIN_TOKEN_FILE and start again",
            )
        )  # fmt: skip
    forwarded = any(name in request.headers for name in _FORWARDED)
    host = request.headers.get("Host", "")
    if not desk.gate.admits(request.remote or "", host=host, is_forwarded=forwarded):
        raise Refusal(
            Problem(
                403, "admin_from",
                "administrators come from this machine itself, or from the networks that "
                "KILOWIT_ADMIN_FROM names",
            )
        )  # fmt: skip
    return desk, desk.gate


async def session_of(request: web.Request) -> Session | None:
    """Return the session that a request belongs to. Raises Refusal as `at_the_door`."""
    desk, gate = at_the_door(request)
    given = request.cookies.get(COOKIE, "")
    return read_session(await desk.key(gate), given, now_s=time.time()) if given else None


def shown(handler: Shown) -> Handler:
    """Show a page to those who are in; send others to the door."""

    async def handle(request: web.Request) -> web.StreamResponse:
        session = await session_of(request)
        if session is None:
            raise to_door(request)
        return await handler(request, request.app[DESK], session)

    return handle


def done(handler: Done) -> Handler:
    """Do what a form of a session asks for."""

    async def handle(request: web.Request) -> web.StreamResponse:
        session = await session_of(request)
        if session is None:
            raise to_door(request)
        form = await read_form(request)
        require_proof(session, form.get("proof", ""))
        return await handler(request, request.app[DESK], session, form)

    return handle


def require_proof(session: Session, given: str) -> None:
    """Refuse a form that no page of the session sent. Raises Refusal."""
    if not is_proof(session, given):
        raise Refusal(
            Problem(403, "proof", "this form is outdated; open the page again and send it anew")
        )


def to_door(request: web.Request) -> web.HTTPSeeOther:
    """Return the way to the door."""
    return web.HTTPSeeOther(address("/knowledge/login", lang=given_language(request)))


def admin_page(
    request: web.Request, session: Session, template: str, content: Mapping[str, object]
) -> web.Response:
    """Render a page for administrators, which nobody keeps."""
    response = request.app[SITE].page(
        f"knowledge/{template}",
        {"session": session, **content},
        language=language_of_request(request),
        request=request,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
