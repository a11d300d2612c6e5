from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.publish.quarter import between, chosen, previous, quarter_of
from recount.records import UsageError


@pytest.mark.parametrize(
    ("words", "first", "end", "label"),
    [
        ("2016Q2", "2016-04-01", "2016-07-01", "2016Q2"),
        (" 2016q4 ", "2016-10-01", "2017-01-01", "2016Q4"),
        ("2016-Q1", "2016-01-01", "2016-04-01", "2016Q1"),
        ("FY2024Q1", "2023-10-01", "2024-01-01", "FY2024Q1"),
        ("fy2024 q4", "2024-07-01", "2024-10-01", "FY2024Q4"),
    ],
)
def test_quarters_of_the_calendar_and_the_fiscal_year(words: str, first: str, end: str, label: str) -> None:
    quarter = quarter_of(words)
    assert (quarter.first, quarter.end, quarter.label) == (first, end, label)


@pytest.mark.parametrize("words", ["2016Q5", "2016", "Q2", "16Q2", "FY24Q1", "1016Q2", "2016Q2x", ""])
def test_what_is_no_quarter_is_refused_with_what_was_expected(words: str) -> None:
    with pytest.raises(UsageError, match="2016Q2"):
        quarter_of(words)


def test_dates_are_both_included_as_people_say_them() -> None:
    assert between("2016-06-06", "2016-07-05").end == "2016-07-06"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"quarter": None, "first": None, "last": None}, "which period"),
        ({"quarter": "2016Q2", "first": "2016-01-01", "last": None}, "not both"),
        ({"quarter": None, "first": "2016-01-01", "last": None}, "which period"),
        ({"quarter": None, "first": "2016-02-30", "last": "2016-03-01"}, "--from: cannot read"),
        ({"quarter": None, "first": "2016-03-02", "last": "2016-03-01"}, "comes before"),
        ({"quarter": None, "first": "2016-03-02", "last": "9999-12-31"}, "outside the years"),
    ],
)
def test_options_that_name_no_period(options: dict[str, str | None], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        chosen(**options)


@pytest.mark.parametrize(
    ("words", "before"),
    [("2016Q1", "2015Q4"), ("2016Q3", "2016Q2"), ("FY2024Q1", "FY2023Q4"), ("FY2024Q3", "FY2024Q2")],
)
def test_the_quarter_before(words: str, before: str) -> None:
    assert previous(quarter_of(words)) == quarter_of(before)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 1, 1)))
def test_the_period_before_ends_where_the_period_begins(day: object) -> None:
    period = between(str(day), str(day))
    assert previous(period).end == period.first
