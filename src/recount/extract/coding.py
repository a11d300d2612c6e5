"""One sentence to drafts: its happenings, levels and movements, each with who, where, when and how many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from recount.extract.ahead import KEPT, coming, content_of, is_judged, untold
from recount.extract.answers import REACH, answered, answers, is_deed
from recount.extract.attribution import Attribution, attribution_of, attributions_in
from recount.extract.cast import Cast
from recount.extract.clock import last_day
from recount.extract.denials import denied
from recount.extract.drafts import NOBODY, Draft
from recount.extract.evidence import clause_told, pointing
from recount.extract.fates import by_mishap, frees_place, merely_possible
from recount.extract.figures import HAPPENINGS, HARMS, bespoken, each_once, fled
from recount.extract.frame import Carried, Frame
from recount.extract.happenings import GOVERNING, Happening, happenings_in, is_dealt
from recount.extract.instruments import instruments_in
from recount.extract.kinds import count_of, tally_reason, times_of
from recount.extract.levels import is_level, status_in
from recount.extract.lexicon import Entry, Lexicon
from recount.extract.modality import ModalityReading, modality_of
from recount.extract.outlooks import outlooks
from recount.extract.parties import Parties, over_intent, parties_of
from recount.extract.promised import Outlook
from recount.extract.pronouns import meant_by_pronoun, subject_of
from recount.extract.quantities import QuantityMention, quantities_in
from recount.extract.recounts import recounted, recounts_in
from recount.extract.sharing import by_teller, shared_out
from recount.extract.splitting import clause_of, clauses_in
from recount.extract.spread import by_day, by_place
from recount.extract.standing import distinct, levels, movements
from recount.extract.syntax import Document, Sentence
from recount.extract.telling import describes, says_nothing, tells_little
from recount.extract.trees import Tree
from recount.extract.trends import counted_with, movements_in
from recount.extract.triggers import Trigger, triggers_in
from recount.extract.when import When, days_of, is_proclaimed, when_of
from recount.extract.where import Where, setting, where_of
from recount.records import Kind, Mention, Span, Time
from recount.words.lists import word_set

_MONTH = 31
"""Days of the longest time that is carried to the next sentence."""
_DEEDS = frozenset({"ASSAULT", "TERRITORY", "COERCE", "RETREAT", "MOBILIZE", "PROTEST"})
"""What moves a narrative on: its day is the story's day."""
_FOUGHT_OVER = frozenset({"ASSAULT", "TERRITORY", "COERCE"})
"""What a next sentence is likely to stay in the place of."""
_CARRIES = 2
"""Sentences over which a day is carried; beyond it a report has mostly moved on."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A sentence's drafts, and what there was to draft from, for those who ask why: `left` are the triggers of which
    nothing was made, each with the reason."""

    sentence: Sentence
    triggers: tuple[Trigger, ...]
    drafts: tuple[Draft, ...]
    note: str | None = None
    subject: Mention | None = None
    left: tuple[tuple[Trigger, str], ...] = ()


def code(sentence: Sentence, document: Document, lexicon: Lexicon, carried: Carried) -> Coded:
    """Drafts of a sentence in order. Questions and bare labels say nothing."""
    note = says_nothing(sentence)
    if note is not None:
        return Coded(sentence, (), (), note)
    subject = subject_of(sentence, document, carried.subject if carried.segment == sentence.segment else None)
    names = [p.span for p in document.places_of(sentence.span) if p.span]
    names += [a.span for a in document.actors_of(sentence.span) if a.span]
    triggers = triggers_in(sentence, lexicon, names)
    figures = quantities_in(sentence, document)
    recounts = recounts_in(sentence, document)
    if not (triggers or figures or recounts or _may_tell(sentence, lexicon)):
        return Coded(sentence, (), (), "no word of the lexicon and no figure", subject)
    frame = Frame(
        sentence, document, lexicon, clauses_in(sentence), list(attributions_in(sentence, document)), figures, carried
    )
    moved = movements_in(sentence, lexicon)
    status = status_in(sentence, lexicon)
    apart = [*(m.span for m in moved), *([status[0]] if status else [])]
    apart += [f.cue for f in figures if f.cue is not None and fled(f)]
    apart += [words for m in moved for words in counted_with(sentence.tree, m)]
    told = [t for t in triggers if not any(span.overlaps(t.span) for span in apart)]
    told = [t for t in told if not describes(t, sentence, told) and not _presents(t, frame.attributions)]
    happened, contents = _happenings(frame, told)
    answering = answered(frame, happened)
    happened = [d for d in happened if not _is_told_by(d, answering)]
    denying = denied(frame, [*happened, *answering], triggers)
    happened = [d for d in happened if not _is_told_by(d, denying)]
    drafts = [
        *happened,
        *answering,
        *denying,
        *recounted(frame, happened, recounts),
        *levels(frame, told, status, contents),
        *movements(frame, moved, triggers),
    ]
    drafts = [replace(d, span=_told_at(d)) for d in drafts]
    drafts.sort(key=lambda d: (d.span.start, d.trigger.start))
    note = None if drafts else "nothing that happened or stood"
    left = tuple(_left(triggers, told, apart, drafts))
    return Coded(sentence, tuple(triggers), tuple(drafts), note, subject, left)


