"""Where, when and about whom a figure of a table is, as the heads of its row and column and the caption say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from recount.extract.figures import HARMS
from recount.extract.syntax import Document
from recount.extract.table_heads import Head, head_of
from recount.extract.table_rows import Cell
from recount.extract.when import best_time
from recount.extract.where import finest
from recount.records import Mention, Place, Quantity, Source, Time
from recount.words.dates import times_in
from recount.words.numbers import numbers_in
from recount.words.vocabulary import vocabulary

BEFALLS = HARMS | {
    "captured",
    "arrested",
    "released",
    "surrendered",
    "displaced",
    "targets",
    "vehicles",
    "buildings",
}
"""Measures of what befalls a party, so that a party beside them may be either side."""
_TOTAL = re.compile(
    r"(?:grand |sub-?)?totals?\b|(?:all|overall|sum|combined|altogether)\b|.{2,40}\btotal\Z", re.IGNORECASE
)
_QUARTER = re.compile(r"\bQ([1-4])\b|\b([1-4])Q\b|\bQuarter ([1-4])\b", re.IGNORECASE)
_ORDINALS = ("first", "second", "third", "fourth")
_MONTH = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?\Z|Q[1-4]\Z|[1-4]Q\Z|Quarter [1-4]\Z",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|from|claimed by|attributed to)\s(?:the\s)?\Z", re.IGNORECASE)
_ON = re.compile(r"\b(?:against|on|targeting|of|at|among)\s(?:the\s)?\Z", re.IGNORECASE)
_DOERS = re.compile(r"(?i)\b(?:perpetrators?|attackers?|actors?|by|claimed|attributed|responsible|conducted)\b")
_STRUCK = re.compile(r"(?i)\b(?:targets?|targeted|victims?|losses|nationality|against)\b")
_WHO = re.compile(r"(?i)\s*(?:who|whom|of whom|side)\s*\Z")
_PLAIN = re.compile(
    r"(?P<sign>[~≈<>]?)\s?(?P<digits>\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+)(?P<more>\+?)[*†‡§]*(?:\s*\[\w{1,2}\])?\Z"
)
_SAID = re.compile(
    r"(?i)\b(?:(?:announced|reported|released|published|issued|compiled|counted|given|stated|provided|recorded) by"
    r"|(?:figures|data|numbers|counts|statistics|count|toll) (?:of|from|by)|according to|sources?:)\s(?:the\s)?\Z"
)
"""What makes the party after it one who tells, not one who did."""
_TELLERS = re.compile(r"(?i)(?:according to|source|reported by|as reported by|reporting body)\Z")
_SIGNS = {"": "exact", "~": "about", "≈": "about", "<": "under", ">": "over"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What some heads say together. `part` is a month or quarter without its year; `cells` those that said any of it;
    `unsettled` whether a party stands there of which nothing tells on which side."""

    place: tuple[Place, ...] = ()
    time: Time | None = None
    actor: tuple[Mention, ...] = ()
    target: tuple[Mention, ...] = ()
    part: str | None = None
    source: tuple[Source, ...] = ()
    cells: tuple[Cell, ...] = ()
    unsettled: bool = False

    @property
    def given(self) -> bool:
        """Whether a place, a party or a period is named."""
        return bool(self.place or self.time or self.actor or self.target or self.part)

    def then(self, other: Scope) -> Scope:
        """This scope with what it leaves open filled from a wider one."""
        time = self.time or _joined(self.part or other.part, other.time) or other.time
        filled = Scope(
            place=self.place or other.place,
            time=time,
            actor=self.actor or other.actor,
            target=self.target or other.target,
            part=self.part or other.part,
            source=self.source or other.source,
            unsettled=self.unsettled or other.unsettled,
        )
        took = replace(filled, unsettled=False) != replace(self, cells=(), unsettled=False)
        return replace(filled, cells=(*self.cells, *(other.cells if took else ())))


