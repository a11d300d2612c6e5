"""Words and numbers looked up in a text: exactly there, or a reason why not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.language.grounding import ground_of
from recount.records import Span
from recount.words.normalise import fold

FIRST = "The army's guns shelled Tel Ashir  on\nMonday, and twelve men, or 2,500 by another count, fled."
SECOND = "“We did not fire,” said the army; the army had 12 guns."
TEXT = f"{FIRST} {SECOND}"
GROUND = ground_of(TEXT, [Span(0, len(FIRST)), Span(len(FIRST) + 1, len(TEXT))])


@pytest.mark.parametrize(
    ("sentence", "words", "found"),
    [
        (0, "Tel Ashir", "Tel Ashir"),
        (0, "  Tel \t Ashir ", "Tel Ashir"),
        (0, "Tel Ashir on Monday", "Tel Ashir  on\nMonday"),
        (0, "The army’s guns", "The army's guns"),
        (0, "army", "army"),
        (0, "2,500", "2,500"),
        (1, '"We did not fire,"', "“We did not fire,”"),
        (1, "We did not fire", "We did not fire"),
    ],
)
def test_words_are_found_where_they_stand(sentence: int, words: str, found: str) -> None:
    place = GROUND.words(words, sentence, longest=100)
    assert isinstance(place, Span)
    assert TEXT[place.start : place.end] == found
    assert GROUND.sentences[sentence].holds(place)


@pytest.mark.parametrize(
    ("sentence", "words", "reason"),
    [
        (0, "Tel Asher", "not_in_text"),
        (0, "tel Ashir", "not_in_text"),
        (0, "Tel-Ashir", "not_in_text"),
        (0, "shelled the town", "not_in_text"),
        (0, "We did not fire", "elsewhere"),
        (1, "Tel Ashir", "elsewhere"),
        (0, "fled. “We did", "elsewhere"),
        (1, "the army", "ambiguous"),
        (0, "Mon", "part_of_word"),
        (0, "onday", "part_of_word"),
        (0, "500", "part_of_word"),
        (0, "2", "part_of_word"),
        (0, ",500", "part_of_word"),
        (0, "", "empty"),
        (0, " \n", "empty"),
        (0, "x" * 101, "too_long"),
        (0, "Tel\x1b[2J Ashir", "signs"),
        (0, "Tel \u202eAshir", "signs"),
        (0, "Tel\ud800", "signs"),
        (0, "Tel\u200f Ashir", "not_in_text"),
        (0, None, "wrong_type"),
        (0, 12, "wrong_type"),
        (0, ["Tel Ashir"], "wrong_type"),
        (0, {"quote": "Tel Ashir"}, "wrong_type"),
    ],
)
def test_what_is_not_there_has_a_reason(sentence: int, words: object, reason: str) -> None:
    assert GROUND.words(words, sentence, longest=100) == reason


def test_the_very_words_are_meant_where_another_quotation_mark_would_fit_too() -> None:
    text = "The army's men met the army’s men."
    place = ground_of(text, [Span(0, len(text))]).words("army’s", 0, longest=100)
    assert place == Span(23, 29)
    assert ground_of(text, [Span(0, len(text))]).words("army‛s", 0, longest=100) == "ambiguous"


@pytest.mark.parametrize(
    ("sentence", "number", "found"),
    [
        (0, 12, "twelve"),
        (0, 12.0, "twelve"),
        (0, "12", "twelve"),
        (0, "twelve", "twelve"),
        (0, "twelve men", "twelve"),
        (0, 2500, "2,500"),
        (0, "2500", "2,500"),
        (1, 12, "12"),
    ],
)
def test_a_number_is_found_as_digits_or_words(sentence: int, number: object, found: str) -> None:
    place = GROUND.number(number, sentence, longest=40)
    assert isinstance(place, Span)
    assert TEXT[place.start : place.end] == found


@pytest.mark.parametrize(
    ("sentence", "number", "reason"),
    [
        (0, 13, "not_in_text"),
        (0, -12, "not_in_text"),
        (0, 12.5, "not_in_text"),
        (1, 2500, "not_in_text"),
        (0, "thirteen", "not_in_text"),
        (0, "13", "not_in_text"),
        (0, "men", "no_number"),
        (0, "twelve men, or 2,500", "no_number"),
        (0, 10**40, "not_in_text"),
        (0, float("inf"), "not_in_text"),
        (0, float("nan"), "not_in_text"),
        (0, True, "wrong_type"),
        (0, [12], "wrong_type"),
        (0, "1" * 39, "not_in_text"),
    ],
)
def test_a_number_that_is_not_there_has_a_reason(sentence: int, number: object, reason: str) -> None:
    assert GROUND.number(number, sentence, longest=40) == reason


def test_a_year_is_no_count_and_two_equal_numbers_are_not_told_apart() -> None:
    text = "In 2016 they lost 5 men here and five men there, and dozens fled."
    ground = ground_of(text, [Span(0, len(text))])
    assert ground.number(2016, 0, longest=40) == "not_in_text"
    assert ground.number(5, 0, longest=40) == "ambiguous"
    assert ground.number("five", 0, longest=40) == Span(33, 37)
    assert ground.number("dozens", 0, longest=40) == Span(53, 59)


def test_arabic_words_with_their_marks() -> None:
    text = "قالَ الجيشُ إنه انسحب."
    ground = ground_of(text, [Span(0, len(text))])
    assert isinstance(ground.words("الجيشُ", 0, longest=40), Span)
    assert ground.words("الجيش", 0, longest=40) == "part_of_word"
    assert ground.words("جيشُ", 0, longest=40) == "part_of_word"


_PIECES = st.sampled_from(["army", "the", " ", "  ", "\n", "“", '"', "’", "'", ",", "12", "2,500", "x", "é", "é", "ا"])


@given(text=st.lists(_PIECES).map("".join), cut=st.integers(0, 60), words=st.lists(_PIECES).map("".join))
def test_whatever_is_found_is_what_was_given(text: str, cut: int, words: str) -> None:
    sentences = [Span(0, min(cut, len(text))), Span(min(cut, len(text)), len(text))]
    ground = ground_of(text, sentences)
    for sentence, where in enumerate(sentences):
        place = ground.words(words, sentence, longest=1000)
        if isinstance(place, Span):
            assert where.holds(place)
            assert " ".join(fold(text[place.start : place.end]).split()) == " ".join(fold(words).split())


@given(text=st.text(max_size=80), start=st.integers(0, 80), length=st.integers(1, 20))
def test_every_run_of_whole_words_that_stands_once_is_found(text: str, start: int, length: int) -> None:
    words = text[start : start + length].strip()
    ground = ground_of(text, [Span(0, len(text))])
    for given_so in (words, "\n ".join(words.split())):
        found = ground.words(given_so, 0, longest=1000)
        if isinstance(found, Span):
            assert text[found.start : found.end].split() == words.split()
        else:
            assert found in ("empty", "signs", "ambiguous", "part_of_word")
