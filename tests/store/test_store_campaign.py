"""The folder: opening what is and what is not a campaign, and keeping what comes in once."""

from __future__ import annotations

import dataclasses
import errno
import json
from pathlib import Path

import pytest
from store_samples import FaultyDisk, Ticking, build, capture_of, claims_of, publish, report_of, seen_of, truth_of

from recount.records import CampaignError, Copy, Judgement, Skip, ids
from recount.records.report import Custody, Given
from recount.store import Campaign, Writer
from recount.store.card import FORMAT


def campaign_in(path: Path) -> Campaign:
    return Campaign.open_or_create(path, pack="test-pack", clock=Ticking())


def make_nothing(path: Path) -> None:
    assert not path.exists()


def make_file(path: Path) -> None:
    path.write_text("text")


def make_other_folder(path: Path) -> None:
    path.mkdir()
    (path / "thesis.doc").write_text("text")


def make_newer(path: Path) -> None:
    path.mkdir()
    (path / "campaign.json").write_text(json.dumps({"format": FORMAT + 1, "pack": "p", "created": "2030"}))


def make_damaged(path: Path) -> None:
    path.mkdir()
    (path / "campaign.json").write_text('{"format": ')


def make_listed(path: Path) -> None:
    path.mkdir()
    (path / "campaign.json").write_text("[]")


@pytest.mark.parametrize(
    ("make", "opening", "creating"),
    [
        (make_nothing, "the folder does not exist. Make one with", None),
        (make_file, "is a file; a campaign is a folder", "is a file; a campaign is a folder"),
        (make_other_folder, "it holds no campaign.json", "holds other things and no campaign"),
        (Path.mkdir, "it holds no campaign.json", None),
        (make_newer, f"is a campaign of format {FORMAT + 1}", "is a campaign of format"),
        (make_damaged, "campaign.json is damaged", "campaign.json is damaged"),
        (make_listed, "campaign.json is damaged", "campaign.json is damaged"),
    ],
)
def test_what_is_no_campaign_is_told_in_one_sentence(tmp_path: Path, make, opening: str, creating: str | None) -> None:
    path = tmp_path / "c"
    make(path)
    with pytest.raises(CampaignError, match=opening):
        Campaign.open(path)
    if creating is None:
        assert campaign_in(path).pack == "test-pack"
    else:
        with pytest.raises(CampaignError, match=creating):
            campaign_in(path)


def test_a_campaign_keeps_its_pack_and_is_not_made_twice(tmp_path: Path) -> None:
    campaign_in(tmp_path / "c")
    assert Campaign.open(str(tmp_path / "c")).card.created.startswith("2026-01-01T12:")
    with pytest.raises(CampaignError, match="was made with the pack 'test-pack', not 'other'"):
        Campaign.open_or_create(tmp_path / "c", pack="other")
    with pytest.raises(CampaignError, match="is a campaign already"):
        Campaign.create(tmp_path / "c", pack="test-pack")


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.EROFS, "mounted read-only"),
        (errno.EACCES, "may not write there"),
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "quota"),
        (errno.ENAMETOOLONG, "file name too long"),
    ],
)
def test_a_folder_that_cannot_be_written_can_be_read_and_says_why(tmp_path: Path, code: int, sentence: str) -> None:
    with pytest.raises(CampaignError, match=sentence):
        Campaign.create(tmp_path / "new", pack="p", disk=FaultyDisk(0, code))
    build(campaign_in(tmp_path / "c"), range(3))
    sealed = Campaign.open(tmp_path / "c", disk=FaultyDisk(0, code))
    assert len(list(sealed.reports())) == 3
    with sealed.generation() as generation:
        assert generation.number == 1
    with pytest.raises(CampaignError, match=sentence), sealed.writing():
        pass


