"""Words to pieces: one at least, eight at most, the same every time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.language.pieces import MOST, Pieces
from tests.language.tiny_model import VOCABULARY

PIECES = Pieces(VOCABULARY)


def names(word: str) -> list[str]:
    return [VOCABULARY[number] for number in PIECES.ids(word)]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("said", ["said"]),
        ("SAID", ["said"]),
        ("Sáid", ["said"]),  # accents fall away, as in the encoder's training
        ("saiding", ["said", "##ing"]),
        ("U.S.", ["u", ".", "s", "."]),
        ("دمشق", ["[UNK]"]),
        ("", ["[UNK]"]),
        ("\x00", ["[UNK]"]),  # nothing is left of it
        ("\u200f", ["[UNK]"]),
        ("\ud83d", ["?"]),  # half of an emoji
        ("abcdefghij", ["a", "##b", "##c", "##d", "##e", "##f", "##g", "##j"]),
    ],
)
def test_a_word_and_its_pieces(word: str, pieces: list[str]) -> None:
    assert names(word) == pieces


@given(st.text(max_size=40))
def test_any_word_has_one_to_eight_pieces(word: str) -> None:
    ids = PIECES.ids(word)
    assert 1 <= len(ids) <= MOST
    assert ids == PIECES.ids(word) == Pieces(VOCABULARY).ids(word)
    assert all(0 <= number < PIECES.size for number in ids)


def test_a_megabyte_is_a_word_too() -> None:
    assert PIECES.ids("a" * 1_000_000) == (PIECES.unknown,)
    assert len(PIECES.ids("a." * 500_000)) == MOST


def test_a_vocabulary_is_a_file_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "vocabulary.txt"
    path.write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    assert Pieces.of_file(path).ids("saiding") == PIECES.ids("saiding")
    assert Pieces.of_file(path).size == len(VOCABULARY)
