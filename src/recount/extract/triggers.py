"""Where a sentence says that something happened: lexicon entries found in it, and whether each is read as a verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from recount.extract.lexicon import GAP, PARTICLES, Entry, Lexicon, Pattern
from recount.extract.syntax import Sentence, Token
from recount.extract.trees import NOWHERE, Tree
from recount.records import Span
from recount.words.lists import word_set

Voice = Literal["active", "passive", "noun", "participle"]
_REACH = 8
"""Words that a gap of an exclusion may skip."""
_FAR = 16
"""Words that a gap of a trigger may skip, where the last of the words hangs on the verb."""
_NEAR = 5
"""Tokens from one word to the next over a gap of four, which needs no such arc."""

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
_REDUCED = frozenset({"ASSAULT", "COERCE"})
"""Types whose reduced passive tells ("15 killed in", "four held near"); "areas liberated from" only describes."""
_CLAUSES = frozenset(
    {"root", "conj", "advcl", "acl", "acl:relcl", "advcl:relcl", "ccomp", "xcomp", "csubj", "parataxis"}
)
_TO_NUMBER = ("between", "over", "around", "about", "up", "to", "at")
_PAST = ("past", "part")
_MODIFIES = frozenset({"compound", "amod", "nmod:unmarked", "nmod:desc"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A lexicon entry found in a sentence. `first` and `last` are token indexes (inclusive). `voice`: active; passive
    ("was killed by"); noun; participle (", killing four"). `many` is a plural noun,
    `definite` one with "the", `present` a verb in the simple present."""

    entry: Entry
    span: Span
    first: int
    last: int
    voice: Voice
    many: bool
    definite: bool
    present: bool = False

    @property
    def is_noun(self) -> bool:
        return self.voice == "noun"


def triggers_in(sentence: Sentence, lexicon: Lexicon, names: Sequence[Span] = ()) -> list[Trigger]:
    """Triggers in order, longest first at each place, none sharing a word, none inside an exclusion or one of `names`
    (the town of Hit is no hit)."""
    tokens = sentence.tokens
    lowers = [t.lower.removesuffix("'s") for t in tokens]
    taken, named = _excluded(lowers, lexicon), _named(tokens, names)
    found: list[Trigger] = []
    for i, word in enumerate(lowers):
        patterns = lexicon.patterns.get(word)
        if patterns is None or i in taken or i in named:
            continue
        best = _best(sentence, lowers, i, patterns, taken)
        if best is not None:
            trigger, used = best
            found.append(trigger)
            taken.update(used)
    return found


def _excluded(lowers: Sequence[str], lexicon: Lexicon) -> set[int]:
    taken: set[int] = set()
    for i, word in enumerate(lowers):
        for phrase in lexicon.exclusions.get(word, ()):
            used = _match(lowers, i, phrase, frozenset(), _REACH)
            if used is not None:
                taken.update(range(used[0], used[-1] + 1))
                break
    return taken


def _named(tokens: Sequence[Token], names: Sequence[Span]) -> set[int]:
    return {i for name in names for i, token in enumerate(tokens) if name.start <= token.start < name.end}


def _best(
    sentence: Sentence, lowers: Sequence[str], i: int, patterns: Sequence[Pattern], taken: set[int]
) -> tuple[Trigger, tuple[int, ...]] | None:
    tokens, tree = sentence.tokens, sentence.tree
    for pattern in patterns:
        used = _match(lowers, i, pattern.tokens, taken, _FAR)
        if used is None or not _hangs_together(tree, tokens, used, pattern):
            used = _turned(tree, tokens, lowers, i, pattern, taken)
        if used is None:
            continue
        at = _word(tree, tokens[used[-1] if pattern.entry.noun else i])
        voice = _voice(tree, at, pattern)
        if voice is not None:
            definite = i > 0 and (lowers[i - 1] in _DEFINITE or _by_its_date(tree, at, lowers, i))
            span = Span(tokens[used[0]].start, tokens[used[-1]].end)
            present = voice == "active" and _has(tree, at, "Tense=Pres", "VerbForm=Fin")
            return Trigger(pattern.entry, span, i, used[-1], voice, pattern.many, definite, present), used
    return None


def _turned(
    tree: Tree, tokens: Sequence[Token], lowers: Sequence[str], i: int, pattern: Pattern, taken: set[int]
) -> tuple[int, ...] | None:
    """ "Brought down a drone" in the passive, "a drone was brought down": what the verb takes is its subject."""
    if pattern.entry.noun or GAP not in pattern.tokens[-2:-1] or GAP in pattern.tokens[:-2]:
        return None
    used = _match(lowers, i, pattern.tokens[:-2], taken, 0)
    at = _word(tree, tokens[i]) if used is not None else NOWHERE
    if at == NOWHERE or not tree.is_passive(at):
        return None
    return used if any(tree.words[s].text.lower() == pattern.tokens[-1] for s in tree.subjects(at)) else None


