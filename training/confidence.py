"""Learn the weights of `reading_confidence` from a key of what careful readers take.

Usage: python -m training.confidence [KEY_FOLDER] > src/recount/extract/confidence.yaml

A claim is right when it answers something that the key wants (`evals.key`). The weights are those of a logistic
regression with a small penalty on every weight but the start's, on all reports of the key; how well they hold on
reports that they have not seen is measured by `python -m evals calibration`, which learns them anew on four fifths.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from evals.key import BASE, DEFAULT, judged_in
from recount.extract.confidence import START

PENALTY = 0.5
SELDOM = 8
"""Terms of fewer claims get no weight of their own."""

Case = tuple[frozenset[str], bool]
"""The terms of a claim, and whether it is right."""


def learnt(cases: Sequence[Case]) -> dict[str, float]:
    """Weights by term, and `start`."""
    counts: dict[str, int] = {}
    for terms, _ in cases:
        for term in terms:
            counts[term] = counts.get(term, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= SELDOM)
    at = {name: i for i, name in enumerate(names)}
    table = np.zeros((len(cases), len(names) + 1))
    table[:, -1] = 1.0
    for row, (terms, _) in enumerate(cases):
        table[row, [at[t] for t in terms if t in at]] = 1.0
    right = np.array([right for _, right in cases], dtype=float)

    def loss(weights: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, object]:
        odds = table @ weights
        chance = 1 / (1 + np.exp(-odds))
        held = np.append(weights[:-1], 0.0)
        value = np.sum(np.logaddexp(0, odds) - right * odds) + PENALTY * held @ held
        return float(value), table.T @ (chance - right) + 2 * PENALTY * held

    found = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x
    return {START: round(float(found[-1]), 2), **{n: round(float(found[at[n]]), 2) for n in names}}


def written(weights: Mapping[str, float], cases: int) -> str:
    """The table as it is kept."""
    lines = [
        "# Weights of reading_confidence in log odds, learnt by `python -m training.confidence` from the key of the",
        f"# example reports ({cases} claims). What the terms mean: extract/confidence.py. How well they hold:",
        "# `python -m evals calibration`.",
        "weights:",
        *(f"  {name}: {weight}" for name, weight in weights.items()),
    ]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Write the weights to standard output."""
    folder = Path(arguments[0]) if arguments else BASE / DEFAULT
    cases = [case for found in judged_in(folder).values() for case in found]
    sys.stdout.write(written(learnt(cases), len(cases)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
