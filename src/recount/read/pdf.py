"""PDF by pypdfium2: text in reading order, page by page, with hyphenation joined and running lines set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2

from recount.read.draft import Draft, UnreadableError
from recount.read.marks import kind_of
from recount.read.paragraphs import Paragraph
from recount.read.parts import Part, tidy
from recount.read.prose import kinds_of
from recount.records import Capture
from recount.words.decoding import fit

PAGES = 2000
"""Pages that are read of one document."""
_FULL = 0.9
"""Share of the widest line from which a line is full once the next word is put on it."""
_PASSWORD = 4
"""FPDF_ERR_PASSWORD of fpdfview.h."""
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_HYPHEN = re.compile(r"[\x02\ufffe\u00ad‐-]\Z")
_SOFT = re.compile(r"(\w*)[\x02\ufffe\u00ad](\w*)")
_LINE = re.compile(r"[^\r\n\f\x0b\u2028\u2029]+")
_ENDED = re.compile(r"[.!?:;”\"')\]]\Z")
_EDGE = 2
"""Lines at the head and at the foot of a page that may be running lines."""

_KEPT = re.compile(
    r"(?i)\b(?:anti|pro|non|ex|self|co|counter|post|pre|semi|cross|half|mid|multi|well|(?-i:[A-Z])\w*)\Z"
)
"""What stands before a hyphen that belongs to the word even at the end of a line."""
_PITCH = 1.3
"""How much further apart than usual two lines of different paragraphs stand."""
_TINY = 4.0
"""Points below which a step is a raised or lowered sign and not a line."""
_RUNNING = 90
"""Characters up to which a line may be a running line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page (counted from 1). `apart` says that more than the usual space stands above it, `running` that
    it is a head or foot which other pages repeat."""

    page: int
    words: str
    apart: bool = False
    running: bool = False


def read_pdf(capture: Capture) -> Draft:
    """The text layer of a PDF. A PDF of pictures, an encrypted or a broken one is unreadable with a sentence."""
    try:
        document = pypdfium2.PdfDocument(capture.data)
    except pypdfium2.PdfiumError as error:
        raise _refused(capture, error) from error
    try:
        pages, notes = _pages_of(document)
        title, author = _stated(document)
    finally:
        document.close()
    lines = list(_marked(pages))
    if not lines:
        raise UnreadableError("no_text_layer", f"The PDF has no text layer: {len(pages)} page(s) of pictures.")
    text, parts = _composed(lines, title)
    return Draft(text, tuple(tidy(text, parts)), title=_headline(text, parts) or title, author=author, notes=notes)


def _refused(capture: Capture, error: pypdfium2.PdfiumError) -> UnreadableError:
    if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
        return UnreadableError("encrypted", "The PDF is encrypted; give one that opens without a password.")
    whole = b"%%EOF" in capture.data[-2048:]
    state = "damaged" if whole else "cut short: its end is missing"
    return UnreadableError("bad_pdf", f"The PDF is {state} and cannot be opened.")


def _pages_of(document: pypdfium2.PdfDocument) -> tuple[list[list[Line]], tuple[str, ...]]:
    count = len(document)
    pages: list[list[Line]] = []
    broken = 0
    for index in range(min(count, PAGES)):
        try:
            page = document[index]
            sheet = page.get_textpage()
            pages.append(_lines_of(sheet, index + 1))
            sheet.close()
            page.close()
        except pypdfium2.PdfiumError:
            pages.append([])
            broken += 1
    notes: tuple[str, ...] = ()
    if count > PAGES:
        notes += (f"{count} pages, of which the first {PAGES} were read",)
    if broken:
        notes += (f"{broken} page(s) could not be read",)
    return pages, notes


def _lines_of(sheet: pypdfium2.PdfTextPage, page: int) -> list[Line]:
    """The lines of a page with the space above each, taken from the box of its first character."""
    text = sheet.get_text_range()
    found: list[tuple[str, float | None]] = []
    for match in _LINE.finditer(text):
        words = " ".join(fit(match.group()).text.split(" ")).strip()
        if words:
            found.append((words, _foot(sheet, match.start())))
    steps = [a - b for (_, a), (_, b) in pairwise(found) if a is not None and b is not None and a - b > _TINY]
    usual = sorted(steps)[len(steps) // 4] if steps else 0.0
    lines = []
    before: float | None = None
    for words, foot in found:
        apart = before is not None and foot is not None and not 0 <= before - foot <= _PITCH * usual
        lines.append(Line(page, words, apart))
        before = foot
    return lines


def _foot(sheet: pypdfium2.PdfTextPage, index: int) -> float | None:
    """The lower edge of a character's line, in points from the foot of the page."""
    try:
        return float(sheet.get_charbox(index, loose=True)[1])
    except (pypdfium2.PdfiumError, IndexError, ValueError):
        return None


