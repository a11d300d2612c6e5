"""A report as a Word document that an agency can mark up: real headings, captions, footnotes, tables with header rows,
figures with a text in their place.

Numbers of the text carry a footnote with their counting rule and first sentences, and lead to the annex.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field

from docx import Document
from docx.document import Document as Doc
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from recount.publish.clean import clean
from recount.publish.figures.alone import alone
from recount.publish.forms.annex import Annex, annex_of, figure, headline, whole
from recount.publish.forms.docx_package import Footnotes, bookmark, header_row, link, packed, styled, text_in_place
from recount.publish.forms.html import found_words, heard
from recount.publish.forms.pdf import plain
from recount.publish.forms.typesetting import png
from recount.publish.phrases import day, span
from recount.records.publication import (
    Bar,
    Block,
    Cell,
    Cited,
    Counted,
    Drawing,
    Entries,
    Heading,
    Opens,
    Part,
    Points,
    Prose,
    QuarterReport,
    Quoted,
    Row,
    Said,
    Sources,
    Table,
    When,
)

_WIDTH = Cm(16.4)
_STYLES = {"lead": "Recount Lead", "text": "Normal", "note": "Recount Note"}


def docx_of(report: QuarterReport) -> bytes:
    """The bytes of the file."""
    document = Document()
    styled(document)
    writer = _Writer(document, annex_of(report), Footnotes(document))
    writer.whole(report)
    writer.footnotes.attach()
    return packed(
        document, title=f"{report.quarter.label}. {report.theatre}", author=report.made_by, day=report.quarter.end
    )


@dataclass(slots=True)
class _Writer:
    document: Doc
    annex: Annex
    footnotes: Footnotes
    noted: set[str] = field(default_factory=set)

    def whole(self, report: QuarterReport) -> None:
        self.document.add_paragraph("A record of open reports", "Recount Note")
        self.document.add_paragraph(style="Title").add_run(clean(report.theatre))
        self.document.add_paragraph(
            f"{report.quarter.label}, {span(report.quarter.first, report.quarter.end)}", "Subtitle"
        )
        self.document.add_paragraph(report.notice, "Recount Note")
        self._contents([(section.key, section.title) for section in report.sections])
        for section in report.sections:
            bookmark(self.document.add_heading(clean(section.title), 1), f"part-{section.key}")
            for block in section.blocks:
                self._block(block)
        self._evidence(report)

    def _contents(self, sections: list[tuple[str, str]]) -> None:
        self.document.add_paragraph("Contents", "Recount Contents")
        for key, title in [*sections, ("evidence", "Evidence")]:
            link(self.document.add_paragraph(style="Recount Entry"), f"part-{key}", clean(title))

    def _block(self, block: Block) -> None:
        if isinstance(block, Prose):
            self._fill(self.document.add_paragraph(style=_STYLES[block.role]), block.parts, notes=True)
        elif isinstance(block, Heading):
            self._fill(self.document.add_heading("", 2), block.parts)
        elif isinstance(block, Points):
            for item in block.items:
                self._fill(self.document.add_paragraph(style="List Bullet"), item, notes=True)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Drawing):
            self._drawing(block)
        elif isinstance(block, Entries):
            for key in block.rows:
                if self.annex.has(key):
                    self._card(self.annex.row[key])
        elif isinstance(block, Sources):
            for number, cited in enumerate(self.annex.cited.values(), 1):
                self._source(cited, number)

    def _drawing(self, block: Drawing) -> None:
        if block.svg:
            picture = self.document.add_picture(io.BytesIO(png(alone(block.svg))), width=_WIDTH)
            text_in_place(
                picture, clean(f"{plain(block.caption)} The table after it gives the same numbers."), block.key
            )
        self._fill(self.document.add_paragraph(style="Caption"), block.caption)
        if block.table is not None:
            self._table(block.table)

    def _table(self, table: Table) -> None:
        caption = self.document.add_paragraph(style="Caption")
        caption.paragraph_format.keep_with_next = True
        self._fill(caption, table.caption)
        columns = [n for n in range(len(table.head)) if not (table.rows and all(_bar(row[n]) for row in table.rows))]
        made = self.document.add_table(rows=1, cols=len(columns), style="Recount Table")
        header_row(made.rows[0])
        for cell, column in zip(made.rows[0].cells, columns, strict=True):
            cell.paragraphs[0].add_run(clean(table.head[column])).bold = True
        for row in table.rows:
            for cell, column in zip(made.add_row().cells, columns, strict=True):
                self._fill(cell.paragraphs[0], row[column])
                cell.paragraphs[0].style = "Recount Number" if column in table.numeric else "Recount Cell"
        self.document.add_paragraph(style="Recount Cell")

    def _card(self, row: Row) -> None:
        head = self.document.add_paragraph(style="Recount Head")
        self._fill(head, (*headline(row), " (", Opens(row.key, f"row {self.annex.rows[row.key]}"), ")"))
        for quote in row.quoted[:2]:
            self._quote(quote)

    def _evidence(self, report: QuarterReport) -> None:
        bookmark(self.document.add_heading("Evidence", 1), "part-evidence")
        self.document.add_heading("Numbers", 2)
        for counted in report.counted:
            self._entry(counted)
        self.document.add_heading("Rows", 2)
        for row in report.rows:
            self._row(row)

    def _entry(self, counted: Counted) -> None:
        number = self.annex.numbers[counted.key]
        paragraph = self.document.add_paragraph(style="Recount Entry")
        bookmark(paragraph, f"n{number}")
        about = f", {counted.about}" if counted.about else ""
        paragraph.add_run(clean(f"{number}. {whole(counted)}{about}. ")).bold = True
        paragraph.add_run(clean(f"{counted.rule} Rows: "))
        keys = [key for key in counted.rows if self.annex.has(key)]
        for at, key in enumerate(keys):
            paragraph.add_run(", " if at else "")
            link(paragraph, f"r{self.annex.rows[key]}", str(self.annex.rows[key]))
        paragraph.add_run("." if keys else "none.")

    def _row(self, row: Row) -> None:
        number = self.annex.rows[row.key]
        paragraph = self.document.add_paragraph(style="Recount Head")
        bookmark(paragraph, f"r{number}")
        self._fill(paragraph, (f"{number}. ", *headline(row)))
        if row.kind == "report" and row.key[2:] in self.annex.sources:
            source = self.annex.sources[row.key[2:]]
            link(self.document.add_paragraph(style="Recount Entry"), f"s{source}", f"Source {source}")
        if row.note:
            self.document.add_paragraph(clean(row.note), "Recount Entry")
        for quote in row.quoted:
            self._quote(quote)

    def _quote(self, quote: Quoted) -> None:
        paragraph = self.document.add_paragraph(style="Recount Quote")
        paragraph.add_run(clean(quote.before))
        paragraph.add_run(clean(quote.exact)).bold = True
        paragraph.add_run(clean(quote.after)).add_break()
        how = heard(quote.stance, quote.modality)
        self._fill(paragraph, (*self.annex.source(quote), f" (put as: {how})" if how else ""))
        if quote.report in self.annex.sources:
            paragraph.add_run(", ")
            link(paragraph, f"s{self.annex.sources[quote.report]}", f"source {self.annex.sources[quote.report]}")

    def _source(self, cited: Cited, number: int) -> None:
        paragraph = self.document.add_paragraph(style="Recount Entry")
        bookmark(paragraph, f"s{number}")
        when = (
            f"{day(cited.published)} (date {found_words(cited)})"
            if cited.published
            else "date of publication not known"
        )
        unread = "" if cited.readable else f" Not read: language {cited.language or 'not known'}."
        paragraph.add_run(clean(f"{number}. {(cited.title or 'Untitled').strip()}. ")).bold = True
        publisher = f"{cited.publisher}, " if cited.publisher else ""
        paragraph.add_run(clean(f"{publisher}{when}.{unread} {cited.url or cited.address or ''} {cited.sha256}"))

    def _fill(self, paragraph: Paragraph, cell: Iterable[Part] | Cell, *, notes: bool = False) -> None:
        for part in cell:
            if isinstance(part, str):
                paragraph.add_run(clean(part))
            elif isinstance(part, Said | When):
                paragraph.add_run(clean(part.text))
            elif isinstance(part, Opens):
                self._opens(paragraph, part)
            elif isinstance(part, Counted):
                self._number(paragraph, part, notes)

    def _opens(self, paragraph: Paragraph, part: Opens) -> None:
        if self.annex.has(part.row):
            link(paragraph, f"r{self.annex.rows[part.row]}", clean(part.text))
        elif part.row.removeprefix("n-") in self.annex.numbers:
            link(paragraph, f"n{self.annex.numbers[part.row.removeprefix('n-')]}", clean(part.text))
        else:
            paragraph.add_run(clean(part.text))

    def _number(self, paragraph: Paragraph, counted: Counted, notes: bool) -> None:
        link(paragraph, f"n{self.annex.numbers[counted.key]}", clean(figure(counted)))
        if notes and counted.key not in self.noted:
            self.noted.add(counted.key)
            self.footnotes.add(paragraph, clean(plain(self.annex.note(counted))))


def _bar(cell: Cell) -> bool:
    return len(cell) == 1 and isinstance(cell[0], Bar)
