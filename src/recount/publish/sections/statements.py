"""Sections of what was said and is no event: announced totals, levels, plans and forecasts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recount.publish.context import Context
from recount.publish.evidence import quoted, speaker
from recount.publish.keys import slug
from recount.publish.outline import SectionPlan
from recount.publish.phrases import day, span
from recount.records import Quantity
from recount.records.publication import Block, Cell, Counted, Part, Prose, Said, Section, Statement, Table, When

SHOWN = 24
"""Statements shown in place; all are in the evidence."""
LATEST = 4


def statements(context: Context, plan: SectionPlan) -> Section:
    """Statements of some kinds, each with who says so, its words, its numbers and what they cover."""
    said = (context.keep(s) for s in context.queries.said(plan.kinds, context.quarter))
    found = context.said_once([s for s in said if wanted(plan, s)])
    blocks: list[Block] = [Prose(context.parts(plan.says))]
    if not found:
        blocks.append(Prose(("No report published in the period holds one.",), "note"))
        return Section(plan.key, plan.title, tuple(blocks))
    blocks.append(_total(context, plan, found))
    shown = sorted(found, key=_weight)[:SHOWN]
    order = {s.claim.id: n for n, s in enumerate(found)}
    shown.sort(key=lambda s: order[s.claim.id])
    numbers = any(_numbered(q) for s in shown for q in s.claim.quantity)
    head = ("Who says so", "In these words", *(("Number",) if numbers else ()), "Covers", "Published")
    rows = tuple(_row(context, s, numbers) for s in shown)
    blocks.append(Table(("Statements, in the order of publication",), head, rows))
    return Section(plan.key, plan.title, tuple(blocks))


def levels(context: Context, plan: SectionPlan) -> Section:
    """The latest that reports say of each stock or state; "not reported" where they say nothing."""
    found = context.said_once([context.keep(s) for s in context.queries.said(("level",), context.quarter)])
    rows: list[tuple[Cell, ...]] = []
    for type_, label in plan.wanted.items():
        of_type = [s for s in found if s.claim.type == type_]
        for how, mine in _told(of_type) if plan.apart else (("", of_type),):
            name = f"{label}{how}"
            rows += [_level_row(context, s, name) for s in _latest(mine)] or [_silent(context, f"{type_}{how}", name)]
    head = ("Level", "Number", "Who says so", "In these words", "As of", "Published")
    table = Table(("Levels as reports give them",), head, tuple(rows))
    return Section(plan.key, plan.title, (Prose(context.parts(plan.says)), table))


def wanted(plan: SectionPlan, statement: Statement) -> bool:
    """Whether a section that asks for types, figures or words asks for this statement."""
    if not (plan.types or plan.figures or plan.words):
        return True
    claim, sentence = statement.claim, statement.sentence.casefold()
    return (
        claim.type in plan.types
        or any(quantity.measure in plan.figures for quantity in claim.quantity)
        or any(re.search(rf"\b{re.escape(word)}", sentence) for word in plan.words)
    )


def _told(found: Sequence[Statement]) -> tuple[tuple[str, list[Statement]], ...]:
    """What officials and documents declare, and what everybody else describes."""
    official = [s for s in found if s.claim.source and s.claim.source[0].kind in ("official", "document", "partner")]
    others = [s for s in found if s not in official]
    return (", as declared", official), (", as described", others)


def _weight(statement: Statement) -> tuple[bool, bool, str]:
    """Those with a number and a known time first."""
    claim = statement.claim
    numbered = any(map(_numbered, claim.quantity))
    return not numbered, claim.time is None or not claim.time.resolved, claim.id


def _numbered(quantity: Quantity) -> bool:
    """Whether the words give a number or a range, and not only that there were some."""
    return any(value is not None for value in (quantity.value, quantity.low, quantity.high, quantity.share))


def _total(context: Context, plan: SectionPlan, found: Sequence[Statement]) -> Prose:
    rule = (
        "Statements of this kind in reports published in the period, one for each sentence that carries one. What "
        "copies of one text say in the same words counts once."
    )
    every = context.ledger.exact(
        f"statements-{plan.key}", [f"c-{s.claim.id}" for s in found], ("statement", "statements"), rule
    )
    more = len(found) > SHOWN
    tail = "; those with numbers and dates are shown first." if more else "."
    return Prose(
        ("There ", "is " if len(found) == 1 else "are ", every, " such statement" + "s"[: len(found) != 1] + tail)
    )


def _row(context: Context, statement: Statement, numbers: bool) -> tuple[Cell, ...]:
    cells = (_numbers(context, statement),) if numbers else ()
    return (
        who_says(context, statement),
        words_of(context, statement),
        *cells,
        _covers(statement),
        _published(context, statement),
    )


def _level_row(context: Context, statement: Statement, label: str) -> tuple[Cell, ...]:
    number = _numbers(context, statement)
    who, words = who_says(context, statement), words_of(context, statement)
    return (label,), number, who, words, _covers(statement), _published(context, statement)


def _silent(context: Context, type_: str, label: str) -> tuple[Cell, ...]:
    rule = "No report published in the period gives this level. That is not the same as none."
    entry = context.ledger.given(f"level-{slug(type_)}", None, None, None, ("", ""), rule, ())
    return (label,), (entry,), ("",), ("",), ("",), ("",)


def _latest(found: Sequence[Statement]) -> list[Statement]:
    """The last few by publication; `found` is in that order, the undated at its end."""
    return list(found[-LATEST:])


def _numbers(context: Context, statement: Statement) -> Cell:
    parts: list[Part] = []
    for index, quantity in enumerate(statement.claim.quantity):
        if not _numbered(quantity):
            continue
        if parts:
            parts.append("; ")
        parts += [given(context, statement, index, quantity), f" {measure_words(quantity)}"]
    return tuple(parts) or ("none given",)


def given(context: Context, statement: Statement, index: int, quantity: Quantity) -> Counted:
    """A number as its report gives it. Open words ("over") have no upper end."""
    value, low, high = quantity.value, quantity.low, quantity.high
    if quantity.share is not None and value is None:
        value = round(quantity.share * 100, 1)
        low = high = value
    return context.ledger.given(
        f"said-{statement.claim.id}-{index}",
        value,
        low,
        high,
        ("%", "%") if quantity.share is not None and quantity.value is None else ("", ""),
        "The number as the report gives it, with the range that its words allow.",
        (f"c-{statement.claim.id}",),
    )


def measure_words(quantity: Quantity) -> str:
    """`killed (civilians)`, `attacks per month`."""
    words = quantity.measure.replace("_", " ")
    if quantity.of_whom:
        words += f" ({quantity.of_whom.replace('_', ' ')})"
    return words + (f" per {quantity.per}" if quantity.per else "")


def who_says(context: Context, statement: Statement) -> Cell:
    """The speaker, or the report."""
    said = speaker(statement.claim, context.names)
    return (Said(said),) if said else ("The report itself",)


def words_of(context: Context, statement: Statement) -> Cell:
    """The exact words, quoted."""
    return (Said(f"“{quoted(statement, context.names).exact}”"),)


def _covers(statement: Statement) -> Cell:
    claim = statement.claim
    parts: list[Part] = []
    if claim.time is not None and claim.time.resolved:
        parts.append(When(span(claim.time.start, claim.time.end)))
    if claim.place:
        parts += [", "] * bool(parts) + [Said(claim.place[0].words)]
    return tuple(parts) or ("not told",)


def _published(context: Context, statement: Statement) -> Cell:
    cited = context.report(statement.claim.report)
    if cited is None:
        return ("not known",)
    when: Part = When(day(cited.published)) if cited.published else "date not known"
    return (Said(cited.publisher), ", ", when) if cited.publisher else (when,)
