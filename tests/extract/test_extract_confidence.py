"""How surely a sentence says what was read from it."""

from __future__ import annotations

import pytest
from extract_cases import claims
from hypothesis import given
from hypothesis import strategies as st

from recount.extract.confidence import START, chance_of, weights

NAMES = sorted(weights())


def test_every_claim_of_a_sentence_says_its_terms_with_their_weights() -> None:
    (claim,) = claims("Militants killed four soldiers in Mosul on Monday.")
    terms = [reason for reason in claim.reasons if reason[0] in "+-"]
    assert any(term.endswith("plain word") for term in terms)
    names = [term.split(" ", 1)[1].partition(":")[0] for term in terms]
    assert claim.reading_confidence == chance_of(names, weights())


def test_a_clear_deed_is_surer_than_a_doubtful_one() -> None:
    (sure,) = claims("Militants killed four soldiers in Mosul on Monday.")
    (doubtful,) = claims("Militants may have killed four soldiers in Mosul on Monday.")
    assert sure.reading_confidence > doubtful.reading_confidence


@given(st.sets(st.sampled_from(NAMES)))
def test_a_chance_is_one_and_an_unknown_term_says_nothing(names: set[str]) -> None:
    assert 0.0 < chance_of(names, weights()) < 1.0
    assert chance_of({*names, "never seen"}, weights()) == chance_of(names, weights())


def test_the_start_alone_is_the_chance_of_no_terms() -> None:
    assert chance_of((), {START: 0.0}) == pytest.approx(0.5)