def test_a_campaign_can_be_moved_as_it_stands(tmp_path: Path) -> None:
    build(campaign_in(tmp_path / "c"), range(4))
    before = truth_of(tmp_path / "c"), seen_of(tmp_path / "c")
    (tmp_path / "c").rename(tmp_path / "elsewhere")
    assert (truth_of(tmp_path / "elsewhere"), seen_of(tmp_path / "elsewhere")) == before
    assert str(tmp_path) not in "".join(p.read_text() for p in (tmp_path / "elsewhere").rglob("*.json"))


def test_a_rerun_adds_nothing_and_publishes_nothing(tmp_path: Path) -> None:
    campaign = campaign_in(tmp_path / "c")
    first = build(campaign, range(9))
    sizes = {path: path.stat().st_size for path in (tmp_path / "c/truth").rglob("*.*")}
    second = build(Campaign.open(tmp_path / "c", clock=Ticking()), range(9))
    assert (first.fresh, second.fresh, second.number) == (True, False, first.number)
    assert {path: path.stat().st_size for path in (tmp_path / "c/truth").rglob("*.*")} == sizes
    assert campaign.published_inputs() == campaign.fingerprint()
    assert campaign.published_inputs() != campaign.fingerprint("another pack")


def with_writer(path: Path, do) -> Campaign:  # type: ignore[no-untyped-def]
    campaign = campaign_in(path)
    with campaign.writing() as writer:
        do(writer, campaign)
    return Campaign.open(path)


def test_the_same_bytes_are_kept_once_under_all_their_addresses(tmp_path: Path) -> None:
    first = capture_of(1)
    custody = Custody("mirror/1.txt", "2026-02-01T00:00:00Z", "ben", "recount 0", *_of(first))
    again = type(first)("txt", first.data, custody, Given(title="Stated"))

    def do(writer: Writer, _: Campaign) -> None:
        assert [writer.add_capture(one) for one in (first, again, first, again)] == [True, True, False, False]

    campaign = with_writer(tmp_path, do)
    assert [kept.custody.address for kept in campaign.captures()] == ["folder/1.txt", "mirror/1.txt"]
    assert campaign.truth.vault.hashes() == [first.custody.sha256]
    assert campaign.capture_bytes(first.custody.sha256) == first.data
    latest = campaign.capture(first.custody.sha256)
    assert latest is not None
    assert latest.given.title == "Stated"


def _of(capture) -> tuple[str, int]:  # type: ignore[no-untyped-def]
    return capture.custody.sha256, capture.custody.size


def test_bytes_that_are_not_what_their_hash_says_are_refused(tmp_path: Path) -> None:
    wrong = type(capture_of(1))("txt", b"other", capture_of(1).custody)
    with pytest.raises(CampaignError, match="hash to"):
        with_writer(tmp_path, lambda writer, _: writer.add_capture(wrong))
    with pytest.raises(CampaignError, match="No captured bytes"):
        Campaign.open(tmp_path).capture_bytes("0" * 64)


def test_a_new_reader_makes_a_new_text_and_moves_nothing_old(tmp_path: Path) -> None:
    old, new = report_of(1), report_of(1, reader="2")

    def do(writer: Writer, campaign: Campaign) -> None:
        writer.add_report(old, key="r1")
        writer.add_report(new, key="r2")
        assert campaign.ledger("texts").state(old.id, "r1") == "earlier"

    campaign = with_writer(tmp_path, do)
    assert list(campaign.reports()) == [new]
    assert campaign.report(old.id) == new
    assert campaign.report(old.id, text_version=old.text_version) == old
    assert campaign.report(old.id, text_version="nothing") is None
    assert campaign.report("nothing") is None


