"""Tables of a report taken apart again: cells with their places in the text, head rows, and what stands around.

A row of a table is a segment of kind `table` with the locator "table 2, row 3" or "sheet 'Figures', A3:E3" and the
words "cell | cell | cell".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recount.records import Report, Segment, Span

_LOCATOR = re.compile(r"(?P<table>.+), (?:row \d+|[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?)\Z")
"""Of a row in a page ("table 2, row 3") or in a sheet ("sheet 'Figures', A3:E3")."""
_FIGURE = re.compile(
    r"(?:(?:[~≈<>±+]|over|about|around|at least|some|up to|nearly|almost|more than|fewer than)\s*)?"
    r"\d[\d.,\u00a0\u202f ]*(?:\s*(?:[-–]|to)\s*\d[\d.,]*)?\+?(?:\s*(?:million|thousand))?[*†‡§]*(?:\s*\[\w{1,2}\])?\Z",
    re.IGNORECASE,
)
_BLANK = re.compile(r"(?:[-–—.\s]|n/?a)*\Z", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)?\d\d))?\Z")
_HEADS = 4
"""Rows at the head of a table that may name what stands below."""
_LINE = 240
"""Characters up to which a line before a table may be its title."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its place in the text; one without words has no length."""

    span: Span
    words: str

    @property
    def is_figure(self) -> bool:
        return bool(_FIGURE.match(self.words))

    @property
    def is_blank(self) -> bool:
        return bool(_BLANK.match(self.words))

    @property
    def is_year(self) -> bool:
        return bool(_YEAR.match(self.words))


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its locator, as the report has it."""

    locator: str
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.words]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the rows that name its columns, the rows below, and the lines that are its caption or title."""

    heads: tuple[Row, ...]
    rows: tuple[Row, ...]
    titles: tuple[Cell, ...]

    def over(self, column: int) -> list[Cell]:
        """The cells that head a column, from the top."""
        return [row.cells[column] for row in self.heads if column < len(row.cells) and row.cells[column].words]

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in (*self.heads, *self.rows)), default=0)


def tables_in(report: Report) -> Iterator[Table]:
    """The tables of a report in order, each with the lines beside it that name it."""
    segments = report.segments
    for first, last, rows in _runs(report):
        titles = [_cell(report.text, s.start, s.end) for s in _beside(report, segments, first, last)]
        while rows and len(rows[0].filled) == 1 and not rows[0].filled[0].is_figure:
            titles.append(rows.pop(0).filled[0])
        count = _heads(rows)
        if count:
            yield Table(tuple(rows[:count]), tuple(rows[count:]), tuple(titles))


def _runs(report: Report) -> Iterator[tuple[int, int, list[Row]]]:
    """Index of the first and of the last segment of each table, and its rows. Prose cells between rows, which have
    segments of their own, do not end it."""
    found: list[tuple[int, int, str, list[Row]]] = []
    for index, segment in enumerate(report.segments):
        match = _LOCATOR.match(segment.locator or "") if segment.kind == "table" else None
        if match is None:
            continue
        row = Row(segment.locator or "", tuple(_cells(report.text, segment)))
        if found and found[-1][2] == match["table"]:
            first, _, name, rows = found[-1]
            rows.append(row)
            found[-1] = (first, index, name, rows)
        else:
            found.append((index, index, match["table"], [row]))
    yield from ((first, last, rows) for first, last, _, rows in found)


def _cells(text: str, segment: Segment) -> Iterator[Cell]:
    at = segment.start
    for piece in text[segment.start : segment.end].split("|"):
        yield _cell(text, at, at + len(piece))
        at += len(piece) + 1


def _cell(text: str, start: int, end: int) -> Cell:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    kept = words.strip()
    return Cell(Span(first, first + len(kept)), kept)


def _beside(report: Report, segments: Sequence[Segment], first: int, last: int) -> Iterator[Segment]:
    """The caption or heading right above, and the caption right below."""
    if first and (
        segments[first - 1].kind in ("caption", "heading", "title") or _is_title(report, segments[first - 1])
    ):
        yield segments[first - 1]
    if last + 1 < len(segments) and segments[last + 1].kind == "caption":
        yield segments[last + 1]


def _is_title(report: Report, segment: Segment) -> bool:
    words = report.text[segment.start : segment.end]
    return segment.kind in ("body", "lede") and len(words) < _LINE and words.endswith(":")


def _heads(rows: Sequence[Row]) -> int:
    """How many rows at the top name the columns: those without figures beyond the first column, years apart."""
    count = 0
    for row in rows[:_HEADS]:
        beyond = [cell for cell in row.cells[1:] if cell.words and not cell.is_blank]
        if not beyond or any(cell.is_figure and not cell.is_year for cell in beyond):
            break
        count += 1
        if any(cell.is_year for cell in beyond):
            break
    return count if any(cell.is_figure for row in rows[count:] for cell in row.cells) else 0
