"""Coming in and going out."""

import time

from aiohttp import web

from bot.web.admin.desk import (
    COOKIE,
    SESSION_KEY,
    AdminDesk,
    at_the_door,
    session_of,
)
from bot.web.admin.gate import LIFE_S, MAX_NAME_CHARS, Session, session_text
from bot.web.forms import read_form
from bot.web.guards import Problem, Refusal
from bot.web.links import address
from bot.web.site import SITE, given_language, language_of_request

_PATH = "/knowledge"


async def show_door(request: web.Request) -> web.Response:
    """Answer `GET /knowledge/login`."""
    if await session_of(request) is not None:
        raise web.HTTPSeeOther(address(_PATH, lang=given_language(request)))
    return _door(request, is_wrong=False)


async def come_in(request: web.Request) -> web.Response:
    """Answer `POST /knowledge/login`."""
    desk, gate = at_the_door(request)
    waiting = gate.wait_s(request.remote or "", time.monotonic())
    if waiting:
        raise Refusal(
            Problem(429, "attempts", "too many attempts; wait a little", int(waiting) + 1)
        )
    form = await read_form(request)
    if not gate.opens(form.get("token", "").strip()):
        return _door(request, is_wrong=True)
    gate.forgive(request.remote or "")
    key, until_s = await desk.key(gate), int(time.time()) + LIFE_S
    response = web.HTTPSeeOther(address(_PATH, lang=given_language(request)))
    response.set_cookie(
        COOKIE,
        session_text(key, form.get("name", ""), until_s=until_s),
        path=_PATH,
        max_age=LIFE_S,
        httponly=True,
        samesite="Strict",
        secure=request.secure,
    )
    raise response


async def go_out(
    request: web.Request, desk: AdminDesk, session: Session, form: object
) -> web.StreamResponse:
    """Answer `POST /knowledge/logout`: every session ends, in every process."""
    await desk.state(lambda state: state.database.renew_key(SESSION_KEY))
    response = web.HTTPSeeOther(address("/", lang=given_language(request)))
    response.del_cookie(COOKIE, path=_PATH)
    raise response


def _door(request: web.Request, *, is_wrong: bool) -> web.Response:
    response = request.app[SITE].page(
        "knowledge/login.html",
        {"is_wrong": is_wrong, "most_name": MAX_NAME_CHARS},
        language=language_of_request(request),
        request=request,
        status=403 if is_wrong else 200,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
