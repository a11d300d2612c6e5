"""Places that a report names again by a common noun: "the city", "the camp", "there".

A writer who has said "Ramadi" goes on with "the city". The noun says of what kind the place is; of the places of that
kind told shortly before, the one told most often is meant, and of two the nearer. Nothing is meant where the noun has
an adjective that tells one from another ("the next town"), or goes on to name what it means ("the city of Hit").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from recount.extract.syntax import Document, Sentence
from recount.extract.trees import Tree
from recount.records import Place, Span

_SETTLED = frozenset({"settlement"})
_FINE = frozenset({"site", "settlement", "district"})


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a noun can stand for: places of these precisions, of at least this radius where there is such a one, and,
    where it is a site, with the noun in their names."""

    precisions: frozenset[str]
    km: float = 0.0
    in_name: bool = False


_KINDS = {
    "city": _Kind(_SETTLED, 3.0),
    "town": _Kind(_SETTLED),
    "village": _Kind(_SETTLED),
    "district": _Kind(frozenset({"district"})),
    "neighbourhood": _Kind(frozenset({"district", "settlement"})),
    "neighborhood": _Kind(frozenset({"district", "settlement"})),
    "province": _Kind(frozenset({"province"})),
    "governorate": _Kind(frozenset({"province"})),
    "country": _Kind(frozenset({"country"})),
    **{
        noun: _Kind(_FINE, in_name=True)
        for noun in ("camp", "prison", "base", "airport", "embassy", "dam", "hospital", "garrison", "consulate", "jail")
    },
}
_POINTS = frozenset({"the", "this", "that"})
_SAME = frozenset({"same", "entire", "whole", "besieged", "embattled", "shattered", "contested"})
"""Adjectives under which the noun still means the place told before."""
_SETTLEMENTS = frozenset({"city", "town", "village"})
_OTHER = frozenset({"next", "another", "other", "nearby", "neighbouring", "neighboring", "adjacent", "second"})
_BACK = 2_500
"""Characters back to the name that a noun may stand for."""
_THERE_BACK = 400


def named_again(clause: Span, sentence: Sentence, document: Document) -> Place | None:
    """The place told before for which a common noun or "there" stands in the clause; `None` where none does."""
    tree = sentence.tree
    for index in tree.within(clause):
        place = _meant(index, tree, document)
        if place is not None:
            return place
    return None


def elsewhere(clause: Span, sentence: Sentence) -> bool:
    """Whether the clause tells of a settlement that is another than those told before: "the next town", "a village
    nearby"."""
    tree = sentence.tree
    for index in tree.within(clause):
        if tree.words[index].lemma.lower() in _SETTLEMENTS and tree.relation(index) != "compound":
            told = {tree.words[c].lemma.lower() for c in tree.children(index, "det", "amod", "advmod")}
            if not told.isdisjoint(_OTHER):
                return True
    return False


def _meant(index: int, tree: Tree, document: Document) -> Place | None:
    word = tree.words[index]
    if word.text == "there" and word.upos == "ADV" and tree.relation(index) != "expl":
        return next(_before(word.start, _THERE_BACK, document), None)
    kind = _KINDS.get(word.lemma.lower())
    if kind is None or not _points_back(index, tree):
        return None
    told = [p for p in _before(word.start, _BACK, document) if p.precision in kind.precisions]
    if kind.in_name:
        return next((p for p in told if word.lemma.lower() in p.words.lower()), None)
    fitting = [p for p in told if (p.radius_km or 0.0) >= kind.km] or told
    often = Counter(p.id or p.words for p in fitting)
    return max(fitting, key=lambda p: often[p.id or p.words], default=None)


def _points_back(index: int, tree: Tree) -> bool:
    """Whether the noun has an article that points, and nothing that says of itself which one is meant."""
    word = tree.words[index]
    if word.upos != "NOUN" or "Number=Plur" in word.feats or tree.relation(index) in ("compound", "appos"):
        return False
    if not any(tree.words[d].lemma.lower() in _POINTS for d in tree.children(index, "det")):
        return False
    if any(tree.words[a].lemma.lower() not in _SAME for a in tree.children(index, "amod", "nummod", "compound")):
        return False
    return not any(c > index for c in tree.children(index, "nmod", "appos", "flat", "acl", "nmod:desc"))


def _before(at: int, back: int, document: Document) -> Iterator[Place]:
    """Places told before an offset, the nearest first."""
    told = [p for p in document.places if p.span is not None and at - back <= p.span.start and p.span.end <= at]
    return reversed(told)
