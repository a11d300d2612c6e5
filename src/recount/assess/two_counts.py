"""Two counts set against each other: the ratio of their rates with an exact interval."""

from __future__ import annotations

import math

from scipy.special import betaincinv

from recount.records.assessed import Span

SMALL = 10
"""Below so many in either period a ratio says little: one report more or less moves it by a tenth or more."""


def ratio_of_counts(before: float, after: float, *, days_before: float, days_after: float) -> Span | None:
    """The rate after over the rate before, with the exact conditional interval (Clopper and Pearson 1934, applied to
    the share of events that fall after), 95 %. `None` where both are nothing.

    Counts are taken to come independently, at even rates. Acts of war come in waves, so the interval is too narrow as
    an answer to "did anything change?"; `assess.effect` is for that.
    """
    n = before + after
    if n == 0:
        return None
    low = 0.0 if after == 0 else float(betaincinv(after, before + 1, 0.025))
    high = 1.0 if before == 0 else float(betaincinv(after + 1, before, 0.975))
    scale = days_before / days_after

    def odds(share: float) -> float:
        return math.inf if share == 1 else scale * share / (1 - share)

    best = math.inf if before == 0 else scale * after / before
    return Span(odds(low), best, odds(high))
