"""A report as Markdown: the same blocks, each number a link to its entry in the evidence at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from recount.publish.clean import markdown as escaped
from recount.publish.phrases import amount, day, span, spread, unit
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

MARK = "<!-- generator:"
"""Opens the file as the `generator` of an HTML page does, so that a report is never read as one more account."""


def markdown_of(report: QuarterReport) -> str:
    """The whole report. Texts of reports are escaped, so that they mean nothing but themselves."""
    return "\n".join(line.rstrip() for line in _lines(report)).strip() + "\n"


def _lines(report: QuarterReport) -> Iterator[str]:
    rows = {row.key: row for row in report.rows}
    cited = {source.id: source for source in report.cited}
    yield f"{MARK} {escaped(report.made_by)} -->"
    yield f"\n# {escaped(report.theatre)}"
    yield f"\n**{report.quarter.label}**, {span(report.quarter.first, report.quarter.end)}"
    yield f"\n> {report.notice}"
    for section in report.sections:
        yield f'\n<a id="{section.key}"></a>\n\n## {section.title}'
        for block in section.blocks:
            yield ""
            yield from _block(block, rows, cited)
    yield '\n<a id="evidence"></a>\n\n## Evidence\n\n### Numbers'
    for counted in report.counted:
        yield from _entry(counted, rows)
    yield "\n### Rows"
    for row in report.rows:
        yield from _evidence(row, cited)
    yield f"\nMade by {escaped(report.made_by)}."


def _block(block: Block, rows: Mapping[str, Row], cited: Mapping[str, Cited]) -> Iterator[str]:
    if isinstance(block, Prose):
        yield _parts(block.parts)
    elif isinstance(block, Heading):
        yield f"### {_parts(block.parts)}"
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Points):
        yield from (f"- {_parts(item)}" for item in block.items)
    elif isinstance(block, Drawing):
        yield _parts(block.caption)
        if block.table is not None:
            yield ""
            yield from _table(block.table)
    elif isinstance(block, Entries):
        yield from (line for key in block.rows if key in rows for line in _card(rows[key], cited))
    elif isinstance(block, Sources):
        yield from (_source(source) for source in cited.values())


def _table(table: Table) -> Iterator[str]:
    yield f"**{_parts(table.caption)}**\n"
    yield f"| {' | '.join(table.head)} |"
    yield "|" + "|".join(" ---: " if n in table.numeric else " --- " for n in range(len(table.head))) + "|"
    for row in table.rows:
        yield f"| {' | '.join(_parts(cell) for cell in row)} |"


def _card(row: Row, cited: Mapping[str, Cited]) -> Iterator[str]:
    yield f"- [{_about(row)}](#{row.key})"
    for quote in row.quoted[:2]:
        yield from (f"  {line}" for line in _quote(quote, cited))


def _entry(counted: Counted, rows: Mapping[str, Row]) -> Iterator[str]:
    words = f"{_amount(counted)} {unit(counted)}".rstrip()
    about = f", {escaped(counted.about)}" if counted.about else ""
    yield f'\n<a id="n-{counted.key}"></a>\n\n**{words}**{about}. Counting rule: {counted.rule}\n'
    for key in counted.rows:
        if key in rows:
            yield f"- [{_about(rows[key])}](#{key})"


def _evidence(row: Row, cited: Mapping[str, Cited]) -> Iterator[str]:
    yield f'\n<a id="{row.key}"></a>\n\n**{_about(row)}**\n'
    if row.kind == "report" and row.key[2:] in cited:
        yield _cite(cited[row.key[2:]])
    if row.note:
        yield escaped(row.note)
    for quote in row.quoted:
        yield from _quote(quote, cited)
        yield ""


def _quote(quote: Quoted, cited: Mapping[str, Cited]) -> Iterator[str]:
    exact = quote.exact.strip()
    marked = f"**{escaped(exact)}**" if exact else ""
    yield f"> {_spaced(quote.before, marked, quote.exact, quote.after)}"
    yield ">"
    said = f"According to {escaped(quote.speaker)}. " if quote.speaker else ""
    yield f"> {said}{_cite(cited[quote.report]) if quote.report in cited else ''}"


def _spaced(before: str, marked: str, exact: str, after: str) -> str:
    """Bold must touch its words, so spaces at the ends of the exact words go outside it."""
    lead, tail = " " * (exact[:1] == " "), " " * (exact[-1:] == " ")
    return f"{escaped(before)}{lead}{marked}{tail}{escaped(after)}".strip()


def _cite(source: Cited) -> str:
    parts = [f"[{escaped(source.title or 'Untitled')}](#src-{source.id})"]
    if source.publisher:
        parts.append(escaped(source.publisher))
    parts.append(day(source.published) if source.published else "date of publication not known")
    return ", ".join(parts)


def _source(source: Cited) -> str:
    where = escaped(source.url or source.address or "")
    unread = "" if source.readable else f" Not read: language {escaped(source.language or 'not known')}."
    found = f" (found: {source.published_found})" if source.published and source.published_found else ""
    facts = _cite(source).replace(f"](#src-{source.id})", "]", 1).replace("[", "", 1).replace("]", "", 1)
    return f'- <a id="src-{source.id}"></a>{facts}{found}.{unread} {where} `{source.sha256}`'


def _about(row: Row) -> str:
    parts = [escaped(row.what[:1].upper() + row.what[1:])]
    if row.who or row.whom:
        who = ", ".join(map(escaped, row.who)) or "actor not named"
        parts.append(who + (f" → {', '.join(map(escaped, row.whom))}" if row.whom else ""))
    parts += [escaped(words) for words in (row.where, row.when) if words]
    return ". ".join(parts)


def _parts(cell: Iterable[Part] | Cell) -> str:
    return "".join(_part(part) for part in cell)


def _part(part: Part) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Counted):
        return f"[{_amount(part)}](#n-{part.key})"
    if isinstance(part, Said | When):
        return escaped(part.text)
    if isinstance(part, Opens):
        return f"[{escaped(part.text)}](#{part.row})"
    return ""


def _amount(counted: Counted) -> str:
    extent = spread(counted)
    return f"{amount(counted)} ({extent})" if extent else amount(counted)
