"""Relations in passing: "the Iran-backed Front", "Iran-backed militias such as the Front"."""

from __future__ import annotations

from collections.abc import Iterator

from recount.extract.relation_words import relation_words
from recount.extract.scene import Scene
from recount.extract.standings import Standing
from recount.extract.trees import NOWHERE, Tree
from recount.records import Mention, Span

_SUCH = frozenset({"such", "including", "like"})


def compounds(scene: Scene) -> Iterator[Standing]:
    """ "U.S.-backed Syrian Democratic Forces"; "Iran-backed militias such as X"; "X, an Iran-backed militia"."""
    tree, words = scene.sentence.tree, scene.sentence.tree.words
    for index in range(2, len(words)):
        type_ = relation_words().compounds.get(words[index].text.lower()) if words[index - 1].text in "-–" else None
        backer = scene.country(words[index - 2].text) if type_ is not None else None
        if type_ is None or backer is None:
            continue
        backer = Mention(words[index - 2].text, tree.span(index - 2), backer.id, backer.sector)
        cue = Span(words[index - 2].start, words[index].end)
        for party in _described(scene, tree, index):
            if party.id not in (None, backer.id) and party.span is not None:
                whole = Span(min(cue.start, party.span.start), max(cue.end, party.span.end))
                yield Standing(type_, (backer,), (party,), None, cue, whole, None, True)


def _described(scene: Scene, tree: Tree, index: int) -> Iterator[Mention]:
    """The named parties of the noun that a compound describes, of what stands beside it, or of its examples."""
    head = tree.head(index)
    if head == NOWHERE:
        return
    beside = tree.children(head, "appos") + ([tree.head(head)] if tree.relation(head) == "appos" else [])
    led = [c for c in tree.children(head, "nmod", "conj") if _exemplifies(tree, c)]
    examples = [j for c in led for j in (*tree.joined(c), *tree.children(head, "conj")) if j != head and j >= led[0]]
    flat = tree.children(head, "flat")
    for at in dict.fromkeys((head, *beside, *flat, *examples)):
        party = next((m for _, m in scene.parties.values() if m.span and m.span.overlaps(tree.span(at))), None)
        if party is not None and party.id is not None and any(c.isupper() for c in party.words.split()[-1]):
            yield party


def _exemplifies(tree: Tree, index: int) -> bool:
    """Whether "such as", "including" or "like" leads to the word."""
    near = [*tree.below(index)[:3], index - 1, index - 2]
    return any(k >= 0 and tree.words[k].text.lower() in _SUCH for k in near)
