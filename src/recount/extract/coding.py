"""One sentence to drafts: its happenings, levels and movements, each with who, where, when and how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recount.extract.answers import answered, answers
from recount.extract.attribution import Attribution, attributions_in
from recount.extract.denials import denied
from recount.extract.drafting import drafts_of
from recount.extract.drafts import Draft
from recount.extract.evidence import clause_told, pointing
from recount.extract.figures import fled
from recount.extract.frame import Carried, Frame
from recount.extract.levels import status_in
from recount.extract.lexicon import Lexicon
from recount.extract.outlooks import outlooks
from recount.extract.pronouns import subject_of
from recount.extract.quantities import quantities_in
from recount.extract.recounts import recounted, recounts_in
from recount.extract.splitting import clauses_in
from recount.extract.standing import levels, movements
from recount.extract.syntax import Document, Sentence
from recount.extract.telling import describes, says_nothing
from recount.extract.trends import counted_with, movements_in
from recount.extract.triggers import Trigger, triggers_in
from recount.records import Mention, Span
from recount.words.lists import word_set


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
    happened, contents = drafts_of(frame, told)
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


_TELLING = word_set(
    "role mission capacity suspended hold halted closed control advise assist ended over defeated remain remains "
    "returned there number numbers numbered strength population still will would shall could may might"
)


def _may_tell(sentence: Sentence, lexicon: Lexicon) -> bool:
    words = {t.lower for t in sentence.tokens}
    return not words.isdisjoint(lexicon.moving) or not words.isdisjoint(
        _TELLING | outlooks().sayings.firsts | answers().verbs.firsts
    )
