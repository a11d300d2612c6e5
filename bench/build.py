"""The main job on a corpus, each call a process of its own: first build, idle rerun, peak memory.

The peer is a process that imports trafilatura and duckdb and does nothing: what any program that stands on these two
libraries pays before its first line of work.
"""

from __future__ import annotations

import json
import os
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
    yield "reports", rows["reports"]
    yield "claims", rows["claims"]
    yield "first_s", first
    yield "reports_per_s", rows["reports"] / first
    yield "claims_per_s", rows["claims"] / first
    yield "peak_memory_MB", peak / 1e6
    yield "idle_s", idle
    yield "idle_over_first", idle / first
    yield "idle_over_peer_imports", idle / peer


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
