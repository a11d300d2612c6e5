"""PDF by pypdfium2: text in reading order, page by page, with hyphenation joined and running lines set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

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
_PASSWORD = 4
"""FPDF_ERR_PASSWORD of fpdfview.h."""
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_HYPHEN = re.compile(r"[\x02\ufffe\u00ad‐-]\Z")
_ENDED = re.compile(r"[.!?:;”\"')\]]\Z")
_EDGE = 2
"""Lines at the head and at the foot of a page that may be running lines."""

Line = tuple[int, str, bool]
"""Page from 1, words, and whether the line repeats on other pages."""


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
    lines = list(_lines(pages))
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


def _pages_of(document: pypdfium2.PdfDocument) -> tuple[list[list[str]], tuple[str, ...]]:
    count = len(document)
    pages, broken = [], 0
    for index in range(min(count, PAGES)):
        try:
            page = document[index]
            sheet = page.get_textpage()
            pages.append(_cleaned(sheet.get_text_range()))
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


def _cleaned(words: str) -> list[str]:
    lines = re.split(r"\r\n|\r|\n|\f|\x0b|\u2028|\u2029", fit(words).text)
    return [" ".join(line.split(" ")).strip() for line in lines if line.strip()]


def _stated(document: pypdfium2.PdfDocument) -> tuple[str | None, str | None]:
    """Title and author of the document's own metadata. Its dates are of the file, not of publication, and are left."""
    stated = document.get_metadata_dict(skip_empty=True)
    title = fit(str(stated.get("Title", ""))).text.strip()
    author = fit(str(stated.get("Author", ""))).text.strip()
    poor = title.lower().endswith((".doc", ".docx", ".indd", ".pdf")) or title.lower().startswith(
        ("microsoft", "untitled")
    )
    return (title or None) if not poor else None, author or None


def _lines(pages: list[list[str]]) -> Iterator[Line]:
    edges = Counter(key for lines in pages for key in {_key(line) for line in _edge(lines)})
    wanted = max(2, (len(pages) + 1) // 2)
    for number, lines in enumerate(pages, start=1):
        for place, line in enumerate(lines):
            edge = place < _EDGE or place >= len(lines) - _EDGE
            bare = edge and not any(c.isalpha() for c in line)
            yield number, line, bare or (edge and len(pages) > 1 and edges[_key(line)] >= wanted)


def _edge(lines: list[str]) -> list[str]:
    return lines if len(lines) <= 2 * _EDGE else [*lines[:_EDGE], *lines[-_EDGE:]]


def _key(line: str) -> str:
    return _DIGITS.sub("#", line.casefold())


def _composed(lines: list[Line], title: str | None) -> tuple[str, list[Part]]:
    """Paragraphs out of lines: a line that is nearly full runs on, words cut at its end are joined."""
    blocks = _paragraphs(lines)
    text = "\n\n".join(words for _, words, _ in blocks)
    places, at = [], 0
    for _, words, _ in blocks:
        places.append(Paragraph(at, at + len(words), 2, 2))
        at += len(words) + 2
    kinds = kinds_of([words for _, words, _ in blocks], places, title)
    parts = [
        Part("template" if running else kind, place.start, place.end, page)
        for (page, _, running), kind, place in zip(blocks, kinds, places, strict=True)
    ]
    return text, parts


def _paragraphs(lines: list[Line]) -> list[Line]:
    found: list[Line] = []
    widths: dict[int, int] = {}
    for page, line, running in lines:
        if not running:
            widths[page] = max(widths.get(page, 0), len(line))
    last = 0
    for page, line, running in lines:
        open_ = bool(found) and found[-1][0] == page and not running and not found[-1][2]
        if open_ and _runs_on(found[-1][1], last, line, widths[page]):
            found[-1] = (page, _joined(found[-1][1], line), False)
        else:
            found.append((page, line, running))
        last = len(line)
    return [(page, _HYPHEN_LEFT.sub("-", words), running) for page, words, running in found]


_HYPHEN_LEFT = re.compile(r"[\x02\ufffe]")


def _runs_on(before: str, length: int, line: str, width: int) -> bool:
    if kind_of(line) is not None and len(line) < 0.8 * width:
        return False
    if _HYPHEN.search(before) and line[:1].islower():
        return True
    full = length + 1 + len(line.split(" ", 1)[0]) > 0.9 * width
    return full if _ENDED.search(before) else full or line[:1].islower()


def _joined(before: str, line: str) -> str:
    if _HYPHEN.search(before) and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}"


def _headline(text: str, parts: list[Part]) -> str | None:
    return next((text[part.start : part.end] for part in parts if part.kind == "title"), None)
