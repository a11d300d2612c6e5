"""Who did a happening and to whom, over all the words that tell of it; pronouns stand for whom they mean."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from recount.extract.attribution import attribution_of
from recount.extract.drafts import NOBODY
from recount.extract.frame import Frame
from recount.extract.happenings import Happening
from recount.extract.parties import Parties, parties_of
from recount.extract.pronouns import meant_by_pronoun
from recount.extract.triggers import Trigger
from recount.records import Mention


def parties_told(frame: Frame, happening: Happening) -> Parties:
    """Parties of the telling trigger; where it lacks a side, that of the others ("the strike killed four rebels")."""
    parties = NOBODY
    for trigger in happening.triggers:
        found = parties_of(trigger, frame.sentence, frame.document, frame.lexicon, partial(meant_at, frame, trigger))
        actor = parties.actor or tuple(m for m in found.actor if m not in parties.target)
        target = tuple(m for m in found.target if not _is_among(m.id, m.words, actor))
        named = not any(m.id for m in parties.target) and any(m.id for m in target)
        target = target if named or not parties.target else parties.target
        parties = Parties(actor, target)
    return parties


def governing_verb(frame: Frame, happening: Happening) -> int | None:
    """The verb that orders, asks for or vows the act, above it in the tree; none where the act has no such verb."""
    first = (happening.reading.cue or "").casefold().split()[:1]
    tree = frame.sentence.tree
    top = tree.top(happening.head.span)
    if not first or top is None:
        return None
    return next((i for i in tree.above(top) if tree.words[i].text.casefold() == first[0]), None)


def meant_at(frame: Frame, trigger: Trigger, index: int) -> Mention | None:
    """Whom the pronoun at an index of the sentence means."""
    speaker = attribution_of(trigger.span, frame.attributions)
    carried = frame.carried.subject if frame.carried.segment == frame.sentence.segment else None
    return meant_by_pronoun(index, trigger, frame.sentence, frame.document, speaker, carried)


def _is_among(id_: str | None, words: str, mentions: Sequence[object]) -> bool:
    return any(
        (id_ is not None and getattr(m, "id", None) == id_) or getattr(m, "words", "") == words for m in mentions
    )


def is_own(parties: Parties, head: Trigger, frame: Frame) -> bool:
    """Whether who warns of a deed would do it."""
    speech = attribution_of(head.span, frame.attributions)
    if speech is None or not speech.chain or speech.chain[0].verb != "warn" or speech.chain[0].id is None:
        return False
    return any(m.id == speech.chain[0].id for m in parties.actor)
