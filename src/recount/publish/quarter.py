"""Which period a report is about: quarters of the calendar, of the US fiscal year, or any two dates."""

from __future__ import annotations

import re
from datetime import date, timedelta

from recount.records import UsageError
from recount.records.publication import Quarter

_QUARTER = re.compile(r"(?P<fiscal>fy)?\s*(?P<year>\d{4})\s*-?\s*q(?P<quarter>[1-4])", re.IGNORECASE)
_EXPECTED = "expected a quarter such as 2016Q2, a US fiscal quarter such as FY2024Q1, or --from and --to dates"


def quarter_of(words: str) -> Quarter:
    """The quarter that the words name. The US fiscal year begins on 1 October of the year before its number.

    >>> quarter_of("2016Q2")
    Quarter(first='2016-04-01', end='2016-07-01', label='2016Q2')
    >>> quarter_of("FY2024Q1").first
    '2023-10-01'
    """
    match = _QUARTER.fullmatch(words.strip())
    if match is None:
        raise UsageError(f"cannot read the quarter {words!r}: {_EXPECTED}")
    year, number = int(match["year"]), int(match["quarter"])
    fiscal = match["fiscal"] is not None
    if not 1900 <= year <= 2200:
        raise UsageError(f"the quarter {words!r} lies in the year {year}: {_EXPECTED}")
    months = year * 12 + (number - 1) * 3 - (3 if fiscal else 0)
    return Quarter(
        first=_month(months).isoformat(),
        end=_month(months + 3).isoformat(),
        label=f"{'FY' if fiscal else ''}{year}Q{number}",
    )


def between(first: str, last: str) -> Quarter:
    """The period from `first` to `last`, both included as people say it; the record's `end` is the day after."""
    begins, ends = _day(first, "--from"), _day(last, "--to")
    if ends < begins:
        raise UsageError(f"--to {last} comes before --from {first}: give the earlier date as --from")
    return Quarter(first=begins.isoformat(), end=(ends + timedelta(days=1)).isoformat(), label=f"{begins} to {ends}")


def chosen(*, quarter: str | None, first: str | None, last: str | None) -> Quarter:
    """The period of the three options of the command line; exactly one way of saying it must be used."""
    if quarter is not None and first is None and last is None:
        return quarter_of(quarter)
    if quarter is None and first is not None and last is not None:
        return between(first, last)
    if quarter is not None:
        raise UsageError("give either --quarter or --from and --to, not both")
    raise UsageError(f"which period? {_EXPECTED}")


def previous(quarter: Quarter) -> Quarter:
    """The period before: the quarter before a quarter, or as many days before any other period."""
    begins, ends = date.fromisoformat(quarter.first), date.fromisoformat(quarter.end)
    match = _QUARTER.fullmatch(quarter.label)
    if match is None:
        earlier = begins - (ends - begins)
        return Quarter(earlier.isoformat(), quarter.first, f"{earlier} to {begins - timedelta(days=1)}")
    year, number = int(match["year"]), int(match["quarter"])
    year, number = (year, number - 1) if number > 1 else (year - 1, 4)
    return quarter_of(f"{match['fiscal'] or ''}{year}Q{number}")


def year_before(quarter: Quarter) -> Quarter:
    """The same period a year ago: the quarter of the year before, or the same days."""
    match = _QUARTER.fullmatch(quarter.label)
    if match is not None:
        return quarter_of(f"{match['fiscal'] or ''}{int(match['year']) - 1}Q{match['quarter']}")
    first, end = (_year_earlier(date.fromisoformat(day)) for day in (quarter.first, quarter.end))
    return Quarter(first.isoformat(), end.isoformat(), f"{first} to {end - timedelta(days=1)}")


def _year_earlier(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _month(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def _day(words: str, option: str) -> date:
    try:
        day = date.fromisoformat(words.strip())
    except ValueError as error:
        raise UsageError(f"{option}: cannot read the date {words!r}; expected a day such as 2016-04-01") from error
    if not 1900 <= day.year <= 2200:
        raise UsageError(f"{option}: the date {words!r} lies outside the years that a report can cover, 1900 to 2200")
    return day
