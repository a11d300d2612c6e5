"""What people decided, obeyed: the latest judgement that is not undone wins, and claims that moved are found again.

| kind | a run then |
|---|---|
| same | holds the claims together, whatever speaks against it |
| different | keeps claims of different parts apart |
| split | keeps claims of different parts apart and those of one part together |
| wrong, hide | sets the claims aside: they are misread; they are left out for another reason |
| hide_words | sets aside what stands in these words, in the reports of the publishers named, or in all |
| relate | says on both events how the one stands to the other; no figure moves |
| merge_actor | reads every mention of the targets as the actor `value` |
| add_claim | holds the claim that the person read; an extracted one of the same words gives way |
| regrade | gives the event that holds most of the claims the grade `value` |
| undo | leaves the judgement `undoes` out, as if it had not been made |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from recount.reconcile.added import added_by, given_way
from recount.reconcile.anchoring import Anchors
from recount.reconcile.block import Pair
from recount.reconcile.hiding import hidden_by
from recount.reconcile.merging import Merges, merges_of
from recount.reconcile.ties import Related, related
from recount.records import Claim, Judgement, Report

ORPHANED = "orphaned: no claim of this run matches the words that were judged"
SUPERSEDED = "superseded by a later judgement"


@dataclass(slots=True)
class Orders:
    """Judgements as this run obeys them.

    `removed` gives the reason per claim that leaves the record; `together` are disjoint sets, `kept_apart` pairs;
    `regrades` are graded claims with their judgement, latest last, `ties` what people relate; `effects` says per
    judgement what came of it. `added` are claims that people read, by id; `merges` the actors that they hold to be one.
    """

    removed: dict[str, str] = field(default_factory=dict)
    together: tuple[frozenset[str], ...] = ()
    kept_apart: frozenset[Pair] = frozenset()
    regrades: list[tuple[tuple[str, ...], Judgement]] = field(default_factory=list)
    ties: list[Related] = field(default_factory=list)
    effects: dict[str, str] = field(default_factory=dict)
    because: dict[Pair, str] = field(default_factory=dict)
    added: dict[str, Claim] = field(default_factory=dict)
    merges: Merges = field(default_factory=Merges)


def orders_from(judgements: Iterable[Judgement], claims: Sequence[Claim], reports: Mapping[str, Report]) -> Orders:
    """The judgements as orders for this run, whatever order they come in (they are taken by `when`, then id)."""
    ordered = sorted({j.id: j for j in judgements}.values(), key=lambda j: (j.when, j.id))
    orders = Orders()
    active = _not_undone(ordered, orders)
    _add(active, claims, reports, orders)
    _merge(active, [*claims, *orders.added.values()], orders)
    anchors = Anchors([*claims, *orders.added.values()] if active else (), reports)
    links: list[tuple[Judgement, list[str]]] = []
    for judgement in active:
        if judgement.kind in ("add_claim", "merge_actor"):
            continue
        if judgement.kind == "hide_words":
            _leave_out(judgement, hidden_by(judgement, claims, reports), orders)
            continue
        ids = anchors.found(judgement)
        if ids is None:
            orders.effects[judgement.id] = ORPHANED
        elif judgement.kind in ("wrong", "hide"):
            word = "judged wrong" if judgement.kind == "wrong" else "hidden"
            orders.removed.update(dict.fromkeys(ids, f"{word} by {judgement.who}: {judgement.why}"))
            orders.effects[judgement.id] = "obeyed"
        elif judgement.kind == "regrade":
            orders.regrades.append((tuple(ids), judgement))
            orders.effects[judgement.id] = "obeyed"
        elif judgement.kind == "relate":
            orders.ties.append(related(judgement, ids))
        else:
            links.append((judgement, ids))
    _settle(links, anchors.claims, orders)
    return orders


def active_in(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that are not undone, earliest first."""
    return _not_undone(sorted({j.id: j for j in judgements}.values(), key=lambda j: (j.when, j.id)), Orders())


