"""Jobs run beside the desk, say how far they are, stop, go on, and take names as names."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recount.desk.jobs import Job, Jobs, safe_name
from recount.store import Campaign, query

TEXT = "A car bomb killed 5 people in Mosul on 3 June 2016, police said.\n"


@pytest.fixture
def jobs(campaign: Path) -> Iterator[Jobs]:
    made = Jobs(campaign / "desk" / "jobs", campaign, "inherent-resolve", lambda: datetime.now(UTC))
    yield made
    made.stop_all()


def ended(jobs: Jobs, id_: str, seconds: float = 120) -> Job:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        job = jobs.get(id_)
        assert job is not None
        if job.state != "running":
            return job
        time.sleep(0.05)
    raise AssertionError(f"still running: {jobs.get(id_)}")


def test_files_from_the_browser_become_reports(jobs: Jobs, campaign: Path) -> None:
    id_ = jobs.upload("ana", [("bomb.txt", io.BytesIO(TEXT.encode())), ("empty.bin", io.BytesIO(b"\0\1"))])
    job = ended(jobs, id_)
    assert (job.state, job.outcome["new"], job.outcome["skips"]) == ("done", 1, 1)
    assert "empty.bin" in job.outcome["skipped"][0][0]
    with Campaign.open(campaign).generation() as generation:
        found = [report for report in query.reports(generation) if "car bomb" in report]
    assert len(found) == 1
    assert jobs.all()[0].id == id_


def test_a_stopped_job_says_so_and_goes_on_to_its_end(jobs: Jobs, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(150):
        (folder / f"{n}.txt").write_text(TEXT.replace("5", str(n + 2)) + f"House {n} burned.\n")
    id_ = jobs.folder("ana", folder)
    until = time.monotonic() + 60
    while time.monotonic() < until and not (jobs.get(id_) or pytest.fail()).done:
        time.sleep(0.02)
    jobs.stop(id_)
    job = ended(jobs, id_)
    assert job.state == "stopped"
    assert "goes on from there" in job.sentence
    jobs.go_on(id_)
    job = ended(jobs, id_)
    assert job.state == "done"
    assert job.outcome["reports"] >= 150


def test_a_feed_of_this_machine_is_not_asked(jobs: Jobs) -> None:
    job = ended(jobs, jobs.feed("ana", "http://127.0.0.1:9/feed"))
    assert (job.state, job.what) == ("failed", "http://127.0.0.1:9/feed")
    assert "never asked" in job.sentence


def test_a_job_that_waits_for_a_writer_has_its_turn(jobs: Jobs, campaign: Path) -> None:
    with Campaign.open(campaign).writing():
        id_ = jobs.upload("ana", [("bomb.txt", io.BytesIO(TEXT.encode()))])
        until = time.monotonic() + 60
        while time.monotonic() < until and (jobs.get(id_) or pytest.fail()).stage != "Waiting its turn":
            time.sleep(0.05)
    assert ended(jobs, id_).state == "done"


@pytest.mark.parametrize(
    "name",
    [
        "../../out.txt",
        "/etc/passwd",
        "..\\..\\out.txt",
        "a/../../b.txt",
        ".hidden",
        "\x00nul",
        "x" * 4000,
        "..",
        "",
    ],
)
def test_no_name_that_comes_over_the_network_leads_anywhere(jobs: Jobs, campaign: Path, name: str) -> None:
    inside = campaign / "desk" / "jobs" / "job" / "upload"
    kept = jobs._put(inside, name, io.BytesIO(b"x"))
    found = [path for path in campaign.parent.rglob("*") if path.name == kept and path.is_file()]
    assert found
    assert all(path.resolve().is_relative_to(inside.resolve()) for path in found)


@pytest.mark.parametrize("id_", ["..", "../x", "a/b", "", "a" * 99])
def test_no_id_leads_anywhere(jobs: Jobs, id_: str) -> None:
    assert jobs.get(id_) is None


def test_names_keep_their_letters() -> None:
    assert safe_name("تقرير 2017.pdf") == "تقرير 2017.pdf"
