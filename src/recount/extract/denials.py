"""What somebody denies and nothing else tells: "the ministry denied that commanders had fled", "denied any abuses"."""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.attribution import Attribution
from recount.extract.cast import Cast
from recount.extract.drafts import NOBODY, Draft
from recount.extract.frame import Frame
from recount.extract.instruments import instruments_in
from recount.extract.modality import ModalityReading
from recount.extract.parties import Parties, parties_of
from recount.extract.pronouns import meant_by_pronoun
from recount.extract.trees import Tree
from recount.extract.triggers import Trigger
from recount.extract.when import When, published_bound
from recount.extract.where import Where, own_place
from recount.records import Mention, Span
from recount.words.lists import word_set

REACH = 10
"""Sentences between a deed and whoever denies a part in it."""
_FEWEST = 2
"""Words of content below which a denial says nothing by itself ("denied that")."""
_EMPTY = word_set("that the any a an on in at of")
_BACK = word_set("it them this these those part role involvement hand")
_ACCOUNTS = word_set(
    "report reports claim claims allegation allegations accusation accusations charge charges link ties"
)
_MANY = word_set("systematic widespread repeated abuses violations attacks strikes raids killings")
_TALK = frozenset({"ACCUSE", "REJECT", "THREATEN", "REQUEST", "SUPPORT"})
"""What only talks is no deed that is denied."""


def denied(frame: Frame, made: Sequence[Draft], triggers: Sequence[Trigger]) -> list[Draft]:
    """An event that is denied, for each denial of which no draft was made. Its type is that of what is denied, where
    the lexicon knows it, or of the deed told before, where the content points back to it."""
    found = []
    for saying in frame.attributions:
        if saying.stance != "denies" or not saying.chain or saying.cue.end > saying.content[0].start:
            continue
        content = saying.content[0]
        if any(_tells(d, saying, content) for d in made):
            continue
        draft = _draft(frame, saying, content, triggers)
        if draft is not None:
            found.append(draft)
    return found


def _tells(draft: Draft, saying: Attribution, content: Span) -> bool:
    stays = not draft.rests or draft.kind == "level"
    return stays and (
        draft.trigger.overlaps(content) or (draft.type != "REJECT" and draft.trigger.overlaps(saying.cue))
    )


def _draft(frame: Frame, saying: Attribution, content: Span, triggers: Sequence[Trigger]) -> Draft | None:
    dated = [m.span for m in frame.document.times_of(content)]
    tokens = [t for t in frame.sentence.tokens_in(content) if not any(span.overlaps(t.span) for span in dated)]
    words = {t.lower for t in tokens if t.lower.isalpha()} - _EMPTY
    deed = frame.carried.deed
    near = deed if deed is not None and frame.sentence.index - deed.sentence.index <= REACH else None
    told = next((t for t in triggers if content.holds(t.span) and t.entry.type and t.entry.type not in _TALK), None)
    back = near if near is not None and not words.isdisjoint(_BACK) else None
    if told is None and back is None and _is_whereabouts(content, frame.sentence.tree):
        return None
    if back is None and (len(words) < _FEWEST or not words.isdisjoint(_ACCOUNTS)):
        return None
    place = own_place(content, content, frame.sentence, frame.document)
    if not place.places and back is not None and back.where.places:
        place = Where(back.where.places, "carried", "place of the deed told before")
    named = instruments_in(frame.sentence, content, frame.lexicon) if told is None and back is None else []
    modes = (named[0][1] if named else None, told and told.entry.mode, back and back.mode)
    type_ = "ASSAULT" if named else told.entry.type if told is not None else back.type if back is not None else None
    return Draft(
        kind="tally" if not words.isdisjoint(_MANY) or (told is None and back and back.kind == "tally") else "event",
        type=type_,
        mode=next((mode for mode in modes if mode), None),
        trigger=saying.cue,
        span=Span(min(saying.source.start if saying.source else saying.cue.start, saying.cue.start), content.end),
        sentence=frame.sentence,
        reading=ModalityReading(modality="negated", cue=frame.document.text[saying.cue.start : saying.cue.end]),
        parties=_parties(frame, saying, told, back),
        where=place,
        when=_when(frame, back),
        quantity=(),
        instrument=tuple(dict.fromkeys(name for name, _ in named)),
        attribution=saying,
        reasons=("denied, and told by nothing else",),
    )


def _is_whereabouts(content: Span, tree: Tree) -> bool:
    """ "Denied that any soldiers were there": where somebody is, or what somebody is, and nothing that took place."""
    top = tree.top(content)
    return top is not None and bool(tree.children(top, "cop"))


def _when(frame: Frame, back: Draft | None) -> When:
    if back is not None and back.when.time is not None:
        return When(back.when.time, "carried", "time of the deed told before")
    bound = published_bound(frame.document)
    return When(bound, "publication" if bound is not None else "none", "no time given: before publication")


def _parties(frame: Frame, saying: Attribution, told: Trigger | None, back: Draft | None) -> Parties:
    """Who is said not to have done what: the trigger's parties, else whoever "had no part in it", else the speaker."""
    if told is None:
        return Parties(tuple(_without_part(frame, saying)), ()) if back is not None else NOBODY

    def meant(index: int) -> Mention | None:
        return meant_by_pronoun(index, told, frame.sentence, frame.document, saying, frame.carried.subject)

    return parties_of(told, frame.sentence, frame.document, frame.lexicon, meant)


def _without_part(frame: Frame, saying: Attribution) -> list[Mention]:
    tree = frame.sentence.tree
    top = tree.top(saying.content[0])
    subjects = tree.children(top, "nsubj") if top is not None and tree.is_predicate(top) else []
    cast = Cast(frame.sentence, frame.document, frame.lexicon, lambda _: None)
    named = [m for at in subjects if tree.words[at].upos != "PRON" for m in cast.doers(at)]
    return named or [m for m in frame.document.actors_of(saying.source or saying.cue) if m.span is not None][:1]
