"""Arrival: one argument after another becomes captures with custody, or skips with a sentence."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from recount.collect.bounds import Bounds
from recount.collect.capturing import Desk, Origin, captures_of
from recount.collect.containers import opened
from recount.collect.folders import Found, check_arguments, files_of
from recount.collect.manifest import Manifest, manifest_from
from recount.records import Capture, Given, Skip, UsageError
from recount.words.days import day_of

_SPOOL = 16_000_000


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
    for item in opened(handle, address, bounds=desk.bounds):
        yield from [item] if isinstance(item, Skip) else captures_of(item, Origin(address, path), desk)
