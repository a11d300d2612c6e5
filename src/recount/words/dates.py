"""Time expressions: found in a text, and placed on the calendar where the text lets anyone know."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from recount.records import Span, Time
from recount.words.dates_calendar import Stretch, iso
from recount.words.dates_clock import time_of
from recount.words.dates_join import joined, joins, opened
from recount.words.dates_read import TimeReading, readings_in
from recount.words.normalise import fold_keep

Kind = Literal["point", "duration", "set"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression. `kind`: a `point` or stretch on the calendar; a `duration` ("for two years"); a `set`
    ("every Friday", "several times a month"). `relative` is true where the calendar value rests on the day of
    publication or on the narrative; such a value is unresolved when the anchor is not known."""

    span: Span
    time: Time
    kind: Literal["point", "duration", "set"]
    relative: bool


def times_in(
    text: str,
    *,
    published: date | None,
    start: int = 0,
    end: int | None = None,
    zone: str | None = None,
    ranges: bool = True,
    vague: bool = False,
) -> list[TimeMention]:
    """Time expressions of `text[start:end]` in order of span, which has no preposition; offsets into `text`.

    A preposition acts on the time: "since October" has no end, "by 2017" no start and the end 2018-01-01. With
    `ranges`, "from June to August 2014" is one mention over "June to August 2014"; without, each date stands alone,
    as TIMEX counts them. With `vague`, also "now", "former", "the time", always unresolved. The whole text is one
    story: call once for a report, not once for each sentence. `zone` is that of the place, for clock times.

    >>> mention = times_in("It fell on Friday.", published=date(2016, 6, 20))[0]
    >>> mention.time.start, mention.time.end, mention.relative
    ('2016-06-17', '2016-06-18', True)
    """
    low = fold_keep(text)
    readings = readings_in(text, published=published, start=start, end=end, vague=vague)
    mentions: list[TimeMention] = []
    at = 0
    while at < len(readings):
        one, taken = readings[at], 1
        if ranges and at + 1 < len(readings) and joins(low, one, readings[at + 1]):
            mentions.append(_range(text, low, one, readings[at + 1], zone))
            taken = 2
        elif one.what == "clock":
            mentions.append(_clock(text, low, readings, at, zone))
        else:
            mentions.append(_same(_single(text, low, one, zone), mentions))
        at += taken
    return mentions


def _single(text: str, low: str, one: TimeReading, zone: str | None) -> TimeMention:
    words = text[one.start : one.end]
    kind: Kind = "set" if one.what == "set" else "duration" if one.what == "length" else "point"
    if one.stretch is None or one.what in ("set", "length"):
        return TimeMention(Span(one.start, one.end), Time(None, None, "unresolved", words, zone), kind, one.relative)
    time = _written(opened(low, one.start, one.end, one.stretch), words, zone)
    return TimeMention(Span(one.start, one.end), time, kind, one.relative)


_SAME = re.compile(r"(?:the |these |those |that )?same (?:months|weeks|years)")


def _same(mention: TimeMention, before: list[TimeMention]) -> TimeMention:
    """ "In the same months": the stretch told last that is no single day, month or year."""
    if _SAME.fullmatch((mention.time.words or "").casefold()) is None:
        return mention
    last = next((m.time for m in reversed(before) if m.time.precision in _STRETCHES and m.time.start), None)
    return mention if last is None else replace(mention, time=replace(last, words=mention.time.words))


_STRETCHES = ("range", "quarter", "season")


def _range(text: str, low: str, left: TimeReading, right: TimeReading, zone: str | None) -> TimeMention:
    stretch = opened(low, left.start, right.end, joined(left, right))
    time = _written(stretch, text[left.start : right.end], zone)
    return TimeMention(Span(left.start, right.end), time, "point", left.relative or right.relative)


_BESIDE = re.compile(r"[\s,(]*(?:on|of|the|time|last|this|\s|,)*")


def _clock(text: str, low: str, readings: list[TimeReading], at: int, zone: str | None) -> TimeMention:
    """The day is that of the date beside the clock time, else the day last told."""
    one = readings[at]
    beside = readings[max(0, at - 1) : at] + readings[at + 1 : at + 2]
    days = [r.stretch.start for r in reversed(beside) if _is_day(r) and r.stretch and _near(low, one, r)]
    told = one.base.start if one.base is not None else None
    time = time_of(low[one.start : one.end], text[one.start : one.end], days[0] if days else told, zone)
    return TimeMention(Span(one.start, one.end), time, "point", True)


def _is_day(one: TimeReading) -> bool:
    return one.stretch is not None and one.stretch.precision == "day"


def _near(low: str, clock: TimeReading, other: TimeReading) -> bool:
    if other.start >= clock.end:
        return other.start - clock.end < 24 and _BESIDE.fullmatch(low[clock.end : other.start]) is not None
    between = low[other.end : clock.start]
    return len(between) < 60 and "\n" not in between and ". " not in between


def _written(stretch: Stretch, words: str, zone: str | None) -> Time:
    start = None if stretch.start is None else iso(stretch.start)
    end = None if stretch.end is None else iso(stretch.end)
    if (stretch.start is not None and start is None) or (stretch.end is not None and end is None):
        return Time(None, None, "unresolved", words, zone)
    return Time(start, end, stretch.precision, words, zone)
