"""How two parties, or a party and a place, stand: "backed by", "part of", "controls", "relies on ... for ...".

Words of relations.yaml are looked up in the sentence, and their two ends in its tree: a verb's subject and object, what
a noun is said of and what hangs on it. A description in passing ("the Iran-backed Front") tells a relation where it
names both.
"""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.compounds import compounds
from recount.extract.ends import any_at, name_at, party_at, place_at
from recount.extract.relation_ends import ends_of, marked
from recount.extract.relation_words import Frame, relation_words
from recount.extract.scene import Scene
from recount.extract.standings import Standing
from recount.extract.trees import Tree
from recount.records import Mention, Place, Span
from recount.words.lists import word_set

_PRESENT = {"in": "located_in", "at": "located_in", "inside": "located_in", "with": "allied_with"}
_ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "ISM", "IMG", "COP"})
_SPOTS = word_set(
    "site sites area areas base bases town village city building buildings camp prison position positions post posts "
    "place places facility compound field dam crossing border province district"
)
"""What a place may be that has no name."""
_ONE_ID = frozenset({"commands", "same_as"})
"""Relations whose ends the catalogue may hold as one: a leader under the name of those led, two names of a group."""


def standings_in(scene: Scene) -> list[Standing]:
    """Relations in order of their words; of two readings of the same word ("controls" a place or a party) the first
    that finds both its ends."""
    tree, frames = scene.sentence.tree, relation_words().frames
    found: list[Standing] = []
    for index, word in enumerate(tree.words):
        rows = frames.get(word.text.lower())
        made = next((s for frame in rows if (s := _standing(scene, index, frame)) is not None), None) if rows else None
        if made is None:
            made = _present(scene, index)
        if made is not None:
            found.append(made)
    found += [s for s in compounds(scene) if not any(s.cue.overlaps(other.cue) for other in found)]
    return sorted(found, key=lambda s: s.cue)


def may_stand(scene_words: Sequence[str]) -> bool:
    """Whether any word of a sentence could tell a relation; most sentences are passed over by this."""
    return not relation_words().frames.keys().isdisjoint(scene_words) or not _PRESENT.keys().isdisjoint(scene_words)


def described_by_fights(scene: Scene) -> list[Span]:
    """The words of "forces fighting ISIS": who they are, and nothing that took place."""
    tree, frames = scene.sentence.tree, relation_words().frames
    return [
        tree.span(i)
        for i, word in enumerate(tree.words)
        if word.deprel == "acl"
        and word.text.lower().endswith("ing")
        and any(f.type == "fights" for f in frames.get(word.text.lower(), ()))
        and any(party_at(scene, o, tree.span(i)) for o in tree.objects(i))
    ]


def _standing(scene: Scene, index: int, frame: Frame) -> Standing | None:
    tree = scene.sentence.tree
    sides = ends_of(tree, index, frame)
    if sides is None:
        return None
    holders, others = sides
    cue = _cue(tree, index, others)
    actor = _parties(scene, holders, cue)
    if frame.end in ("place", "somewhere"):
        return _with_place(scene, index, frame, actor, holders, others)
    if frame.end == "name":
        target = [m for i in others if (m := name_at(scene, i)) is not None]
    else:
        target = _parties(scene, others, cue)
    if frame.type not in _ONE_ID:
        target = [m for m in target if m.id is None or m.id not in {a.id for a in actor}]
    about = None
    if frame.type == "relies_on":
        target, about = _relied_on(scene, index, others, target, cue)
    if frame.reverse:
        actor, target = target, actor
    if not _apart(actor, target, frame.type):
        return None
    passing = _passes(tree, index, frame)
    return Standing(
        frame.type, tuple(actor), tuple(target), None, cue, _whole(scene, cue, [*actor, *target]), about, passing
    )


def _parties(scene: Scene, indexes: Sequence[int], cue: Span) -> list[Mention]:
    found = [m for i in dict.fromkeys(indexes) if (m := party_at(scene, i, cue)) is not None]
    return list({(m.id, m.words): m for m in found}.values())


def _relied_on(
    scene: Scene, index: int, others: Sequence[int], target: list[Mention], cue: Span
) -> tuple[list[Mention], str | None]:
    """Whom or what a party relies on, and what for: "on Y for Z", "on Y to do Z", Z of "on coalition air support"."""
    tree = scene.sentence.tree
    if not target and others:
        owner = [c for o in others for c in tree.children(o, "compound", "amod", "nmod:poss")]
        named = [m for m in _parties(scene, owner, cue) if m.id is not None and m.span is not None]
        first = others[0]
        if named and named[0].span is not None:
            rest = Span(named[0].span.end, tree.span(first).end)
            return named, _text(scene, rest)
        target = [any_at(scene, o) for o in others]
    purpose = tree.obliques(index, "for") or [c for o in others for c in tree.obliques(o, "for")]
    if purpose:
        whole = tree.phrase(purpose[0], without=("case",))
        return target, _text(scene, whole)
    aims = [c for at in (index, *others) for c in tree.children(at, "advcl", "xcomp", "acl") if marked(tree, c, "to")]
    return target, _text(scene, tree.phrase(aims[0])) if aims else None


