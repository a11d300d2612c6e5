"""What a Word document needs and python-docx does not make: footnotes, links inside the file, header rows, texts in the
place of figures, and a package whose bytes depend on nothing but its content."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from lxml import etree

from recount.publish.clean import clean

_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FIXED = (1980, 1, 1, 0, 0, 0)
"""The date that every part of the package bears: a zip's clock would change the bytes of the same report."""
_SOFT, _BLUE = RGBColor(0x54, 0x5D, 0x68), RGBColor(0x1B, 0x55, 0x83)


def styled(document: Doc) -> None:
    """Page, language and the styles of a report, by name, so that an agency can restyle all of it at once."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2.2)
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.element.get_or_add_rPr().append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-GB"/>'))
    for name, size, colour, indent in (
        ("Recount Lead", 12.5, None, 0.0), ("Recount Note", 9.5, _SOFT, 0.0), ("Recount Contents", 11, _SOFT, 0.0),
        ("Recount Entry", 9, None, 0.0), ("Recount Head", 9.5, None, 0.0), ("Recount Quote", 9, None, 0.6),
        ("Recount Cell", 8.5, None, 0.0), ("Recount Number", 8.5, None, 0.0),
    ):  # fmt: skip
        style: Any = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = normal, Pt(size)
        style.paragraph_format.space_after = Pt(2 if name in ("Recount Cell", "Recount Number") else 5)
        style.paragraph_format.left_indent = Cm(indent)
        if colour is not None:
            style.font.color.rgb = colour
    styles["Recount Number"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    styles["Recount Head"].paragraph_format.keep_with_next = True
    styles["Recount Head"].font.bold = True
    _table_style(document)
    for name, kind, size in (
        ("footnote text", WD_STYLE_TYPE.PARAGRAPH, 8),
        ("footnote reference", WD_STYLE_TYPE.CHARACTER, 8),
    ):
        made: Any = styles.add_style(name, kind)
        made.font.size = Pt(size)
        made.font.superscript = True if kind == WD_STYLE_TYPE.CHARACTER else None


def _table_style(document: Doc) -> None:
    made: Any = document.styles.add_style("Recount Table", WD_STYLE_TYPE.TABLE)
    edge = 'w:val="single" w:sz="4" w:space="0" w:color="C9C5BA"'
    made.element.append(parse_xml(
        f'<w:tblPr {nsdecls("w")}><w:tblBorders><w:top {edge}/><w:bottom {edge}/><w:insideH {edge}/></w:tblBorders>'
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    ))  # fmt: skip


def bookmark(paragraph: Paragraph, name: str) -> None:
    """Make a paragraph a place to which links lead."""
    number = str(
        sum(1 for _ in paragraph.part.element.iter(qn("w:bookmarkStart")))
        if name.startswith("part-")
        else _number(name)
    )
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), number)
    start.set(qn("w:name"), _word(name))
    paragraph._p.append(start)
    paragraph._p.append(end)


def _number(name: str) -> int:
    """A number of its own for every bookmark: numbers, rows and sources count in ranges that do not meet."""
    return {"n": 1_000_000, "r": 2_000_000, "s": 3_000_000}[name[0]] + int(name[1:])


def _word(name: str) -> str:
    """Word takes letters, digits and underscores, and no more than forty of them."""
    return re.sub(r"\W", "_", name)[:40]


def link(paragraph: Paragraph, name: str, words: str) -> None:
    """A link to a bookmark of the same file."""
    made = OxmlElement("w:hyperlink")
    made.set(qn("w:anchor"), _word(name))
    text = paragraph.add_run(words)
    text.font.color.rgb = _BLUE
    made.append(text._r)
    paragraph._p.append(made)


def header_row(row: Any) -> None:
    """Mark a row as the head of its table: it repeats on each page and is read out with each cell."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    properties.append(OxmlElement("w:cantSplit"))


def text_in_place(picture: Any, words: str, name: str) -> None:
    """What stands for a figure where it is not seen."""
    described = picture._inline.docPr
    described.set("descr", words)
    described.set("name", name)


@dataclass(slots=True)
class Footnotes:
    """The footnotes of a document, a part of the package of its own."""

    document: Doc
    notes: list[str] = field(default_factory=list)

    def add(self, paragraph: Paragraph, words: str) -> None:
        """A footnote at the end of what the paragraph holds so far."""
        self.notes.append(words)
        mark = paragraph.add_run()
        mark.style = "footnote reference"
        made = OxmlElement("w:footnoteReference")
        made.set(qn("w:id"), str(len(self.notes)))
        mark._r.append(made)

    def attach(self) -> None:
        """Put the part into the package, and say in the settings which notes draw the line above them."""
        root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            root.append(parse_xml(
                f'<w:footnote {nsdecls("w")} w:type="{kind}" w:id="{number}">'
                f"<w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>"
            ))  # fmt: skip
        for number, words in enumerate(self.notes, 1):
            root.append(_note(number, words))
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), _NOTES_TYPE, blob, self.document.part.package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        lines = "".join(f'<w:footnote w:id="{number}"/>' for number in (-1, 0))
        settings = self.document.settings.element
        place = settings.find(qn("w:compat"))
        made = parse_xml(f"<w:footnotePr {nsdecls('w')}>{lines}</w:footnotePr>")
        settings.append(made) if place is None else place.addprevious(made)


def _note(number: int, words: str) -> Any:
    note = parse_xml(
        f'<w:footnote {nsdecls("w")} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr>'
        '<w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"/></w:r>'
        "</w:p></w:footnote>"
    )
    text = next(note.iter(qn("w:t")))
    text.text = f" {words}"
    return note


def packed(document: Doc, *, title: str, author: str, day: str) -> bytes:
    """The package. Its dates are the report's period, and its parts bear one fixed date."""
    facts = document.core_properties
    facts.title, facts.author, facts.language, facts.comments = clean(title)[:255], clean(author)[:255], "en", ""
    facts.last_modified_by, facts.revision = clean(author)[:255], 1
    facts.keywords = "Recount report"
    facts.created = facts.modified = datetime.fromisoformat(day)
    loose = io.BytesIO()
    document.save(loose)
    made = io.BytesIO()
    with zipfile.ZipFile(loose) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _FIXED), old.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
