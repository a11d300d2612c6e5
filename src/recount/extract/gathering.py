"""Parts of a deed that are told in another sentence than the deed itself: "The victims were identified as ...", "The
bomb had been left under a table".

The language network reads a report as a whole and marks such parts; where their own sentence tells of no deed, they
belong to the one told last before, or else to the one told next. A claim takes them with the words that name them as
further evidence. Who did it is so taken for a deed without a doer alone, and only where nobody is named ("the two
men"): that a group is mentioned near an attack accuses it of nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from recount.extract.coding import Coded
from recount.extract.drafts import Draft
from recount.extract.filling import is_filled_deed, with_parts
from recount.extract.lexicon import Lexicon
from recount.extract.parties import key_of
from recount.extract.syntax import Document, Sentence
from recount.language.analysis import Labelled

SURE = 0.2
"""How sure the network must be of a part that stands apart from the deed."""
SURE_OF_DOER = 0.3
"""How sure of one who did it."""
BEFORE, AFTER = 6, 2
"""Sentences over which a deed told before, or after, is the one that is meant."""

_DOERS = frozenset({"PerpInd", "PerpOrg"})


def gathered(coded: Sequence[Coded], document: Document, lexicon: Lexicon) -> list[Coded]:
    """The same sentences, whose deeds have the parts that other sentences give."""
    deeds = [d for c in coded for d in c.drafts if is_filled_deed(d) and not d.rests]
    if not deeds:
        return list(coded)
    told = {key_of(m) for d in deeds for m in (*d.parties.actor, *d.parties.target)}
    filled: dict[int, Draft] = {}
    for one in coded:
        at = _meant(one.sentence, deeds) if not any(is_filled_deed(d) and not d.rests for d in one.drafts) else None
        if at is None:
            continue
        before = filled.get(at, deeds[at])
        parts = list(_parts(one.sentence, document, doers=not before.parties.actor))
        filled[at] = after = with_parts(before, parts, document, lexicon, sentence=one.sentence, told=told)
        told |= {key_of(m) for m in (*after.parties.actor, *after.parties.target)}
    now = {id(deeds[at]): draft for at, draft in filled.items()}
    return [replace(c, drafts=tuple(now.get(id(d), d) for d in c.drafts)) for c in coded]


def _meant(sentence: Sentence, deeds: Sequence[Draft]) -> int | None:
    """Which deed a sentence without one goes on about: none of a title, which the body tells again."""
    body = [at for at, d in enumerate(deeds) if d.sentence.segment_kind != "title"]
    before = [at for at in body if 0 < sentence.index - deeds[at].sentence.index <= BEFORE]
    after = [at for at in body if 0 < deeds[at].sentence.index - sentence.index <= AFTER]
    return before[-1] if before else after[0] if after else None


def _parts(sentence: Sentence, document: Document, *, doers: bool) -> Iterator[Labelled]:
    """What the network is sure of in a sentence, without its speakers; of `doers`, only those without a name."""
    speakers = [s.source for s in document.sayings_of(sentence) if s.source is not None]
    for part in document.incidents_of(sentence.span):
        speaks = any(one.start < part.end and part.start < one.end for one in speakers)
        nameless = part.label == "PerpInd" and not _is_named(part, sentence)
        asked = part.label not in _DOERS or (doers and nameless)
        least = SURE_OF_DOER if part.label in _DOERS else SURE
        if part.score >= least and asked and not speaks:
            yield part


def _is_named(part: Labelled, sentence: Sentence) -> bool:
    """Whether the words hold a name."""
    return any(sentence.tree.words[at].upos == "PROPN" for at in sentence.tree.within(part.span))
