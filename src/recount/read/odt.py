"""OpenDocument texts (OpenDocument 1.3, part 3): the words of the last state in their order.

What was deleted under change tracking stands apart in the file and is not read; inserted text is text. Notes stand at
the end with their numbers; headers, footers and comments are left out, and so are the days of the file's properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from recount.read.blocks import Block, composed
from recount.read.draft import Draft, UnreadableError
from recount.read.package import (
    Element,
    Package,
    attribute,
    damaged,
    name_of,
    number_in,
    one_line,
    package_of,
    stated_title,
)
from recount.read.parts import tidy
from recount.read.tables import ROWS, WIDEST, Cell, grid_of, table_blocks
from recount.records import Capture, SegmentKind
from recount.words.decoding import fit

_WHAT = "OpenDocument text"
_GONE = frozenset({"tracked-changes", "annotation", "annotation-end", "forms", "sequence-decls", "scripts", "desc"})
_INDEXES = re.compile(
    r"(?:table-of-content|illustration-index|table-index|alphabetical-index|user-index|object-index)\Z"
)
_SPACES = frozenset({"tab", "line-break"})
_STYLES: tuple[tuple[re.Pattern[str], SegmentKind], ...] = (
    (re.compile(r"title\Z"), "title"),
    (re.compile(r"heading\b|subtitle\Z"), "heading"),
    (re.compile(r"(?:block )?quot"), "block_quote"),
    (re.compile(r"(?:caption|illustration|figure|table|drawing|abbildung|tabelle)\Z"), "caption"),
    (re.compile(r"(?:header|footer)\b|contents \d"), "template"),
    (re.compile(r"list\b"), "lede"),
)


@dataclass(slots=True)
class _Reading:
    styles: dict[str, SegmentKind]
    tables: int = 0
    notes: list[Block] = field(default_factory=list)


def read_odt(capture: Capture) -> Draft:
    """The report that an OpenDocument text holds."""
    package = package_of(capture.data, _WHAT)
    manifest = package.xml("META-INF/manifest.xml")
    if manifest is not None and any(name_of(e) == "encryption-data" for e in manifest.iter()):
        raise UnreadableError("encrypted", f"The {_WHAT} is encrypted; give one without a password.")
    root = package.xml("content.xml")
    body = None if root is None else next((e for e in root.iter() if name_of(e) == "text" and len(e)), None)
    if root is None or body is None:
        raise damaged(_WHAT, "its part 'content.xml' is missing or holds no text")
    reading = _Reading(_styles_of(package, root))
    blocks = [*_blocks(body, reading), *reading.notes]
    title = next((block.words for block in blocks if block.kind == "title"), None)
    text, parts = composed(title, blocks)
    stated = _stated(package)
    made = (stated.get("creation-date") or stated.get("date") or "")[:10]
    return Draft(
        text,
        tuple(tidy(text, parts)),
        title=title or stated_title(stated.get("title")),
        author=stated.get("initial-creator") or stated.get("creator") or None,
        language=stated.get("language") or None,
        notes=(f"the file says that it was made on {made}, which is no day of publication",) if made else (),
    )


def _styles_of(package: Package, content: Element) -> dict[str, SegmentKind]:
    """The kind that each paragraph style gives, its own name first and then those of the styles above it."""
    above: dict[str, str | None] = {}
    shown: dict[str, str] = {}
    for root in (package.xml("styles.xml"), content):
        for style in root.iter() if root is not None else ():
            if name_of(style) == "style" and attribute(style, "family") == "paragraph":
                name = attribute(style, "name") or ""
                above[name] = attribute(style, "parent-style-name")
                shown[name] = (attribute(style, "display-name") or name).replace("_20_", " ").casefold()
    return {name: kind for name in above if (kind := _kind_by_style(name, above, shown)) is not None}


def _kind_by_style(name: str | None, above: dict[str, str | None], shown: dict[str, str]) -> SegmentKind | None:
    seen: set[str] = set()
    while name is not None and name not in seen:
        seen.add(name)
        words = shown.get(name, name.replace("_20_", " ").casefold())
        kind = next((kind for pattern, kind in _STYLES if pattern.match(words)), None)
        if kind is not None:
            return kind
        name = above.get(name)
    return None


def _blocks(container: Element, reading: _Reading, kind: SegmentKind = "body") -> Iterator[Block]:
    """Paragraphs, items and tables of a body, a cell, a list or a text box, in order. `kind` is what a paragraph is
    that its style leaves open."""
    for child in container:
        name = name_of(child)
        if name in ("h", "p"):
            yield from _paragraph(child, reading, "heading" if name == "h" else kind)
        elif name == "table":
            yield from _table(child, reading)
        elif name == "list":
            yield from _blocks(child, reading, "lede")
        elif _INDEXES.match(name):
            yield from (Block("template", block.words) for block in _blocks(child, reading))
        elif name not in _GONE:
            yield from _blocks(child, reading, kind)


def _paragraph(paragraph: Element, reading: _Reading, kind: SegmentKind) -> Iterator[Block]:
    boxes: list[Element] = []
    words = one_line(fit("".join(_words(paragraph, boxes, reading))).text)
    if words:
        yield Block(_kind_of(paragraph, reading, kind), words)
    for box in boxes:
        yield from _blocks(box, reading)


def _kind_of(paragraph: Element, reading: _Reading, kind: SegmentKind) -> SegmentKind:
    style = attribute(paragraph, "style-name") or ""
    found = reading.styles.get(style) or _kind_by_style(style, {}, {})
    return kind if found is None or (kind == "heading" and found != "title") else found


def _words(element: Element, boxes: list[Element], reading: _Reading) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = name_of(child)
        if name == "s" or name in _SPACES:
            yield " "
        elif name == "text-box":
            boxes.append(child)
        elif name == "note":
            _take_note(child, reading)
        elif name not in _GONE:
            yield from _words(child, boxes, reading)
        yield child.tail or ""


def _take_note(note: Element, reading: _Reading) -> None:
    kind = attribute(note, "note-class") or "footnote"
    sign = next((one_line("".join(e.itertext())) for e in note if name_of(e) == "note-citation"), "")
    for body in note:
        if name_of(body) == "note-body":
            words = " ".join(block.words for block in _blocks(body, _Reading(reading.styles)))
            if words:
                reading.notes.append(Block("note", words, f"{fit(kind).text[:20]} {sign[:20]}".strip()))


def _table(table: Element, reading: _Reading) -> Iterator[Block]:
    reading.tables += 1
    number = reading.tables
    rows: list[list[Cell]] = []
    for row, head in _rows(table, False):
        if len(rows) >= ROWS:
            break
        rows.append(list(_cells(row, head, reading)))
    yield from table_blocks(grid_of(rows), number)


def _rows(element: Element, head: bool) -> Iterator[tuple[Element, bool]]:
    for child in element:
        name = name_of(child)
        if name == "table-row":
            yield child, head
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(child, head or name == "table-header-rows")


def _cells(row: Element, head: bool, reading: _Reading) -> Iterator[Cell]:
    """The cells that are there; those covered by one that reaches over them are counted by its reach. An empty cell
    said to be repeated stands as often, within bounds."""
    for cell in row:
        if name_of(cell) != "table-cell":
            continue
        words = "\n".join(block.words for block in _blocks(cell, reading))
        one = Cell(words, number_in(cell, "number-columns-spanned"), number_in(cell, "number-rows-spanned"), head)
        yield from [one] * min(number_in(cell, "number-columns-repeated"), WIDEST)


def _stated(package: Package) -> dict[str, str]:
    """The properties of the file (title, creator, creation-date ...), each on one line."""
    root = package.xml("meta.xml")
    return {name_of(e): one_line(fit(e.text or "").text) for e in root.iter()} if root is not None else {}
