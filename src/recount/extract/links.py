"""What led to, hindered, enabled or went with what: the words that join two clauses, and the claims on either side.

A link is read last, when the other claims of the report are known, since its two ends are claims of the same report.
Where a side tells none, its end stays empty and its words stay in the evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from recount.extract.attribution import attribution_of, attributions_in
from recount.extract.claiming import claim_of
from recount.extract.coding import Coded
from recount.extract.drafts import NOBODY, Draft
from recount.extract.joins import Joined, joined_in
from recount.extract.modality import ModalityReading, modality_of
from recount.extract.syntax import Document, Sentence
from recount.extract.told import Told, blames_party, own_harm, pointed_at, told_enough, told_in
from recount.extract.when import When
from recount.extract.where import Where
from recount.records import Claim, Evidence, Span
from recount.words.lists import word_set

_MOST = 4
"""Movements of a sentence that are still told as of one time; more are a list."""
_BESIDE = frozenset({"as", "when", "while", "whereas"})


def links_in(coded: Sequence[Coded], told: Sequence[Told], document: Document) -> list[Claim]:
    """Links of a report in order; `told` are its other claims."""
    found: list[Claim] = []
    last: Sentence | None = None
    for item in coded:
        sentence = item.sentence
        before = last if last is not None and last.segment == sentence.segment else None
        last = sentence
        here = [t for t in told if sentence.span.holds(t.trigger)]
        for joined in (*joined_in(sentence, before), *_together(sentence, here)):
            made = _link(joined, sentence, told, document)
            if made is not None and not any(made.id == other.id for other in found):
                found.append(made)
    return found


def _together(sentence: Sentence, here: Sequence[Told]) -> list[Joined]:
    """ "As raids fell, attacks rose": movements told by one sentence as of one time, each with the next."""
    moved = sorted((t for t in here if t.claim.kind == "trend"), key=lambda t: t.trigger)
    if not 2 <= len(moved) <= _MOST:
        return []
    one, two = moved[:2]
    inside = [t for t in sentence.tokens if t.start < two.trigger.start and not one.trigger.holds(t.span)]
    joint = next((t for t in inside if t.lower in _BESIDE), None)
    if joint is None or (joint.start < one.trigger.start and not any(t.lower == "," for t in inside)):
        return []
    made = [Joined("coincides", joint.span, one.trigger, two.trigger, "one")]
    for before, after in pairwise(moved[1:]):
        between = [t for t in sentence.tokens if before.trigger.end <= t.start < after.trigger.start]
        ands = [t for t in between if t.lower in ("and", *_BESIDE)]
        made += [Joined("coincides", ands[-1].span, before.trigger, after.trigger, "one")] if ands else []
    return made


def _link(joined: Joined, sentence: Sentence, told: Sequence[Told], document: Document) -> Claim | None:
    cause, effect = told_in(joined.cause, told), told_in(joined.effect, told)
    cause = tuple(i for i in cause if i not in effect) or pointed_at(joined.cause, effect, told, document)
    effect = effect or pointed_at(joined.effect, cause, told, document)
    attribution = attribution_of(joined.cue, attributions_in(sentence, document), said=True)
    if not told_enough(joined, cause, effect, document, said=attribution is not None):
        return None
    if joined.credits and blames_party(joined, document):
        return None
    if joined.type == "causes" and own_harm(joined, effect, told, document):
        return None
    reading = _mood(joined, sentence, document)
    if reading.becomes != "event" or reading.modality == "conditional":
        return None
    own = [s for s in (joined.cause, joined.effect, joined.cue) if s is not None and sentence.span.holds(s)]
    span = Span(min(s.start for s in own), max(s.end for s in own))
    words = " ".join(document.text[joined.cue.start : joined.cue.end].split())
    draft = Draft(
        kind="link",
        type=joined.type,
        mode=None,
        trigger=joined.cue,
        span=span,
        sentence=sentence,
        reading=reading,
        parties=NOBODY,
        where=Where((), "none", "no place asked for"),
        when=When(None, "none", "no time asked for"),
        quantity=(),
        instrument=(),
        attribution=attribution,
        weak=not (cause and effect),
        reasons=(f"{words} joins {len(cause)} and {len(effect)} claims",),
    )
    made = replace(claim_of(draft, document), cause=cause, effect=effect)
    if joined.before is None:
        return made
    other = joined.before.span
    return replace(
        made, evidence=(*made.evidence, Evidence(other.start, other.end, document.text[other.start : other.end]))
    )


def _mood(joined: Joined, sentence: Sentence, document: Document) -> ModalityReading:
    """How the joining is meant: a verb as any verb; other words are as the sentence has them, unless "not" or "partly"
    stands right before."""
    if joined.verb:
        return modality_of(joined.cue, sentence, document)
    before = next((t.lower for t in reversed(sentence.tokens) if t.end <= joined.cue.start), "")
    words = document.text[joined.cue.start : joined.cue.end].casefold().split()
    if before in _NOT or not _NOT.isdisjoint(words):
        return ModalityReading("negated", cue=before if before in _NOT else "no")
    return ModalityReading("possible", cue=before) if before in _PERHAPS else ModalityReading()


_NOT = frozenset({"not", "n't", "never", "no", "nothing"})
_PERHAPS = word_set("possibly perhaps probably likely apparently presumably maybe")
