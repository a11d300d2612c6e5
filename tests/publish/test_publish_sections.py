"""Sections beyond counts: posture declared against described, supply, embassies, shocks, what fell due, grades."""

from __future__ import annotations

from typing import Any

import pytest

from recount.assess.series import monthly
from recount.publish import compose, quarter_of, render
from recount.publish.lint import typed_numbers
from recount.publish.outline import outline_from
from recount.publish.quarter import between, year_before
from recount.records import PackError, Quantity, Source
from recount.records.assessed import (
    Before,
    Change,
    Course,
    Effect,
    Placebos,
    Power,
    Scatter,
    Span,
    Tipping,
)
from recount.records.publication import Measure, QuarterReport
from recount.words.pack import load_pack
from tests.publication_factory import OUTLINE, Maker, on, small_campaign, span, who

MORE = [
    {"key": "posture", "title": "Posture", "kind": "levels", "apart": True, "says": "Levels.",
     "wanted": {"troops": "Troops", "role": "Role"}},
    {"key": "supply", "title": "Supply", "kind": "statements", "kinds": ["tally", "level"], "types": ["AID"],
     "figures": ["money"], "says": "Supply."},
    {"key": "embassy", "title": "Embassies", "kind": "statements", "kinds": ["event", "tally"], "words": ["embass"],
     "says": "Embassies."},
    {"key": "shocks", "title": "Shocks", "kind": "shocks", "says": "Shocks."},
    {"key": "due", "title": "Due", "kind": "due", "kinds": ["intent", "forecast"], "says": "What fell due."},
]  # fmt: skip
SHOCKS = [{"day": "2016-05-01", "title": "Something begins", "measures": ["attacks"]}]
PLAN: dict[str, Any] = {**OUTLINE, "sections": [*OUTLINE["sections"], *MORE], "shocks": SHOCKS}


def measured(low: float, best: float, high: float) -> Effect:
    ratio, none = Span(low, best, high), Span(0, 0, 0)
    enough = None if low <= 1 <= high else 0.8
    return Effect(
        "attacks", "month", "2016-05-01", "step", None, 0.95, 20, 4, 0, 0, Change(ratio, none, none, 0.9, -2.5), None,
        None, Power(0.8, 0.5, 2.2), Tipping(best, enough, None, 2.0, "reporting_unknown"), Placebos((), (), 0, 0.0), (),
        (), Scatter(0.1, 0.1, 5.0, 0.1), Before(20, 0.9, 0.0), Course((), (), (), ()),
    )  # fmt: skip


def composed(make: Maker, answer: Effect | str | None = None, outline: dict[str, Any] = PLAN) -> QuarterReport:
    def effect(measure: Measure, day: str, stop: str) -> Effect | str:
        assert (measure.key, day, stop) == ("attacks", "2016-05-01", "2016-07-01")
        assert answer is not None
        return answer

    return compose(
        make.measures(), quarter=quarter_of("2016Q2"), outline=outline, theatre="A theatre", actors={"isis": "ISIS"},
        monthly=monthly, effect=None if answer is None else effect,
    )  # fmt: skip


def part(report: QuarterReport, title: str) -> str:
    text = render(report, "md").decode()
    return text[text.index(f"## {title}\n") :].split("\n## ")[0]


def campaign() -> Maker:
    make = small_campaign()
    official = (Source("The ministry", None, None, "official", True, "say", False),)
    make.claim("The ministry said 5,000 troops are there.", kind="level", type="troops", source=official,
               published="2016-06-04", quantity=(Quantity("troops", None, 5e3, "exact", 5e3, 5e3),))  # fmt: skip
    make.claim("Officials gave 20 million dollars for the police.", kind="tally", type="AID", published="2016-06-05",
               quantity=(Quantity("money", None, 2e7, "exact", 2e7, 2e7),))  # fmt: skip
    make.claim("Rockets fell beside the embassy on 3 May.", kind="event", published="2016-05-04", time=on("2016-05-03"))
    make.claim("ISIS vowed to attack by the end of May.", kind="intent", type="ASSAULT", actor=(who("isis", "ISIS"),),
               published="2016-04-20", time=span(None, "2016-06-01"))  # fmt: skip
    make.claim("Snow is expected by June.", kind="forecast", type=None, published="2016-04-21",
               time=span(None, "2016-06-01"))  # fmt: skip
    return make


