"""Windows: whole paragraphs where they fit, whole sentences where those do, and every word in one of them."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.language.tokens import spans_in
from recount.language.windows import gaps_of, windows_in


def cut(text: str, limit: int = 128) -> list[str]:
    words = spans_in(text)
    return [text[words[w[0]].start : words[w[-1]].end] for w in windows_in(text, words, limit=limit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\n ", []),
        ("One headline\n\nThe body. It goes on.", ["One headline", "The body. It goes on."]),
        ("One wrapped line goes\non here and there.", ["One wrapped line goes\non here and there."]),
        ("A line of the town of Homs\nSyria fell. It", ["A line of the town of Homs\nSyria fell. It"]),
        ("It met Lt. Gen.\nStone at noon that day", ["It met Lt. Gen.\nStone at noon that day"]),
        ("Strikes near Town\nThe army said so on Monday.", ["Strikes near Town", "The army said so on Monday."]),
        ("It ended.\nThe next began.", ["It ended.", "The next began."]),
        ('He said "no."\r\nthey left', ['He said "no."', "they left"]),
        ("Points:\n- one\n- two", ["Points:", "- one", "- two"]),
        ("• one\n• two", ["• one", "• two"]),
        ("1/ First post here\n2/ second post", ["1/ First post here", "2/ second post"]),
        ("one\u2029two", ["one", "two"]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("One two. Three four. Five six.", 9, ["One two. Three four. Five six."]),
        ("One two. Three four. Five six.", 6, ["One two. Three four.", "Five six."]),
        ("Lt. Gen. Moss came. She left.", 5, ["Lt. Gen. Moss came.", "She left."]),
        ("one two three, four five six", 5, ["one two three,", "four five six"]),
        ("one two three four five six", 4, ["one two three four", "five six"]),
        # Two windows of about one length, not a full one and a rest of two words.
        (
            "One two three. Four five six. Seven eight. Nine.",
            11,
            ["One two three. Four five six.", "Seven eight. Nine."],
        ),
        ("a b", 1, ["a", "b"]),
    ],
)
def test_long_paragraphs(text: str, limit: int, expected: list[str]) -> None:
    assert cut(text, limit) == expected


def test_a_window_holds_a_word() -> None:
    with pytest.raises(ValueError, match="at least one word"):
        windows_in("a", spans_in("a"), limit=0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", []), ("can't go\non", [2, 0, 1, 2]), ("\u00a0a  b\r\nc\n\nd", [2, 1, 2, 2])],
)
def test_gaps(text: str, expected: list[int]) -> None:
    assert gaps_of(text, spans_in(text)) == expected


SCRAPS = st.sampled_from(["One ", "two ", "three, ", "four. ", "\n", "\n\n", "Gen. ", "- ", '"', "x; ", "!\n", "\r\n"])


@given(st.one_of(st.text(max_size=60), st.lists(SCRAPS, max_size=60).map("".join)), st.integers(1, 20))
def test_windows_hold_every_word_once_in_order_and_no_more_than_the_limit(text: str, limit: int) -> None:
    words = spans_in(text)
    windows = windows_in(text, words, limit=limit)
    assert list(chain.from_iterable(windows)) == list(range(len(words)))
    assert all(1 <= len(window) <= limit for window in windows)
