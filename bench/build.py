"""The main job on a corpus, each call a process of its own: first build, idle rerun, peak memory; and what a hundred
reports (a fifth, of a small corpus) cost that come later, beside all of them from nothing and beside themselves alone.

The peer is a process that imports trafilatura and duckdb and does nothing: what any program that stands on these two
libraries pays before its first line of work.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PEER = [sys.executable, "-c", "import trafilatura, duckdb"]


def run(data: Path) -> Iterator[tuple[str, float]]:
    """Metric and value; seconds are of the wall clock, memory is the largest resident set."""
    with tempfile.TemporaryDirectory() as folder:
        campaign = Path(folder) / "campaign"
        command = [sys.executable, "-m", "recount", "build", str(data), "-o", str(campaign)]
        first, peak = timed(command)
        idle = min(timed(command)[0] for _ in range(3))
        peer = min(timed(PEER)[0] for _ in range(3))
        rows = json.loads(next((campaign / "generations").glob("*/manifest.json")).read_text())["rows"]
        later = dict(added(data, Path(folder), rows["reports"]))
    yield "reports", rows["reports"]
    yield "claims", rows["claims"]
    yield "first_s", first
    yield "reports_per_s", rows["reports"] / first
    yield "claims_per_s", rows["claims"] / first
    yield "peak_memory_MB", peak / 1e6
    yield "idle_s", idle
    yield "idle_over_first", idle / first
    yield "idle_over_peer_imports", idle / peer
    yield from later.items()
    yield "added_over_first", later["added_s"] / first


def added(data: Path, folder: Path, reports: int) -> Iterator[tuple[str, float]]:
    """Seconds of the processor that some of the reports cost when the others are held, and when nothing is."""
    early, late = parted(data, folder, min(100, reports // 5))

    def build(what: Path, name: str) -> list[str]:
        return [sys.executable, "-m", "recount", "build", str(what), "-o", str(folder / name)]

    timed(build(early, "grown"))
    began = worked()
    timed(build(late, "grown"))
    then = worked()
    timed(build(late, "alone"))
    yield "added_s", then - began
    yield "alone_s", worked() - then
    yield "added_over_alone", (then - began) / (worked() - then)


def parted(data: Path, folder: Path, late: int) -> tuple[Path, Path]:
    """The corpus in two: its last reports, and those before. Of a file its lines, of a folder its files."""
    parts = folder / "early", folder / "late"
    for part in parts:
        part.mkdir()
    if data.is_dir():
        files = sorted(path for path in data.iterdir() if path.is_file())
        for n, path in enumerate(files):
            shutil.copy2(path, parts[n >= len(files) - late] / path.name)
        return parts
    lines = data.read_bytes().splitlines(keepends=True)
    (parts[0] / data.name).write_bytes(b"".join(lines[:-late]))
    (parts[1] / data.name).write_bytes(b"".join(lines[-late:]))
    return parts


def worked() -> float:
    """Seconds that processors have worked for the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(command: list[str]) -> tuple[float, float]:
    """Seconds and the peak resident set in bytes of one call."""
    began = time.perf_counter()
    null = os.open(os.devnull, os.O_RDWR)
    pid = os.posix_spawn(
        command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, fd) for fd in (0, 1, 2)]
    )
    _, status, usage = os.wait4(pid, 0)
    os.close(null)
    if status:
        raise SystemExit(f"{' '.join(command[:4])} ended with status {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - began, usage.ru_maxrss * 1024.0
