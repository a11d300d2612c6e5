"""What an export is made of, and what all exports ask of an event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from recount.publish.withhold import Withheld
from recount.records import Claim, Event, Figure, Party
from recount.records.publication import Cited

CIVIL = frozenset({"CVL", "MED", "JRN", "NGO", "REF", "EDU", "REL"})
"""Sectors whose people are civilians."""
STATE = frozenset({"MIL", "COP", "GOV", "SPY", "JUD", "LEG"})
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Made:
    """The bytes of a file, and how many events it cannot hold, by reason."""

    data: bytes
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Holding:
    """Events, claims and sources, private names replaced. `actors` are the catalogue's names by id and `homes` the
    countries of actors (ISO 3166), `countries` those of the theatre; `texts` gives a report's text in a
    version."""

    events: Sequence[Event]
    claims: Sequence[Claim]
    cited: Sequence[Cited]
    actors: Mapping[str, str]
    homes: Mapping[str, str]
    countries: frozenset[str]
    names: Withheld
    texts: Callable[[str, str], str]

    @cached_property
    def claim(self) -> dict[str, Claim]:
        """Claims by id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def source(self) -> dict[str, Cited]:
        """Reports by id."""
        return {cited.id: cited for cited in self.cited}

    def name(self, party: Party) -> str:
        """The catalogue's name of a party, or the words of the report."""
        return self.actors.get(party.id or "", party.words)

    def sides(self, event: Event, role: str) -> list[Party]:
        """The parties in a role, each once, the first named first."""
        found = {party.id or party.words: party for party in reversed(event.actors) if party.role == role}
        return list(reversed(found.values()))

    def reports(self, event: Event) -> list[Cited]:
        """The reports behind an event, each once."""
        ids = dict.fromkeys(self.claim[id_].report for id_ in event.claims if id_ in self.claim)
        return [self.source[id_] for id_ in ids if id_ in self.source]

    def publishers(self, event: Event) -> str:
        """Who published them."""
        return "; ".join(dict.fromkeys(c.publisher or "publisher not known" for c in self.reports(event)))

    def words(self, event: Event) -> str:
        """The words of the first account."""
        return " ".join(event.accounts[0].evidence.quote.split()) if event.accounts else ""


def figure(event: Event, measure: str, *whom: str | None) -> Figure | None:
    """An event's figure of a measure for one of these classes, the first that it gives."""
    for one in whom or (None, "people"):
        found = next((q for q in event.quantities if q.measure == measure and q.of_whom == one), None)
        if found is not None:
            return found
    return None


def total(event: Event, measure: str) -> Figure | None:
    """The figure for people of any class; where only classes are given, the largest of them."""
    whole = figure(event, measure, "people", None)
    if whole is not None:
        return whole
    classes = [q for q in event.quantities if q.measure == measure]
    return max(classes, key=lambda q: (best_of(q) or 0.0, q.of_whom or ""), default=None)


def best_of(found: Figure | None) -> float | None:
    """The best value, or the low one where words such as "dozens" give no more."""
    if found is None:
        return None
    return found.best if found.best is not None else found.low


def days(event: Event) -> tuple[date, date] | None:
    """First and last civil day, both included; `None` where no bound is known. An open bound is the other one."""
    time = event.time
    if time is None or not time.resolved:
        return None
    first = date.fromisoformat((time.start or time.end or "")[:10])
    last = first
    if time.end is not None:
        last = date.fromisoformat(time.end[:10])
        inside = any(digit in "123456789" for digit in time.end[10:19])
        last = last if inside else last - ONE_DAY
    if time.start is None:
        first = last
    return first, max(first, last)


def whole(number: float | None) -> str:
    """A count as a cell: no point where there is no fraction; nothing where it is not known."""
    return "" if number is None else f"{number:.10g}"


def counted(reasons: Iterable[str]) -> dict[str, int]:
    """How often each reason was given."""
    found: dict[str, int] = {}
    for reason in reasons:
        found[reason] = found.get(reason, 0) + 1
    return found
