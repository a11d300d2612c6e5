"""A build may end anywhere: nothing that was committed is lost, and a rerun comes to what an undisturbed run does."""

from __future__ import annotations

import errno
import signal
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import FaultyDisk, PowerCut, Ticking, add, build, is_empty, publish, report_of, seen_of, truth_of

from recount.records import CampaignError
from recount.store import Campaign, Run, Writer, verify

NUMBERS = range(5)


def campaign_in(path: Path, disk: FaultyDisk | None = None) -> Campaign:
    return Campaign.open_or_create(path, pack="p", disk=disk, clock=Ticking())


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("undisturbed") / "c"
    build(campaign_in(path), NUMBERS)
    return path


def operations(what) -> int:  # type: ignore[no-untyped-def]
    """How many operations on the disk something takes when none fails."""
    disk = FaultyDisk(10**9)
    with TemporaryDirectory() as folder:
        what(campaign_in(Path(folder) / "c", disk))
    return disk.done


def adding(campaign: Campaign) -> list[int]:
    """Adds reports one by one; gives those that were committed, also when it ends early."""
    done: list[int] = []
    try:
        with campaign.writing() as writer:
            for n in NUMBERS:
                add(writer, campaign, [n])
                writer.commit()
                done.append(n)
    except (CampaignError, PowerCut, KeyboardInterrupt):
        pass
    return done


def holds(path: Path, numbers: list[int]) -> None:
    """The committed reports are there, whole, with their bytes and claims."""
    if not (path / "campaign.json").exists():
        assert numbers == []
        return
    campaign = Campaign.open(path)
    have = {report.id for report in campaign.reports()}
    for n in numbers:
        if not is_empty(n):
            report = report_of(n)
            assert report.id in have
            assert campaign.claims_of(report.id) is not None
            assert campaign.capture_bytes(report.sha256)
    assert campaign.damage() == []
    assert verify(campaign) == []


KINDS = [(errno.ENOSPC, True), (errno.ENOSPC, False), (errno.EIO, True), (PowerCut, True), (KeyboardInterrupt, False)]


@pytest.mark.parametrize(("error", "lasting"), KINDS)
def test_wherever_adding_fails_the_committed_stays_and_a_rerun_completes_it(
    undisturbed: Path, tmp_path: Path, error: int | type[BaseException], lasting: bool
) -> None:
    expected = truth_of(undisturbed)
    steps = operations(adding)
    assert steps > 40
    for k in range(steps):
        path, disk = tmp_path / str(k), FaultyDisk(k, error, lasting=lasting)
        try:
            done = adding(campaign_in(path, disk))
        except (CampaignError, PowerCut, KeyboardInterrupt):
            done = []
        holds(path, done)
        adding(campaign_in(path))
        assert truth_of(path) == expected, k


