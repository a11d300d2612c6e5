"""A record fitted whatever its climate: the four that say how counts scatter are integrated out, not picked.

Two models are fitted, with and without slow swings, and weighed by their evidence and `SWINGING`. The AR(1) process
alone is blind to a climate that drifts for years beneath quick weather, and its intervals are then a quarter too
narrow; the swings alone cost power where there is no drift. Within each, the answer is a mixture over a small grid
about the most probable climate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from recount.assess.latent import Climate, Conditional, Floats, Record, conditional
from recount.assess.mixture import Mixture

SWINGING = 0.15
"""Probability of slow swings before anything is seen. With a quarter, three falls by 30 % in a hundred more are missed
at autocorrelation .6; without swings a climate of two speeds is covered in .86 and not in nine of ten."""

DRIFT_ABOUT, DRIFT_SPREAD = float(np.log(2.0)), 0.5
"""Middle and log-sd of the prior of drift, a lognormal: a climate that swings doubles or halves over the record, and
by a factor between 1.3 and 6 in 95 of 100. Nothing of it lies near nought (a non-local prior, Johnson and Rossell
2010). With a prior that is highest at nought, swings too small to be told from none stayed in the answer of records
that have none, and had to be held for unlikely; those that matter were then let in too seldom."""

SPREAD_RATE = 2.0
"""Rate of the exponential priors of sd and 1 / sqrt(size): 5 % lie above 1.5."""

_NARROW, _WIDE = float(np.log(0.02)), float(np.log(4.0))
BOUNDS = ((-2.0, 7.0), (_NARROW, _WIDE), (_NARROW, _WIDE), (_NARROW, _WIDE))
"""Of the scale of the search: logit of (1 + phi) / 2, then the logs of sd, 1 / sqrt(size) and drift. phi stays within
-.76 and .998, the others within .02 and 4."""

START = (1.5, np.log(0.3), np.log(0.3), np.log(DRIFT_ABOUT))
STEP = 0.15
"""Distance at which the curvature about the mode is taken; the log evidence is smooth on this scale."""

FLATTEST = 0.25
"""Least curvature along an axis: where the record says nothing of it, the grid spans two units either way."""


@dataclass(frozen=True, eq=False)
class Fit:
    """A fitted record. `best` is the answer at the most probable climate; `parts` with their `shares` stand for all
    climates that the record allows; `slow` is the probability that slow swings are needed."""

    best: Conditional
    parts: tuple[Conditional, ...]
    shares: Floats
    slow: float

    def coefficient(self, column: int) -> Mixture:
        """What is known of the coefficient of a column of the design."""
        means = np.array([part.beta[column] for part in self.parts])
        sds = np.sqrt([part.covariance[column, column] for part in self.parts])
        return Mixture(means, sds, self.shares)


@dataclass(frozen=True, eq=False)
class _Model:
    mode: Floats
    best: Conditional
    parts: tuple[Conditional, ...]
    logs: Floats

    @property
    def evidence(self) -> float:
        top = np.max(self.logs)
        return float(top + np.log(np.sum(np.exp(self.logs - top))))


def fit(record: Record) -> Fit:
    """Fit a record. Checking the input is the caller's (`check.refuse`)."""
    quick = _integrated(record, np.array(START[:3]), None)
    drifting = _integrated(record, np.append(quick.mode, START[3]), quick.best)
    odds = float(np.log(SWINGING / (1 - SWINGING)))
    slow = float(expit(drifting.evidence - quick.evidence + odds))
    logs = np.concatenate([quick.logs, drifting.logs + odds])
    shares = np.exp(logs - np.max(logs))
    best = drifting.best if slow > 0.5 else quick.best
    return Fit(best, quick.parts + drifting.parts, shares / shares.sum(), slow)


def _integrated(record: Record, start: Floats, near: Conditional | None) -> _Model:
    """The most probable climate, and a grid about it with the log of each part's share of the evidence."""
    last = near

    def loss(theta: Floats) -> float:
        nonlocal last
        last = conditional(record, climate_of(theta), start=last)
        return -(last.score + prior(theta))

    bounds = BOUNDS[: len(start)]
    options = {"maxiter": 40, "ftol": 1e-6, "eps": 1e-3}
    mode = np.asarray(minimize(loss, start, method="L-BFGS-B", bounds=bounds, options=options).x)
    best = conditional(record, climate_of(mode), start=last)
    axes = axes_about(loss, mode, -(best.score + prior(mode)))
    scale = float(np.linalg.slogdet(axes)[1]) + len(mode) / 2 * np.log(2 * np.pi)
    parts, logs = [], []
    for place, weight in nodes(len(mode)):
        theta = np.clip(mode + axes @ place, *np.array(bounds).T)
        part = conditional(record, climate_of(theta), start=best)
        parts.append(part)
        logs.append(scale + np.log(weight) + part.score + prior(theta) + place @ place / 2)
    return _Model(mode, best, tuple(parts), np.array(logs))


def climate_of(theta: Floats) -> Climate:
    """A climate from the scale of the search; without a fourth number it has no drift."""
    drift = float(np.exp(theta[3])) if len(theta) > 3 else 0.0
    return Climate(float(np.tanh(theta[0] / 2)), float(np.exp(theta[1])), float(np.exp(-2 * theta[2])), drift)


def prior(theta: Floats) -> float:
    """Log density of the prior on the scale of the search, without the constant of phi, which both models share. That
    of phi is the reference prior of Berger and Yang (1994), flat in the angle whose cosine is phi: what a record could
    tell of phi decides, and no slowness is held for likelier. With phi itself flat, at .97 intervals were too narrow
    (.94 of 1,000); with a prior that leaned to slow climates, slowness counted twice, here and in the swings."""
    spread = theta[1:3]
    found = np.log1p(-(np.tanh(theta[0] / 2) ** 2)) / 2
    found += np.sum(np.log(SPREAD_RATE) + spread - SPREAD_RATE * np.exp(spread))
    if len(theta) > 3:
        off = (theta[3] - np.log(DRIFT_ABOUT)) / DRIFT_SPREAD
        found -= off**2 / 2 + np.log(DRIFT_SPREAD * np.sqrt(2 * np.pi))
    return float(found)


def axes_about(loss: Callable[[Floats], float], mode: Floats, least: float) -> Floats:
    """Axes of the ellipsoid on which the log posterior has fallen by a half: a root of its inverse curvature."""
    size = len(mode)
    shifts = STEP * np.eye(size)
    up = np.array([loss(mode + shift) for shift in shifts])
    down = np.array([loss(mode - shift) for shift in shifts])
    curve = np.diag((up + down - 2 * least) / STEP**2)
    for i in range(size):
        for j in range(i):
            both = loss(mode + shifts[i] + shifts[j])
            curve[i, j] = curve[j, i] = (both - up[i] - up[j] + least) / STEP**2
    values, vectors = np.linalg.eigh(curve)
    return np.asarray(vectors / np.sqrt(np.maximum(values, FLATTEST)))


def nodes(size: int) -> Iterator[tuple[Floats, float]]:
    """Places and weights for a standard normal in so many dimensions: Gauss-Hermite, three to an axis, of which those
    that leave the middle along more than two axes are left out beyond three dimensions (they hold a few per cent)."""
    places, weights = np.array([-np.sqrt(3.0), 0.0, np.sqrt(3.0)]), np.array([1, 4, 1]) / 6
    for index in np.ndindex(*(3,) * size):
        if size <= 3 or np.count_nonzero(np.array(index) != 1) <= 2:
            yield places[list(index)], float(np.prod(weights[list(index)]))
