"""Clock times: instants only where the day and the zone are known."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from recount.records import Time
from recount.words.dates_calendar import civil, iso

_OFFSETS = {
    "gmt": 0, "utc": 0, "zulu": 0, "z": 0, "bst": 1, "est": -5, "edt": -4, "cet": 1, "cest": 2, "eet": 2, "eest": 3,
}  # fmt: skip
_TOWNS = {"baghdad": "Asia/Baghdad", "iraqi": "Asia/Baghdad", "iraq": "Asia/Baghdad", "damascus": "Asia/Damascus",
          "syrian": "Asia/Damascus", "moscow": "Europe/Moscow"}  # fmt: skip
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})|(\d{1,2})(\d{2})|(\d{1,2})")


def time_of(words: str, text: str, day: int | None, zone: str | None) -> Time:
    """The time of a clock expression (`words` folded, `text` as written) on a day; without a zone the civil day."""
    if day is None or iso(day) is None:
        return Time(None, None, "unresolved", text, zone)
    first, after = iso(day), iso(day + 1)
    where = _zone_of(words, zone)
    read = _minutes(words)
    if where is None or read is None:
        return Time(first, after, "day", text, zone)
    minutes, exact = read
    year, month, number = civil(day)
    try:
        at = datetime(year, month, number, tzinfo=where) + timedelta(minutes=minutes)
        end = at + (timedelta(minutes=1) if exact else timedelta(hours=1))
        return Time(_utc(at), _utc(end), "minute" if exact else "hour", text, zone)
    except (OverflowError, ValueError):
        return Time(first, after, "day", text, zone)


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _minutes(words: str) -> tuple[int, bool] | None:
    """Minutes since midnight, and whether minutes were said."""
    found = _CLOCK.match(words)
    if found is None:
        return None
    hour = int(found[1] or found[3] or found[5])
    minute = int(found[2] or found[4] or 0)
    rest = words[found.end() :]
    if re.search(r"p\.?m", rest) and hour < 12:
        hour += 12
    elif re.search(r"a\.?m", rest) and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    return hour * 60 + minute, found[5] is None


def _zone_of(words: str, zone: str | None) -> tzinfo | None:
    for name in re.findall(r"[a-z]+", words):
        if name in _OFFSETS:
            return timezone(timedelta(hours=_OFFSETS[name]))
        if name in _TOWNS:
            return _named(_TOWNS[name])
    return None if zone is None else _named(zone)


def _named(zone: str) -> tzinfo | None:
    """A zone of the IANA database ("Asia/Baghdad") or an offset ("+03:00"); `None` for neither."""
    offset = re.fullmatch(r"([+-])(\d{2}):?(\d{2})", zone)
    if offset:
        delta = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return timezone(-delta if offset[1] == "-" else delta)
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
