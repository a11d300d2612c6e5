"""Places of local news: who is written for, who governs where, what no list has."""

from __future__ import annotations

import pytest

from recount.records import Span
from recount.words.gazetteer import Gazetteer
from recount.words.manner import manner_of
from recount.words.pack import load_pack
from recount.words.seen import Seen
from recount.words.tokens import words_in

GAZETTEER = Gazetteer(load_pack("inherent-resolve"))


def places(text: str, *, governing: bool = False) -> dict[str, tuple[str | None, str | None]]:
    found = GAZETTEER.places_in(text, governing=governing)
    return {place.words: (place.province, place.country) for place in found}


@pytest.mark.parametrize(
    ("text", "name", "where"),
    [
        (
            "The county sheriff spoke to the school board of Hanover, near Gettysburg and York, about the high school.",
            "Hanover",
            ("Pennsylvania", "United States"),
        ),
        ("Trains from Hanover reached Bremen, Hamburg and Berlin.", "Hanover", (None, "Germany")),
        ("Floods hit Colorado, Nevada, Washington and Oregon.", "Washington", ("Washington", "United States")),
        ("She moved from Buffalo, New York, to Cleveland.", "New York", ("New York", "United States")),
        ("Troops crossed from Mexico into Texas; Mexico and Canada protested.", "Mexico", (None, "Mexico")),
        ("The ferry to St. Petersburg left Tallinn and Helsinki.", "St. Petersburg", (None, "Russia")),
        ("Two senators, Smith, D-W.Va., and Jones, R-Ohio, objected.", "W.Va.", ("West Virginia", "United States")),
    ],
)
def test_a_name_means_what_the_names_beside_it_and_the_readers_make_likely(
    text: str, name: str, where: tuple[str | None, str | None]
) -> None:
    assert places(text)[name] == where


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Toledo Police Department asked for help.", "Toledo"),
        ("Mosul Police found the bodies.", "Mosul"),
        ("The U.S. House of Representatives voted.", "U.S."),
    ],
)
def test_who_governs_a_place_names_it_and_is_no_place_of_an_event(text: str, name: str) -> None:
    assert name in places(text, governing=True)
    assert name not in places(text)


def test_a_place_that_no_list_has_is_kept_in_its_words() -> None:
    text = "Gunmen fired on cars on Palm Grove Street and fled to huts in Qwertzul."
    street, village = (Span(at := text.index(w), at + len(w)) for w in ("Palm Grove Street", "Qwertzul"))
    found = {p.words: (p.id, p.lat, p.precision) for p in GAZETTEER.places_in(text, seen=Seen([street, village]))}
    assert found == {"Palm Grove Street": (None, None, "site"), "Qwertzul": (None, None, "settlement")}


@pytest.mark.parametrize(
    "text", ["A bomb went off in Baghdad's Garden Square.", "A bomb went off in Garden Square, Baghdad."]
)
def test_a_square_that_no_list_has_lies_in_the_town_beside_it(text: str) -> None:
    at = text.index("Garden")
    found = GAZETTEER.places_in(text, seen=Seen([Span(at, at + len("Garden Square"))]))
    square = next(place for place in found if place.words == "Garden Square")
    assert (square.id, square.province, square.country) == (None, "Baghdad", "Iraq")


def test_a_street_called_after_a_city_is_not_the_city() -> None:
    text = "A bomb went off on Vienna Street."
    street = Span(text.index("Vienna"), len(text) - 1)
    assert [p.words for p in GAZETTEER.places_in(text, seen=Seen([street]))] == ["Vienna Street"]


def test_offices_and_schools_tell_for_whom_a_text_is_written() -> None:
    american = manner_of(words_in("The sheriff told the school board that the grand jury would meet."))
    assert american["US"] > american.get("GB", 0.0)
    assert manner_of(words_in("Fighters shelled the town.")) == {}
