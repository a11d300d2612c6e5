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
BLOCKS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figcaption", "pre", "dd", "td"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KINDS: dict[str, SegmentKind] = {"blockquote": "block_quote", "figcaption": "caption", "li": "lede"}
_NOTE = re.compile(r"(?:foot|end|rear)note|doc-(?:foot|end)note")
_WITHIN = frozenset({"p", "div", "li", "br"})
_WRAPS = frozenset({"li", "dd", "blockquote"})


@dataclass(slots=True)
class Count:
    """How many tables a document has had so far."""

    tables: int = 0


def blocks_of(tree: Element, count: Count, *, notes: bool = False) -> Iterator[Block]:
    """Every block outside navigation, in order, each once. With `notes`, as in books, elements marked as foot- or
    endnotes are notes."""
    stack = [iter(tree)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif isinstance(child.tag, str):
            found = _own(child, count, notes)
            if found is None:
                stack.append(iter(child))
            else:
                yield from found


def _own(element: Element, count: Count, notes: bool) -> list[Block] | None:
    """The blocks of an element that is taken as a whole; `None` where one has to look inside."""
    tag = element.tag
    if notes and _is_note(element):
        return _said("note", element)
    if tag == "table":
        return list(blocks_of_table(element, count))
    if tag in OUTSIDE and not (notes and tag in ("header", "aside")):
        return []
    if tag not in BLOCKS or (tag in _WRAPS and element.find(".//table") is not None):
        return None
    return _said("heading" if tag in HEADINGS else _KINDS.get(tag, "body"), element)


def _said(kind: SegmentKind, element: Element) -> list[Block]:
    words = words_in(element)
    return [Block(kind, words)] if words else []


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
