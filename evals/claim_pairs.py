"""Pairs of claims that blocking brings together, and what a reader said of some: what `same_claim` measures on.

What the product compares are *tellings*: a claim with what the rest of its thread adds. A telling is named by where its
first claim stands (the report's id, which follows from its text; the offset; the type), so that a label outlives a
better extractor. Where a claim that was labelled now stands inside another's telling, that one is compared for it; one
that is no longer made is counted as gone.

The labels lie in `same_claim.tsv`, whose head says by what rule they were given. No word of a text is kept there.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import resources
from math import inf
from pathlib import Path
from typing import Any

from evals.key import reports_in
from evals.shape import report_of, rows_in
from recount.extract import Extractor
from recount.read import copies_among
from recount.reconcile import groups_of
from recount.reconcile.block import Pair, pairs_in
from recount.reconcile.compare import compare
from recount.reconcile.facts import Facts
from recount.reconcile.gather import telling_of
from recount.reconcile.texts import Texts, texts_of
from recount.reconcile.weights import Weights, weights, weights_from
from recount.records import Claim, Report
from recount.words.pack import Pack
from recount.words.yaml_text import yaml_of

LABELS = Path(__file__).with_name("same_claim.tsv")
MANIFEST = "manifest.csv"
COLUMNS = ("report", "at", "type", "other_report", "other_at", "other_type", "stands_for", "label")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a claim stands: its report, the offset of its first evidence, its type."""

    report: str
    at: int
    type: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair that a reader has judged: `same`, `different` or `cannot tell`. `stands_for` is how many pairs like it
    blocking had brought together when it was drawn."""

    one: Spot
    other: Spot
    stands_for: float
    label: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A corpus read as far as comparison: reports, claims, the telling that each claim stands in, the tellings that are
    compared."""

    reports: Mapping[str, Report]
    claims: Mapping[str, Claim]
    stands: Mapping[str, str]
    tellings: Mapping[str, Facts]

    def pairs(self, table: Weights) -> list[Pair]:
        """Pairs of tellings that blocking brings together."""
        return pairs_in(self.tellings.values(), table)


@dataclass(frozen=True, slots=True)
class Case:
    """A judged pair as the product now sees it. `learnt_from`: it is of the weeks from which the weights are learnt."""

    label: str
    one: Facts
    other: Facts
    claims: Pair
    stands_for: float
    learnt_from: bool

    @property
    def within(self) -> bool:
        """Whether both stand in one text."""
        return self.one.group == self.other.group

    def score(self, table: Weights) -> float:
        """Log-odds of one happening; endless where both have come to stand in one telling."""
        return inf if self.one == self.other else compare(self.one, self.other, table).score


def ground_of(reports: Iterable[Report], claims: Iterable[Claim], pack: Pack) -> Ground:
    """What these claims come to just before they are compared."""
    by_id = {report.id: report for report in reports}
    spoken = sorted((c for c in claims if c.kind == "event"), key=lambda c: c.id)
    texts = Texts(pack, weights())
    texts.bring(texts_of(spoken, by_id, groups_of(list(by_id.values()), copies_among(by_id.values())), ()))
    members: dict[str, list[str]] = {}
    for claim, first in texts.stands.items():
        members.setdefault(first, []).append(claim)
    tellings = {first: telling_of(first, own, texts.facts) for first, own in sorted(members.items())}
    return Ground(by_id, {c.id: c for c in spoken}, texts.stands, tellings)


def read_in(data: Path, extractor: Extractor, wanted: set[str] | None = None) -> tuple[list[Report], list[Claim]]:
    """Reports of a folder (rows of FA-KES, or files as `recount build` takes them) and their claims; only those whose
    ids are wanted, where any are named."""
    rows = any(path.suffix == ".jsonl" for path in data.iterdir()) and not (data / MANIFEST).exists()
    reports = list(_told(data)) if rows else [r for r in reports_in(data).values() if r.readable]
    chosen = [r for r in reports if wanted is None or r.id in wanted]
    return chosen, [claim for report in chosen for claim in extractor.claims_in(report)]


def cases_of(ground: Ground, pairs: Iterable[Labelled]) -> list[Case]:
    """The judged pairs of which both claims are still made."""
    at = {spot_of(claim): claim.id for claim in ground.claims.values()}
    found = []
    for pair in pairs:
        if pair.one in at and pair.other in at:
            a, b = at[pair.one], at[pair.other]
            one, other = (ground.tellings[ground.stands[claim]] for claim in (a, b))
            days = [ground.reports[spot.report].published.date for spot in (pair.one, pair.other)]
            found.append(Case(pair.label, one, other, (a, b), pair.stands_for, is_learnt_from(days)))
    return found


def is_learnt_from(days: Sequence[str | None]) -> bool:
    """Of every two weeks the first. Weeks and not days, so that a happening and the reports that follow it lie in one
    half; a pair goes by its earlier report."""
    known = [day for day in days if day]
    return bool(known) and date.fromisoformat(min(known)).toordinal() // 7 % 2 == 0


def hand_table() -> Weights:
    """The table as a person had set it, which stands beside the learnt weights."""
    raw: dict[str, Any] = yaml_of(resources.files("recount.reconcile").joinpath("weights.yaml").read_text("utf-8"))
    features = {name: row | {"weight": row["by_hand"]} for name, row in raw["features"].items()}
    return weights_from(raw | raw["by_hand"] | {"prior": raw["by_hand"], "features": features})


def labelled() -> list[Labelled]:
    """What a reader said."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    return [
        Labelled(
            Spot(row["report"], int(row["at"]), row["type"]),
            Spot(row["other_report"], int(row["other_at"]), row["other_type"]),
            float(row["stands_for"]),
            row["label"],
        )
        for row in rows
    ]


def spot_of(claim: Claim) -> Spot:
    """Where the claim stands."""
    return Spot(claim.report, claim.evidence[0].start, claim.type or "")


def _told(data: Path) -> Iterator[Report]:
    """Title, text, source and date of each row; no label of the data."""
    for row in rows_in(data):
        made = report_of(str(row["article_content"]), title=row.get("article_title"), published=row.get("date_iso"))
        yield replace(made, publisher=row.get("source"))