def _presents(trigger: Trigger, attributions: Sequence[Attribution]) -> bool:
    """ "Two people familiar with the talks said": talks and the like that only say who speaks."""
    return (
        trigger.is_noun
        and trigger.entry.type in ("CONSULT", "SUPPORT", "COOPERATE")
        and any(a.source is not None and a.source.holds(trigger.span) for a in attributions)
    )


def _is_told_by(draft: Draft, answering: Sequence[Draft]) -> bool:
    """ "The monitor blamed the group": the deed, told once more as that group's, and no charge beside it. "Denied
    abuses": what is denied, and no refusal."""
    return draft.type in ("ACCUSE", "REJECT") and any(other.trigger.overlaps(draft.trigger) for other in answering)


def _told_at(draft: Draft) -> Span:
    """The words that become its evidence: of what only points back ("after the attack") no more than that, with who was
    struck ("the murder of the mayor")."""
    if draft.rests:
        return _with_struck(pointing(draft.trigger, draft.sentence), draft)
    return clause_told(draft.span, draft.trigger, draft.sentence, draft.attribution)


def _with_struck(words: Span, draft: Draft) -> Span:
    struck = [m.span for m in draft.parties.target if m.span is not None and draft.span.holds(m.span)]
    return Span(words.start, max([words.end, *(s.end for s in struck)]))


def _left(
    triggers: Sequence[Trigger], told: Sequence[Trigger], apart: Sequence[Span], drafts: Sequence[Draft]
) -> Iterator[tuple[Trigger, str]]:
    """The triggers of which no draft was made, with why; one that stands in the clause of a draft is told with it."""
    for trigger in triggers:
        if any(d.trigger.overlaps(trigger.span) or (trigger in told and d.span.holds(trigger.span)) for d in drafts):
            continue
        if any(span.overlaps(trigger.span) for span in apart):
            yield trigger, "belongs to a movement or a status"
        elif trigger not in told:
            yield trigger, "describes, names what is past, or asks nothing of anybody"
        else:
            yield trigger, "tells too little: nobody, no figure and no place of its own"


def carry(carried: Carried, coded: Coded, document: Document) -> Carried:
    """What a sentence leaves to the next one of its segment."""
    if carried.segment != coded.sentence.segment:
        carried = Carried(segment=coded.sentence.segment, deed=carried.deed, day=carried.day, count=carried.count)
    told = next((d for d in reversed(coded.drafts) if is_deed(d) and not d.rests), None)
    count = next((d for d in reversed(coded.drafts) if d.kind in ("event", "tally") and _is_counted(d)), carried.count)
    carried = replace(carried, subject=coded.subject, deed=told or carried.deed, count=count)
    if coded.sentence.index - carried.sentence > _CARRIES:
        carried = replace(carried, time=None)
    carried = replace(carried, places=setting(coded.sentence, document) or carried.places)
    for draft in coded.drafts:
        if draft.kind not in ("event", "tally"):
            continue
        if draft.type not in _DEEDS:
            continue
        if draft.when.origin in ("own", "sentence") and last_day(draft.when.time) is not None:
            carried = replace(carried, day=draft.when.time)
        if draft.when.origin in ("own", "sentence") and (days_of(draft.when.time) or _MONTH + 1) <= _MONTH:
            counted = draft.kind == "tally" and (days_of(draft.when.time) or 0) > 1
            carried = replace(carried, time=draft.when.time, sentence=coded.sentence.index, counted=counted)
        fixed = draft.type in _FOUGHT_OVER and draft.where.origin in ("own", "again", "sentence")
        if fixed and draft.where.places[0].precision not in ("country", "region"):
            carried = replace(carried, places=draft.where.places[:1])
    return carried


