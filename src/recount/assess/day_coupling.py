"""Counts by day that call forth, or hold down, counts on later days: ties are the rule, order within a day unknown.

For each type the rate of a day is a background that moves, with the rhythm of the week, plus for each type j
`alpha[k, j]` times what remains of its earlier events: on later days an event of j is followed by so many further
events of k in all, fading by a factor of e every 1 / `decay[k]` days. Below zero alpha says how many fewer; the rate
then bends towards zero and stays above it. Counts are negative binomial, since events of one day come in clusters.

What happens within the day is not in `alpha`. `alpha_whole` adds it under one assumption: that the wait fades within
the day as it does between days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import BSpline
from scipy.optimize import brentq
from scipy.special import betainc, expit, logit, pdtr

from recount.assess.day_bias import tilts
from recount.assess.day_likelihood import Target, curvature, likelihood, rates, top
from recount.assess.lists import Floats, Ints
from recount.records import DataError

KEEPS = (0.2, 0.5, 0.8)
"""Starts for the share that is kept from one day to the next; the likelihood may have more than one top."""
LEAST_KEPT, MOST_KEPT = 0.01, 0.98
BENDS = 6.0
"""What fades more slowly than a sixth of the days between two bends of the background is background. Else the highest
top may be one where a slow excitation below zero mends what the splines have taken too much of."""
SOFT = 0.1
"""How far above zero the rate begins to bend, as a share of the mean count."""
FEWEST_DAYS, FEWEST_EVENTS = 60, 20
Z = 1.96
FARTHEST = 3.0
"""How far from the best value an end of an interval is looked for."""
LARGEST_SIZE = 8.0
"""Logarithm of the size from which a negative binomial is a Poisson for all that can be seen."""


@dataclass(frozen=True, slots=True, eq=False)
class DayCoupling:
    """Estimates with errors from the observed information. `decay_known[k]` is true where the days tell the decay:
    false where it ran to an end of what days can show, or where too little coupling leaves it open; errors of alpha
    then hold for the decay as it stands; one that is NaN belongs to an alpha at the end of what the fit allows.
    `size[k]` is that of the negative binomial (infinite: Poisson); `counted[k]` events were fitted. `tops` are the
    parameters of each type as the likelihood takes them: where a fit to much the same counts may begin."""

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
    tops: tuple[Floats, ...]


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
    top: Floats


def day_coupling(
    counts: Ints, *, season_days: int = 90, weekly: bool = True, near: DayCoupling | None = None
) -> DayCoupling:
    """Fit counts, a row for each day and a column for each type. The background moves with one knot in `season_days`
    days. `near` is the fit, with the same background, to counts that differ little: one start then does. Raises
    DataError for a gap, a negative count, fewer than 60 days, or fewer than 20 events of a type."""
    table = checked(counts)
    rows = [_row(climb) for climb in climbs(table, season_days, weekly, near)]
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
        tuple(row.top for row in rows),
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


@dataclass(frozen=True, slots=True, eq=False)
class _Climb:
    """The top of one type's likelihood and the ends between which it was looked for."""

    x: Floats
    low: Floats
    high: Floats
    of: Target

    @property
    def inside(self) -> NDArray[np.bool_]:
        """Which parameters did not run to an end."""
        return (self.x > self.low + 1e-6) & (self.x < self.high - 1e-6)

    def tilted(self, tilt: Floats) -> _Climb:
        """The top once the likelihood is tilted."""
        of = replace(self.of, tilt=tilt)
        return replace(self, x=top(self.x, self.low, self.high, of)[0], of=of)

    def height(self, at: int, value: float) -> float:
        """The highest that the likelihood reaches with one parameter held at a value."""
        start, low, high = self.x.copy(), self.low.copy(), self.high.copy()
        start[at] = low[at] = high[at] = value
        return top(start, low, high, self.of)[1]


