"""Rows of datasets on their way through the stages, one capture of a thousand rows at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from recount.collect import Table
from recount.extract import RowReader
from recount.read import read
from recount.reconcile import Sieve, latest_first, names_one, rows_among
from recount.records import Capture, Claim, Report, Skip, UsageError
from recount.records.ids import digest
from recount.rim import Watch
from recount.spared import Mishap, spared
from recount.store import Campaign, Contents, Run, Writer, stage_key
from recount.words.vintages import HASHED

_CHUNKS = 24
"""Captures whose claims are held at once, for rows that another vintage gives again."""


def rows_key(report: Report, reader: RowReader) -> str:
    """Under which a table's claims are kept: its text, its map, and what names and places are linked with."""
    assert report.dataset is not None
    inputs = digest(report.text_version, *report.dataset.issue, report.dataset.mapping, str(report.segments[1:2]))
    return stage_key(stage="rows", version="", inputs=inputs, pack=reader.key())


def extract_rows(
    holdings: Campaign, writer: Writer, run: Run, reader: RowReader, watch: Watch
) -> Iterator[Skip | Mishap]:
    """Keep the claims of every table whose key has changed; gives what could not be read. `Run` counts."""
    ledger = holdings.ledger("claims")
    before = {skip.where for skip in holdings.skips()}
    now_read: set[str] = set()
    for number, report in enumerate(holdings.reports(rows=True), 1):
        watch.step("Reading rows", number, None)
        key = rows_key(report, reader)
        state = ledger.state(report.id, key)
        if state == "earlier":
            writer.restore("claims", report.id, key=key)
        if state != "new":
            continue
        found = spared(partial(reader.read, report), f"{report.address}, report {report.id}")
        if isinstance(found, Mishap):
            writer.withdraw("claims", report.id)
            yield found
            continue
        claims, skips = found
        writer.add_claims(report.id, claims, key=key, sentences=_rows_of(report, claims))
        run.count("rows", taken=len(report.segments) - 1, given=len(claims))
        refused = {skip.where for skip in skips}
        places = (f"{report.address}, {s.locator}" for s in report.segments)
        now_read.update(where for where in places if where in before and where not in refused)
        now_read.add(f"{report.address}, report {report.id}")
        yield from skips
    writer.taken(now_read)
    writer.commit()


def _rows_of(report: Report, claims: Sequence[Claim]) -> dict[str, tuple[int, str]]:
    """Per claim its row, which stands for the sentence."""
    rows = {s.start: s for s in report.segments}
    placed = {}
    for claim in claims:
        whole = max(claim.evidence, key=lambda e: e.end - e.start)
        row = rows.get(whole.start)
        start, end = (row.start, row.end) if row else (whole.start, whole.end)
        placed[claim.id] = (start, report.text[start:end])
    return placed


def try_out(table: Table, captures: Iterator[Capture | Skip], reader: RowReader, *, today: date) -> None:
    """Raise `UsageError` with one sentence where the map reads none of the first rows: it is the map that is wrong."""
    first = next(captures, None)
    if not isinstance(first, Capture):
        return
    report = read(first, today=today)
    if isinstance(report, Skip):
        raise UsageError(f"{table.address}: {report.sentence}")
    claims, skips = reader.read(report)
    if not claims and skips:
        raise UsageError(
            f"{table.address}: the map for {table.mapping.name} reads none of the first {len(report.segments) - 1} "
            f"rows. "
            f"{skips[0].sentence} Mend the map; nothing was imported."
        )


def refuse_mixing(tables: Sequence[Table], holdings: Campaign) -> None:
    """Raise `UsageError` where rows would be mixed: a second issue of a dataset that nobody named."""
    held = [k for k in holdings.captures() if k.given.dataset is not None]
    files = {(k.given.dataset.issue, k.custody.container_sha256) for k in held if k.given.dataset is not None}
    for table in tables:
        others = sorted(
            {issue[1] for issue, _ in files if issue[0] == table.mapping.name and issue[1] != table.vintage}
        )
        if others and table.vintage.startswith(HASHED):
            raise UsageError(
                f"{table.address}: {holdings.path} holds {table.mapping.name} as {', '.join(others)} already. Say with "
                "--vintage which issue this file is: the same name where it belongs to that issue, another for another."
            )


