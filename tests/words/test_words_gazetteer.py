"""Places as texts name them: which one is meant, how wide, and what is no place at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.records import Span
from recount.words.gazetteer import Gazetteer
from recount.words.pack import load_pack
from recount.words.seen import Seen

GAZETTEER = Gazetteer(load_pack("inherent-resolve"))
SHARED = Path(__file__).parents[3] / "shared" / "data"


def found(text: str) -> list[tuple[str, str | None]]:
    return [(p.words, p.id) for p in GAZETTEER.places_in(text)]


@pytest.mark.parametrize(
    ("spelling", "id_"),
    [
        ("Deir ez-Zor", "pack:deir-ez-zor"),
        ("Deir al-Zour", "pack:deir-ez-zor"),
        ("Deir Ezzor", "pack:deir-ez-zor"),
        ("Dayr az Zawr", "pack:deir-ez-zor"),
        ("Raqqa", "pack:raqqa"),
        ("ar-Raqqah", "pack:raqqa"),
        ("Rakka", "pack:raqqa"),
        ("Hasakeh", "pack:hasakah"),
        ("al-Hasakah", "pack:hasakah"),
        ("Halab", "pack:aleppo"),
        ("Hims", "pack:homs"),
        ("Edlib", "pack:idlib"),
        ("Ninewa", "pack:nineveh-province"),
        ("al-Anbar", "pack:anbar-province"),
        ("Salahuddin", "pack:salah-al-din-province"),
        ("Rif Dimashq", "pack:rif-dimashq-province"),
        ("Kobane", "pack:kobani"),
        ("Ain al-Arab", "pack:kobani"),
        ("Ain al-Asad", "pack:ain-al-asad-air-base"),
        ("al-Tanf", "pack:tanf"),
        ("al-Hawl", "pack:al-hol"),
        ("Shaddadi", "pack:shaddadi"),
        ("Conoco", "pack:mission-support-site-conoco"),
        ("الموصل", "pack:mosul"),
    ],
)
def test_spellings(spelling: str, id_: str) -> None:
    assert (spelling, id_) in found(f"It happened in {spelling}, where Iraq and Syria meet.")


@pytest.mark.parametrize(
    ("text", "id_", "precision", "least", "most"),
    [
        ("Shells fell in Aleppo, Syria.", "pack:aleppo", "settlement", 5, 20),
        ("Shells fell in Aleppo province, Syria.", "pack:aleppo-province", "province", 80, 200),
        ("Shells fell in the Aleppo countryside of Syria.", "pack:aleppo-province", "province", 80, 200),
        ("Shells fell in southern Aleppo, Syria.", "pack:aleppo-province", "province", 80, 200),
        ("Shells fell in the Syrian city of Aleppo.", "pack:aleppo", "settlement", 5, 20),
        ("Shells fell near Aleppo, Syria.", "pack:aleppo", "settlement", 20, 40),
        ("Shells fell 40 km north of Aleppo, Syria.", "pack:aleppo", "settlement", 50, 70),
        ("Shells fell in northern Syria.", "pack:syria", "region", 300, 400),
        ("Shells fell across Syria.", "pack:syria", "country", 300, 400),
    ],
)
def test_never_finer_than_the_words(text: str, id_: str, precision: str, least: float, most: float) -> None:
    place = GAZETTEER.places_in(text)[0]
    assert (place.id, place.precision) == (id_, precision)
    assert place.radius_km is not None and least <= place.radius_km <= most


@pytest.mark.parametrize(
    ("text", "not_there"),
    [
        ("Abu Bakr al-Baghdadi spoke to Iraq.", "Baghdadi"),
        ("The Aleppo Media Center in Syria reported it.", "Aleppo"),
        ("Damascus said that Syria would answer.", "Damascus"),
        ("The Islamic State of Iraq and Syria fled.", "Iraq"),
        ("Syrian and Iraqi soldiers met.", "Syrian"),
        ("They hit the wall in Iraq.", "hit"),
        ("He said that Hit songs were played in Iraq.", "Hit"),
        ("In May they went to Iraq.", "May"),
        ("A shell fell on the Bab al-Nayrab neighbourhood of Aleppo, Syria.", "al-Nayrab"),
        ("Stalls burned in Souq al-Raqqa in Aleppo, Syria.", "al-Raqqa"),
    ],
)
def test_what_is_no_place(text: str, not_there: str) -> None:
    assert not_there not in [words for words, _ in found(text)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("U.S. troops fired.", []),
        ("US and coalition forces struck a depot.", []),
        ("A U.S.-led raid took place.", []),
        ("US-Iran tensions rose.", []),
        ("The Israel-Hamas war began.", []),
        ("The Israel-Hamas conflict spread.", []),
        ("The U.S. and Iraqi governments met.", []),
        ("The US said so.", []),
        ("U.S. Central Command said so.", []),
        ("The United States Central Command said so.", []),
        ("United States forces left.", []),
        ("He lives in the U.S. and works.", ["U.S."]),
        ("Shells fell in the U.S.", ["U.S."]),
        ("Attacks on troops in Iraq went on.", ["Iraq"]),
        ("Strikes across Iraq rose.", ["Iraq"]),
        ("It was in Iraq’s Anbar province.", ["Iraq", "Anbar province"]),
        ("They went from the United States to Iraq.", ["United States", "Iraq"]),
        ("It fell at the Syria-Turkey border.", ["Syria", "Turkey"]),
    ],
)
def test_a_country_that_stands_for_its_state_is_no_place(text: str, places: list[str]) -> None:
    assert [words for words, _ in found(text)] == places


def test_a_town_that_is_an_english_word_counts_where_words_locate_it() -> None:
    assert ("Hit", "pack:hit") in found("Near Hit, one strike hit a truck in Iraq.")


@pytest.mark.parametrize(
    ("text", "words", "country", "province"),
    [
        ("Police in Alexandria, Louisiana, arrested him.", "Alexandria", "United States", "Louisiana"),
        ("Ferries left Alexandria in Egypt for Cyprus.", "Alexandria", "Egypt", None),
        ("The council of Paris, Texas, met in Dallas.", "Paris", "United States", "Texas"),
        ("The mayor of Paris flew to Lyon and Marseille.", "Paris", "France", None),
        ("They met in Cologne and Munich, Germany.", "Cologne", "Germany", None),
    ],
)
def test_the_document_decides_between_namesakes(text: str, words: str, country: str, province: str | None) -> None:
    place = next(p for p in GAZETTEER.places_in(text) if p.words == words)
    assert (place.country, place.province) == (country, province)


def test_the_theatre_does_not_capture_documents_about_elsewhere() -> None:
    places = GAZETTEER.places_in("In Tripoli, Libya, and in Benghazi, Libya, the price of bread in Libya rose.")
    assert {p.country for p in places} == {"Libya"}


def test_part_of_a_text_is_read_in_the_light_of_the_whole() -> None:
    text = "Iraq and Iraqi Anbar. Shells fell in Hit."
    (place,) = GAZETTEER.places_in(text, 21, len(text))
    assert place.id == "pack:hit"


WORDS = st.sampled_from(
    [
        "Aleppo",
        "the",
        "in",
        "province",
        "near",
        "al-Bab",
        "Deir",
        "ez-Zor",
        ",",
        ".",
        "Syria",
        "Paris",
        "City",
        "’s",
        "of",
        "é",
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60))
def test_spans_hold_their_words_in_order_without_overlap(text: str) -> None:
    end = 0
    for place in GAZETTEER.places_in(text):
        assert place.span is not None
        assert text[place.span.start : place.span.end] == place.words
        assert place.span.start >= end
        assert place.lat is not None and -90 <= place.lat <= 90 and place.radius_km
        end = place.span.end


def test_the_slice_changes_with_places_that_the_text_could_match_and_with_no_others() -> None:
    pack = load_pack("inherent-resolve")
    without = replace(pack, places=tuple(p for p in pack.places if p.id != "pack:hajin"))
    other = Gazetteer(without)
    assert GAZETTEER.slice(frozenset({"hajin", "fell"})) != other.slice(frozenset({"hajin", "fell"}))
    assert GAZETTEER.slice(frozenset({"mosul", "fell"})) == other.slice(frozenset({"mosul", "fell"}))


PROVINCES = {
    "aleppo": ("Aleppo",), "damascus": ("Damascus", "Rif Dimashq"), "idlib": ("Idlib",), "hasakeh": ("Hasakah",),
    "homs": ("Homs",), "deir ezzor": ("Deir ez-Zor",), "raqqa": ("Raqqa",), "hama": ("Hama",),
    "lattakia": ("Latakia",), "daraa": ("Daraa",), "quneitra": ("Quneitra",),
}  # fmt: skip


def rows() -> Iterator[dict[str, str]]:
    path = SHARED / "fakes_syria" / "train.jsonl"
    if not path.is_file():
        pytest.skip(f"the measurement data is not at {path}")
    for line in path.read_text(encoding="utf-8").splitlines()[::4]:
        yield json.loads(line)


@pytest.mark.shared
def test_the_province_of_real_reports_is_among_their_places() -> None:
    hits = [
        any(p.province in PROVINCES[row["location"]] for p in GAZETTEER.places_in(row["article_content"]))
        for row in rows()
        if row["location"] in PROVINCES
    ]
    assert sum(hits) / len(hits) >= 0.95


def test_a_county_a_sea_and_a_state_in_short() -> None:
    text = "Crews from Laurel County met in Charleston, W.Va., and in Albany, N.Y., before they saw the Black Sea."
    spans = [(p.words, p.precision) for p in GAZETTEER.places_in(text)]
    assert ("Laurel County", "district") in spans
    assert ("W.Va.", "province") in spans
    assert ("N.Y.", "province") in spans
    assert ("Black Sea", "region") in spans


def test_a_town_told_with_its_state_is_that_town_all_along() -> None:
    text = "Paris buried its mayor. He was born in Paris, Texas, in 1932, and Paris mourned."
    paris = {p.id for p in GAZETTEER.places_in(text) if p.words == "Paris"}
    assert len(paris) == 1
    assert GAZETTEER.places_in(text)[0].province == "Texas"


def test_what_a_reader_of_sentences_saw_weighs_in() -> None:
    text = "Police charged Lincoln with theft, and Reading was calm."
    person, place = Span(text.index("Lincoln"), text.index(" with")), Span(text.index("Reading"), text.index(" was"))
    assert "Lincoln" not in [p.words for p in GAZETTEER.places_in(text, seen=Seen(people=[person]))]
    assert "Reading" not in [p.words for p in GAZETTEER.places_in(text)]
    assert "Reading" in [p.words for p in GAZETTEER.places_in(text, seen=Seen(places=[place]))]


def test_a_name_that_stands_for_a_government_is_given_apart() -> None:
    text = "U.S. officials spoke in Baghdad."
    assert [p.words for p in GAZETTEER.places_in(text)] == ["Baghdad"]
    assert [p.words for p in GAZETTEER.places_in(text, governing=True)] == ["U.S."]


@pytest.mark.parametrize(
    ("text", "words", "precision", "province"),
    [
        ("In Zurmat district, Paktiya province, a force searched a house.", "Zurmat", "settlement", "Paktya"),
        ("In Sayyid Karam district, Paktiya province, a house burned.", "Sayyid Karam", "district", "Paktya"),
        ("It searched Nahr-e Saraj district, Helmand province.", "Helmand province", "province", "Hilmand"),
        ("A man was held in Faizabad district, Jowzjan province.", "Faizabad", "settlement", "Jawzjan"),
        ("KONAR, Afghanistan (Oct. 25) - Eighteen insurgents fell.", "KONAR", "province", "Kunar"),
        ("A house burned in Kabul district, Kabul province.", "Kabul province", "province", "Kabul"),
        ("Clashes went on in Daykundi province.", "Daykundi province", "province", "Daykundi"),
    ],
)
def test_a_place_is_in_the_province_that_it_is_told_with(text: str, words: str, precision: str, province: str) -> None:
    found = {p.words: (p.precision, p.province) for p in GAZETTEER.places_in(text)}
    assert found[words] == (precision, province)


@pytest.mark.parametrize(
    ("text", "not_there"),
    [
        ("It searched Nahr-e Saraj district, Helmand province.", "Saraj"),
        ("Operations in Western, Eastern, Southern Afghanistan", "Eastern"),
        ("They went to the Chapa Dara district.", "Dara"),
    ],
)
def test_part_of_a_name_is_no_place(text: str, not_there: str) -> None:
    assert not_there not in {p.words for p in GAZETTEER.places_in(text)}
