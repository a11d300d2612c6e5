"""Who speaks, in the tree: the noun phrase that is the subject of a verb of speech, or that a preposition names."""

from __future__ import annotations

from recount.extract.cues import cues
from recount.extract.trees import NOWHERE, Tree
from recount.records import Span

_RELATIVE = ("who", "which", "that")
_LOOSE = ("acl:relcl", "parataxis", "advcl", "discourse", "cc:preconj")
_LEAST = (",", "--", "—", "–", ";", ":", "(")


def speaker_of_verb(tree: Tree, verb: int) -> Span | None:
    """The words of a verb's subject with its apposition; of "who says", those of whom the clause describes."""
    subjects = tree.children(verb, "nsubj", "nsubj:pass")[-1:] or tree.subjects(_sharing(tree, verb))[:1]
    if not subjects:
        return None
    first = subjects[0]
    word = tree.words[first]
    if word.upos == "PRON" and word.lemma.lower() in _RELATIVE:
        named = _antecedent(tree, first)
        if named is None:
            return None
        first = named
    if (word.upos == "VERB" and tree.is_predicate(first)) or word.lemma in ("what", "there"):
        return None
    return _phrase(tree, first, verb)


def _sharing(tree: Tree, verb: int) -> int:
    """The verb whose subject a verb of speech without one shares: "the agency said thousands had fled and | warned":
    who speaks twice, where the tree joins it to what is said, and nobody speaks there."""
    first = tree.first(verb)
    above = tree.head(first)
    if first == verb or tree.relation(first) != "ccomp" or above == NOWHERE:
        return verb
    speech = cues().speech.firsts
    told = tree.words[first].text.lower() not in speech and tree.words[above].text.lower() in speech
    return above if told and first < verb else verb


def subject_at(tree: Tree, word: Span) -> Span | None:
    """The subject of the predicate to which a word belongs: a verb, or a form of "be" before what it says."""
    at = tree.top(word)
    if at is None:
        return None
    if tree.words[at].upos == "AUX" or tree.relation(at) in ("aux", "aux:pass", "cop"):
        at = tree.head(at) if tree.head(at) != NOWHERE else at
    return speaker_of_verb(tree, at)


def phrase_after(tree: Tree, noun: int, *, start: int = 0) -> Span:
    """The noun phrase of a word without the preposition before it."""
    span = _phrase(tree, noun, None)
    marks = [tree.words[c].end for c in tree.children(noun, "case", "mark", "fixed") if c < noun]
    first = max([span.start, start, *marks])
    first = next((w.start for w in tree.words if w.start >= first), span.start)
    return Span(min(first, tree.words[noun].start), span.end)


def owner_of(tree: Tree, noun: int) -> Span | None:
    """Whose the word is: "the coalition's claim", "a claim by the coalition"."""
    for child in tree.children(noun, "nmod:poss"):
        words = [i for i in tree.below(child) if tree.words[i].deprel != "case" or i < child]
        return Span(tree.words[words[0]].start, tree.words[words[-1]].end)
    by = tree.obliques(noun, "by")
    return phrase_after(tree, by[0]) if by else None


def _antecedent(tree: Tree, relative: int) -> int | None:
    """The noun before a relative pronoun whose clause the tree has hung elsewhere."""
    at = relative - 1
    while at >= 0 and tree.words[at].upos == "PUNCT":
        at -= 1
    if at < 0 or tree.words[at].upos not in ("NOUN", "PROPN", "NUM"):
        return None
    while 0 <= tree.head(at) < relative and tree.words[tree.head(at)].upos in ("NOUN", "PROPN"):
        at = tree.head(at)
    return at


def _phrase(tree: Tree, noun: int, verb: int | None) -> Span:
    """The words that hang on a noun, its description left out and without marks at the ends; up to the verb where the
    noun stands before it, as a whole after it."""
    held = [i for i in tree.below(noun, without=_LOOSE) if verb is None or i != verb]
    if verb is not None and noun < verb:
        held = [i for i in held if i < verb]
    run = [noun]
    for i in sorted((i for i in held if i < noun), reverse=True):
        run.insert(0, i)
    run += [i for i in held if i > noun]
    while len(run) > 1 and tree.words[run[-1]].upos == "PUNCT" and run[-1] > noun:
        run.pop()
    while len(run) > 1 and tree.words[run[0]].text in _LEAST and run[0] < noun:
        run.pop(0)
    return Span(tree.words[run[0]].start, tree.words[run[-1]].end)
