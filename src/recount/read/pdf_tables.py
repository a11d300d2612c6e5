"""Tables printed in a PDF: rows that stand under one another with their cells in line."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from recount.read.pdf_lines import Line, Word, cells_of

_NEAR = 6.0
"""Points by which cells of one column may differ."""
_MARK = re.compile(r"(?:\W|\(?\w{1,3}[.)])\Z")
_BELOW = 2.2
"""Heights of a line by which a further line of a cell may stand below the row's last one."""

Cells = list[tuple[Word, ...]]


def rows_in(lines: Sequence[Line]) -> list[tuple[int, int, list[str]]]:
    """(first line, line after the last, cells in words) of each row of a table, in order. A table has two rows or
    more; a list with its marks is none."""
    cells = [cells_of(line) for line in lines]
    rows: list[tuple[int, int, list[str]]] = []
    at = 0
    while at < len(lines):
        head = cells[at]
        found = _table(lines, cells, at) if _is_row(head) else []
        if len(found) > 1:
            rows += found
            at = found[-1][1]
        else:
            at += 1
    return rows


def _is_row(cells: Cells) -> bool:
    if len(cells) < 2:
        return False
    return not (len(cells) == 2 and len(cells[0]) == 1 and _MARK.match(cells[0][0].words) and len(cells[1]) > 3)


def _table(lines: Sequence[Line], cells: Sequence[Cells], at: int) -> list[tuple[int, int, list[str]]]:
    columns = [(cell[0].left, cell[-1].right) for cell in cells[at]]
    rows: list[tuple[int, int, list[str]]] = []
    k = at
    while k < len(lines) and lines[k].page == lines[at].page and not lines[k].running:
        placed = _placed(cells[k], columns)
        if placed is None or (len(cells[k]) < 2 and not rows):
            break
        if len(cells[k]) > 1 and _is_row(cells[k]):
            rows.append((k, k + 1, [placed.get(n, "") for n in range(len(columns))]))
        elif _goes_on(lines[k], lines[k - 1]) and _within(cells[k], placed, columns):
            first, _, held = rows[-1]
            rows[-1] = (first, k + 1, [f"{cell} {placed.get(n, '')}".strip() for n, cell in enumerate(held)])
        else:
            break
        columns = [_wider(column, cells[k], n, placed) for n, column in enumerate(columns)]
        k += 1
    return rows


def _placed(cells: Cells, columns: Sequence[tuple[float, float]]) -> dict[int, str] | None:
    """The words of each cell under the number of its column; `None` where one fits no column or two fit the same."""
    found: dict[int, str] = {}
    for cell in cells:
        left, right = cell[0].left, cell[-1].right
        fits = [n for n, column in enumerate(columns) if _in_line(left, right, column)]
        if len(fits) != 1 or fits[0] in found:
            return None
        found[fits[0]] = " ".join(word.words for word in cell)
    return found


def _in_line(left: float, right: float, column: tuple[float, float]) -> bool:
    """Whether the cell begins, ends or has its middle where the column has."""
    middle = abs((left + right) / 2 - sum(column) / 2)
    return min(abs(left - column[0]), abs(right - column[1]), middle) <= _NEAR


def _wider(column: tuple[float, float], cells: Cells, place: int, placed: dict[int, str]) -> tuple[float, float]:
    words = placed.get(place)
    for cell in cells:
        if words is not None and " ".join(word.words for word in cell) == words:
            left, right = cell[0].left, cell[-1].right
            return (min(column[0], left), right if abs(left - column[0]) > _NEAR else max(column[1], right))
    return column


def _goes_on(line: Line, before: Line) -> bool:
    """Whether one cell alone goes on below, or stands in the middle of a row whose other cells have more lines."""
    height = max(line.box[3] - line.box[1], 1.0)
    near = abs(before.box[1] - line.box[1]) <= _BELOW * height
    return near and line.bold == before.bold and abs(line.size - before.size) < 1


def _within(cells: Cells, placed: dict[int, str], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether the cells end before the next column begins: prose under a table does not."""
    ends = [columns[n + 1][0] if n + 1 < len(columns) else math.inf for n in placed]
    return all(cell[-1].right <= end for cell, end in zip(cells, ends, strict=True))
