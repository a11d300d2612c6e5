"""Days, months and years as half-open stretches of day numbers, for any year of the proleptic Gregorian calendar.

A day number is `datetime.date.toordinal` carried on before year 1 (year 0 is 1 BC), so that histories do not fail.
Feasts of the Islamic calendar follow its tabular (civil) form, which may differ by a day or two from the moon seen.
"""

from __future__ import annotations

from dataclasses import dataclass

from recount.records import TimePrecision

MONTHS_OF_SEASON = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Day numbers from `start` up to but not including `end`; `None` is an open bound."""

    start: int | None
    end: int | None
    precision: TimePrecision


def day_number(year: int, month: int, day: int) -> int:
    """The day number of a civil date (Hinnant's days_from_civil, shifted to `toordinal`).

    >>> civil(day_number(2016, 6, 20) + 11)
    (2016, 7, 1)
    """
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 305


def civil(number: int) -> tuple[int, int, int]:
    """Year, month and day of a day number."""
    number += 305
    era = number // 146097
    of_era = number - era * 146097
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return year + era * 400 + (month <= 2), month, day


def iso(number: int) -> str | None:
    """`2016-06-20`, or `None` for a year that ISO 8601 writes with other than four digits."""
    year, month, day = civil(number)
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= year <= 9999 else None


def day_of(year: int, month: int, day: int) -> Stretch | None:
    """One day, or `None` where the month has no such day."""
    at = day_number(year, month, day)
    return Stretch(at, at + 1, "day") if civil(at) == (year, month, day) else None


def month_of(year: int, month: int, count: int = 1) -> Stretch:
    """`count` months from the given one, which may lie outside 1 to 12."""
    first, last = year * 12 + month - 1, year * 12 + month - 1 + count
    precision: TimePrecision = "month" if count == 1 else "quarter" if count == 3 else "range"
    return Stretch(day_number(first // 12, first % 12 + 1, 1), day_number(last // 12, last % 12 + 1, 1), precision)


def year_of(year: int, count: int = 1) -> Stretch:
    """`count` whole years."""
    return Stretch(day_number(year, 1, 1), day_number(year + count, 1, 1), "year" if count == 1 else "range")


def season_of(year: int, season: str) -> Stretch:
    """Meteorological seasons of the northern half; the winter of a year begins in its December."""
    whole = month_of(year, MONTHS_OF_SEASON[season], 3)
    return Stretch(whole.start, whole.end, "season")


def week_of(number: int) -> Stretch:
    """The ISO week (Monday to Sunday) that holds a day."""
    monday = number - (number + 6) % 7
    return Stretch(monday, monday + 7, "week")


def weekday(number: int) -> int:
    """Monday is 0."""
    return (number + 6) % 7


def months_after(number: int, months: int) -> int:
    """The same day of the month so many months on; the last day of a shorter month."""
    year, month, day = civil(number)
    whole = month_of(year, month + months)
    assert whole.start is not None and whole.end is not None
    return min(whole.start + day - 1, whole.end - 1)


def islamic(year: int, month: int, day: int) -> int:
    """Day number of a date in the tabular Islamic calendar (Reingold and Dershowitz, 2018)."""
    return day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + 227014


_ISLAMIC = {"ramadan": (9, 1, 30), "fitr": (10, 1, 3), "adha": (12, 10, 4), "ashura": (1, 10, 1), "arbaeen": (2, 20, 1)}
_FIXED = {"christmas": (12, 25, 1), "new year's day": (1, 1, 1), "new year's eve": (12, 31, 1), "nowruz": (3, 20, 2)}


def feast_of(year: int, name: str) -> Stretch | None:
    """The stretch of a feast that begins in a Gregorian year: "ramadan", "fitr", "adha", "easter", "christmas".
    Those of the Islamic calendar are widened by a day at either side."""
    if name == "easter":
        at = _easter(year)
        return Stretch(at, at + 1, "day")
    if name in _FIXED:
        month, day, length = _FIXED[name]
        at = day_number(year, month, day)
        return Stretch(at, at + length, "day" if length == 1 else "range")
    if name not in _ISLAMIC or year < 623:
        return None
    month, day, length = _ISLAMIC[name]
    first = int((year - 622) * 33 / 32) - 1
    for lunar in range(first, first + 4):
        at = islamic(lunar, month, day)
        if civil(at)[0] == year:
            return Stretch(at - 1, at + length + 1, "range")
    return None


def _easter(year: int) -> int:
    """Western Easter (anonymous Gregorian computus, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    n = h + k - 7 * m + 114
    return day_number(year, n // 31, n % 31 + 1)
