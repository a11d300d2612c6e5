"""What relative words lean on, and where they lead from there."""

from __future__ import annotations

from dataclasses import dataclass

from recount.words.dates_calendar import Stretch, civil, month_of, months_after, week_of, weekday, year_of
from recount.words.lists import word_set

_STORY = word_set("that those same following previous preceding subsequent ensuing prior")
_BACK = word_set("last past previous preceding prior")
_OF_TODAY = frozenset({"last", "this", "next", "past", "coming", "current", "upcoming"})
_ON = word_set("next following coming subsequent ensuing upcoming")


@dataclass(slots=True)
class Anchors:
    """What relative words lean on: the day of publication, and the last time that the story told.

    `story` is true for a text that is mostly about other years than that of its publication. `told` is the first
    day that was meant by what was told last: 1 September for "late 2019", where `last` is the whole year. `near`
    says that an earlier year was named close by, `future` that a word such as "will" stands just before, `apart` that
    the last expression stood in another sentence.
    `lent_year` and `lent_month` come from the date that follows in a range ("March" of "March to May 2007").
    """

    published: int | None
    story: bool = False
    last: Stretch | None = None
    told: int | None = None
    near: bool = False
    future: bool = False
    apart: bool = False
    lent_year: int | None = None
    lent_month: int | None = None

    @property
    def today(self) -> Stretch | None:
        return None if self.published is None else Stretch(self.published, self.published + 1, "day")

    def of(self, word: str | None) -> Stretch | None:
        """The stretch that "that", "last" or "the following" starts from."""
        told = word in _STORY or (self.story and word in ("this", "next", "these"))
        return self.last if told or (self.adrift and word not in _OF_TODAY) else self.today

    @property
    def adrift(self) -> bool:
        """Whether the day of the news is not known, and the story alone can lend one: its year is close by."""
        return self.published is None and (self.story or self.near)

    @property
    def leading(self) -> Stretch | None:
        """Where a month without a year belongs: to the story where the story is elsewhere, else to the news. Where
        nobody knows the day of the news, "in July" has no year unless one was named close by."""
        if self.published is None:
            return self.last if self.adrift else None
        if self.story or self.near:
            return self.last or (None if self.near else self.today)
        return self.today


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
    if word is None and anchors.published is None and not anchors.adrift:
        return None
    if word is None and unit == "year" and anchors.apart and not anchors.story:
        base = anchors.today or anchors.last  # in news "the start of the year" is this year's, whatever was told before
    if base is None or base.start is None or base.end is None:
        return None
    if unit == "quarter" and word in ("the", "this"):
        return _quarter_reported(base.start, word)
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


_LATE = 60
"""Days within which a report on a quarter still calls it "this quarter"."""


def _quarter_reported(published: int, word: str) -> Stretch | None:
    """The quarter that a report is about: "the quarter" is the last one that had ended; "this quarter" too while that
    is not long ago, for such reports come out late, and else the one that runs."""
    running = unit_at("quarter", published, 0)
    if word == "this" and running is not None and running.start is not None and published - running.start > _LATE:
        return running
    return unit_at("quarter", published, -1)


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
