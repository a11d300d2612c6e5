"""Events made from a truth that is known: coupled or not, under a background that moves and is shared or not, with
reporting that changes and dates that are rounded. Names of parameters are those of the estimators.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from recount.assess.compiled import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def days_simulated(
    days: int,
    *,
    background: ArrayLike,
    alpha: ArrayLike,
    decay: float,
    seed: int,
    spread: float = 0.0,
    memory: float = 14.0,
    reported: ArrayLike = 1.0,
) -> Ints:
    """Counts, a row for each day and a column for each type.

    `background` is the rate of each type in events a day, one row or a row for each day. With `spread` above zero all
    types share one climate: the logarithm of a factor on their backgrounds, normal with that standard deviation,
    which forgets by a factor of e in `memory` days. `alpha[k, j]` is how many further events of type k, on later days,
    follow an event of type j; below zero it is how many fewer (the rate stops at zero). `decay` is per day.
    `reported` is the share that is reported: one number, or one for each day.
    """
    rng = np.random.default_rng(seed)
    effect = np.ascontiguousarray(alpha, dtype=np.float64)
    rates = np.broadcast_to(np.asarray(background, dtype=np.float64), (days, len(effect)))
    keep = float(np.exp(-1 / memory))
    moved = _wandering(rng.normal(size=days), spread, keep)
    counts = _days(np.ascontiguousarray(rates * moved[:, None]), effect, float(np.exp(-decay)), rng)
    share = np.broadcast_to(np.asarray(reported, dtype=np.float64).reshape(-1, 1), (days, 1))
    return counts if (share == 1).all() else rng.binomial(counts, share)


@compiled
def _wandering(steps: Floats, spread: float, keep: float) -> Floats:  # pragma: no cover - compiled
    found = np.empty(len(steps))
    value = spread * steps[0]
    for day in range(len(steps)):
        if day > 0:
            value = keep * value + spread * np.sqrt(1.0 - keep * keep) * steps[day]
        found[day] = np.exp(value - spread * spread / 2.0)
    return found


@compiled
def _days(rates: Floats, effect: Floats, keep: float, rng: np.random.Generator) -> Ints:  # pragma: no cover - compiled
    days, number = rates.shape
    counts = np.zeros((days, number), dtype=np.int64)
    stirred = np.zeros(number)
    for day in range(days):
        for k in range(number):
            rate = rates[day, k]
            for j in range(number):
                rate += effect[k, j] * stirred[j]
            counts[day, k] = rng.poisson(max(rate, 0.0))
        for j in range(number):
            stirred[j] = keep * stirred[j] + (1.0 - keep) * counts[day, j]
    return counts


def times_simulated(
    horizon: float, *, background: ArrayLike, alpha: ArrayLike, decay: ArrayLike, seed: int
) -> tuple[Floats, Ints]:
    """Times of events in [0, horizon), in order, and their types.

    `background[k]` is the rate of type k, or a row of rates in pieces of equal length. Each event of type j is
    followed by a Poisson number of events of type k with mean `alpha[k, j]`, after exponential waits of rate `decay`
    (one number, or [k, j]).
    """
    rng = np.random.default_rng(seed)
    effect = np.asarray(alpha, dtype=np.float64)
    rates = np.asarray(background, dtype=np.float64).reshape(len(effect), -1)
    speed = np.broadcast_to(np.asarray(decay, dtype=np.float64), effect.shape)
    piece = horizon / rates.shape[1]
    number = rng.poisson(rates * piece)
    generation = [(np.repeat(np.arange(rates.shape[1]), n) + rng.random(int(n.sum()))) * piece for n in number]
    kept: list[list[Floats]] = [[times] for times in generation]
    while any(len(times) for times in generation):
        born: list[list[Floats]] = [[] for _ in effect]
        for j, parents in enumerate(generation):
            for k in range(len(effect)):
                children = np.repeat(parents, rng.poisson(effect[k, j], size=len(parents)))
                times = children + rng.exponential(1 / speed[k, j], size=len(children))
                born[k].append(times[times < horizon])
        generation = [np.concatenate(parts) for parts in born]
        for k, times in enumerate(generation):
            kept[k].append(times)
    whole = [np.concatenate(parts) for parts in kept]
    times = np.concatenate(whole)
    types = np.repeat(np.arange(len(effect)), [len(part) for part in whole])
    order = np.argsort(times, kind="stable")
    return times[order], types[order].astype(np.int64)


def counted(times: Floats, types: Ints, *, days: int, number: int) -> Ints:
    """Counts by day and type, as a record has them that knows the day and no finer."""
    counts = np.zeros((days, number), dtype=np.int64)
    np.add.at(counts, (np.floor(times).astype(np.int64), types), 1)
    return counts
