"""Words that could fill a role of an incident, each with how likely it is that they are its very words.

An entity counts only if its words are exactly right, and the network, which scores words one by one, marks too few or
too many. So every mark is worded in all the ways the tree offers (`decode_wordings`), and each wording is weighed by
what the network says of it, of its neighbours and of the report as a whole (`filler_features`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recount.language.analysis import Labelled
from recount.language.decode_runs import NEVER_LAST, Grammar, runs
from recount.language.decode_wordings import Layout, Wording, layout_of, wordings
from recount.language.filler_features import ROLES, Learnt, Scores, learnt, table_of

__all__ = ["ROLES", "Grammar", "candidates", "candidates_by", "told_of"]


def candidates(
    text: str,
    scores: NDArray[np.float32],
    labels: Sequence[str],
    words: Sequence[tuple[int, int]],
    sentences: Sequence[int],
    grammar: Grammar,
) -> tuple[Labelled, ...]:
    """Every span that could fill a role, each role read by itself: an army may be a culprit and a target.

    `scores` are one row of BIO scores a word, `words` offsets into the text; no span leaves its sentence, and no two
    of one role share a word.
    """
    if not len(words):
        return ()
    layout = layout_of([text[start:end] for start, end in words], sentences, grammar)
    return candidates_by(learnt(), words, Scores(scores, labels), layout)


def candidates_by(by: Learnt, words: Sequence[tuple[int, int]], scores: Scores, layout: Layout) -> tuple[Labelled, ...]:
    """The same by what was learnt from any reports."""
    found = []
    for role in ROLES:
        told = told_of(role, scores, layout)
        table = table_of(role, told, scores, layout, by.words[role])
        likely = 1 / (1 + np.exp(-(table @ by.weights[role])))
        found += [
            Labelled(words[one.begin][0], words[one.end - 1][1], role, score)
            for one, score in _apart(told, np.round(likely, 3).tolist())
        ]
    return tuple(sorted(found, key=lambda s: (s.start, s.end, s.label)))


def told_of(role: str, scores: Scores, layout: Layout) -> list[Wording]:
    """Every way to word what might fill a role."""
    upos = layout.grammar.upos
    marked = [
        run
        for run in runs(scores.begins[role], scores.inside[role], layout.sentences, layout.grammar)
        if any(tag not in NEVER_LAST for tag in upos[run.begin : run.end])
    ]
    return wordings(marked, layout)


def _apart(told: Sequence[Wording], likely: Sequence[float]) -> list[tuple[Wording, float]]:
    """The likeliest wordings of which no two share a head or a word."""
    kept: list[tuple[Wording, float]] = []
    taken: set[int] = set()
    for one, score in sorted(zip(told, likely, strict=True), key=lambda each: (-each[1], each[0])):
        own = {*range(one.begin, one.end), one.head}
        if not own & taken:
            kept.append((one, score))
            taken |= own
    return kept
