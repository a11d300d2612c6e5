"""A report as a tagged PDF: footnotes under the numbers of the text, an annex with every number and every sentence.

The text is written in the typesetter's language; every text of a report enters as a literal. How things look stands in
`templates/report.typ`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import resources

from recount.publish.figures.alone import alone
from recount.publish.forms.annex import Annex, annex_of, figure, headline, whole
from recount.publish.forms.html import found_words, heard
from recount.publish.forms.typesetting import literal, pdf, shown
from recount.publish.phrases import day, span
from recount.records.publication import (
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

_ROLES = {"lead": "lead", "text": "text-block", "note": "note"}


def pdf_of(report: QuarterReport) -> bytes:
    """The bytes of the file."""
    return pdf(source_of(report))


def source_of(report: QuarterReport) -> str:
    """The document in the typesetter's language."""
    look = resources.files("recount.publish.forms").joinpath("templates", "report.typ").read_text(encoding="utf-8")
    return "\n".join([look, *_Writer(annex_of(report)).document(report)])


@dataclass(slots=True)
class _Writer:
    annex: Annex
    noted: set[str] = field(default_factory=set)
    """Numbers that have had their footnote: further on they only lead to the annex."""

    def document(self, report: QuarterReport) -> Iterator[str]:
        facts = {
            "title": report.theatre,
            "period": report.quarter.label,
            "span": span(report.quarter.first, report.quarter.end),
            "notice": report.notice,
            "made-by": report.made_by,
        }
        yield f"#show: report.with({', '.join(f'{name}: {_text(words)}' for name, words in facts.items())})"
        for section in report.sections:
            yield f"#heading(level: 1)[{_said(section.title)}]"
            for block in section.blocks:
                yield from self._block(block)
        yield from self._annex(report)

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Prose):
            yield f"#{_ROLES[block.role]}[{self._cell(block.parts, notes=True)}]"
        elif isinstance(block, Heading):
            yield f"#heading(level: 2)[{self._cell(block.parts)}]"
        elif isinstance(block, Points):
            yield (
                f"#list({', '.join(f'[{self._cell(item, notes=True)}]' for item in block.items)})"
                if block.items
                else ""
            )
        elif isinstance(block, Table):
            yield self._table(block)
        elif isinstance(block, Drawing):
            yield from self._drawing(block)
        elif isinstance(block, Entries):
            yield from (self._card(self.annex.row[key]) for key in block.rows if self.annex.has(key))
        elif isinstance(block, Sources):
            yield from (self._source(cited, n) for n, cited in enumerate(self.annex.cited.values(), 1))

    def _drawing(self, block: Drawing) -> Iterator[str]:
        if block.svg:
            told = f"{plain(block.caption)} The table after it gives the same numbers."
            image = f'image(bytes({literal(alone(block.svg))}), format: "svg", width: 100%, alt: {_text(told)})'
            yield f"#figure({image}, kind: image, caption: [{self._cell(block.caption)}])"
        else:
            yield f"#note[{self._cell(block.caption)}]"
        if block.table is not None:
            yield self._table(block.table)

    def _table(self, table: Table) -> str:
        """A table with a header row that repeats on every page; bars are left out, since their numbers stand beside."""
        columns = [n for n in range(len(table.head)) if not (table.rows and all(_bar(row[n]) for row in table.rows))]
        widths = ", ".join(_width(table, n) for n in columns)
        head = ", ".join(f"[{_said(table.head[n])}]" for n in columns)
        rows = "".join(", ".join(f"[{self._cell(row[n])}]" for n in columns) + ",\n" for row in table.rows)
        right = ", ".join(str(columns.index(n)) for n in table.numeric if n in columns)
        made = f"facts(({widths},), ({right}{',' if right else ''}), table.header({head}),\n{rows})"
        return f"#figure({made}, kind: table, caption: [{self._cell(table.caption)}])"

    def _card(self, row: Row) -> str:
        quotes = "".join(self._quote(quote) for quote in row.quoted[:2])
        link = self._link("r", self.annex.rows[row.key], f"row {self.annex.rows[row.key]}")
        return f"#card[{self._cell(headline(row))} ({link})][{quotes}]"

    def _annex(self, report: QuarterReport) -> Iterator[str]:
        yield "#pagebreak(weak: true)\n#heading(level: 1)[Evidence]\n#show: annex\n#heading(level: 2)[Numbers]"
        for counted in report.counted:
            number = self.annex.numbers[counted.key]
            about = f", {counted.about}" if counted.about else ""
            rows = [
                self._link("r", self.annex.rows[key], str(self.annex.rows[key]))
                for key in counted.rows
                if self.annex.has(key)
            ]
            behind = f"#rows[{', '.join(rows)}]" if rows else "#rows[none]"
            yield f"#entry({number}, {_text(whole(counted) + about)}, {_text(counted.rule)})[{behind}]"
        yield "#heading(level: 2)[Rows]"
        for row in report.rows:
            yield self._evidence(row)

    def _evidence(self, row: Row) -> str:
        told = [self._quote(quote) for quote in row.quoted]
        if row.kind == "report" and row.key[2:] in self.annex.cited:
            cited = row.key[2:]
            told.append(self._link("s", self.annex.sources[cited], f"source {self.annex.sources[cited]}"))
        if row.note:
            told.append(_said(row.note))
        return f"#row({self.annex.rows[row.key]})[{self._cell(headline(row))}][{''.join(told)}]"

    def _quote(self, quote: Quoted) -> str:
        how = heard(quote.stance, quote.modality)
        said = self._cell((*self.annex.source(quote), f" (put as: {how})" if how else ""))
        number = self.annex.sources.get(quote.report)
        source = self._link("s", number, f", source {number}") if number is not None else ""
        return f"#quoted({_text(quote.before)}, {_text(quote.exact)}, {_text(quote.after)})[{said}{source}]"

    def _source(self, cited: Cited, number: int) -> str:
        when = (
            f"{day(cited.published)} (date {found_words(cited)})"
            if cited.published
            else "date of publication not known"
        )
        unread = "" if cited.readable else f" Not read: language {cited.language or 'not known'}."
        facts = f"{cited.publisher + ', ' if cited.publisher else ''}{when}.{unread} {cited.url or cited.address or ''}"
        title = (cited.title or "Untitled").strip()
        return f"#source({number}, {_text(title)}, {_text(facts)}, {_text(cited.sha256)})"

    def _cell(self, cell: Iterable[Part], *, notes: bool = False) -> str:
        return "".join(self._part(part, notes) for part in cell)

    def _part(self, part: Part, notes: bool) -> str:
        if isinstance(part, str):
            return _said(part)
        if isinstance(part, Said | When):
            return _said(part.text)
        if isinstance(part, Opens):
            return self._opens(part)
        return self._number(part, notes) if isinstance(part, Counted) else ""

    def _opens(self, part: Opens) -> str:
        if part.row.startswith("n-") and part.row[2:] in self.annex.numbers:
            return self._link("n", self.annex.numbers[part.row[2:]], part.text)
        if self.annex.has(part.row):
            return self._link("r", self.annex.rows[part.row], part.text)
        return _said(part.text)

    def _number(self, counted: Counted, notes: bool) -> str:
        link = self._link("n", self.annex.numbers[counted.key], figure(counted))
        if not notes or counted.key in self.noted:
            return link
        self.noted.add(counted.key)
        return f"{link}#footnote[{self._cell(self.annex.note(counted))}]"

    def _link(self, kind: str, number: int, words: str) -> str:
        return f'#link(label("{kind}{number}"))[{_said(words)}]'


def plain(cell: Cell) -> str:
    """A cell as plain words."""
    return "".join(
        p if isinstance(p, str) else figure(p) if isinstance(p, Counted) else getattr(p, "text", "") for p in cell
    )


def _bar(cell: Cell) -> bool:
    return len(cell) == 1 and type(cell[0]).__name__ == "Bar"


def _width(table: Table, column: int) -> str:
    if table.head[column] == "In these words":
        return "2.4fr"
    return "auto" if column in table.numeric else "1fr"


def _text(words: str) -> str:
    return literal(shown(words))


def _said(words: str) -> str:
    return f"#{_text(words)};" if words else ""
