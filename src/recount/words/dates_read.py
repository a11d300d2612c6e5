"""Expressions of a text read in order, each with what it names; the story moves on with every date that it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from recount.words.dates_anchors import Anchors
from recount.words.dates_calendar import Stretch, day_of, weekday, year_of
from recount.words.dates_fields import UNITS, Fields, fields_of
from recount.words.dates_find import expressions_in
from recount.words.dates_narrow import narrowed
from recount.words.dates_refer import length_of, plain_length, referred
from recount.words.dates_resolve import calendar
from recount.words.dates_tokens import Found, Tokens, What, tokens_of
from recount.words.normalise import fold_keep

_FUTURE = re.compile(
    r"\b(?:will|shall|to be|is due|are due|scheduled|planned|plans? to|expected|upcoming|deadline|'ll)\b"
)

_NEAR = 500
"""Code points within which an explicit other year keeps a month in the story rather than in the news."""


@dataclass(frozen=True, slots=True)
class TimeReading:
    """One expression as it stands, in the extent of TIMEX, before prepositions open it or ranges join it.

    `base` is the calendar unit named and `stretch` what modifiers leave of it ("late 1942": 1942; September to
    December). `length` writes a duration as in ISO 8601 without its P ("3D", "TX" + unit for an unknown count).
    """

    start: int
    end: int
    what: What
    base: Stretch | None
    stretch: Stretch | None
    length: str | None
    relative: bool
    first: int
    last: int
    fields: Fields | None


def readings_in(
    text: str, *, published: date | None, start: int = 0, end: int | None = None, vague: bool = False
) -> list[TimeReading]:
    """Expressions of `text[start:end]` in order. With `vague`, also those that name no time of their own ("now",
    "former", "the time")."""
    stop = len(text) if end is None else end
    low = fold_keep(text)
    tokens = tokens_of(text, low, start, stop)
    found = [one for one in expressions_in(text, tokens) if vague or one.what != "vague"]
    fields = [fields_of(tokens, one) if one.what == "calendar" else None for one in found]
    anchors = Anchors(None if published is None else published.toordinal(), _is_story(fields, published))
    if (dateline := _dateline(found, fields, anchors.published)) is not None:
        anchors.published = dateline
    told_at = -_NEAR
    if anchors.story:
        anchors.last = next((year_of(one.year) for one in fields if one is not None and one.year is not None), None)
    readings = []
    for at, (one, its) in enumerate(zip(found, fields, strict=True)):
        _set_scene(anchors, text, low, found, fields, at, told_at)
        reading = _read(one, its, tokens, anchors)
        readings.append(reading)
        if reading.base is not None and reading.what in ("calendar", "relative", "shifted"):
            _tell(anchors, reading)
            told_at = _told_at(one, its, published, told_at)
    return readings


_HEAD, _DRIFT = 300, 62


def _dateline(found: list[Found], fields: list[Fields | None], published: int | None) -> int | None:
    """The day of a dateline near the top ("AFP Friday 5 Sep 2014"): a full date with its right weekday, or the very
    first words, no more than two months from the stated publication, which it corrects for relative words."""
    if published is None:
        return None
    for one, its in zip(found[:4], fields[:4], strict=True):
        if one.start > _HEAD or its is None or its.year is None or its.month is None or len(its.days) != 1:
            continue
        day = day_of(its.year, its.month, its.days[0])
        if day is None or day.start is None or abs(day.start - published) > _DRIFT:
            continue
        if its.weekday == weekday(day.start) or (its.weekday is None and one.start <= 12):
            return day.start
    return None


def _told_at(one: Found, its: Fields | None, published: date | None, before: int) -> int:
    """Where the story was last told to be in an earlier year; a year of its own alone holds less far."""
    if its is None or its.year is None:
        return before
    if published is not None and its.year >= published.year:
        return -_NEAR
    return one.end if its.month is not None else one.end - _NEAR // 2


def _is_story(fields: list[Fields | None], published: date | None) -> bool:
    """Whether most years that a text gives lie well before its publication, or, where that is not known, whether it
    gives years enough to be a chronicle."""
    years = [one.year for one in fields if one is not None and one.year is not None]
    if len(years) < 5:
        return False
    daily = sum(_is_daily(one) for one in fields)
    if published is None:
        return 3 * daily < len(years)
    return sum(year >= published.year for year in years) < 0.3 * len(years) and 3 * daily < len(years)


def _is_daily(one: Fields | None) -> bool:
    """A weekday alone, as news are dated."""
    return one is not None and one.weekday is not None and one.month is None


def _set_scene(
    anchors: Anchors,
    text: str,
    low: str,
    found: list[Found],
    fields: list[Fields | None],
    at: int,
    told_at: int,
) -> None:
    one = found[at]
    anchors.near = one.start - told_at < _NEAR and "\n\n" not in text[max(told_at, 0) : one.start]
    anchors.future = bool(_FUTURE.search(low, _sentence_before(low, one.start), one.start))
    anchors.apart = at == 0 or _SENTENCE.search(low, found[at - 1].end, one.start) is not None
    anchors.lent_year = anchors.lent_month = None
    if at + 1 < len(found) and (following := fields[at + 1]) is not None and following.year is not None:
        joint = low[one.end : found[at + 1].start].strip()
        led = low[max(0, one.start - 12) : one.start].endswith(("between ", "from "))
        if (
            joint in ("-", "to", "until", "till", "through", "/", "or")
            or (joint in ("and", ",", "&"))
            or (led and joint in ("to the", "and the"))
        ):
            anchors.lent_year, anchors.lent_month = following.year, following.month


_SENTENCE = re.compile(r"[.!?:][\"”’')]*\s")
_AHEAD = 60
"""Code points before an expression in which "will" and the like look ahead to it."""


def _sentence_before(low: str, at: int) -> int:
    """Where the words before an expression begin that may look ahead to it: not in another sentence."""
    first = max(0, at - _AHEAD)
    ends = [m.end() for m in re.finditer(r"[.!?][\"”’')]*\s", low[first:at])]
    return first + ends[-1] if ends else first


def _tell(anchors: Anchors, reading: TimeReading) -> None:
    """A set or a length tells nothing; a coarser time that holds the day last told keeps the day."""
    base = reading.base
    if base is None or base.start is None or base.end is None or base.end - base.start > 366:
        return
    if anchors.story and anchors.published is not None and base.start <= anchors.published < base.end:
        return
    anchors.last = base
    anchors.told = None if reading.stretch is None else reading.stretch.start


def _read(one: Found, fields: Fields | None, tokens: Tokens, anchors: Anchors) -> TimeReading:
    base: Stretch | None = None
    stretch: Stretch | None = None
    length: str | None = None
    relative = False
    if fields is not None:
        base, relative = calendar(fields, anchors)
        stretch = None if base is None else narrowed(base, fields, anchors)
        if fields.edge in ("half", "quarter") and stretch is not None:
            base = stretch
        if fields.edge is not None and UNITS.get(fields.edge) and fields.ordinal is not None:
            length = length_of(fields.count or 1.0, fields.edge)
    elif one.what in ("relative", "shifted"):
        base, stretch, length = referred(one, tokens, anchors)
        relative = True
    elif one.what == "length" or (one.what == "set" and tokens.words[one.first] == "per"):
        length = plain_length(one, tokens)
    elif one.what == "clock":
        base = stretch = anchors.last if anchors.last is not None and anchors.last.precision == "day" else None
        relative = True
    return TimeReading(one.start, one.end, one.what, base, stretch, length, relative, one.first, one.last, fields)
