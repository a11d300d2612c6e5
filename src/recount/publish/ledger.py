"""Every number of a report, entered once under its key, with the rows behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from recount.records.publication import Counted, Hit, Measure, Row


@dataclass(slots=True)
class Ledger:
    """The numbers entered so far, in the order in which they were first asked for."""

    counted: dict[str, Counted] = field(default_factory=dict)
    extra: dict[str, Row] = field(default_factory=dict)
    behind: dict[str, tuple[Hit, ...]] = field(default_factory=dict)
    """The events behind the numbers that a measure gave."""

    def enter(self, counted: Counted) -> Counted:
        """Enter a number. Asking twice for the same gives the same; a key with two meanings is a fault."""
        known = self.counted.setdefault(counted.key, counted)
        if known != counted:
            raise ValueError(f"two numbers share the key {counted.key!r}: {known} and {counted}")
        return known

    def measured(self, key: str, measure: Measure, hits: Sequence[Hit], *, about: str, known: bool = True) -> Counted:
        """A measure over the events that it found. `known` False says that nothing was being reported, so that
        finding nothing that surely or likely belongs there means nothing."""
        low, best, high = bounds(hits)
        self.behind[key] = tuple(hits)
        silent = not known and all(hit.fit == "possible" for hit in hits)
        return self.enter(
            Counted(
                key=key,
                value=None if silent else best,
                low=None if silent else low,
                high=None if silent else high,
                unit=(measure.unit[0], measure.unit[1]),
                rule=measure.rule,
                rows=tuple(f"e-{hit.event}" for hit in hits),
                about=about,
            )
        )

    def stale(self) -> Iterator[str]:
        """Numbers that their own rows do not give, a sentence for each."""
        for key, hits in self.behind.items():
            counted = self.counted[key]
            if counted.value is not None and bounds(hits) != (counted.low, counted.value, counted.high):
                yield f"the number {key} says {counted.value:g}, and its rows give {bounds(hits)[1]:g}"

    def exact(self, key: str, rows: Iterable[str], unit: tuple[str, str], rule: str, *, about: str = "") -> Counted:
        """A plain count of rows, which has no range."""
        keys = tuple(rows)
        return self.enter(Counted(key, float(len(keys)), None, None, unit, rule, keys, about))

    def given(
        self,
        key: str,
        value: float | None,
        low: float | None,
        high: float | None,
        unit: tuple[str, str],
        rule: str,
        rows: Iterable[str],
        *,
        about: str = "",
    ) -> Counted:
        """A number that a report or an account gives."""
        return self.enter(Counted(key, value, low, high, unit, rule, tuple(rows), about))

    def row(self, row: Row) -> str:
        """Keep a row that no query can give again, such as an input left out; returns its key."""
        self.extra[row.key] = row
        return row.key


def bounds(hits: Iterable[Hit]) -> tuple[float, float, float | None]:
    """Low, best and high: the dated give the low, the dated and the likely the best, all the high. `high` None is
    unbounded. The best lies inside by construction where each hit's does."""
    low = best = 0.0
    high: float | None = 0.0
    for hit in hits:
        low += hit.low if hit.fit == "dated" else 0.0
        best += hit.best if hit.fit != "possible" else 0.0
        high = None if high is None or hit.high is None else high + hit.high
    return low, best, high
