"""When a row says that it was: a half-open stretch of civil days, as exact as the row's own code for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from recount.extract.row_values import Cells, Getter, Header, value_of
from recount.records import Time
from recount.words.cells import civil_day, month_after, number_of, period

_CLOCK = re.compile(r"(?P<h>[01]?\d|2[0-3]):?(?P<m>[0-5]\d)(?::?(?P<s>[0-5]\d))?\s*Z?\Z")
DAY = timedelta(days=1)


class RowError(Exception):
    """Why a row cannot be read, in words that follow "Row 7"."""


def time_of(spec: Mapping[str, Any], header: Header, order: Any) -> Getter:
    """Reads the time of a row as the map's `time` says; raises `RowError` for a date that is none."""
    if "number" in spec:
        return _numbered(spec, header)
    if "year" in spec:
        return _parts(spec, header)
    form = spec.get("format")
    precision = value_of(spec.get("precision"), header)
    first = spec.get("start") or spec.get("day") or spec.get("month_of")
    start = value_of(first, header, bare_is_column=True)
    end = value_of(spec.get("end"), header, bare_is_column=True)
    said = value_of(spec.get("words"), header, bare_is_column=True)
    clock = value_of(spec.get("clock"), header, bare_is_column=True)
    until = value_of(spec.get("until_clock"), header, bare_is_column=True)
    included = spec.get("end_included", True)
    whole_month = "month_of" in spec
    may_be_open = spec.get("open", False)

    def read(cells: Cells) -> Time:
        words = start(cells)
        if words is None and may_be_open and (by := end(cells)) is not None:
            return Time(None, _iso(_day(by, form, order) + (DAY if included else timedelta())), "range", f"by {by}")
        if words is None:
            raise RowError(f"has no date in the column {first!r}")
        day = _day(words, form, order)
        if whole_month:
            return Time(_iso(day.replace(day=1)), _iso(month_after(day)), "month", words)
        last, said_end = day + DAY, end(cells)
        if said_end is not None:
            last = _day(said_end, form, order) + (DAY if included else timedelta())
        elif may_be_open:
            return Time(_iso(day), None, "range", words)
        if last <= day:
            raise RowError(f"ends ({said_end}) before it begins ({words})")
        if (hour := clock(cells)) is not None:
            return _instant(day, hour, until(cells), f"{words} {hour}")
        told = words if said_end in (None, words) else f"{words} to {said_end}"
        return _stretch(day, last, precision(cells), said(cells) or told, said_end is not None)

    return read


def _stretch(day: date, last: date, precision: Any, words: str, both: bool) -> Time:
    if not both and precision == "week":
        return Time(_iso(day - 3 * DAY), _iso(day + 4 * DAY), "week", words)
    if not both and precision == "month":
        return Time(_iso(day.replace(day=1)), _iso(month_after(day)), "month", words)
    if not both and precision == "year":
        return Time(_iso(day.replace(month=1, day=1)), _iso(date(day.year + 1, 1, 1)), "year", words)
    if precision in (None, "day"):
        precision = "day" if last - day == DAY else "range"
    return Time(_iso(day), _iso(last), precision, words)


def _instant(day: date, clock: str, until: str | None, words: str) -> Time:
    """Clock times are UTC. A last time before the first is of the next day; without one the minute stands."""
    first = _minute(clock)
    second = first + 1 if until is None else _minute(until)
    if second < first:
        second += 24 * 60
    return Time(_moment(day, first), _moment(day, max(second, first + 1)), "minute", words, "UTC")


def _minute(clock: str) -> int:
    match = _CLOCK.match(clock.strip())
    if match is None:
        raise RowError(f"has the time {clock[:20]!r}; expected one like 06:20")
    return int(match["h"]) * 60 + int(match["m"])


def _moment(day: date, minutes: int) -> str:
    days, rest = divmod(minutes, 24 * 60)
    return f"{(day + days * DAY).isoformat()}T{rest // 60:02d}:{rest % 60:02d}:00Z"


def _parts(spec: Mapping[str, Any], header: Header) -> Getter:
    """Year, month and day in columns of their own; 0 or nothing is not known."""
    year, month, day = (value_of(spec.get(p), header, bare_is_column=True) for p in ("year", "month", "day_of_month"))
    said = value_of(spec.get("words"), header, bare_is_column=True)

    def read(cells: Cells) -> Time:
        given = [get(cells) or "0" for get in (year, month, day)]
        words = said(cells) or "-".join(part for part in given if part != "0")
        try:
            y, m, d = (int(part) for part in given)
            if m == 0:
                return Time(_iso(date(y, 1, 1)), _iso(date(y + 1, 1, 1)), "year", words)
            if d == 0:
                return Time(_iso(date(y, m, 1)), _iso(month_after(date(y, m, 1))), "month", words)
            return Time(_iso(date(y, m, d)), _iso(date(y, m, d) + DAY), "day", words)
        except ValueError:
            raise RowError(f"has the year, month and day {', '.join(given)}, which is no date") from None

    return read


def _numbered(spec: Mapping[str, Any], header: Header) -> Getter:
    number = value_of(spec["number"], header, bare_is_column=True)
    unit, epoch = str(spec.get("unit", "day")), civil_day(str(spec.get("epoch", "1970-01-01"))) or date(1970, 1, 1)
    names: dict[str, Any] = {"stata_week": "week"}

    def read(cells: Cells) -> Time:
        words = number(cells)
        count = None if words is None else number_of(words)
        if count is None or count != int(count):
            raise RowError(f"has {words!r} where the number of a {unit} was expected")
        try:
            start, end = period(int(count), unit, epoch)
        except (ValueError, OverflowError):
            raise RowError(f"has the {unit} {words}, which lies outside the calendar") from None
        return Time(_iso(start), _iso(end), names.get(unit, unit), words)

    return read


def _day(words: str, form: str | None, order: Any) -> date:
    day = civil_day(words, form, order)
    if day is None:
        want = f"one like {date(2016, 6, 5).strftime(form)}" if form else "one like 2016-06-05, or a format in the map"
        raise RowError(f"has the date {words[:40]!r}, which cannot be read as one day; expected {want}")
    return day


def _iso(day: date) -> str:
    return day.isoformat()
