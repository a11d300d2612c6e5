"""What people decided, obeyed: the latest judgement that is not undone wins, and claims that moved are found again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from recount.reconcile.block import Pair
from recount.records import Claim, Judgement, Report, Selector

OVERLAP = 0.5
"""Share of the shorter span that must be common before a claim is taken for the judged one under a new reading."""


@dataclass(slots=True)
class Orders:
    """Judgements as this run obeys them.

    `removed` gives the reason per claim that leaves the record; `together` are disjoint sets, `kept_apart` pairs;
    `regrades` are graded claims with their judgement, latest last; `effects` says per judgement what came of it.
    """

    removed: dict[str, str] = field(default_factory=dict)
    together: tuple[frozenset[str], ...] = ()
    kept_apart: frozenset[Pair] = frozenset()
    regrades: list[tuple[tuple[str, ...], Judgement]] = field(default_factory=list)
    effects: dict[str, str] = field(default_factory=dict)
    because: dict[Pair, str] = field(default_factory=dict)


class _Anchors:
    """Finds the claims that a judgement speaks of: by id, else by quote, overlap and type."""

    def __init__(self, claims: Iterable[Claim], reports: Mapping[str, Report]) -> None:
        self.claims = {c.id: c for c in claims}
        self.reports = reports
        self.by_report: dict[str, list[Claim]] = defaultdict(list)
        for claim in sorted(self.claims.values(), key=lambda c: c.id):
            self.by_report[claim.report].append(claim)

    def found(self, judgement: Judgement) -> list[str] | None:
        """Claim ids, one per target; `None` where one of them cannot be found again."""
        ids = []
        for n, target in enumerate(judgement.targets):
            if target in self.claims:
                ids.append(target)
                continue
            selector = judgement.selectors[n] if n < len(judgement.selectors) else None
            seen = judgement.seen[n] if n < len(judgement.seen) else None
            again = self._again(selector, seen) if selector is not None else None
            if again is None:
                return None
            ids.append(again)
        return ids

    def _again(self, selector: Selector, seen: Claim | None) -> str | None:
        span = self._span(selector)
        if span is None:
            return None
        best: tuple[float, float, str] | None = None
        for claim in self.by_report.get(selector.report, ()):
            if seen is not None and (claim.kind, claim.type) != (seen.kind, seen.type):
                continue
            shares = [_share(span, (e.start, e.end)) for e in claim.evidence]
            if max(shares) >= OVERLAP and (best is None or (max(shares), shares[0]) > best[:2]):
                best = (max(shares), shares[0], claim.id)
        return best[2] if best else None

    def _span(self, selector: Selector) -> tuple[int, int] | None:
        """Where the judged words stand now: by position in the same text, else by quote with its surroundings."""
        report = self.reports.get(selector.report)
        if report is None:
            return None
        if report.text_version == selector.text_version:
            return selector.start, selector.end
        for before, after in ((selector.prefix, selector.suffix), ("", "")):
            at = report.text.find(before + selector.exact + after)
            if at >= 0:
                start = at + len(before)
                return start, start + len(selector.exact)
        return None


def orders_from(judgements: Iterable[Judgement], claims: Sequence[Claim], reports: Mapping[str, Report]) -> Orders:
    """The judgements as orders for this run, whatever order they come in (they are taken by `when`, then id)."""
    ordered = sorted({j.id: j for j in judgements}.values(), key=lambda j: (j.when, j.id))
    orders, anchors = Orders(), _Anchors(claims, reports)
    active = _not_undone(ordered, orders)
    links: list[tuple[Judgement, list[str]]] = []
    for judgement in active:
        ids = anchors.found(judgement)
        if ids is None:
            orders.effects[judgement.id] = "orphaned: no claim of this run matches the words that were judged"
        elif judgement.kind in ("wrong", "hide"):
            word = "judged wrong" if judgement.kind == "wrong" else "hidden"
            orders.removed.update(dict.fromkeys(ids, f"{word} by {judgement.who}: {judgement.why}"))
            orders.effects[judgement.id] = "obeyed"
        elif judgement.kind == "regrade":
            orders.regrades.append((tuple(ids), judgement))
            orders.effects[judgement.id] = "obeyed"
        elif judgement.kind in ("same", "different"):
            links.append((judgement, ids))
        else:
            orders.effects[judgement.id] = f"kept, but this version does not yet obey {judgement.kind!r}"
    _settle(links, anchors.claims, orders)
    return orders


def _not_undone(ordered: Sequence[Judgement], orders: Orders) -> list[Judgement]:
    """The judgements in force, earliest first. An undo may itself be undone."""
    undone: set[str] = set()
    active = []
    for judgement in reversed(ordered):
        if judgement.id in undone:
            orders.effects[judgement.id] = "undone"
        elif judgement.kind == "undo":
            undone.update([judgement.undoes] if judgement.undoes else judgement.targets)
            orders.effects[judgement.id] = "obeyed"
        else:
            active.append(judgement)
    return active[::-1]


def _settle(links: Sequence[tuple[Judgement, list[str]]], claims: Mapping[str, Claim], orders: Orders) -> None:
    """Same and different, latest first, so that an earlier one that contradicts a later gives way."""
    parent: dict[str, str] = {}
    parted: dict[Pair, str] = {}
    for judgement, targets in reversed(links):
        ids = sorted({i for i in targets if i not in orders.removed and claims[i].kind == "event"})
        if len(ids) < 2:
            orders.effects[judgement.id] = "without effect: fewer than two of its claims are events of this run"
        elif judgement.kind == "same":
            trial = dict(parent)
            for other in ids[1:]:
                trial[_find(other, trial)] = _find(ids[0], trial)
            clash = any(_find(a, trial) == _find(b, trial) for a, b in parted)
            orders.effects[judgement.id] = "superseded by a later judgement" if clash else "obeyed"
            parent = parent if clash else trial
        else:
            pairs = [(a, b) for a, b in combinations(ids, 2) if _find(a, parent) != _find(b, parent)]
            orders.effects[judgement.id] = "obeyed" if pairs else "superseded by a later judgement"
            parted.update(dict.fromkeys(pairs, f"kept apart by {judgement.who}: {judgement.why}"))
        if orders.effects[judgement.id] == "obeyed" and judgement.kind == "same":
            why = f"joined by {judgement.who}: {judgement.why}"
            orders.because.update(dict.fromkeys(combinations(ids, 2), why))
    orders.because.update(parted)
    orders.kept_apart = frozenset(parted)
    orders.together = _sets(parent)


def _sets(parent: dict[str, str]) -> tuple[frozenset[str], ...]:
    sets: dict[str, set[str]] = defaultdict(set)
    for claim in sorted({*parent, *parent.values()}):
        sets[_find(claim, parent)].add(claim)
    return tuple(sorted((frozenset(s) for s in sets.values() if len(s) > 1), key=min))


def _find(claim: str, parent: dict[str, str]) -> str:
    while parent.get(claim, claim) != claim:
        claim = parent[claim]
    return claim


def _share(a: tuple[int, int], b: tuple[int, int]) -> float:
    common = min(a[1], b[1]) - max(a[0], b[0])
    return common / max(1, min(a[1] - a[0], b[1] - b[0]))
