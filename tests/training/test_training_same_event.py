"""The learner of same-or-not: what it may move and what it may not, and the labels that it learns from."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from itertools import pairwise

import pytest

from evals.claim_pairs import Case, hand_table, labelled
from recount.reconcile.facts import Facts
from recount.reconcile.weights import weights, weights_from
from recount.words.yaml_text import yaml_of
from training.same_event import HELD, ORDERED, fitted, written

HAND = hand_table()
BLANK = Facts(
    id="a", report="a", group="a", family="violence", type="ASSAULT", mode=None, days=None, place=None,
    actors=frozenset(), actor_lines=frozenset(), targets=frozenset(), target_lines=frozenset(), heads=frozenset(),
    instruments=frozenset(), figures={}, words=frozenset(), quote="", speaker="", happened=True, another=False,
    points_back=False, pointed=frozenset(), headline=False, start=0, sentence=0, sentence_no=0, sentence_key="",
    own_actor=True, own_place=True, own_time=True,
)  # fmt: skip


def case(label: str, mode: str, *, other: str | None = None) -> Case:
    one, two = replace(BLANK, mode=mode), replace(BLANK, id="b", report="b", group="b", mode=other or mode)
    return Case(label, one, two, ("a", "b"), 1.0, True)


def test_without_cases_nothing_is_learnt() -> None:
    assert fitted([], HAND) == HAND
    assert fitted([case("cannot tell", "aerial")] * 40, HAND) == HAND


def test_what_is_seen_moves_and_what_a_person_holds_does_not() -> None:
    often = [case("same", "aerial")] * 30 + [case("different", "aerial")] * 10
    learnt = fitted([*often, *[case("different", "aerial", other="firearms")] * 30], HAND, ridge=1.0)
    assert learnt.across > HAND.across
    assert {name for name in HELD if learnt.weight[name] != HAND.weight[name]} == set()
    assert learnt.weight["mode_unlike"] < learnt.weight["mode_mistaken"] < learnt.weight["mode_same"]


def test_evidence_the_wrong_way_round_takes_a_weight_to_nothing_and_not_beyond() -> None:
    """Labels that say that one mode parts and two unlike modes join."""
    odd = [case("different", "aerial")] * 40 + [case("same", "aerial", other="firearms")] * 40
    learnt = fitted(odd, HAND, ridge=0.01)
    assert learnt.weight["mode_same"] >= 0.0 >= learnt.weight["mode_unlike"]
    assert learnt.weight["mode_same"] >= learnt.weight["mode_alike"] >= learnt.weight["mode_unlike"]


@pytest.mark.parametrize("chain", ORDERED, ids=lambda chain: chain[0])
def test_what_says_more_never_counts_less_in_either_table(chain: tuple[str, ...]) -> None:
    for table in (HAND, weights()):
        assert all(table.weight[more] >= table.weight[less] for more, less in pairwise(chain))


def test_the_table_is_written_where_it_is_read() -> None:
    text = resources.files("recount.reconcile").joinpath("weights.yaml").read_text("utf-8")
    moved = replace(weights(), across=-1.25, weight={name: w + 0.5 for name, w in weights().weight.items()})
    assert weights_from(yaml_of(written(text, moved))) == moved
    assert written(text, weights()) == text


def test_a_table_that_lacks_a_weight_is_not_written() -> None:
    with pytest.raises(ValueError, match="mode_new"):
        written("features:\n", replace(weights(), weight={"mode_new": 1.0}))


def test_each_pair_is_labelled_once_and_by_nothing_but_where_it_stands() -> None:
    pairs = labelled()
    assert len({frozenset((pair.one, pair.other)) for pair in pairs}) == len(pairs) > 400
    assert {pair.label for pair in pairs} == {"same", "different", "cannot tell"}
    assert all(pair.stands_for >= 1 for pair in pairs)
