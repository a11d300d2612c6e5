"""How often the intervals for a total hold the truth, on lists made from a truth that is known.

`python -m bench coverage [--series N]`: for each truth and method, the mean total over the true one, and the share of
95 % intervals that hold it. Latent classes and graphs are asked of a tenth of the series. With Kosovo's four lists
beside the measurement data, what the methods say of them. Madigan and York's three lists stand in their paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bench.parts import Line, Numbers, Parts, mean, share
from recount.assess.decomposable import averaged
from recount.assess.latent_classes import latent
from recount.assess.lists import Lists
from recount.assess.lists_simulated import lists_simulated
from recount.assess.loglinear import independent, loglinear, lower_bound
from recount.assess.two_lists import chapman
from recount.cli.assess_coverage import lists_in
from recount.collect.table import table_in
from recount.records import DataError

TOTAL = 1000
FAIR = [0.3, 0.25, 0.2, 0.25]
TRUTHS: dict[str, dict[str, Any]] = {
    "independent": {"chances": FAIR},
    "one_copies": {"chances": FAIR, "copies": [(0, 1, 0.4)]},
    "half_dim": {"chances": [[0.5, 0.4, 0.35, 0.45], [0.05, 0.04, 0.03, 0.05]], "shares": (0.5, 0.5)},
    "unreachable": {"chances": [FAIR, [0, 0, 0, 0]], "shares": (0.85, 0.15)},
    "mismatched": {"chances": FAIR, "mismatched": 0.1},
}
Interval = tuple[float, float, float]


def two(lists: Lists) -> Interval:
    """Chapman on the first two lists alone."""
    counts = lists.counts.reshape(-1, 4).sum(axis=0)
    found = chapman(Lists(lists.names[:2], np.array([0, *counts[1:]])))
    return found.total, found.low, found.high


def bound(lists: Lists) -> Interval:
    """The lower bound, which holds the truth where its lower end lies below it."""
    found = lower_bound(lists)
    return found.total, found.low, np.inf


def graphs(lists: Lists) -> Interval:
    """Averaged over graphs with one case over all cells as prior."""
    found = averaged(lists)
    return found.mean, found.low, found.high


def free(lists: Lists) -> Interval:
    """All lists independent."""
    found = independent(lists)
    return found.total, found.low, found.high


def pairs(lists: Lists) -> Interval:
    """Log-linear models averaged."""
    found = loglinear(lists)
    return found.total, found.low, found.high


def classes(lists: Lists) -> Interval:
    """Latent classes."""
    found = latent(lists, seed=1, draws=1000, thin=20, warm=4000)
    return found.total, found.low, found.high


METHODS: dict[str, Callable[[Lists], Interval]] = {
    "chapman": two,
    "bound": bound,
    "independent": free,
    "loglinear": pairs,
    "graphs": graphs,
    "latent": classes,
}

DRAWN = ("latent", "graphs")
"""Methods that take seconds a series, and so are asked of a tenth of them."""


def run(data: Path, parts: Parts) -> Iterator[Line]:
    """The table, line by line."""
    three = Lists(("a", "b", "c"), np.array([0, 60, 49, 4, 247, 112, 142, 12]))
    found = averaged(three, delta=1, prior="gamma-poisson", shape=13.14, scale=55.17, unseen=(1, 300))
    yield "madigan_york_estimate", found.total
    yield "madigan_york_mode", found.mode
    yield "madigan_york_best_weight", found.graphs[0].weight
    yield "madigan_york_best_estimate", found.graphs[0].total
    yield "madigan_york_best_mode", found.graphs[0].mode
    kosovo = data.parent.parent / "mse" / "kosovo_aggregate.csv"
    if kosovo.exists():
        yield from of_kosovo(lists_in(table_in(kosovo), None, None))
    for truth, made in TRUTHS.items():
        for name, method in METHODS.items():
            few = max(1, parts.series // 10) if name in DRAWN else parts.series
            yield from calibration(parts, f"{truth}_{name}", made, method, few)


def of_kosovo(lists: Lists) -> Iterator[tuple[str, float]]:
    """Latent classes, the best log-linear model, and both ends of the swing of averages over graphs."""
    for part, value in zip(("total", "low", "high"), classes_of_kosovo(lists), strict=True):
        yield f"kosovo_latent_{part}", value
    yield "kosovo_loglinear_best", loglinear(lists).models[0].total
    yield "kosovo_graphs_delta_1", averaged(lists, delta=1).mean
    yield "kosovo_graphs_delta_16th", averaged(lists).mean


def classes_of_kosovo(lists: Lists) -> Interval:
    """With the draws of the command."""
    found = latent(lists, seed=1)
    return found.total, found.low, found.high


def calibration(
    parts: Parts, cell: str, made: dict[str, Any], method: Callable[[Lists], Interval], series: int
) -> Iterator[Line]:
    """Mean total over the true one; share of intervals that hold the true one; share of series with an answer."""

    def trial(seed: int) -> Numbers:
        try:
            total, low, high = method(lists_simulated(TOTAL, seed=seed, **made).lists)
        except DataError:
            return {"answered": False}
        return {"answered": True, "over": total / TOTAL, "holds": low <= TOTAL <= high}

    tries = parts.tried(cell, trial, series=series)
    answered = share(tries, "answered")
    if answered.hits:
        yield f"{cell}_mean_over_true", mean(tries, "over")
        yield f"{cell}_holds_true", share(tries, "holds")
    if answered.hits < answered.of:
        yield f"{cell}_answered", answered
