"""Rival figures, side by side: low, best and high over independent origins, with the rule in words.

One origin has one figure per measure and class: its latest, and of one day the largest, since parts are named beside
their wholes ("twelve people, including five children"). Classes are never added to the total that holds them. A figure
said on an earlier day and lower than one said later is taken as revised: tolls grow as bodies are found. Figures that
cannot both be so on the last word are a dispute, and stay in the range.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recount.reconcile.account import Heard
from recount.reconcile.facts import OF_PEOPLE, FigureKey, bounds, figure_key
from recount.records import Figure, FigureSaid

CIVILIAN_PARTS = ("children", "women", "men", "journalists", "aid_workers", "medics", "officials", "prisoners")
"""Classes that may overlap one another: the largest of them is what is surely there."""
FIGHTING_PARTS = ("soldiers", "police", "militants", "coalition")
"""Classes that do not overlap: nobody is of two of them, and they may be added."""


@dataclass(frozen=True, slots=True)
class Given:
    """One origin's figure: the inclusive range that its words allow, the value as said, the day it was said."""

    origin: str
    low: float | None
    high: float | None
    value: float | None
    said: str
    claims: tuple[str, ...]

    @property
    def best(self) -> float | None:
        """The value, moved into what its words allow ("over 15": 16); of words alone the least ("dozens": 24)."""
        if self.value is None:
            return self.low if self.low is not None else self.high
        floor = self.value if self.low is None else max(self.low, self.value)
        return floor if self.high is None else min(self.high, floor)

    def allows(self, value: float) -> bool:
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def clashes(self, other: Given) -> bool:
        """Whether the two cannot both be so."""
        return _below(self, other) or _below(other, self)


def figures_of(voices: Iterable[Heard]) -> tuple[Figure, ...]:
    """The figures of an event, in order of measure and class. Only accounts by which it happened give figures."""
    given = given_by(voices)
    totals = _totals(given)
    figures = [_figure(key, rows, None) for key, rows in given.items()]
    figures += [_figure((measure, "people"), rows, words) for measure, (rows, words) in totals.items()]
    return tuple(sorted(figures, key=lambda f: (f.measure, f.of_whom or "")))


def history_of(voices: Iterable[Heard]) -> tuple[FigureSaid, ...]:
    """Every figure of every account in the order in which it was said: how a toll came to be what it is."""
    heard = list(voices)
    standing = {(key, r.origin): r.said for key, rows in given_by(heard).items() for r in current(rows)[0]}
    found = []
    for voice in heard:
        for q in voice.claim.quantity if voice.happened else ():
            low, high = bounds(q)
            if q.per is not None or q.share is not None or (low is None and high is None and q.value is None):
                continue
            key = figure_key(q)
            stands = standing.get((key, voice.origin.id)) == (voice.said or "")
            found.append(FigureSaid(*key, voice.said, voice.origin.id, q.value, low, high, stands, voice.claim.id))
    return tuple(
        sorted(found, key=lambda f: (f.measure, f.of_whom or "", f.said or "", f.origin, f.claim, f.low or 0.0))
    )


def given_by(voices: Iterable[Heard]) -> dict[FigureKey, list[Given]]:
    """Each origin's one figure per measure and class, in order of origin."""
    said: dict[FigureKey, dict[str, list[Given]]] = defaultdict(lambda: defaultdict(list))
    for voice in voices:
        if not voice.happened:
            continue
        for q in voice.claim.quantity:
            low, high = bounds(q)
            if q.per is not None or q.share is not None or (low is None and high is None and q.value is None):
                continue
            row = Given(voice.origin.id, low, high, q.value, voice.said or "", (voice.claim.id,))
            said[figure_key(q)][voice.origin.id].append(row)
    return {key: [_own(rows[o]) for o in sorted(rows)] for key, rows in sorted(said.items(), key=_key_order)}


def current(rows: Sequence[Given]) -> tuple[list[Given], list[Given]]:
    """The figures that stand, and those that a higher figure said on a later day has revised."""
    revised = [r for r in rows if any(r.said < other.said and _below(r, other) for other in rows)]
    return [r for r in rows if r not in revised], revised


def words_of(row: Given) -> str:
    """A range as a reader writes it.

    >>> words_of(Given("o", 12.0, None, 12.0, "", ()))
    'at least 12'
    """
    if row.low is not None and row.low == row.high:
        return f"{row.low:g}"
    if row.high is None:
        return f"at least {row.low:g}" if row.low is not None else f"{row.best or 0:g}"
    return f"{row.low or 0:g} to {row.high:g}"


