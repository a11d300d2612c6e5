"""Composes a quarter's report: the outline's sections in order, then the evidence behind every number in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from recount.publish.context import Context
from recount.publish.evidence import Names, claim_row, event_row, report_row
from recount.publish.outline import credits_from, outline_from
from recount.publish.quarter import previous
from recount.publish.queries import Effects, MonthlyCounts, Queries
from recount.publish.resting import attributed, origins_of
from recount.publish.sections import SECTIONS
from recount.publish.withhold import hidden_names
from recount.publish.wording import hints_refused, refused
from recount.records import DataError, Event
from recount.records.publication import (
    Cited,
    Entries,
    Opens,
    Points,
    Prose,
    Quarter,
    QuarterReport,
    Row,
    Section,
    Table,
)


def compose(
    queries: Queries,
    *,
    quarter: Quarter,
    outline: Mapping[str, Any],
    theatre: str,
    actors: Mapping[str, str],
    monthly: MonthlyCounts,
    shapes: Mapping[str, Any] | None = None,
    effect: Effects | None = None,
    credits: Sequence[Mapping[str, Any]] = (),
    made_by: str = "Recount",
    generation: str | None = None,
) -> QuarterReport:
    """The report of one quarter.

    `outline` is the pack's outline as read from YAML, `actors` the catalogue's names by id, `shapes` the pack's
    GeoJSON of provinces (without it the map is a table), `credits` the data of others that the pack names. `monthly`
    is `assess.series.monthly`; `effect` measures a change at a day (without it shocks are listed and not measured).
    The same campaign and settings give the same report: no clock is asked. What a report may not say is refused with
    `DataError`.
    """
    plan = outline_from(outline)
    cited = list(queries.reports())
    names = Names(actors, plan.nouns, hidden_names(queries, actors.values()))
    context = Context(
        queries, plan, names, quarter, previous(quarter), monthly, shapes, cited, credits_from(credits), effect
    )
    sections = tuple(SECTIONS[section.kind](context, section) for section in plan.sections)
    wanted = dict.fromkeys(_opened(context, sections))
    events = context.queries.events([key[2:] for key in wanted if key.startswith("e-")])
    rows = _rows(context, wanted, events)
    sections = attributed(sections, origins_of(events))
    report = QuarterReport(
        theatre=theatre,
        quarter=quarter,
        previous=context.previous,
        sections=sections,
        counted=tuple(context.ledger.counted.values()),
        rows=rows,
        cited=_cited(context, rows),
        notice=plan.notice,
        made_by=made_by,
        generation=generation,
    )
    _refuse(context, report, events)
    return report


def _refuse(context: Context, report: QuarterReport, events: Sequence[Event]) -> None:
    """Stop rather than publish what a report may not say; the words are most often those of the pack's outline."""
    rows = {row.key: row for row in report.rows}
    public = context.names.actors.values()
    found = [
        *refused(report, names=context.names.withheld, public=public, origins=origins_of(events)),
        *(why for event in events for why in hints_refused(rows[f"e-{event.id}"], event, dict(context.names.actors))),
        *context.ledger.stale(),
    ]
    if found:
        more = f" (and {len(found) - 3} more)" if len(found) > 3 else ""
        raise DataError(f"the report is refused: {'; '.join(found[:3])}{more}. Mend the outline, or report a fault.")


def _rows(context: Context, wanted: Iterable[str], events: Sequence[Event]) -> tuple[Row, ...]:
    """Every row that a number or a link of the report opens, events first."""
    by_kind: dict[str, list[str]] = {}
    for key in wanted:
        by_kind.setdefault(key[:2], []).append(key[2:])
    return (
        *_event_rows(context, events),
        *(claim_row(s, context.names) for s in context.statements(by_kind.get("c-", []))),
        *_report_rows(context, set(by_kind.get("r-", []))),
        *(row for key, row in context.ledger.extra.items() if key in wanted),
    )


def _event_rows(context: Context, events: Sequence[Event]) -> Iterator[Row]:
    context.statements([claim for event in events for claim in event.claims])
    for event in events:
        yield event_row(event, context.statements(event.claims), context.names)


def _report_rows(context: Context, ids: set[str]) -> Iterator[Row]:
    return (report_row(cited, context.names) for cited in context.cited if cited.id in ids)


def _opened(context: Context, sections: Sequence[Section]) -> Iterator[str]:
    for counted in context.ledger.counted.values():
        yield from counted.rows
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Entries):
                yield from block.rows
            elif isinstance(block, Prose):
                yield from (part.row for part in block.parts if isinstance(part, Opens))
            elif isinstance(block, Points):
                yield from (part.row for item in block.items for part in item if isinstance(part, Opens))
            elif isinstance(block, Table):
                yield from (part.row for row in block.rows for cell in row for part in cell if isinstance(part, Opens))


def _cited(context: Context, rows: Iterable[Row]) -> tuple[Cited, ...]:
    """The reports that some row quotes or that a number counts, in the order of publication."""
    ids = {quote.report for row in rows for quote in row.quoted}
    ids |= {row.key[2:] for row in rows if row.kind == "report"}
    return tuple(context.names.withheld.hide_cited(cited) for cited in context.cited if cited.id in ids)
