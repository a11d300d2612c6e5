"""Drafts of what stands and of what moved: levels, roles, statuses and trends of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from recount.extract.attribution import attribution_of
from recount.extract.drafts import Draft
from recount.extract.fates import merely_possible
from recount.extract.frame import Frame
from recount.extract.levels import control_in, is_level, level_type, role_in
from recount.extract.lexicon import Entry
from recount.extract.modality import ModalityReading, modality_of
from recount.extract.moved import Movement
from recount.extract.parties import Parties, parties_of
from recount.extract.quantities import QuantityMention
from recount.extract.splitting import clause_of
from recount.extract.stands import stands_in
from recount.extract.triggers import Trigger
from recount.extract.when import When, is_proclaimed, when_of
from recount.extract.where import Where, own_place
from recount.records import Mention, Quantity, Span, Time
from recount.words.lists import word_set


def levels(
    frame: Frame, triggers: Sequence[Trigger], status: tuple[Span, str] | None, apart: Sequence[Span] = ()
) -> list[Draft]:
    drafts = [
        standing(frame, level_type(f), f.span, (f.quantity,), f"stock of {f.quantity.measure}")
        for f in frame.figures
        if is_level(f) and not any(span.holds(f.span) for span in apart) and not _passed_by(frame, f)
    ]
    drafts += [
        standing(frame, s.type, s.span, s.quantity, s.reason, whose=s.whose)
        for s in stands_in(frame)
        if not any(span.overlaps(s.span) for span in apart)
    ]
    taken = [*(d.trigger for d in drafts), *(t.span for t in triggers if t.entry.words not in frame.lexicon.vague)]
    role = role_in(frame.sentence, taken)
    if role is not None:
        drafts.append(standing(frame, "role", role, (), "role of a force"))
    hands = control_in(frame.sentence)
    jailed = any(d.type == "detainees" for d in drafts)
    if hands is not None and not jailed and not any(hands.overlaps(span) for span in (*taken, *apart)):
        drafts.append(_in_hands(frame, hands))
    if status is not None:
        drafts.append(standing(frame, "status", status[0], (), f"status: {status[1]}"))
    return distinct(drafts)


def _passed_by(frame: Frame, figure: QuantityMention) -> bool:
    """ "Withdrew from five bases", "handed over two bases": what a deed was done to or where, and no stock of bases."""
    tree = frame.sentence.tree
    at = tree.top(figure.span) if figure.quantity.measure in ("bases", "detainees") else None
    if at is None:
        return False
    if figure.quantity.measure == "detainees":
        return tree.relation(at) == "obj" and tree.words[tree.head(at)].lemma.lower() in _LETS_GO
    if any(tree.words[c].text.lower() in _THERE for c in tree.children(at, "case")):
        return True
    verb = tree.words[tree.head(at)] if tree.relation(at) == "obj" else None
    return verb is not None and verb.upos == "VERB" and verb.lemma.lower() not in _HELD


_LETS_GO = frozenset({"exchange", "swap", "free", "release", "return", "execute", "kill"})
_HELD = frozenset(
    {"have", "keep", "maintain", "operate", "run", "hold", "host", "occupy", "retain", "use", "man", "own"}
)
_THERE = frozenset({"from", "at", "on", "against", "into", "near", "outside", "towards"})


def _in_hands(frame: Frame, hands: Span) -> Draft:
    """In whose hands a place is: its holder is the party right after the words."""
    draft = standing(frame, "control", hands, (), "in whose hands")
    holder = [m for m in frame.document.actors_of(frame.sentence.span) if m.span and m.span.start >= hands.end]
    near = [m for m in holder if m.span and m.span.start - hands.end < _NEAR][:1]
    return replace(draft, parties=Parties(tuple(near), ()))


_NEAR = 30
"""Characters between the words of control and their holder."""


def standing(
    frame: Frame,
    type_: str | None,
    trigger: Span,
    quantity: tuple[Quantity, ...],
    reason: str,
    *,
    whose: Span | None = None,
) -> Draft:
    """A level at a trigger. Whose it is, is the party in the words `whose`, else the first party close by."""
    speech = attribution_of(trigger, frame.attributions)
    span = clause_of(frame.clauses, trigger.start).span
    span = Span(min(span.start, trigger.start), max(span.end, trigger.end))
    holders = tuple(m for m in frame.document.actors_of(span) if m.span and abs(m.span.start - trigger.start) < 90)[:1]
    if whose is not None:
        holders = tuple(m for m in frame.document.actors_of(whose) if m.span)[:1]
    if type_ == "detainees":
        holders = _jailers(frame, trigger) or holders
    if quantity and not any(m.id for m in holders):
        holders = _keeper(frame, trigger) or holders
    return Draft(
        kind="level",
        type=type_,
        mode=None,
        trigger=trigger,
        span=span,
        sentence=frame.sentence,
        reading=_mood(frame, trigger),
        parties=Parties(holders, ()),
        where=_there(frame, trigger) or own_place(span, trigger, frame.sentence, frame.document),
        when=when_of(
            span, frame.sentence, frame.document, None, past=False, speech=None if is_proclaimed(speech) else speech
        ),
        quantity=quantity,
        instrument=(),
        attribution=speech,
        reasons=(reason,),
    )


_RIGHT_THERE = re.compile(r"\s+(?:[a-z]+\s+){0,2}(?:in|at) (?:the )?")


def _there(frame: Frame, trigger: Span) -> Where | None:
    """The place right behind the words of a stock: "800 soldiers in Syria and 2,400 in Iraq"."""
    text = frame.document.text
    for place in frame.document.places_of(frame.sentence.span):
        if place.span is not None and _RIGHT_THERE.fullmatch(text[trigger.end : place.span.start]):
            return Where((place,), "own", f"place in the clause: {place.words}")
    return None


def _jailers(frame: Frame, trigger: Span) -> tuple[Mention, ...]:
    """Who holds them: "10,000 fighters held by the SDF", "in SDF prisons"; those who are held hold nobody."""
    tree = frame.sentence.tree
    at = tree.top(trigger)
    if at is None:
        return ()
    by = [a for verb in (*tree.children(at, "acl"), *tree.above(at)) for a in tree.agents(verb)]
    spots = [o for word in (at, *tree.above(at)) for o in tree.obliques(word, "in", "at")]
    kept = [o for o in spots if tree.words[o].lemma.lower() in _JAILS]
    by += [c for o in kept for c in tree.children(o, "compound", "nmod:poss", "amod")]
    by += [i for o in kept for i in tree.obliques(o, "of", "by")]
    mentions = [m for m in frame.document.actors_of(frame.sentence.span) if m.span is not None]
    return tuple(m for i in by for m in mentions if m.span is not None and m.span.holds(tree.span(i)))[:1]


_JAILS = word_set("prison jail camp custody detention facility cell centre center")


def _keeper(frame: Frame, trigger: Span) -> tuple[Mention, ...]:
    """The state whose stock it is: "the U.S. will keep 900 troops there"."""
    tree = frame.sentence.tree
    at = tree.top(trigger)
    for verb in () if at is None else tree.above(at):
        if tree.words[verb].upos == "VERB":
            spans = [tree.phrase(s, without=("det", "acl:relcl", "appos")) for s in tree.subjects(verb)]
            states = ((span, frame.document.country(frame.document.text[span.start : span.end])) for span in spans)
            bare = ((span, m) for span, m in states if m is not None)
            return tuple(replace(m, words=frame.document.text[s.start : s.end], span=s) for s, m in bare)[:1]
    return ()


def _mood(frame: Frame, trigger: Span) -> ModalityReading:
    """How what stands is meant; under "may" and "might" it is only possible."""
    reading = modality_of(trigger, frame.sentence, frame.document)
    if reading.modality == "actual" and reading.becomes == "event" and merely_possible(trigger, frame.sentence):
        return replace(reading, modality="possible", cue="may")
    return reading


def movements(frame: Frame, moved: Sequence[Movement], triggers: Sequence[Trigger]) -> list[Draft]:
    """A trend for each movement that is told as having been; its figure is the measure that moved, to what or by what
    share, and its parties are those of what moved."""
    made = []
    for movement in moved:
        draft = standing(frame, None, movement.span, (), f"movement: {movement.words}")
        if movement.direction == "none" and draft.reading.modality == "negated":
            draft = replace(draft, reading=replace(draft.reading, modality="actual"))  # "no increase": it stayed
        if draft.reading.becomes != "event" or draft.reading.modality != "actual" or _to_come(frame, movement.span):
            continue
        if movement.what.end < movement.span.start:  # "38 this quarter, compared to 66 last year": when it came to 38
            before = Span(draft.span.start, movement.span.start)
            draft = replace(draft, when=when_of(before, frame.sentence, frame.document, None, past=False))
        if (stretch := _from_to(frame, movement)) is not None:
            draft = replace(draft, when=When(stretch, "own", f"time in the clause: {stretch.words}"))
        parties = _movers(frame, movement, triggers)
        figure = _moved(frame, movement, moved)
        made.append(replace(draft, kind="trend", direction=movement.direction, parties=parties, quantity=(figure,)))
    return distinct(made)


def _from_to(frame: Frame, movement: Movement) -> Time | None:
    """ "Fell from 40 in March to 12 in September": the stretch over which it moved."""
    text, base = frame.document.text, movement.span.start
    times = [m for m in frame.document.times_of(Span(base, frame.sentence.span.end)) if m.time.start is not None]
    for first, last in pairwise(times):
        lead, between = text[base : first.span.start], text[first.span.end : last.span.start]
        ordered = (first.time.start or "") < (last.time.start or "")
        if ordered and _OUT_OF.search(lead) and _INTO.fullmatch(between):
            words = text[first.span.start : last.span.end]
            return replace(first.time, end=last.time.end, precision="range", words=words)
    return None


_OUT_OF = re.compile(r"\bfrom\b[^.;]{0,60}$", re.IGNORECASE)
_INTO = re.compile(r"[^.;]{0,12}\bto\b[^.;]{0,40}", re.IGNORECASE)


def _moved(frame: Frame, movement: Movement, moved: Sequence[Movement]) -> Quantity:
    """The measure with the value it moved to ("to 20") and the share by which it moved ("by a third")."""
    stop = min((m.span.start for m in moved if m.span.start > movement.span.end), default=frame.sentence.span.end)
    after = Span(movement.span.start, stop)
    share = next(
        (f.quantity.share for f in frame.figures if f.quantity.share is not None and after.holds(f.span)), None
    )
    base = frame.sentence.span.start
    part = _BY_PART.search(frame.sentence.text, movement.span.end - base, stop - base)
    share = _PARTS[part["part"].lower()] if share is None and part is not None else share
    for number in frame.document.numbers_of(Span(movement.span.end, stop)):
        lead = frame.sentence.text[movement.span.end - base : number.span.start - base]
        if _REACHED.search(lead) and share is None:
            return Quantity(
                movement.measure,
                None,
                number.value,
                number.comparator,
                number.low,
                number.high,
                None,
                None,
                number.words,
            )
    words = frame.sentence.text[movement.what.start - base : movement.what.end - base]
    return Quantity(movement.measure, None, None, "unknown", None, None, None, share, words)


_PARTS = {"a third": 1 / 3, "two thirds": 2 / 3, "two-thirds": 2 / 3, "half": 0.5, "a half": 0.5, "a quarter": 0.25}
_PARTS |= {"three quarters": 0.75, "three-quarters": 0.75, "a fifth": 0.2, "a tenth": 0.1}
_BY_PART = re.compile(
    rf"\bby (?:more than |about |over |around |nearly |almost |roughly |at least )?(?P<part>{'|'.join(_PARTS)})\b", re.I
)
_REACHED = re.compile(r"\bto\s(?:about |around |some |just |only |nearly |almost )?$")


def _movers(frame: Frame, movement: Movement, triggers: Sequence[Trigger]) -> Parties:
    """Who did what moved, and to whom; a subject that moved it did it."""
    own = next((t for t in triggers if t.span.overlaps(movement.what) and t.is_noun), None)
    trigger = own or _as_trigger(movement.what, frame, noun=True)
    parties = parties_of(trigger, frame.sentence, frame.document, frame.lexicon)
    if movement.mover is None or parties.actor:
        return parties
    verb = _as_trigger(movement.mover, frame, noun=False)
    subject = parties_of(verb, frame.sentence, frame.document, frame.lexicon).actor
    return Parties(subject, tuple(m for m in parties.target if m not in subject))


def _as_trigger(span: Span, frame: Frame, *, noun: bool) -> Trigger:
    tokens = frame.sentence.tokens
    inside = [i for i, t in enumerate(tokens) if span.start <= t.start < span.end]
    entry = Entry("(moved)", "ASSAULT", None, noun, "forward", "target", None, False, None, False)
    return Trigger(entry, span, inside[0], inside[-1], "noun" if noun else "active", False, False)


_TO_COME = re.compile(
    r"\b(?:(?:expected|set|likely|due|planned|scheduled|hoped|meant) to|will|would|to)"
    r"\s(?!(?:an?|the|its|their|any|no|this)\b)\w+\s(?:an? |the |any |further )*$"
)


def _to_come(frame: Frame, span: Span) -> bool:
    """ "expected to formalise a reduction": a movement that is yet to be."""
    return _TO_COME.search(frame.sentence.text[: span.start - frame.sentence.span.start]) is not None


def distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts of one kind and type must not begin with the same span, since ids are made of it: each is narrowed."""
    seen: dict[tuple[str, str | None, Span], int] = {}
    for draft in drafts:
        key = (draft.kind, draft.type, draft.span)
        seen[key] = seen.get(key, 0) + 1
    return [_narrowed(draft, drafts) if seen[(draft.kind, draft.type, draft.span)] > 1 else draft for draft in drafts]


def _narrowed(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """The part of the clause from the end of the draft before to the start of the one after it."""
    alike = sorted(
        (d for d in drafts if (d.kind, d.type, d.span) == (draft.kind, draft.type, draft.span)), key=lambda d: d.trigger
    )
    at = alike.index(draft)
    start = draft.span.start if at == 0 else alike[at - 1].trigger.end
    end = draft.span.end if at == len(alike) - 1 else alike[at + 1].trigger.start
    text, base = draft.sentence.text, draft.sentence.span.start
    while start < end and not text[start - base].isalnum():
        start += 1
    while end > start and text[end - 1 - base].isspace():
        end -= 1
    return replace(draft, span=Span(start, max(end, draft.trigger.end)))
