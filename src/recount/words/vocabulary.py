"""The vocabulary: loaded from one YAML, checked at start, asked by everything that names a thing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from recount.records import PackError, UsageError
from recount.words.yaml_text import yaml_of


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER event (or TERRITORY) with its crosswalk. `modes` maps a mode to its ACLED sub-event type."""

    name: str
    quad: int
    cameo: str
    acled: str | None
    modes: dict[str, str | None]
    means: str


@dataclass(frozen=True, slots=True)
class Comparator:
    """How a comparator turns a value into an inclusive range; `means` is the words that carry it."""

    name: str
    low: str | None
    high: str | None
    means: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every name that may stand in a claim."""

    events: dict[str, EventType]
    comparators: dict[str, Comparator]
    names: dict[str, dict[str, str]]

    def crosswalk(self, type_: str | None, mode: str | None) -> tuple[str | None, str | None]:
        """CAMEO root and ACLED sub-event type of a PLOVER event and mode; (None, None) for anything else."""
        event = self.events.get(type_ or "")
        if event is None:
            return None, None
        return event.cameo, event.modes.get(mode, event.acled) if mode else event.acled

    def range_of(
        self, comparator: str, value: float | None, *, whole: bool = True
    ) -> tuple[float | None, float | None]:
        """The inclusive range that a comparator allows around `value`; `whole` things are counted in ones.

        >>> vocabulary().range_of("over", 150)
        (151.0, None)
        >>> vocabulary().range_of("dozens", None)
        (24.0, 99.0)
        """
        rule = self.comparators.get(comparator)
        if rule is None:
            raise UsageError(f"unknown comparator {comparator!r}; expected one of {sorted(self.comparators)}")
        return _bound(rule.low, value, whole), _bound(rule.high, value, whole)

    def allowed(self) -> dict[str, list[str]]:
        """Names per record field, for the JSON Schema."""
        return {
            "Quantity.measure": list(self.names["measures"]),
            "Quantity.of_whom": list(self.names["of_whom"]),
            "Quantity.comparator": list(self.comparators),
            "Figure.measure": list(self.names["measures"]),
            "Figure.of_whom": list(self.names["of_whom"]),
            "AccountFigure.measure": list(self.names["measures"]),
            "AccountFigure.of_whom": list(self.names["of_whom"]),
            "AccountFigure.comparator": list(self.comparators),
            "Mention.sector": list(self.names["sectors"]),
            "Party.sector": list(self.names["sectors"]),
            "Relation.type": list(self.names["relations"]),
            "Claim.sensitivity": list(self.names["sensitivity"]),
            "Event.sensitivity": list(self.names["sensitivity"]),
        }


def _bound(rule: str | None, value: float | None, whole: bool) -> float | None:
    if rule is None:
        return None
    if "v" not in rule:
        return float(rule)
    if value is None:
        return None
    if rule == "v":
        return float(value)
    if rule.startswith((">", "<")):
        step = (1.0 if whole else 0.0) * (1 if rule[0] == ">" else -1)
        return float(value) + step
    scaled = round(float(rule.removesuffix("*v")) * value, 6)
    return float(scaled)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with Recount, checked once."""
    text = resources.files("recount.words").joinpath("vocabulary.yaml").read_text(encoding="utf-8")
    return checked(yaml_of(text))


def checked(raw: dict[str, Any]) -> Vocabulary:
    """A vocabulary from its YAML; raises `PackError` naming the entry that does not hold."""
    wanted = {
        "events",
        "sectors",
        "measures",
        "of_whom",
        "relations",
        "ties",
        "links",
        "levels",
        "comparators",
        "sensitivity",
    }
    if raw.keys() != wanted:
        raise PackError(f"vocabulary: expected the parts {sorted(wanted)}, found {sorted(raw)}")
    for part, rows in raw.items():
        if not rows:
            raise PackError(f"vocabulary: part {part!r} is empty")
    try:
        events = {name: EventType(name=name, **row) for name, row in raw["events"].items()}
        comparators = {name: Comparator(name=name, **row) for name, row in raw["comparators"].items()}
    except TypeError as error:
        raise PackError(f"vocabulary: {error}") from error
    names = {
        part: {str(k): str(v) for k, v in rows.items()}
        for part, rows in raw.items()
        if part not in ("events", "comparators")
    }
    for rule in comparators.values():
        for bound in (rule.low, rule.high):
            _check_bound(rule.name, bound)
    return Vocabulary(events=events, comparators=comparators, names=names)


def _check_bound(name: str, bound: str | None) -> None:
    try:
        _bound(bound, 1.0, True)
    except ValueError as error:
        raise PackError(
            f"vocabulary: comparator {name!r} has the bound {bound!r}; expected v, >v, <v, a number, or a number *v"
        ) from error
