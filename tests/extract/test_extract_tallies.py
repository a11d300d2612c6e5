from __future__ import annotations

import pytest
from extract_cases import claims

from recount.records import Claim


def assaults(text: str) -> list[Claim]:
    return [c for c in claims(text) if c.type == "ASSAULT"]


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("There were over 150 attacks on U.S. troops since October.", "attacks", 150),
        ("Near Mosul, three strikes struck a tactical unit.", "strikes", 3),
        ("During the past three years, 30 activists were assassinated.", "killed", 30),
        ("The militias launched attacks on rebels.", "attacks", None),
        ("The war has killed more than 250,000 people since 2011.", "killed", 250000),
    ],
)
def test_several_together_are_a_tally_and_never_an_event(text: str, measure: str, value: float | None) -> None:
    found = assaults(text)
    assert [c.kind for c in found] == ["tally"]
    assert value in [q.value for q in found[0].quantity if q.measure == measure]


@pytest.mark.parametrize(
    "text",
    [
        "U.S. troops were attacked dozens of times by the militias.",
        "ISIS regularly attacked Iraqi forces.",
        "The militias shell rebels almost daily.",
    ],
)
def test_habits_are_tallies(text: str) -> None:
    assert {c.kind for c in assaults(text)} == {"tally"}


@pytest.mark.parametrize(
    "text",
    [
        "Near Hit, one strike destroyed a vehicle and two buildings.",
        "Air strikes killed 15 civilians in Idlib on Monday.",
        "A bombing in Mosul killed 30 people on Monday.",
        "A rocket attack in Baghdad on Monday has repeatedly been tied to the militias.",
    ],
)
def test_one_happening_is_an_event(text: str) -> None:
    assert [c.kind for c in assaults(text)] == ["event"]


def test_a_strike_line_gives_place_and_count() -> None:
    found = assaults("- Near Mosul, four strikes struck an ISIS unit and destroyed two vehicles and six trenches.")
    assert [p.words for p in found[0].place] == ["Mosul"]
    assert next(q.value for q in found[0].quantity if q.measure == "strikes") == 4


def test_a_line_that_begins_with_near_names_a_place_known_or_not() -> None:
    place = assaults("- Near Tal Sabah, two strikes hit an ISIS unit.")[0].place[0]
    assert (place.words, place.id, place.lat) == ("Tal Sabah", None, None)


def test_a_tally_without_a_number_keeps_an_unknown_value() -> None:
    claim = assaults("The militias launched attacks on rebels.")[0]
    assert (claim.quantity[0].value, claim.quantity[0].comparator) == (None, "unknown")
