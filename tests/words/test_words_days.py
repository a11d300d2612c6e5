"""Full days as written, and what is never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.words.days import day_of, days_in, is_open, order_of


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("on 5 June 2016 at dawn", ["2016-06-05"]),
        ("Sunday, June 5th, 2016", ["2016-06-05"]),
        ("2016-06-05T11:00", ["2016-06-05"]),
        ("05.06.2016", ["2016-06-05"]),
        ("05/06/2016", ["2016-05-06", "2016-06-05"]),
        ("13-06-2016", ["2016-06-13"]),
        ("Monday, June 5, 2016", []),
        ("31 June 2016", []),
        ("in June 2016", []),
        ("In May 12000 people fled", []),
        ("version 1.2.2016.3", []),
    ],
)
def test_days_in(text: str, readings: list[str]) -> None:
    assert [r.isoformat() for day in days_in(text) for r in day.readings] == readings


def test_glued_days_only_where_asked() -> None:
    assert days_in("updated at Jun 182016 BEIRUT") == []
    (day,) = days_in("updated at Jun 182016 BEIRUT", glued=True)
    assert day.sure == date(2016, 6, 18)


@pytest.mark.parametrize(
    ("cell", "day", "open_"),
    [
        ("2016-06-05 23:30:00+03:00", "2016-06-05", False),
        ("20160605", "2016-06-05", False),
        ("Sun, 05 Jun 2016 10:00:00 GMT", "2016-06-05", False),
        ("Sun Jun 05 13:08:45 +0000 2016", "2016-06-05", False),
        ("6/13/16", "2016-06-13", False),
        ("5/6/2016", None, True),
        ("5.6.2016", "2016-06-05", False),
        ("6/6/2016", "2016-06-06", False),
        ("2016-06", None, False),
        ("1465084800", None, False),
        ("", None, False),
    ],
)
def test_cells(cell: str, day: str | None, open_: bool) -> None:
    found = day_of(cell)
    assert (found.isoformat() if found else None, is_open(cell)) == (day, open_)


@given(st.lists(st.dates(date(2000, 1, 1), date(2030, 12, 31)), min_size=1, max_size=20))
def test_a_settled_order_reads_every_day_back(days: list[date]) -> None:
    cells = [f"{d.day}/{d.month}/{d.year}" for d in days]
    order = order_of(cells)
    assert order in ("dmy", None)
    assert (order is None) == all(d.day <= 12 for d in days)
    if order is not None:
        assert [day_of(cell, order=order) for cell in cells] == days


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    day_of(text)
    for day in days_in(text, glued=True):
        assert 0 <= day.start < day.end <= len(text)
