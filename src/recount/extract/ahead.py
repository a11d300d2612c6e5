"""What is to come without a coded act: vows, orders, demands, offers, plans and forecasts told in other words.

A trigger of the lexicon that is promised or foretold is coded as such by its mood; this reads what is left, so that
"vowed to respond with full force" is an intent though nothing in it is an act of the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recount.extract.attribution import attribution_of
from recount.extract.clauses import AUXILIARIES, BE, DETERMINERS, PRONOUNS, STOPS, clause_start, is_adverb
from recount.extract.conditions import condition_of, horizon_of
from recount.extract.cues import cues
from recount.extract.frame import Frame
from recount.extract.happenings import Happening
from recount.extract.lexicon import Entry
from recount.extract.modality import ModalityReading
from recount.extract.outlooks import Coming, Promise, outlooks
from recount.extract.splitting import clause_of
from recount.extract.triggers import Trigger
from recount.records import Modality, Span
from recount.words.lists import word_set

_REACH = 9
"""Tokens between one who is told and what they are told to do; tokens of a content in which its act is looked for."""
_GOES_ON = word_set("continue begin start resume end stop proceed intensify expand cease")
_NOT = frozenset({"not", "never", "no", "n't", "neither", "nor", "without", "won't", "wouldn't"})
_NO_OBJECT = word_set("to that on by for in with at from when where if as of and or but the_end")
_WILL = frozenset({"will", "would", "shall", "'ll"})
_MAY = frozenset({"could", "may", "might"})
_HABIT = word_set("have often regularly usually sometimes like be_like")


@dataclass(frozen=True, slots=True)
class Outlook:
    """Something to come. Tokens `start` to `end` are the cue, those from `first` to `stop` the content, with its act at
    `head`; `type` is the event it would be, and `said` whether that is only the event of the saying."""

    kind: Coming
    type: str | None
    start: int
    end: int
    head: int
    stop: int
    said: bool
    first: int = 0


def coming(frame: Frame, triggers: Sequence[Trigger]) -> list[tuple[Outlook, Happening]]:
    """What is to come in the sentence by its cues, each with the happening it would be. `triggers` are all of the
    sentence: they say which event a content is. A cue inside the content of another tells nothing more."""
    lowers = [t.lower for t in frame.sentence.tokens]
    taken: list[Outlook] = []
    for outlook in _outlooks(frame, lowers, {t.first: t.entry.type for t in triggers if not t.entry.by_object}):
        if not any(o.start <= outlook.start < o.stop for o in taken):
            taken.append(outlook)
    return [(outlook, _happening(frame, lowers, outlook)) for outlook in taken]


def untold(
    found: Sequence[tuple[Outlook, Happening]], made: Sequence[Happening]
) -> tuple[list[Happening], list[tuple[Outlook, Happening]]]:
    """`made` without the mere sayings of what is to come and without contents read as done, and what of `found` no
    happening to come of `made` tells already."""
    coded = [t for h in made if h.reading.becomes != "event" for t in h.triggers]
    left = [(o, h) for o, h in found if not any(o.start <= t.first < o.stop and t.last >= o.end - 1 for t in coded)]
    kept = [h for h in made if not _only_said(h, [o for o, _ in found]) and not _within(h, [o for o, _ in left])]
    return kept, left


def content_of(outlook: Outlook, frame: Frame) -> Span:
    """The words of what is to come."""
    tokens = frame.sentence.tokens
    return Span(tokens[outlook.end - 1].end, tokens[min(outlook.stop, len(tokens)) - 1].end)


def _only_said(happening: Happening, taken: Sequence[Outlook]) -> bool:
    """A demand or an offer that took place: it is its content to come, and no happening beside it."""
    head = happening.head
    said = happening.reading.becomes == "event" and head.entry.type in _SAID
    return said and any(o.start <= head.last and head.first < o.end for o in taken)


def _within(happening: Happening, taken: Sequence[Outlook]) -> bool:
    """A content that its own words would give as done."""
    first = happening.head.first
    actual = happening.reading.becomes == "event"
    return actual and any(o.head > o.start and o.first <= first < min(o.stop, o.first + _REACH) for o in taken)


_SAID = frozenset({"REQUEST", "AGREE"})


def _outlooks(frame: Frame, lowers: list[str], known: dict[int, str]) -> Iterator[Outlook]:
    for i, lower in enumerate(lowers):
        if lower in outlooks().sayings.firsts:
            yield from _said(lowers, i, known)
        if lower in _WILL | _MAY:
            yield from _modal(frame, lowers, i, known)
        elif lower in _BE_TO and _is_to(lowers, i):
            yield _with_content("intent", None, lowers, (i, i + 2), i + 2, known)


_BE_TO = frozenset({"is", "are", "was", "were"})


def _is_to(lowers: list[str], i: int) -> bool:
    """ "The second phase is to begin": what is arranged, and no role that "is to advise"."""
    if lowers[i + 1 : i + 2] != ["to"] or i + 2 >= len(lowers):
        return False
    what = lowers[max(0, i - 4) : i]
    verb = lowers[i + 2]
    return verb.isalpha() and verb not in DETERMINERS | {"be"} and _PURPOSES.isdisjoint(what)


_PURPOSES = word_set("role aim goal purpose task mission objective job plan there")


def _said(lowers: list[str], i: int, known: dict[int, str]) -> Iterator[Outlook]:
    """What the longest cue at a token takes, by the frame that follows it."""
    if lowers[i - 1 : i] == ["in"] and lowers[i] == "order":
        return
    longest = 0
    for end, promise in outlooks().sayings.at(lowers, i):
        if end < longest or end >= len(lowers):
            continue
        found = _framed(lowers, i, end, promise, known)
        if found is not None:
            yield found
            longest = end


def _framed(lowers: list[str], i: int, end: int, promise: Promise, known: dict[int, str]) -> Outlook | None:
    k = end
    while k < len(lowers) and (is_adverb(lowers[k]) or lowers[k] in _DAYS or lowers[k].isdigit()):
        k += 1
    if lowers[k : k + 1] not in (["to"], ["that"]):
        k = end
    after = lowers[k] if k < len(lowers) else "the_end"
    cue = (i, end)
    if "infinitive" in promise.takes and (after == "to" or lowers[end - 1] in ("to", "be")):
        return _with_content(promise.kind, promise.type, lowers, cue, k + (after == "to"), known)
    if "that" in promise.takes and after == "that":
        return _with_content(promise.kind, promise.type, lowers, cue, k + 1, known)
    if "clause" in promise.takes:
        return _with_content(promise.kind, promise.type, lowers, cue, end, known)
    if "hearer" in promise.takes and (to := _told(lowers, end)) is not None:
        found = _with_content(promise.kind, promise.type, lowers, cue, to + 1, known)
        return found if found.type is not None else None  # "directed him to ensure": too little is told
    if promise.takes & {"noun", "known"} and after not in _NO_OBJECT and after[:1].isalnum() and k == end:
        if i and lowers[end - 1] != "of" and lowers[i - 1] in DETERMINERS | BE:
            return None  # "the demand", "is demanded"
        found = _with_content(promise.kind, promise.type, lowers, cue, end, known, noun=True)
        told = "noun" in promise.takes and not lowers[i].endswith("ing")
        return found if told or not found.said else None
    return None


_DAYS = word_set(
    "january february march april may june july august september october november december morning evening night in of "
    "last this the year month week earlier later early late ago days weeks hours on "
    "monday tuesday wednesday thursday friday saturday sunday again publicly "
    "repeatedly"
)


def _told(lowers: list[str], end: int) -> int | None:
    """The "to" after someone who is told ("ordered the police to pursue")."""
    for k in range(end + 1, min(end + _REACH, len(lowers) - 1)):
        if lowers[k] == "to" and lowers[k + 1].isalpha() and lowers[k + 1] not in DETERMINERS:
            return k
        if lowers[k] in STOPS or lowers[k] in {",", ".", "that", "who"}:
            return None
    return None


def _with_content(
    kind: Coming,
    type_: str | None,
    lowers: list[str],
    cue: tuple[int, int],
    start: int,
    known: dict[int, str],
    *,
    noun: bool = False,
) -> Outlook:
    """An outlook with its content: the first words that say which event it would be, else the saying's own."""
    head = start
    while head < len(lowers) - 1 and (is_adverb(lowers[head]) or lowers[head] in _NOT):
        head += 1
    stop = _content_end(lowers, head)
    contents = outlooks().contents
    spans = [*range(start, min(stop, head + _REACH))]
    if lowers[head] in _GOES_ON:
        spans += range(max(0, cue[0] - 5), cue[0])  # "operations would continue": the subject says what
    for k in spans:
        found = known.get(k) or contents.get(lowers[k])
        if found is not None and not (kind == "forecast" and found == "RETREAT" and k not in known):
            return Outlook(kind, found, *cue, k if not noun else cue[0], stop, False, head)
    at = cue[0] if type_ is not None or noun else min(head, len(lowers) - 1)
    return Outlook(kind, type_, *cue, at, stop, True, head)