def climbs(table: Floats, season_days: int, weekly: bool, near: DayCoupling | None) -> list[_Climb]:
    """The top of each type's likelihood; then, once all are known, with what its background took given back."""
    basis = background_basis(len(table), season_days, weekly)
    most = float(np.exp(-BENDS / season_days))
    found = [_climb(table, k, basis, most, None if near is None else near.tops[k]) for k in range(table.shape[1])]
    given_back = tilts([one.x for one in found], [one.of for one in found])
    return [one.tilted(tilt) for one, tilt in zip(found, given_back, strict=True)]


def own_ends(
    counts: Ints, fit: DayCoupling, *, season_days: int = 90, weekly: bool = True
) -> list[tuple[float, float]]:
    """The 95 % interval of what each type calls forth of its own: where the likelihood, all else fitted anew, has
    fallen by 1.92. The decay is free in it, so that it holds where the days do not tell the decay; errors from the
    curvature do not. An end that is not met within `FARTHEST` is infinite."""
    found = []
    for k, one in enumerate(climbs(checked(counts), season_days, weekly, fit)):
        at = one.of.wide + k
        height = likelihood(one.x, one.of)[0]
        found.append(tuple(_end(one, at, height, way) for way in (-1, 1)))
    return [(low, high) for low, high in found]


def _end(one: _Climb, at: int, height: float, way: int) -> float:
    """Where the profile has fallen by 1.92 on one side; the root of its fall grows nearly in a straight line."""
    best = float(one.x[at])

    def short(far: float) -> float:
        return float(np.sqrt(2 * max(0.0, height - one.height(at, best + way * far)))) - Z

    near, far = 0.0, 0.05
    while short(far) < 0:
        near, far = far, far * 2
        if far > FARTHEST:
            return way * float("inf")
    return best + way * float(brentq(short, near, far, xtol=1e-3))


def _climb(table: Floats, target: int, basis: Floats, most: float, near: Floats | None) -> _Climb:
    counts, number = table[:, target], table.shape[1]
    of = Target(counts, table, basis, SOFT * float(counts.mean()))
    # Splines sum to one and days of the week to zero: so the background starts at the mean.
    first = np.log(counts.mean()) * (basis.min(axis=0) >= 0)
    low = np.array([-30.0] * basis.shape[1] + [-20.0] * number + [logit(LEAST_KEPT), -3.0])
    high = np.array([12.0] * basis.shape[1] + [20.0] * number + [logit(min(MOST_KEPT, most)), LARGEST_SIZE])
    starts = [np.concatenate([first, np.full(number, 0.05), [logit(keep), 1.0]]) for keep in KEEPS]
    if near is not None:
        starts = [near]
    x, _ = max((top(start, low, high, of) for start in starts), key=lambda found: found[1])
    return _Climb(x, low, high, of)


def _row(climb: _Climb) -> _Row:
    """What stands at the top: errors from the curvature, the decay left out where the days do not tell."""
    x, of, inside = climb.x, climb.of, climb.inside
    curve, at = curvature(x, of), len(x) - 2
    loglik, _ = likelihood(x, replace(of, tilt=None))
    spread = _inverse(curve, inside)
    keep_error = float(np.sqrt(spread[at, at])) if inside[at] and spread[at, at] > 0 else np.inf
    known = bool(inside[at] and keep_error < 2)
    if not known:
        inside[at] = False
        spread = _inverse(curve, inside)
    variance = np.diag(spread)[of.alphas]
    background, expected = rates(x, of)
    size = np.inf if x[-1] > LARGEST_SIZE - 1e-3 else float(np.exp(x[-1]))
    return _Row(
        x[of.alphas], np.sqrt(np.where(variance > 0, variance, np.nan)), float(expit(x[at])),
        keep_error if known else np.inf, known, background, expected, size, loglik, x,
    )  # fmt: skip


def _inverse(curve: Floats, inside: NDArray[np.bool_]) -> Floats:
    found = np.zeros_like(curve)
    places = np.flatnonzero(inside)
    if not np.isfinite(curve).all():
        return found  # no error can be told, and none is printed
    found[np.ix_(places, places)] = np.linalg.pinv(curve[np.ix_(places, places)])
    return found
