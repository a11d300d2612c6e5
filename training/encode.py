"""Passages cut into windows, and windows into numbers: what the network is shown, and what it should answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

import numpy as np
from numpy.typing import NDArray

from recount.language.pieces import Pieces
from recount.language.shapes import shape_of
from training.labels import Labels
from training.passage import Passage

Ints = NDArray[np.int64]
IGNORED = -100
"""The label of a word that its corpus says nothing about; no loss is taken there."""
LONGEST = 160
"""Words of the longest window that is trained on; what is longer is cut there."""


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive sentences of one passage as numbers.

    `pieces`, `shape` and `gap` run over word pieces (with the two special pieces), all else over words. `heads` are
    indices of words in the window, a word's own index for a root; `links` maps a layer to pairs of words.
    """

    corpus: str
    pieces: Ints
    shape: Ints
    gap: Ints
    first: Ints
    last: Ints
    sentence: Ints
    tags: Mapping[str, Ints]
    heads: Ints | None
    links: Mapping[str, tuple[tuple[int, int], ...]]
    values: Mapping[str, int]
    pair: tuple[tuple[int, int], tuple[int, int]] | None

    def __len__(self) -> int:
        return len(self.first)


class Encoder:
    """Turns passages into windows with one vocabulary of pieces and one set of labels."""

    def __init__(self, pieces: Pieces, labels: Labels) -> None:
        self._pieces, self._labels = pieces, labels
        self._seen: dict[str, tuple[tuple[int, ...], int]] = {}

    def windows(self, passage: Passage, limit: int) -> Iterator[Window]:
        """The passage's windows: as many whole sentences as fit into `limit` words, at least one."""
        for start, stop in ranges(passage.cuts, len(passage.words), limit):
            yield self._window(passage, start, stop)

    def _word(self, word: str) -> tuple[tuple[int, ...], int]:
        known = self._seen.get(word)
        if known is None:
            known = self._seen[word] = (tuple(self._pieces.ids(word)), shape_of(word))
        return known

    def _window(self, passage: Passage, start: int, stop: int) -> Window:
        pieces, shape, gap = [self._pieces.first], [0], [0]
        first, last = [], []
        for k in range(start, stop):
            ids, kind = self._word(passage.words[k])
            first.append(len(pieces))
            pieces.extend(ids)
            shape.extend([kind] * len(ids))
            gap.extend([passage.gaps[k], *[0] * (len(ids) - 1)])
            last.append(len(pieces) - 1)
        pieces.append(self._pieces.last)
        shape.append(0)
        gap.append(0)
        cuts = {c for c in passage.cuts if start <= c < stop}
        sentence = np.cumsum([k in cuts or k == start for k in range(start, stop)]) - 1
        tags = {head: self._tags(head, values[start:stop]) for head, values in passage.tags.items()}
        if passage.starts_known:
            tags["starts"] = np.array([int(k in cuts) for k in range(start, stop)], dtype=np.int64)
        heads = None
        if passage.arcs is not None:
            heads, tags["deprel"] = self._arcs(passage.arcs[start:stop], start, stop)
        return Window(
            passage.corpus,
            _ints(pieces),
            _ints(shape),
            _ints(gap),
            _ints(first),
            _ints(last),
            sentence,
            tags,
            heads,
            {layer: _inside(pairs, start, stop) for layer, pairs in passage.links.items()},
            {head: self._labels.index(head, value) for head, value in passage.values.items()},
            _pair(passage.pair, start, stop),
        )

    def _tags(self, head: str, values: Sequence[str | None]) -> Ints:
        return np.array([IGNORED if v is None else self._labels.index(head, v) for v in values], dtype=np.int64)

    def _arcs(self, arcs: Sequence[tuple[int, str]], start: int, stop: int) -> tuple[Ints, Ints]:
        heads, relations = [], []
        for k, (head, relation) in enumerate(arcs):
            inside = head < 0 or start <= head < stop
            heads.append(IGNORED if not inside else k if head < 0 else head - start)
            relations.append(self._labels.index("deprel", relation) if inside else IGNORED)
        return np.array(heads, dtype=np.int64), np.array(relations, dtype=np.int64)


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def ranges(cuts: Sequence[int], words: int, limit: int) -> Iterator[tuple[int, int]]:
    """Half-open runs of words: whole sentences up to `limit` words, and never more than `LONGEST`."""
    edges = [*cuts, words]
    start = 0
    for here, after in pairwise(edges):
        if after - start > limit and here > start:
            yield from _chopped(start, here)
            start = here
    if words > start:
        yield from _chopped(start, words)


def _chopped(start: int, stop: int) -> Iterator[tuple[int, int]]:
    for begin in range(start, stop, LONGEST):
        yield begin, min(begin + LONGEST, stop)


def _inside(pairs: Sequence[tuple[int, int]], start: int, stop: int) -> tuple[tuple[int, int], ...]:
    return tuple((a - start, b - start) for a, b in pairs if start <= a < stop and start <= b < stop)


def _pair(
    pair: tuple[tuple[int, int], tuple[int, int]] | None, start: int, stop: int
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    if pair is None or any(a < start or b > stop for a, b in pair):
        return None
    (a, b), (c, d) = pair
    return (a - start, b - start), (c - start, d - start)


def drawn_limit(random: Random) -> int:
    """A window's greatest length for one reading of a passage: from one sentence to a long paragraph."""
    return random.choice((1, 40, 80, 128, 128))
