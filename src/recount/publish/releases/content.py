"""What a release holds: every file with its bytes, from the part of a campaign that may be published.

Nothing here knows the number of the release or the time of day: the same campaign gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recount.publish.exports.csl import csl
from recount.publish.exports.table import safe
from recount.publish.figures.alone import alone
from recount.publish.forms import FORMS, render
from recount.publish.releases.annotations import annotation_page
from recount.publish.releases.held import in_words
from recount.publish.releases.package import datapackage
from recount.publish.withhold import Withheld
from recount.records import Claim
from recount.records.codec import dumps, to_dict
from recount.records.publication import Cited, Drawing, QuarterReport
from recount.records.release import ReleaseCard

Table = tuple[Mapping[str, str], Iterable[Sequence[Any]]]
"""Columns with their kinds, and rows."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a release is made of. `claims` come with the text that they quote and the hash of its bytes, `events` and
    `tables` as the store gives them; `queries` are the questions behind the numbers; `figures` those numbers that a
    measure gave, by the key of the question."""

    card: ReleaseCard
    report: QuarterReport
    events: Sequence[Mapping[str, Any]]
    claims: Sequence[tuple[Claim, str, str]]
    cited: Sequence[Cited]
    tables: Mapping[str, Table]
    queries: Sequence[Mapping[str, Any]]
    names: Withheld


def files_of(material: Material) -> dict[str, bytes]:
    """Paths and bytes. `datapackage.json`, which names the hash of every other file, comes last."""
    files: dict[str, bytes] = {f"report.{form}": render(material.report, form) for form in FORMS}
    files |= {f"figures/{key}.svg": svg for key, svg in _figures(material.report)}
    files["numbers.jsonl"] = _lines(material.names.hide_in(to_dict(counted)) for counted in material.report.counted)
    files["queries.json"] = _pretty(list(material.queries))
    owners = _owners(material)
    files["events.jsonl"] = _lines(_event(event, owners, material.names) for event in material.events)
    files["claims.jsonl"] = _lines(_claim(claim, material.names) for claim, _, _ in material.claims)
    files["annotations.jsonld"] = _pretty(annotation_page(material.claims, material.names))
    files["sources.json"] = csl(material.names.hide_cited(one) for one in material.cited)
    kinds = {}
    for name, (columns, rows) in material.tables.items():
        files[f"tables/{name}.csv"] = _table(name, columns, rows, owners, material.names)
        kinds[f"tables/{name}.csv"] = columns
    files["release.json"] = _pretty(to_dict(material.card))
    files["README.md"] = _readme(material).encode()
    files["datapackage.json"] = _pretty(datapackage(material.card, files, kinds))
    return files


def _figures(report: QuarterReport) -> Iterator[tuple[str, bytes]]:
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Drawing) and block.svg:
                yield block.key, (alone(block.svg) + "\n").encode()


def _owners(material: Material) -> dict[str, tuple[str, ...]]:
    """The reports behind each event and claim: names are hidden as in those reports."""
    owners: dict[str, tuple[str, ...]] = {claim.id: (claim.report,) for claim, _, _ in material.claims}
    for event in material.events:
        reports = dict.fromkeys(report for claim in event["claims"] for report in owners.get(claim, ()))
        owners[event["id"]] = tuple(reports)
    return owners


def _event(event: Mapping[str, Any], owners: Mapping[str, tuple[str, ...]], names: Withheld) -> Any:
    return names.hide_in(dict(event), owners[event["id"]])


def _claim(claim: Claim, names: Withheld) -> Any:
    return names.hide_in(to_dict(claim), (claim.report,))


def _table(
    name: str,
    columns: Mapping[str, str],
    rows: Iterable[Sequence[Any]],
    owners: Mapping[str, tuple[str, ...]],
    names: Withheld,
) -> bytes:
    """A table as CSV. Its rows say whose names to hide: by their event, their claim, or the report that they are."""
    heads = list(columns)
    of = next((heads.index(key) for key in ("event", "claim", "id", "report") if key in heads), None)
    addresses = {heads.index(key) for key in ("url", "address") if key in heads}
    made = io.StringIO()
    out = csv.writer(made, lineterminator="\n")
    out.writerow(heads)
    for row in rows:
        owner = str(row[of]) if of is not None else ""
        reports = owners.get(owner, (owner,) if name == "reports" else ())
        out.writerow(
            names.hide_address(cell, owner) if at in addresses else safe(names.hide_in(cell, reports))
            for at, cell in enumerate(row)
        )
    return made.getvalue().encode("utf-8", "backslashreplace")


def _lines(records: Iterable[Any]) -> bytes:
    return "".join(dumps(record) + "\n" for record in records).encode()


def _pretty(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False, default=str)
    return (text + "\n").encode("utf-8", "backslashreplace")


def _readme(material: Material) -> str:
    card = material.card
    return f"""# {card.period.label}. {card.theatre}

{card.notice}

| file | holds |
|---|---|
| report.html, report.pdf, report.docx, report.md | the report, the same in all forms |
| figures/ | its figures as SVG |
| numbers.jsonl | every number of it: value, range, unit, counting rule and the rows behind it |
| queries.json | the questions behind the numbers that measures gave, with their SQL |
| events.jsonl, claims.jsonl | the events and the statements that they rest on |
| annotations.jsonld | the evidence as W3C Web Annotations; positions in code points |
| sources.json | the reports as CSL-JSON, each with the hash of the bytes captured |
| tables/ | the tables that the questions are asked of |
| release.json, datapackage.json | how the release was made; a Frictionless data package with the hash of every file |

Held back, counted from {card.as_of}: {in_words(card.hold_back)}. That is {card.held.events:,} events,
{card.held.claims:,} statements, and {card.held.reports:,} reports of which nothing else was left. Private names are
left out everywhere; the numbers stay.
"""
