"""How people say that events stand to one another: told on both, whatever claims the events have come to hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from recount.records import Event, Judgement, Tie
from recount.words.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Related:
    """A `relate` judgement with the claims of either side as this run has them."""

    judgement: Judgement
    one: tuple[str, ...]
    other: tuple[str, ...]


def related(judgement: Judgement, claims: Sequence[str]) -> Related:
    """The sides of a judgement, from its claims in the order of its targets."""
    sides: tuple[list[str], list[str]] = [], []
    for claim, part in zip(claims, judgement.parts, strict=True):
        sides[min(part, 1)].append(claim)
    return Related(judgement, tuple(sides[0]), tuple(sides[1]))


def tied(events: Sequence[Event], said: Sequence[Related], heard: Callable[[str, str], None]) -> list[Event]:
    """The events with what people say of how they stand. Where the claims of a side have come to lie in several events,
    the one that holds most of them is meant. `heard` is told what came of each judgement."""
    if not said:
        return list(events)
    known = {**vocabulary().names["ties"], **vocabulary().names["links"]}
    home = {claim: event.id for event in events for claim in event.claims}
    ties: dict[str, dict[Tie, None]] = defaultdict(dict)
    for one in said:
        judgement, kind = one.judgement, one.judgement.value or ""
        first, second = _event(one.one, home), _event(one.other, home)
        if kind not in known:
            heard(judgement.id, f"not obeyed: {kind!r} is no way in which events stand")
        elif first is None or second is None:
            heard(judgement.id, "without effect: the claims of one side belong to no event of this run")
        elif first == second:
            heard(judgement.id, "without effect: both sides are one event of this run")
        else:
            heard(judgement.id, "obeyed")
            for event, to, outward in ((first, second, True), (second, first, False)):
                ties[event][Tie(kind, to, outward, judgement.who, judgement.why, judgement.id)] = None
    return [_with(event, tuple(ties[event.id])) if event.id in ties else event for event in events]


def _event(claims: Sequence[str], home: dict[str, str]) -> str | None:
    held = Counter(home[claim] for claim in claims if claim in home)
    return min(held, key=lambda event: (-held[event], event)) if held else None


def _with(event: Event, ties: tuple[Tie, ...]) -> Event:
    wholes = {tie.event for tie in ties if tie.kind == "part_of" and tie.outward}
    return replace(event, ties=ties, part_of=tuple(sorted(wholes.union(event.part_of))))
