"""Rows of datasets among the claims: one row is one happening, and rows are never compared with rows.

A row may speak of a happening that a text tells too; then it joins that by the ordinary scoring. The same row in
another vintage of its dataset (the same key) is one event with it: the later vintage is the earlier's revision, the
two are one origin, and nothing between them is a dispute.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from recount.reconcile.block import LONGEST_ROW, Pair, exact_figures, is_placed
from recount.reconcile.facts import Facts
from recount.reconcile.weights import Weights
from recount.reconcile.where import relation
from recount.records import Claim, Decision, Report
from recount.words.vintages import age

_WEEK = 7


@dataclass(frozen=True, slots=True)
class RowOf:
    """Which row of which issue of which dataset a claim was read from. `key` is the dataset's own id for the row."""

    dataset: str
    vintage: str
    key: str | None
    words: int

    @property
    def label(self) -> str:
        """The issue, as an account names it."""
        return f"{self.dataset} {self.vintage}"


def rows_among(claims: Iterable[Claim], reports: Mapping[str, Report]) -> dict[str, RowOf]:
    """The rows that claims were read from, by claim; claims of texts have none."""
    found: dict[str, RowOf] = {}
    if not any(report.dataset is not None for report in reports.values()):
        return found
    tables: dict[str, tuple[list[int], Report]] = {}
    for claim in claims:
        report = reports.get(claim.report)
        if report is None or report.dataset is None:
            continue
        if report.id not in tables:
            tables[report.id] = [s.start for s in report.segments], report
        starts, _ = tables[report.id]
        at = bisect_right(starts, claim.evidence[0].start) - 1
        key = report.segments[at].key if at >= 0 else None
        found[claim.id] = RowOf(*report.dataset.issue, key, hash(claim.evidence[0].quote))
    return found


def same_rows(rows: Mapping[str, RowOf]) -> list[list[str]]:
    """Claims of one row in several vintages, the latest first; only where the key names one row in each vintage."""
    held: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for claim, row in rows.items():
        if row.key is not None:
            held[(row.dataset, row.key)].append(claim)
    return [latest_first(ids, rows) for ids in held.values() if len(ids) > 1 and names_one(ids, rows)]


def names_one(claims: Sequence[str], rows: Mapping[str, RowOf]) -> bool:
    """Whether no vintage says two things under the key that these claims share."""
    said: dict[str, set[int]] = defaultdict(set)
    for claim in claims:
        said[rows[claim].vintage].add(rows[claim].words)
    return all(len(words) == 1 for words in said.values())


def latest_first(claims: Iterable[str], rows: Mapping[str, RowOf]) -> list[str]:
    """Claims of one row, that of the latest vintage first."""
    return sorted(sorted(claims), key=lambda c: age(rows[c].vintage), reverse=True)


def revised(claims: Iterable[str], rows: Mapping[str, RowOf]) -> dict[str, str]:
    """Of the claims of one event, those whose dataset says the same row again later, each with the later claim."""
    latest: dict[str, str] = {}
    for claim in latest_first((c for c in claims if c in rows), rows):
        latest.setdefault(rows[claim].dataset, claim)
    return {c: latest[rows[c].dataset] for c in claims if c in rows and latest[rows[c].dataset] != c}


def row_stands(groups: Iterable[Sequence[str]], kept_apart: Iterable[Pair]) -> dict[str, str]:
    """For each row that a later vintage repeats, the claim of the latest, which stands for it."""
    parted = set(kept_apart)
    return {
        other: group[0]
        for group in groups
        for other in group[1:]
        if (min(other, group[0]), max(other, group[0])) not in parted
    }


def row_decisions(stands: Mapping[str, str], rows: Mapping[str, RowOf]) -> list[Decision]:
    """The same row in two vintages, as decisions."""
    return [
        Decision(
            *(min(c, first), max(c, first), 99.0, True),
            (f"row {rows[c].key} of {rows[c].label}, which {rows[first].label} gives again",),
        )
        for c, first in sorted(stands.items())
        if c != first and c in rows and first in rows and rows[c].dataset == rows[first].dataset
    ]


class Meeting:
    """Texts by week, so that each row finds the few that may tell of the same happening without a look at the rest.

    A row and a text become a pair as two texts do: their families agree, their days meet, and either both name a
    province or finer and the one place can be, hold or touch the other, or the text names none finer than a country
    and the two share an exact figure of three or more on one day."""

    def __init__(self, texts: Iterable[Facts], table: Weights) -> None:
        self._areas: dict[tuple[object, ...], list[Facts]] = defaultdict(list)
        self._figures: dict[tuple[object, ...], list[Facts]] = defaultdict(list)
        for f in sorted(texts, key=lambda f: f.id):
            if f.days is None:
                continue
            if is_placed(f) and f.days.length <= table.windows["broad"]:
                assert f.place is not None
                for week in range(f.days.start // _WEEK, (f.days.end - 1) // _WEEK + 1):
                    self._areas[(f.place.country, f.place.province, f.family, week)].append(f)
            elif not is_placed(f) and f.days.firm:
                for measure, number in exact_figures(f):
                    self._figures[(f.family, f.days.start, measure, number)].append(f)

    def __bool__(self) -> bool:
        return bool(self._areas or self._figures)

    def met(self, row: Facts) -> Iterator[str]:
        """The claims of texts that this row is worth comparing with."""
        if row.days is None or row.days.length > LONGEST_ROW or not is_placed(row):
            return
        assert row.place is not None
        seen: set[str] = set()
        for week in range(row.days.start // _WEEK, (row.days.end - 1) // _WEEK + 1):
            for f in self._areas.get((row.place.country, row.place.province, row.family, week), ()):
                if f.id not in seen and f.days and f.days.meets(row.days) and relation(f.place, row.place) != "far":
                    seen.add(f.id)
                    yield f.id
        for measure, number in exact_figures(row) if row.days.firm else ():
            for f in self._figures.get((row.family, row.days.start, measure, number), ()):
                if f.id not in seen and relation(f.place, row.place) != "far":
                    seen.add(f.id)
                    yield f.id
