"""Reading rows and blocks of rows, and a fixed tenth held out where a corpus has no part of its own to measure on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any


def json_rows(path: Path, oddities: Counter[str]) -> Iterator[dict[str, Any]]:
    """One object a line; a line that is none is counted and left out."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            try:
                row = json.loads(line)
            except json.JSONDecodeError:
                oddities["line is no JSON"] += 1
                continue
            yield row


def blocks(path: Path) -> Iterator[list[str]]:
    """Lines between blank lines."""
    block: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                block.append(line.rstrip("\r\n"))
            elif block:
                yield block
                block = []
    if block:
        yield block


def held_out(name: str) -> bool:
    """Whether a document belongs to the tenth that is kept for measuring; its name alone decides."""
    return int(sha256(name.encode()).hexdigest(), 16) % 10 == 0
