"""Outlines of the world's countries for the map of the desk.

Usage: npm pack world-atlas && tar xzf world-atlas-*.tgz
       python -m tools.derive_world package/countries-110m.json > src/recount/desk/explore/world.json

Natural Earth (public domain) at 1:110 million, as the npm package world-atlas (ISC) carries it. The result is a list of
rings, each a list of [longitude, latitude] in hundredths of a degree, the large ones first.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

_FEWEST = 8
"""Rings of fewer points are islets, which no view of this coarseness shows."""


def main(arguments: list[str]) -> int:
    """Write the rings to standard output."""
    topology = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    (dx, dy), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in deltas:
            x, y = x + step_x, y + step_y
            arc.append([round(x * dx + x0, 2), round(y * dy + y0, 2)])
        arcs.append(arc)
    rings = [ring for country in topology["objects"]["countries"]["geometries"] for ring in _rings(country, arcs)]
    rings = sorted((ring for ring in rings if len(ring) >= _FEWEST), key=len, reverse=True)
    json.dump(rings, sys.stdout, separators=(",", ":"))
    sys.stdout.write("\n")
    return 0


def _rings(geometry: dict[str, Any], arcs: list[list[list[float]]]) -> list[list[list[float]]]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [
        [point for n in ring for point in (arcs[n] if n >= 0 else arcs[~n][::-1])]
        for polygon in polygons
        for ring in polygon
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
