"""Two lists: the estimate of Chapman (1951), and what becomes of it where the lists are not independent.

Two lists cannot tell dependence from size. The estimate holds where being on one list makes no case more or less
likely to be on the other; `if_dependent` says what it would be otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recount.assess.lists import Lists
from recount.records import DataError

ODDS = (0.5, 1.0, 2.0, 4.0)


@dataclass(frozen=True, slots=True)
class TwoLists:
    """Chapman's total and 95 % interval, taken on the logarithm of the unseen; for each odds ratio of being on one
    list given that one is on the other, the total that it would mean."""

    total: float
    low: float
    high: float
    if_dependent: tuple[tuple[float, float], ...]


def chapman(lists: Lists) -> TwoLists:
    """The total of two lists. Raises DataError where there are more.

    >>> round(chapman(Lists(("a", "b"), np.array([0, 60, 40, 20]))).total)
    234
    """
    if lists.number != 2:
        raise DataError(f"Chapman's estimate is for two lists; there are {lists.number}.")
    first, second, both = (float(n) for n in lists.counts[1:])
    one, two = first + both + 1, second + both + 1
    total = one * two / (both + 1) - 1
    variance = one * two * first * second / ((both + 1) ** 2 * (both + 2))
    unseen = total - lists.seen
    factor = float(np.exp(1.96 * np.sqrt(np.log1p(variance / max(unseen, 0.5) ** 2))))
    dependent = tuple((odds, lists.seen + odds * first * second / (both + 1)) for odds in ODDS)
    return TwoLists(total, lists.seen + unseen / factor, lists.seen + unseen * factor, dependent)