def _text(scene: Scene, span: Span) -> str:
    base = scene.sentence.span.start
    return " ".join(scene.sentence.text[span.start - base : span.end - base].split()).strip(" ,.")


def _with_place(
    scene: Scene, index: int, frame: Frame, actor: list[Mention], holders: Sequence[int], others: Sequence[int]
) -> Standing | None:
    tree, cue = scene.sentence.tree, _cue(scene.sentence.tree, index, others)
    if frame.reverse or (frame.sort == "verb" and tree.is_passive(index) and not frame.to):
        actor = _parties(scene, others if frame.reverse else holders, cue)
        spots = holders if frame.reverse else others
    else:
        spots = others
    place = next((p for i in spots if (p := place_at(scene, i)) is not None), None)
    if not actor or (place is None and not (frame.end == "somewhere" and others)):
        return None
    if frame.type == "controls" and (place is None or place.precision == "country"):
        return None
    if actor[0].id is None and frame.end != "somewhere":
        return None
    ends: list[Mention | Place] = [*actor, *([place] if place is not None else [])]
    return Standing(
        frame.type, tuple(actor), (), place, cue, _whole(scene, cue, ends), None, _passes(tree, index, frame)
    )


def _present(scene: Scene, index: int) -> Standing | None:
    """ "American advisers are with the Iraqis", "any soldiers were there": armed people and where they are."""
    tree = scene.sentence.tree
    word = tree.words[index]
    if not tree.children(index, "cop") or not tree.is_predicate(index):
        return None
    case = next((tree.words[c] for c in tree.children(index, "case") if tree.words[c].text.lower() in _PRESENT), None)
    there = word.text.lower() == "there" and word.upos == "ADV"
    if case is None and not there:
        return None
    subjects = [s for s in tree.subjects(index) if not tree.children(s, "nummod")]
    cue = Span(case.start if case is not None else word.start, word.end)
    actor = [m for m in _parties(scene, subjects, cue) if m.sector in _ARMED or m.id is None]
    type_ = _PRESENT[case.text.lower()] if case is not None else "located_in"
    if not actor:
        return None
    if type_ == "located_in":
        place = place_at(scene, index)
        spots = {tree.words[i].text.lower() for i in (index, *tree.obliques(index, "of"))}
        if place is None and not there and spots.isdisjoint(_SPOTS):
            return None
        return Standing(type_, tuple(actor), (), place, cue, _whole(scene, cue, actor))
    target = _parties(scene, tree.joined(index), cue)
    if not _apart(actor, target, type_):
        return None
    return Standing(type_, tuple(actor), tuple(target), None, cue, _whole(scene, cue, [*actor, *target]))


def _passes(tree: Tree, index: int, frame: Frame) -> bool:
    """Whether the words only describe one of the ends: "X, backed by Y", "the leader of X, Y"."""
    relation = tree.relation(index)
    return relation in ("acl", "amod") or (
        frame.sort == "noun" and frame.held == "is" and not tree.children(index, "cop")
    )


def _cue(tree: Tree, index: int, others: Sequence[int]) -> Span:
    """The word with the preposition that leads from it, where this follows at once."""
    at = tree.span(index)
    after = [c for o in others for c in tree.children(o, "case") if c > index]
    if after and after[0] - index <= 1:
        return Span(at.start, tree.span(after[0]).end)
    return at


def _whole(scene: Scene, cue: Span, ends: Sequence[Mention | Place]) -> Span:
    spans = [cue, *(m.span for m in ends if m.span is not None and scene.sentence.span.holds(m.span))]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _apart(actor: Sequence[Mention], target: Sequence[Mention], type_: str) -> bool:
    """Whether there are two ends, not one party twice, and at least one of them known by name."""
    if not actor or not target:
        return False
    same = {m.id for m in actor} & {m.id for m in target} - {None} if type_ not in _ONE_ID else set()
    alike = {m.words.casefold() for m in actor} & {m.words.casefold() for m in target}
    known = any(m.id is not None for m in (*actor, *target)) or type_ == "relies_on"
    known = known or any(m.words.casefold() in ("we", "us") for m in actor)  # whoever speaks
    known = known or (type_ == "part_of" and all(m.words[:1].isupper() for m in actor))  # "members include Norway"
    if type_ == "relies_on" and any(m.sector == "CVL" for m in actor):
        return False  # residents and the river
    return not same and not alike and known
