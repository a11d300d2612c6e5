"""What two claims show of being one happening: cases as rows."""

from __future__ import annotations

from typing import Any

import pytest
from reconcile_factories import corpus, pack, report, says

from recount.reconcile.compare import Comparison, compare
from recount.reconcile.facts import facts_of
from recount.reconcile.origins import groups_of, origins_of
from recount.reconcile.run import reconcile
from recount.reconcile.weights import weights

PACK, TABLE = pack(), weights()


def compared(a: dict[str, Any], b: dict[str, Any]) -> Comparison:
    one = report(says("Jets hit a bakery near the canal.", **a))
    other = report(says("The mill burned after a raid.", **b), publisher="The Herald", salt="2")
    claims, reports = corpus(one, other)
    by_id, groups = {r.id: r for r in reports}, groups_of(reports, [])
    facts = facts_of(claims, by_id, groups, origins_of(claims, by_id, groups, PACK), PACK.ancestors, TABLE)
    return compare(*facts.values(), TABLE)


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ({"killed": 29}, {"killed": 31}, "figure_near"),
        ({"killed": 29}, {"killed": 29}, "figure_large"),
        ({"killed": 4}, {"killed": 5}, "toll_close"),
        ({"killed": 29}, {"killed": 40}, "toll_close"),
        ({"killed": 29}, {"killed": 70}, "toll_differs"),
        ({"killed": 29}, {"killed": 300}, "toll_far"),
        ({"mode": "aerial"}, {"mode": "heavy-weapons"}, "mode_mistaken"),
        ({"mode": "aerial"}, {"mode": "drone"}, "mode_alike"),
        ({"mode": "aerial"}, {"mode": "firearms"}, "mode_unlike"),
        ({"by": "us"}, {"by": "coalition"}, "actor_within"),
        ({"by": "us"}, {"by": "russia"}, "actor_unlike"),
        ({"on": None}, {"on": None}, "said_at_once"),
    ],
)
def test_what_is_seen(a: dict[str, Any], b: dict[str, Any], wanted: str) -> None:
    assert wanted in compared(a, b).features
    assert wanted in compared(b, a).features


def test_shelling_and_air_strikes_with_one_toll_are_one_and_with_unlike_tolls_two() -> None:
    jets, guns = {"mode": "aerial", "killed": 31}, {"mode": "heavy-weapons", "killed": 31}
    assert compared(jets, guns).score >= TABLE.threshold
    assert compared(jets, guns | {"killed": 4}).score < TABLE.threshold
    assert compared(jets | {"killed": None}, guns | {"killed": None}).score < TABLE.threshold


def test_a_title_that_the_body_gives_again_is_a_headline() -> None:
    """A page flattened to text tells its happening in the title, and once more in the first sentence."""
    title = "Dozens of rebels dead in fight for the road"
    made = report(
        says(f"{title}", on=None, mode=None, by=None, killed=29),
        says("At least 29 fighters fell on Sunday near the mill.", mode="firearms", killed=29, by=None),
        title=title,
    )
    (event,) = reconcile(*corpus(made), [], [], PACK).events
    assert any("title" in reason for d in event.decisions for reason in d.reasons)
