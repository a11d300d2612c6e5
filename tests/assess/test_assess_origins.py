"""Shares of the record that rest on one report or one origin."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from recount.assess.origins import support, wilson
from recount.records import DataError

TOLD = [[1, 0, 0], [3, 0, 0], [1, 1, 0], [0, 2, 1]]


def test_shares_by_period_and_no_share_where_there_is_no_event() -> None:
    found = support(TOLD, [0, 0, 0, 2], 3)
    assert found.events.tolist() == [3, 0, 1]
    assert found.single_report.tolist()[0] == pytest.approx(1 / 3)
    assert found.single_origin.tolist()[0] == pytest.approx(2 / 3)
    assert found.repeated.tolist()[0] == pytest.approx(2 / 6)
    assert found.repeated.tolist()[2] == pytest.approx(1 / 3)
    assert np.isnan(
        [found.single_report[1], found.single_origin[1], found.single_origin_low[1], found.repeated[1]]
    ).all()


def test_events_outside_every_period_are_left_out() -> None:
    assert support(TOLD, [-1, 0, 0, 0], 1).events.tolist() == [3]


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_is_wilsons(case: tuple[int, int]) -> None:
    hits, trials = case
    low, high = wilson(np.array([float(hits)]), np.array([float(trials)]), z=1.959963984540054)
    assert (low[0], high[0]) == pytest.approx(proportion_confint(hits, trials, method="wilson"), abs=1e-9)


@pytest.mark.parametrize(
    ("reports", "period", "said"),
    [
        ([[0, 0]], [0], "no report tells"),
        ([[-1, 2]], [0], "from 0 up"),
        ([[0.5, 2]], [0], "from 0 up"),
        ([[1, 2]], [3], "found period 3"),
        ([[1, 2]], [0, 0], "a period for each row"),
    ],
)
def test_what_cannot_be_counted_gets_a_sentence(reports: list, period: list, said: str) -> None:
    with pytest.raises(DataError, match=said):
        support(reports, period, 1)
