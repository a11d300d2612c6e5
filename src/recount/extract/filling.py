"""Roles that the rules leave open, filled by what the language network marks as part of an incident.

The rules say who did it where the tree shows it; the network reads the whole report and also knows who did it from what
the sentence only implies ("the bomb, placed by two men, went off beside the bank"). Of an assault that took place and
lacks a side, what the network is sure of in its words is taken over, as the words stand; a claim with such a side says
so, and is read with less confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from recount.extract.drafts import Draft
from recount.extract.lexicon import Lexicon
from recount.extract.parties import Parties, certainty_of, key_of
from recount.extract.syntax import Document, Sentence
from recount.language.analysis import Labelled
from recount.records import Mention, Span
from recount.words.parties import parties

SURE = 0.15
"""How sure the network must be of a part. Low, since it gives only parts of entities that it is sure of over the whole
report; at .3 the claims of MUC-4's dev reports hold a sixth fewer of the right ones."""

SURER = 0.4
"""How sure of a part beside those that the rules found."""

_DOERS = ("PerpInd", "PerpOrg")
_STRUCK = ("Victim", "Target")
_MEANS = ("Weapon",)
_TOLD = frozenset({"event", "tally"})
_REAL = frozenset({"actual", "attempted"})


def filled(drafts: Sequence[Draft], document: Document, lexicon: Lexicon) -> list[Draft]:
    """Drafts of one sentence with the sides of their assaults filled. A part of an incident belongs to the assault in
    whose words it stands, or to the only one of the sentence."""
    assaults = [d for d in drafts if _is_assault(d)]
    return [_filled(d, document, lexicon, alone=len(assaults) == 1) if _is_assault(d) else d for d in drafts]


def _is_assault(draft: Draft) -> bool:
    return draft.kind in _TOLD and draft.type == "ASSAULT" and draft.reading.modality in _REAL


def _filled(draft: Draft, document: Document, lexicon: Lexicon, *, alone: bool) -> Draft:
    around = draft.sentence.span if alone else draft.span
    parts = [part for part in document.incidents_of(around) if part.score >= SURE]
    if not parts:
        return draft
    sides = draft.parties
    actor = (*sides.actor, *_mentions(parts, _DOERS, sides.actor, sides.target, draft, document))
    target = (*sides.target, *_mentions(parts, _STRUCK, sides.target, actor, draft, document))
    instrument = draft.instrument or tuple(dict.fromkeys(_weapons(parts, document, lexicon)))
    taken = [
        f"{side} by the network"
        for side, was, now in (
            ("actor", sides.actor, actor),
            ("target", sides.target, target),
            ("instrument", draft.instrument, instrument),
        )
        if was != now
    ]
    if not taken:
        return draft
    return replace(
        draft,
        parties=Parties(actor, target),
        instrument=instrument,
        heard=True,
        reasons=(*draft.reasons, *taken),
    )


def _mentions(
    parts: Sequence[Labelled],
    roles: Sequence[str],
    side: Sequence[Mention],
    apart: Sequence[Mention],
    draft: Draft,
    document: Document,
) -> tuple[Mention, ...]:
    """The parties that parts of these roles name beside those of the side, each once, and none that stands on the
    other side."""
    found: dict[str, Mention] = {}
    least = SURER if side else SURE
    told = {key_of(mention) for mention in (*side, *apart)}
    speaker = draft.attribution.source if draft.attribution is not None else None
    for part in parts:
        span = part.span
        taken = any(m.span is not None and m.span.overlaps(span) for m in (*side, *apart))
        speaks = speaker is not None and speaker.overlaps(span)
        if part.label not in roles or part.score < least or taken or speaks or not _names(span, draft.sentence):
            continue
        mention = _mention(span, draft, document)
        if key_of(mention) not in told:
            found.setdefault(key_of(mention), mention)
    return tuple(found.values())


def _names(span: Span, sentence: Sentence) -> bool:
    """Whether the words hold a noun: "two" alone is nobody."""
    return any(sentence.tree.words[i].upos in ("NOUN", "PROPN", "PRON") for i in sentence.tree.within(span))


def _mention(span: Span, draft: Draft, document: Document) -> Mention:
    known = next(
        (m for m in document.actors_of(draft.sentence.span) if m.span is not None and m.span.overlaps(span)), None
    )
    if known is not None:
        return replace(known, certainty=certainty_of(known, draft.sentence.span, document.text))
    words = " ".join(document.text[span.start : span.end].split())
    made = Mention(words, span, None, parties().sector_of(words.split()[-1]))
    return replace(made, certainty=certainty_of(made, draft.sentence.span, document.text))


def _weapons(parts: Sequence[Labelled], document: Document, lexicon: Lexicon) -> Iterator[str]:
    """The instrument's word where the lexicon knows the weapon, otherwise the report's own words."""
    for part in parts:
        if part.label in _MEANS:
            words = document.text[part.start : part.end].casefold().split()
            known = (
                name
                for k in range(len(words))
                for phrase, name, _ in lexicon.instruments.get(words[k], ())
                if tuple(words[k : k + len(phrase)]) == phrase
            )
            yield next(known, " ".join(words))
