"""What modifiers leave of a calendar unit: early, late, the end of, the second half of, the last week of."""

from __future__ import annotations

from recount.words.dates_anchors import Anchors, moved
from recount.words.dates_calendar import Stretch, civil, day_number, month_of
from recount.words.dates_fields import Fields, ordinal_of

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
