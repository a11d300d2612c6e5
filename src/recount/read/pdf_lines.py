"""Lines of a PDF's page with their boxes: from the boxes of the characters to words, cells and columns.

Boxes are in points from the lower left corner of the page: left, bottom, right, top.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import pypdfium2
from pypdfium2 import raw

from recount.words.decoding import fit

Box = tuple[float, float, float, float]

_LINE = re.compile(r"[^\r\n\f\x0b\u2028\u2029]+")
_WORD = re.compile(r"\S+")
_GAP = 0.9
"""Space between two cells of a row, in sizes of the type; between words there is about a quarter."""
_WIDER = 1.8
"""How much wider than the narrowest space of its line a space between cells is: justified lines are wide all over."""
_BESIDE = 5
"""Lines that must have the same gap before a page is taken to stand in two columns."""
_PROSE = 3.5
"""Words on each side of that gap, on average: fewer are cells of a table."""
_NO_BOX: Box = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Word:
    """A word from `left` to `right`, in points."""

    words: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page (counted from 1). `size` is that of its type in points. `apart` says that more than the usual
    space stands above it or that the page begins anew, `running` that it is a head or foot which other pages repeat."""

    page: int
    parts: tuple[Word, ...]
    box: Box
    size: float
    bold: bool = False
    apart: bool = False
    running: bool = False

    @property
    def words(self) -> str:
        return " ".join(word.words for word in self.parts)


def lines_of(sheet: pypdfium2.PdfTextPage, page: int) -> list[Line]:
    """The lines of a page in reading order."""
    text = sheet.get_text_range()
    lines = [line for match in _LINE.finditer(text) if (line := _line(sheet, text, match.span(), page)) is not None]
    return _spaced(_in_columns(lines))


def cells_of(line: Line) -> list[tuple[Word, ...]]:
    """The words of a line in the cells of a row: parted where the space is plainly more than one between words."""
    gaps = [other.left - one.right for one, other in pairwise(line.parts)]
    least = _WIDER * min(gaps, default=0.0)
    wanted = _GAP * line.size
    if least > 0 and min(gaps) < wanted:
        wanted = max(wanted, least)
    cells: list[tuple[Word, ...]] = [line.parts[:1]]
    for gap, word in zip(gaps, line.parts[1:], strict=True):
        if gap >= wanted > 0:
            cells.append((word,))
        else:
            cells[-1] = (*cells[-1], word)
    return cells


def united(one: Box, other: Box) -> Box:
    """The smallest box around both."""
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _line(sheet: pypdfium2.PdfTextPage, text: str, span: tuple[int, int], page: int) -> Line | None:
    words: list[Word] = []
    box: Box | None = None
    for match in _WORD.finditer(text, *span):
        first, last = _box(sheet, match.start()), _box(sheet, match.end() - 1)
        around = united(first, last) if last != _NO_BOX else first
        box = around if box is None else united(box, around)
        words.append(Word(fit(match[0]).text, around[0], around[2]))
    if not words or box is None:
        return None
    middle = max(span[0], span[1] - 1 - (span[1] - span[0]) // 3)
    while text[middle].isspace() and middle > span[0]:
        middle -= 1
    size = abs(float(raw.FPDFText_GetFontSize(sheet.raw, middle)))
    return Line(page, tuple(words), box, size or box[3] - box[1], _is_bold(sheet, middle))


def _box(sheet: pypdfium2.PdfTextPage, index: int) -> Box:
    try:
        left, bottom, right, top = sheet.get_charbox(index, loose=True)
    except (pypdfium2.PdfiumError, IndexError, ValueError):
        return _NO_BOX
    return float(left), float(bottom), float(right), float(top)


def _is_bold(sheet: pypdfium2.PdfTextPage, index: int) -> bool:
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    size = raw.FPDFText_GetFontInfo(sheet.raw, index, name, len(name), flags)
    return 0 < size <= len(name) and b"bold" in name.value.lower()


def _in_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines with each that runs over the gap between two columns parted there, and the columns one after the
    other. Where the file itself gives one column after the other, no line runs over and nothing changes."""
    gap = _gutter(lines)
    if gap is None:
        return list(lines)
    found: list[Line] = []
    beside: tuple[list[Line], list[Line]] = ([], [])
    for line in lines:
        left = tuple(word for word in line.parts if word.right <= gap)
        right = tuple(word for word in line.parts if word.left >= gap)
        if len(left) + len(right) < len(line.parts):
            found += [*beside[0], *beside[1], line]
            beside = ([], [])
            continue
        for side, words in zip(beside, (left, right), strict=True):
            if words:
                side.append(replace(line, parts=words, box=(words[0].left, line.box[1], words[-1].right, line.box[3])))
    return [*found, *beside[0], *beside[1]]


def _gutter(lines: Sequence[Line]) -> float | None:
    """The place of the gap that parts two columns of prose, in points from the left."""
    gaps = list(_gaps(lines))
    best: tuple[int, float] = (0, 0.0)
    for _, low, high in gaps[:400]:
        at = (low + high) / 2
        best = max(best, (sum(1 for _, left, right in gaps if left < at < right), at))
    count, at = best
    if count < _BESIDE:
        return None
    sides = [
        sum(1 for word in line.parts if (word.left > at) is right)
        for line, low, high in gaps
        if low < at < high
        for right in (False, True)
    ]
    return at if sum(sides) / len(sides) >= _PROSE and median(sides) >= _PROSE - 1 else None


def _gaps(lines: Sequence[Line]) -> Iterator[tuple[Line, float, float]]:
    for line in lines:
        for one, other in pairwise(cells_of(line)):
            yield line, one[-1].right, other[0].left


_PITCH = 1.3
"""How much further apart than usual two lines of different paragraphs stand."""
_TINY = 4.0
"""Points below which a step is a raised or lowered sign and not a line."""


def _spaced(lines: list[Line]) -> list[Line]:
    """The lines with those marked that stand further below the one before than usual, or above it."""
    steps = [a.box[1] - b.box[1] for a, b in pairwise(lines) if a.box[1] - b.box[1] > _TINY]
    usual = sorted(steps)[len(steps) // 4] if steps else 0.0
    far = [
        before is not None and not 0 <= before.box[1] - line.box[1] <= _PITCH * usual
        for before, line in zip([None, *lines], lines, strict=False)
    ]
    return [replace(line, apart=apart) for line, apart in zip(lines, far, strict=True)]
