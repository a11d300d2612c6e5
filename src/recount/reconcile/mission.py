"""Whether an event belongs to the mission that the pack follows: inside, outside, or not to be told, with why.

A pack's mission.yaml has `rules`, asked in order; the first whose every condition of `when` holds gives its `verdict`
and `reason`. `names` (of parties) and `words` (for `called`) are lists that rules call by `$name`. Conditions on
parties hold where one is, belongs to or is commanded by one of the ids or groups that are listed. A news organisation
is a party to no war: a claim that has one for a party has most often taken the teller for the doer.

actor, target, any, none
    some party in that role; in either role; no party in either role.
only_actor, only_target
    every party in that role that the catalogue knows, and there is one.
between
    two lists: a party in one role is of the first, a party in the other role of the second.
called, not_called
    some party that the catalogue does not know has one of these phrases among its words ("army units", "rebels"); none.
sector, type, mode, instrument, country, not_country, place
    the sector of some party; the event's own type, mode, something used in it, its country, or the gazetteer id of its
    place. `null` in a list stands for "not known".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, get_args

from recount.reconcile.days import ordinal
from recount.records import Mission, PackError, Party, Place, Time
from recount.words.normalise import fold
from recount.words.pack import Pack


@dataclass(frozen=True, slots=True)
class Sight:
    """What a mission rule may ask of an event."""

    type: str | None
    mode: str | None
    time: Time | None
    place: Place | None
    parties: tuple[Party, ...]
    instrument: tuple[str, ...] = ()

    @property
    def country(self) -> str | None:
        return self.place.country if self.place else None


Test = Callable[[Sight, Collection[Any], Pack], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its names spelt out: `tests` are its conditions, each with what it asks for."""

    id: str
    verdict: Mission
    reason: str
    tests: tuple[tuple[Test, Collection[Any]], ...]

    def holds(self, sight: Sight, pack: Pack) -> bool:
        """Whether every condition holds."""
        return all(test(sight, wanted, pack) for test, wanted in self.tests)


def rules_of(pack: Pack) -> tuple[Rule, ...]:
    """The pack's rules in their order, read once for as many events as there are."""
    names = {**(pack.mission.get("names") or {}), **(pack.mission.get("words") or {})}
    found = []
    for rule in pack.mission.get("rules") or ():
        verdict, reason, when = rule_of(rule)
        tests = tuple((_test(name), _listed(spelt_out(wanted, names))) for name, wanted in when.items())
        found.append(Rule(str(rule["id"]), verdict, reason, tests))
    return tuple(found)


def mission_of(sight: Sight, pack: Pack, rules: Sequence[Rule] | None = None) -> tuple[Mission, str]:
    """The pack's verdict and its reason in words: first the start of the campaign, then the rules in their order.
    `rules` spares a caller with many events the reading of them."""
    start = pack.about.get("start")
    end = ordinal(sight.time.end, ends=True) if sight.time else None
    limit = ordinal(str(start)) if start is not None else None
    if end is not None and limit is not None and end <= limit:
        return "outside", f"it took place before the mission began ({start})"
    if not pack.mission:
        return "unknown", f"the pack {pack.name} has no mission rules"
    rule = _first(sight, pack, rules_of(pack) if rules is None else rules)
    if rule is not None:
        return rule.verdict, rule.reason
    if not any(_known(party, pack) for party in sight.parties):
        return "unknown", "nobody who is known is named as a party"
    return "unknown", "no rule of the mission speaks of it"


def decided(sight: Sight, pack: Pack) -> str | None:
    """The id of the rule that decides, or `None` where none does."""
    rule = _first(sight, pack, rules_of(pack))
    return None if rule is None else rule.id


def _first(sight: Sight, pack: Pack, rules: Sequence[Rule]) -> Rule | None:
    return next((rule for rule in rules if rule.holds(sight, pack)), None)


