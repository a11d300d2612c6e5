"""Shingles and near pairs, checked against all pairs computed one by one."""

from __future__ import annotations

import random
import zlib
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.words.similarity import containment, jaccard, near_pairs, shingle_sequence, shingles, words_of


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("one two three four", "one two three four", 1.0),
        ("one two three four", "One, two... three four!", 1.0),
        ("one two three four", "one two three five", 1 / 3),
        ("one two three", "four five six", 0.0),
        ("", "one two three", 0.0),
        ("", "", 0.0),
    ],
)
def test_jaccard_of_shingles_of_three(a: str, b: str, expected: float) -> None:
    assert jaccard(shingles(a, 3), shingles(b, 3)) == pytest.approx(expected)


def test_containment_is_of_the_smaller() -> None:
    whole = shingles("one two three four five six seven", 3)
    assert containment(whole, shingles("two three four", 3)) == 1.0
    assert containment(whole, frozenset()) == 0.0


def by_hand(words: list[str]) -> int:
    """One shingle in plain integers, modulo 2 to the 64th."""
    total = 0
    for word in words:
        total = (total ^ zlib.crc32(word.encode())) * 1_099_511_628_211 % 2**64
        total ^= total >> 29
    return total >> 1


def test_hashes_do_not_depend_on_the_process() -> None:
    words = ["two", "shells", "fell", "on", "qasr"]
    assert shingle_sequence(words, 3) == (by_hand(words[:3]), by_hand(words[1:4]), by_hand(words[2:]))
    assert shingle_sequence(["qasr"], 3) == (by_hand(["qasr"]),)


@given(st.text(max_size=200), st.integers(1, 6))
def test_a_shingle_for_every_run(text: str, n: int) -> None:
    words = words_of(text)
    found = shingle_sequence(words, n)
    assert len(found) == (max(1, len(words) - n + 1) if words else 0)
    assert all(0 <= value < 1 << 63 for value in found)


def family(seed: int, size: int = 40) -> list[tuple[str, frozenset[int]]]:
    chance = random.Random(seed)
    base = [chance.sample(range(10**6), 200) for _ in range(5)]
    items = []
    for n in range(size):
        own = [x if chance.random() < 0.8 else chance.randrange(10**6) for x in base[n % 5]]
        items.append((f"{n:03}", frozenset(own)))
    return items


@pytest.mark.parametrize("threshold", [0.1, 0.3, 0.5])
def test_near_pairs_are_those_of_all_pairs(threshold: float) -> None:
    items = family(4)
    exact = {(a, b) for (a, x), (b, y) in combinations(items, 2) if jaccard(x, y) >= threshold}
    found = {(a, b) for a, b, _ in near_pairs(items, threshold)}
    assert found <= exact
    assert len(found) >= 0.97 * len(exact)
    assert exact


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 999))
def test_order_does_not_matter(seed: int) -> None:
    items = family(seed, 15)
    assert near_pairs(items[::-1], 0.2) == near_pairs(items, 0.2)


def test_empty_sets_pair_with_nothing() -> None:
    assert near_pairs([("a", frozenset()), ("b", frozenset())], 0.1) == []
