"""Values of cells in the words that a person would write."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta

Value = int | float | str | bool | time | date | datetime | timedelta
_DIGITS = 15
"""Significant decimal digits that a double always keeps (IEEE 754): more would show 0.30000000000000004."""


def words_of(value: Value) -> str:
    """A value as text: whole numbers without a point, days and times in ISO form, a duration in hours and minutes.
    White space inside a cell is kept, since paragraphs may stand in one."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else f"{value:%Y-%m-%d} {_clock(value.time())}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return _clock(value)
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return _number(value)


def _clock(value: time) -> str:
    return value.strftime("%H:%M:%S" if value.second else "%H:%M")


def _number(value: int | float) -> str:
    if isinstance(value, int) or not math.isfinite(value):
        return str(value)
    if value.is_integer() and abs(value) < 10**_DIGITS:
        return str(int(value))
    return f"{value:.{_DIGITS}g}"
