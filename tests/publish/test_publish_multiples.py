"""Small multiples: every panel on one scale, every bar a number that opens, silence told apart from none."""

from __future__ import annotations

import re

from recount.publish.figures.multiples import PERIODS
from recount.records.publication import Counted, Drawing, QuarterReport
from tests.publication_factory import Maker, on, small_campaign, who
from tests.publish.test_publish_report import composed


def figure(report: QuarterReport) -> Drawing | None:
    return next(
        (b for s in report.sections for b in s.blocks if isinstance(b, Drawing) and b.key.startswith("small-")), None
    )


def test_the_table_holds_what_the_panels_draw() -> None:
    drawn = figure(composed(small_campaign()))
    assert drawn is not None
    assert drawn.table is not None
    numbers = [part for row in drawn.table.rows for cell in row for part in cell if isinstance(part, Counted)]
    assert len(numbers) == PERIODS * len(drawn.table.rows)
    assert re.findall(r'data-n="([^"]*)"', drawn.svg) == [number.key for number in numbers]
    assert any(number.value for number in numbers)
    assert drawn.svg.count('class="silent"') == sum(number.value is None for number in numbers)
    assert 'class="bar now"' in drawn.svg


def test_a_bar_is_as_high_as_its_number_on_the_scale_of_all_panels() -> None:
    drawn = figure(composed(small_campaign()))
    assert drawn is not None
    assert drawn.table is not None
    numbers = [part for row in drawn.table.rows for cell in row for part in cell if isinstance(part, Counted)]
    told = [number.value for number in numbers if number.value is not None]
    high = [float(h) for h in re.findall(r'height="([\d.]+)" class="bar', drawn.svg)]
    ratios = {round(h / value, 1) for h, value in zip(high, told, strict=True) if value}
    assert len(ratios) == 1
    assert all(h == 0 for h, value in zip(high, told, strict=True) if not value)


def test_without_any_province_there_is_no_figure_and_no_words_of_one() -> None:
    make = Maker()
    make.told("ISIS attacked.", actor=(who("isis", "ISIS"),), time=on("2016-05-05"), published="2016-05-06")
    assert figure(composed(make)) is None
