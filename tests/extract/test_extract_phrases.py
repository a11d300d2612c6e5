"""Whom a report names in words that no catalogue has, as object or subject of what it tells."""

from __future__ import annotations

import pytest
from whole_reports import told


def _sides(text: str, kind: str, type_: str) -> tuple[list[str], list[str]]:
    claim = next(c for c in told(text, kind) if c.type == type_)
    return [m.words for m in claim.actor], [m.words for m in claim.target]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Two jets bombed a rocket workshop near Hawija on Monday.", ["a rocket workshop"]),
        ("On Monday one strike hit a supply tunnel and a radio mast near Hawija.", ["a supply tunnel", "a radio mast"]),
        ("Gunmen attacked salt traders near Palmyra on Monday.", ["salt traders"]),
        ("Iraqi forces shelled Hawija on Monday.", []),
        ("A mortar attack killed 12 people in Baghdad on Monday.", []),
    ],
)
def test_what_is_struck_is_the_target_in_the_report_s_own_words(text: str, targets: list[str]) -> None:
    assert _sides(text, "event", "ASSAULT")[1] == targets


def test_things_used_by_a_party_stand_for_it() -> None:
    claim = told("On Monday U.S. forces struck two depots used by Kataib Hezbollah near Hawija.", "event")[0]
    assert [m.id for m in claim.target] == ["kataib-hezbollah"]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Two small parties threatened to boycott the vote.", ["Two small parties"]),
        ("A farmers' group demanded an inquiry.", ["A farmers' group"]),
    ],
)
def test_those_who_threaten_or_demand_are_its_actors(text: str, actors: list[str]) -> None:
    assert [m.words for m in told(text, "intent")[0].actor] == actors


@pytest.mark.parametrize(
    ("text", "kind", "speaker"),
    [
        ("The network counted 31 dead in Hawija on Monday.", "event", "The network"),
        ("President Tayyip Erdogan vowed that new sanctions would follow.", "intent", "Erdogan"),
        ("A retired colonel forecast that the town would be retaken by spring.", "forecast", "A retired colonel"),
    ],
)
def test_who_counts_vows_or_forecasts_is_the_source(text: str, kind: str, speaker: str) -> None:
    sources = [s.name or s.description or "" for c in told(text, kind) for s in c.source]
    assert any(speaker in words for words in sources)


def test_the_forces_of_the_one_who_speaks_are_its_own() -> None:
    claim = told("The SDF said on Monday that its forces had captured Hajin.", "event")[0]
    assert [m.id for m in claim.actor] == ["sdf"]
