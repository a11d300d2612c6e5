"""Paragraphs of plain text: spans of the text as it stands, whatever way its lines were broken."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recount.read.marks import kind_of

_LINE = re.compile(r"[^\n\r\u2028\u2029\f]+")
_BULLET = re.compile(r"\s*(?:[-*•●▪◦‣–—]|\(?\d{1,2}[.)])\s+(?=\S)")
_WRAPPED = 45
"""Lines at least this long may be a wrapped paragraph; shorter ones stand each for itself."""
_WIDEST = 110
"""Lines longer than this are paragraphs on one line each."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch without outer blanks. `gap` is the white space before it, in characters and in lines; `bullet`
    whether it is an item of a list (its mark is left out of the span)."""

    start: int
    end: int
    gap: int
    lines: int
    bullet: bool = False


def paragraphs_in(text: str) -> list[Paragraph]:
    """The paragraphs in order of place. A line break parts two paragraphs unless the first line is so full that the
    next word would not have fitted on it, as in text wrapped to a width."""
    found: list[Paragraph] = []
    block: list[tuple[int, int]] = []
    for span in _lines(text):
        if block and text.count("\n", block[-1][1], span[0]) > 1:
            found.extend(_of_block(text, block, found[-1].end if found else 0))
            block = []
        block.append(span)
    if block:
        found.extend(_of_block(text, block, found[-1].end if found else 0))
    return found


def _lines(text: str) -> list[tuple[int, int]]:
    spans = []
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            spans.append((start, end))
    return spans


def _of_block(text: str, block: list[tuple[int, int]], before: int) -> list[Paragraph]:
    width = max(end - start for start, end in block)
    found: list[Paragraph] = []
    start, end = block[0]
    for at, stop in block[1:]:
        if _BULLET.match(text, at, stop) or not _runs_on(text, (start, end), (at, stop), width):
            found.append(_paragraph(text, start, end, found[-1].end if found else before))
            start = at
        end = stop
    found.append(_paragraph(text, start, end, found[-1].end if found else before))
    return found


def _runs_on(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    if not _WRAPPED <= width <= _WIDEST:
        return False
    last = max(text.rfind("\n", line[0], line[1]) + 1, line[0])
    if any(stop - at < 120 and kind_of(text[at:stop]) for at, stop in ((last, line[1]), following)):
        return False
    word = text[following[0] : following[1]].split(None, 1)[0]
    return (line[1] - last) + 1 + len(word) > width


def _paragraph(text: str, start: int, end: int, before: int) -> Paragraph:
    bullet = _BULLET.match(text, start, end)
    gap = start - before
    lines = text.count("\n", before, start)
    return Paragraph(bullet.end() if bullet else start, end, gap, lines, bullet is not None)
