"""Estimates side by side on one scale, each with its interval: a picture of its own, without anything from outside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from recount.publish.figures.svg import drawing, element, text

PLOT, LEAST, STEP, TOP, BOTTOM = 440.0, 120.0, 28.0, 62.0, 34.0
LETTER = 7.4
"""Width of a letter of the labels at most, so that none is cut; a label wider than `LONGEST` letters is shortened, and
stands whole in its title."""
LONGEST = 56
_LOOK = (
    "text{font:13px sans-serif;fill:#222}.head{font-weight:bold}.grid{stroke:#ddd}"
    ".mark{stroke:#a33;stroke-dasharray:4 3}.marked{fill:#a33}.range{stroke:#245;stroke-width:2}.point{fill:#245}"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One estimate; an end of its interval that is not known, or has none, is None."""

    label: str
    value: float
    low: float | None
    high: float | None


def estimates(rows: Sequence[Row], *, mark: float, marked: str, title: str) -> str:
    """A picture of the rows in their order. `mark` is a value to compare them with, `marked` its name."""
    ends = [e for row in rows for e in (row.value, row.low, row.high) if e is not None] + [mark]
    lines = scale(min(ends), max(ends))
    left = max(LEAST, LETTER * min(LONGEST, max((len(row.label) for row in rows), default=0)) + 20)
    right = LETTER * max((len(spoken(row)) for row in rows), default=0) + 20
    width, height = left + PLOT + right, TOP + STEP * len(rows) + BOTTOM

    def x(value: float) -> float:
        return left + PLOT * (value - lines[0]) / (lines[-1] - lines[0])

    bottom = TOP + STEP * len(rows)
    ground = element("rect", {"width": width, "height": height, "fill": "#ffffff"})
    shapes = [element("style", {}, _LOOK), ground, text(title, 10.0, 20.0, **{"class": "head"})]
    for value in lines:
        shapes.append(element("line", {"x1": x(value), "x2": x(value), "y1": TOP, "y2": bottom, "class": "grid"}))
        shapes.append(text(f"{value:,.10g}", x(value), bottom + 18, **{"text-anchor": "middle"}))
    shapes.append(element("line", {"x1": x(mark), "x2": x(mark), "y1": TOP - 6, "y2": bottom, "class": "mark"}))
    anchor = "start" if x(mark) < left + PLOT / 2 else "end"
    shapes.append(text(marked, x(mark), TOP - 12, **{"text-anchor": anchor, "class": "marked"}))
    for at, row in enumerate(rows):
        y = TOP + STEP * (at + 0.5)
        low, high = (row.value if end is None else end for end in (row.low, row.high))
        shapes.append(text(_short(row.label), left - 10, y + 4, **{"text-anchor": "end"}))
        shapes.append(element("line", {"x1": x(low), "x2": x(high), "y1": y, "y2": y, "class": "range"}))
        shapes.append(element("circle", {"cx": x(row.value), "cy": y, "r": 4.0, "class": "point"}))
        shapes.append(text(spoken(row), left + PLOT + 12, y + 4))
    told = "; ".join(f"{row.label}: {spoken(row)}" for row in rows)
    return drawing("estimates", width, height, title, f"{told}. {marked}: {amount(mark)}.", *shapes, role="img")


def spoken(row: Row) -> str:
    """The estimate with its interval.

    >>> spoken(Row("a", 620.0, 262.0, None)), spoken(Row("b", 5.0, None, None))
    ('620 (262 or more)', '5')
    """
    if row.low is None:
        return amount(row.value)
    ends = f"{amount(row.low)} or more" if row.high is None else f"{amount(row.low)} to {amount(row.high)}"
    return f"{amount(row.value)} ({ends})"


def _short(label: str) -> str:
    return label if len(label) <= LONGEST else f"{label[: LONGEST // 2 - 2]} ... {label[-LONGEST // 2 + 3 :]}"


def amount(value: float) -> str:
    """A number as it is read: whole from a hundred up, three digits below.

    >>> amount(14342.6), amount(0.12345)
    ('14,343', '0.123')
    """
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def scale(low: float, high: float) -> list[float]:
    """Round values, four to eight of them, from at or below `low` to at or above `high`.

    >>> scale(4400, 16554)
    [4000.0, 6000.0, 8000.0, 10000.0, 12000.0, 14000.0, 16000.0, 18000.0]
    """
    span = (high - low) or abs(high) or 1.0
    power = 10.0 ** math.floor(math.log10(span / 3))
    step = next(power * s for s in (1, 2, 5, 10) if span / (power * s) <= 6.5)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [n * step for n in range(first, max(last, first + 1) + 1)]
