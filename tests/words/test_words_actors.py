"""The shipped pack's actors: complete, findable, in the right script, and dated where offices change hands."""

from __future__ import annotations

import re
from datetime import date

import pytest

from recount.words.catalogue import Catalogue
from recount.words.entries import ActorEntry
from recount.words.expand import expanded
from recount.words.pack import load_pack
from recount.words.vocabulary import vocabulary

PACK = load_pack("inherent-resolve")
CATALOGUE = Catalogue(PACK)
OFFICE_DAYS = [
    ("Lloyd Austin", "2015-06-01", "us-centcom"),
    ("Lloyd Austin", "2022-06-01", "us-defense"),
    ("Mike Pompeo", "2017-06-01", "us-cia"),
    ("Mike Pompeo", "2019-06-01", "us-state"),
    ("Hakan Fidan", "2016-06-01", "turkiye-mit"),
    ("Hakan Fidan", "2023-07-01", "turkiye-foreign-ministry"),
    ("Mustafa al-Kadhimi", "2018-06-01", "iraqi-inis"),
    ("Mustafa al-Kadhimi", "2021-06-01", "iraq-prime-minister"),
    ("Mustafa al-Kadhimi", "2023-06-01", "iraq-prime-minister"),
    ("Nechirvan Barzani", "2016-06-01", "krg-prime-minister"),
    ("Nechirvan Barzani", "2020-06-01", "krg-president"),
    ("John Brennan", "2015-06-01", "us-cia"),
    ("John Brennan", "2022-01-01", "cjtf-oir"),
    ("Brett McGurk", "2017-06-01", "us-envoy-coalition"),
    ("Abu Mohammad al-Julani", "2016-06-01", "hts"),
    ("Mike Pompeo", None, None),
]


def _names(entry: ActorEntry) -> list[str]:
    """Spellings that need no other word beside them."""
    spelt = [name for alias in (entry.name, *entry.aliases) for name in expanded(alias)]
    return [*spelt, *entry.cased, *entry.arabic]


def _ids(name: str, published: date | None = None) -> set[str | None]:
    return {mention.id for mention in CATALOGUE.actors_in(f"Later {name} said so.", published=published)}


def test_there_are_as_many_as_an_analyst_would_look_for() -> None:
    assert len(PACK.actors) >= 220
    assert sum(bool(entry.arabic) for entry in PACK.actors.values()) >= 150


@pytest.mark.parametrize("entry", PACK.actors.values(), ids=lambda entry: entry.id)
def test_every_actor_is_told_and_found(entry: ActorEntry) -> None:
    assert entry.sector in vocabulary().names["sectors"]
    assert entry.kind != "unknown"
    assert any(entry.id in _ids(name) for name in _names(entry)), "no spelling of it is found in a plain sentence"


@pytest.mark.parametrize("entry", [e for e in PACK.actors.values() if e.arabic], ids=lambda entry: entry.id)
def test_arabic_names_are_in_arabic_script_and_found(entry: ActorEntry) -> None:
    for name in entry.arabic:
        assert re.fullmatch(r"[؀-ۿ\d ]+", name), name
        assert entry.id in {mention.id for mention in CATALOGUE.actors_in(f"قال {name} أمس")}, name


def test_no_spelling_in_any_case_is_one_plain_word() -> None:
    """A spelling without a capital is found wherever the word stands, so only terms of the field may be one word."""
    bare = {n for e in PACK.actors.values() for a in (e.name, *e.aliases) for n in expanded(a) if n == n.lower()}
    known = {"coalition", "regime", "loyalists", "mukhabarat", "observatory", "shabiha", "shabbiha"}
    assert {name for name in bare if " " not in name} <= known


def test_every_relation_names_an_actor_and_a_relation_of_the_vocabulary() -> None:
    for entry in PACK.actors.values():
        for tie in entry.relations:
            assert tie.id in PACK.actors and tie.id != entry.id
            assert tie.relation in vocabulary().names["relations"]


@pytest.mark.parametrize(("name", "day", "id_"), OFFICE_DAYS)
def test_a_person_is_the_office_held_when_the_text_was_published(name: str, day: str | None, id_: str | None) -> None:
    assert _ids(name, date.fromisoformat(day) if day else None) == {id_}


@pytest.mark.parametrize(
    ("text", "not_"),
    [
        ("A monitor said that the town of al-Mayadeen was quiet.", {"al-monitor", "al-mayadeen"}),
        ("He is in Syria and is in Libya.", {"isis", "isis-syria-province", "isis-libya"}),
        ("Fighters crossed the province of Sinai; a full moon (badr) rose.", {"isis-sinai", "badr"}),
        ("The base came under fire and the victory was small.", {"jaysh-al-nasr"}),
        ("They walked at dawn to the guardian of the shrine.", {"guardian"}),
    ],
)
def test_ordinary_words_and_places_are_no_actors(text: str, not_: set[str]) -> None:
    assert not not_ & {mention.id for mention in CATALOGUE.actors_in(text)}


def test_former_names_are_found() -> None:
    for entry in PACK.actors.values():
        for former in entry.called:
            assert entry.id in _ids(former.name), former