def merged_actors(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Actors that people hold to be another, by id or folded words, with that other."""
    merges = merges_of(active_in(judgements))
    return {actor: merges.final(actor) for actor in sorted(merges.into)}


def _not_undone(ordered: Sequence[Judgement], orders: Orders) -> list[Judgement]:
    """The judgements in force, earliest first. An undo may itself be undone."""
    undone: set[str] = set()
    known = {judgement.id for judgement in ordered}
    active = []
    for judgement in reversed(ordered):
        if judgement.id in undone:
            orders.effects[judgement.id] = "undone"
        elif judgement.kind == "undo":
            taken_back = {judgement.undoes} if judgement.undoes else set(judgement.targets)
            undone |= taken_back
            met = bool(taken_back & known)
            orders.effects[judgement.id] = "obeyed" if met else "without effect: it undoes no judgement on record"
        else:
            active.append(judgement)
    return active[::-1]


def _leave_out(judgement: Judgement, claims: Sequence[str], orders: Orders) -> None:
    orders.removed.update(dict.fromkeys(claims, f"left out by a rule of {judgement.who}: {judgement.why}"))
    orders.effects[judgement.id] = "obeyed" if claims else "without effect: no claim of this run stands in these words"


def _add(active: Sequence[Judgement], claims: Sequence[Claim], reports: Mapping[str, Report], orders: Orders) -> None:
    who = {j.id: j for j in active}
    for judgement, claim in added_by(active, reports).items():
        orders.effects[judgement] = "obeyed" if claim is not None else ORPHANED
        if claim is not None:
            orders.added[claim.id] = claim
    by = {c.id: who[j].who for j, c in added_by(active, reports).items() if c is not None}
    for extracted, own in given_way(orders.added.values(), claims).items():
        orders.removed[extracted] = f"{by[own]} has read the same words; that claim stands for it"


def _merge(active: Sequence[Judgement], claims: Iterable[Claim], orders: Orders) -> None:
    orders.merges = merges_of(active)
    orders.effects.update(orders.merges.effects)
    if orders.merges:
        named = {name for claim in claims for name in orders.merges.names(claim)}
        for judgement in active:
            into = {t for t, value in orders.merges.into.items() if value == judgement.value}
            if judgement.kind == "merge_actor" and orders.effects[judgement.id] == "obeyed" and not into & named:
                orders.effects[judgement.id] = "without effect: no claim of this run names them"


def _settle(links: Sequence[tuple[Judgement, list[str]]], claims: Mapping[str, Claim], orders: Orders) -> None:
    """Same, different and split, latest first, so that an earlier one that contradicts a later gives way."""
    parent: dict[str, str] = {}
    parted: dict[Pair, str] = {}
    for judgement, targets in reversed(links):
        parts = _parts(judgement, targets, orders.removed, claims)
        if sum(map(len, parts)) < 2:
            effect = "without effect: fewer than two of its claims are events of this run"
        elif judgement.kind == "same":
            together = [[claim for part in parts for claim in part]]
            effect = "obeyed" if _join(together, parent, parted, orders, judgement) else SUPERSEDED
        else:
            pairs = [p for p in _across(parts) if _find(p[0], parent) != _find(p[1], parent)]
            effect = "obeyed" if pairs else SUPERSEDED
            parted.update(dict.fromkeys(pairs, f"kept apart by {judgement.who}: {judgement.why}"))
            if judgement.kind == "split" and pairs:
                _join(parts, parent, parted, orders, judgement)
        orders.effects[judgement.id] = effect
    orders.because.update(parted)
    orders.kept_apart = frozenset(parted)
    orders.together = _sets(parent)


def _parts(
    judgement: Judgement, targets: Sequence[str], removed: Mapping[str, str], claims: Mapping[str, Claim]
) -> list[list[str]]:
    """The claims that are events of this run, by the part of each; one in two parts is in the first."""
    parts: dict[int, set[str]] = defaultdict(set)
    met: set[str] = set()
    for n, claim in enumerate(targets):
        if claim not in removed and claims[claim].kind == "event" and claim not in met:
            met.add(claim)
            parts[judgement.parts[n] if n < len(judgement.parts) else -1 - n].add(claim)
    return [sorted(part) for _, part in sorted(parts.items())]


def _join(
    groups: Sequence[Sequence[str]],
    parent: dict[str, str],
    parted: Mapping[Pair, str],
    orders: Orders,
    judgement: Judgement,
) -> bool:
    """Hold each group together, unless a later judgement keeps some of it apart; whether that was so."""
    trial = dict(parent)
    for group in groups:
        for other in group[1:]:
            trial[_find(other, trial)] = _find(group[0], trial)
    if any(_find(a, trial) == _find(b, trial) for a, b in parted):
        return False
    parent.update(trial)
    why = f"joined by {judgement.who}: {judgement.why}"
    for group in groups:
        orders.because.update(dict.fromkeys(combinations(sorted(group), 2), why))
    return True


def _across(parts: Sequence[Sequence[str]]) -> Iterator[Pair]:
    for one, other in combinations(parts, 2):
        yield from ((min(a, b), max(a, b)) for a in one for b in other)


def _sets(parent: dict[str, str]) -> tuple[frozenset[str], ...]:
    sets: dict[str, set[str]] = defaultdict(set)
    for claim in sorted({*parent, *parent.values()}):
        sets[_find(claim, parent)].add(claim)
    return tuple(sorted((frozenset(s) for s in sets.values() if len(s) > 1), key=min))


def _find(claim: str, parent: dict[str, str]) -> str:
    while parent.get(claim, claim) != claim:
        claim = parent[claim]
    return claim
