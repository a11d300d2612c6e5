"""A report's own sum of what it goes on to tell is no further happening."""

from __future__ import annotations

import pytest
from reconcile_factories import Saying, corpus, pack, report, says

from recount.reconcile.run import Reconciled, reconcile
from recount.records import Claim, Report

TOTAL = says("Air raids killed 32 across the country.", at="Syria", killed=32)
PARTS = (
    says("In Raqqa 22 died under the bombs.", at="Raqqa", killed=22),
    says("In Aleppo ten died under the bombs.", at="Aleppo", killed=10),
)


def run(*made: tuple[Report, tuple[Claim, ...]]) -> Reconciled:
    claims, reports = corpus(*made)
    return reconcile(claims, reports, [], [], pack())


def dead(found: Reconciled) -> float:
    return sum(f.best or 0 for e in found.events for f in e.quantities if f.of_whom == "people")


def test_a_total_of_parts_is_set_aside_with_its_sum() -> None:
    found = run(report(TOTAL, *PARTS))
    assert dead(found) == 32 and len(found.events) == 2
    ((_, why),) = found.set_aside
    assert why == "a total of happenings that its report tells one by one: 22 + 10"


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("it exceeds its parts", (says("Raids killed 40 in the country.", at="Syria", killed=40), *PARTS)),
        ("the parts come first", (*PARTS, TOTAL)),
        ("one part is of another day", (TOTAL, PARTS[0], says("Ten died.", at="Aleppo", on="2016-06-02", killed=10))),
        ("one part alone", (TOTAL, says("In Raqqa 32 died in a raid.", at="Raqqa", on="2016-06-02", killed=32))),
    ],
)
def test_what_is_no_sum_is_kept(what: str, told: tuple[Saying, ...]) -> None:
    assert run(report(*told)).set_aside == (), what


def test_a_sum_that_another_paper_knows_as_one_is_kept() -> None:
    alone = says("Air raids killed 32 across Syria on that day, said a paper without parts.", at="Syria", killed=32)
    found = run(report(TOTAL, *PARTS), report(alone, publisher="The Herald"))
    assert found.set_aside == () and len(found.events) == 3


def test_small_sums_are_chance() -> None:
    told = (
        says("Raids killed four across the country.", at="Syria", killed=4),
        says("In Raqqa three died under the bombs.", at="Raqqa", killed=3),
        says("In Aleppo one died under the bombs.", at="Aleppo", killed=1),
    )
    assert run(report(*told)).set_aside == ()
