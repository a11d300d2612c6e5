"""What a draft's own words say of its parties beyond their sides: whose "its forces" are, and that a saying is its own.

"The SDF said its fighters had left": the fighters are the SDF's. "The council condemned the raid as a breach": what is
told is itself a saying, and its speaker its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from recount.extract.attribution import Attribution, attributions_in
from recount.extract.drafts import Draft
from recount.extract.parties import Parties
from recount.extract.syntax import Document
from recount.records import Mention

_SAID = frozenset({"REJECT", "ACCUSE", "REQUEST", "THREATEN"})


def with_phrases(draft: Draft, document: Document) -> Draft:
    """The draft with forces given to whom they belong, and with its speaker where it tells of a saying."""
    if draft.type is None or draft.parties is None:
        return draft
    actor = tuple(_possessed(m, draft, document) for m in draft.parties.actor) or tuple(_who_claims(draft, document))
    return replace(draft, parties=Parties(actor, draft.parties.target), attribution=_own_saying(draft, document))


def _who_claims(draft: Draft, document: Document) -> Iterator[Mention]:
    """ "A group called X claimed responsibility for the murder": whoever says so, known to a catalogue or not."""
    said = draft.attribution
    if draft.type != "ASSAULT" or said is None or said.stance != "claims_responsibility" or not said.chain:
        return
    if said.source is not None and draft.kind in ("event", "tally"):
        words = " ".join(document.text[said.source.start : said.source.end].split())
        yield Mention(words, said.source, said.chain[0].id, None, "claimed")


def _possessed(mention: Mention, draft: Draft, document: Document) -> Mention:
    """ "The brigades said their fighters had left": the fighters of the one who speaks are that party's own."""
    if mention.id is not None or mention.span is None or draft.attribution is None or not draft.attribution.chain:
        return mention
    own = document.text[max(0, mention.span.start - 6) : mention.span.start].split()[-1:]
    inside = mention.words.split()[:1]
    theirs = (own or inside) and {w.lower() for w in (*own, *inside)} & {"its", "their"}
    return replace(mention, id=draft.attribution.chain[0].id) if theirs else mention


def _own_saying(draft: Draft, document: Document) -> Attribution | None:
    """ "The council condemned the raid as a breach": what is told is itself a saying, and its speaker its source."""
    if draft.attribution is not None or draft.type not in _SAID:
        return draft.attribution
    found = attributions_in(draft.sentence, document)
    return next((a for a in found if a.chain and a.cue.overlaps(draft.trigger)), None)
