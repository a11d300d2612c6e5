"""Rival accounts of one day: do two reports of one day and province mainly tell of one happening?

The pairs are of FA-KES reports with the same date and province; `evals/same_day.tsv` holds their ids and what a reader
said who had seen their titles and first words and no score. The whole road is run over the reports named there (title,
text, source, date; no label of the data): claims, copies, events. A report's *main event* is the one with its largest
toll among what it tells first, else the first assault that it tells. A pair is called same where the main events are
one. The baseline calls every pair same.
"""

from __future__ import annotations

import csv
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from evals.clusters import joined
from evals.line import Line
from evals.shape import killed_of, report_of, rows_in
from recount.extract import Extractor
from recount.read import copies_among
from recount.reconcile import groups_of, origins_of, reconcile
from recount.reconcile.facts import Facts, facts_of
from recount.reconcile.weights import weights
from recount.records import Claim, Event, Report
from recount.records.ids import sha256_of
from recount.words.pack import load_pack

Pair = tuple[str, str]

DEFAULT = "fakes_syria"
LABELS = Path(__file__).with_name("same_day.tsv")
FIRST = 900
"""Code points of a report within which its main happening is told."""


@dataclass(frozen=True, slots=True)
class Road:
    """What came of the reports that the labels name: facts of their claims, the main event of each report by its unit
    id, the claims of it that stand in the report, and the labels of pairs of which both reports are at hand."""

    labels: Mapping[Pair, bool]
    main: Mapping[str, str | None]
    told: Mapping[str, Sequence[str]]
    facts: Mapping[str, Facts]

    def main_claims(self, unit: str) -> Sequence[str]:
        """Claims of the report about its main event."""
        return self.told[unit]


def run(data: Path) -> Iterator[Line]:
    """Precision, recall and F1 of "same", accuracy, the baseline's F1; then on days that nothing is learnt from."""
    road = road_over(data)
    yield from _scored("same_day", road, list(road.labels))
    yield from _scored("same_day_unseen", road, [pair for pair in road.labels if not learnt_from(pair)])


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
    told = {u: [c.id for c in own if c.id in home and home[c.id].id == main[u]] for u, own in claims.items()}
    groups = groups_of(list(every.values()), copies)
    spoken = [c for c in held.values() if c.kind == "event"]
    facts = facts_of(spoken, every, groups, origins_of(spoken, every, groups, pack), pack.ancestors, weights())
    at_hand = {pair: same for pair, same in labels.items() if pair[0] in reports and pair[1] in reports}
    return Road(at_hand, main, told, facts)


def learnt_from(pair: Pair) -> bool:
    """Whether a pair is of the half that the weights were learnt from. The halves are of whole days, since all reports
    of one day and province are labelled together: the half follows from the group's first unit id."""
    return int(sha256_of(groups_by_unit()[pair[0]].encode())[:8], 16) % 2 == 0


@cache
def groups_by_unit() -> dict[str, str]:
    """The smallest unit id of the reports that the labels join, by unit id."""
    joined_by = joined(list(labelled()), sorted({unit for pair in labelled() for unit in pair}))
    first: dict[Hashable, str] = {}
    for unit in sorted(joined_by, key=str):
        first.setdefault(joined_by[unit], str(unit))
    return {str(unit): first[group] for unit, group in joined_by.items()}


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
