"""An append-only log: numbered files of JSON lines that survive kill -9, a power cut and a full disk.

A line is `CRC32 HEADER<tab>PAYLOAD`, both JSON, the checksum over all that follows it. Lines are appended in batches;
a batch ends with a commit line that names where the batch began, and is synced before it counts. Hence on reading:

- whole lines count, also those of a batch whose end is missing;
- a broken line with no later batch behind it is a torn tail: readers pass over it and the next writer cuts it off;
- a broken line with a later batch behind it was once whole and has since been damaged: it is named, never cut, and
  what it held counts as missing, so that a rerun makes it again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from typing import Any, BinaryIO
from zlib import crc32

from recount.records import CampaignError
from recount.records.codec import dumps
from recount.store.disk import Disk, explained

SEGMENT_BYTES = 64 * 1024 * 1024
"""A file is followed by a new one once it is this large: small enough to copy, few enough to list."""

Header = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Where:
    """Where a line stands: number of the file, first byte, length with its line break."""

    segment: int
    offset: int
    length: int


@dataclass(slots=True)
class Scan:
    """What one file holds. `end` is where the whole lines stop; `size` beyond it is a torn tail."""

    lines: list[tuple[Header, int, int]] = field(default_factory=list)
    broken: list[tuple[int, int]] = field(default_factory=list)
    damaged: list[tuple[int, int]] = field(default_factory=list)
    end: int = 0
    size: int = 0


def encode(header: Header, payload: str = "") -> bytes:
    """One line. JSON escapes tabs and line breaks, so the first tab ends the header and the break ends the line."""
    body = f"{dumps(header)}\t{payload}".encode()
    return b"%08x %s\n" % (crc32(body), body)


def is_whole(line: bytes) -> bool:
    """Whether a line is all there and unchanged since it was written."""
    return len(line) > 10 and line.endswith(b"\n") and line[:9] == b"%08x " % crc32(memoryview(line)[9:-1])


def scan(file: BinaryIO, *, last: bool) -> Scan:
    """Read a whole file once, headers only; payloads are checked and passed over. Only the last file of a log can
    have a torn tail, since a writer cuts it before it begins another."""
    found = Scan()
    for number, line in enumerate(file, 1):
        offset, found.size = found.size, found.size + len(line)
        if not is_whole(line):
            found.broken.append((number, offset))
            continue
        header = json.loads(line[9 : line.index(b"\t")])
        if "commit" in header:
            _settle(found, header["commit"])
        else:
            found.lines.append((header, offset, len(line)))
    if not last:
        _settle(found, found.size)
    found.end = min((offset for _, offset in found.broken), default=found.size)
    found.lines = [line for line in found.lines if line[1] < found.end]
    return found


def _settle(found: Scan, began: int) -> None:
    """A batch that began behind a broken line proves that the line had been committed: it is damage, not a tear."""
    found.damaged += [line for line in found.broken if line[1] < began]
    found.broken = [line for line in found.broken if line[1] >= began]


class Log:
    """One kind of truth, in order. Reading needs no lock; `append` is for the one writer only."""

    def __init__(self, folder: Path, *, disk: Disk, segment_bytes: int = SEGMENT_BYTES) -> None:
        self.folder = folder
        self.damage: list[str] = []
        self._disk = disk
        self._limit = segment_bytes
        self._file: FileIO | None = None
        self._number = 0
        self._end = 0
        self._failed = False

    def load(self) -> Iterator[tuple[Header, Where]]:
        """Headers of all whole lines, oldest first, with where each stands."""
        self.close()
        self.damage.clear()
        files = self._files()
        for number, path in files:
            with explained("read", path), path.open("rb") as file:
                found = scan(file, last=number == files[-1][0])
            self._number, self._end = number, found.end
            self.damage += [
                f"{path.parent.name}/{path.name}, line {line}: its checksum does not hold, so what it held is missing; "
                "build again to restore it"
                for line, _ in found.damaged
            ]
            for header, offset, length in found.lines:
                yield header, Where(number, offset, length)

    def size(self) -> tuple[tuple[int, int], ...]:
        """Number and size of each file: when it is as before, nothing was appended since."""
        return tuple((number, path.stat().st_size) for number, path in self._files())

    def payload(self, where: Where) -> str:
        """The payload of one line; raises `CampaignError` where the bytes have changed since they were listed."""
        path = self._path(where.segment)
        with explained("read", path), path.open("rb", buffering=0) as file:  # 15 µs; nothing is left to be closed
            file.seek(where.offset)
            line = file.read(where.length)
        if not is_whole(line):
            raise CampaignError(
                f"{path} is damaged at byte {where.offset}: the checksum of the line does not hold. "
                "Restore this file from a copy, or build again from the reports."
            )
        return line[line.index(b"\t") + 1 : -1].decode("utf-8")

    def append(self, lines: Sequence[bytes]) -> list[Where]:
        """Append a batch and wait until it is on the disk. On any failure nothing of it counts: the file is cut back
        at once where that is possible, and by the next writer where it is not."""
        if self._failed:
            raise CampaignError(f"{self.folder} could not be written before; close the campaign and build again.")
        with explained(f"write {self.folder.name}", self.folder):
            file = self._writable()
            began, number = self._end, self._number
            data = b"".join([*lines, encode({"commit": began, "lines": len(lines)})])
            try:
                self._disk.write(file, data)
                self._disk.sync(file)
                self._end = began + len(data)
            except BaseException:
                self._cut_back(file, began)
                raise
        places, offset = [], began
        for line in lines:
            places.append(Where(number, offset, len(line)))
            offset += len(line)
        return places

    def close(self) -> None:
        """Let go of the file being written; the log can be loaded again."""
        if self._file is not None:
            self._file.close()
        self._file, self._number, self._end, self._failed = None, 0, 0, False

    def _writable(self) -> FileIO:
        """The last file, cut to its whole lines, or a new one where that is large enough."""
        if self._file is None and self._number > 0:
            self._file = self._disk.open(self._path(self._number), "r+")
            if self._file.seek(0, 2) != self._end:
                self._disk.truncate(self._file, self._end)
                self._disk.sync(self._file)
        if self._file is not None and self._end < self._limit:
            return self._file
        return self._next_file()

    def _next_file(self) -> FileIO:
        self._disk.make_folder(self.folder)
        fresh = self._disk.open(self._path(self._number + 1), "a")
        try:
            self._disk.sync_folder(self.folder)
        except BaseException:
            fresh.close()
            raise
        if self._file is not None:
            self._file.close()
        self._file, self._number, self._end = fresh, self._number + 1, fresh.seek(0, 2)
        return fresh

    def _cut_back(self, file: FileIO, size: int) -> None:
        self._failed = True
        with suppress(OSError):
            self._disk.truncate(file, size)
            self._failed = False

    def _files(self) -> list[tuple[int, Path]]:
        if not self.folder.is_dir():
            return []
        return sorted((int(path.stem), path) for path in self.folder.glob("*.jsonl") if path.stem.isdigit())

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:06d}.jsonl"
