"""The tree of a sentence, asked in grammar's own words: whose subject, whose object, which clause.

Relations are those of Universal Dependencies 2, subtypes included (`nsubj:pass`, `obl:agent`, `acl:relcl`). Words are
spoken of by their index in the sentence. A tree may be wrong, as any reader may: every question has an answer for the
worst tree too, and none loops.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from recount.language.analysis import Word
from recount.records import Span

NOWHERE = -1
_CLAUSES = frozenset(
    {"root", "conj", "advcl", "acl", "acl:relcl", "advcl:relcl", "ccomp", "xcomp", "csubj", "parataxis"}
)
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer")
_OWN = frozenset({"det", "amod", "nummod", "compound", "nmod:poss"})
_NEGATIONS = frozenset(
    {"not", "no", "never", "n't", "neither", "nor", "none", "without", "hardly", "nobody", "nothing"}
)


_start, _end = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True, slots=True)
class Tree:
    """Words of one sentence in order, offsets into the report's text, with the head of each."""

    words: tuple[Word, ...] = ()
    _children: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        below: list[list[int]] = [[] for _ in self.words]
        for index, word in enumerate(self.words):
            if 0 <= word.head < len(below) and word.head != index:
                below[word.head].append(index)
        object.__setattr__(self, "_children", tuple(tuple(found) for found in below))

    def __len__(self) -> int:
        return len(self.words)

    def relation(self, index: int) -> str:
        """The word's relation to its head."""
        return self.words[index].deprel

    def head(self, index: int) -> int:
        """The head's index, `NOWHERE` for a root."""
        return self.words[index].head

    def children(self, index: int, *relations: str) -> list[int]:
        """What depends on the word, by one of the relations where any is named. `obl` alone is no `obl:agent`."""
        return [c for c in self._children[index] if not relations or self.words[c].deprel in relations]

    def within(self, span: Span) -> range:
        """The words that lie wholly inside the span."""
        first = bisect_left(self.words, span.start, key=_start)
        last = bisect_right(self.words, span.end, lo=first, key=_end)
        return range(first, last) if first < last else range(0)

    def top(self, span: Span) -> int | None:
        """The word of the span on which its others hang; `None` where it touches no word."""
        first = bisect_right(self.words, span.start, key=_end)
        touched = range(first, bisect_left(self.words, span.end, lo=first, key=_start))
        return next((i for i in touched if self.words[i].head not in touched), None)

    def above(self, index: int) -> Iterator[int]:
        """The word's head, the head's head, and so on to the root."""
        seen = {index}
        at = self.words[index].head
        while at != NOWHERE and at not in seen and at < len(self.words):
            yield at
            seen.add(at)
            at = self.words[at].head

    def below(self, index: int, *, without: Sequence[str] = ()) -> list[int]:
        """The word and all that hangs on it, in order, less the branches that hang by one of these relations."""
        found, waiting = {index}, [index]
        while waiting:
            for child in self._children[waiting.pop()]:
                if child not in found and self.words[child].deprel not in without:
                    found.add(child)
                    waiting.append(child)
        return sorted(found)

    def phrase(self, index: int, *, without: Sequence[str] = ()) -> Span:
        """From the first to the last word of `below`."""
        words = [self.words[i] for i in self.below(index, without=without)]
        return Span(min(w.start for w in words), max(w.end for w in words))

    def span(self, index: int) -> Span:
        """Where the word stands."""
        return Span(self.words[index].start, self.words[index].end)

    def root(self) -> int | None:
        """The first word without a head; `None` in an empty tree."""
        return next((i for i in range(len(self)) if self.head(i) == NOWHERE), None)

    def first(self, index: int) -> int:
        """Of those that "and" or a comma joins, the one on which the others hang."""
        first = index
        for at in self.above(index):
            if self.words[first].deprel != "conj":
                break
            first = at
        return first

    def joined(self, index: int) -> list[int]:
        """The word and those that "and" or a comma joins to it, whichever of them is asked."""
        first = self.first(index)
        found, waiting = [first], [first]
        while waiting:
            for child in self.children(waiting.pop(), "conj"):
                if child not in found:
                    found.append(child)
                    waiting.append(child)
        return sorted(found)

    def clause(self, index: int) -> int:
        """The predicate in whose clause the word stands: itself where it is one."""
        for at in (index, *self.above(index)):
            if self.is_predicate(at):
                return at
        return index

    def is_predicate(self, index: int) -> bool:
        """Whether the word heads a clause. A noun joined to a noun does not."""
        word = self.words[index]
        if word.deprel == "conj" and word.upos not in ("VERB", "AUX"):
            return bool(self.children(index, *_SUBJECTS, "cop"))
        return word.deprel in _CLAUSES

    def is_passive(self, index: int) -> bool:
        """ "was killed", "those killed by": what would be the object is the subject or is described."""
        word = self.words[index]
        if word.upos != "VERB":
            return False
        if self.children(index, "nsubj:pass", "aux:pass", "csubj:pass", "obl:agent"):
            return True
        bare = word.deprel == "acl" and not self.children(
            index, "nsubj", "aux"
        )  # "no evidence that they had ordered it"
        return bare and "VerbForm=Part" in word.feats and "Tense=Past" in word.feats

    def subjects(self, index: int) -> list[int]:
        """Who or what is the grammatical subject of a predicate: its own, else the one that it takes over from the
        clause that it is joined to, complements, or describes. All that "and" joins are named."""
        seen: set[int] = set()
        at = index
        while at not in seen:
            seen.add(at)
            own = self.children(at, *_SUBJECTS)
            if own:
                return self._named(own[0], at)
            word = self.words[at]
            if word.deprel in ("acl", "acl:relcl") and word.head != NOWHERE:
                return self.joined(word.head) if self.words[word.head].deprel != "conj" else [word.head]
            if word.deprel not in ("conj", "xcomp", "advcl", "ccomp", "parataxis") or word.head == NOWHERE:
                return []
            if word.deprel in ("ccomp", "parataxis") and not self._bare(at):
                return []
            if word.deprel == "xcomp" and (objects := self.children(word.head, "obj", "iobj")):
                return self.joined(objects[0])  # "ordered the troops to leave": they leave
            at = word.head
        return []

    def _named(self, subject: int, predicate: int) -> list[int]:
        """A relative pronoun stands for the noun that its clause describes."""
        word = self.words[subject]
        if word.lemma in ("who", "which", "that") and word.upos == "PRON":
            clause = self.words[predicate]
            if clause.deprel in ("acl:relcl", "acl") and clause.head != NOWHERE:
                return [clause.head]
        return self.joined(subject)

    def _bare(self, index: int) -> bool:
        """Without a finite verb: it has its subject from elsewhere."""
        return "VerbForm=Fin" not in self.words[index].feats and not self.children(index, "aux", "mark")

    def objects(self, index: int) -> list[int]:
        """What a predicate acts on: its object, of a passive its subject; all that "and" joins."""
        if self.is_passive(index):
            return self.subjects(index)
        acted_on = self.children(index, "obj") or self._bare_objects(index)
        found = [o for first in acted_on for o in self.joined(first)]
        if found or self.words[index].deprel != "conj" or self.children(index, "obl", "ccomp", "xcomp"):
            return found
        return []

    def _bare_objects(self, index: int) -> list[int]:
        """ "Stepped up its strikes": an owned noun after the verb without a preposition, which parsers at times call an
        oblique; no time is owned."""
        return [
            c
            for c in self.children(index, "obl")
            if c > index and self.children(c, "nmod:poss") and not self.children(c, "case")
        ]

    def agents(self, index: int) -> list[int]:
        """Who a passive says did it: "by the army", and not "from the group", whatever a tree calls that."""
        firsts = [a for a in self.children(index, "obl:agent") if not self._cases(a) or self._led_by(a, "by")]
        return [a for first in firsts for a in self.joined(first)]

    def _led_by(self, index: int, preposition: str) -> bool:
        return any(self.words[c].lemma.lower() == preposition for c in self._cases(index))

    def obliques(self, index: int, *prepositions: str) -> list[int]:
        """What hangs on the word, verb or noun, by one of the prepositions, or by any where none is named."""
        return [
            c
            for c in self.children(index, "obl", "nmod", "obl:agent", "nmod:desc", "obl:unmarked")
            if not prepositions or any(self.words[m].lemma.lower() in prepositions for m in self._cases(c))
        ]

    def _cases(self, index: int) -> list[int]:
        """The prepositions of a noun; where a parser hangs one on the first part of a long name, those of its parts."""
        own = self.children(index, "case")
        own = own or [m for part in self.children(index, "compound", "flat") for m in self.children(part, "case")]
        return own or self._right_before(index)

    def _right_before(self, index: int) -> list[int]:
        """The preposition right before a noun and its own words, where a parser hung it on another noun."""
        first = index
        while first and self.words[first - 1].head == index and self.words[first - 1].deprel in _OWN:
            first -= 1
        before = first - 1
        astray = before >= 0 and self.words[before].deprel == "case" and self.words[before].head > index
        return [before] if astray else []

    def is_negated(self, index: int) -> bool:
        """Whether the clause or the noun is said not to be."""
        return any(
            self.words[c].lemma.lower() in _NEGATIONS
            for c in self.children(index, "advmod", "det", "mark", "cc", "neg")
        )


EMPTY = Tree()
