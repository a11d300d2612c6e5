"""How each kind of section in an outline is made: one function for each, from the context and the section's plan."""

from __future__ import annotations

from collections.abc import Callable

from recount.publish.context import Context
from recount.publish.outline import SectionPlan
from recount.publish.sections.counts import counted, glance
from recount.publish.sections.disputes import disputes
from recount.publish.sections.due import due
from recount.publish.sections.method import method, sources
from recount.publish.sections.origins import origins
from recount.publish.sections.shocks import shocks
from recount.publish.sections.statements import levels, statements
from recount.publish.sections.unknown import unknown
from recount.records.publication import Section

SECTIONS: dict[str, Callable[[Context, SectionPlan], Section]] = {
    "glance": glance,
    "counted": counted,
    "statements": statements,
    "levels": levels,
    "due": due,
    "shocks": shocks,
    "disputes": disputes,
    "origins": origins,
    "unknown": unknown,
    "method": method,
    "sources": sources,
}
"""Keyed by the names in `outline.KINDS`."""
