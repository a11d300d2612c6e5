"""Said twice in one report: one claim, two pieces of evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from recount.records import Claim, Place, Quantity

_HARMS = (
    "killed",
    "wounded",
    "casualties",
    "arrested",
    "captured",
    "abducted",
    "attacks",
    "strikes",
    "raids",
    "troops",
)


def without_repeats(claims: Sequence[Claim], rests: Mapping[str, str]) -> list[Claim]:
    """Claims in order, those that repeat an earlier one folded into it. `rests` are the ids of claims that only
    point back and the words they do it with ("the raids"): they join the last claim that has the word, or one of the
    same party struck. Those that find none go, but for an assault that says who was struck or who answers for it: that
    was not told before."""
    kept: list[Claim] = []
    for claim in claims:
        if claim.id in rests and (_points_back(claim, rests[claim.id], kept) or not _is_news(claim)):
            continue
        at = next((i for i in range(len(kept) - 1, -1, -1) if same_said(kept[i], claim)), None)
        if at is None:
            kept.append(claim)
        else:
            kept[at] = _joined(kept[at], claim)
    return kept


def same_said(one: Claim, other: Claim) -> bool:
    """Whether two claims of one report say the same: kind, type, mood, figures, place, day and speaker do not differ,
    and at least the figures or both place and parties agree."""
    if (one.kind, one.type, one.modality, one.stance, one.direction) != (
        other.kind,
        other.type,
        other.modality,
        other.stance,
        other.direction,
    ):
        return False
    if not _compatible_text(one.mode, other.mode) or not speakers_agree(one, other):
        return False
    if not places_agree(one.place, other.place) or not times_agree(one, other):
        return False
    if one.kind == "relation":
        return one.about == other.about and _parties(one) == _parties(other) and one.relation == other.relation
    if one.kind == "assessment":
        return (one.about, one.verdict) == (other.about, other.verdict) and one.actor == other.actor
    figures = _figures_agree(one.quantity, other.quantity)
    if figures is not None:
        return figures
    return (
        bool(one.place) and bool(one.actor or one.target) and _parties(one) == _parties(other) and bool(one.place[0].id)
    )


def _is_news(claim: Claim) -> bool:
    owned = claim.stance == "claims_responsibility" and bool(claim.actor)
    return claim.type == "ASSAULT" and (bool(claim.target) or owned)


def _points_back(claim: Claim, word: str, kept: list[Claim]) -> bool:
    stem = word.split()[-1].casefold().rstrip("s")
    struck = _parties(claim)[1]
    for i in range(len(kept) - 1, -1, -1):
        named = any(stem in e.quote.casefold() for e in kept[i].evidence) or struck & _parties(kept[i])[1]
        if named and kept[i].type == claim.type and kept[i].kind in ("event", "tally"):
            kept[i] = replace(kept[i], evidence=tuple(dict.fromkeys((*kept[i].evidence, *claim.evidence))))
            return True
    return False


def _joined(one: Claim, other: Claim) -> Claim:
    """The earlier claim with what the later adds; a filled field is never overwritten, and an own place or day wins
    over none."""
    return replace(
        one,
        mode=one.mode or other.mode,
        cameo=one.cameo or other.cameo,
        acled=one.acled if one.mode else (other.acled or one.acled),
        actor=one.actor or other.actor,
        target=one.target or other.target,
        instrument=tuple(dict.fromkeys((*one.instrument, *other.instrument))),
        place=_finer(one.place, other.place),
        time=one.time if one.time is not None and one.time.start is not None else (other.time or one.time),
        quantity=_united(one.quantity, other.quantity),
        source=one.source or other.source,
        evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))),
        reading_confidence=max(one.reading_confidence, other.reading_confidence),
        reasons=tuple(dict.fromkeys((*one.reasons, "said again in the report"))),
        sensitivity=tuple(dict.fromkeys((*one.sensitivity, *other.sensitivity))),
    )


def _finer(one: tuple[Place, ...], other: tuple[Place, ...]) -> tuple[Place, ...]:
    seen = {p.id or p.words for p in one}
    return (*one, *(p for p in other if (p.id or p.words) not in seen))


def _united(one: Sequence[Quantity], other: Sequence[Quantity]) -> tuple[Quantity, ...]:
    held = {(q.measure, q.of_whom): q for q in one}
    for q in other:
        held.setdefault((q.measure, q.of_whom), q)
    return (*one, *(q for q in held.values() if q not in one and not _same_figure(q, one)))


def _same_figure(quantity: Quantity, others: Sequence[Quantity]) -> bool:
    return any(q.measure == quantity.measure and q.value == quantity.value for q in others)


def _figures_agree(one: Sequence[Quantity], other: Sequence[Quantity]) -> bool | None:
    """True where they share a figure, False where figures of a measure differ, None with nothing to compare."""
    left, right = _by_measure(one), _by_measure(other)
    shared = left.keys() & right.keys()
    if not shared:
        return None if not left or not right else False
    return all(left[m] & right[m] for m in shared) and any(v is not None for m in shared for v in left[m] & right[m])


def _by_measure(quantities: Sequence[Quantity]) -> dict[str, set[float | None]]:
    found: dict[str, set[float | None]] = {}
    for q in quantities:
        if q.measure in _HARMS:
            found.setdefault(q.measure, set()).add(q.value)
    return found


def _compatible_text(one: str | None, other: str | None) -> bool:
    return one == other or one is None or other is None


def goes_on(before: Claim, after: Claim) -> bool:
    """Whether the later claim is told by whoever told the earlier: nobody else is named. A toll that a ministry gives
    is the ministry's, and does not belong to a blow that the report tells by itself."""
    return not after.source or (bool(before.source) and speakers_agree(before, after))


def speakers_agree(one: Claim, other: Claim) -> bool:
    if not one.source or not other.source:
        return True
    left, right = one.source[0], other.source[0]
    return (left.id or left.name or left.description) == (right.id or right.name or right.description)


def places_agree(one: Sequence[Place], other: Sequence[Place]) -> bool:
    if not one or not other:
        return True
    if {p.id or p.words.casefold() for p in one} & {p.id or p.words.casefold() for p in other}:
        return True
    left, right = one[0], other[0]
    return (
        left.province is not None
        and left.province == right.province
        and "province" in (left.precision, right.precision)
    )


def times_agree(one: Claim, other: Claim) -> bool:
    left, right = one.time, other.time
    if left is None or right is None or not left.resolved or not right.resolved:
        return True
    return (left.start is None or right.end is None or left.start < right.end) and (
        right.start is None or left.end is None or right.start < left.end
    )


def _parties(claim: Claim) -> tuple[frozenset[str], frozenset[str]]:
    return (
        frozenset(m.id or m.words.casefold() for m in claim.actor),
        frozenset(m.id or m.words.casefold() for m in claim.target),
    )
