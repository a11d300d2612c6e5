"""Explore: what happened where and when, and how surely?"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from recount.desk.chips import Chip, paged
from recount.desk.desk import Desk
from recount.desk.explore.choice import (
    FACETS,
    SEPARATOR,
    Choice,
    Chosen,
    Rows,
    choice_of,
    chosen,
    counts,
    view_asked,
)
from recount.desk.explore.held import Ground
from recount.desk.explore.keeping import ROUTES as KEEPING
from recount.desk.explore.mapped import around, mapped, view_of
from recount.desk.explore.timeline import Timeline, narrowed, timeline
from recount.desk.explore.views import LONGEST, narrowing
from recount.desk.pages import address, desk_of, fragment, page
from recount.desk.screen import Screen
from recount.store.columns import NOWHERE, UNKNOWN, WIDE, EventColumns, holding, listed
from recount.store.search import passages_with

MOST = 50
"""Rows of a page of the table."""
SHOWN = 12
"""Values of a facet that are listed."""
_WIDTHS = (320, 1600)
TITLES = {
    "type": "Type", "actor": "Actor or its parent", "country": "Country", "province": "Province",
    "mission": "Mission", "grade": "Proposed grade", "origins": "Independent origins", "known": "Place known to",
}  # fmt: skip
WORDS = {
    "one": "one origin", "several": "several origins", "point": "a place or district", "area": "a province",
    "wide": "a country or region", "nowhere": "no place",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: how many events have it among what all else leaves, and where choosing it leads."""

    words: str
    count: int
    chosen: bool
    barred: bool
    with_it: str
    without_it: str


@dataclass(frozen=True, slots=True)
class Sums:
    """What the selection comes to. Deaths are the sums of the ranges over accounts of each event that tells of any; of
    `open` events no upper end is known."""

    events: int
    whole: int
    wide: int
    nowhere: int
    undated: int
    telling: int
    open: int
    killed: tuple[float, float, float]
    disputed: int
    one_origin: int


def show(request: Request) -> Response:
    """The screen, or with a narrower `width` the same for a smaller one."""
    desk = desk_of(request)
    query = dict(request.query_params)
    width = _width(query.pop("width", None))
    choice = choice_of(query)
    with desk.readings.now() as generation:
        ground = desk.held.of(generation)
        columns = ground.columns
        picked = chosen(ground, choice, lambda words: holding(generation, passages_with(generation, words)))
        sums = ground.answer(("sums", choice.key()), lambda: _sums(columns, picked.rows()))
        first, pages = paged(request, sums.events, MOST)
        shown = picked.rows()[first : first + MOST]
        table = ground.answer(("table", first, choice.key()), lambda: listed(generation, columns.at[shown].tolist()))
    bars = ground.answer(("bars", choice.key(without="time")), lambda: timeline(columns, picked.mask(without="time")))
    drawn = ground.answer(("drawn", choice.key(without="time")), lambda: _drawn(bars))
    days = None if bars is None else narrowed(bars, columns, picked.rows(), choice.since, choice.until)
    unboxed = picked.mask(without="box")
    box = view_asked(query) or choice.box
    box = box or ground.answer(("around", choice.key(without="box")), lambda: around(columns, unboxed))
    view = view_of(box, width)
    return page(
        request, "explore.html.j2", title="Explore", query=query, choice=choice, table=table,
        killed=[columns.killed(row) for row in shown.tolist()], pages=pages,
        sums=sums, facets=_facets(request, desk, ground, picked, choice), days=days, bars=drawn,
        steps=_steps(query, choice, days), map=mapped(columns, unboxed, view, _home(desk)),
        chips=_chips(request, desk, choice), noun=lambda one: desk.names.noun(one.type, one.mode),
        here=lambda **changes: address("/explore", query, page=None, **changes),
        boxed=_open_ended(address("/explore", query, page=None, box=None, view=None)), WIDE="wide", NOWHERE="nowhere",
        box_words=str(view.box), chosen_box=choice.box, views=desk.views.all(), view_id=secrets.token_hex(8),
        narrowing=narrowing(urlencode(query)), longest=LONGEST,
    )  # fmt: skip


def _drawn(bars: Timeline | None) -> str:
    return "" if bars is None else fragment("explore_bars.html.j2", days=bars)


def _open_ended(place: str) -> str:
    """An address to which the box of each circle is put as it is drawn."""
    return f"{place}{'&' if '?' in place else '?'}box="


def _width(text: str | None) -> float:
    """Of the map in pixels, as the script of the page measures it."""
    try:
        return float(min(max(int(text or "960"), _WIDTHS[0]), _WIDTHS[1]))
    except ValueError:
        return 960.0


