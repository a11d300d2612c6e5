"""Word documents (Office Open XML, ISO/IEC 29500): the words that a reader of the last state sees, in their order.

Inserted text is read and deleted text is not; notes stand at the end with their numbers; headers, footers, comments and
hidden text are left out. The days in a file's properties are of the file and of no publication: they are put in a note.
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
    path_of,
    stated_title,
)
from recount.read.parts import tidy
from recount.read.tables import ROWS, Cell, grid_of, table_blocks
from recount.records import Capture, SegmentKind
from recount.words.decoding import fit

_WHAT = "Word document"
_OWN = b">Recount report</"
"""The keyword that a report written by Recount bears."""
_GONE = frozenset(
    {"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr"}
)
"""What no reader of the last state sees, and what only formats."""
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "softHyphen": "", "ptab": " "}
_STYLES: tuple[tuple[re.Pattern[str], SegmentKind], ...] = (
    (re.compile(r"title\Z"), "title"),
    (re.compile(r"(?:heading|überschrift|titre)\b|subtitle\Z"), "heading"),
    (re.compile(r"(?:intense )?quote\b|block ?(?:text|quote)"), "block_quote"),
    (re.compile(r"caption\b"), "caption"),
    (re.compile(r"(?:foot|end)note text"), "note"),
    (re.compile(r"toc \d|table of (?:figures|contents)|header\Z|footer\Z"), "template"),
    (re.compile(r"list\b"), "lede"),
)


@dataclass(slots=True)
class _Reading:
    """What is known and counted while one document is walked."""

    styles: dict[str, SegmentKind]
    tables: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind and id of each note in the order of its sign in the text."""


def read_docx(capture: Capture) -> Draft:
    """The report that a Word document holds."""
    package = package_of(capture.data, _WHAT)
    if _OWN in (package.data("docProps/core.xml") or b""):
        raise UnreadableError("own_report", "Recount wrote this report itself; it is no report to be read.")
    main = _main_part(package)
    root = package.xml(main)
    body = next((child for child in root if name_of(child) == "body"), None) if root is not None else None
    if body is None:
        if any(name.startswith("EncryptedPackage") for name in package.names):
            raise UnreadableError("encrypted", "The Word document is encrypted; give one without a password.")
        raise damaged(_WHAT, f"its main part {main[:80]!r} is missing or holds no body")
    reading = _Reading(_styles_of(package, main))
    blocks = list(_blocks(body, reading))
    blocks += _notes(package, main, reading)
    title = next((block.words for block in blocks if block.kind == "title"), None)
    text, parts = composed(title, [_sound(block) for block in blocks])
    stated = _stated(package)
    made = stated.get("created", "")[:10]
    return Draft(
        text,
        tuple(tidy(text, parts)),
        title=title or stated_title(stated.get("title")),
        author=stated.get("creator") or None,
        language=stated.get("language") or None,
        notes=(f"the file says that it was made on {made}, which is no day of publication",) if made else (),
    )


def _sound(block: Block) -> Block:
    return Block(block.kind, fit(block.words).text, block.locator, block.speaker)


def _main_part(package: Package) -> str:
    relations = package.xml("_rels/.rels")
    for relation in relations if relations is not None else ():
        if (attribute(relation, "Type") or "").endswith("/officeDocument"):
            return path_of("", attribute(relation, "Target") or "")
    return "word/document.xml"


def _beside(main: str, name: str) -> str:
    return path_of(main, name)


def _styles_of(package: Package, main: str) -> dict[str, SegmentKind]:
    """The kind that each style gives, its own name first and then those of the styles that it is based on."""
    root = package.xml(_beside(main, "styles.xml"))
    named: dict[str, tuple[str, str | None, bool]] = {}
    for style in root if root is not None else ():
        if name_of(style) == "style":
            inner = {name_of(child): attribute(child, "val") for child in style}
            outline = any(name_of(e) == "outlineLvl" and attribute(e, "val") != "9" for e in style.iter())
            named[attribute(style, "styleId") or ""] = (inner.get("name") or "", inner.get("basedOn"), outline)
    return {key: kind for key in named if (kind := _kind_by_style(key, named)) is not None}


def _kind_by_style(key: str, named: dict[str, tuple[str, str | None, bool]]) -> SegmentKind | None:
    seen: set[str] = set()
    at: str | None = key
    while at is not None and at in named and at not in seen:
        seen.add(at)
        name, parent, outline = named[at]
        low = name.casefold()
        kind = next((kind for pattern, kind in _STYLES if pattern.match(low)), None)
        if kind is not None or outline:
            return kind or "heading"
        at = parent
    return None


