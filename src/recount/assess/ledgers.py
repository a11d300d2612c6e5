"""Two ledgers of the same happenings, laid side by side: where they differ, and how much of it has an ordinary reason.

Each ledger counts happenings by place and day. What both have at one place on one day is agreed. What is left over in
one is looked for in the other, in this order, and never twice:

silent
    the other has no line at all for that day, anywhere. It was not kept that day; nothing is contradicted.
nearby
    the other has as much left over on that day at a place within `near` kilometres: one happening under two names.
next day
    the other has it at that place a day before or after: a happening of the night, or the day of its report.
more
    both have the place on the day and one counts more there.
only
    the other was kept that day and has nothing there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Reason = Literal["agreed", "silent", "nearby", "next day", "more", "only"]
Cell = tuple[str, date]
"""A place and a day."""

Counts = Mapping[Cell, float]


@dataclass(frozen=True, slots=True)
class Line:
    """So many happenings at a place on a day that `one` (or `other`) holds, and why the other side lacks them.

    Of what is agreed, nearby or on the next day both sides hold `number`, and `in_` is "both"; `beside` is the place or
    the day under which the other side has it."""

    place: str
    day: date
    number: float
    in_: Literal["one", "other", "both"]
    reason: Reason
    beside: str | None = None


def compared(
    one: Counts, other: Counts, *, apart: Callable[[str, str], float | None], near: float = 25.0
) -> list[Line]:
    """Every happening of both ledgers in exactly one line, by day and place. `apart` gives kilometres between places,
    `None` where one of them is not known."""
    left, right = _positive(one), _positive(other)
    lines = [*_agreed(left, right)]
    lines += _silent(left, {day for _, day in other}, "one")
    lines += _silent(right, {day for _, day in one}, "other")
    lines += _moved(left, right, "nearby", _nearby(apart, near))
    lines += _moved(left, right, "next day", _next_day)
    lines += _rest(left, other, "one")
    lines += _rest(right, one, "other")
    return sorted(lines, key=lambda line: (line.day, line.place, line.in_, line.reason, line.beside or ""))


def summed(lines: Iterable[Line]) -> dict[tuple[str, str], float]:
    """Numbers by reason and side."""
    found: dict[tuple[str, str], float] = defaultdict(float)
    for line in lines:
        found[line.reason, line.in_] += line.number
    return dict(found)


def _positive(counts: Counts) -> dict[Cell, float]:
    return {cell: float(counts[cell]) for cell in sorted(counts) if counts[cell] > 0}


def _agreed(left: dict[Cell, float], right: dict[Cell, float]) -> Iterator[Line]:
    for cell in sorted(left.keys() & right.keys()):
        number = min(left[cell], right[cell])
        _take(left, cell, number)
        _take(right, cell, number)
        yield Line(*cell, number, "both", "agreed")


def _silent(counts: dict[Cell, float], kept: set[date], side: Literal["one", "other"]) -> Iterator[Line]:
    for cell in [cell for cell in counts if cell[1] not in kept]:
        yield Line(*cell, counts.pop(cell), side, "silent")


Meets = Callable[[Cell, Cell], float | None]
"""How far two cells are from being one, or `None` where they cannot be."""


def _nearby(apart: Callable[[str, str], float | None], near: float) -> Meets:
    def meets(a: Cell, b: Cell) -> float | None:
        km = apart(a[0], b[0]) if a[1] == b[1] else None
        return km if km is not None and km <= near else None

    return meets


def _next_day(a: Cell, b: Cell) -> float | None:
    return 1.0 if a[0] == b[0] and abs(a[1] - b[1]) == timedelta(days=1) else None


def _moved(left: dict[Cell, float], right: dict[Cell, float], reason: Reason, meets: Meets) -> Iterator[Line]:
    """What is left over on both sides, paired off from the nearest on."""
    by_day: dict[date, list[Cell]] = defaultdict(list)
    for cell in right:
        for step in (-1, 0, 1):
            by_day[cell[1] + timedelta(days=step)].append(cell)
    found = [(far, a, b) for a in left for b in by_day[a[1]] if (far := meets(a, b)) is not None]
    for _, a, b in sorted(found):
        number = min(left.get(a, 0.0), right.get(b, 0.0))
        if number > 0:
            _take(left, a, number)
            _take(right, b, number)
            yield Line(*a, number, "both", reason, b[0] if b[0] != a[0] else b[1].isoformat())


def _rest(counts: dict[Cell, float], against: Counts, side: Literal["one", "other"]) -> Iterator[Line]:
    for cell, number in counts.items():
        yield Line(*cell, number, side, "more" if against.get(cell) else "only")


def _take(counts: dict[Cell, float], cell: Cell, number: float) -> None:
    counts[cell] -= number
    if counts[cell] <= 0:
        del counts[cell]
