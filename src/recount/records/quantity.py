"""How many: a number with its comparator and the range that it allows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that a report gives.

    `measure` is from the vocabulary (killed, wounded, attacks, troops, ...); `of_whom` is a class from the
    vocabulary (civilians, combatants, ...) or `None`. `value` is the number as said. `low` and `high` are the
    inclusive range that the comparator allows; `None` is unbounded or not known. `per` makes it a rate
    ("month"); `share` is a fraction from 0 to 1 ("most" has value None and share None but keeps its words).
    """

    measure: str
    of_whom: str | None = None
    value: float | None = None
    comparator: str = "exact"
    low: float | None = None
    high: float | None = None
    per: str | None = None
    share: float | None = None
    words: str | None = None
