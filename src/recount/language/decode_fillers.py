"""Runs of words that could fill a role of an incident, from scores of words and the sentences' grammar.

The network is surer of some words of a name than of others, and its marks break off early or run on. So a run goes
down to words far less likely than its best, loses what no name ends with, and takes in what the tree calls part of the
same name. An entity counts only if its words are exactly right, so this is worth much: .457 on MUC-4's dev reports,
and .410 with a floor of .1, a waist of .5 and runs as they were marked, thresholds found anew for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recount.language.analysis import Labelled

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")

FLOOR = 0.05
"""A word less likely than this to fill a role is in no span of it, whatever the thresholds."""
WAIST = 0.2
"""A span ends where a word is less than this times as likely as the span's likeliest word."""

_NEVER_FIRST = frozenset(("ADP", "CCONJ", "PART", "PUNCT", "SCONJ"))
_NEVER_LAST = _NEVER_FIRST | {"DET"}
_REACH = 5
"""Words between a part of a name and the name's first word, at most."""


class Grammar(NamedTuple):
    """The part of speech of each word, its head among the same words (-1 for a root), and its relation to it."""

    upos: Sequence[str]
    heads: Sequence[int]
    relations: Sequence[str]


class _Run(NamedTuple):
    """Words, half open, and how likely they are on average."""

    begin: int
    end: int
    score: float


def candidates(
    scores: NDArray[np.float32],
    labels: Sequence[str],
    words: Sequence[tuple[int, int]],
    sentences: Sequence[int],
    grammar: Grammar,
) -> tuple[Labelled, ...]:
    """Every span that could fill a role, each role read by itself: an army may be a culprit and a target.

    `scores` are one row of BIO scores a word, `words` offsets into the text; no span leaves its sentence.
    """
    if not len(words):
        return ()
    sure = np.exp(scores - scores.max(axis=1, keepdims=True))
    sure = np.round(sure / sure.sum(axis=1, keepdims=True), 3)
    found = []
    for role in ROLES:
        if f"B-{role}" in labels:
            begins, goes_on = (sure[:, labels.index(f"{mark}-{role}")] for mark in "BI")
            runs = [_bounded(run, sentences, grammar) for run in _runs(begins, goes_on, sentences)]
            found += [
                Labelled(words[run.begin][0], words[run.end - 1][1], role, run.score)
                for run in _apart(runs)
                if any(upos not in _NEVER_LAST for upos in grammar.upos[run.begin : run.end])
            ]
    return tuple(sorted(found, key=lambda s: (s.start, s.end, s.label)))


def _runs(begins: NDArray[np.float32], goes_on: NDArray[np.float32], sentences: Sequence[int]) -> Iterator[_Run]:
    inside = begins + goes_on
    likely = np.flatnonzero(inside >= FLOOR).tolist()
    anew: list[bool] = (begins > goes_on).tolist()
    k = 0
    while k < len(likely):
        at = likely[k]
        stop, k = at + 1, k + 1
        while k < len(likely) and likely[k] == stop and sentences[stop] == sentences[at] and not anew[stop]:
            stop, k = stop + 1, k + 1
        yield _waisted(inside, at, stop)


def _waisted(inside: NDArray[np.float32], start: int, stop: int) -> _Run:
    peak = start + int(np.argmax(inside[start:stop]))
    least = round(float(inside[peak]) * WAIST, 3)
    first, last = peak, peak
    while first > start and inside[first - 1] >= least:
        first -= 1
    while last + 1 < stop and inside[last + 1] >= least:
        last += 1
    return _Run(first, last + 1, round(float(inside[first : last + 1].mean()), 3))


def _bounded(run: _Run, sentences: Sequence[int], grammar: Grammar) -> _Run:
    """The run without words that no name begins or ends with, and with the whole of a name that it holds a part of."""
    upos, heads, relations = grammar
    begin, end, score = run
    while end - begin > 1 and upos[end - 1] in _NEVER_LAST:
        end -= 1
    while end - begin > 1 and upos[begin] in _NEVER_FIRST:
        begin += 1

    def named(at: int) -> bool:
        return relations[at].partition(":")[0] == "flat"

    while end < len(heads) and sentences[end] == sentences[begin] and named(end) and begin <= heads[end] < end:
        end += 1
    while named(begin) and max(0, begin - _REACH) <= heads[begin] < begin:
        begin = heads[begin]
    return _Run(begin, end, score)


def _apart(runs: Sequence[_Run]) -> list[_Run]:
    """Runs of which no two share a word: of those that do the longest stands, and is as sure as the surest."""
    kept: list[_Run] = []
    for run in sorted(runs):
        if kept and run.begin < kept[-1].end:
            before = kept.pop()
            longest = max(before, run, key=lambda r: r.end - r.begin)
            run = longest._replace(score=max(before.score, run.score))
        kept.append(run)
    return kept