def rule_of(rule: Mapping[str, Any]) -> tuple[Mission, str, Mapping[str, Any]]:
    """Verdict, reason and conditions of a rule; raises `PackError` where it lacks one."""
    verdict: Any = rule.get("verdict")
    if set(rule) != {"id", "verdict", "when", "reason"} or verdict not in get_args(Mission) or not rule["when"]:
        raise PackError(
            f"mission.yaml: a rule needs id, verdict ({', '.join(get_args(Mission))}), when with at least one "
            f"condition, and reason; found {dict(rule)!r}"
        )
    return verdict, str(rule["reason"]), rule["when"]


def spelt_out(wanted: Any, names: Mapping[str, Sequence[Any]]) -> list[Any]:
    """The list with each `$name` replaced by what it stands for; lists inside it likewise."""
    if not isinstance(wanted, list):
        raise PackError(f"mission.yaml: a condition takes a list, found {wanted!r}")
    found: list[Any] = []
    for item in wanted:
        if isinstance(item, list):
            found.append(spelt_out(item, names))
        elif isinstance(item, str) and item.startswith("$"):
            if item[1:] not in names:
                raise PackError(f"mission.yaml: {item} is not among the names {sorted(names)}")
            found += names[item[1:]]
        else:
            found.append(item)
    return found


def _listed(wanted: list[Any]) -> Collection[Any]:
    """As a set, which is quicker to ask; lists of lists, as they are."""
    return wanted if any(isinstance(item, list) for item in wanted) else frozenset(wanted)


def _test(name: str) -> Test:
    if name not in CONDITIONS:
        raise PackError(f"mission.yaml: unknown condition {name!r}; expected one of {sorted(CONDITIONS)}")
    return CONDITIONS[name]


def _known(party: Party, pack: Pack) -> bool:
    return party.id is not None and (party.id not in pack.actors or pack.actors[party.id].kind != "media")


def _of(party: Party, wanted: Collection[Any], pack: Pack) -> bool:
    return party.id is not None and _known(party, pack) and not pack.ancestors(party.id).isdisjoint(wanted)


def _some(role: str | None) -> Test:
    return lambda sight, wanted, pack: any(_of(p, wanted, pack) for p in sight.parties if role in (None, p.role))


def _only(role: str) -> Test:
    def holds(sight: Sight, wanted: Collection[Any], pack: Pack) -> bool:
        known = [p for p in sight.parties if p.role == role and p.id is not None]
        return bool(known) and all(_of(p, wanted, pack) for p in known)

    return holds


def _between(sight: Sight, sides: Collection[Any], pack: Pack) -> bool:
    if len(sides) != 2 or not all(isinstance(side, list) for side in sides):
        raise PackError(f"mission.yaml: between takes two lists, found {sides!r}")
    one, other = sides
    actor, target = _some("actor"), _some("target")
    return (actor(sight, one, pack) and target(sight, other, pack)) or (
        actor(sight, other, pack) and target(sight, one, pack)
    )


def _called(sight: Sight, wanted: Collection[Any], _: Pack) -> bool:
    """Whole words only; a hyphen joins them as a space does."""
    said = [_spaced(p.words) for p in sight.parties if p.id is None]
    return bool(said) and any(_spaced(str(phrase)) in words for phrase in wanted for words in said)


@lru_cache(maxsize=4096)
def _spaced(words: str) -> str:
    return f" {fold(words).replace('-', ' ')} "


CONDITIONS: dict[str, Test] = {
    "actor": _some("actor"),
    "target": _some("target"),
    "any": _some(None),
    "none": lambda sight, wanted, pack: not _some(None)(sight, wanted, pack),
    "only_actor": _only("actor"),
    "only_target": _only("target"),
    "between": _between,
    "called": _called,
    "not_called": lambda sight, wanted, pack: not _called(sight, wanted, pack),
    "instrument": lambda sight, wanted, _: not set(wanted).isdisjoint(sight.instrument),
    "sector": lambda sight, wanted, _: any(p.sector in wanted for p in sight.parties),
    "type": lambda sight, wanted, _: sight.type in wanted,
    "mode": lambda sight, wanted, _: sight.mode in wanted,
    "country": lambda sight, wanted, _: sight.country in wanted,
    "not_country": lambda sight, wanted, _: sight.country not in wanted,
    "place": lambda sight, wanted, _: (sight.place.id if sight.place else None) in wanted,
}
