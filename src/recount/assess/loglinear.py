"""Log-linear models of several lists: which pairs of lists attract or repel each other, averaged by how well each
model explains the patterns.

Each model has a main effect for every list and some of the pairs; the count of those on no list is the exponential of
its intercept (Fienberg 1972). Higher interactions are taken for zero: that is the assumption that no data can check.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, ndtr

from recount.assess.lists import Floats, Lists, patterns
from recount.records import DataError

Bools = NDArray[np.bool_]

STEPS = 60
WILD = 25.0
"""A coefficient beyond e**25 is on its way to infinity: the model has no finite fit."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """One model: the pairs of lists that it lets depend on one another, its weight, total and 95 % interval."""

    pairs: tuple[tuple[str, str], ...]
    weight: float
    total: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bound:
    """A total that the true one is not expected to fall below, and the lower end of its 95 % interval."""

    total: float
    low: float


@dataclass(frozen=True, slots=True)
class Independent:
    """The model in which no list depends on another: total, 95 % interval, and `fit`, the chance of patterns that
    stray at least as far from it (None with two lists, where nothing is left to check it by)."""

    total: float
    low: float
    high: float
    fit: float | None


@dataclass(frozen=True, slots=True)
class Loglinear:
    """Total (median over models) with a 95 % interval that admits doubt about the model; the models, weightiest
    first; how many models have no finite fit and were left out."""

    total: float
    low: float
    high: float
    models: tuple[Pairs, ...]
    without_fit: int


def independent(lists: Lists) -> Independent:
    """The total if every list meets every case independently and alike; its fit by the likelihood ratio."""
    table = patterns(lists.number)[1:].astype(np.float64)
    design = np.hstack([np.ones((len(table), 1)), table])
    counts = lists.counts[1:].astype(np.float64)
    fit = _fits(design, counts, np.ones((1, design.shape[1]), dtype=np.bool_), lists.number)
    if not fit.good[0]:
        raise DataError("the lists share too few cases for any estimate of the total.")
    free = len(table) - design.shape[1]
    best = float((counts * np.log(np.maximum(counts, 1e-300)) - counts).sum())
    stray = max(0.0, 2 * (best - float(fit.loglik[0])))
    return Independent(*_interval(lists, fit, 0), float(chdtrc(free, stray)) if free else None)


def loglinear(lists: Lists) -> Loglinear:
    """All models with main effects and some pairs (8 for three lists, 64 for four, 1,024 for five), weighted by
    exp(-BIC / 2). With two lists there is one model, in which they are independent.

    The interval is that of the mixture: each model gives a normal on the logarithm of the unseen, with the variance
    of the observed information and one Poisson draw. Raises DataError where no model has a finite fit.
    """
    pairs = list(combinations(range(lists.number), 2)) if lists.number > 2 else []
    table = patterns(lists.number)[1:].astype(np.float64)
    crossed = [table[:, [i]] * table[:, [j]] for i, j in pairs]
    design = np.hstack([np.ones((len(table), 1)), table, *crossed])
    chosen = (np.arange(2 ** len(pairs))[:, None] >> np.arange(len(pairs))[None, :]) & 1
    used = np.hstack([np.ones((len(chosen), 1 + lists.number)), chosen]) > 0
    fit = _fits(design, lists.counts[1:].astype(np.float64), used, lists.number)
    if not fit.good.any():
        raise DataError("no log-linear model has a finite fit on these lists; too few cases stand on two of them.")
    score = np.where(fit.good, fit.loglik - used.sum(axis=1) * np.log(lists.seen) / 2, -np.inf)
    weight = np.exp(score - score.max())
    weight /= weight.sum()
    order = [m for m in np.argsort(-weight) if fit.good[m]]
    centre, spread = fit.intercept, np.sqrt(fit.variance + np.exp(-fit.intercept))
    models = tuple(
        Pairs(
            tuple((lists.names[i], lists.names[j]) for on, (i, j) in zip(chosen[m], pairs, strict=True) if on),
            float(weight[m]),
            *_interval(lists, fit, m),
        )
        for m in order
    )
    middle, low, high = (
        lists.seen + float(np.exp(_mixture_quantile(q, weight[order], centre[order], spread[order])))
        for q in (0.5, 0.025, 0.975)
    )
    return Loglinear(middle, low, high, models, int((~fit.good).sum()))


def lower_bound(lists: Lists) -> Bound:
    """The least total that cases of unequal visibility allow, from cases on one list and on two alone.

    Where lists are independent for each case but cases differ in how easily any list meets them, the expectation of
    this estimate lies below the true total whatever the differences are (Chao 1987, with an effect for each list:
    Rivest and Baillargeon 2007). With two lists it is the estimate of Lincoln and Petersen.
    """
    table = patterns(lists.number)[1:].astype(np.float64)
    few = table.sum(axis=1) <= 2
    design = np.hstack([np.ones((int(few.sum()), 1)), table[few]])
    used = np.ones((1, design.shape[1]), dtype=np.bool_)
    fit = _fits(design, lists.counts[1:][few].astype(np.float64), used, lists.number)
    if not fit.good[0]:
        raise DataError("no case stands on exactly two lists: there is no lower bound beyond the cases seen.")
    return Bound(*_interval(lists, fit, 0)[:2])


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    intercept: Floats
    variance: Floats
    loglik: Floats
    good: Bools


def _fits(design: Floats, counts: Floats, used: Bools, number: int) -> _Fit:
    """Poisson fits of many models at once, each with its own columns of the design, by scoring.

    Where a pair of lists shares no case, its interaction runs to minus infinity: those cells are then fitted exactly
    by zero and leave the data, and the column leaves the model.
    """
    crossed = design[:, 1 + number :]
    empty = crossed.T @ counts == 0 if crossed.shape[1] else np.zeros(0, dtype=np.bool_)
    used = used.copy()
    dropped = used[:, 1 + number :] & empty[None, :]
    kept = ((dropped.astype(np.float64) @ crossed.T) == 0).astype(np.float64)
    used[:, 1 + number :] &= ~empty[None, :]
    x = design[None, :, :] * used[:, None, :]
    good = _identified(x * kept[:, :, None], used)
    eye = np.where(used, 1e-9, 1.0)[:, :, None] * np.eye(design.shape[1])
    start = np.log(counts + 0.5)
    beta = np.linalg.solve(
        np.einsum("mrp,mr,mrq->mpq", x, kept, x) + eye, np.einsum("mrp,mr->mp", x, kept * start)[:, :, None]
    )[:, :, 0]
    for _ in range(STEPS):
        mean = np.exp(np.clip(np.einsum("mrp,mp->mr", x, beta), -WILD, WILD)) * kept
        information = np.einsum("mrp,mr,mrq->mpq", x, mean, x) + eye
        step = np.linalg.solve(information, np.einsum("mrp,mr->mp", x, kept * counts - mean)[:, :, None])[:, :, 0]
        beta = beta + np.clip(step, -2, 2)
        if np.abs(step[good]).max(initial=0.0) < 1e-10:
            break
    good &= (np.abs(beta).max(axis=1) < WILD) & (np.abs(step).max(axis=1) < 1e-4)
    variance = np.linalg.inv(information)[:, 0, 0]
    loglik = (kept * (counts * np.log(np.maximum(mean, 1e-300)) - mean)).sum(axis=1)
    return _Fit(beta[:, 0], variance, loglik, good)


def _identified(x: Floats, used: Bools) -> Bools:
    """Whether the rows that are left still determine every coefficient of the model, among them the intercept."""
    found: Bools = np.linalg.matrix_rank(x) == used.sum(axis=1)
    return found


def _interval(lists: Lists, fit: _Fit, model: int) -> tuple[float, float, float]:
    """Total, low and high of one model: normal on the logarithm of the unseen, with one Poisson draw."""
    centre = float(fit.intercept[model])
    spread = float(np.sqrt(fit.variance[model] + np.exp(-centre)))
    total, low, high = (lists.seen + float(np.exp(centre + z * spread)) for z in (0.0, -1.96, 1.96))
    return total, low, high


def _mixture_quantile(q: float, weight: Floats, centre: Floats, spread: Floats) -> float:
    """The quantile of a mixture of normals, by halving."""
    low, high = float((centre - 9 * spread).min()), float((centre + 9 * spread).max())
    for _ in range(80):
        middle = (low + high) / 2
        if float(weight @ ndtr((middle - centre) / spread)) < q:
            low = middle
        else:
            high = middle
    return (low + high) / 2
