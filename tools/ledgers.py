"""Where two ledgers of strikes differ, and why: `python -m tools.ledgers DATA [--days | --places | --lines]`.

DATA is the folder that holds `strikes/`: `strike_release_lines.csv` (lines of the daily releases) and
`rival_ledger_2014_08_2015_06.csv`. Without an option: the sums by reason and by month. Place names go through the
pack's gazetteer, so that two spellings of a town are one place.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from recount.assess.ledgers import Cell, Line, compared, summed
from recount.words.gazetteer import Gazetteer
from recount.words.normalise import fold
from recount.words.pack import load_pack
from recount.words.resolve import km
from recount.words.world import Spot

FIRST, END = date(2015, 1, 1), date(2015, 7, 1)
"""The months that both cover."""

REASONS = ("agreed", "nearby", "next day", "silent", "more", "only")


def spellings(name: str) -> list[str]:
    """A name as a ledger may have it: capitals and spaces as they fall, the article joined, apart or left out, a base
    by the name of its place.

    >>> spellings("ayn al-Asad-basen")[:2]
    ['Ayn Al Asad', 'Ayn al-Asad']
    """
    words = name.replace("-basen", "").replace("-", " ").title().split()
    rest = [w for w in words if w not in ("Al", "Ar", "As", "Ayn", "Ain")]
    plain, joined, bare = " ".join(words), " ".join(words).replace("Al ", "al-"), " ".join(rest)
    tried = [plain, joined, f"Al-{bare}", bare, f"{plain} Air Base", f"al-{bare} Air Base"]
    return list(dict.fromkeys(tried))


class Places:
    """Names as one place each, and how far they lie apart."""

    def __init__(self) -> None:
        pack = load_pack("inherent-resolve")
        self._gazetteer = Gazetteer(pack)
        self._countries = frozenset(pack.countries)
        self.key = cache(self._key)
        self._spots: dict[str, Spot] = {}

    def _key(self, name: str) -> str:
        for spelling in spellings(name):
            spots = [s for s in self._gazetteer.meanings(spelling) if s.country in self._countries]
            towns = [s for s in spots if s.precision in ("settlement", "site")]
            if towns:
                chosen = max(towns, key=lambda s: (s.pack, s.population))
                self._spots[chosen.name] = chosen
                return chosen.name
        return fold(spellings(name)[0])

    def apart(self, a: str, b: str) -> float | None:
        """Kilometres between two keys."""
        if a not in self._spots or b not in self._spots:
            return None
        return km(self._spots[a], self._spots[b])


def releases(path: Path, key: Callable[[str], str]) -> dict[Cell, float]:
    """The daily releases."""
    found: dict[Cell, float] = defaultdict(float)
    for row in _rows(path):
        day = datetime.strptime(row["date"], "%m/%d/%Y").date()
        if FIRST <= day < END:
            found[key(row["location"]), day] += float(row["number"])
    return dict(found)


def rival(path: Path, key: Callable[[str], str]) -> dict[Cell, float]:
    """The other ledger, without its row of totals."""
    found: dict[Cell, float] = defaultdict(float)
    for row in _rows(path):
        if row["date"] != "total" and FIRST <= date.fromisoformat(row["date"]) < END:
            found[key(row["location"]), date.fromisoformat(row["date"])] += float(row["attacks"] or 0)
    return dict(found)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        yield from csv.DictReader(file)


def sums(one: Mapping[Cell, float], other: Mapping[Cell, float], lines: Iterable[Line]) -> Iterator[str]:
    """Sums by reason, then by month."""
    held = list(lines)
    yield from _table(("reason", "in both", "releases alone", "rival alone"), _by_reason(held))
    months = sorted({(day.year, day.month) for _, day in (*one, *other)})
    yield ""
    head = ("month", "releases", "days kept", "rival", "days kept", "rival on days that the releases lack")
    rows = []
    for year, month in months:
        mine = {c: n for c, n in one.items() if (c[1].year, c[1].month) == (year, month)}
        theirs = {c: n for c, n in other.items() if (c[1].year, c[1].month) == (year, month)}
        silent = sum(
            line.number for line in held
            if (line.reason, line.in_) == ("silent", "other") and (line.day.year, line.day.month) == (year, month)
        )  # fmt: skip
        rows.append((
            f"{year}-{month:02d}", sum(mine.values()), len({d for _, d in mine}), sum(theirs.values()),
            len({d for _, d in theirs}), silent,
        ))  # fmt: skip
    yield from _table(head, rows)


def _by_reason(lines: list[Line]) -> list[tuple[object, ...]]:
    found = summed(lines)
    return [(r, *(found.get((r, side), 0.0) for side in ("both", "one", "other"))) for r in REASONS]


def by(lines: Iterable[Line], name: str, of: Callable[[Line], str]) -> Iterator[str]:
    """A row for each place or day that is not agreed in full, those with most to explain first."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        groups[of(line)].append(line)
    rows: list[tuple[Any, ...]] = []
    for key, own in groups.items():
        found = summed(own)
        cells = [
            found.get(("agreed", "both"), 0.0),
            found.get(("nearby", "both"), 0.0) + found.get(("next day", "both"), 0.0),
            *(found.get((r, side), 0.0) for side in ("one", "other") for r in ("silent", "more", "only")),
        ]
        if sum(cells) > cells[0]:
            rows.append((key, *cells))
    head = (
        "agreed",
        "nearby or next day",
        "releases: rival silent",
        "more",
        "only",
        "rival: releases silent",
        "more",
        "only",
    )
    yield from _table((name, *head), sorted(rows, key=lambda row: (-_to_explain(row[1:]), row[0])))


def _to_explain(cells: Sequence[Any]) -> float:
    """All but what is agreed, which stands first."""
    return float(sum(cells[1:]))


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row) + " |"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.ledgers", description=__doc__)
    parser.add_argument("data", type=Path)
    which = parser.add_mutually_exclusive_group()
    for name in ("days", "places", "lines"):
        which.add_argument(f"--{name}", action="store_true")
    chosen = parser.parse_args(arguments)
    places, folder = Places(), chosen.data / "strikes"
    one = releases(folder / "strike_release_lines.csv", places.key)
    other = rival(folder / "rival_ledger_2014_08_2015_06.csv", places.key)
    lines = compared(one, other, apart=places.apart)
    if chosen.places:
        out = by(lines, "place", lambda line: line.place)
    elif chosen.days:
        out = by(lines, "day", lambda line: line.day.isoformat())
    elif chosen.lines:
        rows = [(line.day, line.place, line.number, line.in_, line.reason, line.beside or "") for line in lines]
        out = _table(("day", "place", "number", "in", "reason", "beside"), rows)
    else:
        out = sums(one, other, lines)
    print("\n".join(out))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
