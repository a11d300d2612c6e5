"""The append-only log: what was synced is there, whatever is cut off or damaged behind or before it."""

from __future__ import annotations

import errno
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import FaultyDisk

from recount.records import CampaignError
from recount.store.disk import Disk
from recount.store.segments import Header, Log, encode, is_whole

PAYLOADS = st.lists(st.lists(st.text(max_size=30), min_size=1, max_size=4), min_size=1, max_size=6)


def log_in(folder: Path, *, disk: Disk | None = None, segment_bytes: int = 10_000) -> tuple[Log, list[Header]]:
    log = Log(folder / "things", disk=disk or Disk(), segment_bytes=segment_bytes)
    return log, [header for header, _ in log.load()]


def write(folder: Path, batches: list[list[str]], *, segment_bytes: int = 10_000) -> list[int]:
    """Append batches; gives the size of the (first) file after each."""
    log, _ = log_in(folder, segment_bytes=segment_bytes)
    sizes = []
    for i, batch in enumerate(batches):
        log.append([encode({"n": [i, j]}, payload_of(text)) for j, text in enumerate(batch)])
        sizes.append((folder / "things/000001.jsonl").stat().st_size)
    log.close()
    return sizes


def payload_of(text: str) -> str:
    return repr(text).encode("ascii", "backslashreplace").decode()


def names(batches: list[list[str]]) -> list[Header]:
    return [{"n": [i, j]} for i, batch in enumerate(batches) for j, _ in enumerate(batch)]


@given(PAYLOADS, st.integers(100, 400))
def test_what_is_appended_is_read_back(batches: list[list[str]], segment_bytes: int) -> None:
    with TemporaryDirectory() as folder:
        write(Path(folder), batches, segment_bytes=segment_bytes)
        log, found = log_in(Path(folder))
        places = [where for _, where in log.load()]
        assert found == names(batches)
        assert [log.payload(where) for where in places] == [payload_of(t) for batch in batches for t in batch]
        log.close()


@given(PAYLOADS, st.data())
def test_a_tail_torn_anywhere_loses_no_batch_before_it(batches: list[list[str]], data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        sizes = write(folder, batches)
        cut = data.draw(st.integers(0, sizes[-1]))
        path = folder / "things/000001.jsonl"
        path.write_bytes(path.read_bytes()[:cut])
        whole = [batch for batch, size in zip(batches, sizes, strict=True) if size <= cut]
        log, found = log_in(folder)
        assert found[: len(names(whole))] == names(whole)
        assert found == names(batches)[: len(found)]
        assert log.damage == []
        log.append([encode({"n": "after"})])
        log.close()
        assert log_in(folder)[1] == [*found, {"n": "after"}]


@given(st.lists(st.lists(st.text(max_size=9), min_size=1, max_size=3), min_size=2, max_size=5), st.data())
def test_a_line_damaged_before_a_later_batch_is_named_and_all_others_are_kept(
    batches: list[list[str]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        sizes = write(folder, batches)
        path = folder / "things/000001.jsonl"
        raw = bytearray(path.read_bytes())
        at = data.draw(st.integers(0, sizes[-2] - 1).filter(lambda i: raw[i] != 10))
        raw[at] ^= 0x11
        path.write_bytes(bytes(raw))
        log, found = log_in(folder)
        assert len(log.damage) == 1 + (raw[at] == 10)
        assert "things/000001.jsonl, line" in log.damage[0]
        assert len(found) >= len(names(batches)) - 1
        log.append([encode({"n": "after"})])
        log.close()
        assert path.read_bytes().startswith(bytes(raw))


def test_garbage_behind_the_last_batch_is_cut_by_the_writer_only(tmp_path: Path) -> None:
    write(tmp_path, [["a"], ["b"]])
    path = tmp_path / "things/000001.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + b"\0" * 4096)
    log, found = log_in(tmp_path)
    assert len(found) == 2
    assert path.stat().st_size == len(whole) + 4096
    log.append([encode({"n": "c"})])
    log.close()
    assert path.read_bytes().startswith(whole)
    assert b"\0" not in path.read_bytes()


def test_a_closed_segment_that_ends_broken_is_damage_and_no_tear(tmp_path: Path) -> None:
    write(tmp_path, [["a" * 50], ["b" * 50], ["c" * 50]], segment_bytes=60)
    first = tmp_path / "things/000001.jsonl"
    first.write_bytes(first.read_bytes()[:-5])
    log, found = log_in(tmp_path)
    assert len(found) == 3  # only the commit line was hit, and the record before it is whole
    assert len(log.damage) == 1


@pytest.mark.parametrize("good", range(12))
@pytest.mark.parametrize("lasting", [True, False])
def test_an_append_that_fails_counts_for_nothing_and_can_be_made_again(
    tmp_path: Path, good: int, lasting: bool
) -> None:
    disk = FaultyDisk(good, errno.ENOSPC, lasting=lasting)
    log, _ = log_in(tmp_path, disk=disk, segment_bytes=80)
    done = []
    for n in range(5):
        try:
            log.append([encode({"n": n}, "x" * 40)])
            done.append({"n": n})
        except CampaignError as error:
            assert "disk is full" in str(error) or "could not be written before" in str(error)
    log.close()
    after, found = log_in(tmp_path)
    assert found == done
    after.append([encode({"n": "after"})])
    after.close()
    assert log_in(tmp_path)[1] == [*done, {"n": "after"}]


def test_a_line_changed_under_a_reader_is_told_in_a_sentence(tmp_path: Path) -> None:
    write(tmp_path, [["abc"]])
    log, _ = log_in(tmp_path)
    (_, where), *_ = log.load()
    path = tmp_path / "things/000001.jsonl"
    path.write_bytes(path.read_bytes().replace(b"abc", b"abd"))
    with pytest.raises(CampaignError, match="damaged at byte 0"):
        log.payload(where)
    log.close()


@given(st.binary(max_size=60))
def test_only_lines_made_here_are_whole(noise: bytes) -> None:
    assert not is_whole(noise)
    line = encode({"s": "x"}, "y")
    assert is_whole(line)
    assert not is_whole(line[:-1])
