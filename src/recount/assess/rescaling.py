"""Does the model describe the events? On the clock of its own rate, waits are unit exponential and counts uniform.

The parameters were fitted to the same events, so that plain tables of Kolmogorov and Smirnov hardly ever reject. The
chance here comes from series that the fitted model makes and that are fitted in turn.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recount.assess.events_simulated import times_simulated
from recount.assess.excitation import Decays, Excitation, excitation, rescaled
from recount.assess.lists import Floats, Ints
from recount.records import DataError

REFITS = 99


@dataclass(frozen=True, slots=True)
class Goodness:
    """For one type: the greatest distance between waits and the exponential, and the chance of one as great or
    greater where the model is right."""

    distance: float
    chance: float


def goodness(
    times: Floats, types: Ints, fit: Excitation, *, seed: int, decays: Decays = "target", refits: int = REFITS
) -> tuple[Goodness, ...]:
    """Each type's waits against the fit. Raises DataError where too few made series can be fitted."""
    number, pieces = fit.background.shape
    decay = np.where(np.isnan(fit.decay), 1.0, fit.decay)
    seeds = np.random.default_rng(seed).integers(2**31, size=refits)
    made = []
    for one in seeds:
        again, kinds = times_simulated(
            fit.horizon, background=fit.background, alpha=fit.alpha, decay=decay, seed=int(one)
        )
        try:
            refit = excitation(again, kinds, number, horizon=fit.horizon, decays=decays, pieces=pieces)
        except DataError:
            continue
        made.append([distance(rescaled(again, kinds, refit, k)) for k in range(number)])
    if len(made) < refits // 2:
        raise DataError("too few events to check the fit against series made from it.")
    table = np.array(made)
    found = [distance(rescaled(times, types, fit, k)) for k in range(number)]
    return tuple(Goodness(d, float((1 + (table[:, k] >= d).sum()) / (1 + len(table)))) for k, d in enumerate(found))


def distance(waits: Floats) -> float:
    """Kolmogorov and Smirnov's distance of waits from the unit exponential.

    >>> round(distance(-np.log(1 - (np.arange(10) + 0.5) / 10)), 3)
    0.05
    """
    uniform = np.sort(-np.expm1(-waits))
    steps = np.arange(len(uniform) + 1) / len(uniform)
    return float(max((steps[1:] - uniform).max(), (uniform - steps[:-1]).max()))
