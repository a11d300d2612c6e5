"""The original beside the text: a page of a PDF as a picture, a web page in a sandbox, a text as it lies."""

from __future__ import annotations

import struct
import threading
import zlib
from dataclasses import dataclass
from typing import Literal

import pypdfium2

from recount.records import DataError, Report, Segment
from recount.words.decoding import decode

View = Literal["pages", "page", "text", "none"]

SANDBOX = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
"""A captured page is shown as its makers set it and can do nothing: no script, no request, no picture, no form."""

LONGEST = 400_000
"""Characters of an original that are shown as text."""
_SCALE = 1.6
_TALLEST = 2400
_one_at_a_time = threading.Lock()  # PDFium is not made for threads

_VIEWS: dict[str, View] = {
    "pdf": "pages", "html": "page", "txt": "text", "md": "text", "csv": "text", "jsonl": "text", "eml": "text",
    "mhtml": "text", "feed": "text", "transcript": "text", "dataset": "text", "rtf": "text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the text where the printed page has it, from the upper left corner."""

    start: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Printed:
    """A page of a PDF: its size in points, and where the segments of the text stand on it."""

    number: int
    width: float
    height: float
    boxes: tuple[Box, ...]


def view_of(report: Report) -> View:
    """How the original of a report can be shown; `none` for packed documents, which can only be taken away."""
    return _VIEWS.get(report.form, "none")


def printed(data: bytes, segments: tuple[Segment, ...]) -> list[Printed]:
    """The pages of a PDF with the boxes of its segments."""
    with _one_at_a_time:
        document = _opened(data)
        try:
            sizes = [document.get_page_size(n) for n in range(len(document))]
        finally:
            document.close()
    return [
        Printed(n, width, height, tuple(_box(s, height) for s in segments if s.page == n and s.box))
        for n, (width, height) in enumerate(sizes, 1)
    ]


def picture(data: bytes, number: int) -> bytes:
    """One page of a PDF as a PNG."""
    with _one_at_a_time:
        document = _opened(data)
        try:
            if not 1 <= number <= len(document):
                raise DataError(f"This PDF has {len(document)} pages; there is no page {number}.")
            page = document[number - 1]
            scale = min(_SCALE, _TALLEST / max(page.get_size()))
            drawn = page.render(scale=scale, rev_byteorder=True)
            return _png(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer), drawn.n_channels)
        finally:
            document.close()


def text_of(data: bytes) -> str:
    """The bytes as text, up to a length that a browser bears."""
    text = decode(data).text
    return text if len(text) <= LONGEST else text[:LONGEST] + "\n…"


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise DataError(f"This PDF cannot be shown ({error}). Its bytes can be taken away as they are.") from error


def _box(segment: Segment, height: float) -> Box:
    left, bottom, right, top = segment.box or (0.0, 0.0, 0.0, 0.0)
    return Box(segment.start, left, round(height - top, 1), round(right - left, 1), round(top - bottom, 1))


def _png(width: int, height: int, stride: int, pixels: bytes, channels: int) -> bytes:
    """Rows of RGB or grey as a PNG: three chunks, no filter. A library for pictures would do no more here."""
    rows = b"".join(b"\0" + pixels[y * stride : y * stride + width * channels] for y in range(height))
    colour = {1: 0, 3: 2, 4: 6}[channels]
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 3)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
