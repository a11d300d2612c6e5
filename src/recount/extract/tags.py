"""The tag at a quotation's or a report's end: "..., the army said", "...," said a resident.

Long sentences in front of a tag are where trees go wrong most, and a tag is easily told by its words: a comma or
closing mark, a noun phrase, the verb of speech, and no complement after it. All that stands before is what is said.
"""

from __future__ import annotations

from dataclasses import dataclass

from recount.extract.trees import NOWHERE, Tree
from recount.records import Span

_LONGEST = 14
"""Words of a speaker between the comma and the verb."""
_LEAST = 2
"""Words before the comma that may be what is said."""
_CLOSING = frozenset('"”»')
_STOPS = frozenset({";", "•"})
_COMPLEMENTS = ("ccomp", "xcomp", "csubj")
_SEEN = frozenset({"see", "find", "show", "hear", "learn", "understand", "establish", "discover", "know", "record"})
"""Verbs that never stand before their subject: what follows "..., saw" is what was seen."""
_HEADS = frozenset({"NOUN", "PROPN", "PRON"})
_RELATIVE = frozenset({"that", "which", "whom"})


@dataclass(frozen=True, slots=True)
class Tag:
    """Who speaks and what is said, in one part or, where the sentence goes on after the tag, in two."""

    speaker: Span
    content: tuple[Span, ...]


def tag_at(tree: Tree, verb: int, first: int) -> Tag | None:
    """The tag whose verb is a word, its verb group beginning at `first`; `None` where it is none."""
    if any(c > verb for c in tree.children(verb, *_COMPLEMENTS)) or _takes_object(tree, verb):
        return None
    turned = _closes(tree, first - 1)
    if turned and tree.words[verb].lemma in _SEEN and tree.words[first - 1].text == ",":
        return None
    speaker = _after(tree, verb) if turned else _before(tree, first)
    if speaker is None:
        return None
    low, high = speaker
    end = first - 1 if turned else low - 1
    start = next((i + 1 for i in range(end - 1, -1, -1) if tree.words[i].text in _STOPS), 0)
    words = [i for i in range(start, end) if tree.words[i].upos != "PUNCT"]
    if len(words) < _LEAST:
        return None
    stop = end if tree.words[end].text not in _CLOSING else end + 1
    content = [Span(tree.words[words[0]].start, tree.words[stop - 1].end)]
    opened = words[0] - 1
    if opened >= start and tree.words[opened].text in '"“«':
        content = [Span(tree.words[opened].start, content[0].end)]
    content += _resumed(tree, max(verb, high - 1), range(start, end))
    return Tag(Span(tree.words[low].start, tree.words[high - 1].end), tuple(content))


def _takes_object(tree: Tree, verb: int) -> bool:
    """An object after the verb, other than words of time and those it hears ("told reporters")."""
    return any(
        c > verb and tree.words[c].upos in _HEADS and tree.words[verb].lemma not in ("tell", "inform")
        for c in tree.children(verb, "obj", "iobj")
        if not _closes(tree, verb - 1)
    )


def _closes(tree: Tree, index: int) -> bool:
    """A comma or closing mark with something before it."""
    return index >= _LEAST and (tree.words[index].text == "," or tree.words[index].text in _CLOSING)


def _before(tree: Tree, first: int) -> tuple[int, int] | None:
    """The noun phrase between a comma or closing mark and the verb."""
    last = first - 1
    if last < _LEAST or tree.words[last].upos not in _HEADS:
        return None
    if tree.relation(last) in ("obl:unmarked", "obl"):
        return None
    low = last
    while low > 0 and not _closes(tree, low - 1) and last - low < _LONGEST:
        low -= 1
        word = tree.words[low]
        if word.upos in ("AUX", "SCONJ") or (word.upos == "VERB" and word.deprel not in ("amod", "acl", "compound")):
            return None
        if word.upos == "PRON" and word.text.lower() in _RELATIVE:
            return None  # "..., a figure that the army disputes"
        if word.upos == "PUNCT" and word.text not in ("-", ".", "(", ")", "'"):
            return None
    if not _closes(tree, low - 1) or tree.words[low].upos in ("CCONJ", "SCONJ", "ADP", "ADV"):
        return None
    return low, last + 1


def _after(tree: Tree, verb: int) -> tuple[int, int] | None:
    """The subject right after the verb ("said a resident")."""
    own = [c for c in tree.children(verb, "nsubj", "nsubj:pass", "obj") if verb < c <= verb + _LONGEST]
    if not own or any(tree.words[i].upos == "PUNCT" for i in range(verb + 1, own[0])):
        return None
    held = [i for i in tree.below(own[0], without=("acl:relcl", "parataxis", "advcl")) if i > verb]
    if held[0] != verb + 1:
        return None
    while len(held) > 1 and tree.words[held[-1]].upos == "PUNCT":
        held.pop()
    return held[0], held[-1] + 1


def _resumed(tree: Tree, last: int, before: range) -> list[Span]:
    """What goes on after the tag's comma: words that hang on what stands before it."""
    comma = next((i for i in range(last + 1, min(last + 8, len(tree))) if tree.words[i].text == ","), None)
    if comma is None:
        return []
    hung = [
        i
        for i in range(comma + 1, len(tree))
        if any(a in before for a in tree.above(i)) and not _told_apart(tree, i, before)
    ]
    hung = [i for i in hung if tree.words[i].upos != "PUNCT"]
    if not hung or hung[0] > comma + 3:
        return []
    return [Span(tree.words[hung[0]].start, tree.words[hung[-1]].end)]


def _told_apart(tree: Tree, index: int, before: range) -> bool:
    """In a clause with a subject of its own after the tag: somebody else's, or the report's own words."""
    for at in (index, *tree.above(index)):
        if at in before or at == NOWHERE:
            return False
        if tree.relation(at) in ("conj", "parataxis", "advcl") and tree.children(at, "nsubj", "nsubj:pass"):
            return True
    return False
