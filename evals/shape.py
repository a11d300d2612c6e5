"""What evals share: labelled rows read from a file or folder, and a row's text as a report without its labels."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from recount.records import Claim, Published, Quantity, Report, Segment
from recount.records.ids import sha256_of
from recount.records.ids import text_version as version_of

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
"""Where the data lie, beside the checkout."""


def rows_in(data: Path) -> Iterator[dict[str, Any]]:
    """Rows of a .jsonl or .csv file, or of all of them in a folder, in order of their names."""
    files = sorted(p for p in data.iterdir() if p.suffix in (".jsonl", ".csv")) if data.is_dir() else [data]
    for path in files:
        with path.open(encoding="utf-8", errors="replace", newline="") as lines:
            if path.suffix == ".csv":
                yield from csv.DictReader(lines)
            else:
                yield from (json.loads(line) for line in lines if line.strip())


def report_of(text: str, *, title: str | None = None, published: str | None = None) -> Report:
    """A report made of a title, a body and a date alone, as `recount extract` would read it."""
    whole = f"{title}\n\n{text}" if title else text
    start = len(whole) - len(text)
    segments = [Segment("title", 0, len(title), True)] if title else []
    segments.append(Segment("body", start, len(whole), True))
    sha = sha256_of(whole.encode("utf-8", "replace"))
    date = Published(published, "row") if published else Published()
    return Report(sha[:16], sha, "jsonl", whole, version_of(whole), tuple(segments), date, title)


def killed_of(claim: Claim) -> list[Quantity]:
    """The claim's figures of people killed that are numbers."""
    return [q for q in claim.quantity if q.measure == "killed" and q.value is not None]


def share(hits: Sequence[bool]) -> float:
    """The proportion of hits; 0 where there is nothing."""
    return sum(hits) / len(hits) if hits else 0.0
