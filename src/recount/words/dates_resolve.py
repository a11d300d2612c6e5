"""From fields to the calendar: what the words leave out comes from the day of publication or from the story."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recount.words.dates_calendar import (
    Stretch,
    civil,
    day_number,
    day_of,
    feast_of,
    month_of,
    months_after,
    season_of,
    week_of,
    weekday,
    year_of,
)
from recount.words.dates_fields import Fields, ordinal_of
from recount.words.lists import word_set

_STORY = word_set("that those same following previous preceding subsequent ensuing prior")
_BACK = word_set("last past previous preceding prior")
_ON = word_set("next following coming subsequent ensuing upcoming")


@dataclass(slots=True)
class Anchors:
    """What relative words lean on: the day of publication, and the last time that the story told.

    `story` is true for a text that is mostly about other years than that of its publication.
    """

    published: int | None
    story: bool = False
    last: Stretch | None = None
    near: bool = False
    future: bool = False
    lent_year: int | None = None
    lent_month: int | None = None

    @property
    def today(self) -> Stretch | None:
        return None if self.published is None else Stretch(self.published, self.published + 1, "day")

    def of(self, word: str | None) -> Stretch | None:
        """The stretch that "that", "last" or "the following" starts from."""
        told = word in _STORY or (self.story and word in ("this", "next", "these"))
        return self.last if told or (self.published is None and word not in ("last", "this", "next")) else self.today

    @property
    def leading(self) -> Stretch | None:
        """Where a month without a year belongs: to the story where the story is elsewhere, else to the news."""
        if self.published is None or self.story or self.near:
            return self.last or (None if self.near else self.today)
        return self.today


def calendar(fields: Fields, anchors: Anchors) -> tuple[Stretch | None, bool]:
    """The stretch that a calendar expression names, unnarrowed, and whether it rests on an anchor."""
    if fields.fixed is not None:
        return fields.fixed, False
    if fields.deictic is not None:
        return deictic(fields.deictic, anchors), True
    if fields.century is not None or fields.unit in ("century", "CE", "BCE"):
        return _century(fields), False
    if fields.decade is not None:
        return year_of(fields.decade, 10), False
    year, relative = _year(fields, anchors)
    if fields.month is None and fields.season is None and fields.feast is None:
        if fields.days:
            return None, True
        if fields.weekday is not None:
            return on_weekday(fields.weekday, anchors), True
        if fields.unit is not None and year is None:
            return around(fields.unit, fields.refers, anchors), True
        return (None if year is None else year_of(year)), relative
    if year is None:
        return _latest(fields, anchors), anchors.lent_year is None
    return _dated(fields, year), relative


def _century(fields: Fields) -> Stretch | None:
    number = ordinal_of(fields.ordinal)
    if fields.century is not None:
        return year_of(fields.century * 100, 100)
    if number is None:
        return None
    return year_of(2 - number * 100, 100) if fields.unit == "BCE" else year_of((number - 1) * 100, 100)


def _year(fields: Fields, anchors: Anchors) -> tuple[int | None, bool]:
    if fields.year is not None:
        return fields.year, False
    if fields.short_year is not None:
        base = 2000 if fields.short_year < 40 else 1900
        if anchors.story and anchors.last is not None and anchors.last.start is not None:
            base = civil(anchors.last.start)[0] // 100 * 100
        return base + fields.short_year, False
    if fields.refers is not None and fields.unit == "year":
        whole = around("year", fields.refers, anchors)
        return (None, True) if whole is None or whole.start is None else (civil(whole.start)[0], True)
    return None, False


def _dated(fields: Fields, year: int) -> Stretch | None:
    if fields.feast is not None:
        return feast_of(year, fields.feast)
    if fields.season is not None:
        return season_of(year, fields.season)
    assert fields.month is not None
    if not fields.days:
        return month_of(year, fields.month)
    first, last = day_of(year, fields.month, fields.days[0]), day_of(year, fields.month, fields.days[-1])
    if first is None or last is None or first.start is None or last.start is None or len(fields.days) == 1:
        return first
    return Stretch(first.start, max(first.start, last.start) + 1, "range")


def _latest(fields: Fields, anchors: Anchors) -> Stretch | None:
    """A month, day, season or feast without its year."""
    if anchors.lent_year is not None:
        year = anchors.lent_year
        wraps = fields.month is not None and anchors.lent_month is not None and fields.month > anchors.lent_month
        return _dated(fields, year - wraps)
    lead = anchors.leading
    if lead is None or lead.start is None:
        return None
    year = civil(lead.start)[0]
    if lead is not anchors.today and (anchors.published is None or lead.start != anchors.published):
        return _dated(fields, year + _turns(fields, lead.start))
    return _not_after(fields, lead.start, year, anchors.future)


def _turns(fields: Fields, told: int) -> bool:
    """Whether a story has gone on into the next year: January after December, but not June after July."""
    _, month, _ = civil(told)
    return fields.month is not None and month - fields.month >= TURN


TURN = 8


def _not_after(fields: Fields, published: int, year: int, future: bool) -> Stretch | None:
    tries = (year, year + 1) if future else (year, year - 1, year - 4)
    for one in tries:
        found = _dated(fields, one)
        if found is None or found.start is None or found.end is None:
            continue
        if (future and found.end > published) or (not future and found.start <= published):
            return found
    return None


def on_weekday(number: int, anchors: Anchors) -> Stretch | None:
    """ "on Monday": the last one not after publication; in a story, the first one from the day last told."""
    last = anchors.last
    if anchors.story and last is not None and last.precision == "day" and last.start is not None:
        at = last.start + (number - weekday(last.start)) % 7
        return Stretch(at, at + 1, "day")
    if anchors.published is None:
        return None
    at = anchors.published - (weekday(anchors.published) - number) % 7
    if anchors.future and at < anchors.published:
        at += 7
    return Stretch(at, at + 1, "day")


def deictic(word: str, anchors: Anchors) -> Stretch | None:
    """Today, yesterday, tomorrow, tonight; "overnight" is the night that ended on the day of publication."""
    if anchors.published is None:
        return None
    shift = {"yesterday": -1, "tomorrow": 1, "overnight": -1}.get(word, 0)
    at = anchors.published + shift
    return Stretch(at, anchors.published + 1, "range") if word == "overnight" else Stretch(at, at + 1, "day")


def around(unit: str, word: str | None, anchors: Anchors) -> Stretch | None:
    """ "that day", "last week", "the following year": the calendar unit at, before or after the anchor."""
    base = anchors.of(word) if word is not None else anchors.last or anchors.today
    if base is None or base.start is None or base.end is None:
        return None
    step = -1 if word in _BACK else 1 if word in _ON else 0
    if unit in ("day", "night", "part"):
        if base.precision not in ("day", "minute", "hour"):
            return None
        return Stretch(base.start + step, base.start + step + 1, "day")
    if unit in ("week", "weekend", "fortnight") and base.end - base.start > 7:
        return None
    if unit == "month" and base.end - base.start > 31:
        return None
    return unit_at(unit, base.start, step)


def unit_at(unit: str, at: int, step: int) -> Stretch | None:
    """The calendar unit that holds a day, moved by `step` such units."""
    year, month, _ = civil(at)
    if unit == "day":
        return Stretch(at + step, at + step + 1, "day")
    if unit == "week":
        return week_of(at + 7 * step)
    if unit == "weekend":
        monday = week_of(at + 7 * step).start
        assert monday is not None
        shift = 0 if step or weekday(at) >= 5 else -7
        return Stretch(monday + 5 + shift, monday + 7 + shift, "range")
    if unit == "month":
        return month_of(year, month + step)
    if unit == "quarter":
        return month_of(year, (month - 1) // 3 * 3 + 1 + 3 * step, 3)
    if unit == "year":
        return year_of(year + step)
    if unit == "decade":
        return year_of(year // 10 * 10 + 10 * step, 10)
    return year_of(year // 100 * 100 + 100 * step, 100) if unit == "century" else None


def moved(at: int, unit: str, count: float) -> int | None:
    """A day so many units on (negative: back); parts of months are days of a thirtieth."""
    if unit in ("day", "week", "fortnight"):
        return at + round(count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    if unit in ("month", "year", "decade", "century"):
        months = count * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
        return months_after(at, round(months)) if abs(months) < 1e5 else None
    if unit in ("hour", "minute", "second"):
        return at + int(count * {"hour": 1 / 24, "minute": 1 / 1440, "second": 1 / 86400}[unit])
    return None


def shifted(unit: str, count: float | None, word: str, anchors: Anchors) -> Stretch | None:
    """ "two years ago", "three days later": the unit that holds the day so far from the anchor."""
    base = anchors.today if word == "ago" else anchors.last
    if base is None or base.start is None or base.end is None or count is None or count > 10_000:
        return None
    width = base.end - base.start
    if width > {"day": 1, "week": 7, "month": 31, "hour": 1, "minute": 1, "second": 1}.get(unit, 366):
        return None
    back = word in ("ago", "earlier", "previously", "before", "beforehand")
    at = moved(base.start, unit, -count if back else count)
    if at is None:
        return None
    return unit_at({"hour": "day", "minute": "day", "second": "day", "fortnight": "week"}.get(unit, unit), at, 0)


def rolling(unit: str, count: float | None, word: str, anchors: Anchors) -> Stretch | None:
    """ "the past three years", "the last 24 hours", "the coming days": up to and with the anchor's day, or from it."""
    base = anchors.of(word)
    if base is None or base.start is None or base.end is None:
        return None
    number = {"day": 7.0, "week": 4.0, "month": 6.0, "year": 5.0}.get(unit, 3.0) if count is None else count
    if number > 10_000:
        return None
    if word in _ON:
        at = moved(base.start, unit, number)
        return None if at is None else Stretch(base.start, max(at, base.start) + 1, "range")
    at = moved(base.end - 1, unit, -number)
    return None if at is None else Stretch(at, base.end, "range")


