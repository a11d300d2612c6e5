"""Parties as texts name them: by name, by nationality, by noun, by the capital they speak from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.words.catalogue import Catalogue
from recount.words.pack import load_pack


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(load_pack("inherent-resolve"))


CATALOGUE = Catalogue(load_pack("inherent-resolve"))


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("U.S. troops left.", [("U.S. troops", "us-forces", "MIL")]),
        ("They told us nothing.", []),
        ("US jets struck.", [("US jets", "us-forces", "MIL")]),
        ("Russian air strikes hit the town.", [("Russian", "russia-forces", "MIL")]),
        ("Coalition warplanes circled.", [("Coalition warplanes", "coalition", "IMG")]),
        ("Fighters from IS fled.", [("Fighters", None, "UAF"), ("IS", "isis", "ISM")]),
        ("it is here, and he IS there", []),
        ("Daesh and DAESH and Da'esh", [("Daesh", "isis", "ISM"), ("DAESH", "isis", "ISM"), ("Da'esh", "isis", "ISM")]),
        ("Kataib Hezbollah vowed revenge.", [("Kataib Hezbollah", "kataib-hezbollah", "PRM")]),
        ("Hezbollah vowed revenge.", [("Hezbollah", "hezbollah", "PRM")]),
        ("the al-Nusra Front's men", [("al-Nusra Front", "hts", "ISM"), ("men", None, "CVL")]),
        ("Pro-Iranian militias and Iran-backed militia groups", [
            ("Pro-Iranian militias", "iran-backed-militias", "PRM"),
            ("Iran-backed militia groups", "iran-backed-militias", "PRM"),
        ]),
        ("Iraqi Prime Minister Haider al-Abadi spoke.", [
            ("Iraqi Prime Minister Haider al-Abadi", "iraq-prime-minister", "GOV"),
        ]),
        ("Iraqi officers and local residents", [
            ("Iraqi officers", "iraqi-security-forces", "MIL"),
            ("local residents", None, "CVL"),
        ]),
        ("Turkish soldiers shot at refugees.", [
            ("Turkish soldiers", "turkish-forces", "MIL"),
            ("refugees", None, "REF"),
        ]),
        ("a military base, a rebel stronghold", []),
        ("an ISIS-held village", []),
        ("داعش", [("داعش", "isis", "ISM")]),
        ("Free Syrian Army", [("Free Syrian Army", "fsa", "REB")]),
        ("", []),
    ],
)  # fmt: skip
def test_mentions(catalogue: Catalogue, text: str, mentions: list[tuple[str, str | None, str]]) -> None:
    assert [(m.words, m.id, m.sector) for m in catalogue.actors_in(text)] == mentions


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Syria: in Homs, Syria, government forces advanced.", "syrian-forces"),
        ("Iraq: near Tikrit, Iraq, government forces advanced.", "iraqi-security-forces"),
        ("The Syrian capital was quiet. Troops of the army rested.", "syrian-army"),
        ("An Iraqi town was quiet. Trucks of the army rested.", "iraqi-army"),
        ("A quiet day. Trucks of the army rested.", None),
    ],
)
def test_armies_without_a_name_are_those_of_the_country_spoken_of(
    catalogue: Catalogue, text: str, id_: str | None
) -> None:
    found = [m for m in catalogue.actors_in(text) if "army" in m.words or "forces" in m.words]
    assert [m.id for m in found] == [id_]


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Damascus said it would reply.", "syrian-government"),
        ("Ankara has repeatedly denied it.", "turkiye-government"),
        ("According to Moscow, nothing was hit.", "russia-government"),
        ("Shells fell in Damascus.", None),
        ("They drove from Ankara.", None),
    ],
)
def test_capitals_speak_for_governments(catalogue: Catalogue, text: str, id_: str | None) -> None:
    assert [m.id for m in catalogue.actors_in(text) if m.words in ("Damascus", "Ankara", "Moscow")] == (
        [id_] if id_ else []
    )


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Suspected ISIS gunmen fired.", "suspected"),
        ("The suspected militants fled.", "suspected"),
        ("ISIS gunmen fired.", "stated"),
    ],
)
def test_suspicion_is_kept(catalogue: Catalogue, text: str, certainty: str) -> None:
    assert {m.certainty for m in catalogue.actors_in(text)} == {certainty}


def test_a_lost_apostrophe_is_forgiven(catalogue: Catalogue) -> None:
    assert [m.id for m in catalogue.actors_in("Syrias army and Russias air force")] == ["syrian-army", "russia-forces"]


def test_part_of_a_text_is_read_with_offsets_into_the_whole(catalogue: Catalogue) -> None:
    text = "ISIS fled. The SDF advanced."
    (mention,) = catalogue.actors_in(text, 11, len(text))
    assert mention.span is not None
    assert text[mention.span.start : mention.span.end] == mention.words == "SDF"


WORDS = st.sampled_from(
    [
        "ISIS",
        "the",
        "army",
        "Syrian",
        "forces",
        "said",
        "U.S.",
        "al-Nusra",
        "Front",
        "'s",
        ",",
        ".",
        "in",
        "rebels",
        "é",
        "داعش",
    ]
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60))
def test_spans_hold_their_words_in_order_without_overlap(text: str) -> None:
    end = 0
    for mention in CATALOGUE.actors_in(text):
        assert mention.span is not None
        assert text[mention.span.start : mention.span.end] == mention.words
        assert mention.span.start >= end
        end = mention.span.end


def test_the_slice_changes_with_entries_that_the_text_could_match_and_with_no_others() -> None:
    pack = load_pack("inherent-resolve")
    before = Catalogue(pack)
    actors = dict(pack.actors)
    actors.pop("hamas")
    pack.actors.clear()
    pack.actors.update(actors)
    after = Catalogue(pack)
    assert before.slice(frozenset({"hamas", "fired"})) != after.slice(frozenset({"hamas", "fired"}))
    assert before.slice(frozenset({"isis", "fired"})) == after.slice(frozenset({"isis", "fired"}))
