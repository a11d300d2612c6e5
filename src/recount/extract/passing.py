"""Words of a deed that tell of none: in a question, in a creed, and set against what was meant instead."""

from __future__ import annotations

from recount.extract.modality import ModalityReading
from recount.extract.trees import Tree
from recount.extract.triggers import Trigger


def named_in_passing(head: Trigger, reading: ModalityReading, tree: Tree) -> bool:
    """Whether a deed is only named: "asked whether they would leave" is nobody's plan, "it targets only terrorists"
    no attack, and "credited the truce rather than the strikes" denies no strike."""
    top = tree.top(head.span)
    if top is None:
        return False
    if reading.becomes != "event":
        return _is_asked(top, tree)
    if head.is_noun:
        return reading.cue in ("rather than", "instead of") and _has_article(top, tree)
    return head.present and head.entry.type == "ASSAULT" and _is_creed(top, tree)


def _is_asked(top: int, tree: Tree) -> bool:
    clauses = (top, *tree.above(top))
    return any(tree.words[m].lemma.lower() == "whether" for c in clauses for m in tree.children(c, "mark"))


def _has_article(top: int, tree: Tree) -> bool:
    return any(tree.words[d].lemma.lower() == "the" for d in tree.children(top, "det"))


def _is_creed(top: int, tree: Tree) -> bool:
    taken = (top, *tree.children(top, "obj", "obl"))
    return any(tree.words[a].lemma.lower() in _ALWAYS for o in taken for a in tree.children(o, "advmod"))


_ALWAYS = frozenset({"only", "never", "always"})
