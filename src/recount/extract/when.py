"""When it happened: the clause's own time, else the sentence's, else carried over, else bounded by publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from recount.extract.apart import another_clause, dating, set_apart, unsaid
from recount.extract.attribution import Attribution
from recount.extract.clock import (
    Offset,
    counted_from,
    day_before_when,
    day_told_before,
    last_day,
    offset_in,
    running_since,
    same_day,
    shifted_by,
    with_open_end,
    without_dateline,
)
from recount.extract.syntax import Document, Sentence
from recount.records import Span, Time
from recount.words.dates import TimeMention
from recount.words.lists import word_set

_FINE = ("minute", "hour", "day")
_LONG = ("month", "season", "quarter", "year")


@dataclass(frozen=True, slots=True)
class When:
    """A time and where it came from: own (the clause), sentence, carried, publication or none."""

    time: Time | None
    origin: str
    reason: str


def when_of(
    clause: Span,
    sentence: Sentence,
    document: Document,
    carried: Time | None,
    *,
    past: bool,
    ahead: bool = False,
    triggers: Sequence[Span] = (),
    speech: Attribution | None = None,
    story: Time | None = None,
) -> When:
    """The time of a happening in `clause`. `carried` is the time that the segment last gave; `past` is whether the
    happening is said to have been, so that publication bounds it from above. `triggers` are the words that tell of it:
    a time inside another noun's phrase ("the shift in December was followed by attacks") dates it not. `ahead` is
    whether it is yet to come, so that a month without its year is the next one. `speech` is whose words tell of it:
    the day beside the verb of speech is theirs. `story` is the day that the text last told, however far back, for words
    that point to it ("hours later")."""
    stand = _Stand(clause, sentence, document, triggers, speech, ahead)
    offset = offset_in(sentence, document) if past and triggers else None
    if offset is not None and (found := _set_off(stand, offset, carried or story)) is not None:
        return found
    own = _own(stand)
    if own is not None:
        time = _opened(own, _from_there(own, carried, story, speech), stand)
        return When(_ahead(time, document, ahead), "own", f"time in the clause: {time.words}")
    if triggers and (pinned := day_before_when(clause, sentence, document)) is not None:
        return When(pinned, "own", f"the clause with when hangs on: {pinned.words}")
    near = _near(stand)
    if _AFTER_YEARS.search(document.text[max(sentence.span.start, clause.start - 24) : clause.start]):
        near, carried = None, None  # "seven years after it took her": another time than the sentence's
    beside = near.time if near is not None else None
    if past and (pointed := _pointed(stand, next((t for t in (beside, carried) if last_day(t)), story))) is not None:
        return When(pointed, "carried", f"the day told before: {pointed.words}")
    if near is not None and near.time.resolved:
        time = _opened(near, near.time, stand)
        return When(_ahead(time, document, ahead), "sentence", f"time in the sentence: {time.words}")
    if carried is not None and past and _is_background(stand):
        return When(replace(carried, start=None, precision="range"), "carried", f"told as before {carried.words}")
    if carried is not None:
        return When(carried, "carried", f"time carried from before: {carried.words}")
    if past:
        bound = published_bound(document)
        if bound is not None:
            return When(bound, "publication", "no time given: before publication")
    return When(None, "none", "no time given")


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where a happening stands, and whose words tell of it."""

    clause: Span
    sentence: Sentence
    document: Document
    triggers: Sequence[Span]
    speech: Attribution | None
    ahead: bool = False

    def _hangs_above(self, mention: TimeMention) -> bool:
        """Whether a day before the happening hangs on the past verb that governs it: "voted on 5 January to expel
        them" dates the vote."""
        tree = self.sentence.tree
        top = tree.top(min(self.triggers)) if self.triggers else None
        at = tree.top(mention.span)
        if top is None or at is None or mention.span.end > min(self.triggers).start:
            return False
        own, other = tree.clause(top), tree.clause(at)
        return other != own and other in tree.above(own) and "Tense=Past" in tree.words[other].feats

    def times(self, span: Span) -> list[TimeMention]:
        """The times of a span that may date the happening."""
        mentions = without_dateline(self.document.times_of(span), self.sentence)
        if self.ahead:
            mentions = [m for m in mentions if not self._hangs_above(m)]
        return dating(unsaid(mentions, self.speech), self.triggers, self.sentence, self.document)

    @property
    def words(self) -> str:
        return self.document.text[self.clause.start : self.clause.end]


