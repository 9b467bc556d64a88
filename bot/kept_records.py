"""What a generation was built from, kept inside it.

The records of the added sources; and of a server's own, the shared generation beneath it.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from index.errors import GenerationError

_FILE, _BASE = "records.json", "base"


def write_kept_records(generation: Path, records: Mapping[str, str]) -> None:
    """Keep records, by file name, beside a generation, in one step."""
    draft = generation / f".{_FILE}"
    draft.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", "utf-8")
    draft.replace(generation / _FILE)


def read_kept_records(generation: Path) -> dict[str, str] | None:
    """Return the records that a generation keeps; None where it keeps none.

    Raises:
        GenerationError: they are damaged.
    """
    try:
        return _parsed((generation / _FILE).read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, AttributeError):
        raise GenerationError(
            f"generation {generation.name} is damaged ({_FILE}); run: kilowit build"
        ) from None


def stored_kept_records(files: Mapping[str, str]) -> dict[str, str]:
    """Return the records among the small files of a generation in a store; none where none are."""
    return _parsed(files.get(_FILE, "{}"))


def _parsed(text: str) -> dict[str, str]:
    return {str(name): str(record) for name, record in json.loads(text).items()}


def write_base(generation: Path, name: str) -> None:
    """Keep which shared generation was current when this one was built."""
    draft = generation / f".{_BASE}"
    draft.write_text(name, "ascii")
    draft.replace(generation / _BASE)


def read_base(generation: Path) -> str | None:
    """Return which shared generation was current when this one was built, None where unknown."""
    try:
        return (generation / _BASE).read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return None
