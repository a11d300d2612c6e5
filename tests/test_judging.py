"""People's word over a whole campaign: recorded, tried, listed, undone, and obeyed by every later build."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from recount.asked import asked_from
from recount.cli.main import run
from recount.judging import listed, preview, record
from recount.pipeline import build
from recount.records import CampaignError, Change, DataError
from recount.rim import Rim
from recount.store import Campaign, Contents, query, verify

RIM = Rim(clock=lambda: datetime(2024, 5, 1, tzinfo=UTC), collector="A. Reader")
TEXTS = {
    "one.txt": "A car bomb killed 12 people in Mosul on 3 June 2016, police said.\n",
    "two.txt": "Coalition jets struck a depot in Raqqa on 4 June 2016, killing five fighters.\n",
    "three.txt": "In Tikrit on 9 June 2016 gunmen shot dead two officers. The quay stood in flames all night.\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judged")
    (folder / "in").mkdir()
    for name, text in TEXTS.items():
        (folder / "in" / name).write_text(text)
    build([str(folder / "in")], folder / "c", pack="inherent-resolve", rim=RIM, published="2016-06-10")
    return folder


@pytest.fixture
def campaign(made: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "c"
    shutil.copytree(made / "c", copy)
    return copy


def again(made: Path, campaign: Path) -> bool:
    """Build once more; whether anything was new."""
    return build([str(made / "in")], campaign, pack="inherent-resolve", rim=RIM, published="2016-06-10").fresh


def events(campaign: Path) -> dict[str, dict[str, Any]]:
    with Campaign.open(campaign).generation() as g:
        return {e["place"]["words"]: e for e in map(json.loads, query.events(g)) if e["place"]}


def say(campaign: Path, **raw: Any) -> Change:
    (change,) = record(campaign, [asked_from({"why": "read both", **raw})], rim=RIM)
    return change


def test_a_judgement_is_published_at_once_says_what_it_changed_and_is_undone(made: Path, campaign: Path) -> None:
    before = events(campaign)
    ids = [before["Mosul"]["id"], before["Raqqa"]["id"]]
    tried = preview(campaign, [asked_from({"kind": "same", "why": "read both", "targets": ids})], rim=RIM)
    assert listed(campaign) == [] and events(campaign) == before
    change = say(campaign, kind="same", targets=ids)
    assert (change.effect, change.events) == ("obeyed", tried[0].events)
    assert change.after.events == change.before.events - 1
    assert len(events(campaign)) == len(before) - 1
    assert not again(made, campaign), "the command has published what a build would"
    back = say(campaign, kind="undo", undoes=change.judgement.id)
    assert [(o.judgement, o.effect) for o in back.others] == [(change.judgement.id, "undone")]
    assert events(campaign) == before
    assert [j.effect for j in listed(campaign)] == ["undone", "obeyed"]


def test_a_split_parts_an_event_that_a_person_joined(campaign: Path) -> None:
    before = events(campaign)
    ids = [before["Mosul"]["id"], before["Raqqa"]["id"]]
    joined = say(campaign, kind="same", targets=ids).events[0].after[0]
    change = say(campaign, kind="split", targets=[joined.id], parts=[before["Mosul"]["claims"]])
    assert {frozenset(e.claims) for e in change.events[0].after} == {
        frozenset(before["Mosul"]["claims"]),
        frozenset(before["Raqqa"]["claims"]),
    }
    assert [j.effect for j in listed(campaign)] == ["superseded by a later judgement", "obeyed"]


def test_a_missed_claim_is_added_from_a_selection(campaign: Path) -> None:
    with Campaign.open(campaign).generation() as g:
        (held,) = [r for r in map(json.loads, query.reports(g)) if "quay" in r["text"]]
    claim = {"type": "ASSAULT", "mode": "destroy", "place": "Tikrit", "time": "2016-06-08", "actor": "isis"}
    chosen = {"report": held["id"], "exact": "The quay stood in flames all night."}
    change = say(campaign, kind="add_claim", selection=chosen, claim=claim)
    (event,) = change.events[0].after
    assert (event.time.start, event.place.id, event.actors[0].id) == ("2016-06-08", "pack:tikrit", "isis")  # type: ignore[union-attr]
    with Campaign.open(campaign).generation() as g:
        (kept,) = query.claims(g, query.Filters(text="quay"))
    assert json.loads(kept)["reasons"] == ["a person read it"]
    assert verify(Campaign.open(campaign)) == []
    hidden = say(campaign, kind="hide", targets=[event.claims[0]])
    assert hidden.events[0].after == ()


def test_actors_are_merged_and_found_under_the_other(campaign: Path) -> None:
    change = say(campaign, kind="merge_actor", targets=["gunmen"], value="isis")
    assert change.effect == "obeyed"
    with Campaign.open(campaign).generation() as g:
        (event,) = map(json.loads, query.events(g, query.Filters(actor="isis")))
    assert event["place"]["words"] == "Tikrit"


BAD = [
    ({"kind": "same", "targets": ["nowhere", "else"]}, "no claim and no event"),
    ({"kind": "regrade", "targets": ["Mosul"], "value": "certain"}, "no grade"),
    ({"kind": "agree"}, "no kind of judgement"),
    ({"kind": "wrong", "targets": ["Mosul"], "why": " "}, "needs a reason"),
    ({"kind": "undo", "undoes": "x"}, "no judgement of this campaign"),
    ({"kind": "add_claim", "selection": {"report": "x", "exact": "y"}}, "id of a report"),
    ({"kind": "merge_actor", "targets": ["gunmen"], "value": "nobody"}, "no actor"),
    ({"kind": "wrong", "target": "x"}, "no fields"),
    ({"kind": "relate", "targets": ["Raqqa", "Raqqa"], "value": "likes"}, "no way in which events stand"),
    ({"kind": "relate", "targets": ["Raqqa"], "value": "part_of"}, "takes two ids"),
    ({"kind": "relate", "targets": ["Raqqa", "Raqqa"], "value": "part_of"}, "different events"),
    ({"kind": "hide_words", "value": "killed on"}, "5 or more"),
    ({"kind": "hide_words", "value": "one two three four five", "targets": ["Nobody"]}, "No report of this campaign"),
]


@pytest.mark.parametrize(("raw", "word"), BAD)
def test_what_cannot_be_bound_is_told_and_nothing_is_kept(campaign: Path, raw: dict[str, Any], word: str) -> None:
    held = events(campaign)
    named = {**raw, "targets": [held[t]["id"] if t in held else t for t in raw["targets"]]} if "targets" in raw else raw
    good = {"kind": "hide", "why": "first", "targets": [held["Mosul"]["id"]]}
    with pytest.raises(DataError, match=word):
        record(campaign, [asked_from(good), asked_from({"why": "read", **named})], rim=RIM)
    assert Campaign.open(campaign).judgements() == []


def test_a_second_writer_is_told_of_the_first(campaign: Path) -> None:
    target = events(campaign)["Mosul"]["id"]
    with Campaign.open(campaign).writing(), pytest.raises(CampaignError, match="being written by process"):
        say(campaign, kind="hide", targets=[target])


def test_a_campaign_of_an_earlier_version_is_still_built_anew(made: Path, campaign: Path) -> None:
    """Publishing after a judgement must not hide from the next build that the claims are out of date."""
    old = Campaign.open(campaign)
    with old.writing() as writer:
        writer.publish(Contents(), inputs="of an earlier version")
    with Campaign.open(campaign).generation() as g:
        assert list(query.events(g)) == []
    claim = next(iter(Campaign.open(campaign).all_claims())).claims[0]
    say(campaign, kind="hide", targets=[claim.id])
    assert again(made, campaign)


def test_the_command_takes_flags_and_lines(campaign: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = events(campaign)["Mosul"]["id"]
    assert (
        run(["judge", str(campaign), "regrade", target, "--value", "confirmed", "--why", "seen", "--who", "B. R."]) == 0
    )
    out, talk = capsys.readouterr()
    assert json.loads(out)["events"][0]["after"][0]["grade"]["by"] == "B. R."
    assert "weak) ->" in talk and "confirmed)" in talk
    lines = [{"kind": "hide", "why": "twice", "targets": [events(campaign)[at]["id"]]} for at in ("Mosul", "Raqqa")]
    (tmp_path / "judged.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert run(["judge", str(campaign), "--from", str(tmp_path / "judged.jsonl"), "--preview"]) == 0
    assert [json.loads(line)["effect"] for line in capsys.readouterr().out.splitlines()] == ["obeyed", "obeyed"]
    assert run(["judge", str(campaign), "--list"]) == 0
    assert [json.loads(line)["effect"] for line in capsys.readouterr().out.splitlines()] == ["obeyed"]


@pytest.mark.parametrize(
    ("flags", "word"),
    [
        ([], "Say what to judge"),
        (["same", "a", "b"], "needs a reason"),
        (["add-claim", "--claim", "{", "--why", "x"], "no JSON"),
    ],
)
def test_bad_calls_are_sentences(
    campaign: Path, flags: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["judge", str(campaign), *flags]) == 2
    assert word in capsys.readouterr().err
