"""The manifest: what a person states about files by path or SHA-256, one row each."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from recount.records import Given, Skip, UsageError
from recount.words.days import day_of
from recount.words.decoding import decode

_KEYS = ("path", "file", "filename", "sha256", "path or sha256")
_COLUMNS = ("title", "publisher", "published", "url", "language")


@dataclass(slots=True)
class Manifest:
    """Rows by their key, and the keys that met a file. Paths are taken as given, as addresses, and from the
    manifest's own folder."""

    name: str = ""
    folder: Path = Path()
    rows: dict[str, Given] = field(default_factory=dict)
    troubles: list[Skip] = field(default_factory=list)
    met: set[str] = field(default_factory=set)

    def stated(self, *keys: str | None) -> Given:
        """What the manifest states about the thing that has one of these keys; later keys are nearer and win."""
        given = Given()
        for key in keys:
            if key is not None and key in self.rows:
                self.met.add(key)
                given = over(self.rows[key], given)
        return given

    def paths(self, path: Path | None, address: str) -> tuple[str, ...]:
        """The ways in which a row may name a file."""
        if path is None:
            return (address,)
        ways = [path.name, address, path.as_posix(), path.absolute().as_posix()]
        ways.append(Path(os.path.relpath(path.resolve(), self.folder.resolve())).as_posix())
        return tuple(dict.fromkeys(ways))

    def unmet(self) -> Iterator[Skip]:
        """Troubles of the rows themselves, then a skip for each row that named nothing that was collected."""
        yield from self.troubles
        for key in self.rows:
            if key not in self.met:
                yield Skip(self.name, "manifest_row", f"The manifest names {key!r}, but no such file was collected.")


def over(upper: Given, lower: Given) -> Given:
    """`upper` where it says something, else `lower`, field by field; the way of finding a date goes with the date."""
    changes = {f.name: getattr(upper, f.name) for f in fields(Given) if getattr(upper, f.name) is not None}
    return replace(lower, **changes)


def manifest_from(path: Path) -> Manifest:
    """The manifest of a CSV file; raises `UsageError` where there is no such table."""
    try:
        text = decode(path.read_bytes()).text
    except OSError as error:
        why = (error.strerror or "error").lower()
        raise UsageError(
            f"the manifest {path.name!r} cannot be read ({why}); expected a CSV file with the column path or sha256"
        ) from error
    mark = max(",;\t", key=text.split("\n", 1)[0].count)
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise UsageError(f"the manifest {path.name!r} is not a CSV table ({error})") from error
    manifest = Manifest(path.name, path.parent)
    header = text.split("\n", 1)[0]
    for number, row in enumerate(rows, start=1):
        cells = {str(k).strip().lower(): v.strip() for k, v in row.items() if isinstance(v, str) and v.strip()}
        _take(manifest, number, cells)
    if not any(key in header.lower() for key in ("path", "file", "sha256")):
        raise UsageError(
            f"the manifest {path.name!r} has the columns {header.strip()[:120]!r}; expected path or sha256, "
            f"and any of {', '.join(_COLUMNS)}"
        )
    unread = [name for name in header.strip().lower().split(mark) if name.strip(' "') not in (*_KEYS, *_COLUMNS, "")]
    if unread:
        names = ", ".join(name.strip(' "')[:40] for name in unread[:10])
        sentence = f"The manifest's columns {names} are not read; read are path or sha256, {', '.join(_COLUMNS)}."
        manifest.troubles.append(Skip(manifest.name, "manifest_column", sentence))
    return manifest


def _take(manifest: Manifest, number: int, cells: Mapping[str, str]) -> None:
    keys = [cells[name] for name in _KEYS if name in cells]
    if not keys:
        sentence = f"Row {number} of the manifest names no file; expected a path or a SHA-256."
        manifest.troubles.append(Skip(manifest.name, "manifest_row", sentence))
        return
    day = day_of(cells["published"]) if "published" in cells else None
    if "published" in cells and day is None:
        sentence = f"Row {number} of the manifest has the date {cells['published']!r}; expected one like 2016-06-05."
        manifest.troubles.append(Skip(manifest.name, "manifest_date", sentence))
    given = Given(
        title=cells.get("title"),
        publisher=cells.get("publisher"),
        published=day.isoformat() if day else None,
        published_found="manifest" if day else None,
        url=cells.get("url"),
        language=cells.get("language"),
    )
    for key in keys:
        name = os.path.normpath(key)
        if manifest.rows.get(name, given) != given:
            sentence = f"Row {number} of the manifest names {key!r} again and says something else; the last row counts."
            manifest.troubles.append(Skip(manifest.name, "manifest_row", sentence))
        manifest.rows[name] = given
