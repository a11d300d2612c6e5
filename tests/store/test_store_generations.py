"""Readers pin one generation; builds come and go beside them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from store_samples import Ticking, add, build, publish

from recount.records import CampaignError
from recount.store import TABLES, Campaign, query

PROMISED = {
    "reports": "id sha256 form title publisher published published_found language readable address url characters "
    "dataset vintage json",
    "claims": "id report kind type mode cameo acled stance modality start stop precision place_id place province "
    "country lat lon place_precision reading_confidence quote sentence sentence_start dataset vintage json",
    "events": "id type mode cameo acled start stop precision place_id place lat lon radius_km place_precision province "
    "country mission grade claims origins disputed summary json",
    "event_claims": "event claim",
    "event_parties": "event role id words sector certainty",
    "event_figures": "event measure of_whom low best high rule",
    "disputes": "event axis about json",
    "claim_parties": "claim role id words sector certainty",
    "claim_figures": "claim measure of_whom value comparator low high per share words",
    "ancestors": "actor ancestor",
    "copies": "report of how similarity",
    "skips": "where_ code sentence",
    "set_aside": "claim reason",
    "datasets": "name vintage place",
    "judgements": "id kind who when_ why effect json",
    "superseded": "claim vintage",
}


def campaign_in(path: Path) -> Campaign:
    return Campaign.open_or_create(path, pack="p", clock=Ticking())


def numbers(path: Path) -> list[str]:
    return sorted(entry.name for entry in (path / "generations").iterdir())


def test_the_tables_are_those_promised(tmp_path: Path) -> None:
    build(campaign_in(tmp_path), range(2))
    with Campaign.open(tmp_path).generation() as generation:
        rows = generation.duck.execute(
            "SELECT table_name, column_name FROM information_schema.columns ORDER BY table_name, ordinal_position"
        ).fetchall()
    found: dict[str, list[str]] = {}
    for table, column in rows:
        found.setdefault(table, []).append(column)
    assert {table: " ".join(columns) for table, columns in found.items()} == PROMISED
    assert set(TABLES) == set(PROMISED)


def test_before_the_first_publication_one_is_told_to_build(tmp_path: Path) -> None:
    campaign = campaign_in(tmp_path)
    assert campaign.published_inputs() is None
    with pytest.raises(CampaignError, match="has no published generation"):
        campaign.generation()


def test_a_reader_keeps_its_generation_while_builds_go_on(tmp_path: Path) -> None:
    campaign = campaign_in(tmp_path)
    build(campaign, range(1))
    with campaign.generation() as pinned:
        before = list(query.reports(pinned))
        for n in range(2, 6):
            build(campaign, range(n))
        assert numbers(tmp_path) == ["000001", "000004", "000005"]
        assert list(query.reports(pinned)) == before
        assert pinned.search.execute("SELECT count(*) FROM passages").fetchone() == (4,)
        with campaign.generation() as fresh:
            assert fresh.number == 5
    build(campaign, range(7))
    assert "000001" not in numbers(tmp_path)


HOLDING = """
import sys
from recount.store import Campaign, query
with Campaign.open({path!r}).generation() as generation:
    print(generation.number, flush=True)
    sys.stdin.readline()
    print(len(list(query.reports(generation))), flush=True)
"""


def test_a_reader_in_another_process_keeps_its_generation(tmp_path: Path) -> None:
    campaign = campaign_in(tmp_path)
    build(campaign, range(1))
    script = HOLDING.format(path=str(tmp_path))
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        assert reader.stdout.readline() == "1\n"
        for n in (2, 3, 5):
            build(campaign, range(n))
        assert "000001" in numbers(tmp_path)
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert reader.stdout.readline() == "1\n"
    build(campaign, range(6))
    assert "000001" not in numbers(tmp_path)


def test_leftovers_of_interrupted_builds_are_cleaned_by_the_next_writer(tmp_path: Path) -> None:
    campaign = campaign_in(tmp_path)
    build(campaign, range(1))
    aside = tmp_path / "generations/.building-1"
    aside.mkdir()
    (aside / "campaign.duckdb").write_bytes(b"half")
    unnamed = tmp_path / "generations/000002"
    unnamed.mkdir()
    (unnamed / "pin").touch()
    with campaign.writing():
        pass
    assert numbers(tmp_path) == ["000001"]
    assert build(campaign, range(2)).number == 2


@pytest.mark.parametrize("content", ["", "none", "../../etc", "000009"])
def test_a_pointer_that_leads_nowhere_is_told_and_mended_by_a_build(tmp_path: Path, content: str) -> None:
    campaign = campaign_in(tmp_path)
    build(campaign, range(2))
    (tmp_path / "current").write_text(content)
    with pytest.raises(CampaignError, match="no published generation"):
        campaign.generation()
    build(campaign, range(2))
    with campaign.generation() as generation:
        assert len(list(query.reports(generation))) == 2


def test_the_manifest_names_inputs_and_rows(tmp_path: Path) -> None:
    campaign = campaign_in(tmp_path)
    info = build(campaign, range(3))
    manifest = json.loads((tmp_path / "generations/000001/manifest.json").read_text())
    assert manifest["inputs"] == info.inputs == campaign.fingerprint()
    assert {table: manifest["rows"][table] for table in ("reports", "claims", "events", "skips")} == {
        "reports": 3, "claims": 6, "events": 3, "skips": 0,
    }  # fmt: skip
    assert list((tmp_path / "generations/000001").glob("spool*")) == []


def test_a_change_that_is_taken_back_publishes_again(tmp_path: Path) -> None:
    campaign = campaign_in(tmp_path)
    with campaign.writing() as writer:
        add(writer, campaign, range(2))
        one = publish(writer, campaign)
        writer.set_copies([])
        two = publish(writer, campaign)
        three = publish(writer, campaign)
    assert [info.fresh for info in (one, two, three)] == [True, True, False]
