"""How parties stand to one another: both ends where the tree has them, the speaker kept, and nothing from afar."""

from __future__ import annotations

import pytest
from whole_reports import told

from recount.records import Claim


def ends(claim: Claim) -> tuple[str | None, list[str], list[str]]:
    """A relation as type, who, and to whom or where."""
    to = [m.words for m in claim.target] or [p.words for p in claim.place]
    return claim.type, [m.words for m in claim.actor], to


@pytest.mark.parametrize(
    ("text", "type_", "actor", "target"),
    [
        ("Kataib Hezbollah, an Iraqi militia backed by Iran, left.", "supports", "Iran", "Kataib Hezbollah"),
        ("Hezbollah, which is funded by Iran, sent fighters.", "supports", "Iran", "Hezbollah"),
        ("Iran has long supported Kataib Hezbollah.", "supports", "Iran", "Kataib Hezbollah"),
        ("Harakat al-Nujaba is part of the Popular Mobilization Forces.", "part_of", "Harakat al-Nujaba",
         "Popular Mobilization Forces"),
        ("The PMF, an umbrella that includes Kataib Hezbollah, met.", "part_of", "Kataib Hezbollah", "PMF"),
        ("The SDF, led by the YPG, rested on Friday.", "commands", "YPG", "SDF"),
        ("The YPG is allied with the United States.", "allied_with", "YPG", "United States"),
        ("ISIS controls most of Raqqa.", "controls", "ISIS", "Raqqa"),
        ("Mosul was then held by ISIS.", "controls", "ISIS", "Mosul"),
        ("U.S. forces are stationed at Ain al-Asad.", "located_in", "U.S. forces", "Ain al-Asad"),
        ("Turkey opposes the YPG.", "opposes", "Turkey", "YPG"),
        ("The coalition is fighting ISIS.", "fights", "coalition", "ISIS"),
        ("Iran provides weapons to Kataib Hezbollah.", "supports", "Iran", "Kataib Hezbollah"),
        ("Hezbollah receives funding from Iran.", "supports", "Iran", "Hezbollah"),
        ("The sites were used by groups that Iran supports.", "supports", "Iran", "groups"),
        ("A militia with close ties to Tehran left.", "allied_with", "militia", "Tehran"),
        ("Adel Karim, who leads Kataib Hezbollah, rested.", "commands", "Adel Karim", "Kataib Hezbollah"),
        ("The factions are loyal to Iran.", "allied_with", "The factions", "Iran"),
        ("ISIS maintains control of Hajin.", "controls", "ISIS", "Hajin"),
        ("Raqqa is in the hands of ISIS.", "controls", "ISIS", "Raqqa"),
        ("Kataib Hezbollah answers to Iran.", "commands", "Iran", "Kataib Hezbollah"),
        ("Jabhat al-Nusra renamed itself Jabhat Fatah al-Sham.", "same_as", "Jabhat al-Nusra", "Jabhat Fatah al-Sham"),
    ],
)  # fmt: skip
def test_who_stands_how_to_whom(text: str, type_: str, actor: str, target: str) -> None:
    (found,) = told(text, "relation")
    assert ends(found) == (type_, [actor], [target])
    assert found.relation is not None and found.relation.type == type_


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("The Iraqi army depends on the coalition for intelligence and air support.", "intelligence and air support"),
        ("The Iraqi army relies on coalition air support.", "air support"),
        ("The Iraqi army relies on the coalition.", None),
    ],
)
def test_what_one_relies_on_another_for(text: str, about: str | None) -> None:
    (found,) = told(text, "relation")
    assert (found.type, found.target[0].id, found.about) == ("relies_on", "coalition", about)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("The U.S.-backed Syrian Democratic Forces rested.", [("U.S.", "Syrian Democratic Forces")]),
        ("An Iran-backed militia, Kataib Hezbollah, rested.", [("Iran", "Kataib Hezbollah")]),
        ("Iran-backed groups such as Kataib Hezbollah and Harakat al-Nujaba rested.",
         [("Iran", "Kataib Hezbollah"), ("Iran", "Harakat al-Nujaba")]),
        ("Iran-backed militias attacked the base.", []),
        ("Western-backed rebels attacked the base.", []),
    ],
)  # fmt: skip
def test_a_description_tells_a_relation_only_of_two_that_are_named(text: str, pairs: list[tuple[str, str]]) -> None:
    assert [(c.actor[0].words, c.target[0].words) for c in told(text, "relation")] == pairs


def test_since_and_until() -> None:
    (found,) = told("Mosul has been under the control of ISIS since June 2014.", "relation")
    assert found.relation is not None and (found.relation.start, found.relation.end) == ("2014-06-01", None)


@pytest.mark.parametrize(
    ("text", "modality", "stance"),
    [
        ("Turkey does not support the YPG.", "negated", "asserts"),
        ("ISIS no longer controls Mosul.", "negated", "asserts"),
        ("Iran denied that it arms Kataib Hezbollah.", "negated", "denies"),
        ("Iran denied any link to Kataib Hezbollah.", "negated", "denies"),
        ("Officials have accused Iran of arming Kataib Hezbollah.", "actual", "accuses"),
        ("Analysts said Iran supports Kataib Hezbollah.", "actual", "asserts"),
    ],
)
def test_as_it_is_said(text: str, modality: str, stance: str) -> None:
    (found,) = told(text, "relation")
    assert (found.modality, found.stance) == (modality, stance)


@pytest.mark.parametrize(
    "text",
    [
        "Part of the city was destroyed in the strikes.",
        "Residents depend on the river for water.",
        "If Iran arms Kataib Hezbollah, the coalition will respond.",
        "The coalition will support the SDF.",
        "Fighters of the YPG control the road, and the SDF held talks in Raqqa.",
        "He is a member of the parliament.",
        "A town in eastern Syria held by the group was hit.",
        "Mazloum Abdi, the commander of the SDF, said his fighters would rest.",
        "The coalition trained 200 Peshmerga last year.",
        "The coalition wants to support the SDF.",
        "U.S. forces are in an advisory role.",
        "The commander was in a meeting.",
    ],
)
def test_no_relation(text: str) -> None:
    assert told(text, "relation") == []


def test_who_fights_whom_as_a_description_is_no_attack() -> None:
    text = "The forces fighting ISIS rested on Monday."
    assert told(text, "event") == []


def test_said_twice_is_one_relation() -> None:
    (found,) = told("Iran supports Kataib Hezbollah. The town slept. Iran supports Kataib Hezbollah.", "relation")
    assert len(found.evidence) == 2
