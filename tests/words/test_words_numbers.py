"""Numbers: what counts, what it is worth, and what its comparator allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.words.numbers import numbers_in
from recount.words.shares import money_in, shares_in

Row = tuple[str, float | None, str, float | None, float | None]


def rows(text: str) -> list[Row]:
    return [(n.words, n.value, n.comparator, n.low, n.high) for n in numbers_in(text)]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("12 men", ("12", 12, "exact", 12, 12)),
        ("2,500 troops", ("2,500", 2500, "exact", 2500, 2500)),
        ("1.5 million fled", ("1.5 million", 1.5e6, "exact", 1.5e6, 1.5e6)),
        ("10m people", ("10m", 1e7, "exact", 1e7, 1e7)),
        ("Twenty-three fell", ("Twenty-three", 23, "exact", 23, 23)),
        ("one hundred and five men", ("one hundred and five", 105, "exact", 105, 105)),
        ("a hundred men", ("a hundred", 100, "exact", 100, 100)),
        ("two dozen shells", ("two dozen", 24, "about", 21.6, 26.4)),
        ("a dozen shells", ("a dozen", 12, "about", 10.8, 13.2)),
        ("half a dozen shells", ("half a dozen", 6, "about", 5.4, 6.6)),
        ("at least 12 dead", ("at least 12", 12, "at_least", 12, None)),
        ("no fewer than seven dead", ("no fewer than seven", 7, "at_least", 7, None)),
        ("more than 150 raids", ("more than 150", 150, "over", 151, None)),
        ("over 150 raids", ("over 150", 150, "over", 151, None)),
        ("up to 40 men", ("up to 40", 40, "at_most", 0, 40)),
        ("not more than 40 men", ("not more than 40", 40, "at_most", 0, 40)),
        ("as many as 33 men", ("as many as 33", 33, "as_many_as", 0, 33)),
        ("nearly 100 men", ("nearly 100", 100, "nearly", 90, 99)),
        ("close to 100 men", ("close to 100", 100, "nearly", 90, 99)),
        ("fewer than 5 men", ("fewer than 5", 5, "under", 0, 4)),
        ("some 40 men", ("some 40", 40, "about", 36, 44)),
        ("an estimated 40 men", ("an estimated 40", 40, "about", 36, 44)),
        ("150+ attacks", ("150+", 150, "at_least", 150, None)),
        ("20 or so men", ("20 or so", 20, "about", 18, 22)),
        ("20-odd men", ("20-odd", 20, "about", 18, 22)),
        ("between 20 and 30 men", ("between 20 and 30", None, "range", 20, 30)),
        ("30-40 rockets", ("30-40", None, "range", 30, 40)),
        ("30 to 40 rockets", ("30 to 40", None, "range", 30, 40)),
        ("two or three drones", ("two or three", None, "range", 2, 3)),
        ("dozens of men", ("dozens", None, "dozens", 24, 99)),
        ("scores of men", ("scores", None, "scores", 40, 99)),
        ("hundreds of men", ("hundreds", None, "hundreds", 200, 999)),
        ("hundreds of thousands fled", ("hundreds of thousands", None, "range", 2e5, 999_999)),
        ("tens of thousands fled", ("tens of thousands", None, "range", 2e4, 99_999)),
        ("a few men", ("a few", None, "a_few", 3, 5)),
        ("several men", ("several", None, "several", 3, 9)),
        ("several hundred men", ("several hundred", None, "range", 300, 900)),
        ("a couple of men", ("a couple", 2, "about", 1.8, 2.2)),
        ("a 60-nation coalition", ("60", 60, "exact", 60, 60)),
        ("one soldier died", ("one", 1, "exact", 1, 1)),
        ("about 2000 people", ("about 2000", 2000, "about", 1800, 2200)),
        ("in 2014, 2000 fighters", ("2000", 2000, "exact", 2000, 2000)),
        ("٢٠ men", ("٢٠", 20, "exact", 20, 20)),
    ],
)
def test_a_count_and_its_range(text: str, row: Row) -> None:
    assert rows(text) == [row]


@pytest.mark.parametrize(
    "text",
    [
        "in 1999", "June 20, 2016", "20 June 2016", "2016-06-20", "20/06/2016", "at 4:30 am", "0430 GMT", "1400 hours",
        "the first of them", "the 3rd man", "7.62mm rounds", "105mm howitzers", "an F-16 jet", "the K1 base",
        "Resolution 2254", "Brigade 46", "Article 5", "Camp 7", "Group of 7", "Highway 1", "the M4 road",
        "+964 770 123 4567", "(202) 555-0143", "45 percent", "45% of it", "$1.6 billion", "2 million dollars",
        "a 20-year-old man", "for three days", "no one came", "one of them", "one another", "one day",
        "post 3/15 here", "note [12] here", "24/7 watch", "a man", "the 2014 offensive", "2014-2018", "killed by 9/11",
        "since '17", "in one instance",
    ],
)  # fmt: skip
def test_what_counts_nothing(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "words", "share"),
    [
        ("45 percent of it", "45 percent", 0.45),
        ("more than 45% left", "more than 45%", 0.45),
        ("a third of the town", "a third", 1 / 3),
        ("two-thirds of it", "two-thirds", 2 / 3),
        ("half of them", "half", 0.5),
        ("one in five homes", "one in five", 0.2),
        ("most of them", "most", None),
    ],
)
def test_shares(text: str, words: str, share: float | None) -> None:
    ((number, found),) = shares_in(text)
    assert number.words == words
    assert found == (None if share is None else pytest.approx(share, abs=1e-6))


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("$1.6 billion", "$1.6 billion", 1.6e9),
        ("about US$20m", "about US$20m", 2e7),
        ("2 million dollars", "2 million", 2e6),
    ],
)
def test_money(text: str, words: str, value: float) -> None:
    (number,) = money_in(text)
    assert (number.words, number.value) == (words, value)


VOCABULARY = """at least over up to 12 2,500 twenty three hundred dozen dozens of and a few several or so - 30 40 men
% $ one nearly"""
WORDS = st.lists(
    st.sampled_from(VOCABULARY.split()),
    max_size=14,
).map(" ".join)


@given(st.one_of(st.text(max_size=80), WORDS), st.integers(0, 20))
def test_spans_are_exact_and_ranges_hold_their_value(text: str, start: int) -> None:
    for number in numbers_in(text, start):
        assert number.words == text[number.span.start : number.span.end]
        assert number.span.holds(number.core) and number.span.start >= start
        if number.low is not None and number.high is not None:
            assert number.low <= number.high or number.comparator in ("under", "nearly")
        if number.value is not None and number.comparator not in ("over", "nearly", "under"):
            assert (number.low is None or number.low <= number.value) and (
                number.high is None or number.value <= number.high
            )
    shares_in(text, start)
    money_in(text, start)


@pytest.mark.parametrize("junk", ["1" * 100_000, "1," * 30_000, "one " * 20_000, "a few " * 15_000, "$1," * 20_000])
def test_long_junk_is_read_once(junk: str) -> None:
    assert len(numbers_in(junk)) <= len(junk)


@pytest.mark.parametrize("text", ["It hit the base on 7 December. Two men died.", "It ended in May. Two men died."])
def test_a_month_that_ends_a_sentence_takes_no_number_of_the_next(text: str) -> None:
    assert [n.value for n in numbers_in(text)] == [2.0]
