"""Scores of B, I and O to spans of words: the likeliest sequence in which I-X follows B-X or I-X.

Where the likeliest label of every word makes such a sequence it is the answer; only the sentences where it does not
are searched (Viterbi 1967).
"""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recount.language.reading import DECIMALS, Floats, Reading


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

    kinds: tuple[int, ...]
    inside: tuple[bool, ...]
    begins: tuple[int, ...]
    names: tuple[str, ...]


@lru_cache(maxsize=64)
def marks_of(labels: tuple[str, ...], name: str) -> Marks:
    """How the labels of a head hang together. A bare B or I is of the type that the head is named after."""
    names = tuple(dict.fromkeys(label.partition("-")[2] or name for label in labels if label != "O"))
    kinds = [-1 if label == "O" else names.index(label.partition("-")[2] or name) for label in labels]
    inside = [label[0] == "I" for label in labels]
    starts = {kind: at for at, (kind, goes_on) in enumerate(zip(kinds, inside, strict=True)) if not goes_on}
    begins = [starts.get(kind, at) for at, kind in enumerate(kinds)]
    return Marks(tuple(kinds), tuple(inside), tuple(begins), names)


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
    return _spans(scores, best_path(scores, marks, parts), marks, {part.start for part in parts})


def best_path(scores: Floats, marks: Marks, parts: Sequence[range]) -> list[int]:
    """The number of each word's label; each part is a sequence of its own."""
    path: list[int] = scores.argmax(axis=1).tolist()
    if any(map(marks.inside.__getitem__, set(path))):
        for part in parts:
            if not _is_sound(path[part.start : part.stop], marks):
                path[part.start : part.stop] = _viterbi(log_softmax(scores[part.start : part.stop]), marks)
    return path


def _is_sound(path: Sequence[int], marks: Marks) -> bool:
    """Whether every label that goes on with a span follows one of its type."""
    before = None
    for label in path:
        kind = marks.kinds[label]
        if marks.inside[label] and kind != before:
            return False
        before = kind
    return True


def log_softmax(scores: Floats) -> NDArray[np.float64]:
    """Logarithms of probabilities, row by row."""
    wide = scores.astype(np.float64)
    wide -= wide.max(axis=1, keepdims=True)
    wide -= np.log(np.exp(wide).sum(axis=1, keepdims=True))
    return wide


def _viterbi(chances: NDArray[np.float64], marks: Marks) -> list[int]:
    """O and B-X may follow anything; I-X follows the better of B-X and I-X.

    Only a word's likeliest label of those that may follow anything can be on the best path, besides those that go on
    and what they go on from; and a type goes on somewhere only if it does so at a word where no label that may follow
    anything is likelier. So few are left that plain numbers are faster than arrays. Of equals the first label stands.
    """
    free = chances.copy()
    free[:, marks.inside] = -math.inf
    likeliest: list[int] = free.argmax(axis=1).tolist()
    seen = (chances >= free.max(axis=1)[:, None]).any(axis=0).tolist()
    inner = [(at, begin) for at, begin in enumerate(marks.begins) if marks.inside[at] and seen[at]]
    best: list[float] = free.max(axis=1).tolist()
    goes = [chances[:, at].tolist() for at, _ in inner]
    enters = [free[:, begin].tolist() for _, begin in inner]
    top, at_top = best[0], likeliest[0]
    on = [-math.inf] * len(inner)
    entered = [enter[0] for enter in enters]
    came: list[tuple[int, tuple[bool, ...]]] = []
    for word in range(1, len(best)):
        came.append((at_top, tuple(map(operator.ge, entered, on))))
        above, top, at_top = top, top + best[word], likeliest[word]
        for k, going in enumerate(goes):
            before = entered[k]
            new = on[k] = (before if before >= on[k] else on[k]) + going[word]
            entered[k] = above + enters[k][word]
            if new >= top and (new > top or inner[k][0] < at_top):
                top, at_top = new, inner[k][0]
    numbers = {at: k for k, (at, _) in enumerate(inner)}
    path = [at_top]
    for before_top, entering in reversed(came):
        k = numbers.get(path[-1], -1)
        path.append(before_top if k < 0 else inner[k][entering[k]])
    return path[::-1]


def _spans(scores: Floats, path: list[int], marks: Marks, fresh: set[int]) -> list[WordSpan]:
    kinds, inside = marks.kinds, marks.inside
    marked = [at for at, label in enumerate(path) if kinds[label] >= 0]
    if not marked:
        return []
    chances = log_softmax(scores[marked])[np.arange(len(marked)), [path[at] for at in marked]].tolist()
    found: list[WordSpan] = []
    first = 0
    for k, at in enumerate(marked):
        following = at + 1
        if k + 1 < len(marked) and marked[k + 1] == following and inside[path[following]] and following not in fresh:
            continue
        begin = marked[first]
        score = round(math.exp(sum(chances[first : k + 1]) / (k + 1 - first)), DECIMALS)
        found.append(WordSpan(begin, following, marks.names[kinds[path[begin]]], score))
        first = k + 1
    return found