_THIRDS = {
    "early": 0, "beginning": 0, "start": 0, "outset": 0, "onset": 0, "mid": 1, "middle": 1, "late": 2, "end": 2,
    "close": 2,
}  # fmt: skip


def narrowed(base: Stretch, fields: Fields, anchors: Anchors) -> Stretch:
    """The part of a stretch that "early", "the end of", "the second half of", "the last week of" leave.

    Thirds: early June is 1 to 10, mid-June 11 to 20, late June 21 to the end; early 2016 is January to April.
    """
    edge, start, end = fields.edge, base.start, base.end
    if edge is None or start is None or end is None or end - start < 3:
        return base
    if edge in _THIRDS:
        return _third(base, start, end, _THIRDS[edge])
    if edge in ("half", "quarter", "part"):
        return _fraction(base, start, end, edge, fields.ordinal)
    if edge in ("earlier", "later"):
        return _side(base, start, end, edge, anchors)
    if edge in ("day", "days", "week", "weeks", "month", "months", "year"):
        unit = edge.removesuffix("s")
        return _first_units(base, start, end, unit, fields)
    return base


def _third(base: Stretch, start: int, end: int, which: int) -> Stretch:
    year, _month, _ = civil(start)
    if base.precision == "month":
        cuts = (start, start + 10, start + 20, end)
    elif base.precision == "year":
        cuts = (start, day_number(year, 5, 1), day_number(year, 9, 1), end)
    else:
        third = (end - start) // 3
        cuts = (start, start + third, end - third, end)
    return Stretch(cuts[which], cuts[which + 1], "range")


