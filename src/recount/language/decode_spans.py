"""Scores of B, I and O to spans of words: the likeliest sequence in which I-X follows B-X or I-X.

Where the likeliest label of every word makes such a sequence it is the answer; only the sentences where it does not
are searched (Viterbi 1967).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recount.language.reading import DECIMALS, Floats, Reading

Ints = NDArray[np.intp]


class WordSpan(NamedTuple):
    """A span of words, `begin` to `end` exclusive. `score` is the geometric mean of its labels' probabilities."""

    begin: int
    end: int
    label: str
    score: float

    def meets(self, other: WordSpan) -> bool:
        """Whether the two share a word."""
        return self.begin < other.end and other.begin < self.end


class Marks(NamedTuple):
    """The labels of a head, by number: the type of each (-1 for O), whether it goes on with a span, and for each that
    does the one that begins such a span (itself where none does)."""

    kinds: Ints
    inside: NDArray[np.bool_]
    begins: Ints
    names: tuple[str, ...]


@lru_cache(maxsize=64)
def marks_of(labels: tuple[str, ...], name: str) -> Marks:
    """How the labels of a head hang together. A bare B or I is of the type that the head is named after."""
    names = tuple(dict.fromkeys(label.partition("-")[2] or name for label in labels if label != "O"))
    kinds = [-1 if label == "O" else names.index(label.partition("-")[2] or name) for label in labels]
    inside = [label[0] == "I" for label in labels]
    starts = {kind: at for at, (kind, goes_on) in enumerate(zip(kinds, inside, strict=True)) if not goes_on}
    begins = [starts.get(kind, at) for at, kind in enumerate(kinds)]
    return Marks(np.array(kinds), np.array(inside), np.array(begins), names)


def spans_of(reading: Reading, name: str, sentences: Sequence[range], *, across: bool = False) -> list[WordSpan]:
    """Spans that one head finds in a window, in order; none goes over the end of a sentence unless they may go
    `across`. The card's threshold of that name raises the score of O."""
    scores = reading.head(name)
    labels = reading.labels(name)
    raised = reading.card.threshold(name)
    if raised:
        scores = scores.copy()
        scores[:, labels.index("O")] += raised
    marks = marks_of(labels, name)
    parts = [range(len(scores))] if across else sentences
    path = best_path(scores, marks, parts)
    return _spans(scores, path, marks, {part.start for part in parts}) if path.any() or labels[0] != "O" else []


def best_path(scores: Floats, marks: Marks, parts: Sequence[range]) -> Ints:
    """The number of each word's label; each part is a sequence of its own."""
    path: Ints = scores.argmax(axis=1)
    goes_on = marks.inside[path]
    if not goes_on.any():
        return path
    before = np.empty_like(path)
    before[1:] = marks.kinds[path[:-1]]
    before[[part.start for part in parts]] = -2
    wrong = np.flatnonzero(goes_on & (marks.kinds[path] != before))
    if len(wrong):
        for part in parts:
            if ((wrong >= part.start) & (wrong < part.stop)).any():
                path[part.start : part.stop] = _viterbi(log_softmax(scores[part.start : part.stop]), marks)
    return path


def log_softmax(scores: Floats) -> NDArray[np.float64]:
    """Logarithms of probabilities, row by row."""
    wide = scores.astype(np.float64)
    wide -= wide.max(axis=1, keepdims=True)
    wide -= np.log(np.exp(wide).sum(axis=1, keepdims=True))
    return wide


def _viterbi(chances: NDArray[np.float64], marks: Marks) -> list[int]:
    """O and B-X may follow anything; I-X follows the better of B-X and I-X.

    In plain numbers: a sentence has some twenty words and a head some twenty labels, too few for arrays to pay.
    """
    first, *rest = chances.tolist()
    goes_on = [(at, int(marks.begins[at])) for at in np.flatnonzero(marks.inside).tolist()]
    sums = [-math.inf if inside else chance for inside, chance in zip(marks.inside.tolist(), first, strict=True)]
    came = []
    for row in rest:
        top = max(sums)
        before = [sums.index(top)] * len(row)
        new = [top + chance for chance in row]
        for at, begin in goes_on:
            before[at] = begin if sums[begin] >= sums[at] else at
            new[at] = sums[before[at]] + row[at]
        came.append(before)
        sums = new
    path = [sums.index(max(sums))]
    for before in reversed(came):
        path.append(before[path[-1]])
    return path[::-1]


def _spans(scores: Floats, path: Ints, marks: Marks, fresh: set[int]) -> list[WordSpan]:
    marked = np.flatnonzero(marks.kinds[path] >= 0)
    sure = np.zeros(len(path))
    sure[marked] = log_softmax(scores[marked])[np.arange(len(marked)), path[marked]]
    chosen: list[float] = sure.tolist()
    kinds, goes_on = marks.kinds[path].tolist(), marks.inside[path].tolist()
    found, begin = [], 0
    for at in range(len(kinds) + 1):
        if at < len(kinds) and goes_on[at] and at not in fresh:
            continue
        if at and kinds[begin] >= 0:
            score = round(math.exp(sum(chosen[begin:at]) / (at - begin)), DECIMALS)
            found.append(WordSpan(begin, at, marks.names[kinds[begin]], score))
        begin = at
    return found