def scope_of(
    cells: Sequence[Cell],
    document: Document,
    *,
    over: str | None = None,
    named: Sequence[str] | None = None,
    loose: bool = False,
) -> Scope:
    """What the cells say, the first before the next. `over` is the measure of the figures; `named` how the columns of
    the cells are called, where they head rows; `loose` is for a caption, where parties are named in passing."""
    scope = Scope()
    for at, cell in enumerate(cells):
        time, part = _time_of(cell.words, document.report.published.date)
        found = Scope(tuple(finest(document.places_of(cell.span))), time, part=part, cells=(cell,))
        for mention in document.actors_of(cell.span):
            found = _with_party(
                found, mention, cell, over, named[at] if named else None, rows=named is not None, loose=loose
            )
        if found.given or found.unsettled or found.source:
            scope = scope.then(found)
    return scope


def is_total(words: str) -> bool:
    """Whether the head of a row or column says that it sums up others."""
    return bool(_TOTAL.match(words.strip(" :*")))


def quantity_of(cell: Cell, head: Head, whom: str | None) -> Quantity | None:
    """The figure of a cell, where the cell is one plain count and nothing else."""
    measure = head.measure or "other"
    whom = head.of_whom or whom
    plain = _PLAIN.match(cell.words)
    if plain is not None:
        value = float(re.sub(r"\D", "", plain["digits"]))
        comparator = "at_least" if plain["more"] else _SIGNS[plain["sign"]]
        low, high = vocabulary().range_of(comparator, value)
        return Quantity(measure, whom, value, comparator, low, high, None, None, cell.words)
    numbers = numbers_in(cell.words)
    if len(numbers) != 1 or cell.words[numbers[0].span.end :].strip(" *†‡§") or numbers[0].span.start:
        return None
    n = numbers[0]
    if n.value is not None and n.value != int(n.value):
        return None
    return Quantity(measure, whom, n.value, n.comparator, n.low, n.high, None, None, cell.words)


def _with_party(
    scope: Scope, mention: Mention, cell: Cell, over: str | None, named: str | None, *, rows: bool, loose: bool
) -> Scope:
    if mention.span is None:
        return scope
    before = cell.words[: mention.span.start - cell.span.start]
    if _SAID.search(before):
        told = Source(mention.words, None, None, None, True, None, False, mention.id)
        return replace(scope, source=(*scope.source, told))
    if loose and head_of(cell.words).measure not in (None, over):
        return scope
    after = " ".join(cell.words[mention.span.end - cell.span.start :].split()[:3])
    if _BY.search(before) or (named and _DOERS.search(named)):
        return replace(scope, actor=(*scope.actor, mention))
    harmed = named is not None and over in BEFALLS and _WHO.match(named)
    if _ON.search(before) or harmed or (named and _STRUCK.search(named)):
        return replace(scope, target=(*scope.target, mention))
    if loose and (over is None or head_of(after).measure != over):
        return scope
    if over not in BEFALLS:
        return replace(scope, actor=(*scope.actor, mention))
    if rows and mention.id is not None:
        return replace(scope, unsettled=True)
    return replace(scope, target=(*scope.target, mention))


@lru_cache(maxsize=4096)
def _time_of(words: str, published: str | None) -> tuple[Time | None, str | None]:
    """The time that a head names, and the month or quarter that it names without a year."""
    if _MONTH.match(words):
        return None, words
    plain = _QUARTER.sub(lambda m: f"{_ORDINALS[int(m[1] or m[2] or m[3]) - 1]} quarter of", words)
    day = date.fromisoformat(published) if published else None
    best = best_time(list(times_in(plain, published=day)))
    if best is None or not best.time.resolved:
        return None, None
    return replace(best.time, words=best.time.words if plain == words else words), None


def _joined(part: str | None, year: Time | None) -> Time | None:
    if part is None or year is None or year.precision != "year" or year.start is None:
        return None
    time, _ = _time_of(f"{part.rstrip('.')} {year.start[:4]}", None)
    return replace(time, words=part) if time is not None else None


def whom_of(cells: Sequence[Cell]) -> Iterator[str]:
    """The classes of people that heads name."""
    for cell in cells:
        whom = head_of(cell.words).of_whom
        if whom is not None:
            yield whom


def tells(words: str) -> bool:
    """Whether a column is headed as that of the sources of its rows."""
    return bool(_TELLERS.match(words.strip()))


def source_of(cell: Cell, document: Document) -> Source:
    """Who gives the figure, as a column of sources names them."""
    known = next((m.id for m in document.actors_of(cell.span) if m.id is not None), None)
    return Source(cell.words, None, None, None, True, None, False, known)
