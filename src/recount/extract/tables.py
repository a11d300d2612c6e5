"""Claims from tables of figures: one tally, or level for a stock, for each figure whose column says what it counts.

What is counted comes from the head of the column, else from the caption; where, when and by whom from the row's head,
the column's head and the caption, in this order. Nothing is guessed: a column whose head leaves the measure open, a row
that names no place, party or period, and a cell that is not one plain count give no claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recount.extract.figures import ALONE
from recount.extract.levels import TYPES
from recount.extract.syntax import Document
from recount.extract.table_heads import Head, head_of, is_number
from recount.extract.table_rows import Cell, Row, Table, tables_in
from recount.extract.table_scope import Scope, is_total, quantity_of, scope_of, source_of, tells, whom_of
from recount.extract.when import published_bound
from recount.extract.where import zone_of
from recount.records import Claim, Evidence, Kind, Time
from recount.records.ids import claim_id
from recount.words.vocabulary import vocabulary

_EVENTS = {
    **ALONE,
    "missing": "ASSAULT", "sorties": "ASSAULT", "rockets": "ASSAULT", "drones": "ASSAULT", "targets": "ASSAULT",
    "vehicles": "ASSAULT", "buildings": "ASSAULT", "released": "RETREAT", "surrendered": "RETREAT",
    "displaced": "ASSAULT", "troops": "MOBILIZE", "villages": "TERRITORY",
}  # fmt: skip
"""The event that a count bespeaks. Engagements, weapons and the rest may be of several kinds and have none."""
_MODES = {"abducted": "abduct", "arrested": "arrest", "captured": "arrest", "released": "release"}
_PERIODS = ("year", "month", "quarter", "date", "period", "week", "day", "season")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of figures: its head, the cells that say so, and whether the caption alone says what is counted.
    `by_row` where each row says for itself what its figure counts."""

    index: int
    head: Head
    cells: tuple[Cell, ...]
    by_title: Cell | None
    by_row: bool = False


def table_claims(document: Document) -> list[Claim]:
    """The claims of all tables of a report, in order of place."""
    made: dict[str, Claim] = {}
    for table in tables_in(document.report):
        for claim in _of_table(table, document):
            made.setdefault(claim.id, claim)
    return list(made.values())


def _of_table(table: Table, document: Document) -> Iterator[Claim]:
    columns = list(_columns(table, document))
    telling = [i for i in range(table.width) if tells(_over(table, i))][:1]
    beside = [i for i in _heading_columns(table, {column.index for column in columns}) if i not in telling]
    wider = {column.index: _wider(column, table, document) for column in columns}
    for row in table.rows:
        heads = [i for i in beside if i < len(row.cells) and row.cells[i].words]
        cells = [row.cells[i] for i in heads]
        total = any(is_total(cell.words) for cell in cells)
        tellers = [row.cells[i] for i in telling if i < len(row.cells) and row.cells[i].words]
        for column in columns:
            if column.index < len(row.cells):
                named = [_over(table, i) for i in heads]
                column = _for_row(column, cells)
                own = scope_of(cells, document, over=column.head.measure, named=named)
                if column.head.measure is not None and (own.given or total or column.by_row):
                    scope = own.then(wider[column.index])
                    yield from _claim(row, column, scope, cells, tellers, total, document)


def _for_row(column: _Column, cells: Sequence[Cell]) -> _Column:
    """The column as one row has it: below "Number" the row's own head says what is counted."""
    return replace(column, head=head_of(" ".join(cell.words for cell in cells))) if column.by_row else column


def _wider(column: _Column, table: Table, document: Document) -> Scope:
    """What the head of a column says, and the caption where it says nothing."""
    measure = column.head.measure
    own = scope_of(column.cells, document, over=measure)
    return own.then(scope_of(table.titles, document, over=measure, loose=True))


