"""Runs of words that could fill a role of an incident, from scores of words and the sentences' grammar.

The network is surer of some words of a name than of others, and its marks break off early or run on. So a run goes
down to words far less likely than its best, loses what no name ends with, and takes in what the tree calls part of the
same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FLOOR = 0.05
"""A word less likely than this to fill a role is in no run of it."""
WAIST = 0.2
"""A run ends where a word is less than this times as likely as the run's likeliest word."""

NEVER_FIRST = frozenset(("ADP", "CCONJ", "PART", "PUNCT", "SCONJ"))
NEVER_LAST = NEVER_FIRST | {"DET"}
_REACH = 5
"""Words between a part of a name and the name's first word, at most."""

Chances = NDArray[np.float64]
"""A number between 0 and 1 for each word of a report."""


class Grammar(NamedTuple):
    """The part of speech of each word, its head among the same words (-1 for a root), and its relation to it."""

    upos: Sequence[str]
    heads: Sequence[int]
    relations: Sequence[str]

    def relation(self, at: int) -> str:
        """The relation of a word without its subtype."""
        return self.relations[at].partition(":")[0]


class Run(NamedTuple):
    """Words, half open, and the likeliest of them."""

    begin: int
    end: int
    peak: int


def runs(begins: Chances, inside: Chances, sentences: Sequence[int], grammar: Grammar) -> Iterator[Run]:
    """Runs of one role, in order. `begins` is how likely a word begins a filler, `inside` that it is in one at all."""
    likely = np.flatnonzero(inside >= FLOOR).tolist()
    anew: list[bool] = (2 * begins > inside).tolist()
    k = 0
    while k < len(likely):
        at = likely[k]
        stop, k = at + 1, k + 1
        while k < len(likely) and likely[k] == stop and sentences[stop] == sentences[at] and not anew[stop]:
            stop, k = stop + 1, k + 1
        yield _bounded(_waisted(inside, at, stop), sentences, grammar)


def _waisted(inside: Chances, start: int, stop: int) -> Run:
    peak = start + int(np.argmax(inside[start:stop]))
    least = round(float(inside[peak]) * WAIST, 3)
    first, last = peak, peak
    while first > start and inside[first - 1] >= least:
        first -= 1
    while last + 1 < stop and inside[last + 1] >= least:
        last += 1
    return Run(first, last + 1, peak)


def _bounded(run: Run, sentences: Sequence[int], grammar: Grammar) -> Run:
    """The run without words that no name begins or ends with, and with the whole of a name that it holds a part of."""
    upos, heads, _ = grammar
    begin, end, peak = run
    while end - begin > 1 and upos[end - 1] in NEVER_LAST:
        end -= 1
    while end - begin > 1 and upos[begin] in NEVER_FIRST:
        begin += 1
    while (
        end < len(heads)
        and sentences[end] == sentences[begin]
        and grammar.relation(end) == "flat"
        and begin <= heads[end] < end
    ):
        end += 1
    while grammar.relation(begin) == "flat" and max(0, begin - _REACH) <= heads[begin] < begin:
        begin = heads[begin]
    return Run(begin, end, peak)
