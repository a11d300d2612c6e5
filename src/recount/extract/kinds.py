"""One happening or several: when a happening is an event and when a tally."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recount.extract.figures import HAPPENINGS, HARMS, counted, single
from recount.extract.happenings import Happening
from recount.extract.lexicon import Lexicon
from recount.extract.quantities import QuantityMention
from recount.extract.syntax import Sentence
from recount.extract.when import When, days_of, is_period
from recount.extract.where import Where
from recount.records import Quantity

_MEASURE_OF = (
    ("raid", "raids"),
    ("strike", "strikes"),
    ("sortie", "sorties"),
    ("clash", "clashes"),
    ("explosion", "explosions"),
    ("bombing", "explosions"),
    ("operation", "operations"),
    ("mission", "operations"),
    ("talks", "engagements"),
    ("meeting", "engagements"),
)
_HELD = frozenset({"arrested", "captured", "abducted", "released", "surrendered"})
_DEEDS = ("ASSAULT", "COERCE", "TERRITORY")
_WAR = 1000.0
"""A toll this large over no stated day is a total of the war and of no single event."""


def tally_reason(
    happening: Happening,
    figures: Sequence[QuantityMention],
    sentence: Sentence,
    lexicon: Lexicon,
    when: When,
    where: Where,
) -> str | None:
    """Why the happening is several together, or `None` where it is one."""
    count = counted(figures)
    if count is not None:
        return f"counts several: {count.words or count.measure}"
    sign = _habitual(sentence, happening, lexicon)
    if sign is not None:
        return f"habitual: {sign}"
    if single(figures):
        return None
    harmed = [m for m in figures if m.quantity.measure in HARMS | _HELD]
    if when.origin in ("own", "sentence") and is_period(when.time) and _many_harmed(harmed):
        return f"toll over a period: {when.time.words if when.time else ''}"
    if any(m.repeated for m in figures):
        return "a rate or habit"
    if any((m.quantity.value or 0) >= _WAR for m in harmed) and (
        when.origin not in ("own", "sentence") or (days_of(when.time) or 99) > 2
    ):
        return "toll of a whole war"
    if harmed and _many_harmed(harmed) and (stretch := _stretch(happening, sentence)):
        return f"toll over a stretch: {stretch}"
    if _goes_on(happening, sentence) and when.origin != "own":
        return "goes on"
    if (
        happening.head.entry.type in _DEEDS
        and happening.head.present
        and not figures
        and when.origin != "own"
        and where.origin != "own"
    ):
        return "said of no one time"
    if happening.head.many and not _is_one_day(when, harmed, where):
        return f"plural without a single day: {happening.head.entry.words}"
    return None


_WARS = frozenset({"war", "conflict", "uprising", "insurgency"})
_SPANS = re.compile(
    r"\b(?:in|over|during|after|within)\s+(?:the\s+(?:past|last)\s+)?"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|many)\s+(?:days|weeks|months|years)\b"
)


def _stretch(happening: Happening, sentence: Sentence) -> str | None:
    """ "the war has killed", "in two weeks of fighting": what makes a toll the sum over a stretch of time."""
    head = happening.head
    before = [t.lower for t in sentence.tokens[max(0, head.first - 9) : head.first]]
    if not head.is_noun and {"has", "have", "had"} & set(before):
        war = next((word for word in reversed(before) if word in _WARS), None)
        if war is not None:
            return war
    span = happening.span
    clause = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start].casefold()
    found = _SPANS.search(clause)
    return found.group() if found else None


def _goes_on(happening: Happening, sentence: Sentence) -> bool:
    """ "has been fighting", "continues to shell": an activity over a stretch of time."""
    head = happening.head
    if head.is_noun or head.entry.harm is not None:
        return False
    if (happening.reading.cue or "").startswith("continu"):
        return True
    before = [t.lower for t in sentence.tokens[max(0, head.first - 3) : head.first]]
    return sentence.tokens[head.first].lower.endswith("ing") and "been" in before


def count_of(happening: Happening, figures: Sequence[QuantityMention], sentence: Sentence) -> Quantity | None:
    """For a tally without a number of its own: the measure with no value, in the words that tell of it."""
    if any(m.quantity.measure in HAPPENINGS for m in figures):
        return None
    if not happening.head.many or happening.head.entry.harm is not None:
        return None
    at, base = happening.head.span, sentence.span.start
    words = sentence.text[at.start - base : at.end - base]
    return Quantity(measure=measure_of(happening), value=None, comparator="unknown", words=words)


def measure_of(happening: Happening) -> str:
    """What kind of happening the words count: raids, strikes, clashes, operations, attacks; other where not violent."""
    words = happening.head.entry.words
    for part, measure in _MEASURE_OF:
        if part in words:
            return measure
    return "attacks" if happening.head.entry.type == "ASSAULT" else "other"


def _habitual(sentence: Sentence, happening: Happening, lexicon: Lexicon) -> str | None:
    lowers = [t.lower for t in sentence.tokens]
    for i, token in enumerate(sentence.tokens):
        if not happening.span.start <= token.start < happening.span.end:
            continue
        for phrase in lexicon.habitual.get(token.lower, ()):
            if tuple(lowers[i : i + len(phrase)]) == phrase and _bears_on(happening, i, len(phrase)):
                return " ".join(phrase)
    return None


def _bears_on(happening: Happening, at: int, length: int) -> bool:
    """An adverb right before or after the trigger's words: "has repeatedly been tied to" says nothing of the attack."""
    for trigger in happening.triggers:
        if trigger.is_noun:
            if 0 <= trigger.first - (at + length) <= 1:
                return True
            continue
        gap = trigger.first - (at + length) if at < trigger.first else at - trigger.last - 1
        if gap <= (2 if at < trigger.first else 12 if length > 1 else 3):
            return True
    return False


def _many_harmed(harmed: Sequence[QuantityMention]) -> bool:
    return any(m.quantity.value is None or m.quantity.value > 1 for m in harmed)


def _is_one_day(when: When, harmed: Sequence[QuantityMention], where: Where) -> bool:
    """Strikes of one day on one place, or strikes whose dead are counted together at a place, are told as one."""
    days = days_of(when.time) if when.origin in ("own", "sentence", "carried") else None
    placed = bool(where.places) and where.origin in ("own", "sentence")
    if days is not None and days <= 2:
        return bool(harmed) or (placed and where.places[0].precision in _FINE)
    return bool(harmed) and placed


_FINE = ("site", "settlement", "district")
