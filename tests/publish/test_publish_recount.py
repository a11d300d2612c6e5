"""The numbers of a report counted a second time, in plain Python over the events' JSON, against the SELECT."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.publish import quarter_of
from recount.publish.ledger import bounds
from recount.records import Figure
from recount.records.publication import Measure
from tests.publication_factory import PLACES, Maker, killed, on, span

Q2 = quarter_of("2016Q2")
CIVIL = {"civilians", "children", "women", "journalists", "aid_workers", "medics"}
ARMED = {"combatants", "soldiers", "police", "militants", "coalition"}
SIDES: dict[str, Callable[[str | None], bool]] = {
    "total": lambda _: True,
    "civilians": lambda whom: whom in CIVIL,
    "fighters": lambda whom: whom in ARMED,
}
Range = tuple[float, float, float | None]


def recounted(make: Maker, figure: str | None, whom: str = "total") -> Range:
    """Low, best and high over the campaign's JSON; every event is inside the mission and of the period's months."""
    duck = make.connect()
    published = dict(duck.execute("SELECT id, published FROM reports").fetchall())
    told_by = dict(duck.execute("SELECT id, report FROM claims").fetchall())
    low = best = 0.0
    high: float | None = 0.0
    for (text,) in duck.execute("SELECT json FROM events").fetchall():
        event = json.loads(text)
        fit = how_surely(event, min(filter(None, (published[told_by[c]] for c in event["claims"])), default=None))
        weights = (1.0, 1.0, 1.0) if figure is None else figure_of(event, figure, whom)
        if fit is None or weights is None:
            continue
        low += weights[0] if fit == "dated" else 0
        best += weights[1] if fit in ("dated", "likely") else 0
        high = None if high is None or weights[2] is None else high + weights[2]
    return low, best, high


def how_surely(event: dict[str, Any], published: date | None) -> str | None:
    """For spans of one day, and for events without a beginning: all that the campaigns below hold."""
    first, end = date.fromisoformat(Q2.first), date.fromisoformat(Q2.end)
    time = event["time"] or {"start": None, "end": None}
    if time["start"] is not None:
        return "dated" if first <= date.fromisoformat(time["start"]) < end else None
    said = date.fromisoformat(time["end"]) if time["end"] else None
    known = [day for day in (said, published and published + timedelta(days=1)) if day]
    if not known:
        return None
    until = min(known)
    by_publication = said is None or (published is not None and said > published)
    coarse = event["place"] is None or event["place"]["precision"] in ("country", "region")
    bare = not any(q["low"] is not None or q["best"] is not None for q in event["quantities"])
    if first < until <= end:
        return "possible" if by_publication and coarse and bare and len(event["origins"]) <= 1 else "likely"
    return "possible" if end < until <= date(2016, 8, 1) else None


def figure_of(event: dict[str, Any], figure: str, whom: str) -> Range | None:
    """The one figure that stands, as it stands: the largest best among those of the side, nothing added."""
    mine = [q for q in event["quantities"] if q["measure"] == figure and SIDES[whom](q["of_whom"])]
    mine = [q for q in mine if q["low"] is not None or q["best"] is not None]
    if not mine:
        return None

    def rank(q: dict[str, Any]) -> tuple[Any, ...]:
        best = q["low"] if q["best"] is None else q["best"]
        high = float("inf") if q["high"] is None else q["high"]
        return best, q["of_whom"] in (None, "people", "civilians", "combatants"), high, q["of_whom"] or ""

    one = max(mine, key=rank)
    return one["low"] or 0.0, one["low"] if one["best"] is None else one["best"], one["high"]


def asked(make: Maker, figure: str | None, whom: str = "total") -> Range:
    measure = Measure("m", ("event", "events"), "A rule.", figure=figure, whom=whom)  # type: ignore[arg-type]
    return bounds(make.measures().hits(measure, Q2))


days = st.sampled_from(["2016-03-31", "2016-04-01", "2016-05-15", "2016-06-30", "2016-07-01", "2016-07-31"])
times = st.one_of(st.none(), days.map(on), days.map(lambda day: span(None, day)))
places = st.sampled_from([(), (PLACES["Syria"],), (PLACES["Anbar"],), (PLACES["Mosul"],)])
numbers = st.integers(0, 40)


@st.composite
def figures(draw: st.DrawFn) -> tuple[Figure, ...]:
    classes = draw(st.lists(st.sampled_from(sorted(CIVIL | ARMED | {"people"})), unique=True, max_size=4))
    made = []
    for whom in classes:
        low, best, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
        shape = draw(st.sampled_from(["closed", "open", "words"]))
        made.append(
            Figure(
                "killed", whom, float(low), None if shape == "words" else float(best),
                None if shape == "open" else float(high), "as told", (),
            )
        )  # fmt: skip
    return tuple(made)


@settings(max_examples=60)
@given(st.lists(st.tuples(times, st.one_of(st.none(), days), places, figures(), st.booleans()), max_size=8))
def test_the_select_and_a_plain_recount_agree(rows: list[tuple[Any, ...]]) -> None:
    make = Maker()
    for number, (time, published, place, quantities, twice) in enumerate(rows):
        given = {"time": time, "place": place, "published": published}
        claims = [make.claim(f"Something happened in place {number}.", **given)]
        if twice:
            claims.append(make.claim(f"It happened in place {number}.", **given))
        make.event(*claims, quantities=quantities)
    assert asked(make, None) == recounted(make, None)
    for whom in SIDES:
        assert asked(make, "killed", whom) == recounted(make, "killed", whom), whom


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, (0, 0, 1)),
        ({"place": (PLACES["Syria"],)}, (0, 0, 1)),
        ({"place": (PLACES["Anbar"],)}, (0, 1, 1)),
        ({"quantity": (killed(3),)}, (0, 1, 1)),
        ({"time": span(None, "2016-05-01")}, (0, 1, 1)),
        ({"time": span(None, "2016-05-04")}, (0, 0, 1)),
        ({"time": on("2016-05-03")}, (1, 1, 1)),
    ],
)
def test_what_is_said_in_passing_is_in_the_high_end_alone(told: dict[str, Any], expected: Range) -> None:
    make = Maker()
    make.told("Bombs had fallen before.", published="2016-05-03", **told)
    assert asked(make, None) == recounted(make, None) == expected


def test_two_origins_make_news_of_what_one_says_in_passing() -> None:
    make = Maker()
    make.event(*(make.claim("Bombs had fallen.", published="2016-05-03") for _ in "ab"))
    assert asked(make, None) == (0, 1, 1)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ((("people", 10, 12, 15), ("civilians", 4, 5, 6), ("soldiers", 6, 7, 8)), (10, 12, 15)),
        ((("people", 6, 6, 6), ("civilians", 25, 25, 30)), (25, 25, 30)),
        ((("people", 11, 30, 30),), (11, 30, 30)),
        ((("people", 12, 12, None),), (12, 12, None)),
        ((("people", 24, None, 99),), (24, 24, 99)),
    ],
)
def test_a_toll_is_one_figure_with_its_own_range(figures: tuple[tuple[Any, ...], ...], expected: Range) -> None:
    make = Maker()
    claim = make.claim("Many died.", time=on("2016-05-05"), quantity=(killed(1),))
    made = tuple(Figure("killed", whom, low, best, high, "as told", (claim.id,)) for whom, low, best, high in figures)
    make.event(claim, quantities=made)
    assert asked(make, "killed") == recounted(make, "killed") == expected
