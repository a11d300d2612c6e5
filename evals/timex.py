"""Time expressions against TIMEX annotations (WikiWars, Mazur and Dale 2010, and files of the same shape).

`strict` is F1 over exact spans, `relaxed` over spans that overlap one to one. `value` is accuracy among matched
expressions: the calendar interval that TIMEX2 VAL denotes must be ours before modifiers narrow it ("late 1942" has
VAL 1942), a length must have the same unit and number. VALs that denote no interval (PAST_REF, null, XXXX) count as
right when we leave the expression unresolved too; `calendar` is the same accuracy over VALs that do denote one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

from evals.line import Line
from recount.words.dates_calendar import Stretch, day_number, day_of, month_of, season_of, week_of, year_of
from recount.words.dates_read import TimeReading, readings_in

DEFAULT = "timex/wikiwars_train"

_TAG = re.compile(r"<TIMEX[23]?\b([^>]*)>|</TIMEX[23]?>")
_VALUE = re.compile(r'\b(?:value|VAL)="([^"]*)"')
_DCT = re.compile(r"<(?:DCT|DATETIME)>.*?(\d{4}-\d{2}-\d{2})", re.DOTALL)
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "AU": "autumn", "WI": "winter"}


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated expression: where, and its VAL."""

    start: int
    end: int
    value: str


def annotated(raw: str) -> tuple[str, list[Gold], date | None]:
    """The plain text of a TimeML or TIMEX2 file, its expressions (outermost where they nest) and its date."""
    dct = _DCT.search(raw)
    body = raw
    for name in ("TEXT", "BODY"):
        found = re.search(rf"<{name}>(.*?)</{name}>", raw, re.DOTALL)
        body = found.group(1) if found else body
    text, golds, at, open_tags = "", [], 0, []
    for tag in _TAG.finditer(body):
        text += unescape(re.sub(r"<[^>]*>", "", body[at : tag.start()]))
        at = tag.end()
        if tag.group(1) is not None:
            value = _VALUE.search(tag.group(1))
            open_tags.append((len(text), value.group(1) if value else ""))
        elif open_tags:
            start, val = open_tags.pop()
            if not open_tags:
                golds.append(Gold(start, len(text), val))
    text += unescape(re.sub(r"<[^>]*>", "", body[at:]))
    return text, golds, date.fromisoformat(dct.group(1)) if dct else None


def denoted(value: str) -> Stretch | None:
    """The interval of a VAL such as 1942, 1942-06, 1942-06-05TNI, 1943-SU, BC0490, 194, 18; `None` for none."""
    found = re.fullmatch(r"(BC)?(\d{1,4})(?:-(\d\d|[A-Z]\w))?(?:-(\d\d))?(?:T.*)?", value)
    week = re.fullmatch(r"(\d{4})-W(\d\d)", value)
    if week:
        first = week_of(day_number(int(week[1]), 1, 4)).start
        assert first is not None
        return Stretch(first + 7 * (int(week[2]) - 1), first + 7 * int(week[2]), "week")
    if found is None:
        return None
    bc, digits, second, day = found.groups()
    number = int(digits)
    span = 10 ** (4 - len(digits))
    if span > 1:
        return year_of(1 - number * span - span + 1, span) if bc else year_of(number * span, span)
    year = 1 - number if bc else number
    return year_of(year) if second is None else _within(year, second, day)


def _within(year: int, second: str, day: str | None) -> Stretch | None:
    if second in _SEASONS:
        return season_of(year, _SEASONS[second])
    if second[0] == "Q":
        return month_of(year, 3 * int(second[1]) - 2, 3)
    if second[0] == "H":
        return month_of(year, 6 * int(second[1]) - 5, 6)
    if not second.isdigit():
        return None
    return month_of(year, int(second)) if day is None else day_of(year, int(second), int(day))


def agrees(value: str, reading: TimeReading) -> bool:
    """Whether our reading says what a VAL says."""
    wanted = denoted(value)
    if wanted is not None:
        return reading.base is not None and (reading.base.start, reading.base.end) == (wanted.start, wanted.end)
    length = re.fullmatch(r"P(T?)([\d.]+|X)([A-Z]+)", value)
    if length:
        return reading.length == f"{'T' if length[1] else ''}{length[2]}{length[3]}"
    return reading.base is None


def run(data: Path) -> Iterator[Line]:
    """F1 of spans and accuracy of values over the `.tml` (or `.sgm`, `.xml`) files of a folder, or over one file."""
    files = sorted(p for p in data.rglob("*") if p.suffix in (".tml", ".sgm", ".xml")) if data.is_dir() else [data]
    golds = found = strict = relaxed = right = dated = dated_right = 0
    for path in files:
        text, gold, published = annotated(path.read_text(encoding="utf-8"))
        ours = readings_in(text, published=published, vague=True)
        golds, found = golds + len(gold), found + len(ours)
        strict += len({(g.start, g.end) for g in gold} & {(r.start, r.end) for r in ours})
        for one, reading in _pairs(gold, ours):
            relaxed += 1
            good = agrees(one.value, reading)
            right += good
            if denoted(one.value) is not None:
                dated, dated_right = dated + 1, dated_right + good
    yield Line("timex", "strict", 2 * strict / max(1, golds + found), golds)
    yield Line("timex", "relaxed", 2 * relaxed / max(1, golds + found), golds)
    yield Line("timex", "value", right / max(1, relaxed), relaxed)
    yield Line("timex", "calendar", dated_right / max(1, dated), dated)


def _pairs(gold: list[Gold], ours: list[TimeReading]) -> Iterator[tuple[Gold, TimeReading]]:
    """Overlapping pairs in order of the text, each expression used once."""
    at = 0
    for one in gold:
        while at < len(ours) and ours[at].end <= one.start:
            at += 1
        if at < len(ours) and ours[at].start < one.end:
            yield one, ours[at]
            at += 1
