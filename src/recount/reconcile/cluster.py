"""Claims into happenings: average linkage that never joins what a contradiction or a person keeps apart.

Average linkage (Sokal and Michener, 1958): two clusters join where the mean score over *all* of their cross pairs
reaches the threshold, so a chain of likenesses does not suffice, and one contradicted cross pair forbids the union.
Pairs that blocking did not bring together are compared when a union asks for them, so nothing joins unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import inf

from recount.reconcile.block import Pair

Score = Callable[[str, str], float]

JUDGED_CLASH = -4.0
"""What a contradiction counts where a person joined one of the two claims to others: strongly, but no longer
absolutely, since the person holds that claims which contradict each other speak of one happening."""


@dataclass(slots=True)
class _State:
    """Clusters under way, by number; `sums` holds the summed cross scores of neighbours, minus infinity = never."""

    members: dict[int, tuple[str, ...]]
    sums: dict[int, dict[int, float]]
    heap: list[tuple[float, str, str, int, int]] = field(default_factory=list)


def clusters_of(
    claims: Iterable[str],
    scored: Mapping[Pair, float],
    score: Score,
    *,
    threshold: float,
    together: Sequence[frozenset[str]] = (),
    kept_apart: frozenset[Pair] = frozenset(),
) -> list[tuple[str, ...]]:
    """Clusters of claim ids, each sorted, in order of their smallest id.

    `scored` are the pairs that blocking found, `score` compares any other pair on demand. `together` are disjoint sets
    that a person joined, whatever the scores; `kept_apart` are pairs that a person parted.
    """
    state = _start(claims, together)
    number = {c: n for n, ids in state.members.items() for c in ids}
    full = _guarded(scored, score, kept_apart, frozenset().union(*together))
    for (a, b), value in scored.items():
        if value >= threshold and number[a] != number[b]:
            _link(state, number[a], number[b], full)
    _grow(state, full, threshold)
    return sorted(tuple(sorted(ids)) for ids in state.members.values())


def _start(claims: Iterable[str], together: Sequence[frozenset[str]]) -> _State:
    joined = frozenset().union(*together)
    seeds = sorted([tuple(sorted(group)) for group in together] + [(c,) for c in set(claims) - joined])
    return _State(dict(enumerate(seeds)), {n: {} for n in range(len(seeds))})


def _guarded(scored: Mapping[Pair, float], score: Score, kept_apart: frozenset[Pair], joined: frozenset[str]) -> Score:
    """The score of any pair with the person's word above it: minus infinity for pairs kept apart. Where a person
    joined claims in spite of a contradiction, a contradiction with a third claim counts strongly, not absolutely."""
    memo: dict[Pair, float] = {}

    def of(a: str, b: str) -> float:
        pair = (a, b) if a < b else (b, a)
        if pair in kept_apart:
            return -inf
        value = scored.get(pair)
        if value is None:
            value = memo.get(pair)
        if value is None:
            value = memo[pair] = score(*pair)
        return JUDGED_CLASH if value == -inf and (a in joined or b in joined) else value

    return of


def _link(state: _State, a: int, b: int, score: Score) -> None:
    """Make two clusters neighbours by the sum of all their cross pairs."""
    if b in state.sums[a]:
        return
    total = 0.0
    for left in state.members[a]:
        for right in state.members[b]:
            total += score(left, right)
            if total == -inf:
                break
    state.sums[a][b] = state.sums[b][a] = total
    _push(state, a, b)


def _push(state: _State, a: int, b: int) -> None:
    total = state.sums[a][b]
    if total == -inf:
        return
    mean = total / (len(state.members[a]) * len(state.members[b]))
    first, second = sorted((a, b), key=lambda n: state.members[n])
    heappush(state.heap, (-mean, state.members[first][0], state.members[second][0], first, second))


def _grow(state: _State, score: Score, threshold: float) -> None:
    new = len(state.members)
    while state.heap:
        mean, _, _, a, b = heappop(state.heap)
        if -mean < threshold:
            break
        if a not in state.members or b not in state.members:
            continue
        _join(state, a, b, new, score)
        new += 1


def _join(state: _State, a: int, b: int, new: int, score: Score) -> None:
    left, right = state.sums.pop(a), state.sums.pop(b)
    old = {a: state.members.pop(a), b: state.members.pop(b)}
    state.members[new] = tuple(sorted((*old[a], *old[b])))
    state.sums[new] = {}
    for other in sorted((left.keys() | right.keys()) - {a, b}):
        there = state.members[other]
        total = sum(
            known[other] if other in known else _cross(old[n], there, score) for n, known in ((a, left), (b, right))
        )
        state.sums[other].pop(a, None)
        state.sums[other].pop(b, None)
        state.sums[new][other] = state.sums[other][new] = total
        _push(state, new, other)


def _cross(left: Sequence[str], right: Sequence[str], score: Score) -> float:
    total = 0.0
    for a in left:
        for b in right:
            total += score(a, b)
            if total == -inf:
                return total
    return total
