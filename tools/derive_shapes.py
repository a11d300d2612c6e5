"""Province outlines of a theatre and outlines of its neighbours, from Natural Earth as Debian's qgis-common ships it.

Usage: apt-get download qgis-common && dpkg-deb -x qgis-common_*.deb qgis
       python tools/derive_shapes.py qgis/usr/share/qgis/resources/data/world_map.gpkg > shapes.geojson

Natural Earth is in the public domain (naturalearthdata.com). Coordinates are WGS 84, longitude first, cut to three
decimals (about 100 m, finer than the outlines are true).
"""

from __future__ import annotations

import json
import sqlite3
import struct
import sys
from collections.abc import Iterator
from typing import Any

Ring = list[list[float]]
PROVINCES = {
    "Al-Anbar": "Anbar",
    "Ninawa": "Nineveh",
    "Sala ad-Din": "Salah al-Din",
    "At-Ta'mim": "Kirkuk",
    "Diyala": "Diyala",
    "Baghdad": "Baghdad",
    "Babil": "Babil",
    "Karbala'": "Karbala",
    "An-Najaf": "Najaf",
    "Wasit": "Wasit",
    "Maysan": "Maysan",
    "Dhi-Qar": "Dhi Qar",
    "Al-Basrah": "Basra",
    "Al-Muthannia": "Muthanna",
    "Al-Qādisiyyah": "Qadisiyah",
    "Arbil": "Erbil",
    "Dihok": "Dohuk",
    "As-Sulaymaniyah": "Sulaymaniyah",
    "Aleppo": "Aleppo",
    "Damascus": "Damascus",
    "Rif Dimashq": "Rif Dimashq",
    "Idlib": "Idlib",
    "Hamah": "Hama",
    "Homs (Hims)": "Homs",
    "Lattakia": "Latakia",
    "Tartus": "Tartus",
    "Ar Raqqah": "Raqqa",
    "Dayr Az Zawr": "Deir ez-Zor",
    "Hasaka (Al Haksa)": "Hasakah",
    "Dar`a": "Daraa",
    "Quneitra": "Quneitra",
    "As Suwayda'": "Suwayda",
}
NEIGHBOURS = ("TR", "IR", "JO", "LB", "IL", "SA", "KW", "CY", "EG")


def main(path: str) -> None:
    """Write the GeoJSON to standard output."""
    features = [*provinces(sqlite3.connect(path)), *neighbours(sqlite3.connect(path))]
    print(json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":")))


def provinces(base: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """One feature for each province; a name that the table does not know stops the run."""
    rows = base.execute(
        "select name, admin, geom from states_provinces where adm0_a3 in ('IRQ', 'SYR') order by admin, name"
    )
    for name, country, geometry in rows:
        if name == "UNDOF":  # the separation zone on the Golan is no province
            continue
        yield feature({"kind": "province", "name": PROVINCES[name], "country": country}, geometry)


def neighbours(base: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """One feature for each country around the theatre, for the map's ground."""
    marks = ", ".join("?" for _ in NEIGHBOURS)
    rows = base.execute(f"select NAME, geom from countries where iso_a2 in ({marks}) order by NAME", NEIGHBOURS)
    for name, geometry in rows:
        yield feature({"kind": "country", "name": name, "country": name}, geometry)


def feature(properties: dict[str, str], blob: bytes) -> dict[str, Any]:
    """A GeoJSON feature from a GeoPackage geometry."""
    polygons = [[[[round(x, 3), round(y, 3)] for x, y in ring] for ring in rings] for rings in polygons_in(blob)]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }


def polygons_in(blob: bytes) -> list[list[Ring]]:
    """Polygons of a GeoPackage blob: its header (OGC 12-128r17, 2.1.3), then ISO WKB of (multi)polygons."""
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7]
    polygons, _ = _wkb(blob, 8 + envelope)
    return polygons


def _wkb(blob: bytes, at: int) -> tuple[list[list[Ring]], int]:
    order = "<" if blob[at] == 1 else ">"
    kind, count = struct.unpack_from(f"{order}II", blob, at + 1)
    at += 9
    if kind == 6:
        found: list[list[Ring]] = []
        for _ in range(count):
            more, at = _wkb(blob, at)
            found += more
        return found, at
    if kind != 3:
        raise ValueError(f"expected polygons (WKB 3 or 6), found WKB type {kind}")
    rings = []
    for _ in range(count):
        (points,) = struct.unpack_from(f"{order}I", blob, at)
        numbers = struct.unpack_from(f"{order}{2 * points}d", blob, at + 4)
        rings.append([list(pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)])
        at += 4 + 16 * points
    return [rings], at


if __name__ == "__main__":
    main(sys.argv[1])
