"""Roles that the rules leave open, filled by what the language network marks as part of an incident.

The rules say who did it where the tree shows it; the network reads the whole report and also knows who did it from what
the sentence only implies ("the bomb, placed by two men, went off beside the bank"). Of an assault that took place and
lacks a side, what the network is sure of in its words is taken over, as the words stand; a claim with such a side says
so, and is read with less confidence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from recount.extract.drafts import Draft
from recount.extract.lexicon import Lexicon
from recount.extract.parties import Parties, certainty_of, key_of
from recount.extract.syntax import Document, Sentence
from recount.language.analysis import Labelled
from recount.records import Mention, Span
from recount.words.parties import parties

SURE = 0.1
"""How sure the network must be of a part. Low, since it gives only parts of entities that it is sure of over the whole
report."""

SURER = 0.2
"""How sure of a part beside those that the rules found."""

ACCUSED = 0.5
"""How sure of a doer whom the catalogue knows: nobody is accused because the network half hears it."""

_DOERS = ("PerpInd", "PerpOrg")
_STRUCK = ("Victim", "Target")
_MEANS = ("Weapon",)
_TOLD = frozenset({"event", "tally", "intent"})
_TYPES = frozenset({"ASSAULT", "COERCE"})


def filled(drafts: Sequence[Draft], document: Document, lexicon: Lexicon) -> list[Draft]:
    """Drafts of one sentence with the sides of their deeds filled: of assaults, and of what is done to people by
    force. A part of an incident belongs to the nearest deed of those in whose words it stands, or of all."""
    deeds = [d for d in drafts if is_filled_deed(d)]
    if not deeds:
        return list(drafts)
    parts = [part for part in document.incidents_of(deeds[0].sentence.span) if part.score >= SURE]
    return [with_parts(d, _own(d, deeds, parts), document, lexicon) if is_filled_deed(d) else d for d in drafts]


def is_filled_deed(draft: Draft) -> bool:
    """Whether a draft tells of a deed whose sides the network may fill."""
    return draft.kind in _TOLD and draft.type in _TYPES


def _own(draft: Draft, deeds: Sequence[Draft], parts: Sequence[Labelled]) -> list[Labelled]:
    return [p for p in parts if _nearest(p, [d for d in deeds if d.span.holds(p.span)] or deeds) is draft]


def _nearest(part: Labelled, deeds: Sequence[Draft]) -> Draft:
    return min(deeds, key=lambda d: max(part.start - d.trigger.end, d.trigger.start - part.end))


def with_parts(
    draft: Draft,
    parts: Sequence[Labelled],
    document: Document,
    lexicon: Lexicon,
    *,
    sentence: Sentence | None = None,
    told: Collection[str] = (),
) -> Draft:
    """The draft with what the parts add to its sides and its means. They stand in `sentence` where it is another than
    the draft's own, and then none is taken that names a party `told` already."""
    around = sentence or draft.sentence
    sides = draft.parties
    actor = (*sides.actor, *_mentions(parts, _DOERS, sides.actor, sides.target, draft, document, around, told))
    target = (*sides.target, *_mentions(parts, _STRUCK, sides.target, actor, draft, document, around, told))
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
        also=draft.also if sentence is None else (*draft.also, *_words_of(parts, draft, actor, target, instrument)),
        reasons=(*draft.reasons, *taken),
    )


def _words_of(
    parts: Sequence[Labelled],
    draft: Draft,
    actor: Sequence[Mention],
    target: Sequence[Mention],
    instrument: Sequence[str],
) -> Iterator[Span]:
    """The words of the parts that were taken."""
    named = [m.span for m in (*actor, *target) if m.span is not None]
    for part in parts:
        armed = part.label in _MEANS and tuple(instrument) != draft.instrument
        if armed or any(span.overlaps(part.span) for span in named):
            yield part.span


def _mentions(
    parts: Sequence[Labelled],
    roles: Sequence[str],
    side: Sequence[Mention],
    apart: Sequence[Mention],
    draft: Draft,
    document: Document,
    around: Sentence,
    named: Collection[str],
) -> tuple[Mention, ...]:
    """The parties that parts of these roles name beside those of the side, each once, and none that stands on the
    other side."""
    found: dict[str, Mention] = {}
    least = SURER if side else SURE
    told = {*named, *(key_of(mention) for mention in (*side, *apart))}
    speaker = draft.attribution.source if draft.attribution is not None else None
    for part in parts:
        span = part.span
        taken = any(m.span is not None and m.span.overlaps(span) for m in (*side, *apart))
        speaks = speaker is not None and speaker.overlaps(span)
        if part.label not in roles or part.score < least or taken or speaks or not _names(span, around):
            continue
        mention = _mention(span, around, document)
        if mention.id is not None and roles is _DOERS and part.score < ACCUSED:
            continue
        if key_of(mention) not in told:
            found.setdefault(key_of(mention), mention)
    return tuple(found.values())


def _names(span: Span, sentence: Sentence) -> bool:
    """Whether the words hold a noun: "two" alone is nobody."""
    return any(sentence.tree.words[i].upos in ("NOUN", "PROPN", "PRON") for i in sentence.tree.within(span))


def _mention(span: Span, sentence: Sentence, document: Document) -> Mention:
    known = next((m for m in document.actors_of(sentence.span) if m.span is not None and m.span.overlaps(span)), None)
    if known is not None:
        return replace(known, certainty=certainty_of(known, sentence.span, document.text))
    words = " ".join(document.text[span.start : span.end].split())
    made = Mention(words, span, None, parties().sector_of(words.split()[-1]))
    return replace(made, certainty=certainty_of(made, sentence.span, document.text))


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