_APART = word_set("until unless if because after before when although since")


def _content_end(lowers: list[str], start: int) -> int:
    k = start + 1
    while k < len(lowers) and lowers[k] not in STOPS and lowers[k] not in {".", '"', "”", "but", "while"} | _APART:
        if lowers[k] == "," and lowers[k + 1 : k + 2] != ["and"]:
            break
        k += 1
    return k


def _modal(frame: Frame, lowers: list[str], i: int, known: dict[int, str]) -> Iterator[Outlook]:
    """ "Operations would continue until ...", "ISIS could return": a plan of its subject, or what may come about."""
    head = i + 1
    while head < len(lowers) - 1 and (is_adverb(lowers[head]) or lowers[head] in _NOT | {"be"}):
        head += 1
    if head >= len(lowers) or not lowers[head].isalpha() or not _HABIT.isdisjoint(lowers[i + 1 : head + 1]):
        return
    if lowers[i] in _MAY:
        if lowers[head] in cues().outlook and not _NOT & set(lowers[i:head]):
            yield _with_content("forecast", None, lowers, (i, i + 1), head, known)
        return
    kind = _meant(frame, lowers, i, head)
    if kind is not None:
        yield _with_content(kind, None, lowers, (i, i + 1), head, known)


def _meant(frame: Frame, lowers: list[str], i: int, head: int) -> Coming | None:
    """Whether "will" or "would" promises or foretells; `None` where it is no one's word and nobody's plan."""
    at = frame.sentence.tokens[i].span
    attribution = attribution_of(at, frame.attributions)
    if lowers[i] == "would" and attribution is None and "until" not in lowers[head:]:
        return None
    if lowers[i - 1 : i] in (["one"], ["you"], ["what"]):
        return None  # "what one would find": anybody, and nothing to come
    start = clause_start(lowers, i)
    subject = lowers[max(start, i - _REACH) : i]
    acts = _acts(frame, lowers, i, subject)
    outcome = lowers[head] in outlooks().outcomes and "be" not in lowers[i:head]
    if is_judged(frame, at) or (outcome and not (acts and lowers[head] in ("take", "help", "make", "allow", "remain"))):
        return "forecast"
    if acts:
        return "intent"
    return "forecast" if attribution is not None or lowers[head] in _STARTS else None


