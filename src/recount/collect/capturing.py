"""From a thing at hand to its captures: one of a document, one a row of a table, each with its custody."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from recount import __version__
from recount.collect.bounds import Bounds, in_words
from recount.collect.containers import Member
from recount.collect.manifest import Manifest, over
from recount.collect.rows import BadRow, Row, rows_of_csv, rows_of_json
from recount.collect.sheets import SheetPage, rows_of_workbook
from recount.records import Capture, Custody, Given, Skip
from recount.records.ids import sha256_of
from recount.words.days import Order, is_open, order_of

TOOL = f"recount {__version__}"
_Rows = Callable[..., Iterator[Row | BadRow | SheetPage]]
_ROWS: dict[str, _Rows] = {"jsonl": rows_of_json, "csv": rows_of_csv, "sheet": rows_of_workbook}
"""Containers whose rows are reports."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What every arrival is recorded with."""

    clock: Callable[[], datetime]
    collector: str
    manifest: Manifest
    stated: Given
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that was given: its address, and its path unless it came through a pipe."""

    address: str
    path: Path | None


def captures_of(member: Member, origin: Origin, desk: Desk) -> Iterator[Capture | Skip]:
    """The captures of one thing, out of a container or the file itself."""
    if member.form in _ROWS:
        yield from _rows(member, origin, desk)
    else:
        yield _whole(member, origin, desk)


def _whole(member: Member, origin: Origin, desk: Desk) -> Capture | Skip:
    bound = desk.bounds.text if member.form in ("txt", "md") else desk.bounds.whole
    data = member.handle.read(bound + 1)
    if len(data) > bound:
        size = in_words(member.handle.seek(0, 2))
        sentence = f"The file has {size}; one text may have up to {in_words(bound)}."
        return Skip(_where(origin, member.locator), "too_long", sentence)
    return _capture(member, origin, desk, data, member.locator, member.container, Given())


def _rows(member: Member, origin: Origin, desk: Desk) -> Iterator[Capture | Skip]:
    """One capture per row. The table is read three times at most: for its hash, for the order of day and month where
    a date leaves it open, and for its rows."""
    handle, read = member.handle, _ROWS[member.form]
    container = member.container or hashlib.file_digest(handle, "sha256").hexdigest()  # type: ignore[arg-type]
    order: Order | None = None
    asked = False
    unsettled: list[str] = []
    for row in _again(handle, read, desk):
        if isinstance(row, BadRow):
            yield Skip(_where(origin, _inside(member, row.locator)), row.code, row.sentence)
            continue
        if isinstance(row, SheetPage):
            yield _capture(member, origin, desk, row.data, _inside(member, row.locator), container, Given())
            continue
        if row.kept.date and is_open(row.kept.date):
            if not asked:
                place = handle.tell()
                order, asked = _order(handle, read, desk), True
                handle.seek(place)
            if order is None:
                unsettled.append(row.kept.date)
        yield _row(member, origin, desk, row, container, order)
    if unsettled:
        yield _unsettled(_where(origin, member.locator), unsettled)


def _order(handle: BinaryIO, read: _Rows, desk: Desk) -> Order | None:
    return order_of(row.kept.date or "" for row in _again(handle, read, desk) if isinstance(row, Row))


def _again(handle: BinaryIO, read: _Rows, desk: Desk) -> Iterator[Row | BadRow | SheetPage]:
    handle.seek(0)
    return read(handle, bounds=desk.bounds)


def _row(member: Member, origin: Origin, desk: Desk, row: Row, container: str, order: Order | None) -> Capture:
    kept = row.kept
    day = kept.day(order)
    own = Given(kept.title, kept.source, day, "row" if day else None, kept.url, kept.language)
    named = None if kept.id is None else kept.id[:80]
    return _capture(member, origin, desk, kept.captured(), _inside(member, row.locator), container, own, named=named)


def _capture(
    member: Member, origin: Origin, desk: Desk, data: bytes, locator: str | None, container: str | None, own: Given,
    *, named: str | None = None,
) -> Capture:  # fmt: skip
    """A capture with what is stated about it: by the manifest (of the file, of what lies in it, of these bytes), for
    all of a call, by itself, by its container, in this order."""
    sha256 = sha256_of(data)
    paths = desk.manifest.paths(origin.path, origin.address)
    places = [f"{path}#{place}" for place in (member.locator, locator) if place is not None for path in paths]
    stated = desk.manifest.stated(*paths, container, *places, sha256)
    given = over(stated, over(desk.stated, over(own, member.given)))
    shown = locator if named is None else f"{locator}, id {named}"
    instant = desk.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    custody = Custody(origin.address, instant, desk.collector, TOOL, sha256, len(data), shown, container)
    return Capture(member.form, data, custody, given)


def _inside(member: Member, locator: str | None) -> str | None:
    """The place of a row in the file that was given."""
    return " > ".join(part for part in (member.locator, locator) if part is not None) or None


def _where(origin: Origin, locator: str | None) -> str:
    return origin.address if locator is None else f"{origin.address}, {locator}"


def _unsettled(address: str, cells: list[str]) -> Skip:
    sentence = (
        f"{len(cells)} date(s) such as {cells[0]!r} may be day-first or month-first and no row settles which; they "
        "stay unknown. Add a column date_iso, or state them with --manifest."
    )
    return Skip(address, "date_order", sentence)
