"""PDF and Word: tagged and structured for readers and machines, with the same numbers, whatever
a report's text holds."""

from __future__ import annotations

import ctypes
import io
import re
import zipfile
import zlib
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from recount.publish import render
from recount.publish.figures.alone import alone
from recount.publish.forms.annex import annex_of
from recount.publish.forms.pdf import source_of
from recount.publish.forms.typesetting import MISSING, png, shown
from recount.publish.phrases import amount
from recount.records.publication import Drawing, QuarterReport
from tests.publication_factory import on, small_campaign
from tests.publish.test_publish_report import composed, hostile_campaign


@pytest.fixture(scope="module")
def report() -> QuarterReport:
    return composed(small_campaign())


@pytest.fixture(scope="module")
def pdf(report: QuarterReport) -> bytes:
    return render(report, "pdf")


@pytest.fixture(scope="module")
def docx(report: QuarterReport) -> bytes:
    return render(report, "docx")


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(document[n].get_textpage().get_text_range() for n in range(len(document)))


def test_the_pdf_is_tagged_and_declares_what_it_keeps_to(pdf: bytes) -> None:
    assert pdf.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in pdf
    assert re.search(rb"/Lang\s*\(en\)", pdf)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


@pytest.mark.parametrize("tag", ["H1", "H2", "Table", "TH", "Figure", "Caption", "Note", "Link", "TOC"])
def test_the_pdf_tells_headings_tables_figures_and_notes_apart(pdf: bytes, tag: str) -> None:
    assert f"/S/{tag}" in re.sub(r"/S\s+/", "/S/", structure_of(pdf))


def structure_of(pdf: bytes) -> str:
    """The PDF's objects in clear, those in compressed streams too."""
    clear = [pdf.decode("latin-1")]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            clear.append(zlib.decompress(stream).decode("latin-1"))
        except zlib.error:
            continue
    return "\n".join(clear)


def told_of(pdf: bytes) -> list[tuple[str, str]]:
    """Every element of the structure with the text that stands in its place, in the order of reading, as PDFium finds
    them: that is, as a browser hands them to a screen reader."""
    document, found = pypdfium2.PdfDocument(pdf), []

    def walk(element: Any) -> None:
        found.append(
            (_text(raw.FPDF_StructElement_GetType, element), _text(raw.FPDF_StructElement_GetAltText, element))
        )
        for n in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, n)
            if child:
                walk(child)

    for page in document:
        tree = raw.FPDF_StructTree_GetForPage(page)
        for n in range(raw.FPDF_StructTree_CountChildren(tree)):
            walk(raw.FPDF_StructTree_GetChildAtIndex(tree, n))
        raw.FPDF_StructTree_Close(tree)
    return found


def _text(ask: Any, element: Any) -> str:
    long = ask(element, None, 0)
    held = ctypes.create_string_buffer(long)
    ask(element, held, long)
    return held.raw[:-2].decode("utf-16-le") if long else ""


def test_another_reader_finds_the_pdf_tagged_with_words_for_its_figures_and_bookmarks(
    report: QuarterReport, pdf: bytes
) -> None:
    document = pypdfium2.PdfDocument(pdf)
    assert raw.FPDFCatalog_IsTagged(document)  # /MarkInfo says that it is marked
    assert b"/DisplayDocTitle true" in pdf
    assert document.get_metadata_dict()["Title"]
    elements = told_of(pdf)
    figures = [words for kind, words in elements if kind == "Figure"]
    assert figures
    assert all(figures), "a figure without words in its place"
    drawn = [b for s in report.sections for b in s.blocks if isinstance(b, Drawing) and b.svg]
    assert len(set(figures)) == len(drawn)
    kinds = [kind for kind, _ in elements]
    assert kinds.count("TH") > kinds.count("Table") > 0
    marks = [mark.get_title() for mark in document.get_toc()]
    assert [title for title in marks if title in {s.title for s in report.sections}] == [
        s.title for s in report.sections
    ]


def test_every_number_of_the_report_is_in_the_pdf_with_its_rule(report: QuarterReport, pdf: bytes) -> None:
    text = " ".join(words_of(pdf).split())
    for counted in report.counted:
        assert amount(counted) in text
    assert "By ISIS." in text
    assert "ISIS fighters attacked a post" in text


