"""Whom a figure counts, read from the parties beside it, and the one victim of "was killed"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from recount.extract.happenings import Happening, told_aside
from recount.extract.quantities import QuantityMention
from recount.extract.syntax import Document, Sentence
from recount.extract.triggers import Trigger
from recount.records import Mention, Quantity, Span
from recount.words.lists import word_set

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
_ONE = ("was", "is")
_MANY = word_set("family team group unit patrol crew squad convoy number dozen population crowd")
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


def only_victim(happening: Happening, targets: Sequence[Mention], sentence: Sentence) -> Quantity | None:
    """ "The commander was killed" gives one dead: the verb is singular and its subject no collective."""
    deed = next((t for t in happening.triggers if t.entry.harm == "killed" and t.voice == "active"), None)
    if deed is not None and len(targets) == 1 and happening.reading.modality == "actual":
        return _one_object(deed, targets[0], sentence)
    harm = next((t for t in happening.triggers if t.entry.harm == "killed" and t.voice == "passive"), None)
    if harm is None or len(targets) != 1 or happening.reading.modality != "actual":
        return None
    before = [t.lower for t in sentence.tokens[max(0, harm.first - 3) : harm.first]]
    if not (before[-1:] and (before[-1] in _ONE or before[-2:] == ["has", "been"])):
        return None
    words = targets[0].words
    last = words.split()[-1].casefold()
    if last in _MANY or last.endswith("s"):
        return None
    return Quantity("killed", _CLASS.get(targets[0].sector or ""), 1.0, "exact", 1.0, 1.0, words=words)


def _one_object(deed: Trigger, target: Mention, sentence: Sentence) -> Quantity | None:
    """ "shot dead an SDF fighter": an article and a singular party right after the verb."""
    after = sentence.tokens[deed.last + 1 : deed.last + 3]
    if len(after) < 2 or after[0].lower not in ("a", "an") or target.span is None:
        return None
    last = target.words.split()[-1].casefold()
    if not target.span.start <= after[1].start < target.span.end or last in _MANY or last.endswith("s"):
        return None
    return Quantity("killed", _CLASS.get(target.sector or ""), 1.0, "exact", 1.0, 1.0, words=target.words)


def _around(at: Span, document: Document) -> Span:
    return Span(max(0, at.start - 30), min(len(document.text), at.end + 60))


def _counted(mention: Mention, at: Span, text: str) -> bool:
    if mention.span is None:
        return False
    return mention.span.overlaps(at) or (
        mention.span.start >= at.end and _LINK.match(text[at.end : mention.span.start]) is not None
    )