def test_claims_of_an_edited_pack_give_way_and_come_back(tmp_path: Path) -> None:
    report = report_of(1)
    claims, sentences = claims_of(report)

    def do(writer: Writer, campaign: Campaign) -> None:
        writer.add_claims(report.id, claims, key="a", sentences=sentences)
        writer.add_claims(report.id, claims[:1], key="b", sentences=sentences)
        writer.commit()
        assert [held.claims for held in campaign.all_claims()] == [tuple(claims[:1])]
        assert campaign.ledger("claims").state(report.id, "a") == "earlier"
        writer.restore("claims", report.id, key="a")

    held = with_writer(tmp_path, do).claims_of(report.id)
    assert held is not None
    assert (list(held.claims), held.sentences, held.key) == (claims, sentences, "a")


def test_a_report_without_claims_differs_from_one_not_yet_extracted(tmp_path: Path) -> None:
    campaign = with_writer(tmp_path, lambda writer, _: writer.add_claims("r", [], key="k", sentences={}))
    held = campaign.claims_of("r")
    assert held is not None
    assert held.claims == ()
    assert campaign.claims_of("s") is None


def test_what_could_not_be_read_or_taken_stands_until_it_is(tmp_path: Path) -> None:
    report = report_of(1)
    unread = Skip("folder/1.txt", "pictures", "folder/1.txt holds pictures only.")
    empty = Skip("folder/2.txt", "empty", "folder/2.txt is empty.")

    def first(writer: Writer, _: Campaign) -> None:
        writer.add_unread(report.id, unread, key="r1")
        writer.add_skip(empty)
        writer.add_skip(empty)

    campaign = with_writer(tmp_path, first)
    assert sorted(campaign.skips(), key=lambda skip: skip.where) == [unread, empty]
    assert list(campaign.reports()) == []
    assert campaign.report(report.id) is None
    assert campaign.ledger("texts").state(report.id, "r1") == "current"

    def second(writer: Writer, _: Campaign) -> None:
        writer.add_report(report, key="r2")
        writer.taken(["folder/2.txt", "folder/3.txt"])

    campaign = with_writer(tmp_path, second)
    assert campaign.skips() == []
    assert list(campaign.reports()) == [report]


def test_copies_stand_as_last_set_and_judgements_are_only_added(tmp_path: Path) -> None:
    one, two = Copy("a", "b", "exact", 1.0), Copy("c", "b", "near", 0.8)
    said = [
        Judgement(ids.short(str(n)), "wrong", "ana", "2026-01-01T00:00:00Z", "no such raid", ("c1",)) for n in (1, 2)
    ]

    def do(writer: Writer, campaign: Campaign) -> None:
        for copies in ([one], [one, two], [one], [one]):
            writer.set_copies(copies)
        for judgement in (*said, said[0]):
            writer.add_judgement(judgement)
        assert campaign.judgements() == said

    campaign = with_writer(tmp_path, do)
    assert campaign.copies() == [one]
    assert campaign.judgements() == said


def test_lone_surrogates_and_odd_characters_come_back_as_they_were(tmp_path: Path) -> None:
    text = "A\ud800 tab\t line\n nul\0 sep\u2028 bom\ufeff end."
    report = dataclasses.replace(report_of(1), text=text, text_version=ids.text_version(text), title="T\udfff")
    claims, _ = claims_of(report_of(1))
    claim = dataclasses.replace(claims[0], evidence=(type(claims[0].evidence[0])(0, 2, text[:2]),), condition=text)

    def do(writer: Writer, campaign: Campaign) -> None:
        writer.add_report(report, key="k")
        writer.add_claims(report.id, [claim], key="k", sentences={claim.id: (0, text)})
        publish(writer, campaign)

    campaign = with_writer(tmp_path, do)
    assert list(campaign.reports()) == [report]
    held = campaign.claims_of(report.id)
    assert held is not None
    assert held.claims == (claim,)
    assert held.sentences == {claim.id: (0, text)}
    with campaign.generation() as generation:
        (row,) = generation.duck.execute("SELECT quote, sentence, json FROM claims").fetchall()
    assert row[0] == "A\ufffd"
    assert row[1] == text.replace("\ud800", "\ufffd")
    assert json.loads(row[2])["evidence"][0]["quote"] == "A\ud800"
