"""Sections that count events: against the period before, by place, by month, on a map, with the events themselves."""

from __future__ import annotations

from collections.abc import Sequence

from recount.publish.context import Context
from recount.publish.figures.map import map_of
from recount.publish.figures.multiples import multiples_of
from recount.publish.figures.timeline import timeline_of
from recount.publish.keys import slug
from recount.publish.outline import SectionPlan
from recount.publish.phrases import unit
from recount.publish.quarter import year_before
from recount.records.publication import (
    Block,
    Cell,
    Counted,
    Entries,
    Heading,
    Hit,
    Prose,
    Said,
    Section,
    Table,
    When,
)

_CHANGED = (
    "The number of reports differs much between the two periods. A change in a count may be a change in what was "
    "reported or gathered, and not in what happened."
)
_NOTHING = "The record holds nothing for this section in this period."
SHOWN = 6
"""Events shown in place; all are in the evidence."""


def glance(context: Context, plan: SectionPlan) -> Section:
    """The quarter against the one before, with what was being reported in each."""
    blocks: list[Block] = [Prose(context.parts(plan.says), "lead"), _coverage(context)]
    blocks.append(_comparison(context, plan.measures, with_reports=True))
    if _reporting_changed(context):
        blocks.append(Prose((_CHANGED,), "note"))
    blocks += _figures(context, plan)
    return Section(plan.key, plan.title, tuple(blocks))


def counted(context: Context, plan: SectionPlan) -> Section:
    """What a section's measures count, against the period before, by place and by month, and its events."""
    blocks: list[Block] = [Prose(context.parts(plan.says), "lead")]
    blocks.append(_comparison(context, plan.measures, with_reports=False))
    if plan.measures and not any(context.hits(key) for key in plan.measures):
        blocks.append(Prose((_NOTHING,), "note"))
        return Section(plan.key, plan.title, tuple(blocks))
    blocks += _figures(context, plan)
    if plan.by_place:
        blocks += _by_place(context, plan)
    if plan.events:
        blocks += _events(context, plan.events)
    if plan.note:
        blocks.append(Prose(context.parts(plan.note), "note"))
    return Section(plan.key, plan.title, tuple(blocks))


def _figures(context: Context, plan: SectionPlan) -> list[Block]:
    blocks: list[Block] = []
    if plan.map and context.hits(plan.map):
        blocks.append(map_of(context, plan.map, plan.key))
    if plan.timeline:
        blocks.append(timeline_of(context, plan.timeline))
    if plan.multiples and (drawn := multiples_of(context, plan.multiples)) is not None:
        blocks.append(drawn)
    return blocks


def _reporting_changed(context: Context) -> bool:
    """Whether one period has more than a quarter more reports than the other."""
    now, before = (len(context.told_once(context.read_in(p))) for p in (context.quarter, context.previous))
    return max(now, before) > 1.25 * min(now, before)


def _coverage(context: Context) -> Prose:
    read, published = context.read_in(context.quarter), context.published_in(context.quarter)
    publishers = sorted({c.publisher for c in published if c.publisher})
    once = context.told_once(published)
    rule = "Reports whose day of publication lies in the period. A text and its copies count as one."
    every = context.ledger.exact("reports-published", _keys(once), ("report", "reports"), rule)
    voices = context.ledger.given(
        "publishers",
        float(len(publishers)),
        None,
        None,
        ("publisher", "publishers"),
        "Different publishers among the reports published in the period; those without a known publisher are left out.",
        _keys(published),
    )
    parts: list[str | Counted | Said | When] = ["They rest on ", every, " published in the period by ", voices]
    parts.append(f" {'publisher' if len(publishers) == 1 else 'publishers'}")
    parts.insert(2, " report" if len(once) == 1 else " reports")
    if len(read) < len(published) and not all(c.readable for c in once):
        unread = [c for c in once if not c.readable]
        rule = "Reports published in the period in a language that cannot be read yet. They are kept and searchable."
        parts += [", of which ", context.ledger.exact("reports-unread", _keys(unread), ("report", "reports"), rule)]
        parts.append(" could not be read")
    return Prose((*parts, ". Open any number to see its counting rule and the sentences behind it."))


def _keys(reports: Sequence[object]) -> list[str]:
    return [f"r-{getattr(report, 'id')}" for report in reports]  # noqa: B009


