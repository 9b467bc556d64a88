"""Reads what programs send; every mistake is told with what would be right."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.errors import InputError
from bot.web.forms import BROKEN, received
from bot.web.guards import Problem, Refusal
from knowledge.records import LANGUAGES, Language

MAX_CONTEXTS = 4


@dataclass(frozen=True, slots=True)
class Given:
    """The parameters of one request, from the query or a JSON body, by name."""

    values: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Return a text that must be there."""
        value = self.optional_text(name)
        if value is None:
            raise InputError(f"{name} is missing; give a text")
        return value

    def optional_text(self, name: str) -> str | None:
        """Return a text, or None when it is not there."""
        value = self.values.get(name)
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if value is not None and not isinstance(value, str):
            raise InputError(f"{name} must be one text")
        return value

    def texts(self, name: str, *, most: int) -> tuple[str, ...]:
        """Return a list of texts, empty when it is not there."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise InputError(f"{name} must be a list of texts")
        if len(value) > most:
            raise InputError(f"{name} has {len(value)} texts; give at most {most}")
        return tuple(value)

    def language(self) -> Language | None:
        """Return `lang`, or None when it is not there."""
        value = self.optional_text("lang")
        if value is None:
            return None
        found: Language | None = next((known for known in LANGUAGES if known == value), None)
        if found is None:
            raise InputError(f"lang is {value[:20]!r}; give en or ja")
        return found

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        """Return a whole number within limits."""
        value = self.optional_text(name)
        if value is None:
            return default
        is_number = value.isascii() and value.isdecimal() and len(value) <= 9
        if not is_number or not least <= int(value) <= most:
            raise InputError(f"{name} is {value[:20]!r}; give a number from {least} to {most:,}")
        return int(value)


def read_query(request: web.Request, known: Sequence[str]) -> Given:
    """Read the query; names that are not `known` are refused, so that a typo is noticed."""
    values: dict[str, Any] = {}
    for name, value in request.query.items():
        values.setdefault(name, []).append(value)
    return Given(_checked(values, known))


async def read_body(request: web.Request, known: Sequence[str]) -> Given:
    """Read a JSON object. Its type must be named: browsers then ask before a foreign page sends."""
    if request.content_type != "application/json":
        raise Refusal(Problem(415, "media_type", "send a JSON object as application/json"))
    try:
        values = json.loads(await received(request.text()))
    except (*BROKEN, RecursionError):
        raise InputError("the body is not JSON; send an object in UTF-8") from None
    if not isinstance(values, dict):
        raise InputError("the body is not an object; send {...}")
    return Given(_checked(values, known))


def _checked(values: dict[str, Any], known: Sequence[str]) -> dict[str, Any]:
    stray = next((name for name in values if name not in known), None)
    if stray is not None:
        raise InputError(f"{stray[:40]!r} is not known here; give {', '.join(known) or 'nothing'}")
    return values
