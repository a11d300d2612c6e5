"""Right, said and wanted answers, document by document; their F1, and how far chance alone moves it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from evals.line import Line

DRAWS = 1000
SEED = 20240229


@dataclass(frozen=True, slots=True)
class Count:
    """`hit` of the `said` answers are among the `gold` ones."""

    hit: int = 0
    said: int = 0
    gold: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.hit + other.hit, self.said + other.said, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return self.hit / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.hit / (self.said + self.gold) if self.said + self.gold else 0.0


def counted(said: Collection[object], gold: Collection[object]) -> Count:
    """Distinct answers that agree exactly.

    >>> counted({1, 2}, {2, 3, 4})
    Count(hit=1, said=2, gold=3)
    """
    ours, theirs = set(said), set(gold)
    return Count(len(ours & theirs), len(ours), len(theirs))


def total(counts: Sequence[Count]) -> Count:
    """All documents pooled."""
    return sum(counts, Count())


def lines_of(task: str, name: str, counts: Sequence[Count], *, interval: bool = False) -> Iterator[Line]:
    """Precision, recall and F1 of the pooled documents; with `interval` also where F1 lies in 95 of 100 draws of them.

    `name` stands before each metric; "" for none.
    """
    pooled, prefix = total(counts), f"{name}_" if name else ""
    yield Line(task, f"{prefix}precision", pooled.precision, pooled.said)
    yield Line(task, f"{prefix}recall", pooled.recall, pooled.gold)
    yield Line(task, f"{prefix}f1", pooled.f1, pooled.gold)
    if interval:
        low, high = interval_of(counts)
        yield Line(task, f"{prefix}f1_low", low, len(counts))
        yield Line(task, f"{prefix}f1_high", high, len(counts))


def interval_of(counts: Sequence[Count]) -> tuple[float, float]:
    """The middle 95 of 100 values of F1 when as many documents are drawn again with replacement (Efron 1979)."""
    if not counts:
        return 0.0, 0.0
    table = np.array([(c.hit, c.said, c.gold) for c in counts], dtype=np.int64)
    drawn = np.random.default_rng(SEED).integers(len(table), size=(DRAWS, len(table)))
    hit, said, gold = table[drawn].sum(axis=1).T
    low, high = np.percentile(2 * hit / np.maximum(1, said + gold), [2.5, 97.5])
    return float(low), float(high)
