"""The file of words is checked when it is read, and a fault is named by its row."""

from __future__ import annotations

from typing import Any

import pytest

from recount.extract.judgements import checked_judgements, judgements
from recount.records import PackError


def table(**parts: Any) -> dict[str, Any]:
    """A small table that holds, with parts put in place of its own."""
    empty: dict[str, Any] = {
        "links": [{"type": "causes", "sides": "after", "words": ["because of"]}],
        "assessments": [{"verdict": "favourable", "words": ["capable of"]}],
        "exclusions": [],
        "happenings": ["raid"],
        "outcomes": ["damage"],
        "qualities": dict.fromkeys(("shows", "telling", "lacks", "missed", "good", "poor", "low"), ()),
        "namings": {"bare": ["call"], "as": [], "favourable": ["lawful"]},
    }
    return {**empty, **parts}


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"links": [{"type": "likes", "words": ["fond of"]}]}, "links, row 1: found 'likes'"),
        ({"links": [{"type": "causes"}]}, "links, row 1: expected words or verbs"),
        ({"links": [{"type": "causes", "words": ["by"], "sides": "up"}]}, "sides is 'up'"),
        ({"links": [{"type": "causes", "word": ["because"]}]}, "links, row 1: found ['word']"),
        ({"assessments": [{"verdict": "good", "words": ["fine"]}]}, "assessments, row 1: found 'good'"),
    ],
)
def test_a_fault_is_named_by_its_row(parts: dict[str, Any], words: str) -> None:
    with pytest.raises(PackError) as caught:
        checked_judgements(table(**parts))
    assert words in str(caught.value)


def test_an_unknown_part_is_refused() -> None:
    with pytest.raises(PackError, match="expected the parts"):
        checked_judgements({**table(), "opinions": []})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("it is capable of it", ["capable of"]),
        ("attacks prompted it in response to it", ["prompted", "in response to"]),
        ("it answered in response to a question", []),
        ("they attributed the fall in raids to it", ["attributed the fall in raids to"]),
        ("they attributed it , and went to it", []),
    ],
)
def test_the_longest_words_are_found_and_none_in_an_exclusion(text: str, words: list[str]) -> None:
    tokens = text.split()
    assert [" ".join(tokens[f.first : f.last + 1]) for f in judgements().found_in(tokens)] == words
