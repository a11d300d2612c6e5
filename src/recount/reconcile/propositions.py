"""What is disputed though it is no event: practices ("advising or fighting?") and effects ("no effect", "doubled").

Claims of several kinds speak of one practice or effect where they are about the same party, and, where both name an
area or a measure, the same one. Each claim holds a side; a proposition is there once two sides are held. Unlike an
event it is not dated: every side shows when it was said.

| axis | claims | sides |
|---|---|---|
| effect | assessments with a verdict | it helped, in part, not, it cannot be told |
| | trends | a measure went up, went down, did not move |
| | links that cause, enable or hinder | it led to something, or not; it held something back |
| characterisation | roles | advises, assists or trains; fights |
| | assaults by the same party, told or denied | fights; does not fight |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from recount.reconcile.facts import denies, happened
from recount.reconcile.origins import Origin
from recount.records import Claim, Mention, Position, Report
from recount.words.normalise import fold

Axis = Literal["effect", "characterisation"]
_Key = tuple[Axis, str, str]
"""Axis, party, and the country that is named, if one is."""

_VERDICTS = {
    "favourable": "it helped",
    "unfavourable": "it did not help",
    "mixed": "it helped in part",
    "cannot_tell": "it cannot be told",
}
_MOVED = {"up": "went up", "down": "went down", "none": "did not move"}
_LED = {"causes": "it led to", "enables": "it led to", "hinders": "it held back"}
_FIGHTING = "fights"
_HELPING = ("advis", "assist", "train", "support")


@dataclass(frozen=True, slots=True)
class Proposition:
    """A practice or effect on which sides are held. `party` is a catalogue id or folded words; `about` says in words
    what is asked; `said` is the first and last civil day on which it was spoken of."""

    axis: Axis
    party: str
    about: str
    positions: tuple[Position, ...]
    said: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class _Held:
    """A side that a claim holds. `of` is what it measures, where it does: a rise of the one thing is no answer to a
    fall of another, while a verdict on the whole answers both."""

    value: str
    claim: Claim
    of: str | None = None

    def answers(self, other: _Held) -> bool:
        return self.value != other.value and (self.of is None or other.of is None or self.of == other.of)


def propositions_of(
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    origins: Mapping[str, Origin],
    top: Callable[[str], str] = lambda actor: actor,
    name: Callable[[str], str] = lambda actor: actor,
) -> list[Proposition]:
    """Propositions with two sides or more. `top` gives the body that an actor's doings are told of under, `name` how
    readers call a party."""
    known = list(claims)
    by_id = {c.id: c for c in known}
    held: dict[_Key, list[_Held]] = defaultdict(list)
    roles = {party for c in known if _is_role(c) for party in _parties(c.actor, top)}
    for claim in known:
        for party, area, one in _effects(claim, by_id, top):
            held["effect", party, area].append(one)
        for party, one in _practices(claim, roles, top):
            held["characterisation", party, ""].append(one)
    held = _where_named(held)
    rival = {key: [one for one in held[key] if any(one.answers(other) for other in held[key])] for key in sorted(held)}
    return [_proposition(key, own, reports, origins, name) for key, own in rival.items() if own]


def _where_named(held: Mapping[_Key, list[_Held]]) -> dict[_Key, list[_Held]]:
    """What names no country speaks of each of which the others that are about the same party speak."""
    areas: dict[tuple[Axis, str], list[str]] = defaultdict(list)
    for axis, party, area in held:
        areas[axis, party] += [area] if area else []
    found: dict[_Key, list[_Held]] = {}
    for (axis, party, area), own in held.items():
        for place in [area] if area else areas[axis, party] or [""]:
            found.setdefault((axis, party, place), []).extend(own)
    return found


def _effects(claim: Claim, by_id: Mapping[str, Claim], top: Callable[[str], str]) -> Iterable[tuple[str, str, _Held]]:
    if claim.kind == "assessment" and claim.verdict is not None:
        for party in _parties(claim.actor or claim.target, top):
            yield party, _country(claim), _Held(_VERDICTS[claim.verdict], claim)
    elif claim.kind == "trend" and (moved := _moved(claim)) is not None:
        for party in _parties(claim.actor, top):
            yield party, _country(claim), _Held(moved, claim, claim.quantity[0].measure)
    elif claim.kind == "link" and claim.type in _LED:
        for cause in (by_id[c] for c in claim.cause if c in by_id):
            verb = "it did not lead to" if denies(claim) else _LED[claim.type or ""]
            came = _came(claim, by_id)
            side = f"{verb}: {came}"
            for party in _parties(cause.actor, top):
                yield party, _country(cause), _Held(side, claim, f"link to {came}")


def _moved(claim: Claim) -> str | None:
    """How a measure moved; `None` where it has no name."""
    measure = claim.quantity[0].measure if claim.quantity else "other"
    if claim.direction is None or measure == "other":
        return None
    return f"{measure.replace('_', ' ')} {_MOVED[claim.direction]}"


def _came(link: Claim, by_id: Mapping[str, Claim]) -> str:
    """What a link says came of it: a measure that moved, else the kinds of what happened, in plain words."""
    told = [by_id[c] for c in link.effect if c in by_id]
    moved = sorted({how for c in told if c.kind == "trend" and (how := _moved(c)) is not None})
    kinds = sorted({(c.type or c.kind).lower().replace("_", " ") for c in told})
    return ", ".join(moved or kinds) or "what is not told"


def _practices(claim: Claim, roles: set[str], top: Callable[[str], str]) -> Iterable[tuple[str, _Held]]:
    if _is_role(claim):
        for party in _parties(claim.actor, top):
            yield party, _Held(_role(claim), claim)
    elif claim.kind in ("event", "tally") and claim.type == "ASSAULT":
        for party in set(_parties(claim.actor, top)) & roles:
            yield party, _Held(_FIGHTING if happened(claim) else f"does not {_FIGHTING[:-1]}", claim)


def _role(claim: Claim) -> str:
    """What the words of a role say that the force is there to do."""
    quote = fold(claim.evidence[0].quote).replace("non-combat", "").replace("noncombat", "")
    return _FIGHTING if "combat" in quote and not any(w in quote for w in _HELPING) else "advises, assists or trains"


def _is_role(claim: Claim) -> bool:
    return claim.kind == "level" and claim.type == "role"


def _parties(mentions: Iterable[Mention], top: Callable[[str], str]) -> list[str]:
    return list(dict.fromkeys(top(m.id) if m.id else fold(m.words) for m in mentions))


def _country(claim: Claim) -> str:
    return (claim.place[0].country or "") if claim.place else ""


def _proposition(
    key: _Key,
    held: Iterable[_Held],
    reports: Mapping[str, Report],
    origins: Mapping[str, Origin],
    name: Callable[[str], str],
) -> Proposition:
    axis, party, area = key
    sides: dict[str, list[Claim]] = defaultdict(list)
    for one in held:
        sides[one.value].append(one.claim)
    positions = [
        Position(value, tuple(sorted({origins[c.id].id for c in own})), tuple(sorted({c.id for c in own})))
        for value, own in sides.items()
    ]
    days = sorted(day for own in sides.values() for c in own if (day := _said(c, reports)))
    where = f" in {area}" if area else ""
    called = name(party)
    about = f"what came of what {called} does{where}" if axis == "effect" else f"{called}: its role, or fighting"
    ordered = tuple(sorted(positions, key=lambda p: (-len(p.origins), p.value)))
    return Proposition(axis, party, about, ordered, (days[0], days[-1]) if days else None)


def _said(claim: Claim, reports: Mapping[str, Report]) -> str | None:
    report = reports.get(claim.report)
    return report.published.date if report else None
