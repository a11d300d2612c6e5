"""The day of publication: the ways in which it can be found, in order of trust, and what refutes each.

Dates inside the text only bound it from below. A day that the text itself contradicts is passed over, in words, for
the next way of finding one; where none is left, the day stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from recount.read.parts import CLAIMABLE, Part
from recount.records import DateFound, Given, Published
from recount.words.days import Day, days_in

_PAST = re.compile(
    r"\b(?:was|were|had|did|said|told|killed|wounded|injured|attacked|struck|hit|fired|launched|began|started|ended|took|"
    r"left|met|announced|carried|captured|seized|destroyed|reported|claimed|occurred|happened|died|fell|came|went|bombed|"
    r"shelled|targeted|held|signed|visited|published|released|arrested|detained|\w{3,}ed)\b"
)
_AHEAD = re.compile(
    r"(?i)\b(?:will|would|shall|by|until|till|before|scheduled|expected|due|plan(?:s|ned)?|deadline|starting|from|beyond|"
    r"upcoming|next|intends?|hopes?|set to|is to|are to|between|through|ends?)\b"
)
_IN_PATH = re.compile(
    r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/_.-]|\Z)|/((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_.-]|\Z)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OPENS = re.compile(r"\A\W*(?:[A-Z][\w.’'-]*[,/ ]{1,2}){0,6}[A-Z][\w.’'-]*, ?\Z")
_SENT = re.compile(r"\s*,?\s*(?:\([^()\n]{2,60}\)\s*)?(?:[-–—]{1,2}|:)\s")
"""Before and after the day of a dateline that stands on the first line of the prose: place; agency and dash."""
_OPENING = 80
_SLACK = timedelta(days=1)
"""Two clocks may stand on either side of midnight: a row that differs from the dateline by a day agrees with it."""
_NAMES: dict[DateFound, str] = {
    "stated": "stated date",
    "manifest": "manifest's date",
    "row": "row's date",
    "metadata": "page's date",
    "dateline": "dateline",
    "address": "date in the address",
}


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A candidate day and the way in which it was found."""

    day: date
    found: DateFound


def published_of(
    text: str, parts: Sequence[Part], given: Given, metadata: Sequence[date], url: str | None, *, today: date
) -> tuple[Published, tuple[str, ...]]:
    """The day of publication with how it was found and its bound from below, and notes on what was refuted."""
    outside = [*_given(given), *(FoundDate(day, "metadata") for day in metadata)]
    lines = _datelines(text, parts, [found.day for found in outside])
    bound = _not_before(text, parts, lines, today)
    notes: list[str] = []
    ways = [*outside, *lines[:1], *_in_address(url)]
    for way in ways:
        reason = _refuted(way, bound, lines, today)
        if reason is None:
            return Published(way.day.isoformat(), way.found, bound.isoformat() if bound else None), tuple(notes)
        notes.append(f"{_NAMES[way.found]} {way.day.isoformat()} refuted: {reason}")
    return Published(None, None, bound.isoformat() if bound else None), tuple(notes)


def _given(given: Given) -> Iterator[FoundDate]:
    if given.published is not None and given.published_found is not None:
        yield FoundDate(date.fromisoformat(given.published), given.published_found)


def _datelines(text: str, parts: Sequence[Part], others: Sequence[date]) -> list[FoundDate]:
    """Full days standing as datelines, those at the head first. An open order of day and month is settled only by
    another date of the same report that one reading meets."""
    found = []
    for part in parts:
        if part.kind in ("dateline", "template", "byline"):
            for day in days_in(text, part.start, part.end, glued=True):
                settled = day.sure or next((r for r in day.readings if any(abs(r - o) <= _SLACK for o in others)), None)
                if settled is not None and part.kind == "dateline":
                    found.append(FoundDate(settled, "dateline"))
    return found or _opening_line(text, parts)


def _opening_line(text: str, parts: Sequence[Part]) -> list[FoundDate]:
    """The dateline with which the first prose opens: "BAGHDAD, Dec. 8, 2023 (Agency) - Seven rounds ..."."""
    first = next((part for part in parts if part.kind in ("body", "lede", "post")), None)
    if first is None:
        return []
    for day in days_in(text, first.start, min(first.end, first.start + _OPENING)):
        if day.sure and _OPENS.match(text[first.start : day.start]) and _SENT.match(text, day.end):
            return [FoundDate(day.sure, "dateline")]
    return []


def _not_before(text: str, parts: Sequence[Part], lines: Sequence[FoundDate], today: date) -> date | None:
    """The latest full day that the prose mentions as past; the dateline itself, as a day that had come."""
    days = [line.day for line in lines[:1] if line.day <= today]
    for part in parts:
        if part.kind in CLAIMABLE:
            days.extend(_past_days(text, part, today))
    return max(days, default=None)


def _past_days(text: str, part: Part, today: date) -> Iterator[date]:
    for day in days_in(text, part.start, part.end):
        if day.sure is not None and day.sure <= today and _is_past(text, part, day):
            yield day.sure


def _is_past(text: str, part: Part, day: Day) -> bool:
    """Whether the clause around the day speaks in the past tense and does not look ahead."""
    start = max(part.start, text.rfind(".", part.start, day.start - 3) + 1, day.start - 120)
    stop = text.find(". ", day.end, min(part.end, day.end + 120))
    end = stop if stop >= 0 else min(part.end, day.end + 120)
    return bool(_PAST.search(text, start, end)) and not _AHEAD.search(text, max(start, day.start - 40), day.start)


def _in_address(url: str | None) -> Iterator[FoundDate]:
    match = _IN_PATH.search((url or "").lower())
    if match is None:
        return
    year, month, day = (group for group in match.groups() if group is not None)
    try:
        number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
        yield FoundDate(date(int(year), number, int(day)), "address")
    except ValueError:
        return


def _refuted(way: FoundDate, bound: date | None, lines: Sequence[FoundDate], today: date) -> str | None:
    if way.day > today:
        return f"it lies after today, {today.isoformat()}"
    own = lines[0].day if lines and lines[0].day <= today else None
    if way.found == "row" and own is not None and abs(way.day - own) > _SLACK:
        return f"the report's own dateline is {own.isoformat()}"
    if bound is not None and way.day < bound and not (own == bound and bound - way.day <= _SLACK):
        return f"the text speaks of {bound.isoformat()} as past"
    return None
