"""How two parties, or a party and a place, stand: "backed by", "part of", "controls", "relies on ... for ...".

Read only where both ends stand beside the words. A description in passing ("the Iran-backed Front") tells a relation
where it names both: a country or party before the hyphen and a party by name after it.
"""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.clauses import AUXILIARIES, BE, HAVE, is_adverb
from recount.extract.compounds import compounds
from recount.extract.ends import parties_after, parties_before
from recount.extract.judgements import Found
from recount.extract.named_ends import anyone, by_name, named, what_for
from recount.extract.place_ends import place_after, place_before
from recount.extract.scene import Scene
from recount.extract.standings import Standing, span_at, whole_span
from recount.records import Mention, Place, Span
from recount.words.lists import word_set

_NEEDS_NO_NAME = frozenset({"commands", "same_as"})


def standings_in(scene: Scene, cues: Sequence[Found]) -> list[Standing]:
    """Relations in order of their words; of two readings of the same words ("controls" a place or a party) the first
    that finds both its ends."""
    found: list[Standing] = []
    for cue in cues:
        if cue.cue.family != "relation" or not _told_now(scene, cue):
            continue
        made = _standing(scene, cue, _shared(scene, cue, found))
        if made is not None and not any(made.cue == other.cue for other in found):
            found.append(made)
    found += [s for s in compounds(scene) if not any(s.cue.overlaps(other.cue) for other in found)]
    return sorted(found, key=lambda s: s.cue)


def _told_now(scene: Scene, found: Found) -> bool:
    """Whether a verb tells how things stand: in the present, the perfect ("has backed"), or after "is" ("is fighting");
    in the past only verbs of holding on, since "armed" and "trained" then tell what was once done. An -ing form right
    after a party describes it ("forces fighting ISIS")."""
    cue, before = found.cue, scene.lowers[max(0, found.first - 3) : found.first]
    if cue.form == "past":
        held = any(w in HAVE for w in before) and not any(w in BE for w in before)
        return held or (cue.past and not any(w in BE for w in before))
    if cue.form == "ing":
        if before[-1:] == ["of"]:
            return any(w.startswith("accus") for w in scene.lowers[max(0, found.first - 7) : found.first])
        return any(w in BE - {"was", "were"} for w in before) or found.first - 1 in {
            last for last, _ in scene.parties.values()
        }
    if cue.form == "base":
        helped = bool(before) and (before[-1] in AUXILIARIES or is_adverb(before[-1]))
        subject = scene.ending(found.first - 1)
        many = subject is not None and (subject[1].words.endswith("s") or subject[1].words[-1:].isupper())
        return helped or (cue.type != "commands" and (many or (bool(before) and before[-1] in ("they", "and", "who"))))
    return True


def described_by_fights(scene: Scene, cues: Sequence[Found]) -> list[Span]:
    """The words of "forces fighting ISIS": an -ing form right after who fights, which tells who they are and nothing
    that took place."""
    return [
        span_at(scene, cue.first, cue.last + 1)
        for cue in cues
        if cue.cue.type == "fights"
        and cue.cue.form == "ing"
        and cue.first > 0
        and (scene.lowers[cue.first - 1] in _WHO_FIGHT or scene.ending(cue.first - 1) is not None)
        and parties_after(scene, cue.last + 1)[0]
    ]


_WHO_FIGHT = word_set(
    """forces force fighters troops groups group militias militia partners allies coalition countries rebels units
    factions soldiers tribes men women volunteers those army armies nations militants"""
)


def _shared(scene: Scene, cue: Found, before: Sequence[Standing]) -> list[Mention]:
    """The subject of "controls X and holds Y" for its second verb: that of the relation told right before."""
    if cue.cue.sides == "reverse" or not before or scene.lowers[max(0, cue.first - 1)] not in ("and", "but"):
        return []
    last = before[-1]
    between = scene.sentence.tokens_in(Span(last.span.end, scene.sentence.tokens[cue.first].start))
    return list(last.actor) if len(between) <= 2 and last.forward else []


def _standing(scene: Scene, found: Found, shared: list[Mention]) -> Standing | None:
    cue, first, after = found.cue, found.first, found.last + 1
    if after >= len(scene.lowers):
        return None
    finite = cue.form in ("base", "s", "past")
    if cue.end == "place":
        return _with_place(scene, found, shared or parties_before(scene, first, finite=finite))
    before = tuple(shared or parties_before(scene, first, finite=finite))
    relies = cue.type == "relies_on"
    behind, end = parties_after(scene, after, modified=relies)
    if cue.type == "commands" and not (before and behind):
        before, behind, end = by_name(scene, found, before, behind, end)
    if relies and before and not behind:
        behind, end = anyone(scene, after)
    if cue.end == "name" and before and not behind:
        behind, end = named(scene, after)
    actor, target = (tuple(behind), before) if cue.sides == "reverse" else (before, tuple(behind))
    if not _apart(actor, target, cue.type):
        return None
    about, end = what_for(scene, end, behind) if relies else (None, end)
    return Standing(
        cue.type,
        actor,
        target,
        None,
        span_at(scene, first, after),
        whole_span(scene, first, end, before),
        about,
        cue.form == "ing" and scene.lowers[first - 1] not in BE,
        cue.sides == "forward",
    )


def _with_place(scene: Scene, found: Found, before: list[Mention]) -> Standing | None:
    cue, first, after = found.cue, found.first, found.last + 1
    if cue.sides == "reverse":
        place = place_before(scene, first)
        actor, end = parties_after(scene, after)
    else:
        actor = before
        place, end = place_after(scene, after)
    if place is None or not actor or actor[0].id is None:
        return None
    if cue.type == "controls" and place.precision == "country":
        return None
    held: Sequence[Mention | Place] = [place] if cue.sides == "reverse" else actor
    return Standing(
        cue.type,
        tuple(actor),
        (),
        place,
        span_at(scene, first, after),
        whole_span(scene, first, end, held),
        forward=cue.sides == "forward",
    )


def _apart(actor: Sequence[Mention], target: Sequence[Mention], type_: str) -> bool:
    """Whether there are two ends, not one party twice, and at least one of them known by name."""
    if not actor or not target:
        return False
    ids = {m.id for m in actor} & {m.id for m in target} - {None}
    if type_ in _NEEDS_NO_NAME:
        return any(m.id for m in (*actor, *target)) and actor[0].words.casefold() != target[0].words.casefold()
    everyone = (*actor, *target)
    known = [m.id is not None for m in everyone]
    armed = all(m.id or m.sector not in (None, "CVL") for m in everyone)
    if type_ == "supports" and any(m.id is None for m in actor):
        return False
    return not ids and any(known) and (armed or type_ == "relies_on")
