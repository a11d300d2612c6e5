"""`verify` names what does not hold, and only that."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import duckdb
import pytest
from store_samples import Ticking, add, build, claims_of, publish, report_of

from recount.records import Claim, Evidence
from recount.store import Campaign, verify


def campaign_in(path: Path) -> Campaign:
    return Campaign.open_or_create(path, pack="p", clock=Ticking())


def test_a_whole_campaign_holds(tmp_path: Path) -> None:
    campaign = campaign_in(tmp_path)
    assert verify(campaign) == []
    build(campaign, range(5))
    assert verify(campaign) == []


def shifted(claim: Claim) -> Claim:
    first = claim.evidence[0]
    return dataclasses.replace(claim, evidence=(Evidence(first.start + 1, first.end + 1, first.quote),))


WRONG = [
    (lambda claim: dataclasses.replace(claim, id="0" * 16), "its id is not the hash"),
    (lambda claim: dataclasses.replace(claim, kind="level"), "its id is not the hash"),
    (lambda claim: dataclasses.replace(claim, text_version="0" * 16), "is not in the campaign"),
    (lambda claim: dataclasses.replace(claim, evidence=()), "it quotes nothing"),
    (lambda claim: dataclasses.replace(claim, report="0" * 16), "it is kept with report"),
    (shifted, "the text does not hold its quote at"),
]


@pytest.mark.parametrize(("spoil", "sentence"), WRONG)
def test_a_claim_that_does_not_hold_is_named(tmp_path: Path, spoil, sentence: str) -> None:  # type: ignore[no-untyped-def]
    campaign, report = campaign_in(tmp_path), report_of(1)
    claims, sentences = claims_of(report)
    with campaign.writing() as writer:
        add(writer, campaign, [1])
        writer.add_claims(report.id, [spoil(claims[0]), claims[1]], key="spoilt", sentences=sentences)
    found = verify(Campaign.open(tmp_path))
    assert any(sentence in one for one in found)
    assert not any(claims[1].id in one for one in found)


def test_a_claim_keeps_the_text_version_that_it_quotes(tmp_path: Path) -> None:
    campaign = campaign_in(tmp_path)
    with campaign.writing() as writer:
        add(writer, campaign, [1])
        writer.add_report(report_of(1, reader="2"), key="later")
    assert verify(Campaign.open(tmp_path)) == []


def flip(path: Path, old: bytes, new: bytes) -> None:
    raw = path.read_bytes()
    assert old in raw
    path.write_bytes(raw.replace(old, new, 1))


def test_captured_bytes_that_changed_are_named(tmp_path: Path) -> None:
    build(campaign_in(tmp_path), range(2))
    path = tmp_path / "truth/bytes/000001.pack"
    path.write_bytes(path.read_bytes()[:-6] + b"xxxxxx")
    (found,) = verify(Campaign.open(tmp_path))
    assert "no longer hash to their name" in found
    assert report_of(1).sha256 in found


def test_a_damaged_line_is_named_and_a_rerun_restores_it(tmp_path: Path) -> None:
    build(campaign_in(tmp_path), range(3))
    flip(tmp_path / "truth/texts/000001.jsonl", b"Title 0", b"Title X")
    found = verify(Campaign.open(tmp_path))
    assert "texts/000001.jsonl, line 1" in found[0]
    assert [report.title for report in Campaign.open(tmp_path).reports()] == ["Title 1", "Title 2"]
    build(campaign_in(tmp_path), range(3))
    assert {report.title for report in Campaign.open(tmp_path).reports()} == {"Title 0", "Title 1", "Title 2"}
    assert not any("not in the campaign" in one for one in verify(Campaign.open(tmp_path)))


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("DELETE FROM claims", "which is not in it"),
        ("DELETE FROM event_claims", "no claim carries event"),
        ("UPDATE claims SET id = 'invented'", "claim invented is not in the truth"),
        ("DELETE FROM reports", f"is from report {report_of(1).id}, which is not in it"),
    ],
)
def test_a_generation_that_departs_from_the_truth_is_named(tmp_path: Path, sql: str, sentence: str) -> None:
    campaign = campaign_in(tmp_path)
    with campaign.writing() as writer:
        add(writer, campaign, range(2))
        publish(writer, campaign)
    with duckdb.connect(str(tmp_path / "generations/000001/campaign.duckdb")) as duck:
        duck.execute(sql)
    assert any(sentence in one for one in verify(Campaign.open(tmp_path)))
