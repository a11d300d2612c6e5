"""The import of a dataset, end to end in a process of its own, against Python's own reader of the same file."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from recount.words.mapping import KNOWN, guess

RIVAL = "ucdp/ged_syria_2016_2019.csv"


def run(data: Path) -> Iterator[tuple[str, float]]:
    """Rows, seconds of the import and of `csv.DictReader` over the same file, their ratio, and peak memory.

    `data` is a table of a known dataset; else the UCDP table that stands beside the corpus, if it does."""
    table = data if data.suffix == ".csv" else data.parent.parent / RIVAL
    if not table.exists():
        print(f"# no {table.name} beside {data.name}: name a table of {', '.join(KNOWN)} with --data", file=sys.stderr)
        return
    start = time.perf_counter()
    with table.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        rows = sum(1 for _ in reader)
        kind = guess(reader.fieldnames or ())
    plain = time.perf_counter() - start
    if kind is None:
        print(f"# {table.name} has the columns of no known dataset", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "recount", "import", kind, str(table), "-o", f"{folder}/c"]
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - start
    if status:
        print(f"# the import ended with status {status}", file=sys.stderr)
        return
    yield "rows", rows
    yield "seconds", took
    yield "rows_a_second", rows / took
    yield "dictreader_seconds", plain
    yield "ratio_to_dictreader", took / plain
    yield "peak_megabytes", usage.ru_maxrss / 1024
