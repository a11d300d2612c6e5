"""Arrival: one argument after another becomes captures with custody, or skips with a sentence."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from recount import __version__
from recount.collect.bounds import Bounds, in_words
from recount.collect.folders import Found, check_arguments, files_of
from recount.collect.forms import FORMS, HEAD, READS, form_of, zip_form
from recount.collect.manifest import Manifest, manifest_from, over
from recount.collect.rows import BadRow, Row, rows_of_csv, rows_of_json
from recount.records import Capture, Custody, Form, Given, Skip, UsageError
from recount.records.ids import sha256_of
from recount.words.days import Order, day_of, is_open, order_of

TOOL = f"recount {__version__}"
_SPOOL = 16_000_000


@dataclass(frozen=True, slots=True)
class Desk:
    """What every arrival is recorded with."""

    clock: Callable[[], datetime]
    collector: str
    manifest: Manifest
    stated: Given
    bounds: Bounds


def collect(
    paths: Sequence[str],
    *,
    stdin: BinaryIO | None,
    clock: Callable[[], datetime],
    collector: str,
    manifest: Path | None = None,
    published: str | None = None,
    exclude: Sequence[Path] = (),
    bounds: Bounds | None = None,
) -> Iterator[Capture | Skip]:
    """Captures of the files, folders and standard input ("-") that `paths` name, in order, and a `Skip` for each
    thing that could not be taken. `clock` gives aware instants; `collector` is who collects; `published` is a date
    stated for all; `exclude` are files and folders to be passed over. Raises `UsageError`, before anything is taken,
    for a path that names nothing and for a date or manifest that cannot be understood."""
    check_arguments(paths)
    if "-" in paths and stdin is None:
        raise UsageError("standard input (-) is named, but it is closed; name files, or send something to it")
    desk = Desk(
        clock=clock,
        collector=collector,
        manifest=manifest_from(manifest) if manifest is not None else Manifest(),
        stated=_stated(published),
        bounds=bounds or Bounds(),
    )
    return _collected(paths, stdin, desk, exclude)


def _stated(published: str | None) -> Given:
    if published is None:
        return Given()
    day = day_of(published)
    if day is None:
        raise UsageError(f"the date {published!r} is not one day; expected one like 2016-06-05")
    return Given(published=day.isoformat(), published_found="stated")


def _collected(
    paths: Sequence[str], stdin: BinaryIO | None, desk: Desk, exclude: Sequence[Path]
) -> Iterator[Capture | Skip]:
    for argument in paths:
        if argument == "-":
            assert stdin is not None
            yield from _from_stdin(stdin, desk)
            continue
        for found in files_of(argument, exclude=exclude):
            yield from [found] if isinstance(found, Skip) else _from_file(found, desk)
    yield from desk.manifest.unmet()


def _from_file(found: Found, desk: Desk) -> Iterator[Capture | Skip]:
    try:
        with found.path.open("rb") as handle:
            yield from _arrived(handle, found.address, found.path, desk)
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        yield Skip(found.address, "unreadable", f"The file cannot be read ({why}).")


def _from_stdin(stdin: BinaryIO, desk: Desk) -> Iterator[Capture | Skip]:
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as spool:
        while chunk := stdin.read(1 << 20):
            spool.write(chunk)
        spool.seek(0)
        yield from _arrived(cast(BinaryIO, spool), "-", None, desk)


def _arrived(handle: BinaryIO, address: str, path: Path | None, desk: Desk) -> Iterator[Capture | Skip]:
    head = handle.read(HEAD)
    if not head:
        yield Skip(address, "empty", "The file is empty.")
        return
    form = (zip_form(handle) if head.startswith(b"PK") else None) or form_of(head, address)
    if form not in FORMS:
        yield Skip(address, "unknown_form", f"This is {form}; what can be read is {READS}.")
        return
    handle.seek(0)
    if form in ("jsonl", "csv"):
        yield from _from_container(handle, form, address, path, desk)  # type: ignore[arg-type]
    else:
        yield _whole(handle, form, address, path, desk)  # type: ignore[arg-type]


def _whole(handle: BinaryIO, form: Form, address: str, path: Path | None, desk: Desk) -> Capture | Skip:
    bound = desk.bounds.text if form in ("txt", "md") else desk.bounds.whole
    data = handle.read(bound + 1)
    if len(data) > bound:
        size = handle.seek(0, 2)
        return Skip(address, "too_long", f"The file has {in_words(size)}; one text may have up to {in_words(bound)}.")
    sha256 = sha256_of(data)
    given = desk.manifest.stated(*desk.manifest.paths(path, address), sha256)
    return Capture(form, data, _custody(desk, address, data, sha256), over(given, desk.stated))


def _from_container(
    handle: BinaryIO, form: Form, address: str, path: Path | None, desk: Desk
) -> Iterator[Capture | Skip]:
    """One capture per row. The container is read three times at most: for its hash, for the order of day and month
    where a date leaves it open, and for its rows."""
    whole = hashlib.file_digest(handle, "sha256").hexdigest()  # type: ignore[arg-type]
    read = rows_of_json if form == "jsonl" else rows_of_csv
    keys = (*desk.manifest.paths(path, address), whole)
    order: Order | None = None
    asked = False
    unsettled: list[str] = []
    for row in _again(handle, read, desk):
        if isinstance(row, BadRow):
            yield Skip(address if row.locator is None else f"{address}, {row.locator}", row.code, row.sentence)
            continue
        if row.kept.date and is_open(row.kept.date):
            if not asked:
                place = handle.tell()
                order, asked = (
                    order_of(r.kept.date or "" for r in _again(handle, read, desk) if isinstance(r, Row)),
                    True,
                )
                handle.seek(place)
            if order is None:
                unsettled.append(row.kept.date)
        yield _row_capture(row, form, address, keys, whole, order, desk)
    if unsettled:
        yield _unsettled(address, unsettled)


def _again(handle: BinaryIO, read: Callable[..., Iterator[Row | BadRow]], desk: Desk) -> Iterator[Row | BadRow]:
    handle.seek(0)
    return read(handle, bounds=desk.bounds)


def _row_capture(
    row: Row, form: Form, address: str, keys: tuple[str, ...], whole: str, order: Order | None, desk: Desk
) -> Capture:
    kept, data = row.kept, row.kept.captured()
    sha256 = sha256_of(data)
    day = kept.day(order)
    own = Given(kept.title, kept.source, day, "row" if day else None, kept.url, kept.language)
    given = over(desk.manifest.stated(*keys, f"{address}#{row.locator}", sha256), over(desk.stated, own))
    locator = row.locator if kept.id is None else f"{row.locator}, id {kept.id[:80]}"
    custody = _custody(desk, address, data, sha256, locator=locator, container=whole)
    return Capture(form, data, custody, given)


def _custody(
    desk: Desk, address: str, data: bytes, sha256: str, *, locator: str | None = None, container: str | None = None
) -> Custody:
    instant = desk.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Custody(address, instant, desk.collector, TOOL, sha256, len(data), locator, container)


def _unsettled(address: str, cells: list[str]) -> Skip:
    sentence = (
        f"{len(cells)} date(s) such as {cells[0]!r} may be day-first or month-first and no row settles which; they "
        "stay unknown. Add a column date_iso, or state them with --manifest."
    )
    return Skip(address, "date_order", sentence)
