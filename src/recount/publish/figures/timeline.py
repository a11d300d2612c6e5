"""A measure by month: bars for the best value, lines for the range, and a mark where nothing was being reported."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import numpy as np

from recount.publish.context import Context
from recount.publish.figures.svg import drawing, element, link, text
from recount.publish.phrases import MONTHS, month
from recount.records.publication import Counted, Drawing, Hit, Measure, Quarter, Table, When

WIDTH, HEIGHT = 720.0, 240.0
LEFT, RIGHT, TOP, BOTTOM = 52.0, 8.0, 16.0, 46.0
BACK = 9
"""Months shown before the period."""


def timeline_of(context: Context, key: str) -> Drawing:
    """The months up to the end of the period; the period's own are filled more strongly."""
    measure = context.measure(key)
    months = _counts(context, measure)
    unit = measure.unit[1]
    bars = tuple(
        (counted, month(first), context.quarter.first[:7] <= first[:7] < context.quarter.end)
        for first, counted in months
    )
    title = f"{unit[:1].upper()}{unit[1:]} by month"
    described = "A bar for each month gives the best value, a line its range; the table below gives the same numbers."
    svg = drawing(f"time-{key}", WIDTH, HEIGHT, title, described, *_axis([c for c, _, _ in bars]), *_bars(months, bars))
    rows = tuple(((When(label),), (counted,)) for counted, label, _ in bars)
    table = Table((title,), ("Month", unit[:1].upper() + unit[1:]), rows, numeric=(1,))
    caption = (
        f"{title}. Bars are best values and lines are ranges; a hollow mark is a month in which nothing was read.",
    )
    return Drawing(f"time-{key}", svg, caption, table)


def _counts(context: Context, measure: Measure) -> list[tuple[str, Counted]]:
    first = _back(context.quarter.first)
    hits = context.hits_of(measure, Quarter(first, context.quarter.end, "timeline"))
    starts, stops, published = (_days([getattr(hit, name) for hit in hits]) for name in ("start", "stop", "published"))
    counts = context.monthly(starts, stops, first=first, last=context.quarter.end, published=published)
    found = []
    for column, begins in enumerate(str(m) for m in counts.months):
        mine = [_as(hit, int(code)) for hit, code in zip(hits, counts.fit[:, column], strict=True) if code > 0]
        period = Quarter(begins, _next(begins), month(begins))
        read = bool(context.read_in(period))
        key = f"month-{begins[:7]}-{measure.key}"
        found.append((begins, context.ledger.measured(key, measure, mine, about=month(begins), known=read)))
    return found


def _as(hit: Hit, code: int) -> Hit:
    from_code = {1: "possible", 2: "likely", 3: "dated"}
    return Hit(**{**{f: getattr(hit, f) for f in Hit.__slots__}, "fit": from_code[code]})


def _days(values: Sequence[str | None]) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    return np.array(["NaT" if value is None else value for value in values], dtype="datetime64[D]")


def _back(first: str) -> str:
    begins = date.fromisoformat(first)
    months = begins.year * 12 + begins.month - 1 - BACK
    return date(months // 12, months % 12 + 1, 1).isoformat()


def _next(begins: str) -> str:
    found = date.fromisoformat(begins)
    return date(found.year + found.month // 12, found.month % 12 + 1, 1).isoformat()


def _top(counts: Sequence[Counted]) -> tuple[float, float]:
    """The scale: a round number at or above everything drawn, and the distance between its lines."""
    highest = max([1.0, *(max(c.value or 0.0, c.low or 0.0, c.high or 0.0) for c in counts)])
    step = 10 ** math.floor(math.log10(highest))
    step = next(s for s in (step / 2, step, step * 2, step * 5) if highest / s <= 5 and s >= 1)
    return step * math.ceil(highest / step), step


def _axis(counts: Sequence[Counted]) -> list[str]:
    top, step = _top(counts)
    lines = []
    for value in np.arange(0, top + step / 2, step):
        y = _y(float(value), top)
        lines.append(element("line", {"x1": LEFT, "x2": WIDTH - RIGHT, "y1": y, "y2": y, "class": "grid"}))
        lines.append(text(f"{value:,.0f}", LEFT - 6, y + 4, **{"text-anchor": "end", "data-scale": ""}))
    return lines


def _bars(months: Sequence[tuple[str, Counted]], bars: Sequence[tuple[Counted, str, bool]]) -> list[str]:
    top, _ = _top([counted for counted, _, _ in bars])
    step = (WIDTH - LEFT - RIGHT) / len(bars)
    every = max(1, math.ceil(len(bars) / 16))
    shapes = []
    for index, (counted, label, inside) in enumerate(bars):
        x = LEFT + index * step
        shapes.append(link(counted, label, *_bar(counted, x, step, top, inside)))
        if index % every == 0:
            shapes.append(_tick(months[index][0], x + step / 2, index == 0))
    return shapes


def _bar(counted: Counted, x: float, step: float, top: float, inside: bool) -> list[str]:
    room = {"x": x, "y": TOP, "width": step, "height": HEIGHT - TOP - BOTTOM, "class": "hot"}
    middle = x + step / 2
    shapes = [element("rect", room)]
    if counted.value is None:
        return [*shapes, element("circle", {"cx": middle, "cy": _y(0.0, top) - 6, "r": 4.0, "class": "silent"})]
    y = _y(counted.value, top)
    body = {"x": x + step * 0.18, "y": y, "width": step * 0.64, "height": _y(0.0, top) - y}
    shapes.append(element("rect", {**body, "class": "bar now" if inside else "bar"}))
    low, high = counted.low or 0.0, top if counted.high is None else counted.high
    if low != high:
        shapes.append(_line(middle, _y(low, top), middle, _y(high, top)))
        ends = (low,) if counted.high is None else (low, high)
        shapes += [_line(middle - 5, _y(v, top), middle + 5, _y(v, top)) for v in ends]
    return shapes


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return element("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "class": "range"})


def _tick(first: str, x: float, opening: bool) -> str:
    year, number = first[:4], int(first[5:7])
    attributes = {"text-anchor": "middle", "data-scale": ""}
    name = text(MONTHS[number - 1][:3], x, HEIGHT - BOTTOM + 18, **attributes)
    return name + (text(year, x, HEIGHT - BOTTOM + 38, **attributes) if opening or number == 1 else "")


def _y(value: float, top: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - min(value, top) / top)
