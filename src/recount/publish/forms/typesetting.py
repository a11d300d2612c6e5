"""The typesetter (Typst, inside this process and offline): fonts, what they can show, a page or a picture.

Only its own fonts and the one in `fonts/` are used, so that the same report gives the same bytes on every machine.
"""

from __future__ import annotations

import struct
from functools import cache
from importlib import resources
from pathlib import Path

import typst

from recount.publish.clean import clean
from recount.records import DataError

FONT = "DejaVu Sans"
MISSING = "\ufffd"
"""Stands for a sign that no font here can show: PDF/UA refuses a page with an empty box."""
_NONE = frozenset("\t\n\r\u200b\u200c\u200d\u200e\u200f\u061c\ufe0e\ufe0f\u00ad")
"""Signs without a picture, left out where they do nothing: the typesetter finds its own breaks and directions."""


def pdf(source: str) -> bytes:
    """A document as a tagged PDF that keeps to PDF/UA-1 (ISO 14289-1)."""
    return _made(source, format="pdf", pdf_standards=["ua-1"])


def png(svg: str, *, ppi: float = 160.0) -> bytes:
    """A figure as a picture of points, for programs that do not draw SVG."""
    page = "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
    return _made(f'{page}#image(bytes({literal(svg)}), format: "svg")', format="png", ppi=ppi)


def literal(text: str) -> str:
    """A text as a literal of the typesetter: whatever stands in it is printed and never obeyed.

    >>> literal('a "b"')
    '"a \\\\"b\\\\""'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def shown(text: str) -> str:
    """The text without what the fonts cannot show."""
    covered = _covered()
    return "".join(c if ord(c) in covered else "" if c in _NONE else MISSING for c in clean(text) if c != "\r")


def _made(source: str, **settings: object) -> bytes:
    try:
        made = typst.compile(source.encode(), font_paths=[_fonts()], ignore_system_fonts=True, **settings)  # type: ignore[call-overload]
    except RuntimeError as error:
        raise DataError(
            f"the report could not be set as a document: {error}. Try another form, such as .html"
        ) from error
    if isinstance(made, list):
        made = made[0]
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> Path:
    return Path(str(resources.files("recount.publish.forms").joinpath("fonts")))


@cache
def _covered() -> frozenset[int]:
    """Code points that the font in `fonts/` has a glyph for, read from its character map (format 12)."""
    raw = (_fonts() / "DejaVuSans.ttf").read_bytes()
    tables = {raw[at : at + 4]: struct.unpack(">L", raw[at + 8 : at + 12])[0] for at in _slots(raw, 12, 16, 4)}
    start = tables[b"cmap"]
    for at in _slots(raw[start:], 4, 8, 2):
        offset = start + struct.unpack(">L", raw[start + at + 4 : start + at + 8])[0]
        if struct.unpack(">H", raw[offset : offset + 2])[0] == 12:
            (groups,) = struct.unpack(">L", raw[offset + 12 : offset + 16])
            spans = (struct.unpack(">LL", raw[offset + 16 + 12 * n :][:8]) for n in range(groups))
            return frozenset(code for first, last in spans for code in range(first, last + 1))
    raise DataError("fonts/DejaVuSans.ttf has no character map that can be read; install Recount again")


def _slots(raw: bytes, first: int, size: int, count_at: int) -> range:
    """Offsets of the entries of a table directory whose number stands at `count_at`, in two bytes."""
    (number,) = struct.unpack(">H", raw[count_at if count_at == 4 else 2 :][:2])
    return range(first, first + size * number, size)
