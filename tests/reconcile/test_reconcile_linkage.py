"""Whole accounts are compared where two texts meet: cases as rows."""

from __future__ import annotations

from typing import Any

import pytest
from reconcile_factories import corpus, pack, report, says

from recount.reconcile import reconcile
from recount.reconcile.cluster import clusters_of
from recount.reconcile.facts import facts_of
from recount.reconcile.likeness import Likeness, Word
from recount.reconcile.linkage import Accounts
from recount.reconcile.origins import groups_of, origins_of
from recount.reconcile.weights import weights

PACK, TABLE = pack(), weights()
BLAST = {"at": "Aleppo", "mode": "explosives", "by": None}
TITLE = says("Many dead in a blast in Aleppo", on=None, **BLAST | {"mode": None})
BODY = says("A bomb near the mill killed 29 in Aleppo on Monday.", killed=29, **BLAST)
ACCOUNT = report(TITLE, BODY, title="Many dead in a blast in Aleppo")


def other(**more: Any) -> Any:
    told = says("An explosion shook the old quarter.", **BLAST | more)
    return report(told, publisher="The Herald", salt="2")


@pytest.mark.parametrize(
    ("more", "events"),
    [
        ({"killed": 29}, 1),
        ({"killed": 31}, 1),
        ({"killed": 2}, 2),
        ({"killed": 300}, 2),
        ({"killed": 29, "on": "2016-06-24"}, 2),
        ({"killed": 29, "at": "Mosul"}, 2),
    ],
)
def test_a_title_neither_weakens_its_account_nor_joins_what_the_account_parts(
    more: dict[str, Any], events: int
) -> None:
    assert len(reconcile(*corpus(ACCOUNT, other(**more)), [], [], PACK).events) == events


def test_an_account_is_as_sure_as_what_it_says_together() -> None:
    claims, reports = corpus(ACCOUNT, other(killed=29))
    by_id, groups = {r.id: r for r in reports}, groups_of(reports, [])
    facts = facts_of(claims, by_id, groups, origins_of(claims, by_id, groups, PACK), PACK.ancestors, TABLE)
    likeness = Likeness(TABLE)
    likeness.change((), facts, Word())
    title, body, rival = (claim.id for claim in claims)
    whole = Accounts(facts, TABLE).linkage(likeness.score)
    assert whole([title, body], [rival]) == pytest.approx(likeness.score(body, rival))
    assert whole([title, body], [rival]) > (likeness.score(title, rival) + likeness.score(body, rival)) / 2
    assert whole([title], [body]) == likeness.score(title, body)


def test_what_one_part_forbids_no_whole_allows() -> None:
    names = ["a", "b", "c"]
    scored = {("a", "b"): 3.0, ("a", "c"): 3.0, ("b", "c"): float("-inf")}

    def generous(score: Any) -> Any:
        pairs = Accounts({}, TABLE).linkage(score)

        def between(left: Any, right: Any) -> float:
            forbidden = any(score(a, b) == float("-inf") for a in left for b in right)
            return float(pairs(left, right)) if forbidden else 9.0

        return between

    found = clusters_of(names, scored, lambda a, b: scored[a, b], threshold=0.0, linkage=generous)
    assert sorted(map(len, found)) == [1, 2]
