"""Whom a figure counts, read from the parties beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from recount.extract.happenings import Happening, told_aside
from recount.extract.quantities import QuantityMention
from recount.extract.syntax import Document, Sentence
from recount.records import Mention, Span

_CLASS = {
    "MIL": "soldiers",
    "IMG": "coalition",
    "REB": "militants",
    "ISM": "militants",
    "PRM": "militants",
    "UAF": "militants",
    "COP": "police",
    "CVL": "civilians",
    "REF": "civilians",
    "JRN": "journalists",
    "MED": "medics",
}
_VAGUE = frozenset({None, "people", "officials", "men"})
_LINK = re.compile(r"^\s*(?:of|from|belonging to|with|affiliated (?:to|with))?\s*(?:the|a)?\s*(?:so-called\s*)?[\"“]?$")
_COUNTED = frozenset({"people", "fighters", "troops"})


def harmed(figure: QuantityMention, made: Sequence[Happening]) -> QuantityMention:
    """ "30 activists who criticised them were assassinated": people counted before a harm verb are its victims."""
    if figure.quantity.measure not in _COUNTED:
        return figure
    for happening in made:
        harm = next((t for t in happening.triggers if t.entry.harm and t.voice == "passive"), None)
        if harm is not None and happening.span.holds(figure.span) and figure.span.end <= harm.span.start:
            measure = harm.entry.harm or figure.quantity.measure
            return replace(figure, quantity=replace(figure.quantity, measure=measure), cue=harm.span, what="harm")
    return figure


def is_aside(figure: QuantityMention, happening: Happening, sentence: Sentence) -> bool:
    """Whether a figure is told in a clause aside, which describes no word of the happening."""
    at = sentence.tree.top(figure.cue or figure.span)
    tops = {top for t in happening.triggers if (top := sentence.tree.top(t.span)) is not None}
    return at is not None and told_aside(at, tops, sentence.tree)


def classed(figure: QuantityMention, document: Document) -> QuantityMention:
    """ "20 members of the FSA": a figure of no clear class takes that of the armed or civil party that it counts."""
    if figure.what != "harm" or figure.quantity.of_whom not in _VAGUE:
        return figure
    at = figure.whom or figure.span
    party = next((m for m in document.actors_of(_around(at, document)) if _counted(m, at, document.text)), None)
    class_ = _CLASS.get(party.sector or "") if party else None
    if class_ == "civilians" and figure.quantity.of_whom == "men":
        return figure
    return replace(figure, quantity=replace(figure.quantity, of_whom=class_)) if class_ else figure


def _around(at: Span, document: Document) -> Span:
    return Span(max(0, at.start - 30), min(len(document.text), at.end + 60))


def _counted(mention: Mention, at: Span, text: str) -> bool:
    if mention.span is None:
        return False
    return mention.span.overlaps(at) or (
        mention.span.start >= at.end and _LINK.match(text[at.end : mention.span.start]) is not None
    )
