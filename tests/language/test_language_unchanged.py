"""What is decoded faster is decoded the same: a fixed sample as it was before, and the plain search that was there."""

from __future__ import annotations

import hashlib
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from recount.language.decode_spans import Marks, best_path, log_softmax, marks_of
from recount.records.codec import to_json
from tests.language.tiny_model import bio, network

WORDS = [
    "the",
    "army",
    "said",
    "Friday",
    "that",
    "rebels",
    "of",
    "al",
    "-",
    "Qaeda",
    "hit",
    "a",
    "U.S.",
    "base",
    ",",
    "killing",
    "12",
    "men",
    "and",
    "wounding",
    "30",
    ".",
    "“",
    "We",
    "fired",
    '"',
    "”",
    "he",
    "told",
    "Reuters",
    "in",
    "Kabul",
    "don't",
    "12,000",
    "دمشق",
]
TEXT = "\n\n".join(" ".join(WORDS[(k * step) % len(WORDS)] for k in range(40)) for step in (1, 2, 3, 5, 7, 11))
RAISED = dict.fromkeys(("uner", "wwn", "attribution", "party", "cause", "effect", "trigger"), -0.75)


@pytest.mark.parametrize(
    ("thresholds", "digest"),
    [({}, "be032bd417d12fa0"), (RAISED, "841f256cf06fa348")],
    ids=["even", "raised"],
)
def test_a_fixed_sample_reads_as_it_always_has(thresholds: dict[str, float], digest: str) -> None:
    """Scores of chance, which no kernel of a processor touches. Who changes what is decoded on purpose changes this."""
    told = to_json(network(**thresholds).analyse(TEXT))
    assert hashlib.sha256(told.encode()).hexdigest()[:16] == digest


def plain_search(chances: np.ndarray, marks: Marks) -> list[int]:
    """Viterbi over all labels, as the textbook has it."""
    first, *rest = chances.tolist()
    sums = [-math.inf if inside else chance for inside, chance in zip(marks.inside, first, strict=True)]
    came = []
    for row in rest:
        top = max(sums)
        before = [sums.index(top)] * len(row)
        new = [top + chance for chance in row]
        for at, begin in enumerate(marks.begins):
            if marks.inside[at]:
                before[at] = begin if sums[begin] >= sums[at] else at
                new[at] = sums[before[at]] + row[at]
        came.append(before)
        sums = new
    path = [sums.index(max(sums))]
    for before in reversed(came):
        path.append(before[path[-1]])
    return path[::-1]


@pytest.mark.parametrize("labels", [bio("X"), bio("X", "Y"), bio(*"VWXYZ"), ("B-X", "O", "I-X", "I-Y")])
@given(data=st.data())
def test_the_search_finds_the_path_of_the_plain_one(labels: tuple[str, ...], data: st.DataObject) -> None:
    """Label by label, ties among them, which scores in quarters have often."""
    shape = (data.draw(st.integers(1, 9)), len(labels))
    scores = data.draw(arrays(np.float32, shape, elements=st.integers(-12, 12).map(lambda k: k / 4)))
    marks = marks_of(labels, "names")
    found = best_path(scores, marks, [range(len(scores))])
    greedy = scores.argmax(axis=1).tolist()
    assert found == greedy or found == plain_search(log_softmax(scores), marks)
