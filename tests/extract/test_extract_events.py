from __future__ import annotations

import pytest
from extract_cases import claims, document
from hypothesis import given
from hypothesis import strategies as st

from recount.records import Claim
from recount.records.ids import claim_id


def one(text: str, kind: str = "event", type_: str = "ASSAULT") -> Claim:
    found = [c for c in claims(text) if c.kind == kind and c.type == type_]
    assert len(found) == 1, [(c.kind, c.type, c.evidence[0].quote) for c in claims(text)]
    return found[0]


def figure(claim: Claim, measure: str) -> float | None:
    return next((q.value for q in claim.quantity if q.measure == measure), None)


@pytest.mark.parametrize(
    ("text", "mode", "killed"),
    [
        ("A car bomb killed four people in Baghdad on Monday.", "explosives", 4),
        ("Four people were killed in Baghdad when a car bomb exploded.", "explosives", 4),
        ("An airstrike hit a market in Idlib, killing nine civilians.", "aerial", 9),
        ("Militants shelled Idlib on Monday and killed two civilians.", "heavy-weapons", 2),
        ("A suicide bomber blew himself up in Mosul, killing six.", "suicide-attack", 6),
        ("At least 15 civilians killed in Idlib by air strikes.", "aerial", 15),
        ("A drone attack in Baghdad killed three soldiers on Monday.", "drone", 3),
    ],
)
def test_an_attack_and_its_dead_are_one_event(text: str, mode: str, killed: float) -> None:
    claim = one(text)
    assert (claim.mode, figure(claim, "killed")) == (mode, killed)


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("ISIS attacked Iraqi forces near Hawija on Monday.", ["isis"], ["iraqi-forces"]),
        ("Iraqi forces were attacked by ISIS near Hawija.", ["isis"], ["iraqi-forces"]),
        ("ISIS carried out a raid on Iraqi forces in Hawija on Monday.", ["isis"], ["iraqi-forces"]),
        ("Iraqi forces came under fire in Hawija.", [], ["iraqi-forces"]),
        ("An attack on U.S. troops in Baghdad wounded two.", [], ["us-forces"]),
        ("A bomb exploded in Mosul, wounding two.", [], []),
    ],
)
def test_who_did_it_to_whom(text: str, actor: list[str], target: list[str]) -> None:
    claim = one(text)
    assert [m.id for m in claim.actor] == actor
    assert [m.id for m in claim.target if m.id] == target


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("A rocket attack in Baghdad on Monday was blamed on the militias.", "suspected"),
        ("A rocket attack in Baghdad on Monday has been tied to the militias.", "suspected"),
        ("ISIS claimed responsibility for a bombing in Baghdad on Monday.", "claimed"),
    ],
)
def test_how_sure_the_role_is(text: str, certainty: str) -> None:
    assert [m.certainty for m in one(text).actor] == [certainty]


def test_who_helps_is_no_actor() -> None:
    claim = one("The militias, backed by Russia, attacked Iraqi forces in Hawija on Monday.")
    assert [m.id for m in claim.actor] == ["militias"]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Iraqi forces captured Hawija on Monday.", "TERRITORY"),
        ("Iraqi forces captured three militants on Monday.", "COERCE"),
        ("Iraqi forces arrested two militants in Mosul on Monday.", "COERCE"),
        ("Russia condemned the bombing.", "ACCUSE"),
        ("U.S. troops withdrew from Mosul on Monday.", "RETREAT"),
        ("Russia donated grain to Syria on Monday.", "AID"),
        ("The minister met his counterpart in Baghdad on Monday.", "CONSULT"),
        ("Thousands protested in Baghdad on Monday.", "PROTEST"),
        ("The envoy praised Iraqi forces on Monday.", "SUPPORT"),
        ("Russia rejected the proposal on Monday.", "REJECT"),
    ],
)
def test_types(text: str, type_: str) -> None:
    assert type_ in {c.type for c in claims(text) if c.kind == "event"}


def test_the_events_own_place_comes_first_and_raw_words_are_kept() -> None:
    claim = one("Speaking in Baghdad, an officer said militants attacked a post in the village of Tal Qasr on Monday.")
    assert claim.place[0].words == "Tal Qasr"
    assert claim.place[0].id is None


def test_a_place_is_carried_with_a_reason() -> None:
    found = claims("A car bomb exploded in Mosul on Monday. The attack killed five people.")
    second = next(c for c in found if figure(c, "killed") == 5)
    assert second.place[0].words == "Mosul"
    assert any("carried" in reason for reason in second.reasons)
    assert second.time is not None
    assert second.time.start == "2021-12-13"


@pytest.mark.parametrize(("published", "end"), [("2021-12-15", "2021-12-16"), (None, None)])
def test_an_undated_event_is_bounded_by_publication_only(published: str | None, end: str | None) -> None:
    claim = next(c for c in claims("ISIS attacked a post in Mosul.", published=published) if c.type == "ASSAULT")
    assert (claim.time.end if claim.time else None) == end
    assert claim.time is None or claim.time.start is None


def test_civil_zone_and_crosswalk() -> None:
    claim = one("Gunmen attacked civilians in Mosul on Monday.")
    assert claim.time is not None
    assert claim.time.zone == "Asia/Baghdad"
    assert (claim.cameo, claim.acled) == ("19", "Attack")


@pytest.mark.parametrize(
    "text",
    [
        "Who attacked the base in Mosul on Monday?",
        "Expanded Coverage:",
        "The weather in Baghdad was pleasant.",
        "The ministers hope to strike a deal.",
        "Delays have threatened the safety of the crew.",
    ],
)
def test_nothing_is_said(text: str) -> None:
    assert claims(text) == []


@given(
    st.lists(
        st.sampled_from(
            ["ISIS", "attacked", "rebels", "in Mosul", "on Monday", "and", ",", "killed four", ".", "raids"]
        ),
        max_size=25,
    )
)
def test_evidence_is_the_text_and_ids_follow_from_it(parts: list[str]) -> None:
    text = " ".join(parts)
    for claim in claims(text):
        first = claim.evidence[0]
        assert text[first.start : first.end] == first.quote != ""
        assert claim.id == claim_id("r", "v", claim.kind, claim.type, first.start, first.end)
        assert 0 <= claim.reading_confidence <= 1
    assert claims(text) == claims(text)
    assert document(text).text == text
