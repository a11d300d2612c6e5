"""Tallies against events: only where unit, area and period agree, and refused aloud elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from reconcile_factories import actor, corpus, count, day, pack, report, says

from recount.reconcile import Covered, Refused, reconcile, tally_check
from recount.records import Mention, Quantity, Time

JUNE = Time("2016-06-01", "2016-07-01", "month", "June")


def tally(**changes: Any):  # type: ignore[no-untyped-def]
    fields: dict[str, Any] = {
        "quantity": (count("strikes", 10),), "time": JUNE, "kind": "tally", "mode": None, "at": "Syria", "by": None,
    }  # fmt: skip
    time = changes.pop("time", fields.pop("time"))
    quantity = changes.pop("quantity", fields.pop("quantity"))
    made = says("Ten strikes were flown in Syria in June.", **(fields | changes))
    made.fields.update(time=time, quantity=quantity)
    return made


HELD = [
    says("Jets hit a depot in Raqqa.", on="2016-06-03"),
    says("Jets hit a bridge in Tabqa.", on="2016-06-04", at="Tabqa", by="us"),
    says("Jets hit Raqqa again in July.", on="2016-07-04"),
    says("Jets hit Mosul.", on="2016-06-05", at="Mosul"),
    says("A car bomb went off in Raqqa.", on="2016-06-06", mode="explosives"),
    says("An undated strike hit Raqqa.", on=None, target="a farm"),
]


def check(made, **more: Any) -> Covered | Refused:  # type: ignore[no-untyped-def]
    others = [report(h, publisher=f"Paper {n}", published="2016-06-12") for n, h in enumerate(HELD)]
    claims, reports = corpus(report(made, publisher="The Courier", published="2016-07-02"), *others)
    found = reconcile(claims, reports, [], [], pack())
    return tally_check(claims[0], found.events, claims, **more)


def test_a_tally_covers_the_events_of_its_unit_area_and_period() -> None:
    found = check(tally())
    assert isinstance(found, Covered)
    assert (len(found.events), len(found.doubtful), found.elsewhere) == (2, 1, 2)
    assert (found.share_low, found.share_high) == pytest.approx((0.2, 0.3))


def test_a_tally_of_a_coalition_covers_its_members() -> None:
    made = tally()
    made.fields["actor"] = (actor("coalition"),)
    theatre = pack()
    with_parents = check(made, above={a: theatre.ancestors(a) for a in theatre.actors})
    without = check(made)
    assert isinstance(with_parents, Covered) and isinstance(without, Covered)
    assert (len(with_parents.events), len(without.events)) == (2, 1)


def test_at_least_leaves_the_lower_share_open() -> None:
    found = check(tally(quantity=(count("strikes", 10, comparator="at_least"),)))
    assert isinstance(found, Covered)
    assert found.share_low is None and found.share_high == pytest.approx(0.3)


REFUSED = [
    ("a target is not a strike", {"quantity": (count("targets", 30),)}, "unit is not one event"),
    ("two units at once", {"quantity": (count("strikes", 3), count("attacks", 2))}, "more than one thing"),
    ("a rate", {"quantity": (Quantity("strikes", None, 3, "exact", 3, 3, per="month"),)}, "rate"),
    ("no number", {"quantity": (Quantity("strikes", None, None, "unknown"),)}, "no number"),
    ("an open period", {"time": Time("2016-06-01", None, "range", "since June")}, "period is not closed"),
    ("no area", {"at": None}, "no area"),
    ("an actor nobody can look up", {"actor": (Mention("warplanes"),)}, "not in the catalogue"),
    ("by target", {"target": "hospitals"}, "by target"),
    ("not a tally", {"kind": "event"}, "not a tally"),
]


@pytest.mark.parametrize(("changes", "word"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refusals_say_why(changes: dict[str, Any], word: str) -> None:
    found = check(tally(**changes))
    assert isinstance(found, Refused) and word in found.reason


def test_days_at_the_edge_of_the_period_are_half_open() -> None:
    made = tally(time=day("2016-06-03"))
    found = check(made)
    assert isinstance(found, Covered) and len(found.events) == 1