def _fraction(base: Stretch, start: int, end: int, edge: str, ordinal: str | None) -> Stretch:
    number = 2 if ordinal in ("latter", "last", "later", "final", "closing") else ordinal_of(ordinal)
    year, _month, _ = civil(start)
    if edge == "quarter" and base.precision == "year":
        number = 4 if ordinal == "last" else number
        return month_of(year, 3 * number - 2, 3) if number in (1, 2, 3, 4) else base
    if number not in (1, 2):
        return base
    middle = day_number(year, 7, 1) if base.precision == "year" else (start + end + 1) // 2
    return Stretch(start, middle, "range") if number == 1 else Stretch(middle, end, "range")


def _side(base: Stretch, start: int, end: int, edge: str, anchors: Anchors) -> Stretch:
    at = anchors.published
    if at is None or not start <= at < end:
        return base
    return Stretch(start, at + 1, "range") if edge == "earlier" else Stretch(at, end, "range")


def _first_units(base: Stretch, start: int, end: int, unit: str, fields: Fields) -> Stretch:
    """ "the first two months of 2016", "the last week of March"."""
    number = fields.count or 1.0
    at_end = fields.ordinal in ("last", "final", "closing")
    if ordinal_of(fields.ordinal) not in (None, 1):
        before = moved(start, unit, (ordinal_of(fields.ordinal) or 1) - 1)
        start, number = before if before is not None else start, 1.0
    cut = moved(end, unit, -number) if at_end else moved(start, unit, number)
    if cut is None or (not start < cut <= end and not at_end) or (at_end and not start <= cut < end):
        return base
    return Stretch(cut, end, "range") if at_end else Stretch(start, cut, "range")


FUTURE = re.compile(
    r"\b(?:will|would|shall|to be|is due|are due|scheduled|planned|plans? to|expected|upcoming|deadline|'ll)\b"
)
