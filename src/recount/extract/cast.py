"""From a word on a side of a trigger to the parties it names: a party of the catalogue, the owner of a thing, whom a
pronoun means, or a noun phrase in the report's own words. Weapons, blows and bare things do nothing and are nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from recount.extract.lexicon import Lexicon
from recount.extract.sides import bringers, subjects
from recount.extract.syntax import Document, Sentence
from recount.extract.trees import Tree
from recount.records import Mention, PackError, Span
from recount.words.parties import parties
from recount.words.yaml_text import yaml_of

ARMED = frozenset({"MIL", "REB", "ISM", "PRM", "UAF", "COP", "SPY", "IMG", "CRM"})
_WORLDWIDE = frozenset({"IGO", "UNO"})
_THROUGH = ("of", "from")
_PRONOUNS = frozenset({"they", "it", "he", "she", "we"})
_LEFT_OUT = (
    *("acl", "acl:relcl", "appos", "conj", "cc", "punct", "case", "parataxis", "advcl", "nmod", "obl", "advmod:emph"),
    *("dep", "nmod:unmarked", "obl:unmarked", "nsubj", "cop", "aux", "mark"),
)
"""Branches that are no part of a party's own words."""
_LONGEST = 8
_DEPTH = 2

_FORCES = frozenset({"forces", "army", "militants", "rebels", "militia", "security"})
"""Classes whose nouns act for whoever they belong to."""

_LISTS = (
    "people",
    "speaking_for",
    "part_of",
    "counted",
    "amounts",
    "not_struck",
    "groups",
    "owning",
    "linked",
    "called",
    "efforts",
)


@cache
def nouns() -> Mapping[str, frozenset[str]]:
    """The lists of cast.yaml, checked once."""
    raw = yaml_of(resources.files("recount.extract").joinpath("cast.yaml").read_text(encoding="utf-8"))
    if raw.keys() != set(_LISTS):
        raise PackError(f"cast: expected the parts {sorted(_LISTS)}, found {sorted(raw)}")
    return {name: frozenset(raw[name]) for name in _LISTS}


