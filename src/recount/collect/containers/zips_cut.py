"""A zip archive without its list of contents, as a broken download leaves it: read from one entry to the next."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from recount.collect.containers.budget import CHUNK, Budget
from recount.collect.containers.pieces import LOCKED, TROUBLES, Opened, Passed, Piece, Trouble, plain

_LOCAL = struct.Struct("<4s5H3I2H")
_MARK, _LIST, _END, _DESCRIPTOR = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x07\x08"
_STORED, _DEFLATED = 0, 8
_LOCKED, _LATER, _UTF8 = 0x1, 0x8, 0x800


@dataclass(frozen=True, slots=True)
class _Entry:
    """`size` is the packed size, and `None` where only the end of the packed bytes tells it."""

    name: str
    flags: int
    method: int
    crc: int
    start: int
    size: int | None


def entries_in(handle: BinaryIO, budget: Budget) -> Opened:
    """The pieces up to where the archive breaks off, then what is amiss with it."""
    whole, at, taken = handle.seek(0, 2), 0, 0
    while (entry := _entry_at(handle, at)) is not None:
        if entry.size is not None and entry.start + entry.size > whole:
            break
        stream = _Unpacked(handle, entry, budget)
        if entry.name.endswith("/") or not entry.name:
            pass  # a folder, or a header of nulls
        elif entry.flags & _LOCKED:
            yield Passed(entry.name, *LOCKED, code="encrypted")
        elif entry.method in (_STORED, _DEFLATED):
            yield Piece(entry.name, entry.name, lambda opened=stream: opened, packed=entry.size or whole)  # type: ignore[misc]
            taken += 1
        else:
            yield Trouble("damaged", "It is packed by a method that only a whole archive tells.", entry.name)
        end = entry.start + entry.size if entry.size is not None else stream.end()
        if end is None:
            break
        at = _next(handle, end)
    handle.seek(at)
    if handle.read(4) not in (_LIST, _END):
        many = f"{taken} piece(s) could be found"
        yield Trouble("cut", f"The archive breaks off or is damaged: {many}, and whatever came after them is lost.")


def _entry_at(handle: BinaryIO, at: int) -> _Entry | None:
    handle.seek(at)
    head = handle.read(_LOCAL.size)
    if len(head) < _LOCAL.size or not head.startswith(_MARK):
        return None
    _, _, flags, method, _, _, crc, packed, _, named, more = _LOCAL.unpack(head)
    name, extra = handle.read(named), handle.read(more)
    if len(name) < named or len(extra) < more:
        return None
    try:
        shown = name.decode("utf-8")
    except UnicodeDecodeError:
        shown = name.decode("cp437")
    size = packed if packed < 0xFFFFFFFF else _long(extra)
    known = size if size or not flags & _LATER else None
    if known is None and (method != _DEFLATED or flags & _LOCKED):
        return None
    return _Entry(plain(shown), flags, method, crc, at + _LOCAL.size + named + more, known)


def _long(extra: bytes) -> int:
    """The packed size of an entry of more than 4 GB (APPNOTE 6.3, 4.5.3)."""
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == 1 and length >= 16 and at + 20 <= len(extra):
            return int(struct.unpack_from("<Q", extra, at + 12)[0])
        at += 4 + length
    return 0


def _next(handle: BinaryIO, end: int) -> int:
    """Where the next entry begins: an entry may be followed by 12 to 24 bytes that repeat its sizes."""
    handle.seek(end)
    after = handle.read(28)
    found = [at for mark in (_MARK, _LIST, _END) if 0 <= (at := after.find(mark)) <= 24]
    return end + min(found, default=0)


class _Unpacked:
    """The bytes of one entry, read forward, checked against its sum where that is told in front."""

    def __init__(self, handle: BinaryIO, entry: _Entry, budget: Budget) -> None:
        self._handle, self._entry, self._budget = handle, entry, budget
        self._at, self._crc = entry.start, 0
        self._inflate = zlib.decompressobj(-15) if entry.method == _DEFLATED else None
        self._parts = self._all()

    def read(self, size: int = CHUNK, /) -> bytes:  # noqa: ARG002 - a chunk at a time, as it comes
        """The next bytes, at most a chunk; raises what damage raises."""
        return next(self._parts, b"")

    def end(self) -> int | None:
        """Where the packed bytes end, after reading what nobody read; `None` where they are damaged."""
        try:
            while data := self.read():
                self._budget.spend(len(data))
        except TROUBLES:
            return None
        return self._at

    def _all(self) -> Iterator[bytes]:
        while (left := self._left()) and (packed := self._packed(min(CHUNK, left))):
            self._at += len(packed)
            yield from self._out(packed)
            if self._inflate is not None and self._inflate.eof:
                self._at -= len(self._inflate.unused_data)
                break
        if self._inflate is not None and not self._inflate.eof:
            raise EOFError("the packed bytes break off")
        if not self._entry.flags & _LATER and self._crc != self._entry.crc:
            raise zlib.error("the sum does not hold")

    def _left(self) -> int:
        return CHUNK if self._entry.size is None else self._entry.start + self._entry.size - self._at

    def _packed(self, size: int) -> bytes:
        self._handle.seek(self._at)
        return self._handle.read(size)

    def _out(self, packed: bytes) -> Iterator[bytes]:
        while packed:
            data = packed if self._inflate is None else self._inflate.decompress(packed, CHUNK)
            packed = b"" if self._inflate is None else self._inflate.unconsumed_tail
            self._crc = zlib.crc32(data, self._crc)
            if data:
                yield data
