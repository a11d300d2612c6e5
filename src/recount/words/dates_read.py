"""Expressions of a text read in order, each with what it names; the story moves on with every date that it tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from recount.words.dates_calendar import Stretch, civil, day_of, weekday, year_of
from recount.words.dates_fields import UNITS, Fields, fields_of, number_of_words, ordinal_of, tokens_between, unit_of
from recount.words.dates_find import Found, What, expressions_in
from recount.words.dates_resolve import (
    FUTURE,
    Anchors,
    around,
    calendar,
    deictic,
    narrowed,
    rolling,
    shifted,
)
from recount.words.dates_tokens import MONTHS, WEEKDAYS, Tokens, tokens_of
from recount.words.normalise import fold_keep

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
    """Whether most years that a text gives lie well before its publication."""
    years = [one.year for one in fields if one is not None and one.year is not None]
    if published is None or len(years) < 5:
        return False
    daily = sum(_is_daily(one) for one in fields)
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
    anchors.future = bool(FUTURE.search(low, max(0, one.start - 60), one.start))
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


def _tell(anchors: Anchors, reading: TimeReading) -> None:
    """A set or a length tells nothing; a coarser time that holds the day last told keeps the day."""
    base = reading.base
    if base is None or base.start is None or base.end is None or base.end - base.start > 366:
        return
    if anchors.story and anchors.published is not None and base.start <= anchors.published < base.end:
        return
    anchors.last = base


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
            length = _length(fields.count or 1.0, fields.edge)
    elif one.what in ("relative", "shifted"):
        base, stretch, length = _relative(one, tokens, anchors)
        relative = True
    elif one.what == "length" or (one.what == "set" and tokens.words[one.first] == "per"):
        length = _plain_length(one, tokens)
    elif one.what == "clock":
        base = stretch = anchors.last if anchors.last is not None and anchors.last.precision == "day" else None
        relative = True
    return TimeReading(one.start, one.end, one.what, base, stretch, length, relative, one.first, one.last, fields)


def _length(count: float | None, unit: str) -> str:
    code = UNITS[unit]
    number = "X" if count is None else f"{count:g}"
    if code == "2W":
        return f"{2 * count:g}W" if count is not None else "XW"
    return f"T{number}{code[1]}" if code.startswith("T") else f"{number}{code}"


def _plain_length(one: Found, tokens: Tokens) -> str | None:
    counts, unit = [], None
    for letter, word in tokens_between(tokens, one.first, one.last):
        if letter in "NdnYa":
            counts.append(word)
        elif letter in "AUK":
            unit = unit_of(word)
        elif letter == "H":
            counts.append("half")
    return _length(number_of_words(counts), unit) if unit in UNITS else None


def _relative(one: Found, tokens: Tokens, anchors: Anchors) -> tuple[Stretch | None, Stretch | None, str | None]:
    pairs = list(tokens_between(tokens, one.first, one.last))
    by = dict(pairs)
    fields = Fields(edge=by.get("e") or by.get("G"))
    counts = [word for letter, word in pairs if letter in "NdnYa" or letter == "H"]
    unit = next((unit_of(word) for letter, word in pairs if letter in "AUK"), None)
    if one.what == "shifted":
        word = by.get("g") or by.get("L") or by.get("G") or ""
        base = shifted(unit or "", number_of_words(counts) if counts else None, word, anchors)
        return base, base, None
    if "w" in by:
        base = deictic(by["w"], anchors)
        return base, base, None
    word = _reference(pairs, anchors)
    base, length = _unit_of_reference(by, unit, counts, word, anchors)
    stretch = None if base is None else narrowed(base, fields, anchors)
    return base, stretch, length


def _reference(pairs: list[tuple[str, str]], anchors: Anchors) -> str:
    """The word that refers: "same" and "following" outweigh "that"; "the next" tells on, "next" looks ahead."""
    words = [word for letter, word in pairs if letter in "tlxR"]
    if not words:
        return ""
    if "same" in words:
        return "same"
    if words[-1] == "next" and any(letter == "T" for letter, _ in pairs):
        return "following" if not any(letter in "NdnY" for letter, _ in pairs) and anchors.last is not None else "next"
    if words[-1] == "next" and "U" not in "".join(letter for letter, _ in pairs):
        return "coming"
    return words[-1]


def _unit_of_reference(
    by: dict[str, str], unit: str | None, counts: list[str], word: str, anchors: Anchors
) -> tuple[Stretch | None, str | None]:
    if unit is not None and unit in UNITS:
        plural = (
            (counts and word != "same")
            or word in ("past", "recent", "these")
            or by.get("U", "").endswith("s")
            or by.get("A") == "years"
        )
        if plural:
            back = "past" if word in ("recent", "these") else word
            count = number_of_words(counts) if counts else None if by.get("U", by.get("A", "")).endswith("s") else 1.0
            return rolling(unit, count, back, anchors), _length(count, unit)
        return around(unit, word, anchors), None
    if "P" in by and "W" not in by and "M" not in by and "S" not in by:
        return around("part", word, anchors), None
    if "S" in by and by.get("G") == "earlier" and word == "this" and anchors.today is not None:
        return _named({"S": by["S"]}, "earlier this", anchors), None
    return _named(by, word, anchors), None


def _named(by: dict[str, str], word: str, anchors: Anchors) -> Stretch | None:
    """ "last Friday", "next summer", "that July": the named day, season or month on that side of the anchor."""
    base = anchors.of(word)
    if base is None or base.start is None or base.end is None:
        return None
    back, on = (
        word in ("last", "past", "previous", "preceding", "prior"),
        word in ("next", "coming", "following", "upcoming", "subsequent"),
    )
    if "W" in by:
        wanted = WEEKDAYS[by["W"]]
        if on:
            at = base.start + 1 + (wanted - weekday(base.start + 1)) % 7
        else:
            from_ = base.start - 1 if back else base.start
            at = from_ - (weekday(from_) - wanted) % 7
        return Stretch(at, at + 1, "day")
    fields = Fields(month=MONTHS.get(by.get("M", "")), season=by.get("S"))
    return _named_long(fields, base.start, base.end, back, on, past=word == "earlier this")


def _named_long(fields: Fields, start: int, end: int, back: bool, on: bool, *, past: bool) -> Stretch | None:
    year = civil(start)[0]
    for one in (year - 1, year, year + 1) if on else (year + 1, year, year - 1, year - 2):
        found, _ = calendar(_in_year(fields, one), Anchors(None))
        if found is None or found.start is None or found.end is None:
            return None
        if on and found.start >= end:
            return found
        if back and found.end <= start:
            return found
        if past and found.start <= start:
            return found
        if not (on or back or past) and one == year:
            return found
    return None


def _in_year(fields: Fields, year: int) -> Fields:
    return Fields(year=year, month=fields.month, season=fields.season)


__all__ = ["TimeReading", "ordinal_of", "readings_in"]