def _by_its_date(tree: Tree, at: int, lowers: Sequence[str], i: int) -> bool:
    """ "The 15 March rocket attack"."""
    dated = [c for c in tree.children(at, "compound", "nummod") if tree.words[c].upos == "NUM"]
    return bool(dated) and "the" in lowers[max(0, i - 4) : i - 1]


def _hangs_together(tree: Tree, tokens: Sequence[Token], used: Sequence[int], pattern: Pattern) -> bool:
    """Whether words that a gap parts belong together: a particle to its verb ("blew it up"), and what lies far from
    the verb to its branch ("launched more than a dozen ballistic missiles")."""
    if GAP not in pattern.tokens or pattern.entry.noun:
        return True
    verb, last = _word(tree, tokens[used[0]]), _word(tree, tokens[used[-1]])
    if NOWHERE in (verb, last):
        return False
    if pattern.tokens[-1] in PARTICLES and pattern.tokens[-2] == GAP:
        return tree.head(last) == verb and tree.relation(last) in ("compound:prt", "advmod")
    leads = pattern.tokens[-2] == GAP and tree.relation(last) == "case"
    if leads and not tree.is_passive(verb) and not tree.children(verb, "obj", "nsubj:pass"):
        return False  # "returned to the town" gives nothing back
    if tree.relation(last) == "case":
        last = tree.head(last)  # "returned the statue to | Peru": the preposition belongs to whom it leads to
    while tree.relation(last) == "nmod" and _is_amount(tree, tree.head(last)):
        last = tree.head(last)  # "announced $33 million in | assistance"
    led = {tree.words[c].text.casefold() for c in tree.children(last, "case")}
    if pattern.tokens[-2] == GAP and led - {"of", *pattern.tokens}:
        return False  # "suspended training because of attacks" suspends no attacks
    return used[-1] - used[-2] <= _NEAR or tree.head(last) == verb or _is_taken(tree, verb, last, pattern)


def _is_taken(tree: Tree, verb: int, last: int, pattern: Pattern) -> bool:
    """ "Returned a portrait of a girl by an artist | to its owner": a tree may hang the recipient on what is given."""
    if pattern.tokens[-1] not in ("to", "from"):
        return False
    return any(o > verb and last in tree.below(o) for o in tree.children(verb, "obj"))


def _is_amount(tree: Tree, index: int) -> bool:
    word = tree.words[index]
    return word.upos in ("NUM", "SYM") or word.lemma.casefold() in _AMOUNTS


_AMOUNTS = word_set("million billion thousand hundred dozen dollar euro pound ton tonne truckload worth number some")


def _word(tree: Tree, token: Token) -> int:
    """The word of the tree that a token is or touches first."""
    return next((n for n, w in enumerate(tree.words) if w.start < token.end and token.start < w.end), NOWHERE)


def _match(
    lowers: Sequence[str], i: int, pattern: Sequence[str], taken: set[int] | frozenset[int], reach: int
) -> tuple[int, ...] | None:
    if len(pattern) == 1:  # most of them; the caller has looked its word up
        return None if i in taken or lowers[i] != pattern[0] else (i,)
    if GAP not in pattern:
        end = i + len(pattern)
        if tuple(lowers[i:end]) != pattern or any(n in taken for n in range(i, end)):
            return None
        return tuple(range(i, end))
    return _match_with_gaps(lowers, i, pattern, taken, reach)


def _match_with_gaps(
    lowers: Sequence[str], i: int, pattern: Sequence[str], taken: set[int] | frozenset[int], reach: int
) -> tuple[int, ...] | None:
    """The tokens that the words of a pattern take from `i` on, each gap as short as the words after it allow."""
    if not pattern:
        return ()
    gap = pattern[0] == GAP
    word, rest = pattern[gap], pattern[gap + 1 :]
    for hit in _hits(lowers, i, word, reach if gap else 0):
        after = None if hit in taken else _match_with_gaps(lowers, hit + 1, rest, taken, reach)
        if after is not None:
            return (hit, *after)
    return None


def _hits(lowers: Sequence[str], at: int, word: str, reach: int) -> Iterator[int]:
    for n in range(at, min(at + reach + 1, len(lowers))):
        if lowers[n] == word:
            yield n
        if lowers[n] in (".", ";", ":", "!", "?") and not _in_number(lowers, n):
            return


def _in_number(lowers: Sequence[str], n: int) -> bool:
    """ "352 . 5 million", as texts that were cut into words have it."""
    return lowers[n] == "." and lowers[n - 1].isdigit() and n + 1 < len(lowers) and lowers[n + 1].isdigit()


def _voice(tree: Tree, at: int, pattern: Pattern) -> Voice | None:
    """How the words are used here, or `None` where they are not this entry after all."""
    if at == NOWHERE:
        return None
    return _noun_voice(tree, at) if pattern.entry.noun else _verb_voice(tree, at, pattern)


def _noun_voice(tree: Tree, at: int) -> Voice | None:
    """A noun that names a happening: no verb, and no modifier of another noun ("attack helicopter")."""
    word = tree.words[at]
    if word.upos in ("VERB", "AUX") and not _named_so(tree, at):
        return None
    modifies = word.deprel in _MODIFIES and word.head > at and tree.words[word.head].upos in ("NOUN", "ADJ")
    return None if modifies else "noun"


