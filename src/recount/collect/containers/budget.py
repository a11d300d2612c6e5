"""What may still be taken from one file that was given, so that no archive fills memory, disk or the day."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol, cast

from recount.collect.bounds import Bounds, in_words

CHUNK = 1 << 18
SPOOL = 16_000_000
"""Bytes up to which a piece is held in memory; beyond, it lies in a temporary file that ends with it."""

_FORGIVEN = 10


class Stream(Protocol):
    """Bytes that can be read forward."""

    def read(self, size: int = ..., /) -> bytes: ...


class RefusedError(Exception):
    """One piece is not taken; the rest goes on."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


class SpentError(RefusedError):
    """The whole file that was given has had its share; nothing more is taken from it."""


@dataclass(slots=True)
class Budget:
    """`packed` is the size of the file that was given; `members` and `unpacked` what came out of it so far."""

    bounds: Bounds
    packed: int
    members: int = 0
    unpacked: int = 0
    archives: dict[str, str] = field(default_factory=dict)
    """Places of the archives that were opened, by their SHA-256."""
    titles: dict[str, str] = field(default_factory=dict)
    """Titles of web pages by address, as a package around a web archive lists them."""
    forgiven: int = 0

    def count(self) -> None:
        """One more member. Raises `SpentError` beyond the bound."""
        self.members += 1
        if self.members > self.bounds.members:
            sentence = (
                f"It holds more than {self.bounds.members:,} things; those after them were left. Give it in parts."
            )
            raise SpentError("too_many", sentence)

    def spend(self, size: int) -> None:
        """So many bytes more came out of packing. Raises `SpentError` beyond the bounds."""
        self.unpacked += size
        if self.unpacked > self.bounds.unpacked:
            most = in_words(self.bounds.unpacked)
            raise SpentError("too_large", f"More than {most} came out of it; the rest was left. Give it in parts.")
        if self.grows(self.unpacked, self.packed):
            raise SpentError("bomb", f"{self._growth()}; what came before was taken, the rest was left.")

    def forgive(self, size: int) -> None:
        """What one refused piece took is not set against the rest, up to a number of such pieces."""
        self.forgiven += 1
        if self.forgiven <= _FORGIVEN:
            self.unpacked -= size

    def grows(self, size: int, packed: int) -> bool:
        """Whether so many bytes from so few are more than honest packing gives."""
        return size > self.bounds.text and size > self.bounds.ratio * max(packed, 1)

    def refuse(self, size: int, packed: int) -> None:
        """Raises `RefusedError` where a piece grows without measure."""
        if self.grows(size, packed):
            raise RefusedError("bomb", f"{self._growth()}; it was left.")

    def _growth(self) -> str:
        return f"It grows to more than {self.bounds.ratio} times its packed size, as nothing written does"


class Guarded:
    """A stream out of packing whose bytes are counted, read forward only. `packed` is what it is unpacked from."""

    def __init__(self, stream: Stream, budget: Budget, packed: int) -> None:
        self._stream, self._budget, self._packed = stream, budget, packed
        self._size = 0

    def read(self, size: int = CHUNK, /) -> bytes:
        """The next bytes, never more than asked for. Raises what `Budget` raises."""
        data = self._stream.read(size)
        self._size += len(data)
        self._budget.spend(len(data))
        self._budget.refuse(self._size, self._packed)
        return data


class Chained:
    """Bytes already read, then the rest of the stream that they came from."""

    def __init__(self, head: bytes, stream: Stream) -> None:
        self._head, self._stream = head, stream

    def read(self, size: int = CHUNK, /) -> bytes:
        """The next bytes."""
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
            return data
        return self._stream.read(size)


def read_up_to(stream: Stream, size: int) -> bytes:
    """So many bytes from a stream that may give fewer at a time; fewer only at its end."""
    parts, left = [], size
    while left and (data := stream.read(left)):
        parts.append(data)
        left -= len(data)
    return b"".join(parts)


def new_spool() -> BinaryIO:
    """An empty file that is held in memory while it is small."""
    return cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=SPOOL))
