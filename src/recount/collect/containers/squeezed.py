"""One thing packed by gzip, bzip2 or xz: a file, or the archive that it usually is."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from recount.collect.containers.budget import CHUNK, Budget, Chained, Guarded, Stream, read_up_to
from recount.collect.containers.kinds import Kind, kind_of_stream
from recount.collect.containers.pieces import TROUBLES, Opened, Opener, Piece, Trouble
from recount.collect.containers.tars import open_tar
from recount.collect.containers.warcs import open_warc
from recount.collect.forms import HEAD

_MEMORY = 256_000_000
"""Bytes that unpacking xz may take; its strongest ordinary setting takes 65 MB."""
_ENDINGS = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
_FORWARD: dict[Kind | None, Opener] = {"tar": open_tar, "warc": open_warc}
"""Archives that can be read as they are unpacked."""


def open_squeezed(handle: Stream, name: str, budget: Budget) -> Opened:
    """What is packed: the pieces of an archive that can be read forward, else one piece."""
    file = cast(BinaryIO, handle)
    size = file.seek(0, 2)
    file.seek(0)
    unpack = _UNPACK[kind_of_stream(file.read(8))]
    file.seek(0)
    stream = Guarded(unpack(file), budget, size)
    try:
        head = read_up_to(stream, HEAD)
    except TROUBLES:
        yield Trouble("damaged", "It is cut off or damaged at its beginning; nothing can be unpacked.")
        return
    forward = _FORWARD.get(kind_of_stream(head))
    rest = Chained(head, stream)
    if forward is not None:
        yield from forward(rest, name, budget)
    else:
        inner = inner_name(name)
        yield Piece(inner, inner, lambda: rest, partly=True)


def inner_name(name: str) -> str:
    """The name of what is packed: "a.csv" of "folder/a.csv.gz"."""
    path = PurePath(name)
    return path.stem + _ENDINGS.get(path.suffix.lower(), "") or "its content"


class _Xz(io.RawIOBase):
    """Streams of xz one after another, within a bound of memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._packed = file, b""
        self._unpack = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY)

    def read(self, size: int = CHUNK, /) -> bytes:
        while True:
            if self._unpack.eof and not self._another():
                return b""
            if self._unpack.needs_input and not self._packed:
                self._packed = self._file.read(CHUNK)
                if not self._packed:
                    raise EOFError("the packed bytes break off")
            data = self._unpack.decompress(self._packed, size)
            self._packed = b""
            if data:
                return data

    def _another(self) -> bool:
        """Whether another stream follows; nulls may stand between (xz file format 1.2, 2.2)."""
        rest = (self._unpack.unused_data or self._file.read(CHUNK)).lstrip(b"\x00")
        if not rest:
            return False
        self._unpack, self._packed = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY), rest
        return True


def _gzip(file: BinaryIO) -> Stream:
    return cast(Stream, gzip.GzipFile(fileobj=file, mode="rb"))


def _bzip2(file: BinaryIO) -> Stream:
    return cast(Stream, bz2.BZ2File(file))


_UNPACK: dict[Any, Callable[[BinaryIO], Stream]] = {"gzip": _gzip, "bzip2": _bzip2, "xz": _Xz}
