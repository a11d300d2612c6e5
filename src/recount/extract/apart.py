"""Times of a sentence that date something else than the happening: the saying, a plan, another verb, the subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from recount.extract.attribution import Attribution
from recount.extract.clauses import AUXILIARIES, BE, DETERMINERS, HAVE, is_finite_like
from recount.extract.cues import cues
from recount.extract.splitting import clauses_in
from recount.extract.syntax import Document, Sentence
from recount.records import Span
from recount.words.dates import TimeMention


def unsaid(mentions: list[TimeMention], speech: Attribution | None) -> list[TimeMention]:
    """Without the time of the saying: "the army said on Sunday that a mine killed two" dates the words alone."""
    if speech is None or speech.said_at is None:
        return mentions
    return [m for m in mentions if m.time != speech.said_at or any(part.holds(m.span) for part in speech.content)]


def another_clause(clause: Span, sentence: Sentence) -> list[Span]:
    """Clauses opened by "before": what stands there came later, and its time is not that of what came first."""
    tokens = sentence.tokens
    return [
        c.span
        for c in clauses_in(sentence)
        if not c.span.overlaps(clause)
        and next((t.lower for t in tokens if t.start >= c.span.start), "") in ("before", "until")
    ]


def set_apart(triggers: Sequence[Span], sentence: Sentence) -> Span | None:
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


def dating(
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
        and not _of_a_record(m.span, triggers, sentence)
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


def _of_a_record(time: Span, triggers: Sequence[Span], sentence: Sentence) -> bool:
    """ "The fourth American to die there since the campaign began in 2014", "the deadliest day since May": how far back
    one has to look for the like."""
    base = sentence.span.start
    before = sentence.text[: time.start - base]
    return _RECORD.search(before) is not None and min(triggers).start < base + before.rindex("since")


_RECORD = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|only|deadliest|worst|bloodiest|heaviest|biggest|largest|"
    r"most (?:deadly|violent|serious))\s(?:[^,;]+\s)?since\s(?:[^,;]+\s)?(?:in\s|the\s)?$"
)


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
