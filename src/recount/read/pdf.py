"""PDF by pypdfium2: text in reading order with page and box, hyphenation joined and running lines set aside."""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2

from recount.read.draft import Draft, UnreadableError
from recount.read.paragraphs import Paragraph
from recount.read.parts import Part, tidy
from recount.read.pdf_lines import Box, Line, lines_of
from recount.read.pdf_paragraphs import Passage, passages_of
from recount.read.prose import kinds_of
from recount.records import Capture
from recount.words.decoding import fit

PAGES = 2000
"""Pages that are read of one document."""
_OWN = "Recount report"
"""The keyword that a report written by Recount bears."""
_PASSWORD = 4
"""FPDF_ERR_PASSWORD of fpdfview.h."""


def read_pdf(capture: Capture) -> Draft:
    """The text layer of a PDF. A PDF of pictures, an encrypted or a broken one is unreadable with a sentence."""
    try:
        document = pypdfium2.PdfDocument(capture.data)
    except pypdfium2.PdfiumError as error:
        raise _refused(capture, error) from error
    try:
        pages, notes = _pages_of(document)
        title, author = _stated(document)
        own = _OWN in str(document.get_metadata_dict().get("Keywords", ""))
    finally:
        document.close()
    if own:
        raise UnreadableError("own_report", "Recount wrote this report itself; it is no report to be read.")
    passages = passages_of(pages)
    if not passages:
        raise UnreadableError("no_text_layer", f"The PDF has no text layer: {len(pages)} page(s) of pictures.")
    text, parts = _composed(passages, title)
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
            pages.append(lines_of(sheet, index + 1))
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


def _stated(document: pypdfium2.PdfDocument) -> tuple[str | None, str | None]:
    """Title and author of the document's own metadata. Its dates are of the file, not of publication, and are left."""
    stated = document.get_metadata_dict(skip_empty=True)
    title = fit(str(stated.get("Title", ""))).text.strip()
    author = fit(str(stated.get("Author", ""))).text.strip()
    poor = title.lower().endswith((".doc", ".docx", ".indd", ".pdf")) or title.lower().startswith(
        ("microsoft", "untitled")
    )
    return (title or None) if not poor else None, author or None


def _composed(passages: Sequence[Passage], title: str | None) -> tuple[str, list[Part]]:
    """The text, a blank line between passages, and its parts. What the page does not show to be a table, a note or a
    running line is told apart by its words, as in plain text."""
    text = "\n\n".join(passage.words for passage in passages)
    places, at = [], 0
    for passage in passages:
        places.append(Paragraph(at, at + len(passage.words), 2, 2))
        at += len(passage.words) + 2
    own = [n for n, passage in enumerate(passages) if passage.kind is None]
    told = dict(zip(own, kinds_of([passages[n].words for n in own], [places[n] for n in own], title), strict=True))
    parts = [
        Part(passage.kind or told[n], place.start, place.end, passage.page, _rounded(passage.box), _locator(passage))
        for n, (passage, place) in enumerate(zip(passages, places, strict=True))
    ]
    return text, parts


def _rounded(box: Box) -> Box:
    """To hundredths of a point, which is finer than any printer."""
    left, bottom, right, top = (round(side, 2) for side in box)
    return left, bottom, right, top


def _locator(passage: Passage) -> str | None:
    return f"pages {passage.page}-{passage.last}" if passage.last != passage.page else None


def _headline(text: str, parts: list[Part]) -> str | None:
    return next((text[part.start : part.end] for part in parts if part.kind == "title"), None)
