"""Paragraphs out of the lines of a PDF: what runs on is joined, over columns and pages too, and running lines, rows
of tables and footnotes are told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from recount.read.marks import kind_of
from recount.read.pdf_lines import Box, Line, united
from recount.read.pdf_tables import rows_in
from recount.records import SegmentKind

_FULL = 0.02
"""Share of a column's width by which a full line may fall short once the next word is put on it."""
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_HYPHEN = re.compile(r"[\x02\ufffe\u00ad‐-]\Z")
_SOFT = re.compile(r"(\w*)[\x02\ufffe\u00ad](\w*)")
_ENDED = re.compile(r"[.!?:;][\"”’')\]]*\d{0,3}\Z")
_CLOSED = re.compile(r"[.!?:][\"”’')\]]*\d{0,3}\Z")
_BULLET = re.compile(r"(?:[-*•●▪◦‣–—]|\(?\d{1,2}[.)])\s")
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\[\d{1,3}\])[\s.)]*(?=\S)")
_TITLED = re.compile(r"(?:Table|Figure|Chart|Map|Exhibit|Graph) \d{1,3}[.:]\s")
_KEPT = re.compile(
    r"(?i)\b(?:anti|pro|non|ex|self|co|counter|post|pre|semi|cross|half|mid|multi|well|(?-i:[A-Z])\w*)\Z"
)
"""What stands before a hyphen that belongs to the word even at the end of a line."""
_EDGE = 2
"""Lines at the head and at the foot of a page that may be running lines."""
_RUNNING = 90
"""Characters up to which a line may be a running line."""
_SMALL = 0.93
"""Size of a footnote's type in sizes of the document's own."""
_STEP = 0.6
"""Points by which the type of two lines may differ within a paragraph."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, row, note or running line. `page` and `box` are those of its first page, `last` its last page;
    `kind` is set where the page itself shows it."""

    words: str
    page: int
    box: Box
    last: int
    kind: SegmentKind | None = None


def passages_of(pages: Sequence[Sequence[Line]]) -> list[Passage]:
    """The passages of all pages in order; a running line between two halves of a paragraph comes after it."""
    lines = list(_marked(pages))
    own = Counter[float]()
    for line in lines:
        own[round(line.size, 1)] += len(line.words)
    usual = own.most_common(1)[0][0] if own else 0.0
    rows = {first: (stop, cells) for first, stop, cells in rows_in(lines)}
    edges = _edges(lines, rows)
    builder = _Builder(usual)
    at = 0
    while at < len(lines):
        if at in rows:
            stop, cells = rows[at]
            builder.row(lines[at:stop], cells)
            at = stop
        else:
            builder.line(lines[at], edges[at])
            at += 1
    return [replace(found, words=_SOFT.sub(_unbroken, found.words)) for found in builder.found]


class _Builder:
    """What has been made of the lines so far, and the line that the paragraph being made ends with."""

    def __init__(self, usual: float) -> None:
        self.found: list[Passage] = []
        self.edge = 0.0
        self.usual = usual
        self.open: int | None = None
        self.last: Line | None = None

    def row(self, lines: Sequence[Line], cells: Sequence[str]) -> None:
        box = lines[0].box
        for line in lines[1:]:
            box = united(box, line.box)
        words = " | ".join(cell for cell in cells if cell)
        self.found.append(Passage(words, lines[0].page, box, lines[0].page, "table"))
        self.open = self.last = None

    def line(self, line: Line, edge: float) -> None:
        if line.running:
            self.found.append(Passage(line.words, line.page, line.box, line.page, "template"))
            return
        note = self._is_note(line)
        if self.open is not None and self.last is not None and not note and self._runs_on(self.last, line):
            held = self.found[self.open]
            box = united(held.box, line.box) if line.page == held.page else held.box
            self.found[self.open] = replace(held, words=_joined(held.words, line.words), box=box, last=line.page)
        else:
            self.open = len(self.found)
            kind: SegmentKind | None = "note" if note else "caption" if _TITLED.match(line.words) else None
            self.found.append(Passage(line.words, line.page, line.box, line.page, kind))
        self.last, self.edge = line, edge

    def _is_note(self, line: Line) -> bool:
        return line.size < _SMALL * self.usual and _NOTE.match(line.words) is not None and line.box[3] < _LOWER

    def _runs_on(self, last: Line, line: Line) -> bool:
        if abs(last.size - line.size) > _STEP or last.bold != line.bold:
            return False
        if _HYPHEN.search(last.words) and line.words[:1].islower():
            return True
        anew = line.page != last.page or line.box[1] >= last.box[3]
        if not anew and line.apart:
            return False
        if _BULLET.match(line.words) or (kind_of(line.words) is not None and len(line.words) < 60):
            return False
        full = self._is_full(last, line)
        if anew:
            return full and not _CLOSED.search(last.words)
        indented = line.box[0] - last.box[0]
        if indented > 0.8 * line.size and not _BULLET.match(last.words) and full and _ENDED.search(last.words):
            return False
        return full or (line.words[:1].islower() and not _ENDED.search(last.words))

    def _is_full(self, last: Line, line: Line) -> bool:
        """Whether the next line's first word would not have fitted on the last line of its column."""
        word = line.parts[0].right - line.parts[0].left
        width = max(self.edge - last.box[0], 1.0)
        return last.box[2] + 0.25 * last.size + word > self.edge - _FULL * width


