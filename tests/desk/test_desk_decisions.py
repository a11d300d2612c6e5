"""Decisions are on the disk before anything else, wait while a build writes, and none is lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recount.desk import clerk as clerks
from recount.desk.clerk import Clerk
from recount.desk.decisions import Decisions
from recount.records import DataError
from recount.store import Campaign, query


def now() -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC)


def claims(campaign: Path) -> list[str]:
    with Campaign.open(campaign).generation() as generation:
        rows = generation.duck.execute("SELECT id FROM claims WHERE kind = 'event' ORDER BY id").fetchall()
    return [str(row[0]) for row in rows]


@pytest.fixture
def clerk(campaign: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clerk]:
    monkeypatch.setattr(clerks, "PAUSE", 0.1)
    made = Clerk(campaign, Decisions(campaign / "desk" / "decisions.jsonl", now), lambda: ThreadPoolExecutor(1))
    made.start()
    yield made
    made.stop()


def wrong(claim: str) -> dict[str, object]:
    return {"kind": "wrong", "why": "read it", "targets": [claim]}


def test_a_decision_goes_into_the_record_and_says_what_it_changed(clerk: Clerk, campaign: Path) -> None:
    first = claims(campaign)[0]
    taken = clerk.take("d1", "ana", wrong(first), "/claims/x")
    assert clerk.take("d1", "ana", wrong(first), "/claims/x").id == taken.id  # sent twice
    settled = clerk.settled("d1", 60)
    assert settled is not None
    assert settled.state == "kept"
    assert settled.outcome["effect"] == "obeyed"
    (judgement,) = Campaign.open(campaign).judgements()
    assert (judgement.who, judgement.id) == ("ana", settled.judgement)
    with Campaign.open(campaign).generation() as generation:
        assert dict(query.judged(generation)) == {judgement.id: "obeyed"}


def test_while_another_writes_decisions_wait_and_then_all_are_kept(clerk: Clerk, campaign: Path) -> None:
    held = claims(campaign)[:3]
    with Campaign.open(campaign).writing():
        for n, claim in enumerate(held):
            clerk.take(f"d{n}", "ana", wrong(claim), "/")
        until = time.monotonic() + 60
        while clerk.obstacle is None and time.monotonic() < until:
            time.sleep(0.05)
        assert "being written" in (clerk.obstacle or "")
        assert len(clerk.decisions.waiting()) == 3
    for n in range(3):
        assert clerk.settled(f"d{n}", 60).state == "kept"  # type: ignore[union-attr]
    assert clerk.obstacle is None
    assert {j.targets[0] for j in Campaign.open(campaign).judgements()} == set(held)


def test_what_waits_when_the_desk_ends_is_taken_up_when_it_starts_again(campaign: Path) -> None:
    file = campaign / "desk" / "decisions.jsonl"
    Decisions(file, now).add("d1", "ana", wrong(claims(campaign)[0]), "/")
    with file.open("a") as torn:
        torn.write('{"id": "torn", "who"')
    Decisions(file, now).add("d2", "ana", wrong(claims(campaign)[1]), "/")
    again = Clerk(campaign, Decisions(file, now), lambda: ThreadPoolExecutor(1))
    again.start()
    assert again.settled("d1", 60).state == "kept"  # type: ignore[union-attr]
    assert again.settled("d2", 60).state == "kept"  # type: ignore[union-attr]
    again.stop()


def test_one_that_can_no_longer_be_bound_is_refused_with_a_sentence_and_the_next_goes_on(
    clerk: Clerk, campaign: Path
) -> None:
    clerk.take("gone", "ana", wrong("0123456789abcdef"), "/")
    clerk.take("good", "ana", wrong(claims(campaign)[0]), "/")
    refused = clerk.settled("gone", 60)
    assert refused is not None
    assert refused.state == "refused"
    assert "no claim and no event" in refused.sentence
    assert clerk.settled("good", 60).state == "kept"  # type: ignore[union-attr]


def test_what_cannot_be_read_is_refused_at_once(clerk: Clerk) -> None:
    with pytest.raises(DataError):
        clerk.take("d1", "ana", {"kind": "nonsense"}, "/")
    assert clerk.decisions.all() == []


def test_before_its_turn_a_decision_is_withdrawn_and_never_reaches_the_record(clerk: Clerk, campaign: Path) -> None:
    with Campaign.open(campaign).writing():
        clerk.take("d1", "ana", wrong(claims(campaign)[0]), "/")
        clerk.settled("d1", 0.3)
        until = time.monotonic() + 60
        while not clerk.withdraw("d1") and time.monotonic() < until:  # the clerk may be trying this very moment
            time.sleep(0.02)
        assert clerk.decisions.get("d1").state == "withdrawn"  # type: ignore[union-attr]
    assert Campaign.open(campaign).judgements() == []


def test_a_preview_writes_nothing(clerk: Clerk, campaign: Path) -> None:
    before = Campaign.open(campaign).generations.current()
    found = clerk.preview("ana", wrong(claims(campaign)[0]))
    assert found["events"]
    assert Campaign.open(campaign).judgements() == []
    assert Campaign.open(campaign).generations.current() == before