def _blocks(container: Element, reading: _Reading) -> Iterator[Block]:
    """Paragraphs and tables of a body, a cell or a text box, in order."""
    for child in container:
        name = name_of(child)
        if name == "p":
            yield from _paragraph(child, reading)
        elif name == "tbl":
            yield from _table(child, reading)
        elif name not in _GONE:
            yield from _blocks(child, reading)


def _paragraph(paragraph: Element, reading: _Reading) -> Iterator[Block]:
    boxes: list[Element] = []
    words = one_line("".join(_words(paragraph, boxes, reading)))
    if words:
        yield Block(_kind_of(paragraph, reading), words)
    for box in boxes:
        yield from _blocks(box, reading)


def _kind_of(paragraph: Element, reading: _Reading) -> SegmentKind:
    properties = next((child for child in paragraph if name_of(child) == "pPr"), None)
    if properties is None:
        return "body"
    inner = {name_of(child): child for child in properties}
    style = inner.get("pStyle")
    kind = reading.styles.get(attribute(style, "val") or "") if style is not None else None
    if kind is None and "outlineLvl" in inner and attribute(inner["outlineLvl"], "val") != "9":
        return "heading"
    return kind or ("lede" if "numPr" in inner else "body")


def _words(element: Element, boxes: list[Element], reading: _Reading) -> Iterator[str]:
    for child in element:
        name = name_of(child)
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "txbxContent":
            boxes.append(child)
        elif name in ("footnoteReference", "endnoteReference"):
            reading.notes.append((name.removesuffix("Reference"), attribute(child, "id") or ""))
        elif name not in _GONE and not (name == "r" and _hidden(child)):
            yield from _words(child, boxes, reading)


def _hidden(run: Element) -> bool:
    properties = run[0] if len(run) and name_of(run[0]) == "rPr" else None
    for sign in properties if properties is not None else ():
        if name_of(sign) == "vanish":
            return attribute(sign, "val") not in ("0", "false", "off")
    return False


def _table(table: Element, reading: _Reading) -> Iterator[Block]:
    reading.tables += 1
    number = reading.tables
    rows: list[list[Cell]] = []
    for row in _inner(table, "tr"):
        if len(rows) >= ROWS:
            break
        if not _deleted(row):
            rows.append([_cell(cell, reading) for cell in _inner(row, "tc")])
    yield from table_blocks(grid_of(_merged(rows)), number)


def _inner(element: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, through whatever wraps them."""
    for child in element:
        found = name_of(child)
        if found == name:
            yield child
        elif found not in _GONE and found not in ("tbl", "p"):
            yield from _inner(child, name)


def _deleted(row: Element) -> bool:
    return any(name_of(sign) == "del" for child in row if name_of(child) == "trPr" for sign in child)


_GOES_ON = "\x00"
"""What stands for a cell that goes on from the row above."""


def _cell(cell: Element, reading: _Reading) -> Cell:
    columns, on = 1, False
    for child in cell:
        if name_of(child) == "tcPr":
            for sign in child:
                if name_of(sign) == "gridSpan":
                    columns = number_in(sign, "val")
                on = on or (name_of(sign) == "vMerge" and attribute(sign, "val") in (None, "continue"))
    words = "\n".join(block.words for block in _blocks(cell, reading))
    return Cell(_GOES_ON if on else words, columns)


def _merged(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Cells that go on from the row above say again what that one says."""
    last: dict[int, str] = {}
    merged = []
    for row in rows:
        line, at = [], 0
        for cell in row:
            words = last.get(at, "") if cell.words == _GOES_ON else cell.words
            last[at] = words
            line.append(Cell(words, cell.columns))
            at += cell.columns
        merged.append(line)
    return merged


def _notes(package: Package, main: str, reading: _Reading) -> Iterator[Block]:
    held: dict[tuple[str, str], Element] = {}
    for kind in ("footnote", "endnote"):
        root = package.xml(_beside(main, f"{kind}s.xml")) if any(k == kind for k, _ in reading.notes) else None
        for note in root if root is not None else ():
            held[kind, attribute(note, "id") or ""] = note
    count = {"footnote": 0, "endnote": 0}
    for key in dict.fromkeys(reading.notes):
        note = held.get(key)
        count[key[0]] += 1
        if note is None:
            continue
        words = " ".join(block.words for block in _blocks(note, _Reading(reading.styles)))
        if words:
            yield Block("note", words, f"{key[0]} {count[key[0]]}")


def _stated(package: Package) -> dict[str, str]:
    """The core properties (title, creator, created ...), each on one line."""
    root = package.xml("docProps/core.xml")
    return {name_of(e): one_line(fit(e.text or "").text) for e in root} if root is not None else {}
