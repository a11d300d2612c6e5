from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.assess.periods import Calendar, calendar
from recount.assess.shapes import Question, design_of, season_of, shape_of
from recount.records import UsageError

CASES = [
    ("month", "2016-01-15", "2016-03-01", ["2016-01-01", "2016-02-01"]),
    ("quarter", "2016-02-10", "2016-07-02", ["2016-01-01", "2016-04-01", "2016-07-01"]),
    ("year", "2014-06-01", "2016-01-01", ["2014-01-01", "2015-01-01"]),
    ("day", "2016-02-28", "2016-03-02", ["2016-02-28", "2016-02-29", "2016-03-01"]),
    ("week", "2016-06-01", "2016-06-14", ["2016-05-30", "2016-06-06", "2016-06-13"]),
]


@pytest.mark.parametrize(("unit", "first", "last", "names"), CASES, ids=[c[0] for c in CASES])
def test_whole_periods_that_touch_the_stretch(unit: str, first: str, last: str, names: list[str]) -> None:
    assert list(calendar(first, last, unit).names()) == names  # type: ignore[arg-type]


def test_weeks_may_begin_on_the_day_of_the_first_row() -> None:
    assert calendar("2016-06-01", "2016-06-09", "week", monday=False).names() == ("2016-06-01", "2016-06-08")


@pytest.mark.parametrize(("first", "last"), [("2016-01-01", "2016-01-01"), ("2016-02-01", "2016-01-01")])
def test_an_empty_stretch_is_refused(first: str, last: str) -> None:
    with pytest.raises(UsageError, match="is empty"):
        calendar(first, last, "month")


def test_too_many_periods_are_refused() -> None:
    with pytest.raises(UsageError, match="too many"):
        calendar("1900-01-01", "2020-01-01", "day")


@given(st.dates(), st.integers(1, 400), st.sampled_from(["day", "week", "month", "quarter"]))
def test_every_day_of_the_stretch_has_its_period(day: object, length: int, unit: str) -> None:
    first = np.datetime64(str(day), "D")
    if not np.datetime64("0002-01-01") < first < np.datetime64("9990-01-01"):
        return
    dates = calendar(str(first), str(first + length), unit)  # type: ignore[arg-type]
    days = first + np.arange(length)
    places = dates.index(days)
    assert places[0] == 0
    assert places[-1] == len(dates) - 1
    assert ((dates.edges[places] <= days) & (days < dates.edges[places + 1])).all()


def of_months(number: int) -> Calendar:
    return calendar("2016-01-01", str((np.datetime64("2016-01", "M") + number).astype("datetime64[D]")), "month")


def test_a_date_within_a_period_counts_by_its_share() -> None:
    after = calendar("2016-05-02", "2016-05-30", "week").after("2016-05-19")
    np.testing.assert_allclose(after, [0, 0, 4 / 7, 1])


SHAPES = [
    (Question("2016-03-01"), [0, 0, 1, 1, 1, 1]),
    (Question("2016-03-01", "pulse", 2), [0, 0, 1, 1, 0, 0]),
    (Question("2016-03-01", "ramp", 2), [0, 0, 0.25, 0.75, 1, 1]),
    (Question("2016-03-01", "ramp", 1), [0, 0, 0.5, 1, 1, 1]),
]


@pytest.mark.parametrize(("question", "heights"), SHAPES, ids=["step", "pulse", "ramp", "ramp over one"])
def test_heights_of_a_change(question: Question, heights: list[float]) -> None:
    np.testing.assert_allclose(shape_of(question, of_months(6)), heights)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"shape": "ramp"}, "a ramp needs"),
        ({"over": 3}, "a step has no length"),
        ({"anticipation": -1}, "expected 0 or more"),
        ({"level": 1.0}, "below 1"),
    ],
)
def test_a_question_that_means_nothing_is_refused(wrong: dict, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Question("2016-03-01", **wrong)


@pytest.mark.parametrize(("months", "waves", "columns"), [(23, None, 0), (24, None, 2), (12, 2, 4), (60, 0, 0)])
def test_a_season_is_fitted_from_two_years_on(months: int, waves: int | None, columns: int) -> None:
    assert len(season_of(of_months(months), waves)) == columns


def test_a_season_that_cannot_be_told_apart_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot be told apart"):
        season_of(calendar("2010-01-01", "2020-01-01", "year"), 1)


def test_a_trend_is_a_column_more() -> None:
    months = of_months(36)
    plain, trend = (design_of(Question("2017-01-01", trend=t), months).shape[1] for t in (False, True))
    assert trend == plain + 1
