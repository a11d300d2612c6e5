"""What we do not know: events that cannot be placed or dated, reports that cannot be dated or read, inputs left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from recount.publish.context import Context
from recount.publish.evidence import skip_row
from recount.publish.outline import SectionPlan
from recount.records.publication import Block, Cell, Hit, Points, Prose, Said, Section, Table

_DETAIL = re.compile(r": [\d+ ]+$")
"""What a reason adds about one statement alone ("...: 11 + 1")."""
EVENT, REPORT = ("event", "events"), ("report", "reports")


def unknown(context: Context, plan: SectionPlan) -> Section:
    """A list of gaps, each opening onto what falls into it."""
    blocks: list[Block] = [Prose(context.parts(plan.says))]
    items = [*_events(context, plan), *_reports(context), *_inputs(context)]
    blocks.append(Points(tuple(items)))
    reasons = _set_aside(context)
    if reasons:
        head = ("Reason", "Statements")
        caption = ("Statements in reports published in the period that no event was made of",)
        blocks.append(Table(caption, head, reasons, numeric=(1,)))
    return Section(plan.key, plan.title, tuple(blocks))


def _events(context: Context, plan: SectionPlan) -> Iterable[Cell]:
    hits = context.everything()
    gaps = (
        ("no-place", "with no place", "Events of the period whose place no report gives.", lambda h: not h.place),
        (
            "coarse-place",
            "known only to a province, a country or a region",
            "Events of the period whose place is known to a province, a country or a region and no finer.",
            lambda h: bool(h.place) and h.place_precision in ("province", "country", "region"),
        ),
        (
            "unmapped",
            "whose place could not be found on the map",
            "Events of the period whose place has a name and no coordinates.",
            lambda h: bool(h.place) and h.lat is None,
        ),
        (
            "undated",
            "whose own words give no day on which they began, dated by publication at most",
            "Events of the period with an open beginning, which are never in the low end of a range.",
            lambda h: h.start is None,
        ),
        (
            "possible",
            "that may lie in the period or outside it, in the range only",
            "Events whose span only overlaps the period, whose bound falls in the month after it, or that one origin "
            "tells in passing: without a date, a figure or a place finer than a country.",
            lambda h: h.fit == "possible",
        ),
    )
    for key, words, rule, test in gaps:
        yield _gap(context, key, words, rule, [hit for hit in hits if test(hit)])
    for name in plan.measures:
        measure = context.measure(name)
        rows = [f"e-{hit.event}" for hit in context.hits(name)]
        counted = context.ledger.exact(f"gap-{name}", rows, EVENT, measure.rule)
        yield counted, f" {EVENT[len(rows) != 1]} with a figure too large for one event, left out of every sum"
    timeless = list(context.queries.timeless())
    rule = (
        "Events of the campaign that neither their words nor a day of publication place in any period. None is counted."
    )
    counted = context.ledger.exact("timeless", [f"e-{e}" for e in timeless], EVENT, rule)
    yield counted, f" {EVENT[len(timeless) != 1]} of the whole record that no period can claim"


def _gap(context: Context, key: str, words: str, rule: str, hits: list[Hit]) -> Cell:
    counted = context.ledger.exact(key, [f"e-{hit.event}" for hit in hits], EVENT, rule)
    return counted, f" {EVENT[len(hits) != 1]} {words}"


def _reports(context: Context) -> Iterable[Cell]:
    undated = [c for c in context.cited if c.published is None]
    rule = "Reports held whose day of publication was neither stated nor found. They are in no period."
    counted = context.ledger.exact("reports-undated", [f"r-{c.id}" for c in undated], REPORT, rule)
    yield counted, f" {REPORT[len(undated) != 1]} with no known day of publication"
    unread = [c for c in context.cited if not c.readable]
    rule = "Reports held, of any date, in a language that cannot be read yet."
    counted = context.ledger.exact("unread", [f"r-{c.id}" for c in unread], REPORT, rule)
    languages = sorted({c.language for c in unread if c.language})
    tail: Cell = (" (", Said(", ".join(languages)), ")") if languages else ()
    yield (counted, f" {REPORT[len(unread) != 1]} in a language that cannot be read yet", *tail)


def _inputs(context: Context) -> Iterable[Cell]:
    keys = [context.ledger.row(skip_row(n, skip)) for n, skip in enumerate(context.queries.skips())]
    rule = "Files, lines and rows that could not be taken in, each with its reason."
    counted = context.ledger.exact("skipped", keys, ("input", "inputs"), rule)
    yield counted, f" {'input' if len(keys) == 1 else 'inputs'} left out"


def _set_aside(context: Context) -> tuple[tuple[Cell, ...], ...]:
    """Reasons with their statements, for claims of reports published in the period."""
    reasons = dict(context.queries.set_aside())
    ids = {c.id for c in context.published_in(context.quarter)}
    kept = context.said_once([s for s in context.statements(list(reasons)) if s.claim.report in ids])
    reasons = {claim: _DETAIL.sub("", reason) for claim, reason in reasons.items()}
    by_reason = Counter(reasons[s.claim.id] for s in kept)
    rows: list[tuple[Cell, ...]] = []
    for number, (reason, _) in enumerate(sorted(by_reason.items(), key=lambda item: (-item[1], item[0]))):
        keys = [f"c-{s.claim.id}" for s in kept if reasons[s.claim.id] == reason]
        rule = (
            "Statements in reports published in the period that were set aside for this reason. What copies of one "
            "text say in the same words counts once."
        )
        counted = context.ledger.exact(f"aside-{number}", keys, ("statement", "statements"), rule)
        rows.append(((Said(reason[:1].upper() + reason[1:]),), (counted,)))
    return tuple(rows)
