"""Counts by day that call forth, or hold down, counts on later days: ties are the rule, order within a day unknown.

For each type the rate of a day is a background that moves, with the rhythm of the week, plus for each type j
`alpha[k, j]` times what remains of its earlier events: on later days an event of j is followed by so many further
events of k in all, fading by a factor of e every 1 / `decay[k]` days. Below zero alpha says how many fewer; the rate
then bends towards zero and stays above it. Counts are negative binomial, since events of one day come in clusters.

What happens within the day is not in `alpha`. `alpha_whole` adds it under one assumption: that the wait fades within
the day as it does between days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import BSpline
from scipy.optimize import minimize
from scipy.signal import lfilter
from scipy.special import betainc, digamma, expit, gammaln, logit, pdtr

from recount.assess.lists import Floats, Ints
from recount.records import DataError

Loss = Callable[[Floats], tuple[float, Floats]]

KEEPS = (0.2, 0.5, 0.8)
"""Starts for the share that is kept from one day to the next; the likelihood may have more than one top."""
LEAST_KEPT, MOST_KEPT = 0.01, 0.98
SOFT = 0.1
"""How far above zero the rate begins to bend, as a share of the mean count."""
FEWEST_DAYS, FEWEST_EVENTS = 60, 20
LARGEST_SIZE = 8.0
"""Logarithm of the size from which a negative binomial is a Poisson for all that can be seen."""


@dataclass(frozen=True, slots=True, eq=False)
class DayCoupling:
    """Estimates with errors from the observed information. `decay_known[k]` is true where the days tell the decay:
    false where it ran to an end of what days can show, or where too little coupling leaves it open; errors of alpha
    then hold for the decay as it stands; one that is NaN belongs to an alpha at the end of what the fit allows.
    `size[k]` is that of the negative binomial (infinite: Poisson); `counted[k]` events were fitted."""

    alpha: Floats
    alpha_error: Floats
    alpha_whole: Floats
    decay: Floats
    decay_low: Floats
    decay_high: Floats
    decay_known: tuple[bool, ...]
    background: Floats
    expected: Floats
    size: Floats
    loglik: float
    counted: Ints


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    alpha: Floats
    error: Floats
    keep: float
    keep_error: float
    known: bool
    background: Floats
    expected: Floats
    size: float
    loglik: float


def day_coupling(counts: Ints, *, season_days: int = 90, weekly: bool = True) -> DayCoupling:
    """Fit counts, a row for each day and a column for each type. The background moves with one knot in `season_days`
    days. Raises DataError for a gap, a negative count, fewer than 60 days, or fewer than 20 events of a type."""
    table = checked(counts)
    basis = background_basis(len(table), season_days, weekly)
    rows = [_fit(table, k, basis) for k in range(table.shape[1])]
    alpha = np.array([row.alpha for row in rows])
    keep = np.array([row.keep for row in rows])
    error = np.array([row.keep_error for row in rows])
    with np.errstate(divide="ignore"):
        ends = [-np.log(expit(logit(keep) + z * error)) for z in (1.96, -1.96)]
    return DayCoupling(
        alpha,
        np.array([row.error for row in rows]),
        whole_day(alpha, -np.log(keep)),
        -np.log(keep),
        ends[0],
        ends[1],
        tuple(row.known for row in rows),
        np.column_stack([row.background for row in rows]),
        np.column_stack([row.expected for row in rows]),
        np.array([row.size for row in rows]),
        float(sum(row.loglik for row in rows)),
        table.sum(axis=0).astype(np.int64),
    )


def checked(counts: Ints) -> Floats:
    """Counts that a fit can be made of, or a sentence why not."""
    table = np.asarray(counts, dtype=np.float64)
    if table.ndim != 2:
        raise DataError("expected a row of counts for each day and a column for each type.")
    if not np.isfinite(table).all():
        raise DataError(
            f"there is a gap at day {int(np.flatnonzero(~np.isfinite(table).all(axis=1))[0]) + 1}: a day of which "
            "nothing is known is not a day without events. Cut the series to a stretch without gaps."
        )
    if (table < 0).any() or (table % 1).any():
        raise DataError("counts are whole numbers from 0 up; found something else.")
    if len(table) < FEWEST_DAYS:
        raise DataError(f"found {len(table)} days; coupling from day to day needs {FEWEST_DAYS} or more.")
    few = np.flatnonzero(table.sum(axis=0) < FEWEST_EVENTS)
    if len(few):
        raise DataError(
            f"type {int(few[0]) + 1} has {table[:, few[0]].sum():.0f} events; coupling needs {FEWEST_EVENTS} of each."
        )
    return table


def background_basis(days: int, season_days: int, weekly: bool) -> Floats:
    """Columns whose weighted sum is the logarithm of the background: cubic splines that sum to one, and days of the
    week that sum to zero."""
    number = max(1, round(days / season_days))
    if number == 1:
        smooth = np.ones((days, 1))
    else:
        inner = np.linspace(0, days - 1, max(2, number - 1))
        knots = np.concatenate([np.full(3, inner[0]), inner, np.full(3, inner[-1])])
        smooth = BSpline.design_matrix(np.arange(days, dtype=np.float64), knots, 3).toarray()
    if not weekly:
        return smooth
    of_week = np.eye(7)[np.arange(days) % 7]
    return np.hstack([smooth, of_week[:, :6] - of_week[:, 6:]])


def whole_day(alpha: Floats, decay: Floats) -> Floats:
    """What an event calls forth on its own day and later, if waits fade within the day as between days.

    With g the share of waits that end on the same day, what later days show is (1 - g) (I - g A)^-1 A; A is sought.
    """
    found = np.empty_like(alpha)
    for k, speed in enumerate(decay):
        later = -np.expm1(-speed) / speed
        found[k] = np.linalg.solve((later * np.eye(len(alpha)) + (1 - later) * alpha).T, alpha[k])
    return found


def uniform_parts(counts: Ints, fit: DayCoupling, *, seed: int) -> Floats:
    """Each count's place in the distribution that the fit expects of it, drawn within the count's step: uniform on 0
    to 1 where the model is right (time rescaling for counts)."""
    table = np.asarray(counts, dtype=np.float64)
    size = np.where(np.isinf(fit.size), 1.0, fit.size)
    chance = size / (size + fit.expected)
    below, at = (
        np.where(np.isinf(fit.size), pdtr(x.clip(0), fit.expected), betainc(size, x.clip(0) + 1, chance)) * (x >= 0)
        for x in (table - 1, table)
    )
    found: Floats = below + np.random.default_rng(seed).random(table.shape) * (at - below)
    return found


def _fit(table: Floats, target: int, basis: Floats) -> _Row:
    number = table.shape[1]
    mean = float(table[:, target].mean())
    first = np.linalg.lstsq(basis, np.full(len(table), np.log(mean)), rcond=None)[0]
    bounds = [(-30.0, 12.0)] * basis.shape[1] + [(-20.0, 20.0)] * number
    bounds += [(float(logit(LEAST_KEPT)), float(logit(MOST_KEPT))), (-3.0, LARGEST_SIZE)]
    soft = SOFT * mean

    def loss(x: Floats) -> tuple[float, Floats]:
        value, gradient = _likelihood(x, table, target, basis, soft)
        return -value, -gradient

    found = [
        minimize(
            loss,
            np.concatenate([first, np.full(number, 0.05), [logit(keep), 1.0]]),
            jac=True,
            method="L-BFGS-B",
            bounds=bounds,
            options={"maxiter": 500, "ftol": 1e-11, "gtol": 1e-6},
        )
        for keep in KEEPS
    ]
    best = min(found, key=lambda result: float(result.fun))
    return _row(np.asarray(best.x), -float(best.fun), loss, bounds, basis, table, soft)


def _row(
    x: Floats, loglik: float, loss: Loss, bounds: list[tuple[float, float]], basis: Floats, table: Floats, soft: float
) -> _Row:
    """What stands at the top: errors from the slopes of the gradient, the decay left out where the days do not tell."""
    number, wide = table.shape[1], basis.shape[1]
    low, high = np.array(bounds).T
    inside: NDArray[np.bool_] = (x > low + 1e-6) & (x < high - 1e-6)
    steps = np.diag(1e-4 * np.maximum(1.0, np.abs(x)))
    slopes = [(loss(x + step)[1] - loss(x - step)[1]) / (2 * step.max()) for step in steps]
    curve = (np.array(slopes) + np.array(slopes).T) / 2
    at = wide + number
    spread = _inverse(curve, inside)
    keep_error = float(np.sqrt(spread[at, at])) if inside[at] and spread[at, at] > 0 else np.inf
    known = bool(inside[at] and keep_error < 2)
    if not known:
        inside[at] = False
        spread = _inverse(curve, inside)
    variance = np.diag(spread)[wide:at]
    background, expected = _rates(x, table, basis, soft)
    size = np.inf if x[-1] > LARGEST_SIZE - 1e-3 else float(np.exp(x[-1]))
    return _Row(
        x[wide:at], np.sqrt(np.where(variance > 0, variance, np.nan)), float(expit(x[at])),
        keep_error if known else np.inf, known, background, expected, size, loglik,
    )  # fmt: skip


def _inverse(curve: Floats, inside: NDArray[np.bool_]) -> Floats:
    found = np.zeros_like(curve)
    places = np.flatnonzero(inside)
    found[np.ix_(places, places)] = np.linalg.pinv(curve[np.ix_(places, places)])
    return found


def _stirred(counts: Floats, keep: float) -> tuple[Floats, Floats]:
    """What remains of earlier days' counts, each event's weights over later days summing to one; its slope in keep."""
    summed = lfilter([0.0, 1.0], [1.0, -keep], counts, axis=0)
    slope = lfilter([0.0, 1.0], [1.0, -keep], summed, axis=0)
    return (1 - keep) * summed, (1 - keep) * slope - summed


def _rates(x: Floats, table: Floats, basis: Floats, soft: float) -> tuple[Floats, Floats]:
    """Background, and the rate with what earlier days add."""
    wide, number = basis.shape[1], table.shape[1]
    background = np.exp(np.clip(basis @ x[:wide], -30, 20))
    stirred, _ = _stirred(table, float(expit(x[wide + number])))
    return background, soft * np.logaddexp(0.0, (background + stirred @ x[wide : wide + number]) / soft)


def _likelihood(x: Floats, table: Floats, target: int, basis: Floats, soft: float) -> tuple[float, Floats]:
    """Negative binomial log-likelihood of one target, and its gradient."""
    wide, number = basis.shape[1], table.shape[1]
    counts = table[:, target]
    keep = float(expit(x[wide + number]))
    size = float(np.exp(x[-1]))
    alpha = x[wide : wide + number]
    background = np.exp(np.clip(basis @ x[:wide], -30, 20))
    stirred, slope = _stirred(table, keep)
    bare = background + stirred @ alpha
    rate = np.maximum(soft * np.logaddexp(0.0, bare / soft), 1e-300)
    both = rate + size
    value = (
        counts * np.log(rate) - (counts + size) * np.log(both) + size * np.log(size)
        + gammaln(counts + size) - gammaln(size) - gammaln(counts + 1)
    ).sum()  # fmt: skip
    pull = (counts / rate - (counts + size) / both) * expit(bare / soft)
    in_size = digamma(counts + size) - digamma(size) + np.log(size) + 1 - np.log(both) - (counts + size) / both
    gradient = np.concatenate(
        [
            basis.T @ (pull * background),
            stirred.T @ pull,
            [(pull @ (slope @ alpha)) * keep * (1 - keep), in_size.sum() * size],
        ]
    )
    return float(value), gradient
