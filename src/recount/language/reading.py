"""What the network says about one window, by the names of its questions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recount.language.card import Card

Floats = NDArray[np.float32]
DECIMALS = 3
"""Decimals that are kept. Processors differ in the sixth; two that agree in the third decide alike."""


def rounded(values: Floats) -> Floats:
    """Values in the precision in which they are compared."""
    return np.round(values, DECIMALS)


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The answers for a window of W words, rounded to `DECIMALS`.

    `arcs[i, j]` is how well j serves as the head of i, on the diagonal as a root; `links[i, j]` that a source or
    content which begins at i belongs to the cue which begins at j.
    """

    card: Card
    scores: Floats
    arcs: Floats
    links: Floats
    values: Floats
    product: Floats
    """What joins the two vectors of a relation to a score for each relation: [size of rel_dep_vector, R]."""

    def __len__(self) -> int:
        return len(self.scores)

    def has(self, name: str) -> bool:
        """Whether the network was asked this question."""
        return name in self.card.heads

    def head(self, name: str) -> Floats:
        """Scores [W, labels] of one question."""
        head = self.card.heads[name]
        return self.scores[:, head.begin : head.end]

    def labels(self, name: str) -> tuple[str, ...]:
        """What the columns of `head(name)` stand for."""
        return self.card.heads[name].labels

    def best(self, name: str) -> list[str]:
        """The likeliest label of every word."""
        labels = self.labels(name)
        return [labels[at] for at in self.head(name).argmax(axis=1).tolist()]

    def vectors(self, name: str) -> Floats:
        """Vectors [W, size] of one name."""
        begin, end = self.card.vectors[name]
        return self.values[:, begin:end]
