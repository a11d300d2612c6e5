"""Which claim is compared in whose place, and a cluster of tellings with all the claims that it stands for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from recount.reconcile.facts import Facts
from recount.reconcile.judge import Orders
from recount.reconcile.likeness import Cluster, Likeness, Word, ordered
from recount.reconcile.rows import RowOf, row_decisions, row_stands, same_rows
from recount.reconcile.threads import thread_decisions, told_as_one
from recount.reconcile.twins import twin_decisions
from recount.records import Decision


@dataclass(frozen=True, slots=True)
class Gathered:
    """One cluster of claims, sorted, with the links that hold it together."""

    claims: tuple[str, ...]
    links: tuple[Decision, ...]


def stands_under(orders: Orders, in_texts: Mapping[str, str], rows: Mapping[str, RowOf]) -> tuple[dict[str, str], Word]:
    """Who stands for whom in this run, and people's word in terms of those. `in_texts` is who stands for whom inside
    each text; of a row in several vintages the latest stands. Claims that a person treats unalike stand alone."""
    stands = {**in_texts, **row_stands(same_rows(rows), orders.kept_apart)}
    for a, b in orders.kept_apart:
        if a in stands and b in stands and stands[a] == stands[b]:
            stands.update({a: a, b: b})
    together = _merged(frozenset(stands[c] for c in group) for group in orders.together)
    for a, b in sorted(orders.kept_apart):
        if any(stands[a] in group and stands[b] in group for group in together):
            stands.update({a: a, b: b})
    return stands, Word(
        together=tuple(_merged(frozenset(stands[c] for c in group) for group in orders.together)),
        kept=frozenset(ordered(stands[a], stands[b]) for a, b in orders.kept_apart),
        because={ordered(stands[a], stands[b]): why for (a, b), why in sorted(orders.because.items())},
    )


def telling_of(first: str, members: Iterable[str], facts: Mapping[str, Facts]) -> Facts:
    """What is compared: the first claim's facts with what the others of its thread add."""
    lead = facts[first]
    return told_as_one(lead, [facts[c] for c in members if c != first and facts[c].report == lead.report])


def gathered(
    cluster: Cluster,
    members: Mapping[str, Collection[str]],
    stands: Mapping[str, str],
    likeness: Likeness,
    facts: Mapping[str, Facts],
    rows: Mapping[str, RowOf],
) -> Gathered:
    """A cluster with every claim that its tellings stand for: `members` gives those of each telling."""
    claims = tuple(sorted(c for telling in cluster for c in members[telling]))
    told = {c: stands[c] for c in claims if c not in rows}
    again = {c: stands[c] for c in claims if c in rows}
    carried = [
        *twin_decisions(told, facts, likeness.table),
        *thread_decisions(told, facts, likeness.table),
        *row_decisions(again, rows),
    ]
    return Gathered(claims, (*likeness.links(cluster), *carried))


def _merged(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Disjoint unions of sets that share a member; single members fall away."""
    merged: list[frozenset[str]] = []
    for group in sets:
        apart = [other for other in merged if other.isdisjoint(group)]
        merged = [*apart, group.union(*(other for other in merged if not other.isdisjoint(group)))]
    return sorted((g for g in merged if len(g) > 1), key=min)
