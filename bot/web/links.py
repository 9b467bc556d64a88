"""Addresses of the page, each in one place."""

import urllib.parse
from collections.abc import Sequence

from knowledge.records import Language


def address(path: str, **parameters: str | Sequence[str] | None) -> str:
    """Return a path with its query; None and empty parameters are left out."""
    given = {name: value for name, value in parameters.items() if value}
    query = urllib.parse.urlencode(given, doseq=True)
    return f"{path}?{query}" if query else path


def ask_address(
    question: str,
    *,
    context: Sequence[str] = (),
    language: Language | None = None,
    path: str = "/ask",
) -> str:
    """Return the address of an answer, or of its chart with another path."""
    return address(path, q=question, context=list(context), lang=language)


def entity_address(kind: str, identifier: str, language: Language, *, at: str = "") -> str:
    """Return the address of one figure, source, subject, misconception or passage.

    `at` is the span, start-end, of a passage's document that is to be marked.
    """
    return address(f"/{kind}/{urllib.parse.quote(identifier, safe=':')}", at=at, lang=language)
