"""CEAF-REE by hand: which entities pair off, and what is lost."""

from __future__ import annotations

import pytest

from evals.counts import Count
from evals.role_fillers import agreeing, counted, entity_of, normal

GOLD = [["the Alpha depot", "depot", "depot of the Alpha company"], ["pumps"], ["toll booth"]]
FOUR = [["m1", "m2", "m3"], ["m4"], ["m5"], ["m6"]]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("The U.S. Embassy", "us embassy"),
        ("an  armed\n man", "armed man"),
        ("pro-government", "progovernment"),
        ("theatre", "theatre"),
        ("the", ""),
    ],
)
def test_mentions_are_compared_as_words_alone(words: str, written: str) -> None:
    assert normal(words) == written


@pytest.mark.parametrize(
    ("said", "gold", "count"),
    [
        (GOLD[:0], GOLD, Count(0, 0, 3)),
        (GOLD, GOLD[:0], Count(0, 3, 0)),
        ([["Pumps"], ["an Alpha depot"], ["toll booth"], ["depot"]], GOLD, Count(3, 4, 3)),
        ([["depot"], ["toll booth"]], GOLD, Count(2, 2, 3)),
        ([["m4"], ["m1"], ["m5"], ["m6"], ["m3"]], FOUR, Count(4, 5, 4)),
        ([["m1", "m2"], ["m4"], ["m5"], ["m6"]], FOUR, Count(4, 4, 4)),
        ([["m1", "m2", "m3", "m4"], ["m5"], ["m6"]], FOUR, Count(2, 3, 4)),
        ([["x"], ["y"]], [["x", "y"], ["x"]], Count(2, 2, 2)),
        ([["a b"], ["c"]], [["a b"], ["a b"]], Count(1, 2, 2)),
    ],
    ids=[
        "nothing said",
        "nothing wanted",
        "one entity named twice is one too many",
        "one missed",
        "a second mention of one entity is wrong",
        "several true mentions are right",
        "one false mention spoils the entity",
        "the pairing gives way so that both agree",
        "two entities of the same words take one each",
    ],
)
def test_entities_pair_off(said: list[list[str]], gold: list[list[str]], count: Count) -> None:
    assert counted([entity_of(e) for e in said], [entity_of(e) for e in gold]) == count


def test_a_long_chain_of_displacements_is_found() -> None:
    ours = [entity_of([f"m{k}"]) for k in range(6)]
    theirs = [entity_of([f"m{k}", f"m{k + 1}"]) for k in range(6)]
    assert agreeing(ours, theirs) == agreeing(ours[::-1], theirs) == 6