def _columns(table: Table, document: Document) -> Iterator[_Column]:
    """The columns whose figures are counts of one thing. Where no column says what it counts, the caption may, or the
    head of the first column: then of those headed by a place, a party, a period, a class of people or a total."""
    heads = {i: head_of(" ".join(cell.words for cell in table.over(i))) for i in range(table.width)}
    figures = [i for i in heads if _has_figures(table, i) and heads[i].plain and not _is_key(table, i)]
    own = [i for i in figures if heads[i].measure is not None]
    if own:
        yield from (_Column(i, heads[i], tuple(table.over(i)), None) for i in own)
        return
    if len(figures) == 1 and 0 not in figures and is_number(_over(table, figures[0])):
        stated = [head_of(row.cells[0].words) for row in table.rows if row.cells]
        if any(head.measure is not None for head in stated):
            yield _Column(figures[0], heads[figures[0]], tuple(table.over(figures[0])), None, by_row=True)
            return
    lines = [*table.titles, *(table.over(0) if 0 not in figures else ())]
    title, said = next(
        ((cell, head) for cell in lines if (head := head_of(cell.words)).measure is not None), (None, None)
    )
    if title is None or said is None or not all(heads[i].plain for i in figures):
        return
    for i in figures:
        over = table.over(i)
        scope = scope_of(over, document)
        if heads[i].of_whom or scope.given or any(is_total(cell.words) for cell in over):
            head = Head(said.measure, heads[i].of_whom or said.of_whom, said.stock)
            yield _Column(i, head, tuple(over), title)


def _has_figures(table: Table, column: int) -> bool:
    return any(column < len(row.cells) and row.cells[column].is_figure for row in table.rows)


def _is_key(table: Table, column: int) -> bool:
    """Whether a column of numbers names its rows: years below "Year", or the first column of all."""
    return column == 0 or any(word in _PERIODS for cell in table.over(column) for word in cell.words.casefold().split())


def _heading_columns(table: Table, counted: set[int]) -> list[int]:
    """The columns that head the rows: all before the first that counts, but for other columns of figures."""
    first = min(counted, default=0)
    return [i for i in range(first) if _is_key(table, i) or not _has_figures(table, i)]


def _over(table: Table, column: int) -> str:
    return " ".join(cell.words for cell in table.over(column))


def _claim(
    row: Row,
    column: _Column,
    scope: Scope,
    heads: Sequence[Cell],
    tellers: Sequence[Cell],
    total: bool,
    document: Document,
) -> Iterator[Claim]:
    cell, head, report = row.cells[column.index], column.head, document.report
    quantity = quantity_of(cell, head, next(whom_of(heads), None))
    if quantity is None or scope.unsettled:
        return
    kind: Kind = "level" if head.stock else "tally"
    type_ = TYPES.get(quantity.measure, "other") if head.stock else _EVENTS.get(quantity.measure)
    mode = None if head.stock else _MODES.get(quantity.measure)
    cameo, acled = vocabulary().crosswalk(type_, mode) if kind == "tally" else (None, None)
    told = [cell, *heads, *column.cells, *([column.by_title] if column.by_title else []), *scope.cells, *tellers]
    summed = total or any(is_total(c.words) for c in column.cells)
    score, terms = _confidence(column, scope)
    yield Claim(
        id=claim_id(report.id, report.text_version, kind, type_, cell.span.start, cell.span.end),
        report=report.id,
        text_version=report.text_version,
        kind=kind,
        type=type_,
        evidence=tuple(dict.fromkeys(Evidence(c.span.start, c.span.end, c.words) for c in told if c.words)),
        mode=mode,
        cameo=cameo,
        acled=acled,
        actor=scope.actor,
        target=scope.target,
        place=scope.place,
        time=_time(scope, kind, document),
        quantity=(quantity,),
        source=tuple(source_of(teller, document) for teller in tellers) or scope.source,
        reading_confidence=score,
        reasons=(f"a figure of {row.locator}", *(("a total of its table",) if summed else ()), *terms),
    )


def _time(scope: Scope, kind: Kind, document: Document) -> Time | None:
    """The time that the heads give; a count without one was made before publication."""
    time = scope.time or (published_bound(document) if kind == "tally" else None)
    return replace(time, zone=zone_of(scope.place)) if time is not None and time.zone is None else time


def _confidence(column: _Column, scope: Scope) -> tuple[float, tuple[str, ...]]:
    by = column.by_title or (column.cells[-1] if column.cells else None)
    words = f"counts {column.head.measure}: {by.words}" if by is not None else f"counts {column.head.measure}"
    terms = (
        (0.05 if column.by_title else 0.15, words),
        (0.1 if scope.place else 0.0, f"place: {scope.place[0].words}" if scope.place else ""),
        (0.1 if scope.time else -0.05, f"time: {scope.time.words}" if scope.time else "no time given"),
        (0.05 if scope.actor or scope.target else 0.0, "a party"),
    )
    score = sum(weight for weight, _ in terms)
    return round(0.5 + score, 2), tuple(f"{weight:+.2f} {reason}" for weight, reason in terms if weight)
