"""The shape of a word, a row a kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.language import shapes
from recount.language.shapes import SHAPES, SPECIAL, shape_of


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("dog n't 's e.g. ez café", shapes.LOWER),
        ("Syria Gen. O'clock Émile", shapes.CAPITALISED),
        ("NATO U.S. AT&T", shapes.UPPER),
        ("I A J. É", shapes.INITIAL),
        ("McDonald iPhone USAid Al-Zaman", shapes.MIXED),
        ("7 2015 ٣", shapes.DIGITS),
        ("1,200 3.5 10:30 9/11 713-853-3989", shapes.NUMBER),
        ("24th 1980s T-72 x33907", shapes.CODE),
        (". ! ?! ... … ؟", shapes.STOP),
        (", ،", shapes.COMMA),
        ("\" ' ’ “ '' «", shapes.QUOTE),
        ("( ] }", shapes.BRACKET),
        ("- -- — –", shapes.DASH),
        ("حلب Дамаск 北京", shapes.FOREIGN),
        (": ; $ % • 👍 @name #Tag a@b.org http://x.org/a <<", shapes.OTHER),
    ],
)
def test_shape(words: str, expected: int) -> None:
    assert {word: shape_of(word) for word in words.split()} == dict.fromkeys(words.split(), expected)


@given(st.text(max_size=200))
def test_every_word_has_a_shape_and_none_that_of_special_pieces(word: str) -> None:
    assert SPECIAL < shape_of(word) < SHAPES
