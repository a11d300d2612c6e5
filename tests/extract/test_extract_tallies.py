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
        ("Turkish jets struck PKK targets in northern Syria.", "strikes", None),
        ("U.S. jets struck five of the group's sites.", "targets", 5),
        ("Forty men have been killed there since May.", "killed", 40),
        ("Sixteen people were killed in Iraq.", "killed", 16),
        ("It was the eleventh rocket attack on the base since October.", "attacks", 11),
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


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Thousands of families left for Erbil.", [("displaced", None)]),
        ("More than 60,000 people left since then.", [("displaced", 60000)]),
        ("Some 5,000 fighters gave themselves up.", [("surrendered", 5000)]),
        ("A doctor put the dead at 200.", [("killed", 200)]),
        ("Officials put civilian deaths at 1,291.", [("killed", 1291)]),
        ("At least 23 members of Iran-backed groups died in clashes.", [("killed", 23)]),
        ("Rescuers pulled 30 bodies from the ruins.", [("killed", 30)]),
        ("The monitor gave 53 dead: 46 civilians and seven soldiers.", [("killed", 53), ("killed", 46), ("killed", 7)]),
    ],
)
def test_what_befell_people_by_the_tree(text: str, figures: list[tuple[str, float | None]]) -> None:
    found = [(q.measure, q.value) for c in claims(text) if c.kind in ("event", "tally") for q in c.quantity]
    assert [f for f in found if f[0] in ("killed", "displaced", "surrendered")] == figures


def test_parts_of_a_sum_have_tallies_of_their_own() -> None:
    found = assaults("There were 165 attacks on U.S. forces since October: 66 in Iraq, 98 in Syria.")
    told = {(q.value, *(p.words for p in c.place)) for c in found for q in c.quantity if q.measure == "attacks"}
    assert told == {(165,), (66, "Iraq"), (98, "Syria")}


def test_nobody_harmed_is_nought() -> None:
    figures = [
        (q.measure, q.value) for c in claims("Rockets hit the base on Monday. No one was hurt.") for q in c.quantity
    ]
    assert ("wounded", 0) in figures


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
