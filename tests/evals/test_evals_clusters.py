"""Measures of coreference on groupings whose scores are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.clusters import conll, joined, scores


def grouping(*groups: str) -> dict[object, object]:
    return {mention: n for n, group in enumerate(groups) for mention in group}


KNOWN = [
    # Groups wanted and given, then F1 of MUC, B-cubed, CEAF-e, by hand. The first is Luo's (2005) example (a).
    (("12345", "67", "89abc"), ("12345", "6789abc"), 0.947, 0.865, 0.733),
    (("12345", "67", "89abc"), ("1234589abc", "67"), 0.947, 0.737, 0.667),
    (("12345", "67", "89abc"), ("123456789abc",), 0.900, 0.545, 0.294),
    (("12", "3"), ("1", "2", "3"), 0.0, 0.8, 0.667),
]


@pytest.mark.parametrize(("wanted", "given_", "muc", "b3", "ceafe"), KNOWN)
def test_known_scores(wanted: tuple[str, ...], given_: tuple[str, ...], muc: float, b3: float, ceafe: float) -> None:
    found = scores(grouping(*wanted), grouping(*given_))
    assert {n: round(s.f1, 3) for n, s in found.items()} == {"muc": muc, "b3": b3, "ceafe": ceafe}


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=20))
def test_bounds_and_symmetry(rows: list[tuple[int, int]]) -> None:
    wanted = {n: a for n, (a, _) in enumerate(rows)}
    given_ = {n: b for n, (_, b) in enumerate(rows)}
    there, back = scores(wanted, given_), scores(given_, wanted)
    assert all(0 <= s.f1 <= 1 + 1e-9 for s in there.values())
    assert conll(there) == pytest.approx(conll(back))
    if len(set(wanted.values())) < len(wanted):
        assert conll(scores(wanted, wanted)) == pytest.approx(1)


def test_links_are_followed_through() -> None:
    groups = joined([(1, 2), (2, 3)], [1, 2, 3, 4])
    assert groups[1] == groups[3] != groups[4]
