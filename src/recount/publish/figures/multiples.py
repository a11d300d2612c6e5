"""Small multiples: one measure by province over the last periods, a panel for each place, all on one scale.

The eye compares panels, so they share their scale and their order of periods, from left to right. This period is darker
and its bars stand on a thicker line, so that neither colour nor print decides what is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recount.publish.context import Context
from recount.publish.figures.svg import drawing, element, link, text
from recount.publish.keys import slug
from recount.publish.quarter import previous
from recount.records.publication import Counted, Drawing, Hit, Quarter, Said, Table, When

PERIODS = 6
"""This one and those before it."""
_HEADS = ("Five periods before", "Four before", "Three before", "Two before", "The period before", "This period")
PLACES = 8
"""Panels: the places with most in all the periods together."""
_ACROSS = 4
_WIDTH, _WIDE, _TALL = 720.0, 180.0, 118.0
_LEFT, _TOP, _FLOOR = 26.0, 26.0, 96.0
Area = tuple[str, str]
"""Province and country."""


@dataclass(frozen=True, slots=True)
class _Panel:
    name: str
    counts: tuple[Counted, ...]


def multiples_of(context: Context, key: str) -> Drawing | None:
    """The figure, or `None` where no event of any of the periods has a province."""
    measure, periods = context.measure(key), _periods(context.quarter)
    found = [_by_area(context.hits(key, period)) for period in periods]
    total: dict[Area, float] = {}
    for areas in found:
        for area, hits in areas.items():
            total[area] = total.get(area, 0.0) + sum(hit.best for hit in hits if hit.fit != "possible")
    order = sorted((area for area in total if total[area] > 0), key=lambda area: (-total[area], area))
    if not order:
        return None
    panels = [_panel(context, key, periods, found, area) for area in order[:PLACES]]
    unit = measure.unit[1]
    title = f"{unit[:1].upper()}{unit[1:]} by province, period by period"
    described = (
        "A panel for each province on one scale; a bar for each period gives the best value, a line its range. The "
        "table below gives the same numbers."
    )
    rows = -(-len(panels) // _ACROSS)
    svg = drawing(f"small-{key}", _WIDTH, rows * _TALL, title, described, *_drawn(panels, periods))
    left = f" {'Another province has' if len(order) == PLACES + 1 else 'Other provinces have'} fewer and are not drawn."
    caption = (
        f"{title}, from ", When(periods[0].label), " to ", When(periods[-1].label),
        ". Bars are best values, lines are ranges, and all panels have one scale; a hollow mark is a period in which "
        f"nothing was read.{left if len(order) > PLACES else ''}",
    )  # fmt: skip
    table = Table(
        (title,), ("Province", *_HEADS),
        tuple(((Said(panel.name),), *((counted,) for counted in panel.counts)) for panel in panels),
        numeric=tuple(range(1, len(periods) + 1)),
    )  # fmt: skip
    return Drawing(f"small-{key}", svg, caption, table)


def _periods(last: Quarter) -> list[Quarter]:
    found = [last]
    while len(found) < PERIODS:
        found.insert(0, previous(found[0]))
    return found


def _by_area(hits: Sequence[Hit]) -> dict[Area, list[Hit]]:
    found: dict[Area, list[Hit]] = {}
    for hit in hits:
        if hit.province:
            found.setdefault((hit.province, hit.country or ""), []).append(hit)
    return found


def _panel(
    context: Context, key: str, periods: Sequence[Quarter], found: Sequence[dict[Area, list[Hit]]], area: Area
) -> _Panel:
    province, country = area
    place = slug("-".join(filter(None, area)))
    counts = tuple(
        context.ledger.measured(
            f"small-{place}-{slug(period.label)}-{key}", context.measure(key), areas.get(area, []),
            about=f"{province}{', ' if country else ''}{country}, {period.label}", known=bool(context.read_in(period)),
        )
        for period, areas in zip(periods, found, strict=True)
    )  # fmt: skip
    return _Panel(province, counts)


def _drawn(panels: Sequence[_Panel], periods: Sequence[Quarter]) -> list[str]:
    top = max(1.0, *(max(c.value or 0.0, c.low or 0.0, c.high or 0.0) for panel in panels for c in panel.counts))
    shapes = []
    for n, panel in enumerate(panels):
        row, column = divmod(n, _ACROSS)
        shapes += _one(panel, periods, column * _WIDE, row * _TALL, top)
    return shapes


def _one(panel: _Panel, periods: Sequence[Quarter], x: float, y: float, top: float) -> list[str]:
    left, right, floor = x + _LEFT, x + _WIDE - 10, y + _FLOOR
    step = (right - left) / len(periods)
    grid = {"class": "grid", "x1": left, "x2": right}
    shapes = [
        text(_short(panel.name), left, y + 14, **{"class": "legend", "data-scale": ""}),
        element("line", {**grid, "y1": y + _TOP, "y2": y + _TOP}),
        element("line", {**grid, "y1": floor, "y2": floor}),
        text(f"{top:,.0f}", left - 4, y + _TOP + 4, **{"text-anchor": "end", "data-scale": ""}),
        text("0", left - 4, floor + 4, **{"text-anchor": "end", "data-scale": ""}),
        element("line", {"class": "range", "x1": right - step, "x2": right, "y1": floor + 2.5, "y2": floor + 2.5}),
    ]
    for n, (counted, period) in enumerate(zip(panel.counts, periods, strict=True)):
        bar = _bar(counted, left + n * step, step, floor, (_FLOOR - _TOP) / top, n == len(periods) - 1)
        shapes.append(link(counted, f"{panel.name}, {period.label}", *bar))
    return shapes


def _bar(counted: Counted, x: float, step: float, floor: float, scale: float, now: bool) -> list[str]:
    room = element("rect", {"x": x, "y": floor - _FLOOR + _TOP, "width": step, "height": _FLOOR - _TOP, "class": "hot"})
    middle = x + step / 2
    if counted.value is None:
        return [room, element("circle", {"cx": middle, "cy": floor - 5, "r": 3.0, "class": "silent"})]
    height = counted.value * scale
    shape = {"x": x + step * 0.16, "y": floor - height, "width": step * 0.68, "height": height}
    shapes = [room, element("rect", {**shape, "class": "bar now" if now else "bar"})]
    low, high = counted.low or 0.0, (_FLOOR - _TOP) / scale if counted.high is None else counted.high
    if low != high:
        ends = {"x1": middle, "x2": middle, "y1": floor - low * scale, "y2": floor - high * scale}
        shapes.append(element("line", {**ends, "class": "range"}))
    return shapes


def _short(name: str) -> str:
    return name if len(name) <= 24 else name[:23].rstrip() + "…"
