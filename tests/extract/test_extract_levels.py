from __future__ import annotations

import pytest
from extract_cases import LEXICON, claims, sentence

from recount.extract.trends import movements_in


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Some 2,500 U.S. troops remain in Iraq.", "troops"),
        ("They kept an advise and assist role in Iraq.", "role"),
        ("Training is suspended.", "status"),
        ("The siege of the citadel was over.", "status"),
        ("The brigade has suspended its joint patrols.", "status"),
        ("Some 300 people are still trapped in the old town.", "other"),
        ("Another 14 drivers were being held in a school.", "detainees"),
        ("The army held about a third of Raqqa.", "control"),
        ("Some 90 of them have not returned.", "displaced"),
    ],
)
def test_stocks_and_statuses_are_levels(text: str, type_: str) -> None:
    found = [c for c in claims(text) if c.kind == "level"]
    assert [c.type for c in found] == [type_]
    assert not [c for c in claims(text) if c.kind in ("event", "tally")]


def test_a_status_that_someone_brought_about_is_no_level() -> None:
    assert not [c for c in claims("Training was suspended by the ministry on Monday.") if c.kind == "level"]


@pytest.mark.parametrize(
    ("text", "measure", "direction"),
    [
        ("The raids waned late in the year.", "raids", "down"),
        ("A reduction in airstrikes followed.", "strikes", "down"),
        ("The frequency of the raids went down.", "other", "down"),
        ("Attacks in the province have risen sharply.", "attacks", "up"),
    ],
)
def test_movements(text: str, measure: str, direction: str) -> None:
    assert [(m.measure, m.direction) for m in movements_in(sentence(text), LEXICON)] == [(measure, direction)]
    assert [c.direction for c in claims(text) if c.kind == "trend"] == [direction]


@pytest.mark.parametrize(
    "text", ["Forces rose to the challenge.", "The soldiers fell on the enemy.", "He went up the hill."]
)
def test_words_that_only_look_like_movements(text: str) -> None:
    assert movements_in(sentence(text), LEXICON) == []


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Trauma cases have risen since the fight moved west.", "up"),
        ("Strikes have become rare.", "down"),
        ("Patrols were reduced in January.", "down"),
        ("The pace slowed in December.", "down"),
        ("ISIS attacks remained below the level of a year earlier.", "down"),
        ("The lower number of missions was noted.", "down"),
        ("Iraqi forces patrolled less.", "down"),
        ("Partners reported no increase in ISIS attacks.", "none"),
        ("Raids fell in May, officers said.", "down"),
    ],
)
def test_what_moved_is_read_from_the_tree(text: str, direction: str) -> None:
    assert [c.direction for c in claims(text) if c.kind == "trend"] == [direction]


@pytest.mark.parametrize(
    "text", ["Shells fell on the town.", "Ramadi fell to ISIS.", "The flag went up over the square."]
)
def test_what_falls_otherwise_is_no_trend(text: str) -> None:
    assert not [c for c in claims(text) if c.kind == "trend"]
