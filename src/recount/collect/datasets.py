"""Datasets: structured event data, cut into captures of whole rows with their header, byte for byte as they came."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from recount import __version__
from recount.records import Capture, Custody, Dataset, Given, Skip, UsageError
from recount.records.ids import digest, sha256_of
from recount.words.decoding import encoding_of
from recount.words.delimited import Row, delimiter_of, header_of, rows_in
from recount.words.mapping import RowMap

ROWS = 1000
"""Rows to a capture: small enough that one piece of work is a second, large enough that 400,000 rows are few files."""
_BYTES = 8_000_000
"""A capture of fewer rows where they are this long."""
_TOOL = f"recount {__version__}"
_VINTAGE = re.compile(
    r"(?i)vintage[_\-. ]?(?P<word>\w+?)(?=[\-. ]|$)"
    r"|(?:^|(?<=[_\-. ])|(?<=[a-z]))(?P<version>v\d{1,3}(?:[_.\-]\d{1,3}){0,3})(?=[_\-. ]|$)"
    r"|(?<!\d)(?P<day>(?:19|20)\d\d-\d\d-\d\d)(?!\d)"
)
_MARKS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"), (b"PK\x03\x04", "a ZIP archive or a workbook"))


@dataclass(frozen=True, slots=True)
class Table:
    """A file that has been looked at: its hash, its header, and the map settled for it."""

    path: Path
    address: str
    sha256: str
    header: tuple[str, ...]
    mapping: RowMap
    vintage: str


def tables(paths: Sequence[Path], *, mapping: RowMap, vintage: str | None = None) -> list[Table]:
    """The files, each read once through for its hash and encoding. Raises `UsageError`, one sentence, for a file that
    cannot be read or that the map does not fit, before anything is taken."""
    found = [_table(path, mapping) for path in paths]
    joint = f"sha256-{digest(*sorted(t.sha256 for t in found))[:12]}" if len(found) > 1 else ""
    result = []
    for table in found:
        named = vintage or vintage_in(table.path.name) or joint or f"sha256-{table.sha256[:12]}"
        result.append(Table(table.path, table.address, table.sha256, table.header, table.mapping, named))
    return result


def vintage_in(name: str) -> str | None:
    """The issue that a file's name tells, if it tells one.

    >>> vintage_in("GEDEvent_v23_0_10.csv"), vintage_in("acled-2024-05-03.csv"), vintage_in("deaths_1989_2023.csv")
    ('v23_0_10', '2024-05-03', None)
    """
    match = _VINTAGE.search(Path(name).stem)
    return None if match is None else match["word"] or match["version"] or match["day"]


def captures_of(
    table: Table, *, clock: Callable[[], datetime], collector: str, publisher: str | None = None
) -> Iterator[Capture | Skip]:
    """The captures of one file, in order: the header line and up to `ROWS` whole rows each."""
    dataset = Dataset(table.mapping.name, table.vintage, table.mapping.json())
    given = Given(title=str(table.mapping.raw.get("title") or "") or None, publisher=publisher, dataset=dataset)
    try:
        with table.path.open("rb") as handle:
            lines = (line.decode("latin-1") for line in handle)
            head = _head(lines)
            cut = rows_in(lines, delimiter=str(table.mapping.raw["delimiter"]), width=len(table.header))
            for first, last, body in _pieces(cut):
                data = (head + body).encode("latin-1")
                yield Capture("dataset", data, _custody(table, data, first, last, clock, collector), given)
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        yield Skip(table.address, "unreadable", f"The file cannot be read to its end ({why}).")


def _pieces(rows: Iterator[Row]) -> Iterator[tuple[int, int, str]]:
    held: list[str] = []
    first, number, size = 1, 0, 0
    for row in rows:
        counts = not row.blank
        if counts and (number - first + 1 >= ROWS or size > _BYTES):
            yield first, number, "".join(held)
            held, first, size = [], number + 1, 0
        held.append(row.raw)
        size += len(row.raw)
        number += counts
    if number >= first:
        yield first, number, "".join(held)


def _custody(
    table: Table, data: bytes, first: int, last: int, clock: Callable[[], datetime], collector: str
) -> Custody:
    instant = clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    where = f"rows {first}-{last}"
    return Custody(table.address, instant, collector, _TOOL, sha256_of(data), len(data), where, table.sha256)


def _head(lines: Iterator[str]) -> str:
    """The header line with whatever blank lines stand before it."""
    head = ""
    for line in lines:
        head += line
        if line.strip():
            return head if head.endswith("\n") else head + "\n"
    return head


def _table(path: Path, mapping: RowMap) -> Table:
    address = path.name
    try:
        with path.open("rb") as handle:
            start = handle.read(4096)
            sha256 = _hash(handle)
        encoding = str(mapping.raw.get("encoding") or _encoding(path))
        _known(encoding, address)
    except OSError as error:
        raise UsageError(f"{address} cannot be read ({(error.strerror or 'error').lower()})") from error
    what = next((words for mark, words in _MARKS if start.startswith(mark)), None)
    if what is not None or start.count(0) * 20 > len(start):
        raise UsageError(f"{address} is {what or 'no text'}; expected delimited text, so export it as CSV in UTF-8")
    with path.open(encoding=encoding, errors="replace", newline="\n") as text:
        first = _head(iter(text)).lstrip("\ufeff").strip("\r\n").lstrip()
        if not first:
            raise UsageError(f"{address} is empty; expected a line with the names of the columns, then rows")
        delimiter = str(mapping.raw.get("delimiter") or delimiter_of(first))
        header = header_of(first, delimiter)
        if not any(True for _ in islice(rows_in(text, delimiter=delimiter, width=len(header)), 1)):
            raise UsageError(f"{address} has a header and no rows; there is nothing to import")
    refusal = mapping.refusal(header, address)
    if refusal is not None:
        raise UsageError(refusal)
    return Table(path, address, sha256, header, mapping.settled(delimiter=delimiter, encoding=encoding), "")


def _hash(handle: BinaryIO) -> str:
    handle.seek(0)
    return hashlib.file_digest(handle, "sha256").hexdigest()  # type: ignore[arg-type]


def _known(encoding: str, address: str) -> None:
    try:
        "".encode(encoding)
    except LookupError as error:
        raise UsageError(
            f"{address}: {encoding!r} is no encoding that is known; try utf-8, cp1252 or latin-1"
        ) from error


def _encoding(path: Path) -> str:
    """UTF-8 where more lines with foreign letters are it than not, else what the first others suggest."""
    good = bad = 0
    foreign = b""
    with path.open("rb") as handle:
        for line in handle:
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                good += 1
            except UnicodeDecodeError:
                bad += 1
                foreign += line if len(foreign) < 32_768 else b""
    return "utf-8" if good >= bad else encoding_of(foreign)
