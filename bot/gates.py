"""The gates of answers: calibrated for each model, shipped, and kept with a generation."""

import json
from dataclasses import asdict, fields
from importlib import resources
from pathlib import Path

from bot.answer.gates import Gates

_SHIPPED = "gates.json"
_OTHER_MODELS = "other"


def shipped_gates(model_id: str) -> Gates:
    """Return the gates calibrated for a model, those of the default model for any other."""
    file = resources.files("bot") / _SHIPPED
    table = json.loads(file.read_text("utf-8"))
    return Gates(**table.get(model_id, table[_OTHER_MODELS]))


def write_gates(folder: Path, gates: Gates) -> None:
    """Keep the gates beside a generation, in one step."""
    draft = folder / f".{_SHIPPED}"
    draft.write_text(json.dumps(asdict(gates), indent=1) + "\n", "utf-8")
    draft.replace(folder / _SHIPPED)


def read_gates(folder: Path, model_id: str) -> Gates:
    """Read a generation's gates; the shipped ones where it has none that can be read."""
    try:
        text = (folder / _SHIPPED).read_text("utf-8")
    except (OSError, ValueError):
        text = ""
    return parse_gates(text, model_id)


def parse_gates(text: str, model_id: str) -> Gates:
    """Return the gates that a file of a generation holds; the shipped ones when it cannot be."""
    try:
        stored = json.loads(text)
        return Gates(**{field.name: float(stored[field.name]) for field in fields(Gates)})
    except (ValueError, KeyError, TypeError):
        return shipped_gates(model_id)
