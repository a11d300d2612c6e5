"""The verdict never says more than the numbers, and says what speaks against them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest

from recount.publish.effects import break_words, rows, shown, verdict
from recount.publish.figures.course import effect_figure, scale, series_figure
from recount.records.assessed import (
    Before,
    Break,
    Change,
    Course,
    Effect,
    Other,
    Placebos,
    Power,
    Scatter,
    Series,
    Span,
    Tipping,
)

FELL = Change(Span(0.4, 0.6, 0.8), Span(-9, -5, -2), Span(-90, -50, -20), 0.999, -3.1)
STILL = Change(Span(0.7, 0.9, 1.2), Span(-4, -1, 2), Span(-40, -10, 20), 0.7, -0.5)
GONE = Change(Span(0, 0, 0.2), Span(-9, -8, -6), Span(-90, -80, -60), 1.0, -5.0)
ROSE = Change(Span(1.2, 1.5, 1.9), Span(2, 5, 8), Span(20, 50, 80), 0.001, 3.1)


def answer(change: Change, **given: Any) -> Effect:
    enough = None if change.ratio.low <= 1 <= change.ratio.high else min(change.ratio.high, 0.8)
    plain = Effect(
        measure="attacks by <them>", unit="week", at="2016-06-06", shape="step", over=None, level=0.95, before=80,
        after=10, unreported=0, aside=0, change=change, alone=None, paid=None, power=Power(0.8, 0.55, None),
        tipping=Tipping(change.ratio.best, enough, None, 2.0, "reporting_unknown" if enough else "no_change"),
        placebos=Placebos(("2015-06-01", "2015-07-06"), (-0.2, 1.0), 0, 1 / 3),
        others=(Other("with a steady trend", change.ratio, change.surprise),), places=(),
        scatter=Scatter(0.6, 0.3, 8.0, 0.2), fit_before=Before(80, 0.9, 0.02),
        course=Course(("2016-05-30", "2016-06-06"), (4.0, None), (4.0, 2.0), (Span(3, 4, 5), Span(3, 4, 5))),
    )  # fmt: skip
    return replace(plain, **given)


def words(change: Change, **given: Any) -> str:
    return " ".join(verdict(answer(change, **given)))


def test_a_fall_is_told_with_its_interval_and_its_number() -> None:
    told = words(FELL)
    assert "was 40 % lower than it would have been" in told
    assert "between 60 % and 20 % lower (95 % interval); about 50 fewer (20 to 90) in 10 weeks" in told
    assert "Whatever else began about 6 June 2016" in told


def test_a_rise_is_told_as_one() -> None:
    assert "was 50 % higher" in words(ROSE)
    assert "about 50 more (20 to 80)" in words(ROSE)


def test_no_change_is_never_called_lower_or_higher_without_the_other() -> None:
    told = words(STILL)
    assert told.startswith("No change of attacks by <them> by week at 6 June 2016 can be told")
    assert "anything from 30 % lower to 20 % higher" in told
    assert "would have been without" not in told
    assert "began about" not in told
    assert "explain" not in told


def test_the_end_of_everything_is_a_bound() -> None:
    told = words(GONE)
    assert "nothing was counted" in told
    assert "at least 80 % lower" in told
    assert "100 %" not in told


def test_nearly_everything_is_not_called_everything() -> None:
    nearly = replace(GONE, ratio=Span(0.0, 0.0, 0.0016))
    tipping = Tipping(0.0, 0.0016, None, 2.0, "reporting_unknown")
    told, named = words(nearly, tipping=tipping), dict(rows(answer(nearly, tipping=tipping)))
    assert "at least 99.8 % lower" in told
    assert "A record that nobody kept any longer would look the same" in told
    assert "Nothing here says how reporting moved: the change may be one of reporting" in told
    assert named["ratio (95 % interval)"] == "0.00 (0.00 to 0.002)"
    assert named["in per cent"] == "-100 % (-100 % to -99.8 %)"
    assert named["reporting would explain it at"].startswith("0 % of what it was; 0.2 % leaves")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"power": Power(0.8, None, None)}, "no fall, not even to nothing, and no rise, not even to twenty times,"),
        ({"power": Power(0.8, 0.55, 1.9)}, "a fall of 45 % or more and a rise of 90 % or more with a chance of 80 %"),
        ({"placebos": Placebos((), (), 0, 1.0)}, "too short to ask the same"),
        ({"placebos": Placebos(("2015-06-01",) * 9, (4.0,) * 9, 9, 1.0)}, "changes like this one are common"),
        ({"paid": 0.24}, "found somewhere with a chance of 0.240"),
        ({"paid": 0.0002}, "with a chance of less than 0.001"),
        ({"fit_before": Before(80, 0.6, 0.1)}, "The fit before the date is poor"),
        ({"fit_before": Before(80, 1.0, 0.0)}, "vary less than events that come by chance"),
        ({"unreported": 3, "aside": 2}, "3 weeks without report and 2 weeks before the date, set aside"),
        (
            {"others": (Other("low counts", Span(0.5, 0.8, 1.1), -1.0),)},
            "(low counts), the answer leaves no change inside",
        ),
        (
            {"tipping": Tipping(0.6, 0.8, None, 2.0, "reporting_unknown")},
            "fallen to 60 % of what it was; fallen to 80 %",
        ),
        ({"tipping": Tipping(0.6, 0.8, None, 2.0, "reporting_unknown")}, "the change may be one of reporting"),
        ({"tipping": Tipping(0.2, 0.3, None, 2.0, "reporting_falls_short")}, "beyond a factor of 2"),
        (
            {"tipping": Tipping(0.6, 0.8, Span(0.7, 0.75, 0.9), 2.0, "reporting_could_explain")},
            "reporting alone could explain the change",
        ),
        (
            {"tipping": Tipping(0.6, 0.8, Span(0.9, 1.0, 1.1), 2.0, "reporting_falls_short")},
            "moved to 100 % (90 % to 110 %) of what it was, which falls short",
        ),
        (
            {"alone": FELL, "places": (Other("a", STILL.ratio, -4.0), Other("b", STILL.ratio, 0.5))},
            "Of 2 comparisons, 1 changed as surprisingly",
        ),
    ],
)
def test_what_speaks_against_it_is_told(given: dict[str, Any], said: str) -> None:
    assert said in words(FELL, **given)


def test_a_change_that_another_way_shows_is_told_too() -> None:
    told = words(STILL, others=(Other("with a steady trend", FELL.ratio, -3.0),))
    assert "(with a steady trend), the answer leaves no change outside the interval" in told


def test_the_table_has_every_number() -> None:
    named = dict(rows(answer(FELL, alone=STILL, paid=0.5)))
    assert named["ratio (95 % interval)"] == "0.60 (0.40 to 0.80)"
    assert named["shown with a chance of 80 %"] == "fall -45 %, rise none"
    assert named["without the comparison"] == "0.90 (0.70 to 1.20)"
    assert "chance of one as surprising, all dates paid" in named
    assert shown(answer(FELL)) and not shown(answer(STILL))


def test_changes_found_are_told_with_their_dates() -> None:
    series = Series("deaths", "month", ("2016-01-01",), (1.0,), (2.0,), (3.0,), (None,))
    assert "no proof that there was none" in break_words([], series)[0]
    (told,) = break_words([Break("2016-06-01", "2016-04-01", "2016-09-01", FELL.ratio, 0.004)], series)
    assert "40 % lower from about 1 June 2016 on (from between 1 April 2016 and 1 September 2016)" in told


@pytest.mark.parametrize(("values", "top"), [([], 1), ([7], 8), ([9], 12), ([18, 3], 20), ([201], 240), ([0.5], 1)])
def test_a_scale_ends_at_a_round_number(values: list[float], top: float) -> None:
    assert scale(values) == top


def test_figures_stand_alone_and_escape_what_is_data() -> None:
    series = Series(
        "a <b>", "week", ("2016-05-30", "2016-06-06"), (1.0, None), (2.0, None), (4.0, None), (5.0, 6.0)
    )  # fmt: skip
    for svg in (effect_figure(answer(FELL)), series_figure(series)):
        root = ET.fromstring(svg)
        assert root.tag.endswith("svg")
        assert "<them>" not in svg and "a <b>" not in svg
        assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
        hollow = [e for e in root.iter() if e.tag.endswith("circle") and e.get("fill") == "none"]
        assert len(hollow) == 1
