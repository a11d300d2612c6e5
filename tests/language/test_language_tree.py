"""Trees: always one root, always a tree, and the best one there is, by trying all."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from recount.language.decode_tree import heads_of, is_tree, relations_of
from tests.language.tiny_model import model

SCORES = st.integers(-30, 30).map(lambda n: n / 4)


def squares(largest: int) -> st.SearchStrategy[np.ndarray]:
    return st.integers(1, largest).flatmap(lambda n: arrays(np.float32, (n, n), elements=SCORES))


@cache
def all_trees(n: int) -> list[tuple[int, ...]]:
    """Every way to hang n words below one root, found without the code under test: who is above, step by step."""
    ways = (heads for heads in product(range(-1, n), repeat=n) if heads.count(-1) == 1)
    return [heads for heads in ways if all(reaches_top(heads, word) for word in range(n))]


def reaches_top(heads: tuple[int, ...], word: int) -> bool:
    for _ in range(len(heads)):
        word = heads[word]
        if word < 0:
            return True
    return False


def weight(arcs: np.ndarray, heads: list[int] | tuple[int, ...]) -> float:
    return float(sum(arcs[word, word if head < 0 else head] for word, head in enumerate(heads)))


@given(squares(5))
def test_the_tree_is_the_best_of_all_trees(arcs: np.ndarray) -> None:
    heads = heads_of(arcs)
    assert tuple(heads) in all_trees(len(arcs))
    assert weight(arcs, heads) == pytest.approx(max(weight(arcs, tree) for tree in all_trees(len(arcs))))


@given(squares(40))
def test_it_is_a_tree_with_one_root(arcs: np.ndarray) -> None:
    heads = heads_of(arcs)
    assert heads.count(-1) == 1
    assert all(reaches_top(tuple(heads), word) for word in range(len(heads)))


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_the_number_of_trees_is_known(n: int) -> None:
    """Rooted labelled trees: n to the power of n - 1 (Cayley 1889). It vouches for the list that others are held to."""
    assert len(all_trees(n)) == n ** (n - 1)


@pytest.mark.parametrize(
    ("heads", "whole"),
    [
        ([-1], True),
        ([1, -1], True),
        ([-1, -1], False),  # two roots
        ([1, 0], False),  # a ring, and no root
        ([1, 0, -1], False),  # a ring beside the root
        ([1, 2, 3, -1], True),
        ([0, -1], False),  # its own head
    ],
)
def test_what_a_tree_is(heads: list[int], whole: bool) -> None:
    assert is_tree(heads) is whole


def test_a_hundred_words_that_all_point_in_rings() -> None:
    n = 120
    arcs = np.zeros((n, n), dtype=np.float32)
    arcs[np.arange(n), np.arange(n) ^ 1] = 9
    arcs[np.arange(n), (np.arange(n) + 2) % n] = 5
    np.fill_diagonal(arcs, -50)
    assert is_tree(heads_of(arcs))


def test_roots_and_nothing_else_are_called_root() -> None:
    reading = model().read(["the", "army", "said", "the", "army", "said"], [2, 1, 1, 1, 1, 1])
    relations = relations_of(reading, [2, 0, -1, -1, 3, 3])
    assert [at for at, relation in enumerate(relations) if relation == "root"] == [2, 3]


def test_a_relation_is_what_the_formula_says() -> None:
    reading = model().read(["the", "army", "said"], [2, 1, 1])
    heads = [1, 2, -1]
    labels = reading.labels("rel_dep")
    for word, head in ((0, 1), (1, 2)):
        vector = reading.vectors("rel_dep_vector")[word] * reading.vectors("rel_head_vector")[head]
        scores = reading.head("rel_dep")[word] + reading.head("rel_head")[head] + vector @ reading.product
        scores[labels.index("root")] = -np.inf
        assert relations_of(reading, heads)[word] == labels[int(scores.argmax())]
