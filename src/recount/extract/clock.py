"""The clock of a narrative: what a happening without a date of its own takes over from the times told around it.

A careful reader dates "a day after they broke in" from the day that the same sentence gives, "hours later" and "on the
first day" from the day that the story last gave, and "since they took the town on Wednesday" as running on from there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from recount.extract.splitting import clause_of, clauses_in
from recount.extract.syntax import Document, Sentence
from recount.records import Span, Time
from recount.words.dates import TimeMention
from recount.words.dates_anchors import Anchors, moved, shifted
from recount.words.dates_calendar import Stretch, iso
from recount.words.number_words import ALL, add_up

_COUNT = rf"(?:{'|'.join(sorted(ALL, key=len, reverse=True))}|\d{{1,2}})"
_OFFSET = re.compile(
    rf"\b(?:(?:just |only |less than |about |some |nearly |almost )?(?P<count>an?|the|{_COUNT})\s"
    r"(?P<unit>day|night|morning|evening|week|month|year)s?|(?P<soon>(?:just |only )?(?:(?:half an? |an? |some |few )?"
    r"(?:hour|minute|moment)s?|shortly|immediately|soon)))\s(?P<way>after|before)\b(?!\s*[,.;])",
    re.IGNORECASE,
)
_SAME_DAY = re.compile(
    r"\b(?:(?:a few |some )?(?:hours|minutes|moments) (?:later|earlier|afterwards)"
    r"|(?:later|earlier) (?:that|the same|in the|on the same|on that) (?:day|evening|night)"
    r"|(?:the|that) same (?:day|morning|afternoon|evening|night)|that (?:day|morning|afternoon|evening|night)"
    r"|(?:the|that) first (?:day|night|morning|evening)"
    r"|(?:shortly|immediately|soon) (?:before|after|afterwards|thereafter)|(?:by|in) the (?:evening|afternoon)"
    r"|(?:at|before|after) (?:dawn|dusk|first light|sunrise|sunset|daybreak|nightfall)"
    r"|by (?:dusk|nightfall|midday|noon))\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"\s*[A-Z][A-Z'’/.-]+(?:[ ,/]+(?:[A-Z][\w.'’]*|\d{1,4}|\([^)]*\)))*[ ,]*\s[-–—]{1,2}\s")
_TO_WHEN = re.compile(r"[\s,]*(?:of (?:the same|that|last|this) (?:year|month))?[\s,]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Offset:
    """ "A day after X": `words` are "a day after" and `anchor` is X, so many units back from the rest (`count` is
    negative where X comes later). A `count` of 0 is the same day."""

    words: Span
    anchor: Span
    count: float
    unit: str


def offset_in(sentence: Sentence, document: Document) -> Offset | None:
    """The first such distance that the sentence gives between two of its happenings, or between one and the story."""
    found = _OFFSET.search(sentence.text)
    if found is None:
        return None
    base = sentence.span.start
    words = Span(base + found.start(), base + found.end())
    if any(m.kind == "point" and m.time.resolved and m.span.overlaps(words) for m in document.times_of(sentence.span)):
        return None
    count = 0.0 if found["soon"] else _number(found["count"].casefold())
    if count is None:
        return None
    unit = {"night": "day", "morning": "day", "evening": "day"}.get(found["unit"] or "", found["unit"] or "day")
    way = base + found.start("way")
    return Offset(words, _anchor(way, sentence), count if found["way"].lower() == "after" else -count, unit)


def _number(word: str) -> float | None:
    if word in ("a", "an", "the"):
        return 1.0
    return float(word) if word.isdecimal() else add_up([word])[0] or None


def _anchor(way: int, sentence: Sentence) -> Span:
    """What "after" or "before" governs: its clause or its noun, else the clause that it opens."""
    tree, clause = sentence.tree, clause_of(clauses_in(sentence), way).span
    at = tree.top(Span(way, way + 1))
    if clause.start < way and at is not None and tree.relation(at) == "case" and tree.head(at) > at:
        return Span(way, max(tree.phrase(tree.head(at)).end, way))
    return Span(way, clause.end)


def shifted_by(offset: Offset, base: Time, *, to_anchor: bool, words: str) -> Time | None:
    """The time on the other side of the distance: of the anchor where the rest is dated, of the rest where the anchor
    is. Only a time of a day or two can be counted from; a week counts as its seven days."""
    day = last_day(base)
    if day is None:
        return None
    count = -offset.count if to_anchor else offset.count
    if offset.unit in ("day", "week"):
        at = moved(day, offset.unit, count)
        return None if at is None else _day(at, words)
    anchors = Anchors(None, last=Stretch(day, day + 1, "day"))
    return _written(shifted(offset.unit, abs(count), "later" if count >= 0 else "earlier", anchors), words)


def last_day(time: Time | None) -> int | None:
    """The day number of a time of one day, or the second of a night told as two."""
    if time is None or time.start is None or time.end is None:
        return None
    first, end = date.fromisoformat(time.start[:10]).toordinal(), date.fromisoformat(time.end[:10]).toordinal()
    return max(first, end - 1) if end - first <= _NIGHT else None


_NIGHT = 2
"""Days that a night told as a range touches."""


def _day(at: int, words: str) -> Time | None:
    return _written(Stretch(at, at + 1, "day"), words)


def _written(stretch: Stretch | None, words: str) -> Time | None:
    if stretch is None or stretch.start is None or stretch.end is None:
        return None
    return Time(iso(stretch.start), iso(stretch.end), stretch.precision, words)


def same_day(text: str, story: Time | None) -> Time | None:
    """The story's day where the words point to it: "hours later", "on the first day", "by the evening"."""
    found = _SAME_DAY.search(text)
    day = last_day(story)
    return _day(day, found.group()) if found is not None and day is not None else None