_LOWER = 420.0
"""Points from the foot of a page below which footnotes stand: half of a usual sheet."""
_ASIDE = 24.0
"""Points within which lines begin that belong to one column."""
_FEW = 3
"""Lines from which a stretch of one type shows its column's width by itself."""


def _edges(lines: Sequence[Line], rows: dict[int, tuple[int, list[str]]]) -> list[float]:
    """For each line the right edge of its column: that of the widest line in the stretch of one type that it stands
    in, or, of a short stretch, what is usual for such columns on its page."""
    inside = {k for first, (stop, _) in rows.items() for k in range(first, stop)}
    runs: list[list[int]] = []
    for k, line in enumerate(lines):
        if line.running or k in inside:
            continue
        if runs and runs[-1][-1] == k - 1 and _alike(lines[k - 1], line):
            runs[-1].append(k)
        else:
            runs.append([k])
    found = [line.box[2] for line in lines]
    wide = [(lines[run[0]], max(lines[k].box[2] for k in run)) for run in runs if len(run) >= _FEW]
    for run in runs:
        edge = max(lines[k].box[2] for k in run)
        if len(run) < _FEW:
            usual = [other for line, other in wide if _alike(line, lines[run[0]])]
            edge = max(edge, median(usual)) if usual else edge
        for k in run:
            found[k] = edge
    return found


def _alike(one: Line, other: Line) -> bool:
    """Whether two lines may be of one stretch: page, column, size and weight of the type."""
    beside = abs(one.box[0] - other.box[0]) <= _ASIDE
    return beside and one.page == other.page and one.bold == other.bold and abs(one.size - other.size) <= _STEP


def _marked(pages: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """All lines, with running heads and feet told: short lines at the edge of a page that half of the pages repeat
    but for their numbers, and bare numbers."""
    edges = Counter(key for lines in pages for key in {_key(lines[place]) for place in _edge(lines)})
    wanted = max(2, (len(pages) + 1) // 2)
    for lines in pages:
        edge = _edge(lines)
        for place, line in enumerate(lines):
            bare = not any(c.isalpha() for c in line.words) or _PAGE.fullmatch(line.words) is not None
            short = len(line.words) <= (_RUNNING if line.words[-1] not in ".!?" else _RUNNING // 2)
            repeated = short and len(pages) > 1 and edges[_key(line)] >= wanted
            yield replace(line, running=place in edge and (bare or repeated))


_PAGE = re.compile(r"(?i)\W*page \d{1,4}(?: of \d{1,4})?\W*")


def _edge(lines: Sequence[Line]) -> set[int]:
    """The places of the first and the last lines."""
    count = len(lines)
    return {place for place in (*range(_EDGE), *range(count - _EDGE, count)) if 0 <= place < count}


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.words.casefold())


def _joined(before: str, line: str) -> str:
    if _HYPHEN.search(before) and line[:1].islower():
        return before + line if _KEPT.search(before[:-1]) else before[:-1] + line
    return f"{before} {line}"


def _unbroken(match: re.Match[str]) -> str:
    """A word that the library itself joined over the end of a line, with a mark where the hyphen was."""
    return match[1] + ("-" if _KEPT.search(match[1]) else "") + match[2]
