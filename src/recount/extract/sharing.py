"""Whose a figure is: that of the happening it belongs to, else of what it bespeaks itself, by who gives it."""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.attribution import attribution_of
from recount.extract.figures import bespoken, owner_of
from recount.extract.frame import Frame
from recount.extract.happenings import Happening
from recount.extract.levels import is_level
from recount.extract.quantities import QuantityMention
from recount.extract.triggers import Trigger
from recount.extract.victims import classed, harmed, is_aside
from recount.records import Span

_ARMED = frozenset({"soldiers", "police", "combatants", "militants", "officials", "prisoners"})
"""Whose leaving is a retreat or an escape and no flight of people."""


def shared_out(frame: Frame, made: Sequence[Happening]) -> tuple[list[list[QuantityMention]], list[QuantityMention]]:
    """Each figure to the happening it belongs to; those that no happening takes stay loose."""
    owned: list[list[QuantityMention]] = [[] for _ in made]
    loose: list[QuantityMention] = []
    groups, spans = [h.triggers for h in made], [h.span for h in made]
    for found in frame.figures:
        figure = classed(harmed(found, made), frame.document)
        at = None if is_level(figure) else owner_of(figure, groups, spans)
        if at is not None and is_aside(figure, made[at], frame.sentence):
            continue
        at = None if at is not None and _told_by_another(frame, figure, groups[at]) else at
        if at is None:
            loose.append(figure)
        else:
            owned[at].append(figure)
    return owned, loose


def _told_by_another(frame: Frame, figure: QuantityMention, triggers: Sequence[Trigger]) -> bool:
    """Whether somebody else gives the figure than tells of the happening, in words that do not hold the happening."""
    told = attribution_of(figure.span, frame.attributions)
    if told is None or not told.chain or figure.cue is None:
        return False
    if any(part.holds(t.span) for t in triggers for part in told.content) or any(
        told.cue.overlaps(t.span) for t in triggers
    ):
        return False
    other = attribution_of(triggers[0].span, frame.attributions)
    return other is None or [s.name or s.description for s in other.chain] != [
        s.name or s.description for s in told.chain
    ]


def by_teller(frame: Frame, loose: Sequence[QuantityMention]) -> list[list[QuantityMention]]:
    """Figures without a trigger that bespeak a happening by themselves, grouped by what they bespeak and by who gives
    them: "the ministry reported 25 dead; a doctor said that 36 were" are two accounts."""
    groups: dict[tuple[str, Span | None], list[QuantityMention]] = {}
    for figure in loose:
        type_ = bespoken(figure)
        unknown = figure.quantity.comparator == "unknown" and not figure.found
        retreats = figure.quantity.measure == "displaced" and figure.quantity.of_whom in _ARMED
        if type_ == "" and (unknown or retreats):
            continue
        if type_ is not None and not is_level(figure) and figure.quantity.value != 0:
            told = attribution_of(figure.span, frame.attributions)
            groups.setdefault((type_, told.cue if told is not None else None), []).append(figure)
    return list(groups.values())
