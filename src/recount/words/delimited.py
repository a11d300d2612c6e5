"""Rows of delimited text with their exact words: RFC 4180, cut so that one open quote cannot swallow a file.

A row that runs over several lines and then does not fit (it never closes, or has the wrong number of cells) is given
up at its first line alone, with the problem in words, and reading goes on with the line after it. The same cut is made
of bytes (read as Latin-1, where each byte is one character) and of text in any encoding that keeps ASCII.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

MARKS = ",;\t|"
MOST_LINES = 500
"""Lines over which one row may run; a quote that is still open then was never meant as one."""
MOST_CHARACTERS = 1_000_000
csv.field_size_limit(1 << 30)  # the bounds above are the ones that hold


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `raw` is its words with their line end, `cells` what it holds, or none with the `problem` in words
    that follow "Row 7". A blank line is a row without cells and without a problem."""

    raw: str
    cells: tuple[str, ...]
    problem: str | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing is written here: such a line is kept with the row before it and not counted."""
        return not self.cells and self.problem is None


def delimiter_of(header: str) -> str:
    """The mark that parts the columns of a header line: the one that stands there most often, a comma at a tie."""
    return max(MARKS, key=lambda mark: (header.count(mark), -MARKS.index(mark)))


def header_of(line: str, delimiter: str) -> tuple[str, ...]:
    """The names of the columns, without outer blanks; a column without a name is called "".

    >>> header_of("date; place;killed", ";")
    ('date', 'place', 'killed')
    """
    cells = _parsed([line.strip("\r\n")], delimiter, strict=False) or tuple(line.split(delimiter))
    return tuple(cell.strip() for cell in cells)


def lines_of(text: str) -> list[str]:
    """The lines of a text with their line feeds; nothing else ends a line.

    >>> lines_of("a\\nb\\r\\nc")
    ['a\\n', 'b\\r\\n', 'c']
    """
    lines = text.split("\n")
    last = lines.pop()
    return [line + "\n" for line in lines] + ([last] if last else [])


def rows_in(lines: Iterable[str], *, delimiter: str, width: int) -> Iterator[Row]:
    """The rows after a header of `width` columns, in order, none of their characters lost."""
    waiting: deque[str] = deque()
    rest = iter(lines)
    while True:
        taken, closed = _one(rest, waiting, delimiter)
        if not taken:
            return
        row = _row(taken, closed, delimiter, width)
        if row.problem is not None and len(taken) > 1:
            waiting.extendleft(reversed(taken[1:]))
        yield row


def cells_in(row: str, delimiter: str) -> list[tuple[int, int]]:
    """Where each cell's words stand in the row (quotation marks left out), as offsets into it.

    >>> [('a,"b;c",d'[i:j]) for i, j in cells_in('a,"b;c",d', ",")]
    ['a', 'b;c', 'd']
    """
    spans, at = [], 0
    pattern = _cell(delimiter)
    while at <= len(row):
        match = pattern.match(row, at)
        if match is None:  # pragma: no cover - the pattern takes anything
            break
        group = 1 if match[1] is not None else 2
        spans.append(match.span(group))
        if match.end() >= len(row):
            break
        at = match.end() + 1
    return spans


@lru_cache(maxsize=16)
def _cell(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    return re.compile(rf'"((?:[^"]|"")*)"(?={mark}|\Z)|([^{mark}]*)', re.DOTALL)


def _one(rest: Iterator[str], waiting: deque[str], delimiter: str) -> tuple[list[str], bool]:
    taken: list[str] = []
    size = 0
    quoted = False
    while True:
        line = waiting.popleft() if waiting else next(rest, None)
        if line is None:
            return taken, not quoted
        taken.append(line)
        size += len(line)
        if '"' in line:
            quoted = still_quoted(line, quoted, delimiter)
        if not quoted:
            return taken, True
        if size > MOST_CHARACTERS or len(taken) >= MOST_LINES:
            return taken, False


def still_quoted(line: str, quoted: bool, delimiter: str) -> bool:
    """Whether a quoted cell is still open at the end of the line (RFC 4180: a quote opens at the start of a cell, a
    doubled quote inside is a quote)."""
    at = line.find('"')
    while at >= 0:
        if quoted:
            if line[at + 1 : at + 2] == '"':
                at += 1
            else:
                quoted = False
        elif at == 0 or line[at - 1] == delimiter:
            quoted = True
        at = line.find('"', at + 1)
    return quoted


def _row(taken: list[str], closed: bool, delimiter: str, width: int) -> Row:
    first = taken[0]
    if not closed:
        return Row(first, (), "opens a quote that is never closed")
    if len(taken) == 1 and not first.strip():
        return Row(first, ())
    # Strict over several lines: a quote that closes in mid-cell is the next row's opening quote.
    cells = _parsed([*taken[:-1], taken[-1].rstrip("\r\n")], delimiter, strict=len(taken) > 1)
    if cells is None:
        return Row(first, (), "cannot be read as delimited text")
    if len(cells) != width:
        return Row(first, (), f"has {len(cells)} cells where the header names {width} columns")
    if not any(cells) and not any(cell.strip() for cell in cells):
        return Row("".join(taken), ())
    return Row("".join(taken), cells)


def _parsed(lines: list[str], delimiter: str, *, strict: bool) -> tuple[str, ...] | None:
    try:
        return tuple(next(csv.reader(lines, delimiter=delimiter, strict=strict), ()))
    except csv.Error:
        return None
