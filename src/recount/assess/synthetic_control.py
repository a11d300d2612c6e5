"""What a place would have come to without the event: a weighted mean of places where nothing happened (Abadie and
Gardeazabal 2003; Abadie, Diamond and Hainmueller 2010).

Weights are not negative and sum to one, so that nothing is extrapolated. They bring the mean close to the place on
what is known of it beforehand (`predictors`), each predictor weighing as much as makes the mean follow the outcome
best before the event. How unlike chance the gap afterwards is, the other places tell, each taken for the one struck.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize, nnls

from recount.assess.lists import Floats
from recount.records import DataError

FIRM = 1e4
"""How many times a miss of the sum of weights counts more than a miss of one predictor by its standard deviation."""


@dataclass(frozen=True, slots=True, eq=False)
class Synthetic:
    """`weights` of the controls, `importance` of the predictors, `gap` of the outcome over its synthetic course at
    every time, and the root of its mean square before the event."""

    weights: Floats
    importance: Floats
    gap: Floats
    miss: float


@dataclass(frozen=True, slots=True, eq=False)
class Placebos:
    """For the place (first) and each control taken for it: how many times greater the gap is after the event than
    before it; `place` is the rank of the true one, 1 the greatest, and `chance` that rank over the number of units."""

    ratios: Floats
    place: int
    chance: float


def synthetic_control(
    outcome: Floats, controls: Floats, own: Floats, predictors: Floats, *, before: int, fitted: slice | None = None
) -> Synthetic:
    """`outcome` by time, `controls` by time and unit; `own` by predictor, `predictors` by predictor and unit. The
    event falls before time `before`; `fitted` are the times on which the weights of predictors are chosen, by default
    all times before it.

    Raises DataError for shapes that do not fit, missing values, fewer than two controls or two times beforehand.
    """
    _check(outcome, controls, own, predictors, before)
    times = slice(0, before) if fitted is None else fitted
    scale = np.column_stack([own, predictors]).std(axis=1, ddof=1)
    kept = scale > 0
    mine, theirs = own[kept] / scale[kept], predictors[kept] / scale[kept, None]

    def loss(raw: Floats) -> float:
        miss = outcome[times] - controls[times] @ _weights(mine, theirs, _shares(raw))
        return float(miss @ miss)

    best = np.ones(len(mine))
    # The loss is flat in many directions and has kinks: start over from where the last search ended.
    for _ in range(3):
        found = minimize(loss, best, method="Nelder-Mead", options={"maxiter": 400 * len(mine), "fatol": 1e-10})
        best = np.asarray(found.x)
    weights = _weights(mine, theirs, _shares(best))
    importance = np.zeros(len(own))
    importance[kept] = _shares(best)
    gap = outcome - controls @ weights
    return Synthetic(weights, importance, gap, float(np.sqrt((gap[:before] ** 2).mean())))


def placebos(
    outcome: Floats, controls: Floats, own: Floats, predictors: Floats, *, before: int, fitted: slice | None = None
) -> Placebos:
    """The same for every control, with all other units to be weighted."""
    series, known = np.column_stack([outcome, controls]), np.column_stack([own, predictors])
    ratios = []
    for unit in range(series.shape[1]):
        others = np.arange(series.shape[1]) != unit
        found = synthetic_control(
            series[:, unit], series[:, others], known[:, unit], known[:, others], before=before, fitted=fitted
        )
        after = float(np.sqrt((found.gap[before:] ** 2).mean()))
        ratios.append(after / max(found.miss, 1e-12))
    table = np.array(ratios)
    place = int((table >= table[0]).sum())
    return Placebos(table, place, place / len(table))


def _weights(own: Floats, predictors: Floats, importance: Floats) -> Floats:
    """Weights of least distance: not negative by the method, summing to one by a heavy extra row."""
    root = np.sqrt(importance)
    table = np.vstack([predictors * root[:, None], np.full((1, predictors.shape[1]), FIRM)])
    found = nnls(table, np.append(own * root, FIRM), maxiter=50 * predictors.shape[1])[0]
    shares: Floats = found / found.sum()
    return shares


def _shares(raw: Floats) -> Floats:
    size = np.abs(raw)
    found: Floats = size / max(float(size.sum()), 1e-12)
    return found


def _check(outcome: Floats, controls: Floats, own: Floats, predictors: Floats, before: int) -> None:
    if controls.ndim != 2 or controls.shape[1] < 2 or len(controls) != len(outcome):
        raise DataError("expected the outcome of two other places or more, at the same times as that of the place.")
    if predictors.shape != (len(own), controls.shape[1]):
        raise DataError("expected each predictor for the place and for every other place.")
    if not all(np.isfinite(part).all() for part in (outcome, controls, own, predictors)):
        raise DataError("a value is missing; leave out the times or the predictors that are not known everywhere.")
    if not 2 <= before < len(outcome):
        raise DataError(f"the event at time {before} of {len(outcome)}: expected two times before it and one after.")
