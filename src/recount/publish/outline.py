"""A pack's outline, checked: what a report counts, by which rule, and in which order it tells it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from recount.records import DataError, PackError
from recount.records.codec import from_dict
from recount.records.publication import Credit, Measure

KINDS = (
    *(
        "glance",
        "counted",
        "statements",
        "levels",
        "due",
        "shocks",
        "disputes",
        "origins",
        "unknown",
        "method",
        "sources",
    ),
)
_LISTS = ("points", "measures", "by_place", "kinds", "types", "figures", "words")
NAMED = re.compile(r"\{(\w+)(?:\|bare)?\}")


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """One section as the outline asks for it. `says`, `note` and `points` are prose that may name measures in
    braces; what each `kind` does with the rest stands in its function. Of statements, those of one of the `types`, with
    one of the `figures` or with one of the `words` are kept, all where none is given; `apart` tells levels that
    officials declare from those that others describe."""

    key: str
    title: str
    kind: str
    says: str = ""
    note: str = ""
    points: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    by_place: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    map: str | None = None
    timeline: str | None = None
    multiples: str | None = None
    events: str | None = None
    wanted: Mapping[str, str] = field(default_factory=dict)
    types: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    apart: bool = False

    def names(self) -> set[str]:
        """Every measure that the section asks for."""
        prose = " ".join((self.says, self.note, *self.points))
        single = {name for name in (self.map, self.timeline, self.multiples, self.events) if name}
        return {*NAMED.findall(prose), *self.measures, *self.by_place, *single}


@dataclass(frozen=True, slots=True)
class Shock:
    """A day (civil, the first of the new state) at which something may have changed, and of which measures to ask."""

    day: str
    title: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """What to report. `nouns` name event types and kinds of claim in the page's words."""

    nouns: Mapping[str, str]
    measures: Mapping[str, Measure]
    sections: tuple[SectionPlan, ...]
    notice: str
    shocks: tuple[Shock, ...] = ()


def outline_from(raw: Mapping[str, Any]) -> Outline:
    """The outline of a pack from its YAML; raises `PackError` naming the entry that does not hold."""
    missing = {"nouns", "measures", "sections", "notice"} - set(raw)
    if missing:
        raise PackError(f"outline.yaml: lacks the parts {sorted(missing)}")
    measures = {key: _measure(key, row) for key, row in raw["measures"].items()}
    sections = tuple(_section(row) for row in raw["sections"])
    for plan in sections:
        _check(plan, measures)
    shocks = tuple(_shock(row, measures) for row in raw.get("shocks") or ())
    return Outline(dict(raw["nouns"]), measures, sections, str(raw["notice"]), shocks)


def credits_from(raw: Sequence[Mapping[str, Any]]) -> tuple[Credit, ...]:
    """The credits of a pack from its YAML; raises `PackError` naming the one that does not hold."""
    try:
        return tuple(from_dict(Credit, dict(row)) for row in raw)
    except (DataError, TypeError, ValueError) as error:
        raise PackError(f"pack.yaml: credits: {error}; expected rows of what, name and licence") from error


def _measure(key: str, row: Mapping[str, Any]) -> Measure:
    try:
        measure = from_dict(Measure, {"key": key, **row})
    except (DataError, TypeError) as error:
        raise PackError(f"outline.yaml: measure {key!r}: {error}") from error
    if len(measure.unit) != 2:
        raise PackError(f"outline.yaml: measure {key!r}: unit must be two words, for one and for many")
    _no_digits(f"measure {key!r}", measure.rule, *measure.unit)
    return measure


def _shock(row: Mapping[str, Any], measures: Mapping[str, Measure]) -> Shock:
    try:
        shock = Shock(date.fromisoformat(str(row["day"])).isoformat(), str(row["title"]), tuple(row["measures"]))
    except (KeyError, TypeError, ValueError) as error:
        raise PackError(f"outline.yaml: shock {row!r}: expected a day, a title and measures ({error})") from error
    unknown = set(shock.measures) - set(measures)
    if unknown:
        raise PackError(f"outline.yaml: shock {shock.title!r} asks for {sorted(unknown)}; there are {sorted(measures)}")
    _no_digits(f"shock {shock.title!r}", shock.title)
    return shock


def _section(row: Mapping[str, Any]) -> SectionPlan:
    lists = {name: tuple(row[name]) for name in _LISTS if name in row}
    try:
        plan = SectionPlan(**{**row, **lists})
    except TypeError as error:
        raise PackError(f"outline.yaml: section {row.get('key')!r}: {error}") from error
    if plan.kind not in KINDS:
        raise PackError(f"outline.yaml: section {plan.key!r}: kind {plan.kind!r} is not one of {KINDS}")
    _no_digits(f"section {plan.key!r}", plan.title, plan.says, plan.note, *plan.points, *plan.wanted.values())
    return plan


def _check(plan: SectionPlan, measures: Mapping[str, Measure]) -> None:
    unknown = plan.names() - set(measures)
    if unknown:
        raise PackError(f"outline.yaml: section {plan.key!r} asks for {sorted(unknown)}; there are {sorted(measures)}")


def _no_digits(where: str, *texts: str) -> None:
    """A number that is typed and not counted cannot be opened, so it is refused where it would be typed."""
    for text in texts:
        if re.search(r"\d", text):
            raise PackError(f"outline.yaml: {where} holds a typed number: {text!r}; name a measure in braces instead")
