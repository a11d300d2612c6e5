"""What a report asks of a campaign. The store answers; publish knows only these questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from recount.records import Copy, Event, Skip
from recount.records.assessed import Effect
from recount.records.publication import Cited, Hit, Measure, Quarter, Statement


class Queries(Protocol):
    """One generation of a campaign. Answers come in a fixed order, so that the same campaign gives the same page."""

    def hits(self, measure: Measure, period: Quarter) -> Sequence[Hit]: ...

    def timeless(self) -> Sequence[str]: ...

    def events(self, ids: Iterable[str]) -> Sequence[Event]: ...

    def statements(self, ids: Iterable[str]) -> Sequence[Statement]: ...

    def said(self, kinds: Sequence[str], period: Quarter) -> Sequence[Statement]: ...

    def due(self, kinds: Sequence[str], period: Quarter) -> Sequence[Statement]: ...

    def sensitive(self) -> Sequence[Statement]: ...

    def reports(self) -> Sequence[Cited]: ...

    def copies(self) -> Sequence[Copy]: ...

    def reports_of_events(self, ids: Iterable[str]) -> Sequence[tuple[str, str]]: ...

    def skips(self) -> Sequence[Skip]: ...

    def set_aside(self) -> Sequence[tuple[str, str]]: ...


class Months(Protocol):
    """Counts by month, as `assess.series.Monthly` holds them: arrays over months, and event by month how surely."""

    @property
    def months(self) -> Any: ...

    @property
    def low(self) -> Any: ...

    @property
    def best(self) -> Any: ...

    @property
    def high(self) -> Any: ...

    @property
    def fit(self) -> Any: ...


Effects = Callable[[Measure, str, str], Effect | str]
"""What changed of a measure at a civil day, up to a day (exclusive); or in words why that cannot be told."""

MonthlyCounts = Callable[..., Months]
"""The signature of `assess.series.monthly`."""
