"""From fields to the calendar: what the words leave out comes from the day of publication or from the story."""

from __future__ import annotations

from collections.abc import Callable

from recount.words.dates_anchors import Anchors, around, deictic, on_weekday
from recount.words.dates_calendar import Stretch, civil, day_of, feast_of, month_of, season_of, year_of
from recount.words.dates_fields import Fields, ordinal_of


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
        return _dated(fields, year + _turns(fields, lead.start if anchors.told is None else anchors.told))
    return _not_after(fields, lead.start, year, anchors.future)


def _turns(fields: Fields, told: int) -> bool:
    """Whether a story has gone on into the next year: January after December, but not June after July."""
    _, month, _ = civil(told)
    return fields.month is not None and month - fields.month >= TURN


TURN = 8


def _not_after(fields: Fields, published: int, year: int, future: bool) -> Stretch | None:
    """The latest such time that had begun by the day of publication; after "will" and the like, the nearest."""
    past = _first(fields, tuple(range(year, year - 5, -1)), lambda found: (found.start or 0) <= published)
    if not future:
        return past
    ahead = _first(fields, (year, year + 1), lambda found: (found.end or 0) > published)
    if past is None or ahead is None or past.start is None or ahead.start is None:
        return past or ahead
    return ahead if ahead.start - published < published - past.start else past


def _first(fields: Fields, years: tuple[int, ...], fits: Callable[[Stretch], bool]) -> Stretch | None:
    """The first of the years in which there is such a day and it fits; 29 February looks back four years."""
    return next((found for one in years if (found := _dated(fields, one)) is not None and fits(found)), None)
