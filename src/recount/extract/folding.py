"""What a report tells in pieces, put together: a blow with its outcome ("No one was hurt."), a body with its title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from recount.extract.drafts import Draft
from recount.extract.repeats import goes_on, places_agree, times_agree
from recount.records import Claim, Place, Quantity

_HARMS = frozenset({"killed", "wounded", "casualties"})
_NEAR = 2
"""Sentences between a blow and what is said to have come of it."""
_FIELD = {"killed": "killed", "wounded": "wounded", "injured": "wounded", "hurt": "wounded", "harmed": "casualties"}


def folded(claims: Sequence[Claim], drafts: Mapping[str, Draft]) -> list[Claim]:
    """Claims in order without the outcomes that belong to a blow told before them and without what a title says of
    what the body says. A figure that rivals one of the blow, or another speaker's than the blow's, stays by itself."""
    kept: list[Claim] = []
    for claim in claims:
        at = _blow_of(claim, drafts, kept)
        if at is None:
            kept.append(claim)
        else:
            kept[at] = _with_outcome(kept[at], claim, drafts[claim.id])
    return _under_body(kept, drafts)


def _blow_of(claim: Claim, drafts: Mapping[str, Draft], kept: Sequence[Claim]) -> int | None:
    draft = drafts[claim.id]
    if not _is_outcome(draft):
        return None
    for at in range(len(kept) - 1, -1, -1):
        blow, told = kept[at], drafts[kept[at].id]
        gap = draft.sentence.index - told.sentence.index
        if gap > _NEAR or told.sentence.segment_kind == "title":
            return None
        if (
            blow.kind in ("event", "tally")
            and blow.type == "ASSAULT"
            and told.reading.modality in ("actual", "attempted")
        ):
            return at if gap > 0 and blow.kind == "event" and _fits(blow, claim) else None
    return None


def _is_outcome(draft: Draft) -> bool:
    """A harm by itself: nobody deals it, with no means, place or day of its own."""
    if draft.kind != "event" or draft.type != "ASSAULT" or draft.mode is not None or draft.instrument:
        return False
    if draft.parties.actor or draft.where.origin == "own" or draft.when.origin in ("own", "sentence"):
        return False
    if draft.reading.modality == "negated":
        return _spared(draft) is not None
    return (
        draft.reading.modality == "actual" and bool(draft.quantity) and all(q.measure in _HARMS for q in draft.quantity)
    )


def _spared(draft: Draft) -> Quantity | None:
    """ "No one was hurt": nobody harmed, as a figure."""
    lowers = [t.lower for t in draft.sentence.tokens]
    word = next((t.lower for t in draft.sentence.tokens if t.start == draft.trigger.start), "")
    first = next((w for w in (["no", "one"], ["nobody"], ["none"]) if lowers[: len(w)] == w), None)
    if first is None or word not in _FIELD:
        return None
    base = draft.sentence.span.start
    words = draft.sentence.text[: draft.sentence.tokens[len(first) - 1].end - base]
    return Quantity(_FIELD[word], None, 0.0, "exact", 0.0, 0.0, None, None, words)


def _fits(blow: Claim, claim: Claim) -> bool:
    mine = {q.measure for q in claim.quantity}
    rival = any(q.measure in mine or (q.measure in _HARMS and "casualties" in mine) for q in blow.quantity)
    return not rival and goes_on(blow, claim) and places_agree(blow.place, claim.place)


def _with_outcome(blow: Claim, claim: Claim, draft: Draft) -> Claim:
    spared = _spared(draft) if draft.reading.modality == "negated" else None
    figures = (spared,) if spared is not None else claim.quantity
    return replace(
        blow,
        quantity=(*blow.quantity, *figures),
        target=blow.target or claim.target,
        evidence=tuple(dict.fromkeys((*blow.evidence, *claim.evidence))),
        reasons=(*blow.reasons, "with what came of it"),
        sensitivity=tuple(dict.fromkeys((*blow.sensitivity, *claim.sensitivity))),
    )


def _under_body(claims: Sequence[Claim], drafts: Mapping[str, Draft]) -> list[Claim]:
    """The claims of the body first in their evidence, those of the title that say the same as second evidence."""
    titles = [c for c in claims if drafts[c.id].sentence.segment_kind == "title"]
    kept = [c for c in claims if drafts[c.id].sentence.segment_kind != "title"]
    over: list[Claim] = []
    for title in titles:
        at = next((i for i, body in enumerate(kept) if _heads(title, body)), None)
        if at is None:
            over.append(title)
        else:
            evidence = tuple(dict.fromkeys((*kept[at].evidence, *title.evidence)))
            body = kept[at]
            kept[at] = replace(
                body,
                actor=body.actor or title.actor,
                target=body.target or title.target,
                place=_finest_first(body.place, title.place),
                quantity=body.quantity or title.quantity,
                evidence=evidence,
                reasons=(*body.reasons, "said in the title"),
            )
    return [*over, *kept]


def _finest_first(body: Sequence[Place], title: Sequence[Place]) -> tuple[Place, ...]:
    """The places of the body, then those that only the title has; a finer one of the title before a coarser first."""
    seen = {p.id or p.words for p in body}
    others = [p for p in title if (p.id or p.words) not in seen]
    if body and others and body[0].precision in _COARSE and others[0].precision not in _COARSE:
        return (*others, *body)
    return (*body, *others)


_COARSE = ("province", "country", "region")


def _heads(title: Claim, body: Claim) -> bool:
    """Whether a title says what a claim of the body says: nothing in it is otherwise there."""
    several = {"event", "tally"}
    if title.kind != body.kind and not {title.kind, body.kind} <= several:
        return False
    if title.type != body.type or title.direction != body.direction or title.modality != body.modality:
        return False
    if not places_agree(title.place, body.place) or not times_agree(title, body):
        return False
    return not _otherwise(title.quantity, body.quantity) and not any(
        _apart({m.id for m in one if m.id}, {m.id for m in other if m.id})
        for one, other in ((title.actor, body.actor), (title.target, body.target))
    )


def _apart(one: set[str], other: set[str]) -> bool:
    return bool(one) and bool(other) and not one & other


def _otherwise(title: Sequence[Quantity], body: Sequence[Quantity]) -> bool:
    """Whether the title gives another figure than the body for a measure that both count."""
    said = {q.measure: q.value for q in body if q.value is not None}
    return any(q.value is not None and q.measure in said and q.value != said[q.measure] for q in title)
