"""How long the list of contents of a zip file is, by what its last bytes say, before anything is loaded."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

_END = struct.Struct("<4s4H2IH")
_TAIL = 65_557
_LISTED = 256
"""Bytes that the list of contents may take per member before it is not loaded whole."""


def is_crowded(handle: BinaryIO, members: int) -> bool:
    """Whether the list of contents is too long to be held in memory, by what the end of the file says of it."""
    size = handle.seek(0, 2)
    handle.seek(max(0, size - _TAIL))
    tail = handle.read(_TAIL)
    handle.seek(0)
    return any(length > members * _LISTED for length in _list_lengths(tail))


def _list_lengths(tail: bytes) -> Iterator[int]:
    at = tail.rfind(b"PK\x05\x06")
    if at >= 0 and at + _END.size <= len(tail):
        length = _END.unpack_from(tail, at)[5]
        if length < 0xFFFFFFFF:
            yield length
    at = tail.rfind(b"PK\x06\x06")
    if at >= 0 and at + 56 <= len(tail):
        yield struct.unpack_from("<Q", tail, at + 40)[0]
