"""How the numbers were made, and what they were made from."""

from __future__ import annotations

from recount.publish.context import Context
from recount.publish.outline import SectionPlan
from recount.records.publication import Points, Prose, Section, Sources


def method(context: Context, plan: SectionPlan) -> Section:
    """The rules that hold for every number; each number's own rule stands with it."""
    points = Points(tuple(context.parts(point) for point in plan.points))
    return Section(plan.key, plan.title, (Prose(context.parts(plan.says)), points))


def sources(context: Context, plan: SectionPlan) -> Section:
    """The list of reports."""
    return Section(plan.key, plan.title, (Prose(context.parts(plan.says)), Sources()))
