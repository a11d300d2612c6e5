"""Another war, as data alone: its reports are read, its mission told apart, its report written in its own outline."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from tests.e2e.calls import ROOT, recount
from tests.packs.derive_places import rows

PACKS = ROOT / "tests" / "packs"
PACK = PACKS / "resolute-support"


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three short reports of that war, built with its pack."""
    made = tmp_path_factory.mktemp("another") / "campaign"
    built = recount("build", PACKS / "reports", "-o", made, "--pack", PACK)
    assert built.status == 0, built.err
    return made


def ids(parties: list[dict[str, object]]) -> set[object]:
    return {party["id"] for party in parties}


@pytest.mark.parametrize(
    ("place", "actor", "target", "day", "mission", "killed", "wounded"),
    [
        ("rs:sangin", "taliban", None, "2017-06-17", "inside", 2, 5),
        ("rs:gereshk", "taliban", "afghan-police", "2017-06-16", "inside", 6, None),
        ("rs:kunduz", "us-forces-afghanistan", "taliban", "2017-06-19", "inside", 11, None),
        ("rs:achin", "taliban", "iskp", "2017-06-20", "outside", 14, None),
        ("rs:mazar-e-sharif", "andsf", "bundeswehr", "2017-06-21", "inside", None, 7),
    ],
)
def test_claims_have_that_wars_parties_places_and_mission(
    campaign: Path, place: str, actor: str, target: str | None, day: str, mission: str, killed: int, wounded: int
) -> None:
    claims = [c for c in recount("claims", campaign).lines() if c["kind"] == "event" and c["type"] == "ASSAULT"]
    (claim,) = [c for c in claims if ids(c["place"]) >= {place} and (c["time"] or {}).get("start") == day]
    assert actor in ids(claim["actor"])
    assert target is None or target in ids(claim["target"])
    assert claim["time"]["zone"] == "Asia/Kabul"
    figures = {(q["measure"], q["value"]) for q in claim["quantity"]}
    assert {(m, n) for m, n in (("killed", killed), ("wounded", wounded)) if n is not None} <= figures
    (event,) = [e for e in recount("events", campaign).lines() if claim["id"] in e["claims"]]
    assert event["mission"] == mission


def test_a_word_that_only_this_pack_has_is_coded(campaign: Path) -> None:
    (claim,) = [c for c in recount("claims", campaign).lines() if c["mode"] == "firearms"]
    assert "turned his rifle on" in " ".join(e["quote"] for e in claim["evidence"])


def test_the_report_has_that_packs_title_and_outline(campaign: Path) -> None:
    text = recount("report", campaign, "--quarter", "2017Q2", "--pack", PACK, "-o", "-").out
    for words in (
        "The war in Afghanistan after 2014",
        "The fighting season",
        "Beside the mission",
        "Not a report of NATO",
    ):
        assert words in text
    for words in ("Inherent Resolve", "Iraq", "Syria"):
        assert words not in text


def test_without_its_folder_the_pack_is_asked_for_in_one_sentence(campaign: Path) -> None:
    call = recount("report", campaign, "--quarter", "2017Q2", "-o", "-")
    assert call.status == 1
    assert "resolute-support" in call.err and "--pack" in call.err


def test_its_places_are_what_the_derivation_gives() -> None:
    """Verified by script: the numbers of GeoNames give these coordinates, and they lie in their provinces."""
    with (PACK / "places.tsv").open(encoding="utf-8") as file:
        held = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    assert held == rows()
    assert len(held) >= 25


def test_checking_it_finds_gaps_and_no_error() -> None:
    call = recount("pack", "check", PACK)
    assert call.status == 0
    assert call.out.startswith("resolute-support: The war in Afghanistan after 2014")
    assert "actor without Arabic: " in call.out
    assert "0 errors" in call.err


def test_a_broken_copy_is_refused_with_all_that_is_wrong(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(PACK, broken)
    actors = (PACK / "actors.yaml").read_text(encoding="utf-8")
    (broken / "actors.yaml").write_text(actors.replace("sector: REB", "sector: RED"), encoding="utf-8")
    mission = (PACK / "mission.yaml").read_text(encoding="utf-8")
    (broken / "mission.yaml").write_text(mission.replace("Afghanistan, null", "Afganistan, null"), encoding="utf-8")
    call = recount("pack", "check", broken, "--format", "jsonl")
    assert call.status == 1
    found = [json.loads(line) for line in call.out.splitlines()]
    errors = {(p["file"], p["entry"]) for p in found if p["level"] == "error"}
    assert {("actors.yaml", "taliban"), ("actors.yaml", "haqqani"), ("mission.yaml", "elsewhere")} <= errors
    assert recount("build", PACKS / "reports", "-o", tmp_path / "campaign", "--pack", broken).status == 1


def test_packs_are_listed() -> None:
    (first,) = recount("pack", "list", "--format", "jsonl").lines()
    assert first["name"] == "inherent-resolve" and first["actors"] > 100
