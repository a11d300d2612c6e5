from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from recount.records import Claim, Evidence, Span
from recount.records.ids import claim_id, digest, event_id, report_id, sha256_of, text_version


@given(st.lists(st.text(), min_size=2, max_size=3))
def test_parts_cannot_run_together(parts: list[str]) -> None:
    joined = [parts[0] + parts[1], *parts[2:]]
    assert digest(*parts) != digest(*joined)


def test_a_claim_id_rests_on_what_the_design_names_and_nothing_else() -> None:
    base = claim_id("r", "v", "event", "ASSAULT", 3, 9)
    changed = [
        claim_id("r2", "v", "event", "ASSAULT", 3, 9),
        claim_id("r", "v2", "event", "ASSAULT", 3, 9),
        claim_id("r", "v", "tally", "ASSAULT", 3, 9),
        claim_id("r", "v", "event", "COERCE", 3, 9),
        claim_id("r", "v", "event", "ASSAULT", 4, 9),
        claim_id("r", "v", "event", "ASSAULT", 3, 8),
    ]
    assert len({base, *changed}) == 7
    assert claim_id("r", "v", "level", None, 0, 1) == claim_id("r", "v", "level", None, 0, 1)


def test_an_event_keeps_its_name_when_a_later_account_joins_behind_its_first() -> None:
    assert event_id(("b", "a")) == event_id(("a", "b", "c"))


def test_reports_and_texts_are_named_by_content() -> None:
    sha = sha256_of(b"x")
    assert report_id(sha) == sha[:16]
    assert text_version("x") != text_version("x ")


def test_records_are_frozen_and_hashable() -> None:
    claim = Claim("i", "r", "v", "event", None, (Evidence(0, 1, "a"),))
    assert len({claim, dataclasses.replace(claim)}) == 1


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_spans_overlap_both_ways(a: int, b: int, c: int, d: int) -> None:
    left, right = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    assert left.overlaps(right) == right.overlaps(left)
    if left.holds(right) and right.start < right.end:
        assert left.overlaps(right)
