"""Series whose truth is known: the same names of parameters as the estimators, and the numbers that made them.

    counts_t ~ NegativeBinomial(mean share_t * base * exp(season_t + climate_t) * ratio^shape_t, size)

Seeds are always given; the same seed gives the same series.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator, default_rng

from recount.assess.periods import Calendar, Floats, calendar
from recount.assess.shapes import Question, shape_of

Climates = Callable[[Generator, int, float, float], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Simulated:
    """Counts by period and the truth behind them: the `ratio` at the date `at`, the `share` of events that was
    reported in each period, and the `climate` on the log scale."""

    counts: Floats
    calendar: Calendar
    at: str
    ratio: float
    share: Floats
    climate: Floats


def wandering(rng: Generator, n: int, phi: float, sd: float) -> Floats:
    """A stationary AR(1) process: what the estimator takes climates for."""
    steps = rng.standard_normal(n)
    found = np.empty(n)
    found[0] = steps[0]
    for t in range(1, n):
        found[t] = phi * found[t - 1] + np.sqrt(1 - phi**2) * steps[t]
    return np.asarray(sd * found)


def walking(rng: Generator, n: int, _phi: float, sd: float) -> Floats:
    """A random walk, each step a sixth of `sd`: a climate that never comes back."""
    return np.asarray(np.cumsum(rng.standard_normal(n)) * sd / 6)


def two_scales(rng: Generator, n: int, _phi: float, sd: float) -> Floats:
    """Quick weather over slow: two AR(1) processes, .5 and .98, of equal spread."""
    part = sd / np.sqrt(2)
    return wandering(rng, n, 0.5, part) + wandering(rng, n, 0.98, part)


def pulsing(rng: Generator, n: int, _phi: float, sd: float) -> Floats:
    """Offensives: about every thirty periods a rise of three `sd` that lasts four to twelve."""
    found = np.zeros(n)
    for start in np.flatnonzero(rng.random(n) < 1 / 30):
        found[start : start + int(rng.integers(4, 13))] = 3 * sd
    return found


CLIMATES: Mapping[str, Climates] = {
    "wandering": wandering,
    "walking": walking,
    "two_scales": two_scales,
    "pulsing": pulsing,
}
"""Climates by name; only the first is the estimator's own model."""


def counts_over_a_climate(
    *,
    seed: int,
    periods: int = 500,
    after: int = 100,
    base: float = 10.0,
    phi: float = 0.6,
    sd: float = 0.3,
    size: float = 8.0,
    ratio: float = 1.0,
    season: float = 0.2,
    share: Floats | None = None,
    climate: str = "wandering",
) -> Simulated:
    """Weekly counts with a step of `ratio` that leaves `after` weeks behind it.

    >>> made = counts_over_a_climate(seed=1, ratio=0.7)
    >>> len(made.counts), made.ratio
    (500, 0.7)
    """
    rng = default_rng(seed)
    weeks = calendar("2010-01-04", str(np.datetime64("2010-01-04") + 7 * periods), "week")
    at = weeks.names()[periods - after]
    moved = CLIMATES[climate](rng, periods, phi, sd)
    shape = shape_of(Question(at), weeks)
    reported = np.ones(periods) if share is None else share
    turn = 2 * np.pi * np.arange(periods) / 52.1775
    mean = base * reported * np.exp(season * np.sin(turn) + moved + np.log(ratio) * shape)
    return Simulated(negative_binomial(rng, mean, size), weeks, at, ratio, reported, moved)


def negative_binomial(rng: Generator, mean: Floats, size: float) -> Floats:
    """Counts with these means and variance m + m^2 / size."""
    return rng.poisson(mean * rng.gamma(size, 1 / size, len(mean))).astype(np.float64)


def falling_reporting(periods: int, after: int, to: float) -> Floats:
    """The share of events that is reported: whole at first, `to` of it from the date on."""
    share = np.ones(periods)
    share[periods - after :] = to
    return share


def sources_of(share: Floats, *, seed: int, sources: float = 30.0) -> Floats:
    """Active sources by period, as many as the share lets be heard, give or take chance."""
    return default_rng(seed).poisson(sources * share).astype(np.float64)


def copied(counts: Floats, *, seed: int, each: float) -> Floats:
    """Counts in which every event has on average `each` copies more that nobody recognised."""
    return counts + default_rng(seed).poisson(each * counts)


def rounded(counts: Floats, *, seed: int, share: float, to: int = 4) -> Floats:
    """Counts in which this share of events is dated only to a stretch of `to` periods, and so to its first."""
    kept = counts.copy()
    moved = default_rng(seed).binomial(counts.astype(np.int64), share)
    kept -= moved
    np.add.at(kept, np.arange(len(counts)) // to * to, moved)
    return kept