def _sums(columns: EventColumns, rows: Rows) -> Sums:
    low, best, high = (values[rows] for values in (columns.killed_low, columns.killed_best, columns.killed_high))
    tells = ~(np.isnan(low) & np.isnan(best) & np.isnan(high))
    least = np.where(np.isnan(low), np.nan_to_num(best), low)
    middle = np.where(np.isnan(best), np.nan_to_num(low), best)
    unbounded = np.isinf(high)
    most = np.where(np.isnan(high) | unbounded, np.maximum(np.nan_to_num(best), np.nan_to_num(low)), high)
    fineness = columns.fineness[rows]
    return Sums(
        events=len(rows), whole=len(columns), wide=int((fineness == WIDE).sum()),
        nowhere=int((fineness == NOWHERE).sum()), undated=int((columns.start[rows] == UNKNOWN).sum()),
        telling=int(tells.sum()), open=int(unbounded.sum()),
        killed=(float(least.sum()), float(middle.sum()), float(most.sum())),
        disputed=int(columns.disputed[rows].sum()), one_origin=int((columns.origins[rows] <= 1).sum()),
    )  # fmt: skip


def _facets(
    request: Request, desk: Desk, ground: Ground, picked: Chosen, choice: Choice
) -> list[tuple[str, str, list[Value], int]]:
    """Key, title, values and the number of values not shown, for every facet that has any."""
    query = dict(request.query_params)
    found = []
    for name in FACETS:
        numbers = dict(ground.answer((name, choice.key(without=name)), partial(_counted, picked, name)))
        asked = [*choice.include.get(name, ()), *choice.exclude.get(name, ())]
        if name == "actor":  # an ancestor that the theatre does not name is no actor to choose by
            numbers = {value: n for value, n in numbers.items() if value in desk.pack.actors}
        names = list(dict.fromkeys([*asked, *list(numbers)[:SHOWN]]))
        values = [_value(desk, query, choice, name, value, numbers.get(value, 0)) for value in names]
        if values:
            found.append((name, TITLES[name], values, max(0, len(numbers) - SHOWN)))
    return found


def _counted(picked: Chosen, name: str) -> list[tuple[str, int]]:
    return counts(picked.columns, name, picked.rows(without=name))


def _value(desk: Desk, query: Mapping[str, str], choice: Choice, name: str, value: str, count: int) -> Value:
    include, exclude = choice.include.get(name, ()), choice.exclude.get(name, ())
    picked, barred = value in include, value in exclude
    kept_in = [v for v in include if v != value] if picked else [*include, value]
    kept_out = [v for v in exclude if v != value]
    toggled = {name: SEPARATOR.join(kept_in), f"not.{name}": SEPARATOR.join(kept_out), "page": None}
    out = [*kept_out] if barred else [*kept_out, value]
    without = {name: SEPARATOR.join(v for v in include if v != value), f"not.{name}": SEPARATOR.join(out), "page": None}
    return Value(
        _words(desk, name, value), count, picked, barred,
        address("/explore", query, **toggled), address("/explore", query, **without),
    )  # fmt: skip


def _words(desk: Desk, name: str, value: str) -> str:
    if name == "actor":
        actor = desk.pack.actors.get(value)
        return actor.name if actor is not None else value
    if name == "type":
        return desk.names.noun(value, None)
    return WORDS.get(value, value.replace("_", " "))


def _chips(request: Request, desk: Desk, choice: Choice) -> list[Chip]:
    query = dict(request.query_params)

    def without(**changes: str | None) -> str:
        return address("/explore", query, page=None, **changes)

    found: list[Chip] = [Chip("Words", choice.words, without(q=None))] if choice.words else []
    for key, kept, says in (("", choice.include, ""), ("not.", choice.exclude, "not ")):
        for name, values in kept.items():
            for value in values:
                rest = SEPARATOR.join(v for v in values if v != value)
                found.append(Chip(TITLES[name], says + _words(desk, name, value), without(**{f"{key}{name}": rest})))
    if choice.since or choice.until:
        days = f"{choice.since or 'the first'} to {choice.until or 'the last'}"
        found.append(Chip("Days", days, without(since=None, until=None)))
    if choice.box:
        found.append(Chip("Area", "the map's frame", without(box=None)))
    return found


@dataclass(frozen=True, slots=True)
class Steps:
    """Where moving or growing the window of days leads."""

    earlier: str
    later: str
    wider: str
    narrower: str


def _steps(query: Mapping[str, str], choice: Choice, days: Timeline | None) -> Steps | None:
    """A window that moves by its own length and grows by half of it on either side."""
    if days is None or (choice.since is None and choice.until is None):
        return None
    since, until = choice.since or days.since, choice.until or days.until
    long = max((until - since).days, 1)
    half = max(1, long // 2)

    def to(a: int, b: int) -> str:
        return address(
            "/explore", query, since=str(since + timedelta(days=a)), until=str(until + timedelta(days=b)), page=None
        )

    shrink = min(half // 2, (long - 1) // 2)
    return Steps(to(-long, -long), to(long, long), to(-half, half), to(shrink, -shrink))


def _home(desk: Desk) -> str | None:
    """The outlines of the theatre's provinces, as GeoJSON."""
    return None if desk.pack.shapes is None else _text(desk.pack.shapes)


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


SCREEN = Screen(
    "explore", "Explore", "What happened where and when, and how surely?", "/explore",
    (Route("/explore", show, methods=["GET"]), *KEEPING),
    key_letter="e",
)  # fmt: skip
