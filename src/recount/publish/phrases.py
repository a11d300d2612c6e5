"""Numbers, ranges and dates as a reader meets them. Dates are civil, ends exclusive, and stay as coarse as said."""

from __future__ import annotations

import math
from datetime import date, timedelta

from recount.records.publication import Counted

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
NOT_REPORTED = "not reported"


def number(value: float) -> str:
    """A number with thousands parted by commas: `1,250`; small fractions keep one digit."""
    return f"{value:,.0f}" if float(value).is_integer() or abs(value) >= 10 else f"{value:,.1f}"


def amount(counted: Counted) -> str:
    """The value; the range alone where words such as "dozens" give no more; or that it is not reported."""
    if counted.value is None:
        return _range(counted.low, counted.high) or NOT_REPORTED
    return number(counted.value) + _percent(counted)


def spread(counted: Counted) -> str:
    """The range where there is one: `5–9`, `5 or more`; empty where low and high agree with the value."""
    if counted.value is None or counted.low == counted.high:
        return ""
    return _range(counted.low, counted.high)


def _range(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return ""
    low = low if low is None else math.floor(low)  # outwards: "about fifty-six" allows no fewer whole people
    high = high if high is None else math.ceil(high)
    if high is None:
        return f"{number(low or 0.0)} or more"
    if low is None:
        return f"up to {number(high)}"
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def unit(counted: Counted) -> str:
    """The unit that goes with the value; none for a share in per cent, whose sign stands with it."""
    if _percent(counted) or amount(counted) == NOT_REPORTED:
        return ""
    return counted.unit[0] if counted.value == 1 else counted.unit[1]


def day(iso: str) -> str:
    """`20 June 2016`."""
    found = date.fromisoformat(iso[:10])
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def month(iso: str) -> str:
    """`June 2016`."""
    found = date.fromisoformat(iso[:10])
    return f"{MONTHS[found.month - 1]} {found.year}"


def span(start: str | None, stop: str | None) -> str:
    """A half-open span in words, as coarse as it is: a day, a month, a year, two days, or open at a side."""
    if start is None and stop is None:
        return "no date"
    if start is None:
        return f"by {day(_before(stop or ''))}"
    if stop is None:
        return f"from {day(start)}"
    first, last = date.fromisoformat(start[:10]), date.fromisoformat(_before(stop))
    if last <= first:
        return day(start)
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return _months(first, last)
    return f"{day(start)} to {day(last.isoformat())}"


def _months(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return month(first.isoformat())
    if first.year == last.year and (first.month, last.month) == (1, 12):
        return str(first.year)
    return f"{month(first.isoformat())} to {month(last.isoformat())}"


def _before(stop: str) -> str:
    """The last day of a span that ends before `stop`; an instant within a day belongs to that day."""
    if any(digit in "123456789" for digit in stop[10:19]):
        return stop[:10]
    return (date.fromisoformat(stop[:10]) - timedelta(days=1)).isoformat()


def _percent(counted: Counted) -> str:
    return "%" if counted.unit == ("%", "%") else ""
