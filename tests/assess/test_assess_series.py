from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.assess.series import DATED, LIKELY, OUT, POSSIBLE, fits, monthly, months_between


def days(*values: str | None) -> np.ndarray:
    return np.array(["NaT" if v is None else v for v in values], dtype="datetime64[D]")


MAY = days("2016-05-01"), days("2016-06-01")

CASES = [
    ("a day inside", "2016-05-31", "2016-06-01", None, DATED),
    ("the whole month", "2016-05-01", "2016-06-01", None, DATED),
    ("the end is exclusive", "2016-06-01", "2016-06-02", None, OUT),
    ("most of it inside", "2016-04-28", "2016-05-10", None, LIKELY),
    ("exactly half is not most", "2016-05-22", "2016-06-11", None, POSSIBLE),
    ("a little inside", "2016-05-30", "2016-06-20", None, POSSIBLE),
    ("an instant lasts its day", "2016-05-31", "2016-05-31", None, DATED),
    ("published inside, no date", None, None, "2016-05-31", LIKELY),
    ("published on the last day before", None, None, "2016-04-30", OUT),
    ("published within the month after", None, None, "2016-06-30", POSSIBLE),
    ("published later", None, None, "2016-07-01", OUT),
    ("its own bound is earlier than publication", None, "2016-05-11", "2016-09-01", LIKELY),
    ("begun inside, over by publication", "2016-05-03", None, "2016-05-20", LIKELY),
    ("begun inside, published after", "2016-05-03", None, "2016-06-20", POSSIBLE),
    ("nothing known", None, None, None, OUT),
]


@pytest.mark.parametrize(("start", "stop", "published", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_fit_of_one_event_in_may(start: str | None, stop: str | None, published: str | None, expected: int) -> None:
    assert fits(days(start), days(stop), days(published), *MAY)[0, 0] == expected


def test_months_touched_by_a_period() -> None:
    assert [str(m) for m in months_between("2015-12-31", "2016-02-01")] == ["2015-12-01", "2016-01-01"]


def test_nothing_reported_is_not_zero() -> None:
    counts = monthly(
        days("2016-02-10"), days("2016-02-11"), first="2016-01-01", last="2016-05-01",
        reported=np.array([True, False, False, True]),
    )  # fmt: skip
    assert np.array_equal(counts.best, [0.0, 1.0, np.nan, 0.0], equal_nan=True)
    assert np.array_equal(counts.low, [0.0, 1.0, np.nan, 0.0], equal_nan=True)


def test_weights_make_sums_of_figures() -> None:
    weights = [np.array(w, dtype=np.float64) for w in ([3, 5], [4, 6], [9, 8])]
    counts = monthly(
        days("2016-05-02", "2016-04-28"), days("2016-05-03", "2016-05-10"), first="2016-05-01", last="2016-06-01",
        low=weights[0], best=weights[1], high=weights[2],
    )  # fmt: skip
    assert (counts.low[0], counts.best[0], counts.high[0]) == (3.0, 10.0, 17.0)


moments = st.one_of(st.none(), st.dates(np.datetime64("2015-10-01").item(), np.datetime64("2017-03-01").item()))
spans = st.lists(st.tuples(moments, moments, moments), min_size=1, max_size=30)


def arrays(rows: list) -> list[np.ndarray]:
    ordered = [(min(a, b), max(a, b), p) if a is not None and b is not None else (a, b, p) for a, b, p in rows]
    return [days(*(None if v is None else str(v) for v in column)) for column in zip(*ordered, strict=True)]


@given(spans)
def test_low_best_high_are_in_order_and_no_event_is_likely_twice(rows: list) -> None:
    starts, stops, published = arrays(rows)
    counts = monthly(starts, stops, published=published, first="2015-06-01", last="2017-06-01")
    assert (counts.low <= counts.best).all()
    assert (counts.best <= counts.high).all()
    assert ((counts.fit >= LIKELY).sum(axis=1) <= 1).all()


@given(spans)
def test_a_quarter_is_at_least_as_sure_as_its_months(rows: list) -> None:
    starts, stops, published = arrays(rows)
    months = monthly(starts, stops, published=published, first="2016-04-01", last="2016-07-01")
    quarter = fits(starts, stops, published, days("2016-04-01"), days("2016-07-01"))
    assert (quarter == DATED).sum() >= months.low.sum()
    assert (quarter >= LIKELY).sum() >= months.best.sum()