def _is_counted(draft: Draft) -> bool:
    return bool(draft.quantity) and draft.quantity[0].value is not None


_TELLING = word_set(
    "role mission capacity suspended hold halted closed control advise assist ended over defeated remain remains "
    "returned there number numbers numbered strength population still will would shall could may might"
)


def _may_tell(sentence: Sentence, lexicon: Lexicon) -> bool:
    words = {t.lower for t in sentence.tokens}
    return not words.isdisjoint(lexicon.moving) or not words.isdisjoint(
        _TELLING | outlooks().sayings.firsts | answers().verbs.firsts
    )


def _content(outlook: Outlook, frame: Frame) -> Span:
    """The words of what is to come; none of what is only to stay as it is: "will keep 900 troops there" tells of those
    troops now."""
    content = content_of(outlook, frame)
    kept = frame.sentence.tokens[outlook.head].lower in KEPT
    return Span(content.start, content.start) if kept else content


def _happenings(frame: Frame, triggers: Sequence[Trigger]) -> tuple[list[Draft], list[Span]]:
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
    if head.present and head.entry.type == "ASSAULT" and _is_creed(head, frame.sentence.tree):
        return None  # "says it targets only terrorists": what they do and do not, and nothing that took place
    if head.is_noun and reading.cue in ("rather than", "instead of") and _has_article(head, frame.sentence.tree):
        return None  # "credited the truce rather than the strikes": they took place, and of that nothing is told
    if head.entry.weak and reading.modality == "possible" and reading.cue in ("to", None):
        return None  # "formed to fight": what for, and nothing that took place
    parties = _parties(frame, happening)
    if reading.becomes == "intent" and (cue := _governing(frame, happening)) is not None:
        cast = Cast(frame.sentence, frame.document, frame.lexicon, partial(_meant, frame, head))
        parties = over_intent(parties, cue, cast)
    if dealt and reading.modality == "possible":
        actor = tuple(replace(m, certainty="suspected") for m in parties.actor)
        parties = replace(parties, actor=actor)  # "indications are that the group carried out the attack"
    if reading.becomes == "forecast" and _is_own(parties, head, frame):
        reading = replace(reading, becomes="intent")  # "warned that it would strike"
    where = _where(frame, happening.span, head.span)
    past = reading.becomes == "event"
    told = [t.span for t in happening.triggers]
    before = _carried_time(frame) if past else None
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
        speech=None if _dates_itself(head, speech, past=past) else speech,
        story=frame.carried.day,
    )
    if past and when.origin in ("publication", "none") and _is_told_again(head, figures, where):
        when = _with_deed(frame, when)
    reason = None
    if reading.becomes == "event":
        running = (frame.carried.counted and before is not None) or _goes_with_tally(frame)
        reason = tally_reason(happening, figures, frame.sentence, frame.lexicon, when, where, running=running)
    deed = frame.carried.deed
    if dealt and not any(f.quantity.value for f in figures) and _has_near(deed, frame.sentence):
        figures = []
        reason = reason if deed is not None and deed.kind == "tally" else None  # one or several, as it was told before
    kind: Kind = reading.becomes if reading.becomes != "event" else ("tally" if reason else "event")
    mishap = head.entry.harm is not None and by_mishap(head.span, frame.sentence)
    if where.origin in ("carried", "lead") and (mishap or not _stays_put(head, kind, parties, frame)):
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
    instrument, mode = _means(frame, happening)
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


