"""How the events of the period are graded: proposals, by the Admiralty scale, until a named person grades them."""

from __future__ import annotations

from collections import defaultdict

from recount.publish.context import Context
from recount.records.publication import Block, Heading, Said, Table

_SCALE = (
    "The letter stands for the reliability of the source, from A to F, the digit for the credibility of the "
    "information; F and its digit mean that neither can be judged yet."
)


def grades(context: Context) -> list[Block]:
    """Events of the period by the grade that is proposed for them."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for event in context.queries.events([hit.event for hit in context.everything()]):
        by = f"graded by {event.grade.by}" if event.grade.by else "proposed, graded by nobody"
        found[event.grade.proposed, event.grade.reliability + event.grade.credibility, by].append(f"e-{event.id}")
    if not found:
        return []
    rows = []
    for number, (key, events) in enumerate(sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))):
        grade, code, by = key
        rule = f"Events of the period, inside the mission or outside it, that bear this grade. {_SCALE}"
        counted = context.ledger.exact(f"grade-{number}", events, ("event", "events"), rule)
        rows.append(((grade,), (Said(code),), (Said(by),), (counted,)))
    table = Table(
        ("Events of the period by grade",), ("Grade", "Admiralty code", "By whom", "Events"), tuple(rows), (3,)
    )
    return [Heading(("Grades",)), table]
