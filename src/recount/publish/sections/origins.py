"""Whom the record depends on for information: publishers, sole origins, copies, and the sources that reports name."""

from __future__ import annotations

from collections import Counter, defaultdict

from recount.publish.context import Context
from recount.publish.evidence import speaker
from recount.publish.keys import slug
from recount.publish.outline import SectionPlan
from recount.records.publication import Block, Cell, Hit, Part, Prose, Said, Section, Table
from recount.words.normalise import name_key

SHOWN = 15


def origins(context: Context, plan: SectionPlan) -> Section:
    """Shares of single-origin events, publishers with what rests on each alone, and named sources by events."""
    hits = [hit for hit in context.everything() if hit.fit != "possible"]
    blocks: list[Block] = [Prose(context.parts(plan.says))]
    if not hits:
        blocks.append(Prose(("No event is held for this period.",), "note"))
        return Section(plan.key, plan.title, tuple(blocks))
    blocks.append(_shares(context, hits))
    blocks.append(_publishers(context, hits))
    named = _named(context, hits)
    return Section(plan.key, plan.title, (*blocks, *named))


def _shares(context: Context, hits: list[Hit]) -> Prose:
    ledger = context.ledger
    single = [hit for hit in hits if hit.origins <= 1]
    rule = (
        "Events in the best value of the period, inside the mission or outside it, that one independent origin tells."
    )
    alone = ledger.exact("single-origin", [f"e-{h.event}" for h in single], ("event", "events"), rule)
    share = ledger.given(
        "single-origin-share",
        float(round(100 * len(single) / len(hits))),
        None,
        None,
        ("%", "%"),
        "Events that one independent origin tells, out of all events in the best value of the period.",
        [f"e-{h.event}" for h in single],
    )
    ids = {c.id for c in context.published_in(context.quarter)}
    copied = sorted({copy.report for copy in context.queries.copies() if copy.report in ids})
    rule = "Reports published in the period whose words repeat an earlier report. They are linked, and count as one."
    copies = ledger.exact("copies", [f"r-{id_}" for id_ in copied], ("report", "reports"), rule)
    parts: list[Part] = [
        "Of the events of this period, ",
        alone,
        " (",
        share,
        ") rest on one independent origin alone. ",
    ]
    tail = " report repeats" if len(copied) == 1 else " reports repeat"
    return Prose((*parts, copies, f"{tail} the words of another."))


def _publishers(context: Context, hits: list[Hit]) -> Table:
    carried: dict[str, set[str]] = defaultdict(set)
    by_event: dict[str, set[str]] = defaultdict(set)
    for event, report in context.queries.reports_of_events([hit.event for hit in hits]):
        cited = context.report(report)
        name = (cited.publisher if cited is not None else None) or ""
        carried[name].add(event)
        by_event[event].add(name)
    rows = []
    for name in sorted(carried, key=lambda n: (-len(carried[n]), n)):
        alone = sorted(event for event in carried[name] if by_event[event] == {name})
        rows.append(_publisher_row(context, name, sorted(carried[name]), alone))
    head = ("Publisher", "Reports", "Events it carries", "Events that no other carries")
    return Table(("Publishers of the reports behind the events of the period",), head, tuple(rows), numeric=(1, 2, 3))


def _publisher_row(context: Context, name: str, carried: list[str], alone: list[str]) -> tuple[Cell, ...]:
    ledger, key = context.ledger, slug(name) or "unknown"
    mine = [c.id for c in context.published_in(context.quarter) if (c.publisher or "") == name]
    reports = ledger.exact(
        f"by-{key}", [f"r-{id_}" for id_ in mine], ("report", "reports"), "Reports it published in the period."
    )
    rule = "Events in the best value of the period that a report of this publisher tells."
    events = ledger.exact(f"carried-{key}", [f"e-{e}" for e in carried], ("event", "events"), rule)
    rule = "Of these, the events that no report of another publisher tells."
    sole = ledger.exact(f"alone-{key}", [f"e-{e}" for e in alone], ("event", "events"), rule)
    label: Cell = (Said(name),) if name else ("Publisher not known",)
    return label, (reports,), (events,), (sole,)


def _named(context: Context, hits: list[Hit]) -> list[Block]:
    """Sources that reports name as the ones who say so, by the events that rest on their word."""
    found: dict[str, set[str]] = defaultdict(set)
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for event in context.queries.events([hit.event for hit in hits]):
        for statement in context.statements(event.claims):
            chain = statement.claim.source
            if chain and chain[0].named and (who := speaker(statement.claim, context.names)):
                name = who.split(", citing ")[-1]
                spelt[name_key(name)][name] += 1
                found[name_key(name)].add(event.id)
    if not found:
        return []
    ranked = sorted(found, key=lambda key: (-len(found[key]), key))[:SHOWN]
    rows = tuple(_named_row(context, _usual(spelt[key]), sorted(found[key])) for key in ranked)
    return [Table(("Sources that reports name, the most relied on first",), ("Source", "Events"), rows, numeric=(1,))]


def _usual(spelt: Counter[str]) -> str:
    """The spelling used most, the first in the alphabet among equals."""
    return min(spelt, key=lambda name: (-spelt[name], name))


def _named_row(context: Context, name: str, events: list[str]) -> tuple[Cell, ...]:
    rule = "Events in the best value of the period of which a report says that it has them from this source."
    entry = context.ledger.exact(f"word-{slug(name)}", [f"e-{event}" for event in events], ("event", "events"), rule)
    return (Said(name),), (entry,)
