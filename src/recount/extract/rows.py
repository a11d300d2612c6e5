"""Rows of a dataset to claims, as the dataset's map says. Deterministic: same rows, map and pack, same claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from recount.extract.cascade import EXTRACTOR_VERSION
from recount.extract.row_figures import figures_of
from recount.extract.row_parties import RowParties
from recount.extract.row_places import RowPlaces
from recount.extract.row_times import RowError, time_of
from recount.extract.row_values import Cells, Getter, Header, value_of
from recount.records import Claim, Evidence, Report, Segment, Skip
from recount.records.ids import claim_id, digest
from recount.words.catalogue import Catalogue
from recount.words.delimited import cells_in, header_of, lines_of, rows_in
from recount.words.gazetteer import Gazetteer
from recount.words.mapping import RowMap, listed, map_from
from recount.words.pack import Pack
from recount.words.vocabulary import vocabulary

ROWS_VERSION = "rows-1"
"""Raise it when the same rows, map and pack would give other claims."""
SURE = 0.99
"""A cell says what it says; what is left is that the map may take a column for something else."""


@dataclass(frozen=True, slots=True)
class _Template:
    """One entry of the map's `claims`, made ready for one header (and, in a wide table, for one column)."""

    kind: Getter
    type: Getter
    mode: Getter
    acled: Getter
    time: Getter
    place: Getter
    actor: Getter
    target: Getter
    instrument: tuple[Getter, ...]
    figures: Getter
    source: Getter
    stance: Getter
    modality: Getter
    direction: Getter
    about: Getter
    reasons: tuple[Getter, ...]
    note: tuple[int, ...]
    cell: int | None
    sensitivity: tuple[str, ...]
    columns: str


@dataclass(frozen=True, slots=True)
class _Plan:
    delimiter: str
    width: int
    templates: tuple[_Template, ...]
    skips: tuple[Callable[[Cells], bool], ...]


class RowReader:
    """Reads claims out of datasets with one theatre pack, whose catalogue and gazetteer link names and places."""

    def __init__(self, pack: Pack) -> None:
        self._parties = RowParties(Catalogue(pack), {actor.id: actor.sector for actor in pack.actors.values()})
        self._places = RowPlaces(Gazetteer(pack), pack)
        parts = sorted((p, h) for p, h in pack.hashes.items() if p in ("actors", "places", "pack") or "hand" in p)
        self._seen = digest(EXTRACTOR_VERSION, ROWS_VERSION, *(f"{part}={sha}" for part, sha in parts))
        self._plans = lru_cache(maxsize=16)(self._planned)

    def key(self) -> str:
        """Changes when the rules, or the parts of the pack that names and places are linked with, change."""
        return self._seen

    def read(self, report: Report) -> tuple[list[Claim], list[Skip]]:
        """The claims of a report's rows in their order, and a skip for each row that cannot be read."""
        assert report.dataset is not None, "only rows of a dataset are read by a map"
        head = next(s for s in report.segments if s.kind == "table")
        plan = self._plans(report.dataset.mapping, report.text[head.start : head.end])
        claims: list[Claim] = []
        skips: list[Skip] = []
        for segment in report.segments:
            if segment.kind != "row":
                continue
            try:
                claims += _row(report, segment, plan)
            except RowError as why:
                where = f"{report.address}, {segment.locator}"
                skips.append(Skip(where, "row", f"{(segment.locator or 'row').capitalize()} {why}."))
        return claims, skips

    def _planned(self, mapping: str, head: str) -> _Plan:
        found = map_from(mapping, where="the dataset's map", name="dataset")
        delimiter = str(found.raw["delimiter"])
        names = header_of(head, delimiter)
        at: dict[str, int] = {}
        for place, name in enumerate(names):
            at.setdefault(name, place)
        nothing = frozenset(str(word).casefold() for word in listed(found.raw.get("nothing")))
        header = Header(at, nothing)
        templates = [t for raw in found.raw["claims"] for t in self._templates(raw, header, names, found)]
        skips = tuple(_skipper(spec, header) for spec in listed(found.raw.get("skip")))
        return _Plan(delimiter, len(names), tuple(templates), skips)

    def _templates(
        self, raw: Mapping[str, Any], header: Header, names: Iterable[str], found: RowMap
    ) -> Iterator[_Template]:
        wide = raw.get("columns")
        if wide is None:
            yield self._template(raw, header, found, alone=len(found.raw["claims"]) == 1)
            return
        taken = set(found.columns())
        only = [str(name) for name in listed(wide.get("only"))] if isinstance(wide, dict) else listed(wide)
        without = {str(name) for name in listed(wide.get("except"))} if isinstance(wide, dict) else set()
        for place, name in enumerate(names):
            if name not in without and (name in only if only else name and name not in taken):
                yield self._template(raw, Header(header.at, header.nothing, (place, name)), found, alone=False)

    def _template(self, raw: Mapping[str, Any], header: Header, found: RowMap, *, alone: bool) -> _Template:
        decimal = str(found.raw.get("decimal", "."))
        quantities = listed(raw.get("quantity"))
        named = next((q.get("value") or q.get("sum") for q in quantities if q.get("value") or q.get("sum")), None)
        values = {name: value_of(raw.get(name), header) for name in _CONSTANTS}
        reasons = [value_of(spec, header) for spec in listed(raw.get("reasons"))]
        place = raw.get("place")
        return _Template(
            **values,
            time=time_of(raw["time"], header, found.raw.get("order")),
            place=self._places.reader(place, header, decimal) if place else lambda _: None,
            actor=self._parties.reader(raw.get("actor"), header),
            target=self._parties.reader(raw.get("target"), header),
            instrument=tuple(value_of(s, header, bare_is_column=True) for s in listed(raw.get("instrument"))),
            figures=figures_of(quantities, header, decimal),
            source=self._parties.sources(raw.get("source"), header),
            reasons=tuple(reasons),
            note=tuple(i for name in listed(raw.get("note")) if (i := header.place_of(name)) is not None),
            cell=None if alone or named is None else header.place_of(named),
            sensitivity=tuple(map(str, listed(raw.get("sensitivity")))),
            columns=_told(quantities, header),
        )