def counted_from(mention: TimeMention, story: Time | None) -> Time | None:
    """ "Two days earlier", which the last time told could not place, from the story's day."""
    found = _COUNTED.fullmatch((mention.time.words or "").casefold())
    day = last_day(story)
    if mention.time.resolved or found is None or day is None:
        return None
    count = _number(found["count"])
    if count is None:
        return None
    at = moved(day, found["unit"], count if found["way"] in ("later", "after") else -count)
    return None if at is None else _day(at, mention.time.words or "")


_COUNTED = re.compile(rf"(?P<count>an?|the|{_COUNT})\s(?P<unit>day|week)s?\s(?P<way>later|earlier|before|after)")


_OPENS = frozenset({"begin", "start", "open", "launch"})


def running_since(mention: TimeMention, sentence: Sentence, triggers: Sequence[Span]) -> bool:
    """ "Have killed 400 since they took the town on Wednesday": the day opens the stretch, of which no end is given."""
    tree = sentence.tree
    at = tree.top(mention.span)
    if at is None or mention.time.start is None or mention.time.end is None:
        return False
    aside = tree.clause(at)
    if tree.relation(aside) == "acl:relcl" and tree.words[aside].lemma.lower() in _OPENS:
        return not any(
            tree.phrase(aside).holds(trigger) for trigger in triggers
        )  # "the siege, which began in May, has"
    for head in (at, *tree.above(at)):
        marks = [m for m in tree.children(head, "mark", "case") if tree.words[m].text.lower() == "since"]
        if marks and tree.words[marks[0]].start < mention.span.start:
            inside = tree.phrase(head)
            return not any(inside.holds(trigger) for trigger in triggers)
    return False


def day_before_when(clause: Span, sentence: Sentence, document: Document) -> Time | None:
    """The time right before ", when": "ended on 17 October, when the force declared it free"; the first day of "since
    Friday, when gunmen killed two"."""
    first = next((t for t in sentence.tokens if t.start >= clause.start), None)
    if first is None or first.lower != "when":
        return None
    told = [m for m in document.times_of(sentence.span) if m.span.end <= first.start and m.kind == "point"]
    for mention in reversed(told):
        if _TO_WHEN.fullmatch(document.text[mention.span.end : first.start]):
            return _first_day(mention.time)
    return None


def _first_day(time: Time) -> Time:
    if time.start is None or time.end is not None:
        return time
    day = date.fromisoformat(time.start[:10]).toordinal()
    return replace(time, end=iso(day + 1), precision="day")


def without_dateline(mentions: Sequence[TimeMention], sentence: Sentence) -> list[TimeMention]:
    """Without the day of a dateline before the sentence ("TIKRIT, April 4 (Agency) - "): it dates the writing."""
    found = _DATELINE.match(sentence.text)
    end = sentence.span.start + found.end() if found is not None else sentence.span.start
    return [m for m in mentions if m.span.start >= end]


def day_told_before(sentence: Sentence, document: Document) -> Time | None:
    """The last single day that the text gave before the sentence, whatever it dates."""
    last = None
    for mention in document.times:
        if mention.span.start >= sentence.span.start:
            break
        if mention.kind == "point" and last_day(mention.time) is not None:
            last = mention.time
    return last


def with_open_end(time: Time) -> Time:
    """The same start, no end."""
    return replace(time, end=None, precision="range")
