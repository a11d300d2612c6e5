"""A sentence's happenings as drafts: each with who, where, when and how many, and whether it is one or several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from recount.extract.ahead import KEPT, coming, content_of, is_judged, untold
from recount.extract.attribution import attribution_of
from recount.extract.cast import Cast
from recount.extract.casting import governing_verb, is_own, meant_at, parties_told
from recount.extract.drafts import NOBODY, Draft
from recount.extract.fates import by_mishap, frees_place, merely_possible
from recount.extract.figures import HAPPENINGS, HARMS, bespoken, each_once
from recount.extract.frame import Frame
from recount.extract.happenings import GOVERNING, Happening, happenings_in, is_dealt
from recount.extract.inherited import (
    carried_time,
    dates_itself,
    goes_with_tally,
    has_near,
    is_told_again,
    stays_put,
    where_told,
    with_deed,
)
from recount.extract.kinds import count_of, tally_reason, times_of
from recount.extract.levels import is_level
from recount.extract.lexicon import Entry
from recount.extract.modality import ModalityReading, modality_of
from recount.extract.parties import over_intent
from recount.extract.promised import Outlook
from recount.extract.quantities import QuantityMention
from recount.extract.sharing import by_teller, shared_out
from recount.extract.splitting import clause_of
from recount.extract.spread import by_day, by_place
from recount.extract.standing import distinct
from recount.extract.telling import tells_little
from recount.extract.trees import Tree
from recount.extract.triggers import Trigger
from recount.extract.when import when_of
from recount.extract.where import Where
from recount.extract.wielding import means_of
from recount.records import Kind, Span


def drafts_of(frame: Frame, triggers: Sequence[Trigger]) -> tuple[list[Draft], list[Span]]:
    """Drafts of what happened or is to come, and the contents of what is to come: no stock stands there."""

    def read(span: Span) -> ModalityReading:
        return modality_of(span, frame.sentence, frame.document)

    made = happenings_in(frame.sentence, triggers, frame.clauses, frame.document, frame.lexicon, read)
    ahead: list[tuple[Outlook, Happening]] = []
    if found := coming(frame, triggers):
        told = [h for h in made if h.reading.becomes == "event" or _happening(frame, h, []) is not None]
        made, ahead = untold(found, told)
    contents = [_content(outlook, frame) for outlook, _ in ahead]
    groups = [*made, *(h for _, h in ahead)]
    owned, loose = shared_out(frame, groups)
    loose = [f for f in loose if not any(content.holds(f.span) for content in contents)]
    for figures, content in zip(owned[len(made) :], contents, strict=True):
        figures += [f for f in frame.figures if is_level(f) and content.holds(f.span)]
    drafts = [_happening(frame, h, figures) for h, figures in zip(groups, owned, strict=True)]
    drafts += [_alone(frame, figures) for figures in by_teller(frame, loose)]
    parts = [part for d in drafts if d is not None for part in by_place(d, frame)]
    return distinct([one for part in parts for one in by_day(part, frame)]), contents


def _content(outlook: Outlook, frame: Frame) -> Span:
    """The words of what is to come; none of what is only to stay as it is: "will keep 900 troops there" tells of those
    troops now."""
    content = content_of(outlook, frame)
    kept = frame.sentence.tokens[outlook.head].lower in KEPT
    return Span(content.start, content.start) if kept else content


def _happening(frame: Frame, happening: Happening, figures: list[QuantityMention]) -> Draft | None:
    head, reading = happening.head, happening.reading
    if reading.becomes == "intent" and is_judged(frame, head.span):
        reading = replace(reading, becomes="forecast")  # "the agency assessed that it will": nobody's plan
    if reading.becomes != "event" and _is_asked(head, frame.sentence.tree):
        return None  # "asked whether they would leave": a question, and nobody's plan
    dealt = head.definite and is_dealt(head, frame.sentence, frame.lexicon)
    if dealt and reading.becomes == "intent" and reading.modality in ("actual", "negated", "possible"):
        reading = replace(reading, becomes="event")  # "had ordered the attacks": that they were is told
    if head.entry.type == "MOBILIZE" and head.voice == "passive" and any(map(is_level, frame.figures)):
        return None  # "2,500 troops are deployed there" is a level
    if reading.cue in ("use", "uses") and reading.becomes == "event":
        return None  # "uses cells to attack posts": a habit, and nothing that took place
    if head.is_noun and reading.cue in ("rather than", "instead of") and _has_article(head, frame.sentence.tree):
        return None  # "credited the truce rather than the strikes": they took place, and of that nothing is told
    if head.entry.weak and reading.modality == "possible" and reading.cue in ("to", None):
        return None  # "formed to fight": what for, and nothing that took place
    parties = parties_told(frame, happening)
    if reading.becomes == "intent" and (cue := governing_verb(frame, happening)) is not None:
        cast = Cast(frame.sentence, frame.document, frame.lexicon, partial(meant_at, frame, head))
        parties = over_intent(parties, cue, cast)
    if dealt and reading.modality == "possible":
        actor = tuple(replace(m, certainty="suspected") for m in parties.actor)
        parties = replace(parties, actor=actor)  # "indications are that the group carried out the attack"
    if reading.becomes == "forecast" and is_own(parties, head, frame):
        reading = replace(reading, becomes="intent")  # "warned that it would strike"
    where = where_told(frame, happening.span, head.span)
    past = reading.becomes == "event"
    told = [t.span for t in happening.triggers]
    before = carried_time(frame) if past else None
    spoken = (attribution_of(t.span, frame.attributions, said=not past) for t in happening.triggers)
    speech = next((a for a in spoken if a is not None), None)
    when = when_of(
        happening.span,
        frame.sentence,
        frame.document,
        before,
        past=past,
        ahead=not past,
        triggers=told,
        speech=None if dates_itself(head, speech, past=past) else speech,
        story=frame.carried.day,
    )
    if past and when.origin in ("publication", "none") and is_told_again(head, figures, where):
        when = with_deed(frame, when)
    reason = None
    if reading.becomes == "event":
        running = (frame.carried.counted and before is not None) or goes_with_tally(frame)
        reason = tally_reason(happening, figures, frame.sentence, frame.lexicon, when, where, running=running)
    deed = frame.carried.deed
    if dealt and not any(f.quantity.value for f in figures) and has_near(deed, frame.sentence):
        figures = []
        reason = reason if deed is not None and deed.kind == "tally" else None  # one or several, as it was told before
    kind: Kind = reading.becomes if reading.becomes != "event" else ("tally" if reason else "event")
    mishap = head.entry.harm is not None and by_mishap(head.span, frame.sentence)
    if where.origin in ("carried", "lead") and (mishap or not stays_put(head, kind, parties, frame)):
        where = Where((), "none", "no place given")
    befallen = head.voice == "passive" or head.entry.words.startswith("be ")
    if reading.modality == "conditional" and befallen and not (parties.actor or figures):
        return None  # "if they are attacked": nobody did it and nothing took place
    if reading.modality == "conditional" and head.entry.type in GOVERNING and reading.becomes == "event":
        return None  # "if the government asked": nobody has asked
    sought = kind == "intent" and _ASKED_FOR.fullmatch(reading.cue or "") is not None
    sought = sought and (head.entry.type != "REQUEST" or (reading.cue or "").startswith("had"))
    if sought:
        kind = "event"  # "had asked for the strike": the asking took place
    ability = reading.cue if reading.modality == "possible" else None
    placed = where.origin == "own"
    few = tells_little(
        head, parties, frame.sentence, frame.lexicon, figures=bool(figures), own_place=placed, ability=ability
    )
    if few:
        return None
    if kind == "forecast" and head.entry.weak and not (head.is_noun and parties.actor):
        return None
    quantity = each_once(figures)
    instrument, mode = means_of(frame, happening)
    if (
        mishap
        and kind == "event"
        and when.origin not in ("own", "sentence")
        and any((q.value or 0) > 1 for q in quantity)
    ):
        kind = "tally"  # "120 died on the way": over no one day, and by no one's hand
    freed = head.entry.type == "RETREAT" and frees_place(head.span, frame.sentence, frame.document)
    if kind == "tally":
        quantity = tuple(times_of(q, happening, mode) for q in quantity)
    missing = count_of(happening, figures, frame.sentence) if kind == "tally" else None
    return Draft(
        kind=kind,
        type="REQUEST" if sought else "TERRITORY" if freed else None if mishap else head.entry.type or None,
        mode=None if sought or mishap else "gain" if freed else mode,
        trigger=head.span,
        span=happening.span,
        sentence=frame.sentence,
        reading=reading,
        parties=parties,
        where=where,
        when=when,
        quantity=(missing, *quantity) if missing else quantity,
        instrument=instrument,
        attribution=speech,
        rests=head.is_noun
        and head.definite
        and not (parties.actor and dealt)
        and not any(f.quantity.value is not None or f.found for f in figures)
        and when.origin != "own"
        and where.origin != "own"
        and len(happening.triggers) == 1,
        weak=head.entry.weak,
        reasons=_reasons(head, reason, reading),
    )


def _has_article(head: Trigger, tree: Tree) -> bool:
    top = tree.top(head.span)
    return top is not None and any(tree.words[d].lemma.lower() == "the" for d in tree.children(top, "det"))


def _is_asked(head: Trigger, tree: Tree) -> bool:
    """Whether the happening stands in a clause that "whether" opens."""
    top = tree.top(head.span)
    clauses = () if top is None else (top, *tree.above(top))
    return any(tree.words[m].lemma.lower() == "whether" for c in clauses for m in tree.children(c, "mark"))


_ASKED_FOR = re.compile(r"(?:has |have |had )?(?:asked|appealed|requested) for")


def _reasons(head: Trigger, tally: str | None, reading: ModalityReading) -> tuple[str, ...]:
    found = [f"{head.voice} '{head.entry.words}' is {head.entry.type}"]
    if tally:
        found.append(f"tally: {tally}")
    if reading.cue:
        found.append(f"{reading.becomes}, {reading.modality}: {reading.cue}")
    return tuple(found)


def _alone(frame: Frame, figures: list[QuantityMention]) -> Draft | None:
    """A happening told by its figures alone: "15 dead", "the toll reached 40"."""
    first = figures[0]
    mishap = first.quantity.measure in HARMS and by_mishap(first.cue or first.span, frame.sentence)
    type_ = "" if mishap else bespoken(first) or ""
    span = clause_of(frame.clauses, (first.cue or first.span).start).span
    trigger = first.cue or first.span
    many = first.quantity.measure in HAPPENINGS
    entry = Entry(first.quantity.measure, type_, None, True, "forward", "target", None, True, None, False)
    made = Trigger(entry, trigger, 0, 0, "noun", many, False)
    happening = Happening((made,), span, modality_of(trigger, frame.sentence, frame.document))
    if happening.reading.becomes != "event":
        return None
    if happening.reading.modality == "actual" and merely_possible(first.span, frame.sentence):
        happening = replace(happening, reading=ModalityReading(modality="possible", cue="may"))
    draft = _happening(frame, happening, figures)
    if draft is not None and not type_:
        draft = replace(draft, kind="tally") if draft.reading.modality == "actual" else None
    doers = draft.parties if draft is not None and many else NOBODY  # "advisers held 36 engagements with the ministry"
    return replace(draft, parties=doers, weak=not any(f.quantity.measure in HARMS for f in figures)) if draft else None
