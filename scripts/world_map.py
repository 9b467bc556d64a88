"""Makes bot/web/shapes/world.json from the npm package world-atlas (Natural Earth, public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m scripts.world_map package/countries-110m.json

Outlines are projected by Equal Earth (Šavrič, Patterson and Jenny 2019,
doi:10.1080/13658816.2018.1504949) and rounded to whole units, 10000 wide; each point is told by its
step from the last, which halves the file.
"""

import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

Point = tuple[int, int]
TARGET = Path(__file__).parents[1] / "bot" / "web" / "shapes" / "world.json"
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_HALF_WIDTH = 2.706629983696786  # of Equal Earth at the equator, by its formula
_SCALE = 10000 / (2 * _HALF_WIDTH)
_HALF_HEIGHT = 1.317362759157411
_WITHOUT_NUMBER = {"Kosovo": "XK"}
_LEFT_OUT = "AQ"
_JUMP = 5000  # units between neighbours: the line crosses the map's edge


def project(longitude: float, latitude: float) -> Point:
    """Return the place on the map in units, y downwards."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2**3
    slope = _A[0] + 3 * _A[1] * t2 + t6 * (7 * _A[2] + 9 * _A[3] * t2)
    x = 2 * math.sqrt(3) / 3 * math.radians(longitude) * math.cos(theta) / slope
    y = theta * (_A[0] + _A[1] * t2 + t6 * (_A[2] + _A[3] * t2))
    return round((x + _HALF_WIDTH) * _SCALE), round((_HALF_HEIGHT - y) * _SCALE)


def decoded_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Undo TopoJSON's deltas and projects every point."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append(project(x * kx + dx, y * ky + dy))
        arcs.append(points)
    return arcs


def ring_path(ring: list[int], arcs: list[list[Point]]) -> str:
    """Return one ring as an SVG path; a negative number is an arc walked backwards."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    kept = [p for at, p in enumerate(points) if at == 0 or p != points[at - 1]]
    path, joint = "M{} {}".format(*kept[0]), "l"
    for (from_x, from_y), (x, y) in pairwise(kept):
        jumps = abs(x - from_x) > _JUMP
        path += f"M{x} {y}" if jumps else f"{joint}{x - from_x} {y - from_y}"
        joint = "l" if jumps else " "
    return path.replace(" -", "-") + "z"


def rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """Yield every ring of a polygon or of several."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for polygon in polygons:
        yield from polygon


def main(file: str) -> None:
    """Write the shapes by ISO 3166 code."""
    topology = json.loads(Path(file).read_text(encoding="utf-8"))
    arcs = decoded_arcs(topology)
    shapes: dict[str, str] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        country = pycountry.countries.get(numeric=geometry.get("id", ""))
        name = geometry["properties"]["name"]
        code = country.alpha_2 if country else _WITHOUT_NUMBER.get(name)
        if code is None or code == _LEFT_OUT:
            continue
        shapes[code] = shapes.get(code, "") + "".join(ring_path(r, arcs) for r in rings(geometry))
    TARGET.write_text(json.dumps(shapes, sort_keys=True, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
