"""Texts as they were last seen: what each brings to a comparison, worked out anew only where the text has changed.

A text is a report with its copies. Nothing in its facts, its origins or in who stands for whom inside it depends on
any other text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from recount.reconcile.block import Pair
from recount.reconcile.facts import Facts, facts_of
from recount.reconcile.origins import Origin, catalogue_names, origins_of
from recount.reconcile.threads import threads_of
from recount.reconcile.twins import twins_of
from recount.reconcile.weights import Weights
from recount.records import Claim, Report
from recount.words.pack import Pack


class Text(NamedTuple):
    """A text as it came in: its reports, their event claims, and the pairs of these that a person parted. A plain
    tuple, since each run compares all of them with those of the run before."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    parted: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Touched:
    """Claims and reports of texts that are new, gone or changed."""

    claims: set[str]
    reports: set[str]


class Texts:
    """Facts, origins, and who stands for whom, of all claims held; `told` has the facts by report. `stands` leads from
    a claim to the one of its text that is compared in its place: the first copy of its words, the first of its thread,
    or itself."""

    def __init__(self, pack: Pack, table: Weights) -> None:
        self.facts: dict[str, Facts] = {}
        self.origins: dict[str, Origin] = {}
        self.stands: dict[str, str] = {}
        self.told: dict[str, list[Facts]] = defaultdict(list)
        self._pack, self._table = pack, table
        self._names = catalogue_names(pack)
        self._held: dict[str, Text] = {}

    def bring(self, texts: Mapping[str, Text]) -> Touched:
        """Hold these texts and no others; what that touches."""
        other = {g for g in self._held.keys() | texts.keys() if self._held.get(g) != texts.get(g)}
        touched = Touched(set(), set())
        for group in other & self._held.keys():
            self._note(self._held[group], touched)
            self._drop(group)
        for group in sorted(other & texts.keys()):
            self._note(texts[group], touched)
            self._take(group, texts[group])
        return touched

    def _note(self, text: Text, touched: Touched) -> None:
        touched.claims.update(claim.id for claim in text.claims)
        touched.reports.update(claim.report for claim in text.claims)

    def _drop(self, group: str) -> None:
        for claim in self._held.pop(group).claims:
            self.told.pop(claim.report, None)
            for held in (self.facts, self.origins, self.stands):
                del held[claim.id]

    def _take(self, group: str, text: Text) -> None:
        reports = {r.id: r for r in text.reports}
        groups = dict.fromkeys(reports, group)
        origins = origins_of(text.claims, reports, groups, self._pack, names=self._names)
        facts = facts_of(text.claims, reports, groups, origins, self._pack.ancestors, self._table)
        twins, leads = twins_of(facts, text.parted), threads_of(facts.values(), self._table)
        self._held[group] = text
        self.origins.update(origins)
        self.facts.update(facts)
        for f in facts.values():
            self.told[f.report].append(f)
        self.stands.update((claim, _first(claim, twins, leads)) for claim in facts)


def texts_of(
    claims: Iterable[Claim], reports: Mapping[str, Report], groups: Mapping[str, str], parted: Collection[Pair]
) -> dict[str, Text]:
    """Event claims by text, named by the first of its reports; `claims` come in order of their ids."""
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        told[groups.get(claim.report, claim.report)].append(claim)
    members: dict[str, list[str]] = defaultdict(list)
    for report, group in groups.items():
        if group in told:
            members[group].append(report)
    apart: dict[str, set[Pair]] = defaultdict(set)
    if parted:
        home = {claim.id: group for group, own in told.items() for claim in own}
        for a, b in parted:
            if a in home and home[a] == home.get(b):
                apart[home[a]].add((a, b))
    return {
        group: Text(tuple(reports[r] for r in sorted(members[group])), tuple(own), frozenset(apart.get(group, ())))
        for group, own in told.items()
    }


def _first(claim: str, twins: Mapping[str, str], leads: Mapping[str, str]) -> str:
    """Back over copies and threads to the claim that stands for this one: copies first, so that a copy which tells
    more or less than its original alters nothing."""
    while (nearer := twins[claim] if twins[claim] != claim else leads[claim]) != claim:
        claim = nearer
    return claim
