"""The likelihood of one type's counts by day, with its slope and its curvature, and the way to its top.

    rate_t  = soft * log(1 + exp(bare_t / soft))                      bends towards zero and stays above it
    bare_t  = exp(basis_t . b) + sum over j of alpha_j * stirred_tj
    stirred = what remains of earlier days' counts, `keep` of it from one day to the next, weights summing to one
    count_t ~ NegativeBinomial(mean rate_t, size)

Parameters stand in one row: b, alpha, the logit of keep, the logarithm of the size.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.signal import lfilter
from scipy.special import digamma, expit, gammaln, polygamma

from recount.assess.lists import Floats

CLIMB = 100
CLOSE = 1e-7
"""Gain in log-likelihood below which the climb ends."""
FLAT = 1e-8
"""Least curvature, of one along each axis, that a step divides by."""
LEAST_RATE = 1e-140
"""Least events that a day is taken to expect: its square is still a number, and no day of a count is left at none."""


@dataclass(frozen=True, eq=False)
class Target:
    """What is fitted: `counts` of the target, those of all types (`table`), the columns of the background, and how
    far above zero the rate begins to bend (`soft`). `tilt` is added to the slope of the log-likelihood (`day_bias`)."""

    counts: Floats
    table: Floats
    basis: Floats
    soft: float
    tilt: Floats | None = None

    @cached_property
    def seen(self) -> tuple[Floats, Floats]:
        """The counts that occur, and on how many days each: functions of a count are worked out once for each."""
        values, number = np.unique(self.counts, return_counts=True)
        return values, number.astype(np.float64)

    @property
    def wide(self) -> int:
        """Columns of the background."""
        return int(self.basis.shape[1])

    @property
    def alphas(self) -> slice:
        """Where alpha stands among the parameters."""
        return slice(self.wide, self.wide + self.table.shape[1])


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """Everything by day at one place: rates, what stirs them, and how the likelihood answers to the rate."""

    background: Floats
    stirred: tuple[Floats, Floats, Floats]
    bend: Floats
    rate: Floats
    keep: float
    size: float
    pull: Floats


def rates(x: Floats, of: Target) -> tuple[Floats, Floats]:
    """Background, and the rate with what earlier days add."""
    day = day_at(x, of)
    return day.background, day.rate


def likelihood(x: Floats, of: Target) -> tuple[float, Floats]:
    """Negative binomial log-likelihood, tilted where it is to be, and its slope."""
    day = day_at(x, of)
    value, slope = _value(day, of), _slope(x, day, of)
    return (value, slope) if of.tilt is None else (value + float(of.tilt @ x), slope + of.tilt)


def curvature(x: Floats, of: Target) -> Floats:
    """Second derivatives of the log-likelihood, with their sign turned."""
    day, alpha = day_at(x, of), x[of.alphas]
    keep, size, rate, pull, bend = day.keep, day.size, day.rate, day.pull, day.bend
    turn, both, left = keep * (1 - keep), rate + size, of.counts - rate
    moves = np.column_stack([day.stirred[0], (day.stirred[1] @ alpha) * turn])
    slack = of.counts / rate - (of.counts + size) / both
    bent = ((of.counts + size) / both**2 - of.counts / rate**2) * bend**2 + slack * bend * (1 - bend) / of.soft
    found = np.zeros((len(x), len(x)))
    wide, at = of.wide, len(x) - 2
    raised = day.background * of.basis.T
    found[:wide, :wide] = (raised * (bent + pull / day.background)) @ raised.T
    found[wide:-1, :wide] = (raised @ (bent[:, None] * moves)).T
    found[wide:-1, wide:-1] = moves.T @ (bent[:, None] * moves)
    found[at, of.alphas] += turn * (pull @ day.stirred[1])
    twice = day.stirred[2] * turn**2 + day.stirred[1] * turn * (1 - 2 * keep)
    found[at, at] += pull @ (twice @ alpha)
    cross = size * left / both**2 * bend
    found[-1, :wide], found[-1, wide:-1] = raised @ cross, moves.T @ cross
    values, number = of.seen
    second = number @ (polygamma(1, values + size) - polygamma(1, size) + 1 / size)
    second += (left / both**2 - 1 / both).sum()
    found[-1, -1] = size**2 * second + size * _in_size(day, of)
    lower = np.tril(found)
    return -(lower + np.tril(found, -1).T)


def top(x: Floats, low: Floats, high: Floats, of: Target) -> tuple[Floats, float]:
    """The top that is reached from `x` between `low` and `high`, by Newton's method; where the likelihood curves the
    wrong way, a step goes along the slope, as far as the curvature there lets one look."""
    value, slope = likelihood(x, of)
    damp = 1e-3
    for _ in range(CLIMB):
        free = ~(((x <= low) & (slope < 0)) | ((x >= high) & (slope > 0)))
        curve = curvature(x, of)[np.ix_(free, free)]
        scale = np.sqrt(np.abs(np.diag(curve)) + FLAT)
        values, axes = np.linalg.eigh(curve / np.outer(scale, scale))
        along, gain = axes.T @ (slope[free] / scale), 0.0
        while damp < 1e8:
            there = x.copy()
            there[free] += axes @ (along / (np.maximum(np.abs(values), FLAT) + damp)) / scale
            there = np.clip(there, low, high)
            then, turned = likelihood(there, of)
            if then > value:
                gain, x, value, slope, damp = then - value, there, then, turned, max(damp / 8, 1e-9)
                break
            damp *= 8
        if gain < CLOSE:
            break
    return x, value


def day_at(x: Floats, of: Target) -> Day:
    """All days at one place of the parameters."""
    keep, size = float(expit(x[-2])), float(np.exp(x[-1]))
    background = np.exp(np.clip(of.basis @ x[: of.wide], -30, 20))
    stirred = stirred_by(of.table, keep)
    bare = (background + stirred[0] @ x[of.alphas]) / of.soft
    rate = np.maximum(of.soft * np.logaddexp(0.0, bare), LEAST_RATE)
    bend: Floats = expit(bare)
    pull = (of.counts / rate - (of.counts + size) / (rate + size)) * bend
    return Day(background, stirred, bend, rate, keep, size, pull)


def _value(day: Day, of: Target) -> float:
    counts, size, rate = of.counts, day.size, day.rate
    values, number = of.seen
    constant = gammaln(values + size) - gammaln(values + 1) + size * np.log(size) - gammaln(size)
    return float(counts @ np.log(rate) - (counts + size) @ np.log(rate + size) + number @ constant)


def _slope(x: Floats, day: Day, of: Target) -> Floats:
    in_keep = day.pull @ (day.stirred[1] @ x[of.alphas]) * day.keep * (1 - day.keep)
    last = np.array([in_keep, _in_size(day, of) * day.size])
    return np.concatenate([(day.pull * day.background) @ of.basis, day.pull @ day.stirred[0], last])


def _in_size(day: Day, of: Target) -> float:
    size, both = day.size, day.rate + day.size
    values, number = of.seen
    constant = digamma(values + size) + np.log(size) + 1 - digamma(size)
    return float(number @ constant - np.log(both).sum() - ((of.counts + size) / both).sum())


def stirred_by(counts: Floats, keep: float) -> tuple[Floats, Floats, Floats]:
    """What remains of earlier days' counts, each event's weights over later days summing to one; its first and second
    derivative in `keep`."""
    fading = (np.array([0.0, 1.0]), np.array([1.0, -keep]))
    summed = lfilter(*fading, counts, axis=0)
    first = lfilter(*fading, summed, axis=0)
    second = 2 * lfilter(*fading, first, axis=0)
    return (1 - keep) * summed, (1 - keep) * first - summed, (1 - keep) * second - 2 * first
