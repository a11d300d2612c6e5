"""Time expressions: where they stand and what they mean on the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals import timex
from recount.words.dates import times_in
from recount.words.dates_calendar import civil, day_number, feast_of, islamic, iso

MONDAY = date(2016, 6, 20)
Row = tuple[str, str | None, str | None, str]


def rows(text: str, published: date | None = MONDAY, **options: str | bool | None) -> list[Row]:
    found = times_in(text, published=published, **options)  # type: ignore[arg-type]
    return [(m.time.words or "", m.time.start, m.time.end, m.time.precision) for m in found]


ABSOLUTE: list[tuple[str, str, str | None, str | None, str]] = [
    ("on 20 June 2016", "20 June 2016", "2016-06-20", "2016-06-21", "day"),
    ("June 20 2016", "June 20 2016", "2016-06-20", "2016-06-21", "day"),
    ("June 20th, 2016", "June 20th, 2016", "2016-06-20", "2016-06-21", "day"),
    ("the 20th of June 2016", "the 20th of June 2016", "2016-06-20", "2016-06-21", "day"),
    ("2016-06-20", "2016-06-20", "2016-06-20", "2016-06-21", "day"),
    ("20/06/2016", "20/06/2016", "2016-06-20", "2016-06-21", "day"),
    ("21.02.2015", "21.02.2015", "2015-02-21", "2015-02-22", "day"),
    ("16-11-2014", "16-11-2014", "2014-11-16", "2014-11-17", "day"),
    ("Thu Sep 5 2013", "Thu Sep 5 2013", "2013-09-05", "2013-09-06", "day"),
    ("Monday, June 20, 2016", "Monday, June 20, 2016", "2016-06-20", "2016-06-21", "day"),
    ("in July 2015", "July 2015", "2015-07-01", "2015-08-01", "month"),
    ("in 2016-06", "2016-06", "2016-06-01", "2016-07-01", "month"),
    ("in 2014", "2014", "2014-01-01", "2015-01-01", "year"),
    ("the 2014 offensive", "2014", "2014-01-01", "2015-01-01", "year"),
    ("in summer 2015", "summer 2015", "2015-06-01", "2015-09-01", "season"),
    ("the second quarter of 2016", "the second quarter of 2016", "2016-04-01", "2016-07-01", "quarter"),
    ("early June 2016", "early June 2016", "2016-06-01", "2016-06-11", "range"),
    ("mid-June 2016", "mid-June 2016", "2016-06-11", "2016-06-21", "range"),
    ("late June 2016", "late June 2016", "2016-06-21", "2016-07-01", "range"),
    ("in late 2018", "late 2018", "2018-09-01", "2019-01-01", "range"),
    ("in the 1990s", "the 1990s", "1990-01-01", "2000-01-01", "range"),
    ("the first two months of 2015", "the first two months of 2015", "2015-01-01", "2015-03-01", "range"),
    ("the last week of March 2015", "the last week of March 2015", "2015-03-25", "2015-04-01", "range"),
    ("on the night of 5 June 2014", "the night of 5 June 2014", "2014-06-05", "2014-06-06", "day"),
    ("by 2017", "2017", None, "2018-01-01", "range"),
    ("by the end of 2018", "the end of 2018", None, "2019-01-01", "range"),
    ("since at least 2014", "2014", "2014-01-01", None, "range"),
    ("until 5 June 2014", "5 June 2014", None, "2014-06-06", "range"),
    ("before 5 June 2014", "5 June 2014", None, "2014-06-05", "range"),
    ("shortly before dawn on 5 June 2014", "dawn on 5 June 2014", "2014-06-05", "2014-06-06", "day"),
    ("just after midnight on 5 June 2014", "midnight on 5 June 2014", "2014-06-05", "2014-06-06", "day"),
    ("until dawn on 5 June 2014", "dawn on 5 June 2014", None, "2014-06-06", "range"),
    ("after 7 October 2023", "7 October 2023", "2023-10-08", None, "range"),
    ("from 2014 onwards", "2014", "2014-01-01", None, "range"),
    ("between March and May 2007", "March and May 2007", "2007-03-01", "2007-06-01", "range"),
    ("from June to August 2014", "June to August 2014", "2014-06-01", "2014-09-01", "range"),
    ("November to February 2015", "November to February 2015", "2014-11-01", "2015-03-01", "range"),
    ("in late 2018 and early 2019", "late 2018 and early 2019", "2018-09-01", "2019-05-01", "range"),
    ("late 2018/early 2019", "late 2018/early 2019", "2018-09-01", "2019-05-01", "range"),
    ("2014-2018", "2014-2018", "2014-01-01", "2019-01-01", "range"),
    ("2014-18", "2014-18", "2014-01-01", "2019-01-01", "range"),
    ("March 3-5, 2016", "March 3-5, 2016", "2016-03-03", "2016-03-06", "range"),
    ("3-5 March 2016", "3-5 March 2016", "2016-03-03", "2016-03-06", "range"),
    ("Christmas 2015", "Christmas 2015", "2015-12-25", "2015-12-26", "day"),
]
RELATIVE: list[tuple[str, str, str | None, str | None, str]] = [
    ("yesterday", "yesterday", "2016-06-19", "2016-06-20", "day"),
    ("earlier today", "today", "2016-06-20", "2016-06-21", "day"),
    ("on Monday", "Monday", "2016-06-20", "2016-06-21", "day"),
    ("on Friday", "Friday", "2016-06-17", "2016-06-18", "day"),
    ("last Friday", "last Friday", "2016-06-17", "2016-06-18", "day"),
    ("next Friday", "next Friday", "2016-06-24", "2016-06-25", "day"),
    ("late on Sunday", "Sunday", "2016-06-19", "2016-06-20", "day"),
    ("Sunday night", "Sunday night", "2016-06-19", "2016-06-20", "day"),
    ("this morning", "this morning", "2016-06-20", "2016-06-21", "day"),
    ("last night", "last night", "2016-06-19", "2016-06-20", "day"),
    ("overnight", "overnight", "2016-06-19", "2016-06-21", "range"),
    ("last week", "last week", "2016-06-13", "2016-06-20", "week"),
    ("last month", "last month", "2016-05-01", "2016-06-01", "month"),
    ("this month", "this month", "2016-06-01", "2016-07-01", "month"),
    ("last year", "last year", "2015-01-01", "2016-01-01", "year"),
    ("a month ago", "a month ago", "2016-05-01", "2016-06-01", "month"),
    ("three days ago", "three days ago", "2016-06-17", "2016-06-18", "day"),
    ("back in July", "July", "2015-07-01", "2015-08-01", "month"),
    ("in May", "May", "2016-05-01", "2016-06-01", "month"),
    ("in August last year", "August last year", "2015-08-01", "2015-09-01", "month"),
    ("on June 25", "June 25", "2015-06-25", "2015-06-26", "day"),
    ("they will meet on June 25", "June 25", "2016-06-25", "2016-06-26", "day"),
    ("in recent days", "recent days", "2016-06-13", "2016-06-21", "range"),
    ("over the past week", "the past week", "2016-06-13", "2016-06-21", "range"),
    ("the past three years", "the past three years", "2013-06-20", "2016-06-21", "range"),
    ("since October", "October", "2015-10-01", None, "range"),
    ("since the start of the year", "the start of the year", "2016-01-01", None, "range"),
    ("later this year", "later this year", "2016-06-20", "2017-01-01", "range"),
    ("earlier this fall", "earlier this fall", "2015-09-01", "2015-12-01", "season"),
    ("after Friday's attack", "Friday", "2016-06-17", "2016-06-18", "day"),
]


@pytest.mark.parametrize(("text", "words", "start", "end", "precision"), ABSOLUTE + RELATIVE)
def test_a_time_on_the_calendar(text: str, words: str, start: str, end: str, precision: str) -> None:
    assert rows(text) == [(words, start, end, precision)]


@pytest.mark.parametrize(("text", "words", "start", "end", "precision"), ABSOLUTE)
def test_an_absolute_time_needs_no_publication(text: str, words: str, start: str, end: str, precision: str) -> None:
    assert rows(text, None) == [(words, start, end, precision)]


@pytest.mark.parametrize("row", RELATIVE, ids=lambda row: row[0])
def test_a_relative_time_is_unresolved_without_publication(row: tuple[str, ...]) -> None:
    assert rows(row[0], None) == [(row[1], None, None, "unresolved")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 5 June 2014 they left. Two days later they were back.", "2014-06-07"),
        ("On 5 June 2014 they left. The next day they were back.", "2014-06-06"),
        ("On 5 June 2014 they left. The same day they were back.", "2014-06-05"),
        ("In June 2014 they left. On July 4 they were back.", "2014-07-04"),
        ("In 2013 they left. Later that year they were back.", "2013-01-01"),
        ("Two came on 12 and 14 May 2015.", "2015-05-14"),
        ("Raids fell at the end of 2014. Tension peaked in early January.", "2015-01-01"),
        ("It fell on 29 February.", "2016-02-29"),
    ],
)
def test_the_story_anchors_what_it_tells(text: str, expected: str) -> None:
    assert rows(text)[-1][1] == expected


def test_a_dateline_corrects_the_stated_day() -> None:
    assert rows("TOWN, Friday 5 Sep 2014 - It happened Thursday.", date(2014, 10, 5))[-1][1] == "2014-09-04"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("for two years", "duration"),
        ("a three-day siege", "duration"),
        ("more than 40 days", "duration"),
        ("every Friday", "set"),
        ("on Fridays", "set"),
        ("several times a month", "set"),
        ("daily", "set"),
    ],
)
def test_lengths_and_sets_are_no_points(text: str, kind: str) -> None:
    (mention,) = times_in(text, published=MONDAY)
    assert mention.kind == kind and not mention.time.resolved


@pytest.mark.parametrize(
    "text",
    [
        "It may be so.", "They march on.", "Sun rises.", "a second attack", "the fall of the town", "the Arab Spring",
        "The Sunday Times wrote", "2000 fighters", "Resolution 2254", "killed 2015 people", "Operation Dawn",
        "an F-16 jet", "verse 3:16 says", "the Six Day War", "a score of 3-1",
        "https://example.org/2015/06/story-2015", "(http://example.org/2018)",
    ],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert rows(text) == []


def test_an_ambiguous_order_stays_unresolved() -> None:
    assert rows("03/04/2016") == [("03/04/2016", None, None, "unresolved")]


def test_a_decimal_is_no_date_and_no_error() -> None:
    assert [end for _, _, end, _ in rows("The site lies at 35.0325 degrees, not on 31.02.2015.")] == [None, None]


def test_a_day_that_the_month_has_not_stays_unresolved() -> None:
    assert rows("on 31 June 2016") == [("31 June 2016", None, None, "unresolved")]


@pytest.mark.parametrize(
    ("text", "zone", "start", "precision"),
    [
        ("at 0430 GMT on 20 June 2016", None, "2016-06-20T04:30:00Z", "minute"),
        ("at 4:30 am on Monday", "Asia/Baghdad", "2016-06-20T01:30:00Z", "minute"),
        ("at 5 pm on Monday", "+03:00", "2016-06-20T14:00:00Z", "hour"),
        ("at 4:30 am on Monday", None, "2016-06-20", "day"),
        ("at 4:30 am", "Asia/Baghdad", None, "unresolved"),
    ],
)
def test_only_a_day_and_a_zone_make_an_instant(text: str, zone: str | None, start: str | None, precision: str) -> None:
    _, first, _, found = rows(text, zone=zone)[0]
    assert (first, found) == (start, precision)


def test_vague_words_are_found_only_when_asked() -> None:
    assert rows("now the former chief") == []
    assert [row[0] for row in rows("now the former chief", vague=True)] == ["now", "former"]


def test_ranges_may_stand_apart() -> None:
    assert [row[0] for row in rows("from June to August 2014", ranges=False)] == ["June", "August 2014"]


@pytest.mark.parametrize(
    ("year", "name", "inside"),
    [
        (2016, "ramadan", "2016-06-07"),
        (2023, "ramadan", "2023-03-23"),
        (2016, "adha", "2016-09-12"),
        (2024, "easter", "2024-03-31"),
    ],
)
def test_feasts_hold_their_known_days(year: int, name: str, inside: str) -> None:
    feast = feast_of(year, name)
    assert feast is not None and feast.start is not None and feast.end is not None
    assert feast.start <= date.fromisoformat(inside).toordinal() < feast.end


@given(st.dates())
def test_day_numbers_agree_with_the_standard_library(day: date) -> None:
    assert day_number(day.year, day.month, day.day) == day.toordinal()
    assert civil(day.toordinal()) == (day.year, day.month, day.day)
    assert iso(day.toordinal()) == day.isoformat()


def test_islamic_epoch() -> None:
    assert iso(islamic(1, 1, 1)) == "0622-07-19"


PIECES = (
    "on in since until by between and to from the last next this of early mid late June May 5 20th 2014 2016 Monday "
    "Friday week month years two three days ago later earlier - , . 4:30 am GMT summer 'yesterday' \n\n every other"
)
SOUP = st.lists(st.sampled_from(PIECES.split(" ")), max_size=16).map(" ".join)


@given(st.one_of(st.text(max_size=80), SOUP), st.one_of(st.none(), st.dates()))
def test_any_text_gives_exact_spans_and_ordered_bounds(text: str, published: date | None) -> None:
    mentions = times_in(text, published=published, vague=True, zone="Asia/Baghdad")
    assert [m.span for m in mentions] == sorted(m.span for m in mentions)
    for mention in mentions:
        time = mention.time
        assert time.words == text[mention.span.start : mention.span.end]
        assert time.start is None or time.end is None or time.start < time.end
        assert time.resolved or time.precision == "unresolved"


@given(
    st.dates(date(1950, 1, 1), date(2035, 1, 1)),
    st.integers(-300, 300),
    st.sampled_from(["on Friday", "last Monday", "next Sunday"]),
)
def test_weekdays_move_with_whole_weeks(published: date, weeks: int, text: str) -> None:
    shift = timedelta(weeks=weeks)
    before, after = rows(text, published)[0][1], rows(text, published + shift)[0][1]
    assert before is not None and after is not None
    assert date.fromisoformat(before) + shift == date.fromisoformat(after)


@pytest.mark.parametrize(
    "junk", ["1" * 100_000, " " * 100_000, "1 " * 50_000, "May " * 25_000, "the last " * 11_000, "\n" * 100_000]
)
def test_long_junk_is_read_once(junk: str) -> None:
    assert len(times_in(junk, published=MONDAY, vague=True)) <= len(junk)


@pytest.mark.shared
def test_floor_on_wikiwars() -> None:
    data = Path(__file__).parents[2].parent / "shared" / "data" / timex.DEFAULT
    if not data.exists():
        pytest.skip(f"no measurement data at {data}")
    figures = {line.metric: line.value for line in timex.run(data)}
    assert figures["strict"] > 0.90 and figures["relaxed"] > 0.95 and figures["value"] > 0.90
