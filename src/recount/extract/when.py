"""When it happened: the clause's own time, else the sentence's, else carried over, else bounded by publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from recount.extract.attribution import Attribution
from recount.extract.clauses import AUXILIARIES, BE, DETERMINERS, HAVE, is_finite_like
from recount.extract.cues import cues
from recount.extract.splitting import clauses_in
from recount.extract.syntax import Document, Sentence
from recount.records import Span, Time
from recount.words.dates import TimeMention

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
) -> When:
    """The time of a happening in `clause`. `carried` is the time that the segment last gave; `past` is whether the
    happening is said to have been, so that publication bounds it from above. `triggers` are the words that tell of it:
    a time inside another noun's phrase ("the shift in December was followed by attacks") dates it not. `ahead` is
    whether it is yet to come, so that a month without its year is the next one. `speech` is whose words tell of it:
    the day beside the verb of speech is theirs."""
    apart = _set_apart(triggers, sentence)
    own = best_time(document.times_of(apart)) if apart else None
    own = own or best_time(_dating(_unsaid(document.times_of(clause), speech), triggers, sentence, document))
    if own is not None:
        own = replace(own, time=_from_there(own.time, carried, speech))
        return When(_ahead(own.time, document, ahead), "own", f"time in the clause: {own.time.words}")
    elsewhere = _another_clause(clause, sentence)
    within = [m for m in document.times_of(sentence.span) if not any(c.holds(m.span) for c in elsewhere)]
    near = best_time(_dating(_unsaid(within, speech), triggers, sentence, document))
    if _AFTER_YEARS.search(document.text[max(sentence.span.start, clause.start - 24) : clause.start]):
        near, carried = None, None  # "seven years after it took her": another time than the sentence's
    if near is not None and near.time.resolved:
        return When(_ahead(near.time, document, ahead), "sentence", f"time in the sentence: {near.time.words}")
    if carried is not None:
        return When(carried, "carried", f"time carried from before: {carried.words}")
    if past:
        bound = published_bound(document)
        if bound is not None:
            return When(bound, "publication", "no time given: before publication")
    return When(None, "none", "no time given")


_SAME_DAY = re.compile(
    r"(?:a few |some )?hours (?:later|earlier|afterwards)|(?:later|earlier) (?:that|the same|in the|on the same) day"
    r"|(?:on )?(?:the|that) same (?:day|morning|afternoon|evening|night)|that (?:day|morning|afternoon|evening|night)",
    re.IGNORECASE,
)


def _from_there(time: Time, carried: Time | None, speech: Attribution | None) -> Time:
    """A time that counts from another: "hours later" from what was told before; "overnight, he said on Monday" and
    "the day before" from the day of the saying."""
    words, said = (time.words or "").casefold(), speech.said_at if speech is not None else None
    if not time.resolved and carried is not None and carried.precision == "day" and _SAME_DAY.fullmatch(words):
        return replace(carried, words=time.words)
    if said is None or said.precision != "day" or said.start is None or said.end is None:
        return time
    if words == "overnight":
        return replace(time, start=_day_before(said.start), end=said.end, precision="range")
    if words == "the day before" and not time.resolved:
        return replace(time, start=_day_before(said.start), end=said.start, precision="day")
    return time


def _day_before(day: str) -> str:
    return (date.fromisoformat(day[:10]) - timedelta(days=1)).isoformat()


def _unsaid(mentions: list[TimeMention], speech: Attribution | None) -> list[TimeMention]:
    """Without the time of the saying: "the army said on Sunday that a mine killed two" dates the words alone."""
    if speech is None or speech.said_at is None:
        return mentions
    return [m for m in mentions if m.time != speech.said_at or any(part.holds(m.span) for part in speech.content)]


def _another_clause(clause: Span, sentence: Sentence) -> list[Span]:
    """Clauses opened by "before": what stands there came later, and its time is not that of what came first."""
    tokens = sentence.tokens
    return [
        c.span
        for c in clauses_in(sentence)
        if not c.span.overlaps(clause)
        and next((t.lower for t in tokens if t.start >= c.span.start), "") in ("before", "until")
    ]


_AFTER_YEARS = re.compile(r"\b(?:years?|months?|weeks?|days?|hours?)\s$")


def _set_apart(triggers: Sequence[Span], sentence: Sentence) -> Span | None:
    """The stretch of a relative clause between its commas ("the town, which fell in June 2014, held a fair on Monday"),
    where the first trigger stands in one."""
    if not triggers:
        return None
    first = min(triggers)
    at = next((i for i, t in enumerate(sentence.tokens) if t.end > first.start), 0)
    opens = next((i for i in range(at - 1, max(-1, at - 6), -1) if sentence.tokens[i].text == ","), None)
    if opens is None or sentence.tokens[opens + 1].lower not in ("which", "who", "where"):
        return None
    closes = next((t.start for t in sentence.tokens[at:] if t.text == ","), None)
    return Span(sentence.tokens[opens].end, closes) if closes is not None else None


def _dating(
    mentions: list[TimeMention], triggers: Sequence[Span], sentence: Sentence, document: Document
) -> list[TimeMention]:
    """The times that may date the happening: not those that belong to a subject of another kind."""
    if not triggers or not mentions:
        return mentions
    return [
        m
        for m in mentions
        if not _of_the_subject(m.span, min(triggers), sentence, document)
        and not _of_another_verb(m.span, max(triggers), sentence)
        and not _of_a_plan(m.span, triggers, sentence)
        and not _of_a_relative(m.span, triggers, sentence)
    ]


def _of_a_relative(time: Span, triggers: Sequence[Span], sentence: Sentence) -> bool:
    """ "Leaders, who had threatened days earlier to strike, condemned the attack": a day told of someone aside."""
    tree = sentence.tree
    at = tree.top(time)
    aside = tree.clause(at) if at is not None else None
    if aside is None or tree.relation(aside) != "acl:relcl":
        return False
    tops = [top for span in triggers if (top := tree.top(span)) is not None]
    return not any(top in (aside, tree.head(aside)) or aside in tree.above(top) for top in tops)


def _of_a_plan(time: Span, triggers: Sequence[Span], sentence: Sentence) -> bool:
    """ "Had been planned for May and was delayed by the offensive": when it was planned for dates nothing else."""
    tree = sentence.tree
    at = tree.top(time)
    verb = tree.clause(at) if at is not None else None
    if verb is None or tree.words[verb].lemma.lower() not in cues().fates["planned"]:
        return False
    tops = [top for span in triggers if (top := tree.top(span)) is not None]
    return not any(tree.clause(top) == verb for top in tops)


def _of_another_verb(time: Span, trigger: Span, sentence: Sentence) -> bool:
    """ "Stopped after the attack and resumed on Monday": a verb after "and" has the day for itself, where the trigger
    is a noun in a phrase of its own."""
    tokens = [t for t in sentence.tokens if t.end <= time.start]
    last = next((i for i, t in enumerate(tokens) if t.end >= trigger.end), None)
    if last is None or time.start <= trigger.end:
        return False
    lead = [t.lower for t in tokens[max(0, last - 3) : last]]
    if not lead or lead[-1] not in DETERMINERS or not _APART.intersection(lead[:-1]):
        return False
    after = [t.lower for t in tokens[last + 1 :]]
    return any(a in ("and", "but") and is_finite_like(b) for a, b in pairwise(after))


_APART = frozenset({"after", "before", "since", "following", "because", "of", "despite"})


_OF = frozenset({"in", "on", "of", "from", "since"})
_ENDS = BE | HAVE | frozenset({",", ".", ";", ":", "did", "does", "do", "still", "shape", "shaped", "led", "ended"})


def _of_the_subject(time: Span, trigger: Span, sentence: Sentence, document: Document) -> bool:
    """A time after a common noun of the subject, before the verb, with the trigger behind that verb."""
    if time.end > trigger.start:
        return False
    tokens = sentence.tokens
    first = next((i for i, t in enumerate(tokens) if t.end > time.start), 0)
    last = next((i for i, t in enumerate(tokens) if t.start >= time.end), len(tokens))
    if (
        first < 3
        or tokens[first - 1].lower not in _OF
        or any(t.lower in BE | HAVE and t.lower != "'s" for t in tokens[:first])
    ):
        return False
    subject = tokens[: first - 1]
    if (
        all(t.text[0].isupper() for t in subject[1:])
        or subject[-1].lower in _ENDS
        or "," in [t.text for t in subject]
        or is_finite_like(subject[-1].lower)
    ):
        return False
    if any(m.span and m.span.end >= subject[-1].start for m in document.actors_of(Span(subject[0].start, time.start))):
        return False
    opened = subject[0].lower in DETERMINERS or any(t.lower.endswith("'s") or t.text == "'s" for t in subject[:3])
    verb = tokens[last].lower if last < len(tokens) else ""
    beside = [t.lower for t in tokens[last : last + 12]]
    follows = verb in _ENDS or verb in AUXILIARIES or is_finite_like(verb)
    return opened and follows and (verb != "," or not BE.isdisjoint(beside) or not HAVE.isdisjoint(beside))


_YEARED = re.compile(r"\d{4}|\blast\b|\bago\b|\bpast\b|\bprevious\b|\bthis\b", re.IGNORECASE)


def _ahead(time: Time, document: Document, ahead: bool) -> Time:
    """A month or date without its year, of something yet to come, lies after publication."""
    day = document.report.published.date
    if not ahead or day is None or time.start is None or time.end is None or time.precision not in ("day", "month"):
        return time
    if _YEARED.search(time.words or "") or time.end > day or "T" in time.start or not _MONTH.search(time.words or ""):
        return time
    try:
        start, end = date.fromisoformat(time.start), date.fromisoformat(time.end)
        return replace(time, start=_year_on(start), end=_year_on(end))
    except ValueError:
        return time


_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)


def _year_on(day: date) -> str:
    return day.replace(year=day.year + 1).isoformat()


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
