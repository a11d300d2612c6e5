"""Documents that come as words: what an engine says about them, in numbers of words instead of offsets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from recount.language.analysis import Analysis, Labelled, Word
from training.passage import Passage

Bounds = tuple[int, int]
"""Half open: the first word and the word after the last."""
Marked = tuple[int, int, str]
"""Bounds and a label."""


def sentences_of(passage: Passage) -> list[tuple[str, ...]]:
    """The words of a passage, parted where its cuts are."""
    edges = (*passage.cuts, len(passage.words))
    return [passage.words[a:b] for a, b in pairwise(edges)]


def words_of(analysis: Analysis) -> list[Word]:
    """All words of an analysis, in order."""
    return [word for sentence in analysis.sentences for word in sentence.words]


class Numbered:
    """Offsets of a text as numbers of its words."""

    def __init__(self, words: Iterable[Word]) -> None:
        spans = [(word.start, word.end) for word in words]
        self._starts, self._ends = [a for a, _ in spans], [b for _, b in spans]

    def bounds(self, start: int, end: int) -> Bounds:
        """The words that share a character with `[start, end)`."""
        first = bisect_right(self._ends, start)
        return first, max(first, bisect_left(self._starts, end))

    def marked(self, spans: Iterable[Labelled]) -> set[Marked]:
        """Labelled spans as bounds with a label."""
        return {(*self.bounds(s.start, s.end), s.label) for s in spans}


def marked_in(labels: Sequence[str | None]) -> set[Marked]:
    """Spans of one BIO label a word; a word of which the corpus says nothing ends a span.

    >>> sorted(marked_in(["B-Person", "I-Person", "O", "B-Place", None]))
    [(0, 2, 'Person'), (3, 4, 'Place')]
    """
    found: set[Marked] = set()
    start, kind = 0, ""
    for at, label in enumerate([*labels, "O"]):
        mark, _, name = (label or "O").partition("-")
        if kind and (mark != "I" or name != kind):
            found.add((start, at, kind))
            kind = ""
        if mark == "B":
            start, kind = at, name
    return found


def unsilent(spans: Iterable[Marked], labels: Sequence[str | None]) -> set[Marked]:
    """Those spans that hold no word of which the corpus says nothing: there an answer is neither right nor wrong."""
    return {span for span in spans if None not in labels[span[0] : span[1]]}
