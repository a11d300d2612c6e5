"""Learn the weights of same-or-not from labelled pairs of reports: `python -m training.same_event DATA`.

DATA is the folder of FA-KES (dataset CC BY 4.0; its texts are the outlets' and none is kept). The pairs are those of
`evals/same_day.tsv`: reports of one day and province, labelled before any score was seen. Of the days every second one
is learnt from, the others are left to measure on (`python -m evals same_day` says both).

For each pair of reports, the features are those of the two claims about their main happenings that score highest. The
weights are those of a logistic regression drawn towards the weights that stand: where the pairs say nothing, they stay
as a person set them. Weights of what happens inside one report are left alone. Prints lines for `weights.yaml`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from evals.same_day import Road, learnt_from, road_over
from recount.reconcile.compare import Comparison, compare
from recount.reconcile.weights import Weights, weights

RIDGE = 1.5
"""How strongly weights are drawn back: 76 pairs say little of any one feature."""

ROUNDS = 4
STEP = 0.05
"""Weights are rounded to this: more digits would claim more than so few pairs can say."""


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled pair with the comparisons of the claims about its main happenings; contradicted ones are left out."""

    same: bool
    comparisons: tuple[Comparison, ...]


def main(arguments: list[str]) -> int:
    road = road_over(Path(arguments[0]))
    table = weights()
    cases = cases_of(road, [pair for pair in road.labels if learnt_from(pair)], table)
    learnt = fitted(cases, table)
    for name, weight in sorted(learnt.weight.items()):
        if weight != table.weight[name]:
            print(f"  {name}: {table.weight[name]:+.2f} -> {weight:+.2f}")
    print(f"  prior across: {table.across:+.2f} -> {learnt.across:+.2f}")
    return 0


def cases_of(road: Road, pairs: Sequence[tuple[str, str]], table: Weights) -> list[Case]:
    """The labelled pairs of which both reports have a main happening and something not contradicted to compare."""
    found = []
    for one, other in pairs:
        left, right = road.main_claims(one), road.main_claims(other)
        every = [compare(road.facts[a], road.facts[b], table) for a in left for b in right if a != b]
        across = tuple(c for c in every if c.apart is None and not INSIDE & set(c.features))
        if across:
            found.append(Case(road.labels[one, other], across))
    return found


INSIDE = frozenset(
    {
        "carried_on",
        "headline",
        "back_reference",
        "other_speaker",
        "same_sentence",
        "another",
        "copied",
        "figure_differs_within",
        "target_unlike_within",
    }
)
"""Features of one report or of copies: the pairs do not speak of them."""


def fitted(cases: Sequence[Case], table: Weights) -> Weights:
    """The table with learnt weights. Each round takes the pair of claims that scores highest under the last."""
    names = [name for name in table.weight if name not in INSIDE]
    start = np.array([table.across, *(table.weight[name] for name in names)])
    found = start
    for _ in range(ROUNDS):
        x = np.array([_row(_best(case, dict(zip(names, found[1:], strict=True))), names) for case in cases])
        y = np.array([float(case.same) for case in cases])

        def loss(w: np.ndarray, x: np.ndarray = x, y: np.ndarray = y) -> tuple[float, np.ndarray]:
            at = x @ w
            p = 1 / (1 + np.exp(-at))
            drawn = w - start
            return float((np.logaddexp(0, at) - y * at).sum() + RIDGE / 2 * drawn @ drawn), x.T @ (
                p - y
            ) + RIDGE * drawn

        found = minimize(loss, found, jac=True, method="L-BFGS-B").x
    rounded = np.round(found / STEP) * STEP
    learnt = {**table.weight, **{n: round(float(v), 2) for n, v in zip(names, rounded[1:], strict=True)}}
    return replace(table, across=round(float(rounded[0]), 2), weight=learnt)


def _best(case: Case, weight: Mapping[str, float]) -> Comparison:
    return max(
        case.comparisons,
        key=lambda c: (sum(weight.get(f, 0.0) for f in c.features), c.features),
        default=Comparison(-inf, ()),
    )


def _row(found: Comparison, names: Sequence[str]) -> list[float]:
    return [1.0, *(float(found.features.count(name)) for name in names)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
