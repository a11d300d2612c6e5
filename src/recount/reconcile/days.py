"""When, in whole days: the stretch in which a claim's happening can lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from recount.records import Time

_AHEAD = timedelta(hours=12)
"""No civil clock that matters here runs further ahead of UTC, so the local day of an instant is never missed."""


@dataclass(frozen=True, slots=True)
class Days:
    """Half-open stretch of proleptic ordinals of civil days: `start` included, `end` not.

    `stated` where both bounds come from the report's own words; otherwise a bound was set by the day of publication
    or by a limit on how far back a report looks, and lying outside it is no contradiction in words.
    """

    start: int
    end: int
    stated: bool

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def firm(self) -> bool:
        """Placed on a day, or on a night between two days, by the report's own words."""
        return self.stated and self.length <= 2

    def meets(self, other: Days) -> bool:
        """Whether the two share a day."""
        return self.start < other.end and other.start < self.end


@lru_cache(maxsize=1 << 16)
def ordinal(text: str | None, *, ends: bool = False) -> int | None:
    """The civil day of an ISO date or UTC instant as an ordinal; of an exclusive bound if `ends`.

    An instant is taken with the local days that it may fall on east of Greenwich.

    >>> ordinal("2016-06-20") - ordinal("2016-06-19")
    1
    >>> ordinal("2016-06-20T21:30:00Z", ends=True) - ordinal("2016-06-20T21:00:00Z")
    2
    """
    if not text:
        return None
    try:
        if len(text) <= 10:
            return date.fromisoformat(text).toordinal()
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    if not ends:
        return moment.date().toordinal()
    return (moment + _AHEAD - timedelta(microseconds=1)).date().toordinal() + 1


def days_of(time: Time | None, published: str | None, windows: Mapping[str, int], *, denial: bool) -> Days | None:
    """The days in which a claim's happening can lie; `None` where neither words nor publication bound it.

    A claim without a date of its own is taken to speak of the `published` days up to and including its publication
    (`denial` days where it denies). The open side of a half-open statement is limited to `open` days.
    """
    start = ordinal(time.start) if time else None
    end = ordinal(time.end, ends=True) if time else None
    said = ordinal(published)
    if start is not None and end is not None:
        return Days(start, max(end, start + 1), True)
    if start is not None:
        return Days(
            start, max(start + 1, min(start + windows["open"], said + 1 if said else start + windows["open"])), False
        )
    if end is not None and (said is None or end <= said):
        return Days(end - windows["open"], end, False)
    if said is None:
        return None
    return Days(said + 1 - windows["denial" if denial else "published"], said + 1, False)


def iso(day: int) -> str:
    """The ISO civil date of an ordinal."""
    return date.fromordinal(day).isoformat()