@given(st.integers(0, operations(lambda campaign: build(campaign, NUMBERS)) - 1), st.sampled_from(KINDS))
@settings(max_examples=25)
def test_wherever_a_build_fails_a_rerun_publishes_the_same(
    undisturbed: Path, k: int, kind: tuple[int | type[BaseException], bool]
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "c"
        try:
            build(campaign_in(path, FaultyDisk(k, kind[0], lasting=kind[1])), NUMBERS)
        except (CampaignError, PowerCut, KeyboardInterrupt):
            pass
        build(campaign_in(path), NUMBERS)
        assert truth_of(path) == truth_of(undisturbed)
        assert seen_of(path) == seen_of(undisturbed)
        assert verify(Campaign.open(path)) == []
        assert not [entry for entry in (path / "generations").iterdir() if entry.name.startswith(".")]


@pytest.mark.parametrize("error", [errno.ENOSPC, PowerCut])
def test_wherever_a_second_publication_fails_readers_keep_the_first(
    tmp_path: Path, error: int | type[BaseException]
) -> None:
    build(campaign_in(tmp_path / "c"), range(3))
    first = seen_of(tmp_path / "c")
    with campaign_in(tmp_path / "c").writing() as writer:
        add(writer, campaign_in(tmp_path / "c"), range(3, 5))
    second, failures = _second(tmp_path), 0
    for k in range(0, 400, 8):
        try:
            build(campaign_in(tmp_path / "c", FaultyDisk(k, error)), range(5))
            break
        except (CampaignError, PowerCut):
            failures += 1
            assert seen_of(tmp_path / "c") in (first, second)
    assert 5 < failures < 50
    build(campaign_in(tmp_path / "c"), range(5))
    assert seen_of(tmp_path / "c") == second


def _second(tmp_path: Path) -> object:
    path = tmp_path / "five"
    build(campaign_in(path), range(5))
    return seen_of(path)


def a_run(writer: Writer) -> AbstractContextManager[Run]:
    return writer.run(inputs=("folder",), settings={"pack": "p"}, versions={"read": "1"})


def test_ctrl_c_keeps_what_was_added_and_says_interrupted(tmp_path: Path) -> None:
    campaign = campaign_in(tmp_path / "c")
    with pytest.raises(KeyboardInterrupt), campaign.writing() as writer, a_run(writer) as run:
        run.count("collect", taken=3, given=2)
        add(writer, campaign, [0, 1], each=False)
        raise KeyboardInterrupt
    after = Campaign.open(tmp_path / "c")
    assert [report.id for report in after.reports()] == [report_of(0).id, report_of(1).id]
    (manifest,) = after.runs()
    assert (manifest["state"], manifest["counts"]) == ("interrupted", {"collect": {"in": 3, "out": 2}})


APPENDING = """
import sys
from pathlib import Path
sys.path.insert(0, {here!r})
from store_samples import add
from recount.store import Campaign

campaign = Campaign.open_or_create(Path({path!r}), pack="p")
with campaign.writing() as writer, writer.run(inputs=(), settings={{}}, versions={{}}):
    for n in range(100_000):
        add(writer, campaign, [n])
        writer.commit()
        print(n, flush=True)
"""


def appending(path: Path) -> subprocess.Popen[str]:
    """Another process that adds reports without end and says which are committed."""
    script = APPENDING.format(here=str(Path(__file__).parent), path=str(path))
    return subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)


def said_by(process: subprocess.Popen[str]) -> list[int]:
    assert process.stdout is not None
    with process.stdout:
        lines = process.stdout.read().splitlines()
    process.wait()
    return [int(line) for line in lines]


@pytest.mark.parametrize("after", [0, 17])
def test_kill_9_loses_nothing_that_was_committed(tmp_path: Path, after: int) -> None:
    path = tmp_path / "c"
    process = appending(path)
    assert process.stdout is not None
    seen = [int(process.stdout.readline()) for _ in range(after + 1)]
    process.send_signal(signal.SIGKILL)
    done = [*seen, *said_by(process)]
    holds(path, done)
    campaign = campaign_in(path)
    with campaign.writing() as writer:
        add(writer, campaign, range(len(done) + 2))
        assert publish(writer, campaign).fresh
    holds(path, list(range(len(done) + 2)))
    assert [manifest["state"] for manifest in campaign.runs()] == ["interrupted"]


def test_sigint_ends_a_build_between_whole_records(tmp_path: Path) -> None:
    path = tmp_path / "c"
    process = appending(path)
    assert process.stdout is not None
    seen = [int(process.stdout.readline()) for _ in range(5)]
    process.send_signal(signal.SIGINT)
    holds(path, [*seen, *said_by(process)])
    assert process.returncode != 0
    assert [manifest["state"] for manifest in Campaign.open(path).runs()] == ["interrupted"]


def test_a_second_writer_is_told_of_the_first_and_readers_need_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "c"
    process = appending(path)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        campaign = campaign_in(path)
        told = rf"by process {process.pid} since 20\d\d-.*Wait for it"
        with pytest.raises(CampaignError, match=told), campaign.writing():
            pass
        assert len(list(campaign.reports())) >= 1
    finally:
        process.kill()
        said_by(process)
    with campaign_in(path).writing():
        pass


def test_two_writers_in_one_process_are_two_writers(tmp_path: Path) -> None:
    campaign = campaign_in(tmp_path / "c")
    again = Campaign.open(tmp_path / "c")
    with campaign.writing(), pytest.raises(CampaignError, match="is being written by process"), again.writing():
        pass
