"""Counts by month when dates are uncertain: a low, a best and a high for each month, and no number where nothing
was being reported.

Plain array functions: dates are `datetime64[D]`, `NaT` is an open bound, the end of a span is exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
Floats = NDArray[np.float64]

OUT, POSSIBLE, LIKELY, DATED = 0, 1, 2, 3


@dataclass(frozen=True, slots=True, eq=False)
class Monthly:
    """Counts by calendar month. `months` are the first days; `low`, `best` and `high` hold NaN in months of which
    nothing is known because nothing was reported; `fit` says, event by month, how surely it belongs there."""

    months: Days
    low: Floats
    best: Floats
    high: Floats
    fit: NDArray[np.int8]


def monthly(
    starts: Days,
    stops: Days,
    *,
    first: str,
    last: str,
    published: Days | None = None,
    reported: NDArray[np.bool_] | None = None,
    low: Floats | None = None,
    best: Floats | None = None,
    high: Floats | None = None,
) -> Monthly:
    """Counts for every calendar month that the half-open period `[first, last)` touches, whole months each.

    `published` bounds from above an event with an open end. `reported` says for each month whether any readable
    report was published in it; where it is false and no event falls in it the counts are NaN, not zero.
    The weights make sums of figures in place of counts: dated events give their `low` to low, dated and likely
    ones their `best` to best, all their `high` to high.
    """
    months = months_between(first, last)
    ends = (months.astype("datetime64[M]") + 1).astype("datetime64[D]")
    fit = fits(starts, stops, published, months, ends)
    ones = np.ones(len(starts))
    lows = (fit == DATED).T @ (ones if low is None else low)
    bests = (fit >= LIKELY).T @ (ones if best is None else best)
    highs = (fit >= POSSIBLE).T @ (ones if high is None else high)
    counts = [np.asarray(x, dtype=np.float64) for x in (lows, bests, highs)]
    if reported is not None:
        silent = ~reported & ~(fit >= LIKELY).any(axis=0)
        for count in counts:
            count[silent] = np.nan
    return Monthly(months, counts[0], counts[1], counts[2], fit)


def months_between(first: str, last: str) -> Days:
    """First days of the calendar months that the half-open period touches.

    >>> [str(m) for m in months_between("2016-04-10", "2016-06-01")]
    ['2016-04-01', '2016-05-01']
    """
    final = (np.datetime64(last, "D") - 1).astype("datetime64[M]")
    return np.arange(np.datetime64(first, "M"), final + 1).astype("datetime64[D]")


def fits(starts: Days, stops: Days, published: Days | None, firsts: Days, ends: Days) -> NDArray[np.int8]:
    """How surely each event (rows) falls in each period (columns), the periods half open and in days.

    DATED: both bounds known, wholly inside. LIKELY: more than half of the span inside; or no beginning, and the
    bound from above (the earlier of its own end and the day after publication) inside. POSSIBLE: the span overlaps;
    or no beginning, and the bound falls within the month after the period. So LIKELY holds in at most one of
    periods that do not overlap.
    """
    day = np.timedelta64(1, "D")
    start, stop = starts.astype("datetime64[D]")[:, None], stops.astype("datetime64[D]")[:, None]
    bound = np.full_like(stop, "NaT") if published is None else published.astype("datetime64[D]")[:, None] + day
    until = np.fmin(stop, bound)
    first, end = firsts[None, :], ends[None, :]
    headless = np.isnat(start)
    dated = ~headless & ~np.isnat(stop)
    after = np.fmax(np.where(dated, stop, until), start + day)
    inside = (start >= first) & (after <= end)
    overlap = (start < end) & (after > first)
    shared = (np.minimum(after, end) - np.maximum(start, first)) / day
    most = 2 * shared > (after - start) / day
    later = _month_later(ends)[None, :]
    fit = np.zeros((len(starts), len(firsts)), dtype=np.int8)
    fit[overlap | (headless & (until > end) & (until <= later))] = POSSIBLE
    fit[(dated & overlap & most) | (~headless & ~dated & inside) | (headless & (until > first) & (until <= end))] = (
        LIKELY
    )
    fit[dated & inside] = DATED
    return fit


def _month_later(days: Days) -> Days:
    """The same day of the next month, or its last day where that month is shorter."""
    month = days.astype("datetime64[M]")
    offset = days - month.astype("datetime64[D]")
    following = (month + 2).astype("datetime64[D]") - np.timedelta64(1, "D")
    moved: Days = np.minimum((month + 1).astype("datetime64[D]") + offset, following)
    return moved