def _key_order(item: tuple[FigureKey, object]) -> tuple[str, str]:
    (measure, whom), _ = item
    return measure, whom or ""


def _own(rows: Sequence[Given]) -> Given:
    """An origin's figure: its latest; of one day the largest."""
    last = max(r.said for r in rows)
    best = max((r for r in rows if r.said == last), key=lambda r: (r.best or 0.0, r.low or 0.0, r.claims))
    claims = tuple(sorted({c for r in rows for c in r.claims}))
    return Given(best.origin, best.low, best.high, best.value, best.said, claims)


def _below(a: Given, b: Given) -> bool:
    return a.high is not None and b.low is not None and a.high < b.low


def _figure(key: FigureKey, rows: Sequence[Given], note: str | None) -> Figure:
    standing, revised = current(rows)
    best = max((r for r in standing if r.best is not None), key=lambda r: _rank(r, standing), default=None)
    value = best.best if best else None
    support = sum(value is not None and r.allows(value) for r in standing)
    parts = [note] if note else []
    parts.append(_support_words(best, support, len(standing)))
    if revised:
        parts.append(
            f"{len(revised)} earlier and lower {'figure' if len(revised) == 1 else 'figures'} taken as revised"
        )
    return Figure(
        measure=key[0],
        of_whom=key[1],
        low=min((r.low for r in standing if r.low is not None), default=None),
        best=value,
        high=_high(standing),
        rule="; ".join(parts),
        claims=tuple(sorted({c for r in rows for c in r.claims})),
    )


def _rank(row: Given, standing: Sequence[Given]) -> tuple[bool, int, str, float]:
    """A number over a word like "dozens", then most origins, then the latest said, then the larger."""
    value = row.best or 0.0
    return row.value is not None, sum(r.allows(value) for r in standing), row.said, value


def _support_words(best: Given | None, support: int, n: int) -> str:
    if best is None:
        return "no number given"
    if n == 1:
        return "as the one origin gives it" if best.value is not None else "the least that the one origin's words allow"
    when = f", last said {best.said}" if best.said else ""
    return f"the figure that {support} of {n} origins allow{when}"


def _high(rows: Sequence[Given]) -> float | None:
    """The highest stated bound. An "at least" does not open the range while a bound at or above it is stated."""
    highs = [r.high for r in rows if r.high is not None]
    floor = max((r.low or 0.0 for r in rows if r.high is None), default=None)
    top = max(highs, default=None)
    return None if top is None or (floor is not None and floor > top) else top


def _totals(given: Mapping[FigureKey, Sequence[Given]]) -> dict[str, tuple[list[Given], str]]:
    """For a measure that no account totals: each origin's sum of classes that do not overlap."""
    found = {}
    for measure in sorted({m for m, _ in given} & OF_PEOPLE):
        if (measure, "people") in given:
            continue
        classes: dict[str, dict[str, Given]] = defaultdict(dict)
        for (m, whom), rows in given.items():
            for row in rows if m == measure else ():
                classes[row.origin][whom or ""] = row
        sums = [_sum(own) for _, own in sorted(classes.items())]
        if sums:
            found[measure] = (sums, "no account gives a total: classes that do not overlap are added")
    return found


def _sum(own: Mapping[str, Given]) -> Given:
    civil = [own["civilians"]] if "civilians" in own else _largest([own[c] for c in CIVILIAN_PARTS if c in own])
    armed = _armed(own)
    parts = (civil + armed) or _largest(list(own.values()))
    return Given(
        origin=parts[0].origin,
        low=sum(p.low or 0.0 for p in parts),
        high=None if any(p.high is None for p in parts) else sum(p.high or 0.0 for p in parts),
        value=sum(p.best or 0.0 for p in parts),
        said=max(p.said for p in parts),
        claims=tuple(sorted({c for p in parts for c in p.claims})),
    )


def _armed(own: Mapping[str, Given]) -> list[Given]:
    """Fighters in all, or the classes that make them up; both, where a class exceeds the fighters and so cannot be
    among them ("eleven fighters of the town and 17 militants")."""
    classes = [own[c] for c in FIGHTING_PARTS if c in own]
    if "combatants" not in own:
        return classes
    whole = own["combatants"]
    return [whole, *(c for c in classes if (c.best or 0.0) > (whole.best or 0.0))]


def _largest(rows: Sequence[Given]) -> list[Given]:
    return [max(rows, key=lambda r: (r.best or 0.0, r.claims))] if rows else []
