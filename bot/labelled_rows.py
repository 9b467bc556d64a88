"""Reads labelled files: JSON lines that all hold the same fields."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.errors import InputError


def read_labelled_rows(
    path: Path, *, what: str, fields: Sequence[str]
) -> tuple[dict[str, Any], ...]:
    """Return each line's `fields`; others are left out, and so are empty lines.

    Raises:
        InputError: a line is no JSON object with these fields; it is named.
    """
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            rows.append({field: row[field] for field in fields})
        except (ValueError, KeyError, TypeError) as error:
            wanted = ", ".join(f'"{field}"' for field in fields)
            raise InputError(
                f"{path}:{number}: no labelled {what} ({str(error)[:80]}); write {{{wanted}}}"
            ) from None
    return tuple(rows)
