"""Lines of a stream, never more of one than the bound in memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from recount.words.decoding import decode, encoding_of

_CHUNK = 1 << 18
_MARKED = (b"\xef", b"\xfe", b"\xff", b"\x00")
"""First bytes of byte order marks, which are up to four bytes long."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number, counted from 1, without its line feed (a carriage return stays). `text` is `None`
    where the line is longer than the bound; `size` is its length in bytes either way."""

    number: int
    text: str | None
    size: int


def lines_in(handle: BinaryIO, *, limit: int) -> Iterator[Line]:
    """The lines of a binary stream, decoded one by one: UTF-8, else the encoding that its first foreign bytes
    suggest, else UTF-8 with U+FFFD. A file in UTF-16 or UTF-32 (by its mark) is recoded on the way."""
    legacy: str | None = None
    for number, (data, size) in enumerate(_raw_lines(_narrowed(handle), limit), start=1):
        if data is None:
            yield Line(number, None, size)
            continue
        try:
            yield Line(number, data.decode("utf-8"), size)
        except UnicodeDecodeError:
            if legacy is None:
                legacy = encoding_of(data[:32_768])
            yield Line(number, _foreign(data, legacy), size)


def _foreign(data: bytes, legacy: str) -> str:
    try:
        return data.decode(legacy)
    except UnicodeDecodeError:
        return decode(data).text


def _narrowed(handle: BinaryIO) -> Iterator[bytes]:
    # From a pipe, what has come: who feeds line by line is answered while the pipe stays open.
    read = getattr(handle, "read1", handle.read)
    first = read(_CHUNK)
    while first[:1] in _MARKED and len(first) < 4 and (more := read(_CHUNK)):
        first += more
    name = _wide(first)
    if name is None:
        yield first.removeprefix(codecs.BOM_UTF8)
        while chunk := read(_CHUNK):
            yield chunk
        return
    decoder = codecs.getincrementaldecoder(name)("replace")
    while first:
        yield decoder.decode(first).encode("utf-8", "replace")
        first = read(_CHUNK)
    yield decoder.decode(b"", True).encode("utf-8", "replace")


def _wide(head: bytes) -> str | None:
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return None


def _raw_lines(chunks: Iterator[bytes], limit: int) -> Iterator[tuple[bytes | None, int]]:
    held: list[bytes] = []
    size = 0
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            size += len(piece)
            yield _joined(held, piece, size, limit), size
            held, size = [], 0
        size += len(rest)
        if size <= limit:
            held.append(rest)
        else:
            held = []
    if size:
        yield _joined(held, b"", size, limit), size


def _joined(held: list[bytes], last: bytes, size: int, limit: int) -> bytes | None:
    if size > limit:
        return None
    return b"".join([*held, last])