def _stated(document: pypdfium2.PdfDocument) -> tuple[str | None, str | None]:
    """Title and author of the document's own metadata. Its dates are of the file, not of publication, and are left."""
    stated = document.get_metadata_dict(skip_empty=True)
    title = fit(str(stated.get("Title", ""))).text.strip()
    author = fit(str(stated.get("Author", ""))).text.strip()
    poor = title.lower().endswith((".doc", ".docx", ".indd", ".pdf")) or title.lower().startswith(
        ("microsoft", "untitled")
    )
    return (title or None) if not poor else None, author or None


def _marked(pages: list[list[Line]]) -> Iterator[Line]:
    """All lines, with running heads and feet told: short lines at the edge of a page that half of the pages repeat
    but for their numbers, and bare numbers."""
    edges = Counter(key for lines in pages for key in {_key(lines[place]) for place in _edge(lines)})
    wanted = max(2, (len(pages) + 1) // 2)
    for lines in pages:
        edge = _edge(lines)
        for place, line in enumerate(lines):
            bare = not any(c.isalpha() for c in line.words)
            short = len(line.words) <= (_RUNNING if line.words[-1] not in ".!?" else _RUNNING // 2)
            repeated = short and len(pages) > 1 and edges[_key(line)] >= wanted
            yield replace(line, running=place in edge and (bare or repeated))


def _edge(lines: list[Line]) -> set[int]:
    """The places of the first and the last lines."""
    count = len(lines)
    return {place for place in (*range(_EDGE), *range(count - _EDGE, count)) if 0 <= place < count}


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.words.casefold())


def _composed(lines: list[Line], title: str | None) -> tuple[str, list[Part]]:
    """Paragraphs out of lines: a line that is nearly full runs on, words cut at its end are joined."""
    blocks = _paragraphs(lines)
    text = "\n\n".join(block.words for block in blocks)
    places, at = [], 0
    for block in blocks:
        places.append(Paragraph(at, at + len(block.words), 2, 2))
        at += len(block.words) + 2
    kinds = kinds_of([block.words for block in blocks], places, title)
    parts = [
        Part("template" if block.running else kind, place.start, place.end, block.page)
        for block, kind, place in zip(blocks, kinds, places, strict=True)
    ]
    return text, parts


def _paragraphs(lines: list[Line]) -> list[Line]:
    widths: dict[int, int] = {}
    for line in lines:
        if not line.running:
            widths[line.page] = max(widths.get(line.page, 0), len(line.words))
    found: list[Line] = []
    last: Line | None = None
    for line in lines:
        joined = last is not None and _runs_on(last, line, widths.get(line.page, 0))
        if joined:
            found[-1] = replace(found[-1], words=_joined(found[-1].words, line.words))
        else:
            found.append(line)
        last = line
    return [replace(block, words=_SOFT.sub(_unbroken, block.words)) for block in found]


def _runs_on(last: Line, line: Line, width: int) -> bool:
    if last.page != line.page or last.running or line.running:
        return False
    if _HYPHEN.search(last.words) and line.words[:1].islower():
        return True
    if line.apart or (kind_of(line.words) is not None and len(line.words) < 0.8 * width):
        return False
    full = len(last.words) + 1 + len(line.words.split(" ", 1)[0]) > _FULL * width
    return full or (line.words[:1].islower() and not _ENDED.search(last.words))


def _joined(before: str, line: str) -> str:
    if _HYPHEN.search(before) and line[:1].islower():
        return before + line if _KEPT.search(before[:-1]) else before[:-1] + line
    return f"{before} {line}"


def _unbroken(match: re.Match[str]) -> str:
    """A word that the library itself joined over the end of a line, with a mark where the hyphen was."""
    return match[1] + ("-" if _KEPT.search(match[1]) else "") + match[2]


def _headline(text: str, parts: list[Part]) -> str | None:
    return next((text[part.start : part.end] for part in parts if part.kind == "title"), None)
