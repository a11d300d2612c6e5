"""Mailboxes (RFC 4155): letters one under another, each parted from the last by a line that begins with "From "."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from recount.collect.bounds import in_words
from recount.collect.containers.budget import CHUNK, Budget, Stream
from recount.collect.containers.pieces import Opened, Piece, Trouble

_BETWEEN = re.compile(rb"\AFrom \S+ .{0,80}\d{4}")
_QUOTED = re.compile(rb"\A>+From ")


def open_mbox(handle: Stream, name: str, budget: Budget) -> Opened:  # noqa: ARG001 - every opener is called alike
    """The letters of a mailbox, without the ">" that it sets before their lines that begin with "From "."""
    most = budget.bounds.whole
    for number, (data, size) in enumerate(_letters(handle, most), start=1):
        label = f"message {number}"
        if data is None:
            yield Trouble("too_long", f"The letter has {in_words(size)}; one may have up to {in_words(most)}.", label)
        else:
            yield Piece(label, f"{label}.eml", lambda letter=data: io.BytesIO(letter), form="eml")  # type: ignore[misc]


def _letters(handle: Stream, most: int) -> Iterator[tuple[bytes | None, int]]:
    """Each letter with its size; `None` for one longer than the bound."""
    lines: list[bytes] = []
    size, blank = -1, True
    for line in _lines(handle):
        if blank and _BETWEEN.match(line):
            if size >= 0:
                yield (b"".join(lines) if size <= most else None), size
            lines, size = [], 0
            continue
        size += len(line)
        if size <= most:
            lines.append(line[1:] if _QUOTED.match(line) else line)
        else:
            lines = []
        blank = not line.strip(b"\r\n")
    if size >= 0:
        yield (b"".join(lines) if size <= most else None), size


def _lines(handle: Stream) -> Iterator[bytes]:
    """Lines with their ends, in pieces of a chunk where one is longer."""
    rest = b""
    while data := handle.read(CHUNK):
        *ended, rest = (rest + data).split(b"\n")
        for line in ended:
            yield line + b"\n"
        if len(rest) > CHUNK:
            yield rest
            rest = b""
    if rest:
        yield rest
