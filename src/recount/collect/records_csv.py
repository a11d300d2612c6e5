"""Records of delimited text, assembled from lines within a bound, so that one open quote cannot swallow the file.

A record that runs over several lines and then does not fit (it never closes, or has the wrong number of cells) is
given up at its first line alone, aloud, and reading goes on with the line after it.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from recount.collect.bounds import in_words
from recount.collect.lines import Line
from recount.words.delimited import still_quoted

_MARKS = ",;\t|"
csv.field_size_limit(1 << 30)  # the bound on lines below is the one that holds; the module's own is a global of 128 KiB


@dataclass(frozen=True, slots=True)
class Record:
    """A record with its number (the first after the header is 1), the line where it starts, and its cells; or, with
    no cells, the problem in words that follow "Row 7" and a code to count by."""

    number: int
    line: int
    cells: tuple[str, ...]
    problem: str | None = None
    code: str = "bad_row"


def delimiter_of(header: str) -> str:
    """The mark that parts the columns of a header line: the one that stands there most often, a comma at a tie."""
    return max(_MARKS, key=lambda mark: (header.count(mark), -_MARKS.index(mark)))


def records_in(lines: Iterator[Line], *, delimiter: str, width: int, limit: int) -> Iterator[Record]:
    """Records of `width` cells or fewer. More cells than the header names is a problem: a delimiter may stand
    unquoted in a text, and half a text must not pass for the whole."""
    waiting: deque[Line] = deque()
    number = 0
    while True:
        taken, state = _one(lines, waiting, delimiter, limit)
        if not taken:
            return
        if len(taken) == 1 and taken[0].text is not None and not taken[0].text.strip():
            continue
        number += 1
        record = _read(taken, state, number, delimiter, width, limit)
        if record.problem is not None and len(taken) > 1:
            waiting.extendleft(reversed(taken[1:]))
        yield record


def _one(lines: Iterator[Line], waiting: deque[Line], delimiter: str, limit: int) -> tuple[list[Line], str]:
    taken: list[Line] = []
    size = 0
    quoted = False
    while True:
        line = waiting.popleft() if waiting else next(lines, None)
        if line is None:
            return taken, "open" if quoted else "closed"
        taken.append(line)
        size += line.size
        if line.text is None or size > limit:
            return taken, "long"
        quoted = still_quoted(line.text, quoted, delimiter)
        if not quoted:
            return taken, "closed"


def _read(taken: list[Line], state: str, number: int, delimiter: str, width: int, limit: int) -> Record:
    line = taken[0].number
    if state == "long":
        size = sum(item.size for item in taken)
        problem = f"is longer than {in_words(limit)} ({in_words(size)} seen)"
        return Record(number, line, (), problem + (" or opens a quote that is never closed" if len(taken) > 1 else ""))
    if state == "open":
        return Record(number, line, (), "opens a quote that is never closed", "open_quote")
    texts = [f"{item.text}\n" for item in taken]
    texts[-1] = texts[-1].rstrip("\r\n")
    try:
        # Strict over several lines: a quote that closes in mid-cell is the next row's opening quote.
        cells = next(csv.reader(texts, delimiter=delimiter, strict=len(taken) > 1))
    except csv.Error as error:
        return Record(number, line, (), f"cannot be read as delimited text ({error})")
    if len(cells) > width or (len(cells) < width and len(taken) > 1):
        problem = f"has {len(cells)} cells where the header names {width} columns; a quote or a comma may be amiss"
        return Record(number, line, (), problem)
    return Record(number, line, tuple(cells))
