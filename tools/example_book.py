"""An example report as a book of chapters."""

from __future__ import annotations

from html import escape

from tools.example_pages import xhtml_of
from tools.example_source import Source, urn_of
from tools.example_zips import zip_of

_CONTAINER = (
    b'<?xml version="1.0"?>\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    b'<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    b"</container>\n"
)


def epub_of(source: Source) -> bytes:
    """EPUB 3.3: the type first and stored, the package with its facts, the contents, one file a chapter."""
    names = [f"chapter{n}.xhtml" for n, _piece in enumerate(source.pieces, start=1)]
    facts = {
        "identifier": urn_of(source.name), "title": source.title, "creator": source.fact("author"), "language": "en",
        "publisher": source.fact("publisher"), "date": source.published.date().isoformat(),
    }  # fmt: skip
    identifier = facts.pop("identifier")
    meta = f'<dc:identifier id="id">{identifier}</dc:identifier>'
    meta += "".join(f"<dc:{name}>{escape(value)}</dc:{name}>" for name, value in facts.items())
    items = "".join(f'<item id="c{n}" href="{x}" media-type="application/xhtml+xml"/>' for n, x in enumerate(names))
    spine = "".join(f'<itemref idref="c{n}"/>' for n, _name in enumerate(names))
    opf = (
        '<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        'unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'{meta}<meta property="dcterms:modified">{source.published:%Y-%m-%dT%H:%M:%SZ}</meta></metadata><manifest>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f"{items}</manifest><spine>{spine}</spine></package>\n"
    )
    links = "".join(f'<li><a href="{n}">{escape(p.title)}</a></li>' for n, p in zip(names, source.pieces, strict=True))
    nav = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Contents</title></head><body><nav epub:type="toc">'
        f"<h1>Contents</h1><ol>{links}</ol></nav></body></html>\n"
    )
    chapters = [(f"OEBPS/{name}", xhtml_of(piece)) for name, piece in zip(names, source.pieces, strict=True)]
    return zip_of(
        [
            ("mimetype", b"application/epub+zip"),
            ("META-INF/container.xml", _CONTAINER),
            ("OEBPS/content.opf", opf.encode()),
            ("OEBPS/nav.xhtml", nav.encode()),
            *chapters,
        ]
    )
