"""Files of JSON lines that only grow: a line is on the disk when `append` returns; a torn one costs itself alone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


def append(file: Path, row: Mapping[str, Any]) -> None:
    """Add a line and wait for the disk. After a crash that tore the last line, the new one starts on its own."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+b") as held:
        end = held.seek(0, os.SEEK_END)
        if end:
            held.seek(end - 1)
            if held.read(1) != b"\n":
                held.write(b"\n")
        held.write(json.dumps(row, ensure_ascii=True).encode() + b"\n")
        held.flush()
        os.fsync(held.fileno())


def read(file: Path) -> Iterator[dict[str, Any]]:
    """Every whole line, oldest first. A torn one was never confirmed to anyone."""
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        return
    for line in raw.splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            yield row
