"""Whether the claims of a report tell what a link joins, and which of them do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recount.extract.joins import Joined
from recount.extract.judgements import judgements
from recount.extract.syntax import Document, tokens_in
from recount.records import Claim, Span
from recount.words.lists import word_set


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of the report and where in the text the words stand that carry it."""

    trigger: Span
    claim: Claim


_DEEDS = word_set(
    "attack attacks strike strikes raid raids bombing killing assault shelling ambush assassination airstrike"
)
_MOVES = word_set("fall rise drop decline decrease increase reduction surge lull")


def pointed_at(span: Span | None, other: tuple[str, ...], told: Sequence[Told], document: Document) -> tuple[str, ...]:
    """ "in response to the attack": the attack told last before these words, close by; "the fall": the movement."""
    words = [t.lower for t in tokens_in(document.text, span.start, span.end)] if span is not None else []
    if (
        span is None
        or not 2 <= len(words) <= 4
        or words[0] not in ("the", "that", "this")
        or words[-1] not in _DEEDS | _MOVES
    ):
        return ()
    near = [t for t in told if t.trigger.end <= span.start and span.start - t.trigger.end < _NEAR]
    near = [t for t in near if _is_meant(words[-1], t.claim)]
    near = [t for t in near if t.claim.id not in other]
    return (max(near, key=lambda t: t.trigger).claim.id,) if near else ()


def _is_meant(word: str, claim: Claim) -> bool:
    if word in _MOVES:
        return claim.kind == "trend"
    return claim.type == "ASSAULT" and claim.kind in ("event", "tally")


_NEAR = 300
"""Characters back in which "the attack" is looked for: about two sentences."""


def told_enough(
    joined: Joined, cause: tuple[str, ...], effect: tuple[str, ...], document: Document, *, said: bool
) -> bool:
    """A claim on one side, and for words that tell of outcomes too a happening on the other. Words that can only link
    need no claim where they join a happening to another or to what a party does, nor where someone says so."""
    if joined.needs == "none" and joined.cause is not None and joined.effect is not None:
        return (
            bool(cause or effect) or said or _of_matter(joined.cause, document) or _of_matter(joined.effect, document)
        )
    if cause or effect:
        return joined.needs != "both" or _both(joined, cause, effect, document)
    if joined.needs == "both" and joined.type in ("hinders", "enables"):
        return _both(joined, cause, effect, document)
    if joined.needs == "both" or not _names_happening(joined.cause, document) or joined.effect is None:
        return False
    return _of_matter(joined.effect, document)


def _of_matter(span: Span, document: Document) -> bool:
    """Whether words name a happening or a known party."""
    return _names_happening(span, document) or any(m.id for m in document.actors_of(span))


def blames_party(joined: Joined, document: Document) -> bool:
    """ "Blamed the Front", "credit the army for it": an accusation or praise of a party, and no cause."""
    if joined.cause is None:
        return False
    near = Span(joined.cause.start, joined.cause.start + _PARTY)
    return any(m.span is not None and m.span.start < near.end for m in document.actors_of(joined.cause) if m.id)


_PARTY = 5
"""Characters of what is blamed in which a party's name begins, past an article."""


def _both(joined: Joined, cause: tuple[str, ...], effect: tuple[str, ...], document: Document) -> bool:
    """Whether each side is told by a claim, or at least names a happening."""
    return all(
        ids or _names_happening(side, document) for ids, side in ((cause, joined.cause), (effect, joined.effect))
    )


def _names_happening(span: Span | None, document: Document) -> bool:
    if span is None:
        return False
    words = {t.lower for t in tokens_in(document.text, span.start, span.end)}
    return not judgements().happenings.isdisjoint(words)


def own_harm(joined: Joined, effect: tuple[str, ...], told: Sequence[Told], document: Document) -> bool:
    """ "Four were injured due to the shelling": who was hurt by an attack is told with it, and is nothing it led to."""
    if document.text[joined.cue.start : joined.cue.end].casefold() in _ANSWERS:
        return False
    claims = [t.claim for t in told if t.claim.id in effect]
    hurt = [c for c in claims if c.type == "ASSAULT" and any(q.measure in _HARMS for q in c.quantity)]
    return bool(hurt) and len(hurt) == len(claims)


_HARMS = frozenset({"killed", "wounded", "casualties", "other"})
_ANSWERS = frozenset(
    {"in response to", "in retaliation for", "in revenge for", "in reprisal for", "in response", "in retaliation"}
)


def told_in(span: Span | None, told: Sequence[Told]) -> tuple[str, ...]:
    """The ids of the claims whose words stand in a stretch."""
    return tuple(dict.fromkeys(t.claim.id for t in told if span is not None and span.holds(t.trigger)))