def _is_own(parties: Parties, head: Trigger, frame: Frame) -> bool:
    """Whether who warns of a deed would do it."""
    speech = attribution_of(head.span, frame.attributions)
    if speech is None or not speech.chain or speech.chain[0].verb != "warn" or speech.chain[0].id is None:
        return False
    return any(m.id == speech.chain[0].id for m in parties.actor)


_ASKED_FOR = re.compile(r"(?:has |have |had )?(?:asked|appealed|requested) for")


def _is_told_again(head: Trigger, figures: Sequence[QuantityMention], where: Where) -> bool:
    """A toll that names no place of its own ("about 100 attackers were killed") is that of the blow told before."""
    harmed = any(f.quantity.measure in HARMS for f in figures)
    return head.entry.type == "ASSAULT" and harmed and where.origin not in ("own", "sentence")


def _with_deed(frame: Frame, when: When) -> When:
    """The time of the blow told shortly before."""
    deed = frame.carried.deed
    if deed is None or not _has_near(deed, frame.sentence) or days_of(deed.when.time) is None:
        return when
    return When(deed.when.time, "carried", "time of the deed told before")


def _has_near(deed: Draft | None, sentence: Sentence) -> bool:
    return deed is not None and sentence.index - deed.sentence.index <= REACH


def _is_creed(head: Trigger, tree: Tree) -> bool:
    top = tree.top(head.span)
    taken = [] if top is None else [top, *tree.children(top, "obj", "obl")]
    return any(
        tree.words[a].lemma.lower() in ("only", "never", "always") for o in taken for a in tree.children(o, "advmod")
    )


def _has_article(head: Trigger, tree: Tree) -> bool:
    top = tree.top(head.span)
    return top is not None and any(tree.words[d].lemma.lower() == "the" for d in tree.children(top, "det"))


def _is_asked(head: Trigger, tree: Tree) -> bool:
    """Whether the happening stands in a clause that "whether" opens."""
    top = tree.top(head.span)
    clauses = () if top is None else (top, *tree.above(top))
    return any(tree.words[m].lemma.lower() == "whether" for c in clauses for m in tree.children(c, "mark"))


def _dates_itself(head: Trigger, speech: Attribution | None, *, past: bool) -> bool:
    """Whether the day beside the verb of speech is that of the happening too: "had threatened last week to strike" is
    itself what was said, and a victory comes about by being declared; but not one that is yet to come."""
    if speech is not None and speech.cue.overlaps(head.span):
        return True
    return past and head.entry.type in _PERFORMED and is_proclaimed(speech)


_PERFORMED = frozenset({"TERRITORY", "RETREAT", "AGREE", "SANCTION"})
"""What comes about by being announced."""


def _stays_put(head: Trigger, kind: Kind, parties: Parties, frame: Frame) -> bool:
    """Whether a happening without a place of its own is likely where the one before was: a deed, and no count of
    many deeds, which no one town need hold, or talk of the wider campaign, unless it is that of "these fighters"."""
    tree = frame.sentence.tree
    heads = [at for m in parties.actor if m.span is not None and (at := tree.top(m.span)) is not None]
    pointing = any(tree.words[d].text.casefold() in _POINTING for at in heads for d in tree.children(at, "det"))
    return head.entry.type in ("ASSAULT", "TERRITORY", "COERCE") and (kind == "event" or (kind == "tally" and pointing))


_POINTING = frozenset({"these", "those"})


def _goes_with_tally(frame: Frame) -> bool:
    """Whether the deed told last, close by in the body, was several together: a bare toll is then theirs."""
    deed = frame.carried.deed
    if deed is None or deed.kind != "tally" or "title" in (deed.sentence.segment_kind, frame.sentence.segment_kind):
        return False
    return frame.sentence.index - deed.sentence.index <= _NEAR_TALLY


_NEAR_TALLY = 4
"""Sentences over which a bare toll goes with the tally before it."""


def _carried_time(frame: Frame) -> Time | None:
    return frame.carried.time if frame.carried.segment == frame.sentence.segment else None


def _where(frame: Frame, span: Span, trigger: Span) -> Where:
    carried = frame.carried.places if frame.carried.segment == frame.sentence.segment else ()
    return where_of(span, trigger, frame.sentence, frame.document, carried)