_STARTS = word_set("begin start resume end open close continue")


def _acts(frame: Frame, lowers: list[str], i: int, subject: list[str]) -> bool:
    """Whether someone stands as the subject of a verb: a pronoun, a party, or what a party carries on."""
    if i and (lowers[i - 1] in PRONOUNS - {"it", "which"} or (lowers[i - 1] == "it" and frame.attributions)):
        return True
    tokens = frame.sentence.tokens
    near = Span(tokens[max(0, i - 3)].start, tokens[i].start)
    return bool(frame.document.actors_of(near)) or not outlooks().acts.isdisjoint(subject[-4:])


def is_judged(frame: Frame, span: Span) -> bool:
    """Whether the nearest speaker judges what is to come rather than saying what they mean to do."""
    attribution = attribution_of(span, frame.attributions)
    return attribution is not None and bool(attribution.chain) and attribution.chain[0].verb in outlooks().judging


def _happening(frame: Frame, lowers: list[str], outlook: Outlook) -> Happening:
    tokens = frame.sentence.tokens
    at = outlook.head
    last = max(at, outlook.end - 1) if outlook.said and at == outlook.start else at
    subject = outlook.type == "RETREAT"
    base = frame.sentence.span.start
    cue = " ".join(frame.sentence.text[tokens[outlook.start].start - base : tokens[outlook.end - 1].end - base].split())
    entry = Entry(
        cue,
        outlook.type or "",
        None,
        False,
        "subject" if subject else "forward",
        "target",
        None,
        False,
        None,
        False,
    )
    span = Span(tokens[at].start, tokens[last].end)
    trigger = Trigger(entry, span, at, last, "active", False, False)
    condition = condition_of(frame.sentence, lowers, at)
    reading = ModalityReading(
        modality=_modality(lowers, outlook),
        becomes=outlook.kind,
        cue=cue,
        condition=condition[1] if condition else None,
        horizon=horizon_of(frame.sentence, frame.document, at, last),
    )
    clause = clause_of(frame.clauses, tokens[outlook.start].start).span
    content = Span(clause.start, max(clause.end, tokens[min(outlook.stop, len(tokens)) - 1].end))
    return Happening((trigger,), content, reading)


def _modality(lowers: list[str], outlook: Outlook) -> Modality:
    """Negated by a "not" in its verb group or before its content's verb; possible where only "could" foretells."""
    lead = outlook.start
    while lead > 0 and (lowers[lead - 1] in AUXILIARIES | _NOT or is_adverb(lowers[lead - 1])):
        lead -= 1
    near = lowers[lead : outlook.start] + lowers[outlook.end : max(outlook.end, min(outlook.head, outlook.end + 5))]
    if not _NOT.isdisjoint(near) or lowers[outlook.start] == "unlikely":
        return "negated"
    return "possible" if lowers[outlook.start] in _MAY else "actual"
