"""Builds a generation: records to lines of JSON, one file per table, and DuckDB reads them in; then the text index.

Lines of JSON are what DuckDB loads fastest without another library: row by row with bound parameters, 6,000 claims
take some twenty times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from sqlite3 import Error as SearchError

import duckdb

from recount.records import CampaignError, Claim, Copy, Event, Judged, Report, Skip
from recount.store.columns_kept import keep_columns
from recount.store.disk import Disk
from recount.store.fulltext import SearchIndex
from recount.store.lines import dumps
from recount.store.pinned import DUCKDB, SEARCH
from recount.store.rows import (
    Row,
    TableRow,
    ancestor_rows,
    claim_rows,
    copy_row,
    event_rows,
    judged_row,
    report_rows,
    skip_row,
)
from recount.store.schema import SUPERSEDE, TABLES, create_table, load_table
from recount.words.vintages import in_order

_BUFFER = 1024 * 1024
_LEAST_LINE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Contents:
    """What a generation shows. Reports and claims are gone through once and may be generators.

    `sentences` gives per claim id where its sentence starts and the sentence; `ancestors` per actor id what it is
    part of; `summaries` per event id one line of text (by default the words of the first account); `issues` dataset
    and vintage per report that holds rows, those of `more` too. `more` is what comes in parts, each gone through once
    after all of this, so that memory need hold one part at a time. `judged` are the judgements on record, each with
    what this generation makes of it.
    """

    reports: Iterable[Report] = ()
    claims: Iterable[Claim] = ()
    sentences: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    events: Iterable[Event] = ()
    copies: Iterable[Copy] = ()
    ancestors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    skips: Iterable[Skip] = ()
    set_aside: Iterable[tuple[str, str]] = ()
    summaries: Mapping[str, str] = field(default_factory=dict)
    issues: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    judged: Iterable[Judged] = ()
    more: Iterable[Contents] = ()


class Spool:
    """One file of JSON lines per table, and how long its longest line is."""

    def __init__(self, folder: Path, disk: Disk, stack: ExitStack) -> None:
        self.folder = folder
        self.rows = dict.fromkeys(TABLES, 0)
        self.longest = dict.fromkeys(TABLES, 0)
        self._disk = disk
        self._files: dict[str, FileIO] = {name: stack.enter_context(disk.open(self.path(name), "w")) for name in TABLES}
        self._buffers = {name: bytearray() for name in TABLES}

    def path(self, table: str) -> Path:
        return self.folder / f"{table}.jsonl"

    def write(self, rows: Iterable[TableRow]) -> None:
        """Add rows to the tables that they name."""
        for table, row in rows:
            line = _line(row)
            buffer = self._buffers[table]
            buffer += line
            self.rows[table] += 1
            self.longest[table] = max(self.longest[table], len(line))
            if len(buffer) >= _BUFFER:
                self._flush(table)

    def finish(self) -> None:
        """Hand everything to the operating system."""
        for table in TABLES:
            self._flush(table)

    def _flush(self, table: str) -> None:
        self._disk.write(self._files[table], bytes(self._buffers[table]))
        self._buffers[table].clear()


def build_generation(folder: Path, contents: Contents, *, disk: Disk) -> dict[str, int]:
    """Fill an empty folder with `campaign.duckdb`, `search.sqlite` and the columns of the events; gives the number of
    rows per table."""
    spooled = folder / "spool"
    disk.make_folder(spooled)
    try:
        with SearchIndex(folder / SEARCH) as index, ExitStack() as stack:
            spool = Spool(spooled, disk, stack)
            spool.write(_datasets(contents.issues))
            spool.write(_rows(contents, index, contents.issues))
            spool.finish()
        _load(folder / DUCKDB, spool)
        keep_columns(folder, disk=disk)
    except (duckdb.Error, SearchError) as error:
        raise CampaignError(
            f"The tables in {folder.parent} could not be written: {_first_line(error)}. What was committed before is "
            "kept; make sure that the disk has room, and run the same command again."
        ) from error
    disk.remove(spooled)
    return {**spool.rows, "passages": index.passages}


def _datasets(issues: Mapping[str, tuple[str, str]]) -> Iterator[TableRow]:
    for place, (name, vintage) in enumerate(in_order(issues.values())):
        yield "datasets", {"name": name, "vintage": vintage, "place": place}


def _rows(contents: Contents, index: SearchIndex, issues: Mapping[str, tuple[str, str]]) -> Iterator[TableRow]:
    for report in contents.reports:
        index.add(report)
        yield from report_rows(report)
    for claim in contents.claims:
        yield from claim_rows(claim, contents.sentences.get(claim.id), issues.get(claim.report))
    for event in contents.events:
        yield from event_rows(event, contents.summaries.get(event.id) or _first_words(event))
    yield from map(copy_row, contents.copies)
    yield from ancestor_rows(contents.ancestors)
    yield from map(skip_row, contents.skips)
    for claim_id, reason in contents.set_aside:
        yield "set_aside", {"claim": claim_id, "reason": reason}
    yield from map(judged_row, contents.judged)
    for part in contents.more:
        yield from _rows(part, index, issues)


def _load(path: Path, spool: Spool) -> None:
    with duckdb.connect(str(path)) as duck:
        duck.execute("BEGIN")
        for table in TABLES:
            duck.execute(create_table(table))
            if spool.rows[table]:
                longest = max(_LEAST_LINE, spool.longest[table] + 1024)
                duck.execute(load_table(table), [str(spool.path(table)), longest])
        if spool.rows["datasets"]:
            duck.execute(SUPERSEDE)
        duck.execute("COMMIT")
        duck.execute("CHECKPOINT")


def _line(row: Row) -> bytes:
    text = dumps(row)
    if not text.isascii() or "\\u" not in text:
        return text.encode() + b"\n"
    # Only a lone surrogate makes `dumps` escape. DuckDB takes no such text: "�" stands for it in the flat columns,
    # while `json`, which is a text that holds the escape, keeps it.
    whole = {name: _whole(value) if isinstance(value, str) else value for name, value in row.items()}
    return dumps(whole).encode() + b"\n"


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _first_words(event: Event) -> str | None:
    return event.accounts[0].evidence.quote if event.accounts else None


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0].rstrip(".")
