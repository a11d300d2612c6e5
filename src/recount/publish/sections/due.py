"""Plans, threats and forecasts whose time came in the quarter, and what the record holds of it since.

That no event answers a vow is no proof that it was not carried out, and one that does is no proof that it was why.
"""

from __future__ import annotations

from recount.publish.context import Context
from recount.publish.outline import SectionPlan
from recount.publish.phrases import span
from recount.publish.sections.statements import who_says, words_of
from recount.records.publication import Block, Cell, Measure, Prose, Quarter, Said, Section, Statement, Table, When

SHOWN = 24


def due(context: Context, plan: SectionPlan) -> Section:
    """Each of them with the events held that are of its type and by its party, since it was said."""
    found = context.said_once([context.keep(s) for s in context.queries.due(plan.kinds, context.quarter)])
    blocks: list[Block] = [Prose(context.parts(plan.says))]
    if not found:
        blocks.append(Prose(("No plan, threat or forecast held fell due in this period.",), "note"))
        return Section(plan.key, plan.title, tuple(blocks))
    rule = "Plans, threats and forecasts held whose own words give a time that ends in the period."
    every = context.ledger.exact(
        f"statements-{plan.key}", [f"c-{s.claim.id}" for s in found], ("statement", "statements"), rule
    )
    blocks.append(Prose(("Of what reports announced, ", every, " fell due in the period.")))
    rows = tuple(_row(context, statement) for statement in found[:SHOWN])
    head = ("Who says so", "In these words", "Due", "Events held that answer to it")
    blocks.append(Table(("What fell due, in the order of publication",), head, rows))
    return Section(plan.key, plan.title, tuple(blocks))


def _row(context: Context, statement: Statement) -> tuple[Cell, ...]:
    time = statement.claim.time
    when: Cell = (When(span(time.start, time.end)),) if time is not None else ("",)
    return who_says(context, statement), words_of(context, statement), when, _became(context, statement)


def _became(context: Context, statement: Statement) -> Cell:
    claim = statement.claim
    actors = tuple(mention.id for mention in claim.actor if mention.id)
    if claim.type is None or not actors:
        return ("cannot tell: no party or no act that the record could know again",)
    cited = context.report(claim.report)
    since = (cited.published if cited is not None else None) or context.quarter.first
    rule = "Events of the type that was spoken of, by the party that was to act, between its being said and its time."
    measure = Measure(
        key=f"answers-{claim.id}", unit=("event", "events"), rule=rule, types=(claim.type,), actor=actors,
        target=tuple(mention.id for mention in claim.target if mention.id), mission=("inside", "outside", "unknown"),
    )  # fmt: skip
    hits = context.hits_of(measure, Quarter(since, context.quarter.end, "since it was said"))
    counted = context.ledger.measured(f"became-{claim.id}", measure, hits, about="since it was said")
    return (counted, " ", Said("event" if counted.value == 1 else "events"))
