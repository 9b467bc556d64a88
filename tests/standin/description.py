"""Discord's own description of its HTTP interface (OpenAPI), where a copy lies beside the project.

Nothing of it is part of the project. It leaves out most limits; those are in rules.py, always.
"""

import json
import re
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

Json = dict[str, object]
FILE = Path(__file__).parents[3] / "shared" / "discord" / "openapi.json"


@cache
def _document() -> Json | None:
    return json.loads(FILE.read_text("utf-8")) if FILE.is_file() else None


@cache
def _templates() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of the described paths, those with more fixed parts first."""
    document = _document()
    paths = sorted(document["paths"] if document else (), key=lambda path: path.count("{"))
    return tuple((re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), path) for path in paths)


@cache
def _validator(method: str, template: str) -> Draft202012Validator | None:
    document = _document()
    described = document["paths"][template].get(method.lower(), {})
    content = described.get("requestBody", {}).get("content", {})
    if "application/json" not in content:
        return None
    schema = content["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": document["components"]})


def _with_text_ids(body: object) -> object:
    """Write ids as text: Discord takes whole numbers too, and discord.py sends some."""
    if isinstance(body, list):
        return [_with_text_ids(item) for item in body]
    if not isinstance(body, dict):
        return body
    return {
        name: str(value)
        if (name == "id" or name.endswith("_id")) and isinstance(value, int)
        else _with_text_ids(value)
        for name, value in body.items()
    }


def described_problems(method: str, path: str, body: object) -> list[str]:
    """Return what the description says against a request; nothing where there is no copy."""
    template = next((name for pattern, name in _templates() if pattern.fullmatch(path)), None)
    if template is None:
        return [f"{path} is not described"] if _document() else []
    validator = _validator(method, template)
    error = best_match(validator.iter_errors(_with_text_ids(body))) if validator else None
    return [] if error is None else [f"{error.json_path}: {error.message[:300]}"]
