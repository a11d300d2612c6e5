from __future__ import annotations

import pytest

from evals.counts import Count, counted, interval_of, lines_of, total


def test_counts_add_up_and_give_precision_recall_and_f1() -> None:
    pooled = total([counted("ab", "bc"), counted("", "d"), counted("e", "")])
    assert pooled == Count(hit=1, said=3, gold=3)
    assert (pooled.precision, pooled.recall, pooled.f1) == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert Count().f1 == Count().precision == Count().recall == 0


def test_an_interval_holds_the_figure_and_is_the_same_every_time() -> None:
    counts = [Count(1, 1, 1)] * 6 + [Count(0, 1, 1)] * 4
    low, high = interval_of(counts)
    assert low < total(counts).f1 < high
    assert interval_of(counts) == (low, high)
    assert interval_of([Count(1, 1, 1)] * 9) == (1, 1)
    assert interval_of([]) == (0, 0)


def test_lines_bear_the_name_before_the_metric() -> None:
    metrics = [line.metric for line in lines_of("task", "span", [Count(1, 2, 2)], interval=True)]
    assert metrics == ["span_precision", "span_recall", "span_f1", "span_f1_low", "span_f1_high"]
    assert [line.metric for line in lines_of("task", "", [Count()])] == ["precision", "recall", "f1"]