def test_figures_have_a_text_in_their_place(report: QuarterReport, docx: bytes) -> None:
    drawn = [b for s in report.sections for b in s.blocks if isinstance(b, Drawing) and b.svg]
    described = [e.get("descr") for e in Document(io.BytesIO(docx)).element.iter(qn("wp:docPr"))]
    assert len(described) == len(drawn)
    assert all(d and "table after it" in d for d in described)
    assert source_of(report).count("alt: ") == len(drawn)


def test_word_has_headings_captions_footnotes_and_header_rows(report: QuarterReport, docx: bytes) -> None:
    document = Document(io.BytesIO(docx))
    heads = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert heads == [*(section.title for section in report.sections), "Evidence"]
    assert any(p.style is not None and p.style.name == "Caption" for p in document.paragraphs)
    assert document.tables
    for table in document.tables:
        assert table.rows[0]._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    notes = etree.fromstring(zipfile.ZipFile(io.BytesIO(docx)).read("word/footnotes.xml"))
    texts = ["".join(note.itertext()) for note in notes][2:]
    marks = list(document.element.iter(qn("w:footnoteReference")))
    assert len(texts) == len(marks) > 0
    assert any("By ISIS." in text for text in texts)


def test_links_of_the_word_file_lead_somewhere_and_bookmarks_are_single(docx: bytes) -> None:
    body = Document(io.BytesIO(docx)).element
    names = [e.get(qn("w:name")) for e in body.iter(qn("w:bookmarkStart"))]
    numbers = [e.get(qn("w:id")) for e in body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    assert len(numbers) == len(set(numbers))
    assert {e.get(qn("w:anchor")) for e in body.iter(qn("w:hyperlink"))} <= set(names)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_same_report_gives_the_same_bytes(report: QuarterReport, form: Any) -> None:
    assert render(composed(small_campaign()), form) == render(report, form)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_texts_of_reports_are_data_there_too(form: Any) -> None:
    made = render(composed(hostile_campaign()), form)
    text = words_of(made) if form == "pdf" else "\n".join(p.text for p in Document(io.BytesIO(made)).paragraphs)
    assert "{{ 7*7 }} {% raw %}" in " ".join(text.split())


@pytest.mark.parametrize(
    "sentence",
    [
        '#panic("x") = #set page(width: 1pt) \\u{41} $x$ @ref <label>',
        "هجوم على Mosul 中文 \U0001f4a5 \ud800 \ufffe",
        "a\u200bb\u00adc\u2028d",
    ],
)
def test_what_the_typesetter_would_obey_or_cannot_draw_is_set_as_text(sentence: str) -> None:
    make = small_campaign()
    make.told(f"Fighters attacked. {sentence}", time=on("2016-05-05"), published="2016-05-06", title=sentence)
    made = composed(make)
    assert "Fighters attacked." in " ".join(words_of(render(made, "pdf")).split())
    assert render(made, "docx")


def test_a_sign_that_no_font_has_is_shown_as_missing() -> None:
    assert shown("a中b") == f"a{MISSING}b"
    assert shown("سوریا Türkiye ≥ →") == "سوریا Türkiye ≥ →"


def test_a_figure_stands_alone(report: QuarterReport) -> None:
    for block in (b for s in report.sections for b in s.blocks if isinstance(b, Drawing) and b.svg):
        made = alone(block.svg)
        root = etree.fromstring(made.encode())
        assert root.get("width")
        assert root.find("{*}title").text
        assert "<a " not in made
        assert png(made).startswith(b"\x89PNG")


def test_a_footnote_says_the_rule_and_who_says_so(report: QuarterReport) -> None:
    annex = annex_of(report)
    counted = next(c for c in report.counted if c.key == "now-attacks")
    said = "".join(part if isinstance(part, str) else part.text for part in annex.note(counted))  # type: ignore[union-attr]
    assert "By ISIS." in said
    assert "“ISIS fighters attacked a post”" in said
    assert "Example Daily, 13 April 2016" in said
    assert f"number {annex.numbers['now-attacks']} of the annex" in said
