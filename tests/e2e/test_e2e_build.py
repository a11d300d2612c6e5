"""The main job, through the command line, on real files."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from tests.e2e.calls import EXAMPLES, ROOT, claims_of, recount


def schema(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((ROOT / "schema" / f"{name}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize(("command", "name"), [("claims", "claim"), ("events", "event"), ("reports", "report")])
def test_everything_that_leaves_meets_its_schema(example: Path, command: str, name: str) -> None:
    lines = recount(command, example).lines()
    assert lines
    checker = schema(name)
    for line in lines:
        checker.validate(line)


def test_every_quote_stands_in_its_text_and_the_campaign_verifies(example: Path) -> None:
    texts = {report["id"]: report["text"] for report in recount("reports", example).lines()}
    for claim in claims_of(example):
        for evidence in claim["evidence"]:
            assert texts[claim["report"]][evidence["start"] : evidence["end"]] == evidence["quote"]
    assert recount("verify", example).status == 0


def test_an_event_names_claims_that_exist_and_ranges_that_hold(example: Path) -> None:
    ids = {claim["id"] for claim in claims_of(example)}
    for event in recount("events", example).lines():
        assert set(event["claims"]) <= ids
        assert event["grade"]["proposed"] != "confirmed"
        for figure in event["quantities"]:
            bounds = [figure[key] for key in ("low", "best", "high") if figure[key] is not None]
            assert bounds == sorted(bounds)


def test_a_rerun_with_nothing_new_changes_nothing(example: Path, tmp_path: Path) -> None:
    campaign = tmp_path / "campaign"
    shutil.copytree(example, campaign)
    before = recount("claims", campaign).out, recount("events", campaign).out
    generation = (campaign / "current").read_text()
    again = recount("build", EXAMPLES, "-o", campaign, "--manifest", EXAMPLES / "manifest.csv")
    assert again.status == 0
    assert "Nothing new" in again.err
    assert (recount("claims", campaign).out, recount("events", campaign).out) == before
    assert (campaign / "current").read_text() == generation


def test_one_more_report_adds_and_moves_nothing_old(example: Path, tmp_path: Path) -> None:
    campaign = tmp_path / "campaign"
    shutil.copytree(example, campaign)
    before = {claim["id"] for claim in claims_of(campaign)}
    late = tmp_path / "late.txt"
    late.write_text("3 December 2023\n\nA rocket attack on a base near Shaddadi wounded two soldiers on Saturday.\n")
    built = recount("build", late, "-o", campaign)
    assert built.status == 0
    after = {claim["id"] for claim in claims_of(campaign)}
    assert before < after
    assert "claims read anew from 1." in built.err


def test_reports_that_come_later_give_what_a_build_from_nothing_gives(example: Path, tmp_path: Path) -> None:
    every = sorted(path for path in EXAMPLES.iterdir() if path.name != "manifest.csv")
    campaign = tmp_path / "campaign"
    for paths in (every[1::2], [EXAMPLES]):
        built = recount("build", *paths, "-o", campaign, "--manifest", EXAMPLES / "manifest.csv")
        assert built.status == 0
    for command in ("claims", "events", "totals"):
        grown, whole = (recount(command, folder).out.splitlines() for folder in (campaign, example))
        assert sorted(grown) == sorted(whole)
    assert recount("verify", campaign).status == 0


def test_outputs_as_csv_and_geojson(example: Path) -> None:
    table = list(csv.DictReader(io.StringIO(recount("events", example, "--format", "csv").out)))
    lines = recount("events", example).lines()
    assert [row["id"] for row in table] == [line["id"] for line in lines]
    drawn = json.loads(recount("events", example, "--format", "geojson").out)
    assert len(drawn["features"]) == len(lines)
    for feature in drawn["features"]:
        exact = feature["properties"]["precision"] in ("site", "settlement", "district")
        assert (feature["geometry"] is not None) <= exact


def test_arabic_is_kept_counted_and_searchable_but_not_coded(example: Path) -> None:
    unread = [report for report in recount("reports", example).lines() if not report["readable"]]
    assert [report["language"] for report in unread] == ["ar", "ar"]
    ids = {report["id"] for report in unread}
    assert not [claim for claim in claims_of(example) if claim["report"] in ids]
    found = recount("search", example, "الحكومه العراقيه").lines()
    assert {hit["report"] for hit in found} & ids


def test_wire_copies_are_linked_and_count_as_one_origin(example: Path) -> None:
    strikes = [
        event
        for event in recount("events", example, "--place", "Derik").lines()
        if any(figure["best"] == 29 for figure in event["quantities"])
    ]
    assert len(strikes) == 1
    assert len({claim["report"] for claim in claims_of(example) if claim["id"] in strikes[0]["claims"]}) == 2
    killed = [account for account in strikes[0]["accounts"] if any(f["value"] == 29 for f in account["figures"])]
    assert len(killed) == 1
    assert len(killed[0]["reports"]) == 2


def test_rival_tolls_stand_side_by_side(example: Path) -> None:
    homs = [
        event
        for event in recount("events", example, "--place", "Homs").lines()
        if event["type"] == "ASSAULT" and any(figure["measure"] == "killed" for figure in event["quantities"])
    ]
    values = {figure["value"] for event in homs for account in event["accounts"] for figure in account["figures"]}
    assert {80, 89, 123} <= values


@pytest.mark.parametrize("form", ["html", "md"])
def test_the_report_is_written_and_the_same_each_time(example: Path, tmp_path: Path, form: str) -> None:
    first, second = tmp_path / f"a.{form}", tmp_path / f"b.{form}"
    for target in (first, second):
        assert recount("report", example, "--quarter", "2023Q4", "-o", target).status == 0
    assert first.read_bytes() == second.read_bytes()
    assert "not a government report" in first.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--quarter", "2016Q5"], "2016Q2"),
        (["--quarter", "2016Q2", "--from", "2016-01-01", "--to", "2016-02-01"], "not both"),
        ([], "which period"),
        (["--quarter", "2016Q2", "-o", "report.xls"], "html"),
    ],
)
def test_bad_usage_gets_a_sentence_and_status_two(example: Path, arguments: list[str], word: str) -> None:
    call = recount("report", example, *arguments)
    assert call.status == 2
    assert word in call.err
    assert "Traceback" not in call.err


def test_an_unknown_campaign_pack_path_and_date_get_a_sentence(tmp_path: Path, example: Path) -> None:
    assert recount("claims", tmp_path).status == 1
    assert recount("build", EXAMPLES, "-o", tmp_path / "c", "--pack", "atlantis").status == 1
    assert recount("build", tmp_path / "nowhere", "-o", tmp_path / "c").status == 2
    assert recount("build", EXAMPLES, "-o", tmp_path / "c", "--published", "yesterday").status == 2
    assert recount("claims", example, "--since", "2024-01-01", "--until", "2023-01-01").status == 2
