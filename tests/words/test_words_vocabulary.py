from __future__ import annotations

import copy
from importlib import resources

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from recount.records import PackError, UsageError
from recount.words.vocabulary import checked, vocabulary

RAW = yaml.safe_load(resources.files("recount.words").joinpath("vocabulary.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("comparator", "value", "low", "high"),
    [
        ("exact", 12, 12, 12),
        ("about", 100, 90, 110),
        ("over", 150, 151, None),
        ("at_least", 12, 12, None),
        ("at_most", 9, 0, 9),
        ("as_many_as", 33, 0, 33),
        ("nearly", 100, 90, 99),
        ("a_few", None, 3, 5),
        ("several", None, 3, 9),
        ("dozens", None, 24, 99),
        ("scores", None, 40, 99),
        ("hundreds", None, 200, 999),
        ("thousands", None, 2000, 9999),
        ("unknown", None, None, None),
    ],
)
def test_ranges_are_those_of_the_design(
    comparator: str, value: float | None, low: float | None, high: float | None
) -> None:
    assert vocabulary().range_of(comparator, value) == (low, high)


@given(st.sampled_from(sorted(vocabulary().comparators)), st.integers(1, 10**6))
def test_no_range_is_upside_down(comparator: str, value: int) -> None:
    low, high = vocabulary().range_of(comparator, value)
    assert low is None or high is None or low <= high


def test_an_unknown_comparator_is_named_with_those_that_exist() -> None:
    with pytest.raises(UsageError, match=r"loads.*about"):
        vocabulary().range_of("loads", 3)


@pytest.mark.parametrize(
    ("type_", "mode", "cameo", "acled"),
    [
        ("ASSAULT", "drone", "19", "Air/drone strike"),
        ("ASSAULT", None, "19", "Armed clash"),
        ("TERRITORY", "gain", "19", "Government regains territory"),
        ("CONSULT", "visit", "04", None),
        (None, None, None, None),
        ("RUMOUR", None, None, None),
    ],
)
def test_crosswalk(type_: str | None, mode: str | None, cameo: str | None, acled: str | None) -> None:
    assert vocabulary().crosswalk(type_, mode) == (cameo, acled)


def test_all_sixteen_plover_events_and_territory_stand() -> None:
    assert len(vocabulary().events) == 17


def without(part: str) -> dict[str, object]:
    raw = copy.deepcopy(RAW)
    del raw[part]
    return raw


@pytest.mark.parametrize("part", sorted(RAW))
def test_a_missing_part_is_named(part: str) -> None:
    with pytest.raises(PackError, match=part):
        checked(without(part))


def test_a_bad_bound_and_an_unknown_field_are_named() -> None:
    raw = copy.deepcopy(RAW)
    raw["comparators"]["about"]["low"] = "most of v"
    with pytest.raises(PackError, match="about"):
        checked(raw)
    raw = copy.deepcopy(RAW)
    raw["events"]["AID"]["colour"] = "red"
    with pytest.raises(PackError, match="colour"):
        checked(raw)
    raw = copy.deepcopy(RAW)
    raw["levels"] = {}
    with pytest.raises(PackError, match="levels"):
        checked(raw)
