"""Tables printed in a document: each row a part that a person can read and that can be taken apart again by columns.

A row is written "cell | cell | cell". A cell that holds whole sentences is prose set in a table (a log of incidents, a
page laid out by tables) and becomes a paragraph of its own, so that what it says is read like any other prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recount.read.blocks import Block

ROWS = 20_000
"""Rows of one table that are kept."""
WIDEST = 200
"""Columns of one table that are kept, and rows or columns over which one cell may reach."""
_STOP = re.compile(r"[.!?…][\"”’')\]]*\Z|[.!?][\"”’)]*\s+[A-Z\"“]")
_PROSE = 7
"""Words from which a cell with a full stop is prose."""
_LONG = 25
"""Words from which a cell is prose in any case."""
_MARK = re.compile(r"\s*\|\s*")


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell, a line for each of its paragraphs; over how many columns and rows it reaches; and whether
    it heads them."""

    words: str
    columns: int = 1
    rows: int = 1
    head: bool = False


def grid_of(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The words by row and column. A cell that reaches over rows stands in each of them, since it is said of each; one
    that reaches over columns stands once, a heading in each column that it heads."""
    width = min(WIDEST, max((sum(max(1, cell.columns) for cell in row) for row in rows), default=0))
    held: dict[int, tuple[int, str]] = {}
    grid: list[list[str]] = []
    for row in rows[:ROWS]:
        line: list[str] = []
        cells = iter(row)
        while len(line) < WIDEST:
            left, words = held.get(len(line), (0, ""))
            if left:
                held[len(line)] = (left - 1, words)
                line.append(words)
                continue
            cell = next(cells, None)
            if cell is None:
                break
            _set(cell, line, held, width)
        grid.append(line)
    return grid


def _set(cell: Cell, line: list[str], held: dict[int, tuple[int, str]], width: int) -> None:
    words = _MARK.sub(" / ", cell.words).strip()
    reach = min(max(1, cell.columns), WIDEST)
    for step in range(reach):
        if step and not (cell.head and reach < width):
            words = ""
        if cell.rows > 1:
            held[len(line)] = (min(cell.rows, WIDEST) - 1, words)
        line.append(words)


def is_layout(grid: Sequence[Sequence[str]]) -> bool:
    """Whether a table only lays out a page: one column, or one cell, or nothing but prose."""
    filled = [cell for row in grid for cell in row if cell]
    if max((sum(map(bool, row)) for row in grid), default=0) <= 1:
        return True
    return sum(map(is_prose, filled)) > 0.6 * len(filled)


def is_prose(words: str) -> bool:
    """Whether a cell holds a whole sentence."""
    count = len(words.split())
    return count >= _LONG or (count >= _PROSE and bool(_STOP.search(words)))


def table_blocks(grid: Sequence[Sequence[str]], number: int) -> Iterator[Block]:
    """The blocks of the table with this number in its document. Rows without words are nothing, but are counted."""
    layout = is_layout(grid)
    for at, row in enumerate(grid, start=1):
        locator = f"table {number}, row {at}"
        prose = [cell for cell in row if cell and (layout or is_prose(cell))]
        rest = ["" if layout or is_prose(cell) else cell for cell in row]
        if any(rest):
            yield Block("table", row_words(rest), locator)
        lines = [line for words in prose for line in words.split("\n") if line.strip()]
        yield from (Block("body", line.strip(), locator) for line in dict.fromkeys(lines))


def row_words(cells: Sequence[str]) -> str:
    """The words of a row: an empty cell keeps its place between two marks."""
    return " | ".join(" ".join(cell.split()) for cell in cells).strip()
