"""Events that call forth events, in continuous time: for each type a background and what every type adds to it.

The rate of type k is its background plus, for each earlier event of type j, `alpha[k, j]` further events spread over
an exponential wait of rate `decay[k, j]` (Hawkes 1971). The likelihood falls apart by target; each part climbs by
Newton's method on exact first and second derivatives from one pass over the events (Ogata 1978), which also give the
standard errors. Events at one moment do not call forth one another. Excitation alone: `day_coupling` allows less as
well as more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from recount.assess.compiled import compiled
from recount.assess.lists import Floats, Ints
from recount.records import DataError

Decays = Literal["target", "pair"]
Bools = NDArray[np.bool_]
CLIMB = 200
CLOSE = 1e-7
"""A step that promises less than this in log-likelihood ends the climb."""
SAMPLE = 5000
"""Events from which the first guess of the decay is made."""
FEWEST = 10


@dataclass(frozen=True, slots=True, eq=False)
class Excitation:
    """`background[k]` by piece, `alpha[k, j]` and `decay[k, j]` of j on k, with standard errors of the observed
    information. Where `alpha` lies at its bound of zero, `at_zero` is true, its error and decay are NaN and
    `alpha_high` says how much the likelihood still allows; `decay_at_bound` marks decays that ran to an end of what
    the record can tell. `reach` is the mean number of all further events that a chain multiplies by (below 1)."""

    background: Floats
    background_error: Floats
    alpha: Floats
    alpha_error: Floats
    alpha_low: Floats
    alpha_high: Floats
    at_zero: Bools
    decay: Floats
    decay_error: Floats
    decay_at_bound: Bools
    loglik: float
    horizon: float

    @property
    def reach(self) -> float:
        """Spectral radius of alpha."""
        return float(np.abs(np.linalg.eigvals(self.alpha)).max())


def excitation(
    times: Floats, types: Ints, number: int, *, horizon: float, decays: Decays = "target", pieces: int = 1
) -> Excitation:
    """Fit `number` types of events at `times` in [0, horizon), sorted. `decays`: one for each target, or one for each
    pair. `pieces`: the background of each type in so many pieces of equal length.

    Raises DataError for times out of order or outside, and for a type with fewer than ten events.
    """
    _check(times, types, number, horizon)
    rows = [_fit(times, types, number, k, horizon, decays, pieces) for k in range(number)]
    shape = (number, number)

    def table(name: str) -> Floats:
        found: Floats = np.array([row[name] for row in rows], dtype=np.float64)
        return found

    return Excitation(
        table("background"),
        table("background_error"),
        table("alpha"),
        table("alpha_error"),
        table("alpha_low"),
        table("alpha_high"),
        table("at_zero").reshape(shape) > 0,
        table("decay"),
        table("decay_error"),
        table("decay_at_bound").reshape(shape) > 0,
        float(sum(row["loglik"][0] for row in rows)),
        horizon,
    )


def rescaled(times: Floats, types: Ints, fit: Excitation, target: int) -> Floats:
    """Waits between the events of a type, on the clock of the rate that the fit expects of it: unit exponential waits
    where the model is right (time rescaling)."""
    edges = np.linspace(0.0, fit.horizon, fit.background.shape[1] + 1)
    decay = np.where(np.isnan(fit.decay[target]), 1.0, fit.decay[target])
    clock = _clock(times, types, target, fit.background[target], fit.alpha[target], decay, edges)
    waits: Floats = np.diff(clock, prepend=0.0)
    return waits


def loglikelihood(
    times: Floats, types: Ints, *, background: Floats, alpha: Floats, decay: Floats, horizon: float
) -> float:
    """The log-likelihood of all types at given parameters; `background` by type and piece."""
    edges = np.linspace(0.0, horizon, background.shape[1] + 1)
    return sum(_derivatives(times, types, k, background[k], alpha[k], decay[k], edges)[0] for k in range(len(alpha)))


def _check(times: Floats, types: Ints, number: int, horizon: float) -> None:
    if len(times) == 0 or not np.isfinite(times).all() or times.min() < 0 or times.max() > horizon:
        raise DataError(f"expected times from 0 to the horizon of {horizon:g}; found none, or some outside.")
    if (np.diff(times) < 0).any():
        raise DataError("expected times in order; found a later one before an earlier one.")
    held = np.bincount(types, minlength=number)
    if len(held) > number or held.min() < FEWEST:
        raise DataError(f"found {held.min()} events of one type; expected {FEWEST} of each of {number} types or more.")


def _fit(
    times: Floats, types: Ints, number: int, target: int, horizon: float, decays: Decays, pieces: int
) -> dict[str, Floats]:
    edges = np.linspace(0.0, horizon, pieces + 1)
    own = times[types == target]
    rate = np.histogram(own, edges)[0] / np.diff(edges)
    gap = horizon / len(times)
    lowest, highest = np.log(1 / horizon), np.log(100 / gap)
    ends = (
        np.concatenate([np.full(pieces, 1e-12 / horizon), np.zeros(number), np.full(number, lowest)]),
        np.concatenate([np.full(pieces + number, np.inf), np.full(number, highest)]),
    )
    tied = np.eye(pieces + 2 * number)
    if decays == "target":
        tied = np.hstack([tied[:, : pieces + number], tied[:, pieces + number :].sum(axis=1, keepdims=True)])
    few = min(len(times), SAMPLE)
    part = (times[:few], types[:few], target, np.linspace(0.0, float(times[few - 1]) + gap, pieces + 1))
    whole = (times, types, target, edges)
    bare = tied[:, : pieces + number]
    best = (-np.inf, np.zeros(0))
    for speed in np.log(np.geomspace(0.03, 3.0, 6) / gap):
        start = np.concatenate([rate / 2 + 1e-3 / gap, np.full(number, 0.5 / number), np.full(number, speed)])
        climbed = _climb(start, bare, ends, part, steps=12)
        best = max(best, climbed[:2], key=lambda found: found[0])
    loglik, x, gradient, curve = _climb(best[1], tied, ends, whole, steps=CLIMB)
    return _told(x, loglik, gradient, curve, tied, ends, pieces, number)


Data = tuple[Floats, Ints, int, Floats]
Ends = tuple[Floats, Floats]


def _climb(x: Floats, tied: Floats, ends: Ends, data: Data, *, steps: int) -> tuple[float, Floats, Floats, Floats]:
    """The top reached from x by Newton's steps inside the bounds; columns of `tied` are what moves together."""
    pieces = len(data[3]) - 1
    value, gradient, curve = _at(x, data)
    for _ in range(steps):
        free = _free(x, gradient, tied, ends, pieces)
        g, h = free.T @ gradient, -(free.T @ curve @ free)
        if not len(g):
            break
        unit = 1 / np.sqrt(np.maximum(np.abs(np.diag(h)), 1e-12))
        size, axes = np.linalg.eigh(h * unit[:, None] * unit[None, :])
        move = unit * (axes @ ((axes.T @ (g * unit)) / np.maximum(np.abs(size), 1e-6)))
        if g @ move < CLOSE:
            break
        step = free @ move
        step *= min(1.0, 1.5 / max(1e-300, float(np.abs(step[-(len(x) - pieces) // 2 :]).max())))
        for _ in range(40):
            there = np.clip(x + step, *ends)
            new, new_gradient, new_curve = _at(there, data)
            if new > value:
                break
            step = step / 2
        if not new > value:
            break
        x, value, gradient, curve = there, new, new_gradient, new_curve
    return value, x, gradient, curve


def _free(x: Floats, gradient: Floats, tied: Floats, ends: Ends, pieces: int) -> Floats:
    """Columns of `tied` that may move: not those that press against a bound, nor the decay of an alpha of zero."""
    held = ((x <= ends[0]) & (gradient <= 0)) | ((x >= ends[1]) & (gradient >= 0))
    number = (len(x) - pieces) // 2
    held[pieces + number :] |= x[pieces : pieces + number] <= 0
    use = tied * ~held[:, None]
    # A decay that several alphas share moves all its rows, those of an alpha of zero as well.
    use = np.where(np.any(use != 0, axis=0)[None, :], tied, 0.0)
    found: Floats = use[:, np.any(use != 0, axis=0)]
    return found


def _at(x: Floats, data: Data) -> tuple[float, Floats, Floats]:
    times, types, target, edges = data
    pieces = len(edges) - 1
    number = (len(x) - pieces) // 2
    found: tuple[float, Floats, Floats] = _derivatives(
        times, types, target, x[:pieces], x[pieces : pieces + number], np.exp(x[pieces + number :]), edges
    )
    return found


def _told(
    x: Floats, loglik: float, gradient: Floats, curve: Floats, tied: Floats, ends: Ends, pieces: int, number: int
) -> dict[str, Floats]:
    free = _free(x, gradient, tied, ends, pieces)
    spread = free @ np.linalg.pinv(-(free.T @ curve @ free)) @ free.T
    error = np.sqrt(np.maximum(np.diag(spread), 0.0))
    error[np.diag(spread) <= 0] = np.nan
    alpha = x[pieces : pieces + number]
    at_zero = alpha <= 0
    error[pieces : pieces + number][at_zero] = np.nan
    low = np.where(at_zero, 0.0, np.maximum(alpha - 1.96 * error[pieces : pieces + number], 0.0))
    high = alpha + 1.96 * error[pieces : pieces + number]
    for j in np.flatnonzero(at_zero):
        # How far the likelihood falls by 1.92: quadratic in this alpha with the rest as it is.
        slope, bend = float(gradient[pieces + j]), float(curve[pieces + j, pieces + j])
        high[j] = (slope + np.sqrt(slope**2 - 2 * bend * 1.92)) / -bend if bend < 0 else np.nan
    logs = x[pieces + number :]
    decay = np.where(at_zero, np.nan, np.exp(logs))
    return {
        "background": x[:pieces],
        "background_error": error[:pieces],
        "alpha": alpha,
        "alpha_error": error[pieces : pieces + number],
        "alpha_low": low,
        "alpha_high": high,
        "at_zero": at_zero.astype(np.float64),
        "decay": decay,
        "decay_error": decay * error[pieces + number :],
        "decay_at_bound": ((logs <= ends[0][-number:]) | (logs >= ends[1][-number:])) * 1.0 * ~at_zero,
        "loglik": np.array([loglik]),
    }


@compiled
def _derivatives(
    times: Floats, types: Ints, target: int, background: Floats, alpha: Floats, decay: Floats, edges: Floats
) -> tuple[float, Floats, Floats]:  # pragma: no cover - compiled
    """Log-likelihood of one target with gradient and second derivatives in background, alpha, logarithm of decay."""
    number, pieces, events = len(alpha), len(background), len(times)
    size = pieces + 2 * number
    gradient = np.zeros(size)
    curve = np.zeros((size, size))
    zero = np.zeros(number)
    one = np.zeros(number)
    two = np.zeros(number)
    slope = np.zeros(size)
    value = 0.0
    now = 0.0
    piece = 0
    horizon = edges[pieces]
    at = 0
    while at < events:
        moment = times[at]
        gap = moment - now
        if gap > 0.0:
            kept = 0.0
            for j in range(number):
                if j == 0 or decay[j] != decay[j - 1]:
                    kept = np.exp(-decay[j] * gap)
                two[j] = kept * (two[j] + 2.0 * gap * one[j] + gap * gap * zero[j])
                one[j] = kept * (one[j] + gap * zero[j])
                zero[j] = kept * zero[j]
            now = moment
        while piece < pieces - 1 and moment >= edges[piece + 1]:
            piece += 1
        stop = at
        mine = 0
        while stop < events and times[stop] == moment:
            if types[stop] == target:
                mine += 1
            stop += 1
        if mine > 0:
            rate = background[piece]
            for j in range(number):
                first = decay[j] * zero[j]
                second = first - decay[j] * decay[j] * one[j]
                rate += alpha[j] * first
                slope[pieces + j] = first
                slope[pieces + number + j] = alpha[j] * second
            if not rate > 0.0:
                return -np.inf, gradient, curve
            value += mine * np.log(rate)
            part = mine / rate
            square = part / rate
            gradient[piece] += part
            curve[piece, piece] -= square
            for p in range(pieces, size):
                gradient[p] += part * slope[p]
                curve[piece, p] -= square * slope[p]
                for q in range(p, size):
                    curve[p, q] -= square * slope[p] * slope[q]
            for j in range(number):
                p = pieces + number + j
                speed = decay[j]
                second = speed * zero[j] - speed * speed * one[j]
                third = speed * zero[j] - 3.0 * speed * speed * one[j] + speed * speed * speed * two[j]
                curve[pieces + j, p] += part * second
                curve[p, p] += part * alpha[j] * third
        for i in range(at, stop):
            zero[types[i]] += 1.0
        at = stop
    for p in range(pieces):
        length = edges[p + 1] - edges[p]
        value -= background[p] * length
        gradient[p] -= length
    for i in range(events):
        j = types[i]
        left = decay[j] * (horizon - times[i])
        p = pieces + number + j
        if left > 40.0:
            value -= alpha[j]
            gradient[pieces + j] -= 1.0
            continue
        kept = np.exp(-left)
        value -= alpha[j] * (1.0 - kept)
        gradient[pieces + j] -= 1.0 - kept
        gradient[p] -= alpha[j] * left * kept
        curve[pieces + j, p] -= left * kept
        curve[p, p] -= alpha[j] * (left - left * left) * kept
    for p in range(size):
        for q in range(p):
            curve[p, q] = curve[q, p]
    return value, gradient, curve


@compiled
def _clock(
    times: Floats, types: Ints, target: int, background: Floats, alpha: Floats, decay: Floats, edges: Floats
) -> Floats:  # pragma: no cover - compiled
    """The expected number of events of the target up to each of its events."""
    number, pieces = len(alpha), len(background)
    found = np.zeros((types == target).sum())
    zero = np.zeros(number)
    seen = np.zeros(number)
    now, at, mine = 0.0, 0, 0
    while at < len(times):
        moment = times[at]
        for j in range(number):
            zero[j] *= np.exp(-decay[j] * (moment - now))
        now = moment
        expected = 0.0
        for p in range(pieces):
            expected += background[p] * max(0.0, min(moment, edges[p + 1]) - edges[p])
        for j in range(number):
            expected += alpha[j] * (seen[j] - zero[j])
        stop = at
        while stop < len(times) and times[stop] == moment:
            if types[stop] == target:
                found[mine] = expected
                mine += 1
            stop += 1
        for i in range(at, stop):
            zero[types[i]] += 1.0
            seen[types[i]] += 1.0
        at = stop
    return found