def _named_so(tree: Tree, at: int) -> bool:
    """ "The shelling of the town", which a tagger may take for a verb."""
    ing = tree.words[at].text.casefold().endswith("ing") and not tree.children(at, "aux", "obj", "nsubj")
    return ing and (bool(tree.children(at, "det", "nmod", "compound", "amod")) or bool(tree.obliques(at, "by", "of")))


def _verb_voice(tree: Tree, at: int, pattern: Pattern) -> Voice | None:
    word = tree.words[at]
    if pattern.entry.words.startswith("be "):
        return "active" if word.upos in ("VERB", "AUX") else None
    told = word.upos in ("VERB", "AUX") or (word.upos == "ADJ" and pattern.tag in _PAST)
    if (
        at > 1
        and tree.words[at - 1].text.lower() in ("many", "few")
        and tree.words[at - 2].text.lower() in ("how", "too")
    ):
        return None  # "how many strikes it carried out": a noun that was taken for a verb
    if not told or word.deprel not in _CLAUSES:
        return _phrase_voice(tree, at, pattern)
    if _has(tree, at, "VerbForm=Ger") or (_has(tree, at, "VerbForm=Part") and word.text.casefold().endswith("ing")):
        if word.deprel == "csubj" or tree.children(at, "det"):
            return None  # "Targeting them is an honour": a subject, and nothing that took place
        return "active" if tree.children(at, "aux", "nsubj") else "participle"
    if not _is_passive(tree, at, pattern):
        return "active"
    reduced = not tree.children(at, "aux:pass", "cop") and not _shares_auxiliary(tree, at)
    tells = pattern.entry.type in _REDUCED or (bool(tree.agents(at)) and not pattern.entry.weak)
    return None if reduced and not tells and word.deprel in ("acl", "acl:relcl", "advcl") else "passive"


def _phrase_voice(tree: Tree, at: int, pattern: Pattern) -> Voice | None:
    """ "Shot dead", "blew up": words that are plainly a verb together, whatever the tree makes of them."""
    if pattern.tag not in _PAST or len(pattern.tokens) == 1 or GAP in pattern.tokens or tree.words[at].deprel == "amod":
        return None
    after = tree.words[at + len(pattern.tokens) :][:1]
    return "active" if after and after[0].upos in ("DET", "NUM", "NOUN", "PROPN", "ADJ", "PRON") else "passive"


def _is_passive(tree: Tree, at: int, pattern: Pattern) -> bool:
    """Whether a verb is in the passive: by its auxiliary or that of the verb it is joined to, as a bare participle, or
    in a headline ("15 killed in blast"). A finite verb with an object, or with the preposition that the entry asks for,
    is not, whatever the tree calls its subject."""
    if tree.words[at].upos == "ADJ" or tree.children(at, "aux:pass") or _shares_auxiliary(tree, at):
        return True
    if (pattern.tag in _PAST or tree.words[at].upos == "VERB") and tree.children(at, "cop"):
        return True  # "was hurt": a form that is base, past and participle alike
    if tree.children(at, "aux"):
        return False
    opens = tree.words[at].deprel == "advcl" and pattern.tag in _PAST and at < tree.words[at].head
    if opens and not tree.children(at, "nsubj", "obj", "mark"):
        return True  # "Asked whether they would leave, he said": he was asked
    if tree.is_passive(at):
        governs = len(pattern.tokens) > 1 and _has(tree, at, "VerbForm=Fin")
        return not (governs or counted(tree, at) or any(o > at for o in tree.children(at, "obj")))
    dealt = pattern.entry.harm is not None and pattern.entry.sides == "forward" and pattern.tag in _PAST
    taken = [o for o in tree.children(at, "obj", "ccomp", "xcomp") if o > at or tree.children(at, "nsubj")]
    return dealt and len(pattern.tokens) == 1 and not counted(tree, at) and not taken


def counted(tree: Tree, at: int) -> list[int]:
    """ "Killed between 20 and 30 men", "arrested three rebels": the object, whatever preposition leads its number or
    however the tree hangs it."""
    led = [o for o in tree.obliques(at, *_TO_NUMBER) if o > at]
    bare = [o for o in tree.children(at, "obl") if o > at and not tree.children(o, "case")]
    return [
        o
        for o in (*led, *bare)
        if tree.words[o].upos == "NUM" or any(tree.words[n].upos == "NUM" for n in tree.children(o, "nummod"))
    ]


def _shares_auxiliary(tree: Tree, at: int) -> bool:
    """ "were killed and wounded": the second participle has the auxiliary of the first."""
    word = tree.words[at]
    if word.deprel != "conj" or word.head == NOWHERE or not _has(tree, at, "VerbForm=Part"):
        return False
    own = tree.children(at, "aux", "aux:pass", "obj")
    return not own and bool(tree.children(word.head, "aux:pass", "cop"))


def _has(tree: Tree, at: int, *feats: str) -> bool:
    return all(feat in tree.words[at].feats for feat in feats)
