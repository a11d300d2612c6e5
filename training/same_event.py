"""Learn the weights of same-or-not from labelled pairs of claims: `python -m training.same_event DATA [--write]`.

DATA is the folder of FA-KES (dataset CC BY 4.0; its texts are the outlets' and none is kept). The pairs are those of
`evals/same_claim.tsv`: drawn from what blocking brings together, labelled by a reader who saw no score. Of every two
weeks one is learnt from; the other is for measuring (`python -m evals same_claim`).

What a person had set (`by_hand` in `weights.yaml`) ranks pairs well and is far too sure of itself, since what it adds
up is not independent. So a logistic regression learns, in this order of freedom: the two priors; one factor by which
all weights shrink; and how each weight departs from that, drawn back hard. Some things are held:

- a weight keeps its sign, and of two observations in `ORDERED` the one that says more never counts less;
- what fewer than `SELDOM` pairs show shrinks like the rest and does not move alone;
- `HELD` stay as a person set them: what parts two claims of one text almost by itself, and what is no comparison.

The score is then log-odds that can be believed. What it takes to join is another matter (`threshold` in the table).

Prints what changes; with `--write`, puts the weights into `weights.yaml`, whose version is then to be raised by hand.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

import recount.reconcile
from evals.claim_pairs import Case, cases_of, ground_of, hand_table, labelled, read_in
from recount.extract import Extractor
from recount.reconcile.compare import compare
from recount.reconcile.weights import Weights
from recount.words.pack import load_pack

RIDGE = 128.0
"""How hard a weight is drawn back to its share of what a person had set. On four folds of weeks 16, 32, 64 and no
freedom at all did a little worse in F1; none ranked pairs better."""

DRAWN = 0.05
"""How hard the priors are: hardly."""

SELDOM = 15
STEP = 0.05
"""Weights are rounded to this: more digits would claim more than so few pairs can say."""

HELD = frozenset({"carried_on", "another", "figure_differs_within", "target_unlike_within"})

ORDERED = (
    ("same_day", "days_overlap", "stretch_overlaps"),
    ("same_day", "day_at_hand", "day_in_window"),
    ("said_at_once", "windows_overlap"),
    ("same_site", "same_settlement", "same_district", "same_province"),
    ("same_settlement", "same_city"),
    ("fine_inside", "inside_province", "same_country"),
    ("mode_same", "mode_alike", "mode_mistaken", "mode_unlike"),
    ("actor_same", "actor_within", "actor_kin", "actor_unlike"),
    ("target_same", "target_within", "target_unlike"),
    ("figure_large", "figure_equal", "figure_small", "figure_compatible", "toll_close", "toll_differs", "toll_far"),
    ("figure_near", "figure_compatible"),
    ("words_much", "words_some", "words_none"),
)

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Line:
    """A linear function of what is learnt: a constant and coefficients."""

    constant: float
    row: Array

    def over(self, other: Line) -> Line:
        """How far this lies over the other."""
        return Line(self.constant - other.constant, self.row - other.row)


@dataclass(frozen=True, slots=True)
class Freedom:
    """What may move: `shrinks` are the weights that follow the common factor, `departs` those that also move alone."""

    names: tuple[str, ...]
    hand: Array
    shrinks: Array
    departs: Array

    def weights(self, v: Array) -> Array:
        """Weights under a factor `v[0]`, the priors `v[1:3]` and departures `v[3:]`."""
        found: Array = np.where(self.shrinks, v[0] * self.hand, self.hand)
        found[self.departs] += v[3:]
        return found

    def line(self, name: str) -> Line:
        """How one weight follows from `v`."""
        at = self.names.index(name)
        row = np.zeros(3 + int(self.departs.sum()))
        row[0] = self.hand[at] if self.shrinks[at] else 0.0
        if self.departs[at]:
            row[3 + int(self.departs[:at].sum())] = 1.0
        return Line(0.0 if self.shrinks[at] else float(self.hand[at]), row)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.same_event", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", type=Path, help="the folder of FA-KES")
    parser.add_argument("--write", action="store_true", help="put the weights into weights.yaml")
    chosen = parser.parse_args(arguments)
    pairs, pack = labelled(), load_pack("inherent-resolve")
    wanted = {spot.report for pair in pairs for spot in (pair.one, pair.other)}
    ground = ground_of(*read_in(chosen.data, Extractor(pack), wanted), pack)
    cases = [case for case in cases_of(ground, pairs) if case.learnt_from]
    hand = hand_table()
    learnt = fitted(cases, hand)
    print("\n".join(changes(hand, learnt)))
    if chosen.write:
        path = Path(recount.reconcile.__file__).with_name("weights.yaml")
        path.write_text(written(path.read_text("utf-8"), learnt), "utf-8")
    return 0


def fitted(cases: Sequence[Case], hand: Weights, *, ridge: float = RIDGE) -> Weights:
    """The table learnt from these cases; pairs that the reader could not tell say nothing."""
    told = [case for case in cases if case.label != "cannot tell" and case.one != case.other]
    names = tuple(hand.weight)
    x = np.array([_row(case, names, hand) for case in told]).reshape(-1, len(names))
    inside = np.array([case.within for case in told], dtype=float)
    y = np.array([case.label == "same" for case in told], dtype=float)
    free = freedom(names, hand, x)
    start = np.array([1.0, hand.within, hand.across, *np.zeros(int(free.departs.sum()))])

    def loss(v: Array) -> tuple[float, Array]:
        priors, apart = v[1:3], v[3:]
        at = x @ free.weights(v) + inside * priors[0] + (1 - inside) * priors[1]
        off = 1 / (1 + np.exp(-np.clip(at, -30, 30))) - y
        drawn = priors - start[1:3]
        slope = x.T @ off
        moves = [slope[free.shrinks] @ free.hand[free.shrinks], inside @ off, (1 - inside) @ off]
        gradient = np.array([*moves, *slope[free.departs]])
        gradient[1:3] += DRAWN * drawn
        gradient[3:] += ridge * apart
        value = (np.logaddexp(0, at) - y * at).sum() + ridge / 2 * apart @ apart + DRAWN / 2 * drawn @ drawn
        return float(value), gradient

    held = list(_held(free))
    constants, rows = np.array([line.constant for line in held]), np.array([line.row for line in held])
    limits = {"type": "ineq", "fun": lambda v: constants + rows @ v, "jac": lambda _: rows}
    found = minimize(loss, start, jac=True, method="SLSQP", constraints=[limits], options={"maxiter": 500})
    if not found.success:
        raise ValueError(f"the weights did not settle: {found.message}")
    moved = zip(names, (_rounded(v) for v in free.weights(found.x)), strict=True)
    within, across = (_rounded(v) for v in found.x[1:3])
    return replace(hand, within=within, across=across, weight={**hand.weight, **dict(moved)})


def freedom(names: tuple[str, ...], hand: Weights, x: Array) -> Freedom:
    """What the cases let move."""
    shrinks = np.array([name not in HELD for name in names])
    return Freedom(
        names, np.array([hand.weight[name] for name in names]), shrinks, shrinks & ((x > 0).sum(0) >= SELDOM)
    )


def changes(before: Weights, after: Weights) -> Iterator[str]:
    """Lines that say which weight became which."""
    for name, was in (("within", before.within), ("across", before.across)):
        yield f"  prior {name}: {was:+.2f} -> {getattr(after, name):+.2f}"
    for name, was in before.weight.items():
        if after.weight[name] != was:
            yield f"  {name}: {was:+.2f} -> {after.weight[name]:+.2f}"


def written(text: str, table: Weights) -> str:
    """The text of `weights.yaml` with these weights; all else stays, and so does what stands `by_hand`."""
    for name, weight in table.weight.items():
        text = _put(text, rf"^  {name}: {{weight: ", weight)
    for name, weight in (("across", table.across), ("within", table.within)):
        text = _put(text, rf"^  {name}: ", weight)
    return text


def _put(text: str, before: str, weight: float) -> str:
    made, n = re.subn(rf"({before})-?[0-9.]+", lambda m: f"{m[1]}{weight}", text, count=1, flags=re.MULTILINE)
    if not n:
        raise ValueError(f"weights.yaml has no line for {before}")
    return made


def _held(free: Freedom) -> Iterator[Line]:
    """What must not fall under nothing: each weight in its own direction, and what says more over what says less."""
    lines = {name: free.line(name) for name in free.names}
    for name, value in zip(free.names, free.hand, strict=True):
        if value and lines[name].row.any():
            yield Line(lines[name].constant * np.sign(value), lines[name].row * np.sign(value))
    for more, less in (pair for chain in ORDERED for pair in pairwise(chain)):
        if (over := lines[more].over(lines[less])).row.any():
            yield over


def _row(case: Case, names: Sequence[str], hand: Weights) -> list[float]:
    features: Sequence[str] = compare(case.one, case.other, hand).features
    return [float(features.count(name)) for name in names]


def _rounded(value: float) -> float:
    return round(round(float(value) / STEP) * STEP, 2) + 0.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
