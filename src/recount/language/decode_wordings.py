"""Ways to word what fills a role: around a noun, with more or less of what describes it.

"Two members of the front" can be named by "members", "members of the front" or with their number, and an entity counts
only if its words are exactly right. Which words the network marks is a first guess; the tree offers the others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count, takewhile
from typing import Literal, NamedTuple

from recount.language.decode_runs import NEVER_FIRST, Grammar, Run
from recount.words.lists import word_set

Left = Literal["counted", "described", "compound", "bare", "marked"]
Right = Literal["bare", "of", "phrase", "marked"]

_ARTICLES = frozenset(("a", "an", "the"))
_HOW_MANY = word_set(
    """one two three four five six seven eight nine ten eleven twelve dozen several some many most about
    approximately nearly almost over least more than at other another"""
)
_LETTERS = re.compile(r"[^\W_]+")

_PART_OF_A_NAME = ("compound", "flat", "goeswith")
_DESCRIBES = (*_PART_OF_A_NAME, "amod", "nummod", "advmod", "punct")
_COUNTS = ("NUM", "ADV", "DET")
_NOT_A_NAME = ("conj", "cc", "appos", "acl", "parataxis")
"""What hangs on words behind a noun without being part of its name."""
_STEPS = 6
"""Words from a mark up to the noun that it describes, at most."""

Key = tuple[str, ...]


def key_of(words: str) -> Key:
    """The words that tell entities apart: lower case, without articles and numbers in front.

    >>> key_of("The two armed men"), key_of("10 terrorists"), key_of("two")
    (('armed', 'men'), ('terrorists',), ('two',))
    """
    found = [w for w in _LETTERS.findall(words.lower()) if w not in _ARTICLES]
    while len(found) > 1 and (found[0] in _HOW_MANY or found[0].isdigit()):
        del found[0]
    return tuple(found)


class Wording(NamedTuple):
    """Words, half open, around a head; `left` and `right` say how much of what stands there they hold."""

    begin: int
    end: int
    head: int
    left: Left
    right: Right


class Layout(NamedTuple):
    """A report's words in lower case with their sentences, their grammar, and the words that hang on each."""

    words: Sequence[str]
    sentences: Sequence[int]
    grammar: Grammar
    under: Mapping[int, Sequence[int]]

    def below(self, at: int, without: Collection[str] = ()) -> set[int]:
        """Every word under another, but for those behind certain relations."""
        found: set[int] = set()
        todo = [at]
        while todo:
            fresh = [k for k in self.under.get(todo.pop(), ()) if self.grammar.relation(k) not in without]
            fresh = [k for k in fresh if k not in found]
            found.update(fresh)
            todo += fresh
        return found


def layout_of(words: Sequence[str], sentences: Sequence[int], grammar: Grammar) -> Layout:
    """The layout of words as they stand in the text."""
    under: dict[int, list[int]] = {}
    for at, head in enumerate(grammar.heads):
        under.setdefault(head, []).append(at)
    return Layout([word.lower() for word in words], sentences, grammar, under)


def heads_of(run: Run, layout: Layout) -> Iterator[int]:
    """Words about which a run may be: its likeliest, those that this describes, and nouns on which no other hangs."""
    upos, heads, relations = layout.grammar
    at = run.peak
    if upos[at] in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X", "VERB", "SYM"):
        yield at
    for _ in range(_STEPS):
        describes = layout.grammar.relation(at) in (*_PART_OF_A_NAME, "amod", "nummod") or relations[at] == "nmod:poss"
        if not describes or heads[at] < 0:
            break
        at = heads[at]
        yield at
    for at in range(run.begin, run.end):
        if not run.begin <= heads[at] < run.end and upos[at] in ("NOUN", "PROPN", "PRON"):
            yield at


def wordings(found: Sequence[Run], layout: Layout) -> list[Wording]:
    """Every way to word what the runs of one role mark, each once."""
    about: dict[int, list[Run]] = {}
    for run in found:
        for head in dict.fromkeys(heads_of(run, layout)):
            about.setdefault(head, []).append(run)
    told: dict[tuple[int, int], Wording] = {}
    for head, marked in about.items():
        for one in _around(head, layout):
            told.setdefault((one.begin, one.end), one)
        for run in marked:
            told.setdefault((run.begin, run.end), Wording(run.begin, run.end, head, "marked", "marked"))
    return list(told.values())


def _around(head: int, layout: Layout) -> Iterator[Wording]:
    ends: dict[Right, int] = {"bare": _name_end(head, layout)}
    ends["of"] = _reach_right(ends["bare"], head, _behind(head, layout, of_only=True), layout)
    ends["phrase"] = _reach_right(ends["bare"], head, _behind(head, layout, of_only=False), layout)
    for left, begin in _begins(head, layout).items():
        for right, end in ends.items():
            yield Wording(begin, end, head, left, right)


def _begins(head: int, layout: Layout) -> dict[Left, int]:
    """Where a wording begins, the fullest first."""
    grammar = layout.grammar
    before = [at for at in layout.under.get(head, ()) if at < head]
    name = [at for at in before if grammar.relation(at) in _PART_OF_A_NAME]
    told = [at for at in before if grammar.relation(at) in _DESCRIBES or grammar.relations[at] == "nmod:poss"]
    full = _past(_reach_left(head, told, layout), head, (*NEVER_FIRST, "DET"), layout)
    return {
        "counted": full,
        "described": _past(full, head, _COUNTS, layout),
        "compound": _reach_left(head, name, layout),
        "bare": head,
    }


def _past(begin: int, head: int, upos: Collection[str], layout: Layout) -> int:
    while begin < head and layout.grammar.upos[begin] in upos:
        begin += 1
    return begin


def _reach_left(head: int, on: Sequence[int], layout: Layout) -> int:
    held = {part for at in on for part in (at, *layout.below(at))}
    return head - sum(1 for _ in takewhile(lambda at: at in held and _beside(at, head, layout), count(head - 1, -1)))


def _reach_right(end: int, head: int, held: Collection[int], layout: Layout) -> int:
    return end + sum(1 for _ in takewhile(lambda at: at in held and _beside(at, head, layout), count(end)))


def _beside(at: int, head: int, layout: Layout) -> bool:
    return 0 <= at < len(layout.words) and layout.sentences[at] == layout.sentences[head]


def _name_end(head: int, layout: Layout) -> int:
    end = head + 1
    while (
        end < len(layout.words)
        and _beside(end, head, layout)
        and layout.grammar.relation(end) in ("flat", "goeswith")
        and head <= layout.grammar.heads[end] < end
    ):
        end += 1
    return end


def _behind(head: int, layout: Layout, *, of_only: bool) -> set[int]:
    """Words of the phrases behind a noun: "of the front", "near the bridge"."""
    found: set[int] = set()
    for at in layout.under.get(head, ()):
        if at > head and layout.grammar.relation(at) == "nmod":
            phrase = {at, *layout.below(at, _NOT_A_NAME)}
            if not of_only or layout.words[min(phrase)] == "of":
                found |= phrase
    return found
