"""How sure an entity must be to fill a role of an incident: the thresholds that serve CEAF-REE best on judged reports.

The reports should be ones that the network did not learn from, as the other folds of a split are: of those that it did
it is surer than it will be of any other, and thresholds found there keep too much silent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.role_fillers import Entity, agreeing, entity_of
from recount.language.analysis import Labelled
from recount.language.decode_fillers import ROLES
from recount.language.decode_incidents import best_named, entities_in, surety

GRID = tuple(round(0.04 + 0.02 * k, 2) for k in range(44))
"""Thresholds that are tried."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A report: its text, every span that might fill a role (`decode_fillers.candidates`), the entities that do."""

    text: str
    spans: Sequence[Labelled]
    gold: Mapping[str, Sequence[Entity]]


def tuned(reports: Sequence[Judged]) -> dict[str, float]:
    """A threshold for each role, as the card has them.

    Each is set in turn to the value of `GRID` that gives the best F1 over all roles while the others stand, until none
    moves. Of values that serve alike the one in the middle is taken, where the next report is least likely to differ.
    """
    hit, said, gold = _tables(reports)
    at = dict.fromkeys(ROLES, 0)
    for _ in range(20):
        before = dict(at)
        for name in at:
            figures = [_f1(hit, said, gold, at | {name: k}) for k in range(len(GRID))]
            best = [k for k, f1 in enumerate(figures) if f1 == max(figures)]
            at[name] = best[len(best) // 2]
        if at == before:
            break
    return {name: GRID[k] for name, k in at.items()}


Ints = NDArray[np.int64]


def _tables(reports: Sequence[Judged]) -> tuple[Ints, Ints, int]:
    """Right and said entities by report, role and threshold; and how many are wanted."""
    hit = np.zeros((len(reports), len(ROLES), len(GRID)), dtype=np.int64)
    said = np.zeros_like(hit)
    gold = 0
    for row, report in enumerate(reports):
        found = [(e[0].label, surety(e), best_named(e)) for e in entities_in(report.text, report.spans)]
        for column, role in enumerate(ROLES):
            wanted = list(report.gold.get(role, ()))
            gold += len(wanted)
            ours = [(sure, entity_of([report.text[s.start : s.end]])) for label, sure, s in found if label == role]
            for k, least in enumerate(GRID):
                left = [entity for sure, entity in ours if sure >= least]
                said[row, column, k], hit[row, column, k] = len(left), agreeing(left, wanted)
    return hit, said, gold


def _f1(hit: Ints, said: Ints, gold: int, at: Mapping[str, int]) -> float:
    columns, chosen = range(len(ROLES)), [at[role] for role in ROLES]
    right = int(hit[:, columns, chosen].sum())
    return 2 * right / max(1, int(said[:, columns, chosen].sum()) + gold)
