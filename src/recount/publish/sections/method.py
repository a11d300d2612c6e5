"""How the numbers were made, and what they were made from."""

from __future__ import annotations

from recount.publish.context import Context
from recount.publish.outline import SectionPlan
from recount.publish.sections.grades import grades
from recount.records.publication import Block, Heading, Points, Prose, Said, Section, Sources


def method(context: Context, plan: SectionPlan) -> Section:
    """The rules that hold for every number; each number's own rule stands with it."""
    points = Points(tuple(context.parts(point) for point in plan.points))
    return Section(plan.key, plan.title, (Prose(context.parts(plan.says)), points))


def sources(context: Context, plan: SectionPlan) -> Section:
    """The list of reports, and after it the data of others that places, maps and names of events are taken from."""
    blocks: list[Block] = [Prose(context.parts(plan.says)), Sources(), *grades(context)]
    if context.credits:
        items = tuple((Said(c.what), ": ", Said(c.name), ", ", Said(c.licence)) for c in context.credits)
        blocks += [Heading(("Data that this report stands on",)), Points(items)]
    return Section(plan.key, plan.title, tuple(blocks))