def _parties(frame: Frame, happening: Happening) -> Parties:
    """Parties of the telling trigger; where it lacks a side, that of the others ("the strike killed four rebels")."""
    parties = NOBODY
    for trigger in happening.triggers:
        found = parties_of(trigger, frame.sentence, frame.document, frame.lexicon, partial(_meant, frame, trigger))
        actor = parties.actor or tuple(m for m in found.actor if m not in parties.target)
        target = tuple(m for m in found.target if not _is_among(m.id, m.words, actor))
        named = not any(m.id for m in parties.target) and any(m.id for m in target)
        target = target if named or not parties.target else parties.target
        parties = Parties(actor, target)
    return parties


def _governing(frame: Frame, happening: Happening) -> int | None:
    """The verb that orders, asks for or vows the act, above it in the tree; none where the act has no such verb."""
    first = (happening.reading.cue or "").casefold().split()[:1]
    tree = frame.sentence.tree
    top = tree.top(happening.head.span)
    if not first or top is None:
        return None
    return next((i for i in tree.above(top) if tree.words[i].text.casefold() == first[0]), None)


def _meant(frame: Frame, trigger: Trigger, index: int) -> Mention | None:
    """Whom the pronoun at an index of the sentence means."""
    speaker = attribution_of(trigger.span, frame.attributions)
    carried = frame.carried.subject if frame.carried.segment == frame.sentence.segment else None
    return meant_by_pronoun(index, trigger, frame.sentence, frame.document, speaker, carried)


def _is_among(id_: str | None, words: str, mentions: Sequence[object]) -> bool:
    return any(
        (id_ is not None and getattr(m, "id", None) == id_) or getattr(m, "words", "") == words for m in mentions
    )


def _means(frame: Frame, happening: Happening) -> tuple[tuple[str, ...], str | None]:
    """Instruments named in the clauses, and the mode: the entry's own, else the first instrument's."""
    entries = [t.entry for t in happening.triggers]
    mode = next((e.mode for e in entries if e.mode and (e.mode != "destroy" or len(entries) == 1)), None)
    names = [e.instrument for e in entries if e.instrument]
    if happening.head.entry.type not in ("ASSAULT", "MOBILIZE"):
        return tuple(dict.fromkeys(names)), mode
    found = instruments_in(frame.sentence, happening.span, frame.lexicon, _elsewhere(frame, happening))
    if happening.head.entry.type == "ASSAULT" and mode in (None, "targeted", "destroy") and found:
        mode = found[0][1] if mode != "targeted" else mode
    if fired := _fired(entries, found):
        mode, names = fired, [n for n in names if n != _GUNS]
    if happening.reading.modality == "attempted" and (sent := [f for f in found if f[0] not in names]) and names:
        mode, names, found = sent[0][1], [], sent  # "two drones were shot down": the deed was theirs, with drones
    names = [*names, *(name for name, _ in found)]
    return tuple(dict.fromkeys(names)), mode


_GUNS = "small arms"


def _fired(entries: Sequence[Entry], found: Sequence[tuple[str, str]]) -> str | None:
    """ "Rockets were fired at the base", "a gunship fired on the crew": the mode of what is named, and no gun."""
    firing = [e for e in entries if e.words.startswith("fire ") and e.instrument == _GUNS]
    return found[0][1] if firing and found else None


def _elsewhere(frame: Frame, happening: Happening) -> frozenset[int]:
    """Where words begin that hang on a predicate with a subject of its own, joined to those of the happening: the means
    of another deed."""
    tree = frame.sentence.tree
    told: set[int] = set()
    others: set[int] = set()
    for at in (tree.clause(top) for t in happening.triggers if (top := tree.top(t.span)) is not None):
        told |= {at}
        joined = [c for c in tree.joined(at) if c != at and tree.children(c, "nsubj", "nsubj:pass")]
        if tree.relation(at) != "conj" or tree.children(at, "nsubj", "nsubj:pass"):
            others |= set(joined)
    own = {i for at in told for i in tree.below(at, without=("conj",))}
    apart = {i for at in others - told for i in tree.below(at, without=("conj",))}
    return frozenset(tree.words[i].start for i in apart - own)


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
    type_ = bespoken(first) or ""
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