def _comparison(context: Context, keys: Sequence[str], *, with_reports: bool) -> Table:
    rows: list[tuple[Cell, ...]] = []
    if with_reports:
        rows.append(_reports_row(context))
    for key in keys:
        now, before = context.now(key), context.before(key)
        label = _label(context, key)
        rows.append(((label,), (now,), (before,), (context.ago(key),), (reading(now, before),)))
    head = ("Counted", "This period", "The period before", "A year ago", "Against the period before")
    caption: Cell = (
        *("Against the period before, ", When(context.previous.label)),
        *(", and a year ago, ", When(year_before(context.quarter).label)),
    )
    return Table(caption, head, tuple(rows), numeric=(1, 2, 3))


def _reports_row(context: Context) -> tuple[Cell, ...]:
    cells = []
    periods = (("now", context.quarter), ("before", context.previous), ("ago", year_before(context.quarter)))
    for prefix, period in periods:
        rule = "Reports published in the period that could be read, a text and its copies as one."
        read = _keys(context.told_once(context.read_in(period)))
        entry = context.ledger.exact(f"{prefix}-read", read, ("report", "reports"), rule, about=period.label)
        cells.append(entry)
    now, before, ago = cells
    more = (now.value or 0) - (before.value or 0)
    words = "more was being reported" if more > 0 else "less was being reported" if more < 0 else "as many"
    return ("Reports read",), (now,), (before,), (ago,), (words,)


def reading(now: Counted, before: Counted) -> str:
    """Whether two ranges differ, in words; a change in reporting is not ruled out by it.

    Ranges that touch cannot be told apart, and neither can a period in which nothing was being reported.
    """
    if now.low is None or before.low is None:
        return "cannot tell"
    if now.high == 0 and before.high == 0:
        return "none in either"
    if before.high is not None and now.low > before.high:
        return "more"
    if now.high is not None and now.high < before.low:
        return "fewer"
    return "cannot tell: the ranges touch"


def _by_place(context: Context, plan: SectionPlan) -> list[Block]:
    """One row for each province, the most events first; places outside any province by country; the unplaced last."""
    areas: dict[tuple[str, str], float] = {}
    for key in plan.by_place:
        for hit in context.hits(key):
            areas[area_of(hit)] = areas.get(area_of(hit), 0.0) + (1.0 if hit.fit != "possible" else 0.0)
    if not areas:
        return []
    ordered = sorted(areas, key=lambda area: (area == ("", ""), -areas[area], area))
    rows = tuple((_area_words(area), *((_in_area(context, key, area),) for key in plan.by_place)) for area in ordered)
    head = ("Place", *(_label(context, key) for key in plan.by_place))
    caption: Cell = ("By province, ", When(context.quarter.label))
    return [Table(caption, head, rows, numeric=tuple(range(1, len(head))))]


def _in_area(context: Context, key: str, area: tuple[str, str]) -> Counted:
    hits = [hit for hit in context.hits(key) if area_of(hit) == area]
    name = "-".join(word for word in area if word) or "nowhere"
    about = ", ".join(word for word in area if word) or "no place known"
    return context.ledger.measured(
        f"at-{slug(name)}-{key}", context.measure(key), hits, about=about, known=bool(context.read_in(context.quarter))
    )


def _area_words(area: tuple[str, str]) -> Cell:
    province, country = area
    if not province and not country:
        return ("No place known",)
    if not province:
        return (Said(country), ", province not known")
    return (Said(province), ", ", Said(country)) if country else (Said(province),)


def area_of(hit: Hit) -> tuple[str, str]:
    """Province and country, each empty where the words do not give it."""
    return hit.province or "", hit.country or ""


def _events(context: Context, key: str) -> list[Block]:
    """The best attested events in place; the evidence holds all of them."""
    hits = [hit for hit in context.hits(key) if hit.fit != "possible"]
    if not hits:
        return []
    ranked = sorted(hits, key=lambda hit: (-hit.origins, -hit.claims, hit.fit != "dated", hit.start or "", hit.event))
    shown = sorted(ranked[:SHOWN], key=lambda hit: (hit.start or hit.published or "", hit.event))
    now = context.now(key)
    return [
        Heading(("The best attested among ", now, f" {unit(now)}")),
        Entries(tuple(f"e-{hit.event}" for hit in shown)),
    ]


def _label(context: Context, key: str) -> str:
    measure = context.measure(key)
    return _capital(measure.label or measure.unit[1])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
