"""Where the tree of a sentence has the two ends of a word of relations: a verb's subject and object, who or what a noun
is said of, what hangs on it. Words are spoken of by their index."""

from __future__ import annotations

from recount.extract.relation_words import Frame, relation_words
from recount.extract.trees import NOWHERE, Tree
from recount.words.lists import word_set

Sides = tuple[list[int], list[int]]
"""Words at the first and at the second end."""

_RELATIVES = frozenset({"that", "which", "who", "whom"})
_GOES_ON = word_set("continue keep begin start go seem appear remain help")


def ends_of(tree: Tree, index: int, frame: Frame) -> Sides | None:
    """The ends of a word read as its frame has it; `None` where the word is not so used here."""
    if frame.sort == "noun":
        return _of_noun(tree, index, frame)
    return _of_verb(tree, index, frame) if frame.sort == "verb" else _of_word(tree, index, frame)


def _of_verb(tree: Tree, index: int, frame: Frame) -> Sides | None:
    word = tree.words[index]
    if word.upos not in ("VERB", "AUX") or not _told_now(tree, index, frame):
        return None
    if (led := _as_preposition(tree, index)) is not None:
        return led
    if frame.to:
        others = [o for first in tree.obliques(index, *frame.to) for o in tree.joined(first)]
        others += tree.children(index, "xcomp", "obj")[-1:] if not others and "" in frame.to else []
        return _doers(tree, index), others
    if tree.is_passive(index):
        return _by(tree, index), tree.objects(index)
    return _doers(tree, index), _acted_on(tree, index)


def _as_preposition(tree: Tree, index: int) -> Sides | None:
    """ "Members | include A, B and C": a verb that a tree takes for the preposition or copula of what it has."""
    head = tree.head(index)
    if head == NOWHERE or tree.relation(index) not in ("case", "cop") or tree.words[index].text.lower().endswith("ing"):
        return None
    holders = [s for at in (index, head) for s in tree.children(at, "nsubj") if s < index]
    return (holders, tree.joined(head)) if holders else None


def _by(tree: Tree, index: int) -> list[int]:
    """Who did it, of a passive: what follows its "by", on whatever word a tree may have hung it."""
    found = tree.agents(index) or tree.obliques(index, "by")
    if found:
        return found
    by = index + 1 if index + 1 < len(tree) and tree.words[index + 1].text.lower() == "by" else None
    return [tree.head(by)] if by is not None and tree.relation(by) == "case" else []


def _doers(tree: Tree, index: int) -> list[int]:
    """Subjects; of "accused X of arming Y" the accused."""
    head = tree.head(index)
    if head != NOWHERE and tree.words[index].deprel in ("advcl", "acl", "obl") and marked(tree, index, "of"):
        return [o for first in tree.children(head, "obj") for o in tree.joined(first)]
    return tree.subjects(index)


def _acted_on(tree: Tree, index: int) -> list[int]:
    """Objects; of "groups that it supports" and "groups it supports" the groups."""
    found = tree.objects(index)
    relative = [o for o in found if tree.words[o].text.lower() in _RELATIVES]
    if tree.relation(index) == "acl:relcl" and (relative or not found):
        own = tree.children(index, "nsubj")
        if own and tree.words[own[0]].text.lower() not in _RELATIVES:
            return [tree.head(index)]
    return [o for o in found if o not in relative]


def marked(tree: Tree, index: int, *words: str) -> bool:
    return _marking(tree, index, *words) is not None


def _marking(tree: Tree, index: int, *words: str) -> int | None:
    return next((c for c in tree.children(index, "mark", "case") if tree.words[c].text.lower() in words), None)


def _told_now(tree: Tree, index: int, frame: Frame) -> bool:
    """Whether a verb tells how things stand: in the present, the perfect ("has backed"), or after "is"; in the past
    only verbs of holding on, and a passive that says by whom; not what somebody means to do ("to support the SDF")."""
    word = tree.words[index]
    helpers = {tree.words[c].text.lower() for c in tree.children(index, "aux", "aux:pass")}
    if marked(tree, index, "to"):
        head = tree.head(index)
        return head != NOWHERE and tree.words[head].lemma.lower() in _GOES_ON and tree.relation(index) == "xcomp"
    if word.text.lower().endswith("ing"):
        if helpers:
            return helpers.isdisjoint({"was", "were"})
        return tree.relation(index) == "acl" or _accused(tree, index)
    if frame.past or tree.is_passive(index):
        return not tree.is_passive(index) or (frame.past and bool(frame.to)) or bool(_by(tree, index))
    if "had" in helpers:
        return False
    return bool(helpers & {"has", "have", "'ve", "does", "do"}) or "Tense=Past" not in word.feats


def _accused(tree: Tree, index: int) -> bool:
    head = tree.head(index)
    return head != NOWHERE and tree.words[head].lemma.lower() == "accuse" and marked(tree, index, "of")


