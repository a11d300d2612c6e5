"""Event claims gathered into clusters, with the links that made them and the pairs that came near."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from recount.reconcile.block import Pair, pairs_in
from recount.reconcile.cluster import clusters_of
from recount.reconcile.compare import Comparison, compare, decision
from recount.reconcile.facts import Facts
from recount.reconcile.judge import Orders
from recount.reconcile.rows import RowOf, row_decisions, row_pairs, row_stands, same_rows
from recount.reconcile.threads import thread_decisions, threads_of, told_as_one
from recount.reconcile.twins import twin_decisions, twins_of
from recount.reconcile.weights import Weights
from recount.records import Decision


@dataclass(frozen=True, slots=True)
class Gathered:
    """One cluster of claims, sorted, with the links that hold it together."""

    claims: tuple[str, ...]
    links: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class _Compared:
    """The tellings that are compared (one for each set of twins, and for each thread of a report), and the pairs that
    blocking brought together."""

    facts: Mapping[str, Facts]
    found: Mapping[Pair, Comparison]
    table: Weights

    def of(self, a: str, b: str) -> Comparison:
        return self.found.get(ordered(a, b)) or compare(self.facts[a], self.facts[b], self.table)

    def score(self, a: str, b: str) -> float:
        return self.of(a, b).score

    def decided(self, pair: Pair, same: bool, *why: str) -> Decision:
        return decision(self.facts[pair[0]], self.facts[pair[1]], self.of(*pair), same, self.table, *why)


def gathered(
    facts: Mapping[str, Facts], orders: Orders, table: Weights, rows: Mapping[str, RowOf] | None = None
) -> tuple[list[Gathered], list[Decision]]:
    """Clusters of all event claims in order of their first claim, and the decisions that kept near pairs apart."""
    rows = rows or {}
    stands, together = _stands(facts, orders, table, rows)
    first = _tellings(facts, stands)
    pairs = [*pairs_in(first.values(), table), *(row_pairs(first.values(), table) if rows else ())]
    compared = _Compared(first, {p: compare(first[p[0]], first[p[1]], table) for p in pairs}, table)
    because = {ordered(stands[a], stands[b]): why for (a, b), why in sorted(orders.because.items())}
    kept = frozenset(ordered(stands[a], stands[b]) for a, b in orders.kept_apart)
    clusters = clusters_of(
        first,
        {pair: c.score for pair, c in compared.found.items()},
        compared.score,
        threshold=table.threshold,
        together=together,
        kept_apart=kept,
    )
    home = {c: n for n, ids in enumerate(clusters) for c in ids}
    links = [_links(ids, compared, because) for ids in clusters]
    for carried_by in _carried(stands, facts, table, rows):
        links[home[stands[carried_by.left]]].append(carried_by)
    carried: list[list[str]] = [[] for _ in clusters]
    for claim in sorted(facts):
        carried[home[stands[claim]]].append(claim)
    found = [Gathered(tuple(ids), tuple(own)) for ids, own in zip(carried, links, strict=True)]
    return found, [*_misses(compared, home, kept), *(compared.decided(p, False, because[p]) for p in sorted(kept))]


def tellings_of(facts: Mapping[str, Facts], orders: Orders, table: Weights) -> dict[str, Facts]:
    """What is compared: each telling of the texts, copies and threads told as one."""
    return _tellings(facts, _stands(facts, orders, table, {})[0])


def _carried(
    stands: Mapping[str, str], facts: Mapping[str, Facts], table: Weights, rows: Mapping[str, RowOf]
) -> list[Decision]:
    told = {c: s for c, s in stands.items() if c not in rows}
    again = {c: s for c, s in stands.items() if c in rows}
    return [
        *twin_decisions(told, facts, table), *thread_decisions(told, facts, table), *row_decisions(again, rows)
    ]  # fmt: skip


def ordered(a: str, b: str) -> Pair:
    """The pair with its smaller id first."""
    return (a, b) if a < b else (b, a)


def _stands(
    facts: Mapping[str, Facts], orders: Orders, table: Weights, rows: Mapping[str, RowOf]
) -> tuple[dict[str, str], list[frozenset[str]]]:
    """Who stands for whom, and the sets that a person joined. Claims that a person treats unalike stand alone."""
    twins, leads = twins_of(facts, orders.kept_apart), threads_of(facts.values(), table)
    stands = {c: _first(c, twins, leads) for c in facts}
    stands |= row_stands(same_rows({c: row for c, row in rows.items() if c in facts}), orders.kept_apart)
    for a, b in orders.kept_apart:
        if a in stands and b in stands and stands[a] == stands[b]:
            stands.update({a: a, b: b})
    together = _merged(frozenset(stands[c] for c in group) for group in orders.together)
    for a, b in sorted(orders.kept_apart):
        if any(stands[a] in group and stands[b] in group for group in together):
            stands.update({a: a, b: b})
    return stands, _merged(frozenset(stands[c] for c in group) for group in orders.together)


def _first(claim: str, twins: Mapping[str, str], leads: Mapping[str, str]) -> str:
    """Back over copies and threads to the claim that stands for this one: copies first, so that a copy which tells
    more or less than its original alters nothing."""
    while (nearer := twins[claim] if twins[claim] != claim else leads[claim]) != claim:
        claim = nearer
    return claim


def _tellings(facts: Mapping[str, Facts], stands: Mapping[str, str]) -> dict[str, Facts]:
    """Each telling's facts: those of its first claim with what the others of its thread add."""
    others: dict[str, list[Facts]] = {first: [] for first in sorted(set(stands.values()))}
    for claim, first in stands.items():
        if claim != first and facts[claim].report == facts[first].report:
            others[first].append(facts[claim])
    return {first: told_as_one(facts[first], added) for first, added in others.items()}


def _links(ids: Sequence[str], compared: _Compared, because: Mapping[Pair, str]) -> list[Decision]:
    """Each claim's strongest link in its cluster, and every link that a person made."""
    chosen: set[Pair] = {pair for pair in combinations(ids, 2) if pair in because} if because else set()
    for claim in ids if len(ids) > 1 else ():
        pairs = [ordered(claim, other) for other in ids if other != claim]
        chosen.add(max(pairs, key=lambda p: (_known(p, compared), p)))
    return [compared.decided(p, True, *((because[p],) if p in because else ())) for p in sorted(chosen)]


def _misses(compared: _Compared, home: Mapping[str, int], kept: frozenset[Pair]) -> list[Decision]:
    """Pairs that came near and stand in different clusters."""
    found = []
    table = compared.table
    for pair, c in compared.found.items():
        if c.score >= table.near_miss and home[pair[0]] != home[pair[1]] and pair not in kept:
            near = c.score < table.threshold
            word = "cannot tell, kept apart" if near else "kept apart: others of its cluster speak against it"
            found.append(compared.decided(pair, False, word))
    return found


def _known(pair: Pair, compared: _Compared) -> float:
    found = compared.found.get(pair)
    return found.score if found is not None else float("-inf")


def _merged(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Disjoint unions of sets that share a member; single members fall away."""
    merged: list[frozenset[str]] = []
    for group in sets:
        apart = [other for other in merged if other.isdisjoint(group)]
        merged = [*apart, group.union(*(other for other in merged if not other.isdisjoint(group)))]
    return sorted((g for g in merged if len(g) > 1), key=min)
