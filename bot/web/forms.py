"""Receives what is sent in a request's body: within a time, and whole, or it is refused."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot.error_words import input_error
from bot.web.guards import Problem, Refusal

T = TypeVar("T")
BODY_S = 20.0
# What aiohttp raises for a body that is packed, divided, named or encoded wrongly.
BROKEN = (web.RequestPayloadError, HttpProcessingError, ValueError, LookupError)


async def received(reading: Awaitable[T], *, within_s: float = BODY_S) -> T:
    """Wait for what is being sent. Raises Refusal when it takes too long."""
    try:
        async with asyncio.timeout(within_s):
            return await reading
    except TimeoutError:
        message = f"the body took longer than {within_s:g} s; send it again, faster or smaller"
        raise Refusal(Problem(408, "too_slow", message)) from None


async def read_form(request: web.Request) -> dict[str, str]:
    """Read a form's texts, the first of each name; files in it are left out.

    Raises:
        InputError: it is no form that can be read.
        Refusal: it takes too long.
    """
    try:
        sent = await received(request.post())
    except BROKEN:
        raise input_error("form") from None
    first = {name: sent[name] for name in dict.fromkeys(sent)}
    return {name: text for name, text in first.items() if isinstance(text, str)}
