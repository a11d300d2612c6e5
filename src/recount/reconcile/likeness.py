"""The tellings that are compared, how alike they are, and the clusters that follow, kept up as tellings come and go.

A union needs a link that reaches the threshold, so clusters never cross between two sets of tellings that no such link
and no person joins. When a telling comes, goes or changes, only the sets that it touches are clustered anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf

from recount.reconcile.block import Blocks, Pair
from recount.reconcile.cluster import clusters_of
from recount.reconcile.compare import Comparison, compare, decision
from recount.reconcile.facts import Facts
from recount.reconcile.linkage import Accounts
from recount.reconcile.weights import Weights
from recount.records import Decision

Cluster = tuple[str, ...]
"""Tellings of one happening, sorted; the first names the cluster."""


@dataclass(frozen=True, slots=True)
class Word:
    """What people said of tellings: sets to hold together, pairs to keep apart, and why, by pair."""

    together: tuple[frozenset[str], ...] = ()
    kept: frozenset[Pair] = frozenset()
    because: Mapping[Pair, str] = field(default_factory=dict)

    def otherwise(self, other: Word) -> set[str]:
        """Tellings of which the two do not say the same."""
        pairs = {*(self.kept ^ other.kept), *(pair for pair, _ in self.because.items() ^ other.because.items())}
        return {t for pair in pairs for t in pair}.union(*(set(self.together) ^ set(other.together)))


class Likeness:
    """Comparisons of the tellings held, and their clusters."""

    def __init__(self, table: Weights) -> None:
        self.table = table
        self.home: dict[str, Cluster] = {}
        self._blocks = Blocks(table)
        self._found: dict[Pair, Comparison] = {}
        self._met: dict[str, set[str]] = {}
        self._misses: dict[Pair, Decision] = {}
        self._word = Word()

    @property
    def held(self) -> Mapping[str, Facts]:
        """The tellings, by id."""
        return self._blocks.held

    def change(self, gone: Iterable[str], come: Mapping[str, Facts], word: Word) -> tuple[set[Cluster], set[Cluster]]:
        """Take these tellings in place of those; the clusters that were, and those that now stand instead.

        A telling that comes unaltered need not be handed in; what is handed in has its cluster looked at anew.
        """
        gone = set(gone)
        altered = {t: f for t, f in come.items() if self.held.get(t) != f}
        out = (gone | altered.keys()) & self.held.keys()
        loose = {other for t in out for other in self._met[t] if self._linked(t, other)}
        self._forget(out)
        self._met.update((t, set()) for t in altered)
        for pair in self._blocks.take([altered[t] for t in sorted(altered)]):
            self._meet(pair)
        seeds = (loose | come.keys() | word.otherwise(self._word)) & self.held.keys()
        self._word = word
        return self._grouped(seeds, gone)

    def score(self, a: str, b: str) -> float:
        """How alike two tellings are, also where blocking did not bring them together."""
        return self._of(a, b).score

    def links(self, ids: Cluster) -> list[Decision]:
        """Each telling's strongest link in its cluster, and every link that a person made."""
        because = self._word.because
        within = set(ids)
        chosen = {p for p in because if within.issuperset(p) and p[0] != p[1]}
        for t in ids if len(ids) > 1 else ():
            known = {ordered(t, other) for other in self._met[t] & within}
            likely = [(self._found[p].score, p) for p in known if self._found[p].score > -inf]
            chosen.add(max(likely)[1] if likely else max(ordered(t, other) for other in ids if other != t))
        return [self._decided(p, True, *((because[p],) if p in because else ())) for p in sorted(chosen)]

    def misses(self) -> Iterator[Decision]:
        """Pairs that came near and stand in different clusters, and those that people keep apart."""
        yield from self._misses.values()
        for pair in sorted(self._word.kept):
            yield self._decided(pair, False, self._word.because[pair])

    def _grouped(self, seeds: Iterable[str], gone: Iterable[str]) -> tuple[set[Cluster], set[Cluster]]:
        every = self._reached(seeds)
        was = {self.home[t] for t in (*gone, *every) if t in self.home}
        for t in (*gone, *(t for cluster in was for t in cluster)):
            self.home.pop(t, None)
        among = {p: self._found[p] for t in every for o in self._met[t] if t < o and o in every for p in [(t, o)]}
        now = clusters_of(
            every,
            {pair: c.score for pair, c in among.items()},
            self.score,
            threshold=self.table.threshold,
            together=[group for group in self._word.together if not every.isdisjoint(group)],
            kept_apart=self._word.kept,
            linkage=Accounts(self.held, self.table).linkage,
        )
        self.home.update((t, cluster) for cluster in now for t in cluster)
        for t in every:
            self._miss(t, every)
        return was, set(now)

    def _reached(self, seeds: Iterable[str]) -> set[str]:
        """The seeds with all that links and people's word lead to."""
        mates: dict[str, frozenset[str]] = {t: group for group in self._word.together for t in group}
        reached: set[str] = set()
        waiting = list(seeds)
        while waiting:
            t = waiting.pop()
            if t in reached or t not in self.held:
                continue
            reached.add(t)
            waiting += [other for other in self._met[t] if other not in reached and self._linked(t, other)]
            waiting += mates.get(t, ())
        return reached

    def _linked(self, a: str, b: str) -> bool:
        return self._found[ordered(a, b)].score >= self.table.threshold

    def _meet(self, pair: Pair) -> None:
        a, b = pair
        self._found[pair] = compare(self.held[a], self.held[b], self.table)
        self._met[a].add(b)
        self._met[b].add(a)

    def _forget(self, out: Iterable[str]) -> None:
        for t in out:
            for other in self._met.pop(t, ()):
                self._met[other].discard(t)
                pair = ordered(t, other)
                del self._found[pair]
                self._misses.pop(pair, None)
        self._blocks.drop(out)

    def _miss(self, t: str, among: set[str]) -> None:
        """What is told of the pairs of a telling that came near and stand in different clusters; of a pair of two that
        are `among` these, it is the first that tells."""
        for other in self._met[t]:
            if other < t and other in among:
                continue
            pair = ordered(t, other)
            score = self._found[pair].score
            self._misses.pop(pair, None)
            if score >= self.table.near_miss and self.home[t] != self.home[other] and pair not in self._word.kept:
                near = score < self.table.threshold
                why = "cannot tell, kept apart" if near else "kept apart: others of its cluster speak against it"
                self._misses[pair] = self._decided(pair, False, why)

    def _decided(self, pair: Pair, same: bool, *why: str) -> Decision:
        a, b = pair
        return decision(self.held[a], self.held[b], self._of(a, b), same, self.table, *why)

    def _of(self, a: str, b: str) -> Comparison:
        return self._found.get(ordered(a, b)) or compare(self.held[a], self.held[b], self.table)


def ordered(a: str, b: str) -> Pair:
    """The pair with its smaller id first."""
    return (a, b) if a < b else (b, a)
