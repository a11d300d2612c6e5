"""Spans: the best sequence in which I follows B or I of its type, by trying all; and what a span's score is."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from recount.language.card import Card, Head
from recount.language.decode_spans import WordSpan, best_path, log_softmax, marks_of, spans_of
from recount.language.reading import Reading
from tests.language.tiny_model import bio

LABELS = bio("X", "Y")
MARKS = marks_of(LABELS, "names")


def reading_of(scores: np.ndarray, labels: tuple[str, ...], **thresholds: float) -> Reading:
    card = Card({"names": Head(0, len(labels), labels)}, {}, {}, 100, 100, thresholds)
    return Reading(card, scores.astype(np.float32), *[np.zeros((0, 0), dtype=np.float32)] * 4)


def said(*labels: str, of: tuple[str, ...] = LABELS, by: float = 9.0) -> np.ndarray:
    """Scores of a network that is sure of these labels."""
    scores = np.zeros((len(labels), len(of)))
    scores[np.arange(len(labels)), [of.index(label) for label in labels]] = by
    return scores


def sound(path: tuple[int, ...], starts: set[int]) -> bool:
    names = [LABELS[at] for at in path]
    for at, (before, label) in enumerate(pairwise(["O", *names])):
        if label[0] == "I" and (at in starts or before not in (f"B-{label[2:]}", f"I-{label[2:]}")):
            return False
    return True


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.tuples(
            arrays(np.float32, (n, len(LABELS)), elements=st.integers(-16, 16).map(lambda k: k / 4)),
            st.integers(0, n),
        )
    )
)
def test_the_path_is_the_best_of_all_sound_paths(drawn: tuple[np.ndarray, int]) -> None:
    scores, cut = drawn
    n = len(scores)
    parts = [part for part in (range(cut), range(cut, n)) if part]
    path = tuple(best_path(scores, MARKS, parts))
    starts = {part.start for part in parts}
    chances = log_softmax(scores)
    best = max(
        sum(chances[at, label] for at, label in enumerate(other))
        for other in product(range(len(LABELS)), repeat=n)
        if sound(other, starts)
    )
    assert sound(path, starts)
    assert sum(chances[at, label] for at, label in enumerate(path)) == pytest.approx(best)


ROWS = [
    ([], []),
    (["O", "O"], []),
    (["B-X"], [(0, 1, "X")]),
    (["B-X", "I-X", "O", "B-Y"], [(0, 2, "X"), (3, 4, "Y")]),
    (["B-X", "B-X", "I-X"], [(0, 1, "X"), (1, 3, "X")]),
    (["B-X", "B-Y", "I-Y"], [(0, 1, "X"), (1, 3, "Y")]),
]


@pytest.mark.parametrize(("labels", "spans"), [row for row in ROWS if row[0]])
def test_labels_to_spans(labels: list[str], spans: list[tuple[int, int, str]]) -> None:
    found = spans_of(reading_of(said(*labels), LABELS), "names", [range(len(labels))])
    assert [span[:3] for span in found] == spans
    assert all(span.score > 0.99 for span in found)


def test_a_span_ends_with_its_sentence_unless_it_may_go_across() -> None:
    reading = reading_of(said("B-X", "I-X", "I-X"), LABELS)
    sentences = [range(2), range(2, 3)]
    assert spans_of(reading, "names", sentences)[0][:3] == (0, 2, "X")
    assert all(span.end <= 2 or span.begin >= 2 for span in spans_of(reading, "names", sentences))
    assert [span[:3] for span in spans_of(reading, "names", sentences, across=True)] == [(0, 3, "X")]


def test_a_score_is_the_geometric_mean_of_the_probabilities() -> None:
    scores = np.log(np.array([[0.1, 0.8, 0.02, 0.04, 0.04], [0.3, 0.05, 0.5, 0.1, 0.05]]))
    (span,) = spans_of(reading_of(scores, LABELS), "names", [range(2)])
    assert span == WordSpan(0, 2, "X", round((0.8 * 0.5) ** 0.5, 3))


def test_bare_labels_take_the_name_of_their_head() -> None:
    labels = ("O", "B", "I")
    found = spans_of(reading_of(said("B", "I", "O", of=labels), labels), "names", [range(3)])
    assert [span[:3] for span in found] == [(0, 2, "names")]


def test_a_threshold_raises_the_score_of_nothing() -> None:
    scores = said("O", "B-X", "O", by=2.0)
    assert spans_of(reading_of(scores, LABELS), "names", [range(3)])
    assert spans_of(reading_of(scores, LABELS, names=3.0), "names", [range(3)]) == []
