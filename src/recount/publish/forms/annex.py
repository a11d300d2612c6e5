"""How the forms that are read on paper number their evidence, and what a footnote says of a number."""

from __future__ import annotations

from dataclasses import dataclass

from recount.publish.phrases import amount, day, spread, unit
from recount.records.publication import Cell, Cited, Counted, Opens, Part, QuarterReport, Quoted, Row, Said

QUOTED = 2
"""Sentences that a footnote quotes; the annex holds all of them."""
LONGEST = 180
"""Code points of a quotation in a footnote."""


@dataclass(frozen=True, slots=True)
class Annex:
    """The evidence of a report with its numbering: number 12, row 34, source 5. Keys are those of the report's tree."""

    numbers: dict[str, int]
    rows: dict[str, int]
    sources: dict[str, int]
    row: dict[str, Row]
    cited: dict[str, Cited]

    def has(self, key: str) -> bool:
        """Whether a row is among the evidence."""
        return key in self.rows

    def note(self, counted: Counted) -> Cell:
        """What a footnote says: the counting rule, the first sentences behind the number, and where all of them are."""
        parts: list[Part] = [f"{whole(counted)}. {counted.rule} "]
        behind = [self.row[key] for key in counted.rows if key in self.row]
        quoted = [(row, row.quoted[0]) for row in behind if row.quoted][:QUOTED]
        for row, quote in quoted:
            parts += [Said(f"“{shortened(quote.exact)}”"), " (", Opens(row.key, f"row {self.rows[row.key]}"), "; "]
            parts += [*self.source(quote), "). "]
        more = "All rows: " if behind else "No row stands behind it: "
        parts += [more, Opens(f"n-{counted.key}", f"number {self.numbers[counted.key]}"), " of the annex."]
        return tuple(parts)

    def source(self, quote: Quoted) -> Cell:
        """Who says so, in whose report, when."""
        cited = self.cited.get(quote.report)
        parts: list[Part] = [Said(f"{quote.speaker}, in ")] if quote.speaker else []
        if cited is None:
            return (*parts, "a report that is not listed")
        parts.append(Said(cited.publisher or cited.title or "an untitled report"))
        parts.append(f", {day(cited.published)}" if cited.published else ", date not known")
        return tuple(parts)


def annex_of(report: QuarterReport) -> Annex:
    """The numbering of a report's evidence, in the order in which it is listed."""
    return Annex(
        numbers={counted.key: n for n, counted in enumerate(report.counted, 1)},
        rows={row.key: n for n, row in enumerate(report.rows, 1)},
        sources={cited.id: n for n, cited in enumerate(report.cited, 1)},
        row={row.key: row for row in report.rows},
        cited={cited.id: cited for cited in report.cited},
    )


def figure(counted: Counted) -> str:
    """A number as paper shows it: `7 (5–9)`."""
    extent = spread(counted)
    return f"{amount(counted)} ({extent})" if extent else amount(counted)


def whole(counted: Counted) -> str:
    """The same with its unit."""
    return f"{figure(counted)} {unit(counted)}".rstrip()


def shortened(words: str) -> str:
    """A quotation cut for a footnote, at a space."""
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST else flat[:LONGEST].rsplit(" ", 1)[0] + " …"


def headline(row: Row) -> Cell:
    """A row's own line: what, who against whom, where, when; names are said, the rest is the page's."""
    what = row.what if row.kind in ("report", "skip") else row.what[:1].upper() + row.what[1:]
    parts: list[Part] = [Said(what)]
    if row.who or row.whom:
        parts += [". ", Said(", ".join(row.who) or "actor not named")]
        parts += [" → ", Said(", ".join(row.whom))] if row.whom else []
    for words in (row.where, row.when):
        parts += [". ", Said(words)] if words else []
    return tuple(parts)
