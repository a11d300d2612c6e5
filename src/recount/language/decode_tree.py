"""Scores of arcs to a tree with exactly one root, and the relation of each word to its head.

The likeliest head of every word is a tree already for most sentences. Where it is none, the best tree is found by
Chu and Liu (1965) and Edmonds (1967). One root is had by lowering every root's score by more than all else can weigh.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recount.language.reading import Floats, Reading, rounded

ROOT = "root"


def heads_of(arcs: NDArray[np.floating]) -> list[int]:
    """The head of each word of a sentence, -1 for the one root. `arcs[i, j]` scores j as the head of i, `arcs[i, i]`
    i as the root; the heads that come back have the highest sum of all trees."""
    greedy: list[int] = arcs.argmax(axis=1).tolist()
    heads = [-1 if head == word else head for word, head in enumerate(greedy)]
    return heads if is_tree(heads) else _best_tree(arcs.astype(np.float64))


def is_tree(heads: Sequence[int]) -> bool:
    """Whether there is exactly one root and every word leads to it."""
    if heads.count(-1) != 1:
        return False
    return _cycle(heads) is None


def _cycle(heads: Sequence[int]) -> list[int] | None:
    """Words that lead to one another in a ring; -1 ends a way."""
    met = [0] * len(heads)
    for begin in range(len(heads)):
        way, word = [], begin
        while word >= 0 and not met[word]:
            met[word] = begin + 1
            way.append(word)
            word = heads[word]
        if word >= 0 and met[word] == begin + 1:
            return way[way.index(word) :]
    return None


def _best_tree(arcs: NDArray[np.float64]) -> list[int]:
    """By contracting rings until there is none, then opening them again from the last to the first.

    Row and column `n` stand for what is above the root; a ring lives on under the number of its first word.
    """
    n = len(arcs)
    scores = np.full((n, n + 1), -np.inf)
    scores[:, :n] = arcs
    scores[:, n] = arcs.diagonal() - (n + 1) * (np.ptp(arcs) + 1.0)
    np.fill_diagonal(scores, -np.inf)
    alive = np.ones(n, dtype=bool)
    rings: list[tuple[list[int], list[int], NDArray[np.intp], NDArray[np.intp]]] = []
    while True:
        best = scores.argmax(axis=1)
        heads: list[int] = np.where(alive & (best < n), best, -1).tolist()
        ring = _cycle(heads)
        if ring is None:
            break
        rings.append((ring, [heads[word] for word in ring], *_contract(scores, ring)))
        alive[ring[1:]] = False
    for ring, inner, enters, leaves in reversed(rings):
        top = ring[0]
        above = heads[top]
        for word in np.flatnonzero(alive).tolist():
            if heads[word] == top and word != top:
                heads[word] = int(leaves[word])
        for word, head in zip(ring, inner, strict=True):
            heads[word] = head
        heads[int(enters[above])] = above
        alive[ring] = True
    return heads


def _contract(scores: NDArray[np.float64], ring: list[int]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Make one of a ring, in place. For each word outside: which of the ring it would enter at as a head (-1 is what
    stands above the root), and which of the ring would be its own head."""
    top, rest = ring[0], ring[1:]
    within = scores[ring]
    gains = within - within.max(axis=1)[:, None]
    at = gains.argmax(axis=0)
    outward = scores[:, ring]
    out = outward.argmax(axis=1)
    members = np.array(ring)
    scores[top] = gains[at, np.arange(scores.shape[1])]
    scores[:, top] = outward[np.arange(len(scores)), out]
    scores[rest] = -np.inf
    scores[:, rest] = -np.inf
    scores[top, top] = -np.inf
    return members[at], members[out]


def relations_of(reading: Reading, heads: Sequence[int]) -> list[str]:
    """The relation of each word of a window to its head (an index in the window, -1 for a root): `root` for roots and
    for nothing else."""
    words = np.arange(len(heads))
    above = np.where(np.array(heads) < 0, words, heads)
    labels = reading.labels("rel_dep")
    joined: Floats = reading.vectors("rel_dep_vector") * reading.vectors("rel_head_vector")[above]
    scores = rounded(reading.head("rel_dep") + reading.head("rel_head")[above] + joined @ reading.product)
    if ROOT in labels:
        scores[:, labels.index(ROOT)] = -np.inf
    chosen = scores.argmax(axis=1).tolist()
    return [ROOT if head < 0 else labels[at] for head, at in zip(heads, chosen, strict=True)]
