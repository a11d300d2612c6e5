"""publish: from records to a report that can be defended; every number opens onto its sentences."""

from __future__ import annotations

from recount.publish.compose import compose
from recount.publish.forms import FORMS, ReportForm, render
from recount.publish.outline import Outline, outline_from
from recount.publish.outline_check import problems
from recount.publish.quarter import between, chosen, previous, quarter_of
from recount.publish.queries import MonthlyCounts, Queries

__all__ = [
    "FORMS",
    "MonthlyCounts",
    "Outline",
    "Queries",
    "ReportForm",
    "between",
    "chosen",
    "compose",
    "outline_from",
    "previous",
    "problems",
    "quarter_of",
    "render",
]
