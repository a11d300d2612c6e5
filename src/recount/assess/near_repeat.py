"""Near repeats: are events close to one another in place closer in time than chance would have them (Knox 1964)?

The events keep their places, and their dates are dealt out anew: what is left above one is clustering in place and
time together, whatever the towns that are hit often and the weeks that are full. It cannot tell whether one event
brought the next about or something else brought both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from recount.assess.lists import Floats
from recount.records import DataError

EARTH = 6371.0088
FEWEST = 20


@dataclass(frozen=True, slots=True)
class NearRepeat:
    """Pairs of events near in place and in time, how many of them dates dealt out anew give on average, the ratio,
    and the chance of as many or more."""

    pairs: int
    expected: float
    ratio: float
    chance: float


def near_repeat(
    latitude: Floats, longitude: Floats, day: Floats, *, km: float, days: float, seed: int, deals: int = 199
) -> NearRepeat:
    """Pairs within `km` kilometres and `days` days of one another, both ends included.

    Raises DataError for fewer than 20 events, places off the globe, and where no two events are near in place.
    """
    found = np.radians(np.column_stack([latitude, longitude]).astype(np.float64))
    when = np.asarray(day, dtype=np.float64)
    if len(found) < FEWEST or len(when) != len(found):
        raise DataError(f"found {len(found)} events; near repeats need {FEWEST} or more, each with a place and a day.")
    if not np.isfinite(found).all() or not np.isfinite(when).all() or (np.abs(found) > [np.pi / 2, np.pi]).any():
        raise DataError("a place off the globe or a day that is none; expected degrees north and east, and days.")
    flat = np.cos(found[:, 0])
    points = np.column_stack([flat * np.cos(found[:, 1]), flat * np.sin(found[:, 1]), np.sin(found[:, 0])])
    near = cKDTree(points).query_pairs(2 * np.sin(km / EARTH / 2), output_type="ndarray")
    if not len(near):
        raise DataError(f"no two events lie within {km:g} km of one another.")

    def count(times: Floats) -> int:
        return int((np.abs(times[near[:, 0]] - times[near[:, 1]]) <= days).sum())

    pairs = count(when)
    order = np.sort(when)
    within = np.searchsorted(order, order + days, side="right") - np.arange(len(order)) - 1
    expected = float(len(near) * within.sum() / (len(order) * (len(order) - 1) / 2))
    rng = np.random.default_rng(seed)
    dealt = np.array([count(rng.permutation(when)) for _ in range(deals)])
    ratio = pairs / expected if expected > 0 else float("nan")
    return NearRepeat(pairs, expected, ratio, float((1 + (dealt >= pairs).sum()) / (1 + deals)))