class RowStream:
    """The rows of a campaign for a generation: events of lone rows at once, those with kin among texts kept aside."""

    def __init__(self, holdings: Campaign, sieve: Sieve, tables: Sequence[Report]) -> None:
        self._holdings = holdings
        self._sieve = sieve
        self._tables = {report.id: report for report in tables}
        self._cache: OrderedDict[str, dict[str | None, list[Claim]]] = OrderedDict()
        self._again = _shared_keys(tables)
        self.kin: list[Claim] = []
        self.events = 0
        self.claims = 0

    def parts(self) -> Iterator[Contents]:
        """One part for each table, in order. Afterwards `kin` holds the claims that belong with the texts."""
        for report_id, light in self._tables.items():
            held = self._holdings.claims_of(report_id)
            report = self._holdings.report(report_id)
            if report is None:
                continue
            claims = [] if held is None else list(held.claims)
            self.claims += len(claims)
            told, reports = self._happenings(light, claims)
            lone = self._without_kin(told, reports)
            events, aside = self._sieve.alone(lone, reports)
            self.events += len(events)
            yield Contents(
                reports=[report],
                claims=claims,
                sentences={} if held is None else held.sentences,
                events=events,
                set_aside=aside,
            )

    def kin_reports(self) -> list[Report]:
        """The tables of the kin without their texts: what `reconcile` asks of them."""
        wanted = {claim.report for claim in self.kin}
        return [report for id_, report in self._tables.items() if id_ in wanted]

    def _happenings(self, table: Report, claims: Sequence[Claim]) -> tuple[list[list[Claim]], dict[str, Report]]:
        """Event claims of one table, each with the same row of other vintages; a row that an earlier table led is
        left to that one."""
        reports = {table.id: table}
        rows = rows_among(claims, reports) if self._again else {}
        told: list[list[Claim]] = []
        for claim in claims:
            if claim.kind != "event":
                continue
            row = rows.get(claim.id)
            elsewhere = self._again.get((row.dataset, row.key), ()) if row is not None and row.key else ()
            if len(elsewhere) < 2:
                told.append([claim])
                continue
            same = {
                c.id: c for report in dict.fromkeys(elsewhere) for c in self._with_key(report, row.key if row else None)
            }
            every = {**same, claim.id: claim}
            reports |= {c.report: self._tables[c.report] for c in every.values()}
            origins = rows_among(every.values(), reports)
            if not names_one(list(every), origins):
                told.append([claim])
            elif elsewhere[0] == table.id and claim.id == min(c.id for c in every.values() if c.report == table.id):
                told.append([every[c] for c in latest_first(every, origins)])
        return told, reports

    def _with_key(self, report_id: str, key: str | None) -> list[Claim]:
        """Event claims of the row with this key in one table."""
        return self._by_key(report_id).get(key, [])

    def _by_key(self, report_id: str) -> dict[str | None, list[Claim]]:
        if report_id not in self._cache:
            held = self._holdings.claims_of(report_id)
            table = {report_id: self._tables[report_id]}
            found: dict[str | None, list[Claim]] = {}
            events = [] if held is None else [c for c in held.claims if c.kind == "event"]
            rows = rows_among(events, table)
            for claim in events:
                found.setdefault(rows[claim.id].key, []).append(claim)
            self._cache[report_id] = found
            if len(self._cache) > _CHUNKS:
                self._cache.popitem(last=False)
        self._cache.move_to_end(report_id)
        return self._cache[report_id]

    def _without_kin(self, told: list[list[Claim]], reports: Mapping[str, Report]) -> list[list[Claim]]:
        kin = self._sieve.kin([claim for claims in told for claim in claims], reports)
        lone = []
        for claims in told:
            if kin.isdisjoint(claim.id for claim in claims):
                lone.append(claims)
            else:
                self.kin += claims
        return lone


def light(report: Report) -> Report:
    """A table without its words: its rows' places and keys alone."""
    return replace(report, text="")


def _shared_keys(tables: Iterable[Report]) -> dict[tuple[str, str | None], list[str]]:
    """Keys of rows that more than one table gives, with those tables in order."""
    held: dict[tuple[str, str | None], list[str]] = {}
    files = {(report.dataset.issue, report.address) for report in tables if report.dataset is not None}
    named = [issue[0] for issue, _ in files]
    for report in tables:
        if report.dataset is None or named.count(report.dataset.name) < 2:
            continue
        for segment in report.segments:
            if segment.key is not None:
                held.setdefault((report.dataset.name, segment.key), []).append(report.id)
    return {key: ids for key, ids in held.items() if len(set(ids)) > 1}
