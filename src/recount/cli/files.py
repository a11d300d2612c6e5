"""Files that a command writes."""

from __future__ import annotations

from pathlib import Path


def put(output: Path, data: bytes) -> None:
    """Write a file aside and rename it: a full disk or Ctrl-C must not leave half of one where a whole one stood."""
    output.parent.mkdir(parents=True, exist_ok=True)
    aside = output.with_name(f".{output.name}.part")
    try:
        aside.write_bytes(data)
        aside.replace(output)
    finally:
        aside.unlink(missing_ok=True)
