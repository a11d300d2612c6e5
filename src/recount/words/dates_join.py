"""Ranges and open bounds: what the words between and before time expressions make of them."""

from __future__ import annotations

import re
from datetime import date

from recount.words.dates_calendar import Stretch
from recount.words.dates_read import TimeReading

_RANGE = re.compile(r"\s*(?:-|to|until|till|through|up to|and up to|down to)\s*(?:the\s+)?")
_AND = re.compile(r"\s*(?:and|/|&)\s*(?:in\s+)?")
_LEAD = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$")
_OPENER = re.compile(
    r"\b(?P<word>since|after|following|by|until|till|before|prior to|ahead of|up to|no later than|not later than)"
    r"\s+(?:at least |about |around |roughly |approximately )?$"
)
_ONWARD = re.compile(r"\s*(?:onwards?|forwards?|on(?=\s*[,.;)]))\b")
_PART_OF_DAY = re.compile(
    r"(?:the\s+)?(?:dawn|daybreak|sunrise|midnight|noon|midday|dusk|sunset|nightfall|first light)\b"
)
_POSSESSIVE = re.compile(r"\s*(?:'s?\b|s')")
_SPOKEN = ("calendar", "relative", "shifted")


def joins(low: str, left: TimeReading, right: TimeReading) -> bool:
    """Whether two neighbours are one range: "from June to August 2014", "2014-2018", "late 2018 and early 2019"."""
    if left.what not in _SPOKEN or right.what not in _SPOKEN or left.stretch is None or right.stretch is None:
        return False
    if left.stretch.start is None or right.stretch.end is None or right.start - left.end > 12:
        return False
    joint = low[left.end : right.start]
    if _RANGE.fullmatch(joint):
        return left.stretch.start < right.stretch.end and _comparable(left.stretch, right.stretch)
    if not _AND.fullmatch(joint):
        return False
    if "and" in joint and _LEAD.search(low, max(0, left.start - 14), left.start):
        return left.stretch.start < right.stretch.end or _a_year_back(left, right) is not None
    return _touch(left.stretch, right.stretch)


def _comparable(left: Stretch, right: Stretch) -> bool:
    """ "14 to 2018" is no range of days and years, but "June 2014 to 2018" is one."""
    return left.end is not None and right.start is not None and left.start is not None and left.start <= right.start


def _touch(left: Stretch, right: Stretch) -> bool:
    return left.end is not None and left.end == right.start


def joined(left: TimeReading, right: TimeReading) -> Stretch:
    """From the beginning of the one to the end of the other, which is included."""
    assert left.stretch is not None and right.stretch is not None
    start = _a_year_back(left, right) or left.stretch.start
    return Stretch(start, right.stretch.end, "range")


def _a_year_back(left: TimeReading, right: TimeReading) -> int | None:
    """ "Between January and June", told in January: of the last year, where each by itself is the nearest one."""
    if left.stretch is None or right.stretch is None or left.stretch.start is None or right.stretch.end is None:
        return None
    yearless = left.fields is not None and left.fields.year is None and left.what == "calendar"
    start = left.stretch.start - _YEAR
    late = left.stretch.start >= right.stretch.end
    if not (yearless and late) or right.stretch.end - start > _YEAR + _MONTH:
        return None
    day = date.fromordinal(left.stretch.start)
    try:
        return day.replace(year=day.year - 1).toordinal()
    except ValueError:
        return None


_YEAR, _MONTH = 366, 31
"""Days."""


def opened(low: str, start: int, end: int, stretch: Stretch) -> Stretch:
    """The stretch as its preposition leaves it.

    since X: from its start, open. after X: from its end, open. by X and until X: open, up to and with X ("by 2017"
    ends with 2018-01-01). before X: open, up to its start. "from X on": open end. "after Monday's attack" is about
    an attack and opens nothing, and "before dawn on Sunday" is on Sunday.
    """
    if _POSSESSIVE.match(low, end):
        return stretch
    found = _OPENER.search(low[max(0, start - 32) : start])
    if found is None:
        on = _ONWARD.match(low, end)
        return Stretch(stretch.start, None, "range") if on and stretch.start is not None else stretch
    word = found["word"]
    if word in ("before", "after", "prior to") and stretch.precision == "day" and _PART_OF_DAY.match(low, start):
        return stretch
    if word == "since" and stretch.start is not None:
        return Stretch(stretch.start, None, "range")
    if word == "after" and stretch.end is not None:
        return Stretch(stretch.end, None, "range")
    if word in ("by", "until", "till", "up to", "no later than", "not later than") and stretch.end is not None:
        return Stretch(None, stretch.end, "range")
    if word in ("before", "prior to", "ahead of") and stretch.start is not None:
        return Stretch(None, stretch.start, "range")
    return stretch