Meant = Callable[[int], Mention | None]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who may stand in a sentence. `meant` says whom a pronoun, or "the group", at an index stands for."""

    sentence: Sentence
    document: Document
    lexicon: Lexicon
    meant: Meant

    @property
    def tree(self) -> Tree:
        return self.sentence.tree

    def doers(self, index: int) -> Iterator[Mention]:
        """The parties that a word on the doing side names."""
        yield from self._named(index, struck=False)

    def struck(self, index: int, *, things: bool, states: bool = True) -> Iterator[Mention]:
        """The parties that a word on the suffering side names; with `things`, what is hit though nobody owns it; with
        `states`, the government of a state that is named."""
        yield from self._named(index, struck=True, things=things, states=states)

    def _named(
        self, index: int, *, struck: bool, things: bool = False, states: bool = True, depth: int = 0
    ) -> Iterator[Mention]:
        word = self.tree.words[index]
        known = self._known(index)
        if known is not None:
            if known.sector in _WORLDWIDE and (sent := self._sent_by(index)) is not None:
                yield sent
                return
            fuller = self._belongs(index, known)
            yield from self._beside(index, known)
            yield fuller if fuller is not None else known
            return
        linked = self._linked(index) if struck else None
        if linked is not None:
            yield linked
        if linked is not None or word.text.casefold() in nouns()["counted"]:
            return
        state = self._state(index) if states else None
        if state is not None:
            yield state
            return
        if self._is_pronoun(index):
            meant = self.meant(index)
            if meant is not None:
                yield meant
            return
        lower = word.text.casefold()
        if struck and depth < _DEPTH and lower in nouns()["efforts"] and (whose := self.tree.obliques(index, "by")):
            yield from self._named(whose[0], struck=struck, depth=depth + 1)
            return
        if depth < _DEPTH and (lower in nouns()["part_of"] or word.upos == "NUM"):
            inner = [*self.tree.obliques(index, *_THROUGH)[:1], *self.tree.children(index, "compound", "amod")]
            found = [m for i in inner for m in self._named(i, struck=struck, things=things, depth=depth + 1)]
            if not inner and word.upos == "NUM":  # "five rebels were held and twenty killed"
                found = [m for i in self._counted_before(index) for m in self._named(i, struck=struck, depth=depth + 1)]
            if found or (self.tree.obliques(index, *_THROUGH) and not (struck and self._is_somebody(index))):
                yield from found[:1]
                return
        if lower in nouns()["amounts"]:
            return
        if not struck and self._is_blow(index):  # "killed by coalition air strikes"
            for at in self.tree.children(index, "compound", "amod", "nmod:poss"):
                owner = self._known(at)
                if owner is not None and owner.sector in ARMED | {"GOV"}:
                    yield owner
            if depth < _DEPTH:  # "attacked by rockets and drones by the militias"
                for at in self.tree.obliques(index, "by"):
                    yield from self._named(at, struck=False, depth=depth + 1)
            yield from self._brought(index, depth)
            return
        if not struck and not self._acts(index) and (by := list(self._brought(index, depth))):
            yield from by
            return
        if not struck and lower in nouns()["speaking_for"]:
            led = next((m for i in self.tree.obliques(index, "of") if (m := self._known(i)) is not None), None)
            if led is not None and led.id is not None and led.sector in ARMED:
                yield led
                return
        described = self._appositive(index)
        if described is not None:
            yield described
            return
        if not struck and not self._acts(index) and (band := self._band(index)) is not None:
            yield band
            return
        if struck and (owner := self._owner(index)) is not None:
            yield owner
            return
        if self._acts(index) or (things and self._is_thing(index)):
            made = self._phrase(index)
            if made is not None:
                yield self._possessed(index, made)

    def _sent_by(self, index: int) -> Mention | None:
        """ "Iran's UN envoy" speaks for Iran."""
        owners = self.tree.children(index, "nmod:poss")
        return next(
            (m for i in owners if (m := self._state(i) or self._known(i)) is not None and m.sector == "GOV"), None
        )

    def _is_somebody(self, index: int) -> bool:
        """ "A former member of the security branch": one person, whosever they are."""
        word = self.tree.words[index]
        return (
            word.upos == "NOUN"
            and "Number=Sing" in word.feats
            and word.text.casefold() in nouns()["people"] | {"member"}
        )

    def _brought(self, index: int, depth: int) -> Iterator[Mention]:
        """ "A mine laid by the group killed two": whoever a clause behind a thing says to have brought it."""
        if depth < _DEPTH:
            for at in bringers(self.tree, index, self.lexicon):
                yield from self._named(at, struck=False, depth=depth + 1)

    def _counted_before(self, index: int) -> list[int]:
        clause = self.tree.head(index)
        if clause < 0 or self.tree.relation(clause) != "conj":
            return []
        return subjects(self.tree, self.tree.head(clause))

    def _known(self, index: int) -> Mention | None:
        """The catalogue's mention that holds the word, or the last of the names that go on from it ("Qassem | X")."""
        last = max(self.tree.children(index, "flat"), default=index)
        mentions = self.document.actors_of(self._whole())
        spans = [self.tree.span(at) for at in dict.fromkeys((index, last))]
        return next((m for at in spans for m in mentions if m.span is not None and m.span.holds(at)), None)

    def _whole(self) -> Span:
        return self.sentence.span

    def _belongs(self, index: int, known: Mention) -> Mention | None:
        """ "eleven terrorists of the Front" are the Front's."""
        if known.id is not None or known.sector not in ARMED:
            return None
        for inner in self.tree.obliques(index, *_THROUGH):
            owner = self._known(inner)
            if owner is not None and owner.id is not None and owner.sector in ARMED:
                return owner
        return None

    def _beside(self, index: int, known: Mention) -> Iterator[Mention]:
        """ "U.S. and Iraqi forces": a party named by the adjective alone, joined to the one before the noun."""
        tree = self.tree
        for modifier in tree.children(index, "compound", "amod", "nmod:poss"):
            after = tree.words[modifier + 1 : modifier + 2]
            if not after or after[0].upos != "CCONJ" or self._known(modifier) is known:
                continue
            word = tree.words[modifier]
            other = self._known(modifier) or self.document.named(f"{word.text} {tree.words[index].text}")
            if other is not None and other.id != known.id:
                yield replace(other, words=word.text, span=tree.span(modifier))

    def _state(self, index: int) -> Mention | None:
        """A state's name that acts or is spoken to: its government."""
        word = self.tree.words[index]
        if word.upos != "PROPN":
            return None
        last = max(self.tree.children(index, "flat", "compound"), default=index)
        first = min(self.tree.children(index, "flat", "compound"), default=index)
        span = Span(self.tree.words[min(first, index)].start, self.tree.words[max(last, index)].end)
        words = self.document.text[span.start : span.end]
        found = self.document.country(words)
        return replace(found, words=words, span=span) if found is not None and found.sector == "GOV" else None

    def _linked(self, index: int) -> Mention | None:
        """ "Seven people linked to the groups": they are the groups' people."""
        for clause in self.tree.children(index, "acl", "acl:relcl"):
            if self.tree.words[clause].lemma in nouns()["linked"]:
                for inner in self.tree.obliques(clause, "to", "with"):
                    known = self._known(inner)
                    if known is not None and known.id is not None:
                        return known
        return None

    def _appositive(self, index: int) -> Mention | None:
        """ "The militia's leader, Abu X": the party named beside a description."""
        told = self.tree.children(index, "acl", "acl:relcl")
        called = [c for c in told if self.tree.words[c].lemma in nouns()["called"]]
        beside = [i for c in called for i in self.tree.children(c, "obj", "xcomp", "obl")]
        for at in (*self.tree.children(index, "appos"), *beside):
            known = self._known(at)
            if known is not None and known.id is not None:
                return known
        return None

    def _owner(self, index: int) -> Mention | None:
        """ "Hezbollah sites", "positions of the group", "depots used by the brigades": whose the thing is."""
        if self._acts(index):
            return None
        tree = self.tree
        near = [*tree.children(index, "nmod:poss", "compound", "amod"), *tree.obliques(index, "of")]
        for clause in tree.children(index, "acl", "acl:relcl"):
            if tree.words[clause].lemma in nouns()["owning"]:
                near += [*tree.agents(clause), *tree.obliques(clause, "by", "to")]
        for at in near:
            known = self._known(at)
            if known is not None and known.id is not None and (known.sector != "GOV" or tree.relation(at) != "amod"):
                return known
        return None

    def _band(self, index: int) -> Mention | None:
        """ "The group's cells ambushed a bus": what an armed party's own things do, it does."""
        owners = (self._known(i) for i in self.tree.children(index, "nmod:poss"))
        return next((m for m in owners if m is not None and m.id is not None and m.sector in ARMED), None)

    def _is_pronoun(self, index: int) -> bool:
        word = self.tree.words[index]
        lower = word.text.casefold()
        if lower in _PRONOUNS and word.upos == "PRON":
            return True
        definite = any(
            self.tree.words[d].text.casefold() in ("the", "this", "both") for d in self.tree.children(index, "det")
        )
        alone = not self.tree.children(index, "amod", "compound", "nmod", "nmod:poss", "acl", "acl:relcl", "appos")
        return lower in nouns()["groups"] and definite and alone

    def _acts(self, index: int) -> bool:
        """Whether the word is of people, of a body, or a name that the network takes for one."""
        word = self.tree.words[index]
        lower = word.text.casefold()
        if self._is_blow(index):
            return False
        if lower in nouns()["people"] or word.lemma.casefold() in nouns()["people"]:
            return True
        named = self.document.named_of(self._whole())
        if any(m.start <= word.start and word.end <= m.end and m.label in ("person", "organisation") for m in named):
            return True
        if (lower,) in parties().nouns:
            machine = parties().nouns[(lower,)][0] == "forces" and (lower,) in parties().never_alone
            return not machine or bool(self.tree.children(index, "nmod:poss"))
        return False

    def _is_blow(self, index: int) -> bool:
        """Whether the word is a weapon or a happening."""
        lower = self.tree.words[index].text.casefold()
        return self.lexicon.is_blow(lower) and (lower,) not in parties().nouns

    def _is_thing(self, index: int) -> bool:
        """Whether something can be hit: a common noun that is no time, number, place or happening."""
        word = self.tree.words[index]
        lower = word.text.casefold()
        if word.upos != "NOUN" or lower in nouns()["not_struck"] or self._is_blow(index) or len(lower) < 3:
            return False
        at = Span(word.start, word.end)
        places = (p.span for p in self.document.places_of(self._whole()))
        if any(p is not None and p.holds(at) for p in places):
            return False
        return not any(t.span is not None and t.span.holds(at) for t in self.document.times_of(self._whole()))

    def _possessed(self, index: int, made: Mention) -> Mention:
        """ "Its aircraft" are those of whom "its" means, by its own words."""
        for owner in self.tree.children(index, "nmod:poss"):
            if self.tree.words[owner].text.casefold() in ("its", "their") and self._is_force(index):
                meant = self.meant(owner)
                if meant is not None and meant.id is not None and meant.sector in ARMED | {"GOV", "IMG"}:
                    return replace(made, id=meant.id, sector=meant.sector)
        return made

    def _is_force(self, index: int) -> bool:
        classes = parties().nouns.get((self.tree.words[index].text.casefold(),), ())
        return bool(classes) and classes[0] in _FORCES

    def _phrase(self, index: int) -> Mention | None:
        tree = self.tree
        if tree.words[index].upos in ("PRON", "DET", "NUM", "ADV", "PUNCT", "VERB"):
            return None
        if any(tree.words[d].text.casefold() == "no" for d in tree.children(index, "det")):
            return None  # "no group claimed it"
        words = [tree.words[i] for i in tree.below(index, without=_LEFT_OUT)]
        if len(words) > _LONGEST:
            words = [w for w in words if w.start <= tree.words[index].start][-_LONGEST:]
        span = self._hyphened(Span(min(w.start for w in words), max(w.end for w in words)))
        bare = len(words) == 1 and not self._acts(index) and tree.words[index].lemma == tree.words[index].text
        if bare:
            return None
        return Mention(self.document.text[span.start : span.end], span, None, self._sector(index), "stated")

    def _hyphened(self, span: Span) -> Span:
        """With what a hyphen joins to the words: "IRGC-linked | depots", "Kazim al | -Jawari"."""
        text, whole = self.document.text, self.sentence.span
        start, end = span.start, span.end
        if start > whole.start and text[start - 1] == "-":
            while start > whole.start and not text[start - 1].isspace():
                start -= 1
        if text[end : end + 1] == "-":
            while end < whole.end and (text[end].isalnum() or text[end] in "-'’"):
                end += 1
        return Span(start, end)

    def _sector(self, index: int) -> str | None:
        return parties().sector_of(self.tree.words[index].text)
