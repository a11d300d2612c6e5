"""What a build came to, and how it says what it could not take."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from recount.records import Skip
from recount.spared import Mishap
from recount.store import Run, Writer


@dataclass(slots=True)
class Built:
    """What a build came to. `fresh` is false where there was nothing new and the last generation stands. `rows` are
    rows of datasets that were new; a dataset lies in the campaign as `sheets` of up to a thousand rows, which are not
    among its `reports`."""

    campaign: Path
    fresh: bool = False
    seen: int = 0
    new: int = 0
    again: int = 0
    extracted: int = 0
    rows: int = 0
    reports: int = 0
    sheets: int = 0
    unread: int = 0
    claims: int = 0
    events: int = 0
    copies: int = 0
    fullest_quarter: str | None = None
    skipped: list[Skip] = field(default_factory=list)


def note_mishap(mishap: Mishap, writer: Writer, run: Run, built: Built) -> None:
    """Said aloud like any skip, with the trace in the run's manifest; nothing is kept under a key, so that the next
    build tries again."""
    run.trace(mishap.skip.where, mishap.trace)
    note_skip(mishap.skip, writer, run, built)


def note_skip(item: Skip, writer: Writer, run: Run, built: Built) -> None:
    """Kept in the campaign, in the run's manifest, and for whoever asked for the build."""
    writer.add_skip(item)
    run.skip(item)
    built.skipped.append(item)
