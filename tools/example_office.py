"""Example reports as documents and workbooks of an office: docx, odt, ods, xlsx."""

from __future__ import annotations

import io
from html import escape

import docx
import odfdo
import openpyxl
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tools.example_source import Block, Cell, Source
from tools.example_zips import settled

_STYLES = {"heading": "Heading 1", "caption": "Caption", "quote": "Intense Quote", "furniture": "Normal"}
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ISO = "%Y-%m-%dT%H:%M:%SZ"


def docx_of(source: Source) -> bytes:
    document = docx.Document()
    core = document.core_properties
    core.title, core.author, core.last_modified_by = source.title, source.fact("author"), source.fact("author")
    core.comments, core.subject = source.fact("publisher"), source.fact("subject")
    core.created = core.modified = source.published.replace(tzinfo=None)
    if source.fact("running_head"):
        document.sections[0].header.paragraphs[0].text = source.fact("running_head")
    document.add_heading(source.title, 0)
    notes: list[str] = []
    for block in source.blocks:
        _docx_block(document, block, notes)
    if notes:
        _add_footnotes(document, notes)
    target = io.BytesIO()
    document.save(target)
    return settled(target.getvalue(), source.published.strftime(_ISO))


def _docx_block(document: docx.document.Document, block: Block, notes: list[str]) -> None:
    if block.kind == "table":
        table = document.add_table(len(block.rows), len(block.rows[0]), style="Table Grid")
        for cells, row in zip(block.rows, table.rows, strict=True):
            for words, cell in zip(cells, row.cells, strict=True):
                cell.text = words
    elif block.kind == "list":
        for (item,) in block.rows:
            document.add_paragraph(item, style="List Bullet")
    elif block.kind == "note":
        notes.append(block.words)
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(len(notes)))
        run = document.paragraphs[-1].add_run()
        run.font.superscript = True
        run._r.append(mark)
    else:
        document.add_paragraph(block.words, style=_STYLES.get(block.kind, "Normal"))


def _add_footnotes(document: docx.document.Document, notes: list[str]) -> None:
    """The library reads and writes no foot notes; their part is written here as ECMA-376 part 1, 17.11 has it."""
    each = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {escape(words)}'
        "</w:t></w:r></w:p></w:footnote>"
        for n, words in enumerate(notes, start=1)
    )
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes xmlns:w="{_W}">{each}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), _NOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def odt_of(source: Source) -> bytes:
    document = odfdo.Document("text")
    body = document.body
    body.clear()
    body.append(odfdo.Header(1, source.title))
    notes = tables = 0
    for block in source.blocks:
        if block.kind == "heading":
            body.append(odfdo.Header(2, block.words))
        elif block.kind == "list":
            body.append(odfdo.List([item for (item,) in block.rows]))
        elif block.kind == "table":
            tables += 1
            body.append(_odf_table(f"Table {tables}", block.rows))
        elif block.kind == "note":
            notes += 1
            note = odfdo.Note(note_id=f"note{notes}", citation=str(notes), body=block.words)
            body.get_paragraphs()[-1].append(note)
        else:
            body.append(odfdo.Paragraph(block.words))
    return _odf_saved(document, source)


def ods_of(source: Source) -> bytes:
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    for name, rows in source.sheets:
        document.body.append(_odf_table(name, rows))
    return _odf_saved(document, source)


def _odf_table(name: str, rows: tuple[tuple[Cell, ...], ...]) -> odfdo.Table:
    table = odfdo.Table(name, width=max(map(len, rows)), height=len(rows))
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            table.set_value((x, y), value)
    return table


def _odf_saved(document: odfdo.Document, source: Source) -> bytes:
    meta = document.meta
    when = source.published.replace(tzinfo=None)
    meta.title, meta.creator, meta.initial_creator = source.title, source.fact("author"), source.fact("author")
    meta.creation_date = meta.date = when
    meta.generator = "Recount, tools.example_forms"
    target = io.BytesIO()
    document.save(target)
    return settled(target.getvalue(), source.published.strftime(_ISO))


def xlsx_of(source: Source) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in source.sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.properties.title, book.properties.creator = source.title, source.fact("author")
    book.properties.created = source.published.replace(tzinfo=None)
    target = io.BytesIO()
    book.save(target)
    return settled(target.getvalue(), source.published.strftime(_ISO))