def _own(stand: _Stand) -> TimeMention | None:
    """The time of the clause itself; of a relative clause between commas, the one inside them."""
    apart = set_apart(stand.triggers, stand.sentence)
    own = best_time(stand.document.times_of(apart)) if apart else None
    return own or best_time(stand.times(stand.clause))


def _near(stand: _Stand) -> TimeMention | None:
    """The best time elsewhere in the sentence; first of all one beside the noun that the clause describes ("a strike
    on 17 March that killed 40")."""
    elsewhere = another_clause(stand.clause, stand.sentence)
    within = [m for m in stand.times(stand.sentence.span) if not any(c.holds(m.span) for c in elsewhere)]
    noun = _described(stand)
    described = [m for m in within if noun is not None and noun.holds(m.span)]
    return best_time(described) or best_time(_above(stand, within)) or best_time(within)


def _above(stand: _Stand, times: Sequence[TimeMention]) -> list[TimeMention]:
    """Those of the clause on which that of the first trigger hangs: "fell since March, but resumed in July after a
    strike killed one"."""
    tree = stand.sentence.tree
    top = tree.top(min(stand.triggers)) if stand.triggers else None
    clause = tree.clause(top) if top is not None else None
    if clause is None or tree.relation(clause) != "advcl":
        return []
    tops = {m: tree.top(m.span) for m in times}
    return [m for m in times if (at := tops[m]) is not None and tree.clause(at) == tree.head(clause)]


def _described(stand: _Stand) -> Span | None:
    """The noun that the first trigger's clause describes, with all that hangs on it."""
    tree = stand.sentence.tree
    top = tree.top(min(stand.triggers)) if stand.triggers else None
    if top is None:
        return None
    clause = tree.clause(top)
    return tree.phrase(tree.head(clause)) if tree.relation(clause) == "acl:relcl" else None


def _set_off(stand: _Stand, offset: Offset, told: Time | None) -> When | None:
    """ "A day after they broke in", from the day of the rest of the sentence; "two days after the raid, rockets fell",
    from the day of the raid. Where neither says its day, from what was told before."""
    words = stand.document.text[offset.words.start : offset.words.end]
    inside = all(offset.anchor.holds(trigger) for trigger in stand.triggers)
    anchored = best_time(stand.document.times_of(offset.anchor))
    rest = [
        m
        for m in without_dateline(stand.document.times_of(stand.sentence.span), stand.sentence)
        if not offset.anchor.overlaps(m.span) and not offset.words.overlaps(m.span) and m.kind == "point"
    ]
    if inside:
        base = best_time(unsaid(rest, stand.speech)) or best_time(rest)
        day = base.time if base is not None else told
        if anchored is not None or day is None:
            return None
        time = shifted_by(offset, day, to_anchor=True, words=words)
        return When(time, "carried", f"{words} it, from {day.words}") if time is not None else None
    if best_time(dating(unsaid(rest, stand.speech), stand.triggers, stand.sentence, stand.document)) is not None:
        return None
    day = anchored.time if anchored is not None else told
    time = shifted_by(offset, day, to_anchor=False, words=words) if day is not None else None
    return When(time, "own", f"{words} {day.words if day else ''}".strip()) if time is not None else None


def _is_background(stand: _Stand) -> bool:
    """ "Soldiers arrested three men. They had killed a judge": the past perfect of the narrative steps back from its
    day; that of reported words ("said that it had killed") does not."""
    tree = stand.sentence.tree
    top = tree.top(min(stand.triggers)) if stand.triggers else None
    if top is None or tree.words[top].upos != "VERB":
        return False
    verb = top
    had = any(tree.words[a].text.lower() == "had" for a in tree.children(verb, "aux"))
    reported = tree.relation(verb) in ("ccomp", "xcomp", "acl", "advcl") and tree.head(verb) < verb
    return had and not reported


def _opened(mention: TimeMention, time: Time, stand: _Stand) -> Time:
    """Without its end where it is only when a stretch began: "since they took the town on Wednesday"."""
    return with_open_end(time) if running_since(mention, stand.sentence, stand.triggers) else time


def _pointed(stand: _Stand, story: Time | None) -> Time | None:
    """The day that words of the clause point to: the story's, or for "the night before" the one before the saying."""
    said = stand.speech.said_at if stand.speech is not None else None
    at = last_day(said)
    if said is not None and at is not None and (found := _NIGHT_BEFORE.search(stand.words)):
        day = date.fromordinal(at)
        return replace(said, start=_day_before(day.isoformat()), end=day.isoformat(), words=found.group())
    return same_day(stand.words, story or day_told_before(stand.sentence, stand.document)) if stand.triggers else None


