"""Which figures belong to which happening."""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.quantities import QuantityMention
from recount.extract.triggers import Trigger
from recount.records import Quantity, Span

HAPPENINGS = frozenset({"attacks", "strikes", "raids", "engagements", "operations", "clashes", "explosions", "sorties"})
"""Measures that count happenings: two or more of them make a tally."""

TYPES = {
    "killed": ("ASSAULT",),
    "wounded": ("ASSAULT",),
    "casualties": ("ASSAULT",),
    "missing": ("ASSAULT",),
    "abducted": ("ASSAULT",),
    "attackers": ("ASSAULT",),
    "targets": ("ASSAULT",),
    "captured": ("COERCE", "ASSAULT", "TERRITORY"),
    "arrested": ("COERCE",),
    "detainees": ("COERCE", "RETREAT"),
    "released": ("RETREAT",),
    "surrendered": ("RETREAT",),
    "displaced": ("ASSAULT", "COERCE", "TERRITORY"),
    "rockets": ("ASSAULT",),
    "drones": ("ASSAULT",),
    "explosions": ("ASSAULT",),
    "strikes": ("ASSAULT",),
    "attacks": ("ASSAULT",),
    "raids": ("ASSAULT", "COERCE", "COOPERATE"),
    "clashes": ("ASSAULT",),
    "sorties": ("ASSAULT",),
    "vehicles": ("ASSAULT", "COERCE", "AID"),
    "buildings": ("ASSAULT", "COERCE"),
    "weapons": ("ASSAULT", "COERCE", "AID", "RETREAT"),
    "villages": ("TERRITORY", "ASSAULT", "COERCE"),
    "area": ("TERRITORY",),
    "share": ("TERRITORY",),
    "troops": ("MOBILIZE", "RETREAT", "AID", "COOPERATE"),
    "fighters": ("MOBILIZE", "RETREAT", "ASSAULT"),
    "money": ("AID", "COERCE", "SANCTION", "CONCEDE"),
    "trained": ("COOPERATE", "AID"),
    "bases": ("RETREAT", "ASSAULT", "TERRITORY", "MOBILIZE"),
    "engagements": ("CONSULT", "ASSAULT"),
    "operations": ("ASSAULT", "COOPERATE", "COERCE"),
    "people": ("PROTEST", "RETREAT", "AID"),
}
HARMS = frozenset({"killed", "wounded", "casualties", "abducted", "missing"})

ALONE = {
    "killed": "ASSAULT",
    "wounded": "ASSAULT",
    "casualties": "ASSAULT",
    "abducted": "ASSAULT",
    "arrested": "COERCE",
    "captured": "COERCE",
    "strikes": "ASSAULT",
    "attacks": "ASSAULT",
    "raids": "ASSAULT",
    "clashes": "ASSAULT",
    "explosions": "ASSAULT",
    "operations": "ASSAULT",
    "engagements": "CONSULT",
    "displaced": "",
    "surrendered": "",
}
"""The event that a figure bespeaks where the sentence has no trigger for it ("15 dead"); none for people who fled or
gave themselves up: they make a tally without a type."""


def bespoken(mention: QuantityMention) -> str | None:
    """The type of event that a figure bespeaks by itself, empty for a tally without one, `None` for nothing."""
    quantity = mention.quantity
    rate = mention.repeated and quantity.per is not None and not (quantity.words or "").endswith("times")
    if mention.found or (rate and quantity.measure in ("people", "other")):
        return ""
    return ALONE.get(quantity.measure)


def owner_of(mention: QuantityMention, groups: Sequence[Sequence[Trigger]], clauses: Sequence[Span]) -> int | None:
    """The index of the group of triggers that a figure belongs to: the one whose word is the figure's cue, else one of
    its clause, else the nearest, each only where the measure fits the type. `clauses[i]` is the span of group i."""
    if fled(mention) or mention.found:
        return None
    wanted = TYPES.get(mention.quantity.measure, ())
    times = mention.quantity.measure == "other" and mention.repeated
    fitting = [i for i, group in enumerate(groups) if times or group[0].entry.type in wanted]
    cue = mention.cue or mention.span
    for i in fitting:
        if any(t.span.overlaps(cue) for t in groups[i]):
            return i
    inside = [i for i in fitting if clauses[i].holds(mention.span)] or fitting
    return min(inside, key=lambda i: min(_gap(t.span, mention.span) for t in groups[i]), default=None)


def fled(mention: QuantityMention) -> bool:
    """ "8,000 people fled": what they did themselves, and no part of a blow told beside it."""
    after = mention.cue is not None and mention.cue.start >= mention.span.end
    return mention.quantity.measure == "displaced" and mention.what == "harm" and after


def _gap(left: Span, right: Span) -> int:
    return max(left.start - right.end, right.start - left.end, 0)


def counted(mentions: Sequence[QuantityMention]) -> Quantity | None:
    """The count of happenings among the figures, where it is more than one or has no number."""
    for mention in mentions:
        quantity = mention.quantity
        if quantity.measure in HAPPENINGS and (mention.what == "count" or mention.repeated):
            if (
                quantity.value is not None
                and quantity.value <= 1
                and quantity.comparator in ("exact", "at_most", "about")
            ):
                continue
            return quantity
    return None


def single(mentions: Sequence[QuantityMention]) -> bool:
    """Whether the figures say that it was one ("one strike")."""
    return any(
        m.quantity.measure in HAPPENINGS and m.quantity.value == 1 and m.quantity.comparator == "exact"
        for m in mentions
    )


def each_once(mentions: Sequence[QuantityMention]) -> tuple[Quantity, ...]:
    """Quantities in order, each measure, class and value once."""
    kept: dict[tuple[object, ...], Quantity] = {}
    for mention in mentions:
        q = mention.quantity
        kept.setdefault((q.measure, q.of_whom, q.value, q.comparator, q.per), q)
    return tuple(kept.values())
