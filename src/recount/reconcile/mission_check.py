"""What the mission's rules name that does not exist, and whether they decide the pack's own examples as they should."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from recount.reconcile.mission import CONDITIONS, Sight, decided, rule_of, spelt_out
from recount.records import PackError, Party, Place
from recount.records.problem import Problem
from recount.words.pack import Pack
from recount.words.pack_draft import near
from recount.words.vocabulary import vocabulary
from recount.words.world import country_names

FILE = "mission.yaml"
PARTS = frozenset({"means", "names", "words", "rules", "examples"})
PARTIES = frozenset({"actor", "target", "any", "none", "only_actor", "only_target", "between"})
EXAMPLE = frozenset({"says", "rule", "actor", "target", "called", "type", "mode", "country", "place", "instrument"})


def problems(pack: Pack) -> Iterator[Problem]:
    """Errors of the mission's rules and examples."""
    for part in sorted(set(map(str, pack.mission)) - PARTS):
        yield _error("unknown part", part, "an unknown part", f"one of {sorted(PARTS)}", near(part, PARTS))
    names = _names(pack)
    known = set(pack.actors) | set(pack.about.get("groups") or {})
    for name, wanted in (pack.mission.get("names") or {}).items():
        for item in _flat(wanted):
            if item not in known:
                yield _error(
                    "unknown actor or group",
                    f"names {name}",
                    f"{item!r}",
                    "an id of actors.yaml or a group of pack.yaml",
                    near(str(item), known),
                )
    seen: set[str] = set()
    rules = pack.mission.get("rules") or []
    for rule in rules if isinstance(rules, list) else [rules]:
        where = str(rule.get("id", rule)) if isinstance(rule, Mapping) else str(rule)[:60]
        if where in seen:
            yield _error("duplicate id", where, "the id stands twice", "one rule for an id", "rename one of them")
        seen.add(where)
        yield from _rule(where, rule, names, known, pack)
    yield from _examples(pack, seen, known)


def _error(kind: str, entry: str, found: str, expected: str = "", advice: str = "") -> Problem:
    return Problem("error", kind, FILE, entry, found, expected, advice)


def _names(pack: Pack) -> dict[str, Sequence[Any]]:
    return {**(pack.mission.get("names") or {}), **(pack.mission.get("words") or {})}


def _flat(wanted: Any) -> Iterator[Any]:
    for item in wanted if isinstance(wanted, list) else [wanted]:
        yield from _flat(item) if isinstance(item, list) else [item]


def _rule(where: str, rule: Any, names: Mapping[str, Sequence[Any]], known: set[str], pack: Pack) -> Iterator[Problem]:
    try:
        _, _, when = rule_of(rule)
    except (PackError, TypeError, AttributeError) as error:
        yield _error("rule", where, str(error).removeprefix("mission.yaml: "))
        return
    for condition, wanted in when.items():
        if condition not in CONDITIONS:
            yield _error(
                "unknown condition",
                where,
                f"{condition!r}",
                f"one of {sorted(CONDITIONS)}",
                near(condition, CONDITIONS),
            )
            continue
        try:
            items = spelt_out(wanted, names)
        except PackError as error:
            yield _error("rule", where, f"{condition}: {str(error).removeprefix('mission.yaml: ')}")
            continue
        if condition == "between" and (len(items) != 2 or not all(isinstance(side, list) for side in items)):
            yield _error("rule", where, f"between: {wanted!r}", "two lists", "between: [[one, side], [the, other]]")
        allowed = _allowed(condition, known, pack)
        for item in _flat(items) if allowed is not None else ():
            if item not in (allowed or ()):
                yield _error(
                    f"unknown {_sort(condition)}",
                    where,
                    f"{condition}: {item!r}",
                    f"a known {_sort(condition)}",
                    near(str(item), filter(None, allowed or ())),
                )


def _sort(condition: str) -> str:
    sort = condition.removeprefix("not_")
    return "actor or group" if condition in PARTIES else sort


def _allowed(condition: str, known: set[str], pack: Pack) -> set[Any] | None:
    """What may stand in a condition's list; `None` where any words may."""
    if condition in PARTIES:
        return set(known)
    events = vocabulary().events
    allowed: dict[str, set[Any] | None] = {
        "type": set(events),
        "mode": {mode for event in events.values() for mode in event.modes},
        "sector": set(vocabulary().names["sectors"]),
        "country": {None, *country_names(), *pack.countries},
        "not_country": {None, *country_names(), *pack.countries},
        "place": {None, *(place.id for place in pack.places)},
        "instrument": _instruments(pack),
    }
    return allowed.get(condition)


def _instruments(pack: Pack) -> set[Any] | None:
    """What claims carry as instruments: words of means.yaml and of the lexicon's triggers."""
    rows = pack.lexicon.get("triggers")
    triggers = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    known = {entry.word for entry in pack.means} | {row["instrument"] for row in triggers if row.get("instrument")}
    return known or None


def _examples(pack: Pack, rules: Iterable[str], known: set[str]) -> Iterator[Problem]:
    """Each example is put to the rules: the one that it names must be the one that decides it."""
    for number, example in enumerate(pack.mission.get("examples") or (), 1):
        where = f"example {number}"
        if not isinstance(example, Mapping) or set(example) - EXAMPLE or not {"says", "rule"} <= set(example):
            yield _error(
                "example", where, f"{example!r}", f"says, rule and any of {sorted(EXAMPLE - {'says', 'rule'})}"
            )
            continue
        strangers = [a for role in ("actor", "target") for a in _flat(example.get(role) or []) if a not in known]
        for stranger in strangers:
            yield _error(
                "unknown actor or group", where, f"{stranger!r}", "an id of actors.yaml", near(stranger, known)
            )
        if example["rule"] is not None and example["rule"] not in set(rules):
            yield _error(
                "unknown rule",
                where,
                f"the rule {example['rule']!r}",
                "the id of a rule",
                near(str(example["rule"]), rules),
            )
            continue
        try:
            rule = decided(_sight(example), pack)
        except (PackError, TypeError, AttributeError):
            continue  # the rule that does not hold is told where it stands
        if not strangers and rule != example["rule"]:
            yield _error(
                "example",
                where,
                f"the rule {rule!r} decides {example['says']!r}",
                f"{example['rule']!r}",
                "order matters: put the narrower rule first, or correct the example",
            )


def _sight(example: Mapping[str, Any]) -> Sight:
    parties = [
        Party(role=role, words=id_, id=id_, sector=None, certainty="stated", claims=())
        for role in ("actor", "target")
        for id_ in _flat(example.get(role) or [])
    ]
    parties += [Party("actor", words, None, None, "stated", ()) for words in _flat(example.get("called") or [])]
    place = None
    if example.get("country") or example.get("place"):
        place = Place(words="", span=None, id=example.get("place"), country=example.get("country"))
    return Sight(
        example.get("type"),
        example.get("mode"),
        None,
        place,
        tuple(parties),
        tuple(_flat(example.get("instrument") or [])),
    )
