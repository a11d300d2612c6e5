"""Rival accounts of one day: do two reports of one day and province mainly tell of one happening?

The pairs are of FA-KES reports with the same date and province; `evals/same_day.tsv` holds their ids and what a reader
said who had seen their titles and first words and no score. The whole road is run over the reports named there (title,
text, source, date; no label of the data): claims, copies, events. A report's *main event* is the one with its largest
toll among what it tells first, else the first assault that it tells. A pair is called same where the main events are
one. The baseline calls every pair same.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.claim_pairs import is_learnt_from
from evals.line import Line
from evals.shape import killed_of, report_of, rows_in
from recount.extract import Extractor
from recount.read import copies_among
from recount.reconcile import reconcile
from recount.records import Claim, Event, Report
from recount.words.pack import load_pack

Pair = tuple[str, str]

DEFAULT = "fakes_syria"
LABELS = Path(__file__).with_name("same_day.tsv")
FIRST = 900
"""Code points of a report within which its main happening is told."""


@dataclass(frozen=True, slots=True)
class Road:
    """What came of the reports that the labels name: the main event and the day of publication of each report by its
    unit id, and the labels of pairs of which both reports are at hand."""

    labels: Mapping[Pair, bool]
    main: Mapping[str, str | None]
    published: Mapping[str, str | None]


def run(data: Path) -> Iterator[Line]:
    """Precision, recall and F1 of "same", accuracy, the baseline's F1; then on weeks from which no weight is learnt."""
    road = road_over(data)
    yield from _scored("same_day", road, list(road.labels))
    unseen = [pair for pair in road.labels if not is_learnt_from([road.published[unit] for unit in pair])]
    yield from _scored("same_day_unseen", road, unseen)


def road_over(data: Path) -> Road:
    """The whole road over the reports that the labels name."""
    labels = labelled()
    reports = _reports(data, {unit for pair in labels for unit in pair})
    pack = load_pack("inherent-resolve")
    extractor = Extractor(pack)
    claims = {unit: extractor.claims_in(report) for unit, report in reports.items()}
    every = {r.id: r for r in reports.values()}
    held = {c.id: c for own in claims.values() for c in own}
    copies = copies_among(every.values())
    found = reconcile(list(held.values()), list(every.values()), copies, [], pack)
    home = {claim: event for event in found.events for claim in event.claims}
    main = {unit: main_event(own, home) for unit, own in claims.items()}
    at_hand = {pair: same for pair, same in labels.items() if pair[0] in reports and pair[1] in reports}
    return Road(at_hand, main, {unit: report.published.date for unit, report in reports.items()})


def labelled() -> dict[Pair, bool]:
    """Pairs of unit ids, and whether a reader called them same."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {(row["one"], row["other"]): row["label"] == "same" for row in rows}


def main_event(claims: Sequence[Claim], home: Mapping[str, Event]) -> str | None:
    """The id of the event that a report is mainly about, as far as its claims tell."""
    told = sorted((c for c in claims if c.id in home), key=lambda c: c.evidence[0].start)
    first = [c for c in told if c.evidence[0].start < FIRST] or told
    with_toll = [c for c in first if killed_of(c)]
    if with_toll:
        most = max(with_toll, key=lambda c: max(q.value or 0.0 for q in killed_of(c)))
        return home[most.id].id
    assaults = [c for c in first if c.type == "ASSAULT"]
    return home[assaults[0].id].id if assaults else None


def _reports(data: Path, wanted: set[str]) -> dict[str, Report]:
    found = {}
    for row in rows_in(data):
        unit = str(row.get("unit_id"))
        if unit in wanted:
            made = report_of(str(row["article_content"]), title=row.get("article_title"), published=row.get("date_iso"))
            found[unit] = replace(made, publisher=row.get("source"))
    return found


def _scored(task: str, road: Road, pairs: Sequence[Pair]) -> Iterator[Line]:
    called = {p: road.main[p[0]] is not None and road.main[p[0]] == road.main[p[1]] for p in pairs}
    right = sum(road.labels[p] and called[p] for p in pairs)
    said, wanted, n = sum(called.values()), sum(road.labels[p] for p in pairs), len(pairs)
    yield Line(task, "precision", right / said if said else 0.0, said)
    yield Line(task, "recall", right / wanted if wanted else 0.0, wanted)
    yield Line(task, "f1", 2 * right / (said + wanted) if said + wanted else 0.0, n)
    yield Line(task, "accuracy", sum(road.labels[p] == called[p] for p in pairs) / n if n else 0.0, n)
    yield Line(task, "all_same_f1", 2 * wanted / (n + wanted) if n else 0.0, n)
