"""The blocks of a page as its own elements give them: paragraphs, headings, items, quotations, notes, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from recount.read.blocks import Block
from recount.read.page import Element, words_in
from recount.read.tables import ROWS, Cell, grid_of, table_blocks
from recount.records import SegmentKind

OUTSIDE = (
    *("script", "style", "noscript", "template", "nav", "footer", "header", "form", "aside", "iframe", "svg", "button"),
)
"""Elements that hold nothing of a report."""
BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figcaption", "pre", "dd", "dt", "td"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KINDS: dict[str, SegmentKind] = {"blockquote": "block_quote", "figcaption": "caption", "li": "lede"}
_NOTE = re.compile(r"(?:foot|end|rear)note|doc-(?:foot|end)note")
_WITHIN = frozenset({"p", "div", "li", "br"})
_DEEP = 300
"""Levels of nesting down to which a page is walked."""


@dataclass(slots=True)
class Count:
    """How many tables a document has had so far."""

    tables: int = 0


def blocks_of(tree: Element, count: Count, *, notes: bool = False) -> Iterator[Block]:
    """Every block outside navigation, in order, each once. With `notes`, as in books, elements marked as foot- or
    endnotes are notes."""
    yield from _within(tree, count, notes, 0)


def _within(element: Element, count: Count, notes: bool, depth: int) -> Iterator[Block]:
    for child in element if depth < _DEEP else ():
        tag = child.tag
        if not isinstance(tag, str):
            continue
        if notes and _is_note(child):
            if words := words_in(child):
                yield Block("note", words)
        elif tag == "table":
            yield from blocks_of_table(child, count)
        elif tag in OUTSIDE and not (notes and tag in ("header", "aside")):
            continue
        elif tag in BLOCKS and not (tag in ("li", "dd", "blockquote") and child.find(".//table") is not None):
            if words := words_in(child):
                yield Block("heading" if tag in HEADINGS else _KINDS.get(tag, "body"), words)
        else:
            yield from _within(child, count, notes, depth + 1)


def _is_note(element: Element) -> bool:
    marks = f"{element.get('epub:type') or ''} {element.get('role') or ''}"
    return element.tag != "a" and bool(_NOTE.search(marks))


def blocks_of_table(table: Element, count: Count) -> Iterator[Block]:
    """The caption of a table and its rows."""
    count.tables += 1
    number = count.tables
    caption = next((words for c in table.iterchildren("caption") if (words := words_in(c))), None)
    if caption:
        yield Block("caption", caption, f"table {number}")
    yield from table_blocks(grid_of(list(rows_of(table))), number)


def rows_of(table: Element) -> Iterator[list[Cell]]:
    """The rows of a table of a page, its head first wherever it stands."""
    found = 0
    for group in _groups(table):
        for row in group:
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            if cells and found < ROWS:
                found += 1
                yield [_cell(cell) for cell in cells]


def _groups(table: Element) -> list[list[Element]]:
    groups: dict[str, list[Element]] = {"thead": [], "tbody": [], "tfoot": []}
    for child in table:
        if child.tag == "tr":
            groups["tbody"].append(child)
        elif child.tag in groups:
            groups[child.tag] += list(child.iterchildren("tr"))
    return list(groups.values())


def _cell(cell: Element) -> Cell:
    row = cell.getparent()
    head = (row.getparent().tag == "thead") or all(c.tag == "th" for c in row if c.tag in ("td", "th"))
    return Cell(cell_words(cell), _reach(cell, "colspan"), _reach(cell, "rowspan"), head)


def cell_words(cell: Element) -> str:
    """The words of a cell, a line for each of its paragraphs."""
    lines: list[list[str]] = [[cell.text or ""]]
    for child in cell:
        if child.tag in _WITHIN:
            lines.append([])
        if isinstance(child.tag, str):
            lines[-1].append("".join(child.itertext()))
        if child.tag in _WITHIN:
            lines.append([])
        lines[-1].append(child.tail or "")
    return "\n".join(words for line in lines if (words := " ".join("".join(line).split())))


def _reach(cell: Element, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return int(value) if value.isascii() and value.isdigit() and 0 < len(value) < 4 and int(value) > 0 else 1