def test_what_is_declared_stands_apart_from_what_is_described() -> None:
    text = part(composed(campaign()), "Posture")
    declared = next(line for line in text.splitlines() if line.startswith("| Troops, as declared"))
    described = next(line for line in text.splitlines() if line.startswith("| Troops, as described"))
    assert "5,000" in declared
    assert "2,500" in described
    assert text.count("not reported") == 2  # the role, by either


def test_statements_are_kept_by_type_figure_or_word() -> None:
    report = composed(campaign())
    assert "20 million" in part(report, "Supply")
    assert "150 attacks" not in part(report, "Supply")
    assert "beside the embassy" in part(report, "Embassies")
    assert "20 million" not in part(report, "Embassies")


def test_a_shock_is_told_with_its_tipping_point_and_no_typed_number() -> None:
    report = composed(campaign(), measured(0.3, 0.5, 0.9))
    text = part(report, "Shocks")
    assert "Something begins, 1 May 2016" in text
    assert "0.5 (0–1)" in text or "0.5" in text
    assert "lower; nothing says how reporting moved" in text
    assert "50%" in text
    assert typed_numbers(render(report, "html").decode()) == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [(measured(0.5, 0.9, 1.6), "no change can be told"), ("the record has 3 months before it", "3 months before"),
     (None, "not measured")],
)  # fmt: skip
def test_a_shock_that_cannot_be_told_says_so(answer: Effect | str | None, words: str) -> None:
    report = composed(campaign(), answer)
    assert words in part(report, "Shocks")
    assert typed_numbers(render(report, "html").decode()) == []


def test_a_period_without_a_shock_says_so() -> None:
    assert "names no shock" in part(composed(campaign(), outline={**PLAN, "shocks": []}), "Shocks")


def test_what_fell_due_stands_beside_the_events_that_answer_to_it() -> None:
    report = composed(campaign())
    text = part(report, "Due")
    vow = next(line for line in text.splitlines() if "vowed" in line)
    assert "by 31 May 2016" in vow
    assert next(c for c in report.counted if c.key.startswith("became-")).value == 1
    assert "cannot tell" in next(line for line in text.splitlines() if "Snow" in line)


def test_grades_are_proposals() -> None:
    text = part(composed(campaign()), "Sources")
    assert "| weak | F6 | proposed, graded by nobody |" in text


def test_a_section_of_which_the_record_holds_nothing_says_so() -> None:
    assert "holds nothing for this section" in part(composed(Maker()), "ISIS")


def test_a_year_ago_stands_beside_the_period_before() -> None:
    assert year_before(quarter_of("FY2024Q1")).label == "FY2023Q1"
    assert year_before(between("2024-02-29", "2024-03-05")).first == "2023-02-28"
    assert "A year ago" in part(composed(campaign()), "At a glance")


@pytest.mark.parametrize("row", [{"day": "soon", "title": "x", "measures": []}, {"day": "2016-05-01", "title": "x"},
                                 {"day": "2016-05-01", "title": "The 2 of May", "measures": []},
                                 {"day": "2016-05-01", "title": "x", "measures": ["nothing"]}])  # fmt: skip
def test_a_shock_that_does_not_hold_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(PackError, match="shock"):
        outline_from({**PLAN, "shocks": [row]})


def test_the_shipped_outline_has_every_section() -> None:
    keys = [section.key for section in outline_from(load_pack("inherent-resolve").outline).sections]
    assert {
        *("glance", "isis", "attacks", "operations", "supply", "posture", "diplomacy", "embassy", "third", "harm"),
        *("detention", "totals", "levels", "shocks", "threats", "due", "standing", "judged", "led", "disputed"),
        *("information", "outside", "unknown", "method", "sources"),
    } <= set(keys)
