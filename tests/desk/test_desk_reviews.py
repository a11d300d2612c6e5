"""Verdicts are kept, undone and measured."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from scipy.stats import binomtest

from recount.assess.two_counts import ratio_of_counts
from recount.desk.reviews import Reviews, Share, agreement, missed, right


@pytest.fixture
def reviews(tmp_path: Path) -> Reviews:
    return Reviews(tmp_path / "reviews.jsonl", lambda: datetime(2026, 1, 1, tzinfo=UTC))


def test_what_was_found_survives_a_restart_and_undo_leads_back_through_everything(
    reviews: Reviews, tmp_path: Path
) -> None:
    for n in range(5):
        reviews.add(f"id{n}", "ana", "doubt", f"claim{n}", "right")
    reviews.add("id0", "ana", "doubt", "claim0", "wrong")  # a form sent twice counts once
    for n in reversed(range(5)):
        last = reviews.last_of("ana")
        assert last is not None
        assert last.subject == f"claim{n}"
        reviews.undo(last.id)
    assert reviews.last_of("ana") is None
    with (tmp_path / "reviews.jsonl").open("a") as torn:
        torn.write('{"id": "torn')
    reviews.add("later", "ben", "doubt", "claim9", "wrong")
    again = Reviews(tmp_path / "reviews.jsonl", lambda: datetime(2026, 1, 2, tzinfo=UTC))
    assert [review.id for review in again.all()] == ["later"]


@pytest.mark.parametrize(("found", "of"), [(0, 10), (3, 10), (10, 10), (7, 400)])
def test_the_interval_of_a_share_is_wilson_s(found: int, of: int) -> None:
    held = binomtest(found, of).proportion_ci(method="wilson")
    assert Share(found, of).bounds == pytest.approx((held.low, held.high), abs=1e-6)


def test_nothing_read_says_nothing() -> None:
    assert Share(0, 0).bounds == (0.0, 1.0)


def test_agreement_is_over_what_two_people_read(reviews: Reviews) -> None:
    said = [("right", "right"), ("right", "wrong"), ("wrong", "fixed"), ("right", "right"), ("wrong", None)]
    for n, (first, second) in enumerate(said):
        reviews.add(f"a{n}", "ana", "doubt", f"c{n}", first)  # type: ignore[arg-type]
        if second:
            reviews.add(f"b{n}", "ben", "second", f"c{n}", second)  # type: ignore[arg-type]
    reviews.add("s", "ben", "second", "c4", "skipped")
    found = agreement(reviews.read().values())
    assert (found.share.found, found.share.of) == (3, 4)
    assert found.kappa == pytest.approx((0.75 - 0.5) / 0.5)  # 3/4 right and 2/4 right: chance agrees in 1/2
    assert right(reviews.read().values()).of == 5


def test_the_audit_counts_sentences_that_held_something(reviews: Reviews) -> None:
    for n, verdict in enumerate(("nothing", "nothing", "missed", "skipped")):
        reviews.add(f"x{n}", "ana", "audit", f"r:v:{n}:9", verdict)  # type: ignore[arg-type]
    assert missed(reviews.read().values()) == Share(1, 3)


@pytest.mark.parametrize(("before", "after"), [(4, 21), (0, 7), (30, 12), (5, 0)])
def test_a_ratio_of_counts_has_the_exact_interval(before: int, after: int) -> None:
    found = ratio_of_counts(before, after, days_before=90, days_after=45)
    held = binomtest(after, before + after).proportion_ci(method="exact")
    assert found is not None
    for bound, share in ((found.low, held.low), (found.high, held.high)):
        assert bound == pytest.approx(float("inf") if share == 1 else 2 * share / (1 - share), rel=1e-6)


def test_two_nothings_have_no_ratio() -> None:
    assert ratio_of_counts(0, 0, days_before=1, days_after=1) is None
