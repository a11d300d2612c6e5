"""How well the fit does before the date: each count foretold from all the others."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri, roots_hermitenorm
from scipy.stats import nbinom

from recount.assess.estimate import Estimate
from recount.assess.latent import Floats, curvature
from recount.records.assessed import Before

INSIDE = 0.9
"""The interval in which counts are looked for."""

STILL = 0.1
"""Spread of the surprises, one in a good fit, below which counts hardly vary and their correlation says nothing."""


def before_of(estimate: Estimate) -> Before:
    """Shares and correlation for the reported periods before the date."""
    seen = ~np.isnan(estimate.counts)
    mine = seen & (estimate.calendar.after(estimate.question.at) == 0)
    share = places_of(estimate)
    tail = (1 - INSIDE) / 2
    inside = float(np.mean((share[mine] > tail) & (share[mine] < 1 - tail)))
    out = ndtri(np.clip(share, 1e-6, 1 - 1e-6))
    pairs = mine[1:] & mine[:-1]
    a, b = out[:-1][pairs], out[1:][pairs]
    spread = float(np.std(a) * np.std(b)) if len(a) > 2 else 0.0
    lag = float(np.mean((a - a.mean()) * (b - b.mean())) / spread) if spread > STILL**2 else 0.0
    return Before(int(mine.sum()), inside, lag)


def places_of(estimate: Estimate) -> Floats:
    """The place of each count among those that the others foretell, from 0 (far too low) to 1; half of the chance of
    the very count is taken for below it. A count's own pull on the log mean is taken out of the Gaussian answer
    (Held, Schrodle and Rue 2010)."""
    best = estimate.fit.best
    seen = ~np.isnan(best.record.counts)
    y = np.where(seen, best.record.counts, 0.0)
    weights, slope = curvature(y, best.linear, best.climate.size, seen)
    variance = best.variance_without(estimate.column, np.zeros_like(y))
    apart = 1 / np.maximum(1 / variance - weights, 1e-9)
    center = best.linear - apart * slope
    places, shares = roots_hermitenorm(15)
    means = np.exp(np.minimum(center[:, None] + np.sqrt(apart)[:, None] * places, 50.0))
    k = best.climate.size
    spread = nbinom(k, k / (k + means))
    each = spread.cdf(y[:, None]) - spread.pmf(y[:, None]) / 2
    found: Floats = each @ (shares / shares.sum())
    return found
