from __future__ import annotations

import numpy as np
import pytest

from recount.assess.breaks import breaks, paid_for, share_beyond
from recount.assess.estimate import estimated
from recount.assess.periods import calendar
from recount.assess.shapes import Question
from recount.assess.simulate import counts_over_a_climate
from recount.records import DataError


def test_a_deep_break_is_found_and_dated() -> None:
    made = counts_over_a_climate(seed=3, periods=150, after=60, phi=0.3, ratio=0.3, season=0.0)
    (found,) = breaks(made.counts, made.calendar, season=0, most=1)
    assert found.first <= made.at <= found.last
    assert found.ratio.low < 0.3 < found.ratio.high
    assert found.share < 0.05


def test_a_climate_without_a_break_has_none() -> None:
    made = counts_over_a_climate(seed=5, periods=150, after=60, phi=0.6, season=0.0)
    assert breaks(made.counts, made.calendar, season=0) == []


def test_too_short_a_record_is_told() -> None:
    months = calendar("2016-01-01", "2017-01-01", "month")
    with pytest.raises(DataError, match="too few to look for a change"):
        breaks(np.array([3.0, 4] * 6), months)


def test_many_dates_cost_more_than_one() -> None:
    made = counts_over_a_climate(seed=7, periods=120, after=40, ratio=0.7, season=0.0)
    names = made.calendar.names()
    found = estimated(made.counts, made.calendar, Question(made.at))
    alone = paid_for(found, (made.at,))
    several = paid_for(found, (made.at, names[20], names[50], names[65]))
    assert alone < several <= 1


@pytest.mark.parametrize(("dates", "share"), [(1, 0.05), (10, 1 - 0.95**10)])
def test_unrelated_dates_pay_as_many_tosses_do(dates: int, share: float) -> None:
    assert share_beyond(1.96, np.eye(dates), seed=1) == pytest.approx(share, abs=0.02)


def test_dates_that_hang_together_pay_once() -> None:
    assert share_beyond(1.96, np.ones((10, 10)), seed=1) == pytest.approx(0.05, abs=0.012)
