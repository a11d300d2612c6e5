"""Disputed accounts side by side: who says what of one happening, axis by axis. No side is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from recount.publish.context import Context
from recount.publish.evidence import quoted, speaker
from recount.publish.outline import SectionPlan
from recount.publish.phrases import span
from recount.records import Account, AccountFigure, Dispute, Event, Position
from recount.records.publication import (
    Bar,
    Block,
    Cell,
    Counted,
    Heading,
    Opens,
    Part,
    Prose,
    Said,
    Section,
    Table,
    When,
)

SHOWN = 16
"""Disputed events shown in place, those with the most origins first; the rest is in the evidence."""

_DAY = r"(\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?|\.\.|)"
_STRETCH = re.compile(f"{_DAY}/{_DAY}")
_ROOM = 1.25
"""How far beyond the largest number the scale goes where a range has no upper end, so that it is seen to go on."""

AXES = {
    "occurrence": "whether it happened",
    "perpetrator": "who did it",
    "victim_status": "who the victims were",
    "count": "how many",
    "place": "where",
    "time": "when",
    "characterisation": "what it was",
    "effect": "what came of it",
}


def disputes(context: Context, plan: SectionPlan) -> Section:
    """Events of the quarter, inside the mission or outside it, whose accounts cannot all be so."""
    hits = [hit for hit in context.everything() if hit.disputed]
    blocks: list[Block] = [Prose(context.parts(plan.says))]
    if not hits:
        blocks.append(Prose(("No two accounts held for this period contradict one another.",), "note"))
        return Section(plan.key, plan.title, tuple(blocks))
    rule = "Events of the period, inside the mission or outside it, with a dispute between independent accounts."
    every = context.ledger.exact("disputed", [f"e-{hit.event}" for hit in hits], ("event", "events"), rule)
    blocks.append(Prose(("Accounts differ on ", every, f" {'event' if len(hits) == 1 else 'events'} of the period.")))
    ranked = sorted(hits, key=lambda hit: (-hit.origins, -hit.claims, hit.event))[:SHOWN]
    for event in _in_order(context.queries.events([hit.event for hit in ranked])):
        context.statements(event.claims)
        blocks += _side_by_side(context, event)
    return Section(plan.key, plan.title, tuple(blocks))


def _in_order(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda e: ((e.time.start or e.time.end or "") if e.time else "", e.id))


def _side_by_side(context: Context, event: Event) -> Iterable[Block]:
    yield Heading(_heading(context, event))
    for number, dispute in enumerate(event.disputes):
        if dispute.axis == "count" and (table := _counts(context, event, dispute, number)) is not None:
            yield table
        else:
            yield _positions(context, event, dispute, number)


def _heading(context: Context, event: Event) -> Cell:
    noun = context.names.noun(event.type, event.mode)
    parts: list[Part] = [Opens(f"e-{event.id}", noun[:1].upper() + noun[1:])]
    if event.place is not None:
        parts += [", ", Said(event.place.words)]
    if event.time is not None and event.time.resolved:
        parts += [", ", When(span(event.time.start, event.time.end))]
    return tuple(parts)


def _counts(context: Context, event: Event, dispute: Dispute, number: int) -> Table | None:
    """Rival figures as ranges on one scale, one row for each account."""
    claims = {claim for position in dispute.positions for claim in position.claims}
    held = [(a, f) for a in event.accounts for f in a.figures if f.claim in claims]
    about = [(a, f) for a, f in held if _subject(f) == dispute.about] or held
    if len(about) < 2:
        return None
    top = max(max(f.value or 0.0, f.high or 0.0, f.low or 0.0) for _, f in about) or 1.0
    if any(f.high is None and f.low is not None for _, f in about):
        top *= _ROOM
    rows = tuple(
        (
            _voice(context, account),
            (_figure(context, event, figure, f"{number}-{index}"), f" {_label(figure)}"),
            (Bar(figure.low, figure.value, figure.high, top),),
            _quote(context, figure.claim),
        )
        for index, (account, figure) in enumerate(about)
    )
    return Table(("Accounts differ on how many",), ("Who says so", "Number", "Range", "In these words"), rows)


def _figure(context: Context, event: Event, figure: AccountFigure, place: str) -> Counted:
    rule = "The number as this account gives it, with the range that its words allow."
    key = f"rival-{event.id}-{place}"
    return context.ledger.given(key, figure.value, figure.low, figure.high, ("", ""), rule, (f"c-{figure.claim}",))


def _label(figure: AccountFigure) -> str:
    words = figure.measure.replace("_", " ")
    return f"{words} ({figure.of_whom.replace('_', ' ')})" if figure.of_whom else words


def _subject(figure: AccountFigure) -> str:
    """How a dispute of a count says what it is about."""
    return f"{figure.measure}, {figure.of_whom}" if figure.of_whom else figure.measure


def _positions(context: Context, event: Event, dispute: Dispute, number: int) -> Table:
    rows = tuple(
        _position_row(context, event, position, f"{number}-{index}") for index, position in enumerate(dispute.positions)
    )
    caption = ("Accounts differ on ", AXES.get(dispute.axis, dispute.axis))
    return Table(caption, ("Account", "Independent origins", "Who says so", "In these words"), rows, numeric=(1,))


def _position_row(context: Context, event: Event, position: Position, place: str) -> tuple[Cell, ...]:
    rule = "Independent origins that hold this position; copies of one text are one origin."
    origins = context.ledger.given(
        f"position-{event.id}-{place}",
        float(len(position.origins)),
        None,
        None,
        ("origin", "origins"),
        rule,
        [f"c-{claim}" for claim in position.claims],
    )
    voices = [a for a in event.accounts if set(a.claims) & set(position.claims)]
    first = position.claims[0] if position.claims else ""
    return (_value(context, position),), (origins,), _voices(context, voices), _quote(context, first)


def _value(context: Context, position: Position) -> Said | When:
    """The position as the page says it: a stretch of time in words, a party by its name, else as it stands."""
    if (stretch := _STRETCH.fullmatch(position.value)) is not None:
        return When(span(*(day.strip(".") or None for day in stretch.groups())))
    return Said(_spoken(context, position))


def _spoken(context: Context, position: Position) -> str:
    return context.names.withheld.hide(context.names.actors.get(position.value, position.value))


def _voice(context: Context, account: Account) -> Cell:
    """The speaker, in whose report: "police, in Example Daily"."""
    cited = next((c for r in account.reports if (c := context.report(r)) is not None), None)
    first = context.statements(account.claims[:1])
    said = speaker(first[0].claim, context.names) if first else account.speaker
    publisher = cited.publisher if cited is not None else None
    if said is None or said == publisher:
        return (Said(publisher or account.speaker),)
    return (Said(said), ", in ", Said(publisher)) if publisher else (Said(said),)


def _voices(context: Context, accounts: Sequence[Account]) -> Cell:
    parts: list[Part] = []
    for account in accounts:
        voice = _voice(context, account)
        if not any(voice == tuple(parts[at : at + len(voice)]) for at in range(len(parts))):
            parts += ["; "] * bool(parts) + list(voice)
    return tuple(parts)


def _quote(context: Context, claim: str) -> Cell:
    found = context.statements([claim])
    return (Said(f"“{quoted(found[0], context.names).exact}”"),) if found else ("",)