_CONSTANTS = ("kind", "type", "mode", "acled", "stance", "modality", "direction", "about")


def _told(quantities: Iterable[Mapping[str, Any]], header: Header) -> str:
    """Which columns the figures are read from, in words."""
    named = [name for q in quantities for part in ("value", "low", "high", "sum") for name in listed(q.get(part))]
    if header.wide is not None:
        return f"read from column {header.wide[1]!r}"
    there = [str(name) for name in dict.fromkeys(map(str, named)) if name in header.at]
    return f"read from columns {', '.join(there)}" if there else "read from its columns"


def _skipper(spec: Mapping[str, Any], header: Header) -> Callable[[Cells], bool]:
    read = header.column(spec.get("column"))
    if "is" in spec:
        words = {str(w).casefold() for w in listed(spec["is"])}
        return lambda cells: read(cells).casefold() in words
    words = {str(w).casefold() for w in listed(spec.get("not"))}
    return lambda cells: read(cells).casefold() not in words


def _row(report: Report, segment: Segment, plan: _Plan) -> list[Claim]:
    words = report.text[segment.start : segment.end]
    row = next(rows_in(lines_of(words), delimiter=plan.delimiter, width=plan.width))
    if row.problem is not None:
        raise RowError(row.problem)
    cells = row.cells
    if any(skip(cells) for skip in plan.skips):
        return []
    claims: list[Claim] = []
    met: set[str] = set()
    spans: list[tuple[int, int]] = []
    for template in plan.templates:
        if not spans and (template.cell is not None or template.note):
            spans = cells_in(words, plan.delimiter)
        claim = _claim(report, segment, cells, spans, template)
        if claim is not None and claim.id not in met:
            met.add(claim.id)
            claims.append(claim)
    return claims


def _claim(
    report: Report, segment: Segment, cells: Cells, spans: list[tuple[int, int]], template: _Template
) -> Claim | None:
    kind, type_, mode = template.kind(cells), template.type(cells), template.mode(cells)
    if kind is None:
        return None
    figures, odd = template.figures(cells)
    if kind in ("tally", "level") and not figures:
        return None
    evidence = _evidence(report, segment, cells, spans, template)
    cameo, acled = vocabulary().crosswalk(type_, mode)
    first = evidence[0]
    return Claim(
        id=claim_id(report.id, report.text_version, kind, type_, first.start, first.end),
        report=report.id,
        text_version=report.text_version,
        kind=kind,
        type=type_,
        evidence=evidence,
        mode=mode,
        cameo=cameo,
        acled=template.acled(cells) or acled,
        actor=template.actor(cells),
        target=template.target(cells),
        instrument=tuple(dict.fromkeys(w for get in template.instrument if (w := get(cells)))),
        place=() if (place := template.place(cells)) is None else (place,),
        time=template.time(cells),
        quantity=figures,
        direction=template.direction(cells),
        about=template.about(cells),
        source=template.source(cells),
        stance=template.stance(cells) or "asserts",
        modality=template.modality(cells) or "actual",
        reading_confidence=SURE,
        reasons=(template.columns, *odd, *(str(w) for get in template.reasons if (w := get(cells)))),
        sensitivity=template.sensitivity,
    )


def _evidence(
    report: Report, segment: Segment, cells: Cells, spans: list[tuple[int, int]], template: _Template
) -> tuple[Evidence, ...]:
    """The row; before it the cell of the figure where a row makes several claims, after it the note."""
    whole = Evidence(segment.start, segment.end, report.text[segment.start : segment.end])
    found = [whole]
    if template.cell is not None:
        found.insert(0, _cell(report, segment, spans[template.cell]))
    note = next((i for i in template.note if len(cells[i].strip()) > 1), None)
    if note is not None:
        found.append(_cell(report, segment, spans[note]))
    return tuple(found)


def _cell(report: Report, segment: Segment, span: tuple[int, int]) -> Evidence:
    start, end = segment.start + span[0], segment.start + span[1]
    return Evidence(start, end, report.text[start:end])
