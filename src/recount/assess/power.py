"""Could the record have shown it? The smallest change that would have been seen four times in five."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from scipy.linalg.lapack import dpttrf, dpttrs
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from recount.assess.estimate import GONE, Estimate
from recount.assess.latent import columns_of, precision
from recount.records.assessed import Power

CHANCE = 0.8
DEEPEST, HIGHEST = float(np.log(0.005)), float(np.log(20.0))
"""Log ratios at which the search for a fall and for a rise ends."""


def power_of(estimate: Estimate, *, chance: float = CHANCE, beside: float = 0.0) -> Power:
    """The smallest fall and the smallest rise that this record, with its exposure, gaps and climate, would have shown
    with this chance, had they happened at this date in this shape. `beside` is the standard deviation of a comparison
    that is taken off."""
    fall, rise = (_smallest(estimate, chance, far, beside) for far in (DEEPEST, HIGHEST))
    return Power(chance, fall, rise)


def chance_of(estimate: Estimate, ratio: float) -> float:
    """The chance that this record would have shown a change of this ratio: that its interval leaves no change out."""
    log = float(np.log(ratio))
    sd = deviation(estimate)(log)
    edge = float(ndtri((1 + estimate.question.level) / 2))
    return float(ndtr(abs(log) / sd - edge) + ndtr(-abs(log) / sd - edge))


def _smallest(estimate: Estimate, chance: float, far: float, beside: float) -> float | None:
    needed = float(ndtri((1 + estimate.question.level) / 2) + ndtri(chance))
    sd = deviation(estimate)

    def short(log: float) -> float:
        return needed * float(np.hypot(sd(log), beside)) - abs(log)

    grid = np.linspace(0.0, far, 41)
    for a, b in pairwise(grid):
        if short(b) < 0:
            return float(np.exp(brentq(short, a, b, xtol=1e-4)))
    return None


def deviation(estimate: Estimate) -> Callable[[float], float]:
    """The standard deviation of the log ratio, had the change been of another size: with fewer events after the date
    less is known."""
    best = estimate.fit.best
    columns, ridge, _ = columns_of(best.record, best.climate)
    diagonal, beside, _ = precision(len(best.latent), best.climate)
    seen = ~np.isnan(best.record.counts)
    ground = best.linear - max(GONE, best.beta[estimate.column]) * estimate.shape
    wider, k = estimate.wider, best.climate.size

    def sd(log: float) -> float:
        mean = np.exp(ground + log * estimate.shape)
        weights = mean * k / (k + mean) * seen
        wx = weights[:, None] * columns
        d, e, _ = dpttrf(diagonal + weights, beside)
        solved, _ = dpttrs(d, e, wx)
        information = columns.T @ wx - wx.T @ solved + np.diag(ridge)
        return float(np.sqrt(np.linalg.inv(information)[estimate.column, estimate.column])) * wider

    return sd
