"""The quarter's shocks: what changed at a date that the outline names, how surely, and how far reporting must have
moved to explain it away. Numbers come from the measurement that is handed in, and words say no more than they do."""

from __future__ import annotations

from recount.publish.context import Context
from recount.publish.outline import SectionPlan, Shock
from recount.publish.phrases import day
from recount.records.assessed import Effect
from recount.records.publication import Block, Cell, Part, Prose, Said, Section, Table, When

_TIMES = ("times", "times")
_SHARE = ("%", "%")
_HEAD = (
    "Shock",
    "Counted",
    "Times as many as without it",
    "Reading",
    "Reporting alone explains it at",
    "Would have shown",
)
_NOTE = (
    "A value below one is fewer. The last columns say to which share of its former level reporting must have moved to "
    "explain the change away, and the smallest change, as a ratio, that this record would have shown. Whatever else "
    "began about the same day is in the number too."
)


def shocks(context: Context, plan: SectionPlan) -> Section:
    """The shocks that lie in the period, each with what it was asked of."""
    blocks: list[Block] = [Prose(context.parts(plan.says))]
    mine = [shock for shock in context.outline.shocks if context.quarter.first <= shock.day < context.quarter.end]
    if not mine:
        blocks.append(Prose(("The outline names no shock in this period.",), "note"))
        return Section(plan.key, plan.title, tuple(blocks))
    rows = tuple(_row(context, shock, key) for shock in mine for key in shock.measures)
    blocks += [Table(("What changed at the dates that the outline names",), _HEAD, rows), Prose((_NOTE,), "note")]
    return Section(plan.key, plan.title, tuple(blocks))


def _row(context: Context, shock: Shock, key: str) -> tuple[Cell, ...]:
    measure = context.measure(key)
    head: tuple[Cell, ...] = ((f"{shock.title}, ", When(day(shock.day))), (measure.label or measure.unit[1],))
    answer = None if context.effect is None else context.effect(measure, shock.day, context.quarter.end)
    if not isinstance(answer, Effect):
        why: Cell = (Said(answer),) if answer else ("not measured",)
        return (*head, ("cannot tell",), why, ("",), ("",))
    name = f"{shock.day}-{key}"
    rows = [f"e-{hit.event}" for hit in context.hits(key)]
    ratio, tipping, power = answer.change.ratio, answer.tipping, answer.power
    rule = (
        f"The ratio of what was counted after the day to what would have been counted without a change. {measure.rule}"
    )
    change = context.ledger.given(f"effect-{name}", ratio.best, ratio.low, ratio.high, _TIMES, rule, rows)
    return (*head, (change,), (_reading(answer),), _tip(context, name, tipping.whole, tipping.enough, rows),
            _shown(context, name, power.fall, power.rise, rows))  # fmt: skip


def _reading(answer: Effect) -> str:
    ratio = answer.change.ratio
    if ratio.low <= 1 <= ratio.high:
        return "no change can be told"
    moved = "lower" if ratio.best < 1 else "higher"
    doubts = {
        "reporting_could_explain": "; reporting alone could explain it",
        "reporting_falls_short": "; reporting falls short of explaining it",
        "reporting_unknown": "; nothing says how reporting moved",
    }
    return moved + doubts.get(answer.tipping.verdict, "")


def _tip(context: Context, name: str, whole: float, enough: float | None, rows: list[str]) -> Cell:
    if enough is None:
        return ("no change to explain",)
    rule = (
        "The share of its former level to which reporting must have moved for no change to be the best estimate; the "
        "other end of the range leaves no change just inside the interval."
    )
    values = sorted((100 * whole, 100 * enough))
    return (context.ledger.given(f"tipping-{name}", 100 * whole, values[0], values[1], _SHARE, rule, rows),)


def _shown(context: Context, name: str, fall: float | None, rise: float | None, rows: list[str]) -> Cell:
    rule = "The smallest change, as a ratio, that this record would most often have shown."
    parts: list[Part] = []
    for way, value in (("fall", fall), ("rise", rise)):
        parts.append(", " if parts else "")
        if value is None:
            parts.append(f"no {way}")
        else:
            counted = context.ledger.given(f"power-{way}-{name}", round(value, 1), None, None, _TIMES, rule, rows)
            parts += [f"a {way} to ", counted]
    return tuple(part for part in parts if part != "")
