"""Sentences: where one ends, by exact offsets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.words.sentences import sentence_of, sentences_in


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two men died. Three fled.", ["Two men died.", "Three fled."]),
        ("Lt. Gen. Ada Moss spoke. She left.", ["Lt. Gen. Ada Moss spoke.", "She left."]),
        ("Maj. Gen. J. W. Stone met Gov. Ali Hadi.", ["Maj. Gen. J. W. Stone met Gov. Ali Hadi."]),
        ("He flew to the U.S. on Monday.", ["He flew to the U.S. on Monday."]),
        ("He flew to the U.S. The trip was short.", ["He flew to the U.S.", "The trip was short."]),
        ("They met U.S. Marines.", ["They met U.S. Marines."]),
        ("It began at 5 a.m. on Jan. 4 near St. Elias.", ["It began at 5 a.m. on Jan. 4 near St. Elias."]),
        ("He said no. 5 was hit.", ["He said no. 5 was hit."]),
        ("Was it hit? He said no. Others agreed.", ["Was it hit?", "He said no.", "Others agreed."]),
        ("It rose 3.5 percent. Prices fell.", ["It rose 3.5 percent.", "Prices fell."]),
        ('"We hit it." They cheered.', ['"We hit it."', "They cheered."]),
        ('"Stop!" he said. Nobody did.', ['"Stop!" he said.', "Nobody did."]),
        ("“We hit it.” They cheered.", ["“We hit it.”", "They cheered."]),
        ("They waited… and left. Then rain.", ["They waited… and left.", "Then rain."]),
        ("They waited ... Then rain came.", ["They waited ...", "Then rain came."]),
        ("One wrapped\nline goes on here.", ["One wrapped\nline goes on here."]),
        ("A headline here\n\nThe body starts", ["A headline here", "The body starts"]),
        ("Strikes near Town\nThe army said so.", ["Strikes near Town", "The army said so."]),
        ("• first thing\n• second thing", ["• first thing", "• second thing"]),
        ("Points:\n- one\n- two", ["Points:", "- one", "- two"]),
        ("1/ First post here\n2/ second post", ["1/ First post here", "2/ second post"]),
        ("taken by the army.The rebels fled.", ["taken by the army.", "The rebels fled."]),
        ("see example.com for more. Thanks.", ["see example.com for more.", "Thanks."]),
        ("they left town. we stayed behind.", ["they left town.", "we stayed behind."]),
        ("هل سقطت المدينة؟ نعم سقطت۔ ثم هدأت.", ["هل سقطت المدينة؟", "نعم سقطت۔", "ثم هدأت."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_cut(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(st.text(max_size=200), st.integers(0, 50), st.integers(0, 200))
def test_spans_are_ordered_trimmed_and_lose_nothing(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    spans = sentences_in(text, start, end)
    assert all(start <= s.start < s.end <= end for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() for s in spans)
    assert "".join("".join(text[s.start : s.end].split()) for s in spans) == "".join(text[start:end].split())


def test_sentence_of_finds_the_holder() -> None:
    text = "Two died. Three fled."
    spans = sentences_in(text)
    assert sentence_of(spans, 0) == spans[0]
    assert sentence_of(spans, 9) is None
    assert sentence_of(spans, 12) == spans[1]
    assert sentence_of(spans, 99) is None


@pytest.mark.parametrize("junk", [" " * 100_000, "\n " * 50_000, "." * 100_000, "A.B." * 25_000, '"' * 100_000])
def test_long_junk_is_read_once(junk: str) -> None:
    assert len(sentences_in(junk)) <= len(junk)
