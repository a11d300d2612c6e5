from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.assess.series import fits
from recount.records import Grading, Quantity
from recount.records.publication import Measure, Quarter
from tests.publication_factory import PLACES, Maker, killed, on, small_campaign, span, who

Q2 = Quarter("2016-04-01", "2016-07-01", "2016Q2")
EVERY = ("inside", "outside", "unknown")


def measure(**given: Any) -> Measure:
    return Measure("m", ("event", "events"), "A rule.", **given)


def fitting(make: Maker, **given: Any) -> list[str]:
    return sorted(hit.fit for hit in make.measures().hits(measure(**given), Q2))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["dated", "dated", "dated", "likely", "possible", "possible"]),
        ({"mission": ("outside",)}, ["dated"]),
        ({"actor": ("isis",)}, ["dated", "likely"]),
        ({"not_actor": ("isis", "coalition")}, ["dated", "possible", "possible"]),
        ({"actor": ("coalition",), "modes": ("aerial",)}, ["dated"]),
        ({"party": ("coalition",)}, ["dated"]),
        ({"target": ("coalition",)}, []),
        ({"types": ("TERRITORY",)}, []),
        ({"at": (PLACES["Raqqa"].id,)}, ["dated", "dated"]),
        ({"at": ("pack:nowhere",)}, []),
        ({"figure": "killed"}, ["dated", "dated"]),
        ({"figure": "killed", "ceiling": 10.0}, ["dated"]),
        ({"figure": "killed", "floor": 11.0}, ["dated"]),
    ],
)
def test_filters_are_data(filters: dict[str, Any], expected: list[str]) -> None:
    assert fitting(small_campaign(), **filters) == expected


@pytest.mark.parametrize(
    ("given", "counts"),
    [
        ({}, True),
        ({"modality": "negated"}, False),
        ({"modality": "possible"}, False),
        ({"stance": "denies"}, False),
        ({"stance": "reports"}, True),
        ({"grade": Grading("discounted", "F", "6", (), by="A. Reviewer")}, False),
    ],
)
def test_only_what_an_account_gives_as_having_happened_counts(given: dict[str, Any], counts: bool) -> None:
    make = Maker()
    make.told("A bomb went off in Mosul.", time=on("2016-05-05"), published="2016-05-06", **given)
    assert bool(fitting(make)) is counts


def people(value: float, of_whom: str | None) -> Quantity:
    return killed(value, of_whom=of_whom)


@pytest.mark.parametrize(
    ("figures", "whom", "best"),
    [
        ([people(10, None)], "total", 10),
        ([people(10, "civilians"), people(4, "children")], "total", 10),
        ([people(10, "civilians"), people(4, "children")], "civilians", 10),
        ([people(6, "civilians"), people(5, "soldiers")], "total", 6),
        ([people(2, "people"), people(25, "civilians")], "total", 25),
        ([people(7, "people"), people(7, "civilians")], "total", 7),
        ([people(20, None), people(6, "civilians"), people(5, "soldiers")], "total", 20),
        ([people(12, "combatants"), people(5, "soldiers")], "fighters", 12),
        ([people(10, None)], "civilians", None),
    ],
)
def test_classes_nest_and_are_not_added_twice(figures: list[Quantity], whom: str, best: float | None) -> None:
    make = Maker()
    make.told("Many died.", time=on("2016-05-05"), quantity=tuple(figures), published="2016-05-06")
    hits = make.measures().hits(measure(figure="killed", whom=whom), Q2)
    assert [hit.best for hit in hits] == ([] if best is None else [best])


def test_an_open_figure_has_no_upper_bound() -> None:
    make = Maker()
    open_ended = (Quantity("killed", None, 5.0, "at_least", 5.0, None),)
    make.told("At least five died.", time=on("2016-05-05"), quantity=open_ended, published="2016-05-06")
    (hit,) = make.measures().hits(measure(figure="killed"), Q2)
    assert (hit.low, hit.best, hit.high) == (5.0, 5.0, None)


def test_values_are_bound_and_never_part_of_the_sql() -> None:
    make = small_campaign()
    hostile = "x'); DROP TABLE events; --"
    assert make.measures().hits(measure(actor=(hostile,), types=(hostile,)), Q2) == []


def test_statements_by_publication_or_their_own_dates() -> None:
    make = small_campaign()
    asked = make.measures()
    assert [s.claim.kind for s in asked.said(("tally", "level"), Q2)] == ["tally", "level"]
    assert asked.said(("tally",), Quarter("2016-01-01", "2016-04-01", "2016Q1")) == []


def test_events_in_no_period_are_named() -> None:
    make = small_campaign()
    assert make.measures().timeless() == [make.events[5].id]


moments = st.one_of(st.none(), st.dates(np.datetime64("2016-01-01").item(), np.datetime64("2016-10-01").item()))


@settings(max_examples=25)
@given(st.lists(st.tuples(moments, moments, moments), min_size=1, max_size=8))
def test_sql_and_arrays_agree_on_how_surely_an_event_falls_in_a_period(rows: list) -> None:
    """Two independent ways to the same answer: the SELECT and `assess.series.fits`."""
    make, expected = Maker(), {}
    for a, b, published in rows:
        start, stop = (min(a, b), max(a, b)) if a is not None and b is not None else (a, b)
        words = [None if v is None else v.isoformat() for v in (start, stop, published)]
        event = make.told(
            "A bomb went off.", time=span(words[0], words[1]), published=words[2], place=(PLACES["Mosul"],)
        )
        arrays = [np.array(["NaT" if w is None else w], dtype="datetime64[D]") for w in words]
        period = [np.array([d], dtype="datetime64[D]") for d in (Q2.first, Q2.end)]
        expected[event.id] = (None, "possible", "likely", "dated")[fits(*arrays, *period)[0, 0]]
    found = {hit.event: hit.fit for hit in make.measures().hits(measure(mission=EVERY), Q2)}
    assert found == {event: fit for event, fit in expected.items() if fit is not None}


def test_actors_match_through_their_ancestors() -> None:
    make = Maker()
    make.told("Fighters attacked.", actor=(who("isis-mosul", "fighters"),), time=on("2016-05-05"))
    assert fitting(make, actor=("isis",)) == ["dated"]
    assert fitting(make, actor=("coalition",)) == []