_NIGHT_BEFORE = re.compile(r"\bthe (?:night|evening|day) before\b(?=\W*$)", re.IGNORECASE)


def _from_there(mention: TimeMention, carried: Time | None, story: Time | None, speech: Attribution | None) -> Time:
    """A time that counts from another: "hours later" from what was told before; "overnight, he said on Monday" and
    "the day before" from the day of the saying."""
    time = mention.time
    words, said = (time.words or "").casefold(), speech.said_at if speech is not None else None
    if said is not None and said.precision == "day" and said.start is not None and said.end is not None:
        if words == "overnight":
            return replace(time, start=_day_before(said.start), end=said.end, precision="range")
        if words == "the day before" and not time.resolved:
            return replace(time, start=_day_before(said.start), end=said.start, precision="day")
    near = carried if last_day(carried) is not None else story
    found = same_day(words, near) or counted_from(mention, near) if not time.resolved else None
    return replace(found, words=time.words) if found is not None else time


def _day_before(day: str) -> str:
    return (date.fromisoformat(day[:10]) - timedelta(days=1)).isoformat()


_AFTER_YEARS = re.compile(r"\b(?:years?|months?|weeks?|days?|hours?)\s$")


_YEARED = re.compile(r"\d{4}|\blast\b|\bago\b|\bpast\b|\bprevious\b|\bthis\b", re.IGNORECASE)


def _ahead(time: Time, document: Document, ahead: bool) -> Time:
    """A month or date without its year, of something yet to come, lies after publication."""
    day = document.report.published.date
    if ahead and day is not None and time.start is None and time.end is not None and _due(time, day):
        return replace(time, end=_year_on(date.fromisoformat(time.end)))  # "by December 31", told in August
    if not ahead or day is None or time.start is None or time.end is None or time.precision not in ("day", "month"):
        return time
    if _YEARED.search(time.words or "") or time.end > day or "T" in time.start or not _MONTH.search(time.words or ""):
        return time
    try:
        start, end = date.fromisoformat(time.start), date.fromisoformat(time.end)
        return replace(time, start=_year_on(start), end=_year_on(end))
    except ValueError:
        return time


def _due(time: Time, day: str) -> bool:
    """Whether a month or date without its year, by which something is to come, was read as one that is past."""
    words, end = time.words or "", time.end or ""
    return len(end) == len(day) and end <= day and _MONTH.search(words) is not None and not _YEARED.search(words)


_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)


def _year_on(day: date) -> str:
    return day.replace(year=day.year + 1).isoformat()


_PROCLAIMING = word_set("announce declare proclaim")


def is_proclaimed(speech: Attribution | None) -> bool:
    """ "Declared on Sunday that it had taken the town": the day of a victory is the day it is proclaimed."""
    return speech is not None and bool(speech.chain) and speech.chain[0].verb in _PROCLAIMING


def best_time(mentions: list[TimeMention]) -> TimeMention | None:
    """The mention that dates a happening: a day before a longer stretch, a point before a duration, then the first."""
    usable = [m for m in mentions if m.kind != "set" and (m.kind == "point" or m.time.resolved)]
    if not usable:
        return None
    return min(
        usable, key=lambda m: (not m.time.resolved, m.kind != "point", m.time.precision not in _FINE, m.span.start)
    )


def published_bound(document: Document) -> Time | None:
    """Open start, end on the day after publication: all that can be said of an undated past happening."""
    published = document.report.published.date
    if published is None:
        return None
    try:
        after = date.fromisoformat(published) + timedelta(days=1)
    except ValueError:
        return None
    return Time(start=None, end=after.isoformat(), precision="range", words=None)


def days_of(time: Time | None) -> float | None:
    """How many days a time spans; `None` where a bound is open or unknown."""
    if time is None or time.start is None or time.end is None:
        return None
    try:
        first, last = date.fromisoformat(time.start[:10]), date.fromisoformat(time.end[:10])
    except ValueError:
        return None
    return max((last - first).days, 0 if "T" in time.start else 1)


def is_period(time: Time | None) -> bool:
    """Whether a time is a stretch over which one counts: a month or longer, over nine days, or open towards now."""
    if time is None or not (time.words or ""):
        return False
    if time.precision in _LONG:
        return True
    days = days_of(time)
    if days is not None:
        return days > 9
    words = (time.words or "").casefold()
    return words.startswith(("since", "over the", "during the past", "in recent", "from ")) or (
        time.start is not None and time.end is None and not words.startswith("after")
    )
