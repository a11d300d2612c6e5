"""A text that is already in hand, as a capture: what `extract` and `mentions` are given line by line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from recount import __version__
from recount.collect.columns import Kept
from recount.records import Capture, Custody, Given
from recount.records.ids import sha256_of


def captured(
    text: str, *, published: str | None, address: str, clock: Callable[[], datetime], collector: str
) -> Capture:
    """The capture of a bare text. `published` is a civil date as the line gave it, open to refutation by the text."""
    data = Kept(text).captured()
    instant = clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    custody = Custody(address, instant, collector, f"recount {__version__}", sha256_of(data), len(data))
    given = Given(published=published, published_found="row" if published else None)
    return Capture("jsonl", data, custody, given)
