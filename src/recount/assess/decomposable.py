"""Bayesian averaging over decomposable graphs of dependence between lists (Madigan and York 1997).

Lists are vertices, an edge lets two lists depend. For graphs without a circle of four or more the chance of the data
given the number of unseen has a closed form, so that nothing is approximated. What comes out leans on two priors: on
the total, and on the chances of the patterns (`delta`). Both are shown, and `swing` says how far the second moves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from scipy.special import gammaln

from recount.assess.lists import Floats, Ints, Lists, patterns
from recount.records import DataError

Prior = Literal["1/N", "1/unseen", "flat", "gamma-poisson"]
Edges = tuple[tuple[int, int], ...]
UNSEEN_PER_SEEN = 5
"""The grid of unseen goes so many times as far as what was seen, unless it is told."""


@dataclass(frozen=True, slots=True)
class Graph:
    """One graph of dependence: its edges by name, posterior weight, and its own estimate, mean and mode."""

    edges: tuple[tuple[str, str], ...]
    weight: float
    total: float
    mean: float
    mode: int


@dataclass(frozen=True, slots=True)
class Averaged:
    """Posterior of the total over all graphs. `total` is best where errors count by their share of the truth (the
    estimate of Madigan and York), `mean` where they count in cases. `at_edge` is how much of the posterior lies in the
    last hundredth of the grid of unseen: much of it there means that the end of the grid decides, not the data."""

    total: float
    mean: float
    mode: int
    low: int
    high: int
    graphs: tuple[Graph, ...]
    delta: float
    prior: str
    unseen: tuple[int, int]
    at_edge: float


def averaged(
    lists: Lists,
    *,
    delta: float | None = None,
    prior: Prior = "1/N",
    shape: float = 1.0,
    scale: float = 1.0,
    unseen: tuple[int, int] | None = None,
) -> Averaged:
    """Average over all decomposable graphs, the complete one included.

    `delta` is added to each of the 2**k cells before anything was seen (2**-k unless told); `prior` is on the total N:
    proportional to 1/N, to 1/unseen, flat, or Poisson with a gamma rate of `shape` and `scale`. `unseen` are the least
    and greatest numbers of unseen cases that are considered (1 to five times those seen unless told).
    """
    first, last = unseen or (1, UNSEEN_PER_SEEN * lists.seen)
    chance = 2.0**-lists.number if delta is None else delta
    if not 1 <= first <= last:
        raise DataError(f"the unseen from {first} to {last}: expected 1 or more, and the greatest not below the least.")
    if chance <= 0 or shape <= 0 or scale <= 0:
        raise DataError("delta, shape and scale of the prior must be above zero.")
    grid = np.arange(first, last + 1)
    graphs = decomposable_graphs(lists.number)
    weights = _posterior(lists, graphs, chance, grid, _log_prior(prior, lists.seen + grid, grid, shape, scale))
    return _summary(lists, graphs, weights, grid, chance, prior)


def swing(lists: Lists, *, prior: Prior = "1/N", unseen: tuple[int, int] | None = None) -> tuple[Averaged, ...]:
    """The same average under priors from one case in every cell (delta 1) to one case over all cells (2**-k)."""
    deltas = sorted({1.0, 0.5, 0.25, 2.0**-lists.number}, reverse=True)
    return tuple(averaged(lists, delta=delta, prior=prior, unseen=unseen) for delta in deltas)


def decomposable_graphs(number: int) -> tuple[Edges, ...]:
    """All graphs on so many vertices that fall apart into cliques.

    >>> [len(decomposable_graphs(k)) for k in (2, 3, 4, 5)]
    [2, 8, 61, 822]
    """
    pairs = list(combinations(range(number), 2))
    every = (tuple(p for i, p in enumerate(pairs) if bits >> i & 1) for bits in range(2 ** len(pairs)))
    return tuple(edges for edges in every if eliminated(number, edges) is not None)


def eliminated(number: int, edges: Edges) -> list[tuple[int, frozenset[int]]] | None:
    """Vertices in an order in which each one's remaining neighbours all know one another, with these neighbours;
    None where there is no such order."""
    near: dict[int, set[int]] = {v: set() for v in range(number)}
    for a, b in edges:
        near[a].add(b)
        near[b].add(a)
    left, order = set(range(number)), []
    while left:
        fit = next((v for v in sorted(left) if _all_know(near[v] & left, near)), None)
        if fit is None:
            return None
        left.remove(fit)
        order.append((fit, frozenset(near[fit] & left)))
    return order


def _all_know(vertices: set[int], near: dict[int, set[int]]) -> bool:
    return all(b in near[a] for a, b in combinations(vertices, 2))


def _posterior(lists: Lists, graphs: Sequence[Edges], delta: float, grid: Ints, log_prior: Floats) -> Floats:
    """Weight of each graph (rows) and number of unseen (columns); they sum to one."""
    total = lists.seen + grid
    known: dict[frozenset[int], Floats] = {frozenset(): np.zeros(len(grid))}

    def chance(vertices: frozenset[int]) -> Floats:
        if vertices not in known:
            known[vertices] = _clique(lists, sorted(vertices), delta, grid)
        return known[vertices]

    base = gammaln(total + 1) - gammaln(grid + 1) + log_prior
    rows = []
    for edges in graphs:
        order = eliminated(lists.number, edges)
        assert order is not None
        rows.append(base + sum(chance(near | {v}) - chance(near) for v, near in order))
    found = np.array(rows)
    found = np.exp(found - found.max())
    weights: Floats = found / found.sum()
    return weights


def _clique(lists: Lists, vertices: list[int], delta: float, grid: Ints) -> Floats:
    """Logarithm of the chance of a table of some of the lists, its cells sharing out the prior of the full table."""
    table = patterns(lists.number)
    codes = table[:, vertices] @ (1 << np.arange(len(vertices)))
    cells = np.bincount(codes, weights=lists.counts, minlength=2 ** len(vertices))
    each = delta * 2 ** (lists.number - len(vertices))
    whole = delta * 2**lists.number
    fixed = (gammaln(cells[1:] + each) - gammaln(each)).sum()
    moving = gammaln(cells[0] + grid + each) - gammaln(each)
    found: Floats = fixed + moving - gammaln(lists.seen + grid + whole) + gammaln(whole)
    return found


def _log_prior(prior: Prior, total: Ints, grid: Ints, shape: float, scale: float) -> Floats:
    if prior == "1/N":
        return -np.log(total)
    if prior == "1/unseen":
        return -np.log(grid)
    if prior == "flat":
        return np.zeros(len(grid))
    found: Floats = gammaln(total + shape) - gammaln(total + 1) + total * np.log(scale / (1 + scale))
    return found


def _summary(lists: Lists, graphs: Sequence[Edges], weights: Floats, grid: Ints, delta: float, prior: str) -> Averaged:
    total = lists.seen + grid
    whole = weights.sum(axis=0)
    by_graph = weights.sum(axis=1)
    order = np.argsort(-by_graph, kind="stable").tolist()
    rows = tuple(
        Graph(
            tuple((lists.names[a], lists.names[b]) for a, b in graphs[g]),
            float(by_graph[g]),
            *_centres(weights[g], total),
        )
        for g in order
        if by_graph[g] > 0
    )
    low, high = (int(total[min(int(np.searchsorted(whole.cumsum(), q)), len(total) - 1)]) for q in (0.025, 0.975))
    edge = float(whole[-max(1, len(grid) // 100) :].sum())
    ends = (int(grid[0]), int(grid[-1]))
    return Averaged(*_centres(whole, total), low, high, rows, delta, prior, ends, edge)


def _centres(weights: Floats, total: Ints) -> tuple[float, float, int]:
    """The estimate under squared relative error, the mean, the mode."""
    share = weights / total
    return (
        float(share.sum() / (share / total).sum()),
        float(weights @ total / weights.sum()),
        int(total[weights.argmax()]),
    )
