"""For each form the smallest document that carries some paragraphs, written by other hands than those that read it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape
from typing import Any

import docx
from fpdf import FPDF
from odfdo import Document, Paragraph

from recount.records import Capture, Custody, Form, Given
from recount.records.ids import sha256_of

Builder = Callable[[Sequence[str]], Capture]


def capture(data: bytes, form: Form, **given: Any) -> Capture:
    custody = Custody("in/a", "2024-05-01T12:00:00Z", "tester", "recount", sha256_of(data), len(data))
    return Capture(form, data, custody, Given(**given))


def plain(paragraphs: Sequence[str]) -> bytes:
    return "\n\n".join(paragraphs).encode()


def page(paragraphs: Sequence[str]) -> bytes:
    body = "".join(f"<p>{escape(words)}</p>" for words in paragraphs)
    return (
        f"<!DOCTYPE html><html><head><title>A page</title></head><body><article>{body}</article></body></html>".encode()
    )


def pdf(paragraphs: Sequence[str]) -> bytes:
    made = FPDF()
    made.set_font("helvetica", size=12)
    made.add_page()
    for words in paragraphs:
        made.multi_cell(0, 6, text=words)
        made.ln(6)
    return bytes(made.output())


def row(paragraphs: Sequence[str]) -> bytes:
    return json.dumps({"text": "\n\n".join(paragraphs)}, ensure_ascii=False).encode()


def word(paragraphs: Sequence[str]) -> bytes:
    made = docx.Document()
    for words in paragraphs:
        made.add_paragraph(words)
    return saved(made)


def odt(paragraphs: Sequence[str]) -> bytes:
    made = Document("text")
    made.body.clear()
    for words in paragraphs:
        made.body.append(Paragraph(words))
    return saved(made)


def saved(made: Any) -> bytes:
    """The bytes of a document that saves itself to a file."""
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def rtf(paragraphs: Sequence[str]) -> bytes:
    body = "".join(f"\\pard {rtf_words(words)}\\par\n" for words in paragraphs)
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}}\n" + body + "}").encode(
        "ascii"
    )


def rtf_words(words: str) -> str:
    """Words with the signs of RTF escaped and everything beyond ASCII as UTF-16 units."""
    found = []
    for sign in words:
        if sign in "\\{}":
            found.append("\\" + sign)
        elif ord(sign) < 128:
            found.append(sign)
        else:
            units = sign.encode("utf-16-le")
            for at in range(0, len(units), 2):
                unit = int.from_bytes(units[at : at + 2], "little")
                found.append(f"\\u{unit - 0x10000 if unit > 0x7FFF else unit}?")
    return "".join(found)


CONTAINER = """<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""


def epub(paragraphs: Sequence[str]) -> bytes:
    return book(["".join(f"<p>{escape(words)}</p>" for words in paragraphs)])


def book(chapters: Sequence[str], *, stated: str = "<dc:title>A book</dc:title>", **parts: str) -> bytes:
    """An e-book of chapters given as markup; `stated` is its Dublin Core, `parts` further parts with `__` for `/`."""
    items = "".join(
        f'<item id="c{n}" href="text/c%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n, _ in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n, _ in enumerate(chapters))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        made.writestr("META-INF/container.xml", CONTAINER)
        made.writestr(
            "OEBPS/content.opf",
            '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">{stated}</metadata>'
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
        )
        for n, markup in enumerate(chapters):
            made.writestr(
                f"OEBPS/text/c {n}.xhtml",
                '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
                f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{markup}</body></html>',
            )
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return held.getvalue()


def cells(paragraphs: Sequence[str]) -> bytes:
    """A sheet as it is captured: the JSON of its cells, one paragraph a row."""
    rows = [{"row": n, "column": 1, "cells": [words]} for n, words in enumerate(paragraphs, start=2)]
    return json.dumps({"sheet": "Log", "rows": rows}, ensure_ascii=False).encode()


def subtitles(paragraphs: Sequence[str]) -> bytes:
    """WebVTT with one paragraph a cue, and silence between them."""
    cues = (
        f"00:{n:02}:01.000 --> 00:{n:02}:09.500\n<v Mona Saleh>{escape(words, quote=False)}</v>\n"
        for n, words in enumerate(paragraphs)
    )
    return "\n".join(["WEBVTT\n", *cues]).encode()


def letter(paragraphs: Sequence[str]) -> bytes:
    made = EmailMessage()
    made["From"] = "Watch Desk <desk@watch.example>"
    made["To"] = "readers@watch.example"
    made["Date"] = "Mon, 14 Mar 2016 09:30:00 +0300"
    made["Subject"] = "The day in Qasr"
    made.set_content("\n\n".join(paragraphs) + "\n", cte="base64")
    return made.as_bytes()


def saved_page(paragraphs: Sequence[str]) -> bytes:
    made = MIMEMultipart("related", type="text/html")
    made["From"] = "<Saved by a browser>"
    made["Snapshot-Content-Location"] = "https://watch.example/qasr"
    root = MIMEText(page(paragraphs).decode(), "html", "utf-8")
    root["Content-Location"] = "https://watch.example/qasr"
    made.attach(root)
    return made.as_bytes()


def entry(paragraphs: Sequence[str]) -> bytes:
    """An entry of a feed as it is captured."""
    markup = "".join(f"<p>{escape(words)}</p>" for words in paragraphs)
    return json.dumps({"html": markup, "title": "The day in Qasr", "whole": True}, ensure_ascii=False).encode()


def _of(form: Form, build: Callable[[Sequence[str]], bytes]) -> Builder:
    return lambda paragraphs: capture(build(paragraphs), form)


BUILDERS: dict[Form, Builder] = {
    "txt": _of("txt", plain),
    "md": _of("md", plain),
    "html": _of("html", page),
    "pdf": _of("pdf", pdf),
    "jsonl": _of("jsonl", row),
    "csv": _of("csv", row),
    "sheet": _of("sheet", cells),
    "transcript": _of("transcript", subtitles),
    "docx": _of("docx", word),
    "odt": _of("odt", odt),
    "rtf": _of("rtf", rtf),
    "epub": _of("epub", epub),
    "eml": _of("eml", letter),
    "mhtml": _of("mhtml", saved_page),
    "feed": _of("feed", entry),
}
"""One line for each form that has a reader. A form of records (a dataset, a sheet) sets each paragraph in a record."""