def _of_word(tree: Tree, index: int, frame: Frame) -> Sides | None:
    """ "X is dependent on Y", "remained dependent on", "X, allied with Y"."""
    word = tree.words[index]
    if word.upos == "NOUN" or tree.relation(index) == "compound":
        return None
    others = [o for first in tree.obliques(index, *frame.to) for o in tree.joined(first)]
    if not others and "" in frame.to:
        others = tree.children(index, "xcomp", "obj")
    holders = _before_remain(tree, index) or tree.subjects(index)
    if not holders and tree.relation(index) in ("amod", "acl", "appos"):
        holders = [tree.head(index)]
    return (holders, others) if holders and others else None


def _before_remain(tree: Tree, index: int) -> list[int]:
    """ "X remains | dependent on": the subject of the verb right before, where a tree hangs the word beside it."""
    before = index - 1
    if before < 0 or tree.relation(index) != "ccomp" or tree.words[before].lemma.lower() not in _STAYS:
        return []
    return tree.subjects(before) if tree.head(before) == tree.head(index) else []


_STAYS = frozenset({"remain", "become", "stay", "be"})


def _of_noun(tree: Tree, index: int, frame: Frame) -> Sides | None:
    word = tree.words[index]
    if word.upos not in ("NOUN", "PROPN") or (frame.held != "is" and tree.relation(index) == "compound"):
        return None
    others = [o for first in tree.obliques(index, *frame.to) for o in tree.joined(first)]
    if frame.held == "gives":
        return _given(tree, index, frame, others)
    if frame.held == "owns":
        return tree.children(index, "nmod:poss"), others
    if frame.held == "has":
        return _had(tree, index, frame, others)
    if frame.held in ("under", "in"):
        case = [tree.words[c].text.lower() for c in tree.children(index, "case")]
        wanted = ("in",) if frame.held == "in" or word.text.lower() == "hands" else ("under", "in")
        if not set(case) & set(wanted):
            return None
        holders = tree.subjects(index) if tree.children(index, "cop") else []
        head = tree.head(index)
        if not holders and head != NOWHERE and tree.relation(index) in ("nmod", "obl", "xcomp"):
            holders = [head] if tree.words[head].upos in ("NOUN", "PROPN") else tree.subjects(head)
        return holders, others
    others = others or tree.children(index, "nmod:poss")
    if not others and tree.relation(index) in ("nmod:desc", "appos", "compound"):
        others = tree.children(index, "compound")
    return _been(tree, index), others


def _been(tree: Tree, index: int) -> list[int]:
    """Who or what is the noun: its subject, whom it stands beside, or whose title it is."""
    head = tree.head(index)
    if tree.children(index, "cop"):
        return tree.subjects(index)
    if head == NOWHERE:
        return []
    if tree.relation(index) in ("appos", "nmod:desc", "compound", "flat"):
        return [head]
    if tree.relation(index) == "conj" and tree.relation(head) in ("appos", "nmod:desc"):
        return [tree.head(head)]
    named = tree.children(index, "appos")
    if named:
        return named
    if marked(tree, index, "as") and tree.words[head].upos == "VERB":
        if tree.relation(head) == "acl:relcl" and tree.relation(index) in ("obl", "xcomp"):
            return [tree.head(head)]
        return tree.objects(head) or tree.subjects(head)
    return []


def _had(tree: Tree, index: int, frame: Frame, others: list[int]) -> Sides | None:
    """ "X has ties to Y", "X with ties to Y", "X denied any link to Y"."""
    head = tree.head(index)
    if head == NOWHERE:
        return None
    with_ = _marking(tree, index, "with")
    if with_ is None and index and tree.words[index - 1].text.lower() == "with":
        with_ = index - 1  # wherever a tree has hung it
    if tree.relation(index) in ("nmod", "obl") and with_ is not None:
        beside = with_ - 1 if with_ and tree.words[with_ - 1].upos in ("NOUN", "PROPN") else head
        return [head if tree.relation(index) == "nmod" else beside], others
    verb = tree.words[head]
    if tree.relation(index) not in ("obj", "conj") or relation_words().has.isdisjoint((verb.text.lower(), verb.lemma)):
        return None
    return tree.subjects(head), others or tree.obliques(head, *frame.to)


def _given(tree: Tree, index: int, frame: Frame, others: list[int]) -> Sides | None:
    words, head = relation_words(), tree.head(index)
    if head == NOWHERE or tree.relation(index) not in ("obj", "conj"):
        return None
    forms = {tree.words[head].text.lower(), tree.words[head].lemma}
    if forms & words.gives and _told_now(tree, head, frame):
        return tree.subjects(head), others or tree.obliques(head, *frame.to) or tree.children(head, "iobj")
    if forms & words.gets:
        return tree.obliques(index, "from") or tree.obliques(head, "from"), tree.subjects(head)
    return None
