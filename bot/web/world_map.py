"""The outlines of countries as SVG paths, made by scripts/world_map.py."""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def world_map() -> Mapping[str, str]:
    """Return a path for each country by ISO 3166 code, on a map of 10000 by 4870 units."""
    file = resources.files("bot") / "web" / "shapes" / "world.json"
    shapes: dict[str, str] = json.loads(file.read_text("utf-8"))
    return shapes
