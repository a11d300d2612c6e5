"""When: a half-open interval that may be open at either side, and says how exact its words were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TimePrecision = Literal["minute", "hour", "day", "week", "month", "season", "quarter", "year", "range", "unresolved"]


@dataclass(frozen=True, slots=True)
class Time:
    """A stretch of time that a report names.

    `start` is included and `end` is not. A day or coarser is a civil date (`2016-06-20`) in the zone of the
    place; only clock times are instants (`2016-06-20T04:30:00Z`). `None` is an open bound: "by 2017" has no
    start. Both bounds `None` with precision `unresolved` means that the words could not be placed on the
    calendar, as when the day of publication is not known. `words` are the report's own.
    """

    start: str | None
    end: str | None
    precision: TimePrecision
    words: str | None = None
    zone: str | None = None

    @property
    def resolved(self) -> bool:
        """Whether at least one bound is known."""
        return self.start is not None or self.end is not None
