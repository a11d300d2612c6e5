"""Scripts from words to lemmas: there and back for any pair, and no script breaks any word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.language.lemmas import lemma_of, script_of


@pytest.mark.parametrize(
    ("word", "lemma", "script"),
    [
        ("the", "the", "l<0+>0+"),
        ("The", "the", "l<0+>0+"),
        ("Syria", "Syria", "k<0+>0+"),
        ("SYRIA", "Syria", "c<0+>0+"),
        ("cities", "city", "l<0+>3+y"),
        ("attacked", "attack", "l<0+>2+"),
        ("hitting", "hit", "l<0+>4+"),
        ("Americans", "American", "k<0+>1+"),
        ("was", "be", "=be"),
        ("n't", "not", "=not"),
        ("ca", "can", "l<0+>0+n"),
        ("1,200", "1200", ","),
        ("", "", "l<0+>0+"),
        ("a>b", "x>b", "l<1+x>0+"),
    ],
)
def test_script(word: str, lemma: str, script: str) -> None:
    assert script_of(word, lemma) == script
    assert lemma_of(word, script) == lemma


LETTERS = st.text(st.sampled_from("abAB-,>+<=İßΣ"), max_size=8)


@given(st.one_of(st.text(max_size=12), LETTERS), st.one_of(st.text(max_size=12), LETTERS))
def test_a_script_makes_the_lemma_that_it_was_made_from(word: str, lemma: str) -> None:
    assert lemma_of(word, script_of(word, lemma)) == lemma


@given(st.text(max_size=12), st.text(max_size=12), st.one_of(LETTERS, st.text(max_size=12)))
def test_a_script_of_one_word_can_be_put_to_any_other(word: str, lemma: str, other: str) -> None:
    assert isinstance(lemma_of(other, script_of(word, lemma)), str)
    assert isinstance(lemma_of(other, word), str)


def test_a_script_that_does_not_fit_leaves_the_word() -> None:
    assert lemma_of("Go", "l<0+>3+y") == "go"
    assert lemma_of("Go", "nonsense") == "go"
