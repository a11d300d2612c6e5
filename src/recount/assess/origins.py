"""On how many independent origins the record of each period rests: events known from one report, events of one
origin, reports that only repeat."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from recount.records import DataError

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Support:
    """Shares by period; NaN where no event falls in the period, which is not a share of zero.

    `single_report`: events that one report alone tells. `single_origin`: events of which all reports go back to one
    origin. `repeated`: of all reports, those that add no origin. The intervals are Wilson's, 95 %, on single origin.
    """

    events: NDArray[np.int64]
    single_report: Floats
    single_origin: Floats
    single_origin_low: Floats
    single_origin_high: Floats
    repeated: Floats


def support(reports: ArrayLike, period: ArrayLike, periods: int) -> Support:
    """Shares over time. `reports[e, o]` is how many reports of origin `o` tell event `e`; `period[e]` is the number of
    the period that the event falls in, below 0 for none of them.

    Raises DataError for counts below zero and for an event that no report tells.
    """
    told: Floats = np.asarray(reports, dtype=np.float64)
    when = np.asarray(period, dtype=np.int64)
    if told.ndim != 2 or len(told) != len(when):
        raise DataError("expected a row of reports by origin for each event, and a period for each row.")
    if not np.isfinite(told).all() or (told < 0).any() or (told % 1).any():
        raise DataError("numbers of reports are whole numbers from 0 up; found something else.")
    if (told.sum(axis=1) == 0).any():
        raise DataError("an event that no report tells has no place in the record; leave it out.")
    if (when >= periods).any():
        raise DataError(f"found period {when.max()}; the last one is {periods - 1}.")
    inside = when >= 0
    told, when = told[inside], when[inside]
    all_reports: Floats = told.sum(axis=1)
    origins: Floats = (told > 0).sum(axis=1, dtype=np.float64)

    def by_period(values: Floats) -> Floats:
        found: Floats = np.bincount(when, weights=values, minlength=periods).astype(np.float64)
        return found

    number = by_period(np.ones(len(when)))
    one_origin = by_period((origins == 1).astype(np.float64))
    with np.errstate(invalid="ignore"):
        share = one_origin / number
        low, high = wilson(one_origin, number)
        repeated = by_period(all_reports - origins) / by_period(all_reports)
        single = by_period((all_reports == 1).astype(np.float64)) / number
    return Support(number.astype(np.int64), single, share, low, high, repeated)


def wilson(hits: Floats, trials: Floats, z: float = 1.96) -> tuple[Floats, Floats]:
    """Wilson's interval of a share (1927); NaN where there is no trial."""
    with np.errstate(invalid="ignore", divide="ignore"):
        share = hits / trials
        middle = share + z**2 / (2 * trials)
        reach = z * np.sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
        below = 1 + z**2 / trials
        return (middle - reach) / below, (middle + reach) / below
