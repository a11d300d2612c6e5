"""Claims into happenings: linkage of whole clusters that never joins what a contradiction or a person keeps apart.

Two clusters join where they are alike as wholes: by average linkage (Sokal and Michener, 1958), where the mean score
over *all* of their cross pairs reaches the threshold, or by another linkage that is handed in. So a chain of likenesses
does not suffice, and one contradicted cross pair forbids the union. Pairs that blocking did not bring together are
compared when a union asks for them, so nothing joins unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import inf

from recount.reconcile.block import Pair

Score = Callable[[str, str], float]
Linkage = Callable[[Sequence[str], Sequence[str]], float]
"""How alike two clusters are; minus infinity where they must not join."""

JUDGED_CLASH = -2.5
"""What a contradiction counts where a person joined one of the two claims to others: strongly, but no longer
absolutely, since the person holds that claims which contradict each other speak of one happening."""


@dataclass(slots=True)
class _State:
    """Clusters under way, by number, and which of them a link joins."""

    members: dict[int, tuple[str, ...]]
    near: dict[int, set[int]]
    heap: list[tuple[float, str, str, int, int]] = field(default_factory=list)


def average(score: Score) -> Linkage:
    """The mean score over all cross pairs."""

    def between(left: Sequence[str], right: Sequence[str]) -> float:
        total = 0.0
        for a in left:
            for b in right:
                total += score(a, b)
                if total == -inf:
                    return total
        return total / (len(left) * len(right))

    return between


def clusters_of(
    claims: Iterable[str],
    scored: Mapping[Pair, float],
    score: Score,
    *,
    threshold: float,
    together: Sequence[frozenset[str]] = (),
    kept_apart: frozenset[Pair] = frozenset(),
    linkage: Callable[[Score], Linkage] = average,
) -> list[tuple[str, ...]]:
    """Clusters of claim ids, each sorted, in order of their smallest id.

    `scored` are the pairs that blocking found, `score` compares any other pair on demand. `together` are disjoint sets
    that a person joined, whatever the scores; `kept_apart` are pairs that a person parted; `linkage` makes of the score
    of a pair, with the person's word above it, how alike two clusters are.
    """
    state = _start(claims, together)
    number = {c: n for n, ids in state.members.items() for c in ids}
    link = linkage(_guarded(scored, score, kept_apart, frozenset().union(*together)))
    for (a, b), value in scored.items():
        if value >= threshold and number[b] not in state.near[number[a]] and number[a] != number[b]:
            _meet(state, number[a], number[b], link)
    _grow(state, link, threshold)
    return sorted(tuple(sorted(ids)) for ids in state.members.values())


def _start(claims: Iterable[str], together: Sequence[frozenset[str]]) -> _State:
    joined = frozenset().union(*together)
    seeds = sorted([tuple(sorted(group)) for group in together] + [(c,) for c in set(claims) - joined])
    return _State(dict(enumerate(seeds)), {n: set() for n in range(len(seeds))})


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


def _meet(state: _State, a: int, b: int, link: Linkage) -> None:
    """Make two clusters neighbours, and a union that may come unless something forbids it."""
    state.near[a].add(b)
    state.near[b].add(a)
    first, second = sorted((a, b), key=lambda n: state.members[n])
    likeness = link(state.members[first], state.members[second])
    if likeness > -inf:
        heappush(state.heap, (-likeness, state.members[first][0], state.members[second][0], first, second))


def _grow(state: _State, link: Linkage, threshold: float) -> None:
    new = len(state.members)
    while state.heap:
        unlike, _, _, a, b = heappop(state.heap)
        if -unlike < threshold:
            break
        if a in state.members and b in state.members:
            _join(state, a, b, new, link)
            new += 1


def _join(state: _State, a: int, b: int, new: int, link: Linkage) -> None:
    near = (state.near.pop(a) | state.near.pop(b)) - {a, b}
    state.members[new] = tuple(sorted((*state.members.pop(a), *state.members.pop(b))))
    state.near[new] = set()
    for other in sorted(near):
        state.near[other] -= {a, b}
        _meet(state, new, other, link)
