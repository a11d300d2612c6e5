"""Which stops belong to a word."""

from __future__ import annotations

import pytest

from recount.language.abbreviations import Follow, follow_of, keeps_stop


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "end"),
        (" ", "end"),
        ("\n\nHe", "end"),
        ("\nHe", "opening"),
        (" “The", "opening"),
        (" Smith", "capital"),
        (" Sept. 4", "month"),
        (" 5", "number"),
        (" forces", "low"),
        (" حلب", "low"),
    ],
)
def test_what_follows(text: str, expected: Follow) -> None:
    assert follow_of(text, 0) == expected


@pytest.mark.parametrize(
    ("word", "follow", "expected"),
    [
        ("Gen", "opening", True),
        ("Gen", "end", False),
        ("U.S", "capital", True),
        ("U.S", "opening", False),
        ("no", "low", False),
        ("No", "number", True),
        ("Sat", "month", True),
        ("etc", "capital", False),
        ("etc", "low", True),
        ("J", "capital", True),
        ("j", "capital", False),
        ("town", "capital", False),
    ],
)
def test_a_stop_is_kept(word: str, follow: Follow, expected: bool) -> None:
    assert keeps_stop(word, follow) is expected
