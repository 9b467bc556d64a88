"""Reads what a language model replies, which may be anything."""

import json


def read_object(reply: str, fields: set[str]) -> dict[str, object] | None:
    """Return the reply's object when it has the fields asked for and no other."""
    text = reply.strip()
    if text.startswith("```") and text.endswith("```"):
        text = text.strip("`").removeprefix("json")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and set(found) == fields else None
