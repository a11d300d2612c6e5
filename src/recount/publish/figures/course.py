"""A series over time as one SVG file that needs nothing beside it: counts, what is expected without the change, the
date."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from recount.publish.figures.svg import drawing, element, text
from recount.publish.phrases import day
from recount.records.assessed import Course, Effect, Series

WIDTH, HEIGHT = 860.0, 400.0
LEFT, RIGHT, TOP, BOTTOM = 64.0, 20.0, 58.0, 78.0
INK, SOFT, BAND, SPREAD, LINE, MARK = "#1f2430", "#6b7078", "#c9d6e6", "#7f9bbd", "#3b6ea5", "#a23b2a"
FONT = "13px sans-serif"
TOPS = (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10, 12)
YEARS = 14
"""Years named along the foot at most."""


def effect_figure(effect: Effect) -> str:
    """The course of a series about a date. Dots are counts, hollow marks on the foot periods of which nothing was
    reported; the line and its band are what is expected without the change."""
    course = effect.course
    top = scale([c for c in course.counts if c is not None] + [s.best for s in course.without])
    dates = [date.fromisoformat(start).toordinal() for start in course.starts]
    at = date.fromisoformat(effect.at).toordinal()
    shapes = [*_frame(dates, top), *_band(dates, course, top, at), *_dots(dates, course.counts, top)]
    x = _x(at, dates)
    shapes.append(_line(x, TOP, x, HEIGHT - BOTTOM, MARK, dash="5 4"))
    shapes.append(text(day(effect.at), min(x + 5, WIDTH - 130), TOP - 6, fill=MARK, style=f"font:{FONT}"))
    shapes += _legend(
        [("dots: counted", INK), ("line and band: expected without the change", LINE), ("line: fitted after it", MARK)]
    )
    title = f"{effect.measure} by {effect.unit}, and the date {day(effect.at)}"
    ratio = effect.change.ratio
    said = (
        f"{_extent(course.starts, course.counts, effect.unit)} After {day(effect.at)} {ratio.best:.2f} times what is "
        f"expected without the change, anything from {ratio.low:.2f} to {ratio.high:.2f}."
    )
    return drawing("course", WIDTH, HEIGHT, title, said, *shapes, _head(title), role="img") + "\n"


def series_figure(series: Series) -> str:
    """A series with its low and high as lines, and beneath it, where it is known, what was being reported."""
    values = [v for v in (*series.best, *series.high) if v is not None]
    top = scale(values)
    dates = [date.fromisoformat(start).toordinal() for start in series.starts]
    shapes = _frame(dates, top)
    for x, low, high in zip(dates, series.low, series.high, strict=True):
        if low is not None and high is not None and low < high:
            shapes.append(_line(_x(x, dates), _y(low, top), _x(x, dates), _y(min(high, top), top), SPREAD, width=2.5))
    shapes += _dots(dates, series.best, top)
    most = max((r for r in series.reporting if r is not None), default=0.0)
    if most > 0:
        for part in _unbroken(dates, series.reporting):
            shapes.append(_path([(_x(x, dates), _y(r / most * top / 4, top)) for x, r in part], MARK))
    legend = [("dots: best counts", INK), ("bars: from low to high", LINE), ("hollow: nothing reported", SOFT)]
    if most > 0:
        legend.append((f"line: what was being reported, at most {most:,.0f}", MARK))
    shapes += _legend(legend)
    title = f"{series.measure} by {series.unit}"
    said = f"{_extent(series.starts, series.best, series.unit)} Bars reach from low to high counts."
    return drawing("series", WIDTH, HEIGHT, title, said, *shapes, _head(title), role="img") + "\n"


def scale(values: Sequence[float]) -> float:
    """A round number at or above everything drawn, whose quarters are round as well: whole from four up.

    >>> scale([7]), scale([18]), scale([2017])
    (8.0, 20.0, 2400.0)
    """
    highest = max([1.0, *values])
    if highest <= 8:
        return float(next(top for top in (1, 2, 4, 8) if top >= highest))
    step = 10 ** math.floor(math.log10(highest))
    return float(next(top for part in TOPS if (top := round(part * step)) >= highest and top % 4 == 0))


def _extent(starts: Sequence[str], counts: Sequence[float | None], unit: str) -> str:
    """What the dots say, in words."""
    known = [count for count in counts if count is not None]
    silent = len(counts) - len(known)
    if not known:
        return "Nothing was reported."
    gaps = f"; of {silent} nothing was reported" if silent else ""
    return (
        f"{len(counts)} {unit}s from {day(starts[0])}: between {min(known):,.0f} and {max(known):,.0f} counted, "
        f"{sum(known) / len(known):,.1f} on average{gaps}."
    )


def _head(title: str) -> str:
    return text(title, LEFT, 20.0, fill=INK, style=f"font:bold {FONT}")


def _legend(parts: Sequence[tuple[str, str]]) -> list[str]:
    """What the marks are, one after another along the foot."""
    found, x = [], LEFT
    for words, color in parts:
        found.append(text(words, x, HEIGHT - 14, fill=color, style=f"font:{FONT}"))
        x += 7.0 * len(words) + 22
    return found


def _unbroken(dates: Sequence[int], values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """Stretches in which every period is known: a line across what is not known would say something of it."""
    found: list[list[tuple[int, float]]] = [[]]
    for date_, value in zip(dates, values, strict=True):
        if value is None:
            found.append([])
        else:
            found[-1].append((date_, value))
    # One period between two silences is a line of two days, so that it is seen.
    wide = [part if len(part) > 1 else [(at + side, value) for at, value in part for side in (-1, 1)] for part in found]
    return [part for part in wide if part]


def _frame(dates: Sequence[int], top: float) -> list[str]:
    """White ground, lines of the scale and years along the foot."""
    shapes = [element("rect", {"width": WIDTH, "height": HEIGHT, "fill": "#ffffff"})]
    for part in range(5):
        value = top * part / 4
        y = _y(value, top)
        shapes.append(_line(LEFT, y, WIDTH - RIGHT, y, "#e3e5e8"))
        words = f"{value:,.0f}" if top >= 4 else f"{value:g}"
        shapes.append(text(words, LEFT - 7, y + 4, fill=INK, style=f"font:{FONT}", **{"text-anchor": "end"}))
    first, last = date.fromordinal(dates[0]), date.fromordinal(dates[-1])
    years = [y for y in range(first.year, last.year + 2) if dates[0] <= date(y, 1, 1).toordinal() <= dates[-1]]
    for year in years[:: max(1, math.ceil(len(years) / YEARS))]:
        x = _x(date(year, 1, 1).toordinal(), dates)
        shapes.append(_line(x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 5, SOFT))
        shapes.append(
            text(str(year), x, HEIGHT - BOTTOM + 20, fill=INK, style=f"font:{FONT}", **{"text-anchor": "middle"})
        )
    if not years:
        for edge, anchor in ((dates[0], "start"), (dates[-1], "end")):
            words = day(date.fromordinal(edge).isoformat())
            place = {"text-anchor": anchor}
            shapes.append(text(words, _x(edge, dates), HEIGHT - BOTTOM + 20, fill=INK, style=f"font:{FONT}", **place))
    return shapes


def _band(dates: Sequence[int], course: Course, top: float, at: int) -> list[str]:
    """The interval and the line of what is expected without the change; before the date that is the fit itself."""
    xs = [_x(x, dates) for x in dates]
    upper = [(x, _y(s.high, top)) for x, s in zip(xs, course.without, strict=True)]
    lower = [(x, _y(s.low, top)) for x, s in zip(xs, course.without, strict=True)]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in [*upper, *reversed(lower)])
    line = _path([(x, _y(s.best, top)) for x, s in zip(xs, course.without, strict=True)], LINE)
    after = [(x, _y(e, top)) for x, d, e in zip(xs, dates, course.expected, strict=True) if d >= at]
    return [element("polygon", {"points": points, "fill": BAND}), line, _path(after, MARK)]


def _dots(dates: Sequence[int], counts: Sequence[float | None], top: float) -> list[str]:
    size = max(1.2, min(3.2, 500 / len(dates)))
    found = []
    for x, count in zip(dates, counts, strict=True):
        if count is None:
            place = {"cx": _x(x, dates), "cy": HEIGHT - BOTTOM - 4, "r": size, "fill": "none", "stroke": SOFT}
            found.append(element("circle", place))
        else:
            found.append(element("circle", {"cx": _x(x, dates), "cy": _y(count, top), "r": size, "fill": INK}))
    return found


def _path(points: Sequence[tuple[float, float]], color: str) -> str:
    words = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return element("polyline", {"points": words, "fill": "none", "stroke": color, "stroke-width": 1.6})


def _line(x1: float, y1: float, x2: float, y2: float, color: str, *, width: float = 1.0, dash: str = "none") -> str:
    return element(
        "line",
        {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "stroke": color, "stroke-width": width, "stroke-dasharray": dash},
    )


def _x(ordinal: int, dates: Sequence[int]) -> float:
    span = max(1, dates[-1] - dates[0])
    return LEFT + (WIDTH - LEFT - RIGHT) * (ordinal - dates[0]) / span


def _y(value: float, top: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - min(max(value, 0.0), top) / top)
