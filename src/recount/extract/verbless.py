"""Sayings without a verb of speech: "according to X", "the coalition's claim that", "reportedly"."""

from __future__ import annotations

from collections.abc import Sequence

from recount.extract.cues import cues
from recount.extract.saying import Saying
from recount.extract.speaking import owner_of, phrase_after
from recount.extract.syntax import Sentence
from recount.extract.trees import NOWHERE, Tree
from recount.records import Span, Stance


def prepositional(sentence: Sentence, cue: Span, lemma: str) -> Saying | None:
    """ "According to X, ..." and "..., according to X": the clause that the words stand in, less themselves."""
    tree = sentence.tree
    after = [i for i, w in enumerate(tree.words) if w.start >= cue.end and w.upos != "PUNCT"]
    if not after:
        return None
    inside = set(tree.within(cue))
    noun = next((i for i in after if tree.words[i].upos in ("NOUN", "PROPN", "PRON")), after[0])
    while tree.head(noun) != NOWHERE and tree.head(noun) >= after[0] and tree.relation(noun) not in ("conj", "obl"):
        if tree.words[tree.head(noun)].upos not in ("NOUN", "PROPN", "PRON", "NUM"):
            break
        noun = tree.head(noun)
    speaker = phrase_after(tree, noun, start=cue.end)
    own = inside | set(tree.within(speaker))
    top = next((i for i in tree.above(noun) if i not in own and tree.is_predicate(i)), None)
    held = set(tree.below(top)) if top is not None else set(range(len(tree)))
    held -= own | {i for i in held if cue.start <= tree.words[i].start < speaker.end}
    runs = _runs(tree, sorted(held))
    return Saying(cue, speaker, tuple(runs), lemma, "asserts", cue) if runs else None


def _runs(tree: Tree, indices: Sequence[int]) -> list[Span]:
    runs: list[list[int]] = []
    for index in indices:
        if not runs or index != runs[-1][-1] + 1:
            runs.append([])
        runs[-1].append(index)
    found = []
    for run in runs:
        words = [tree.words[i] for i in run]
        while words and words[0].upos == "PUNCT" and words[0].text not in '"“':
            words = words[1:]
        while words and words[-1].upos == "PUNCT" and words[-1].text not in '"”':
            words = words[:-1]
        if len(words) > 1 or any(w.upos not in ("PUNCT", "CCONJ", "ADV") for w in words):
            found.append(Span(words[0].start, words[-1].end))
    return found


def is_hedge(tree: Tree, index: int) -> bool:
    """An adverb or adjective that doubts, not one that bends a verb of speech, which carries the stance then."""
    word = tree.words[index]
    if word.upos not in ("ADV", "ADJ") and word.deprel != "amod":
        return False
    head = tree.head(index)
    return not (word.upos == "ADV" and head != NOWHERE and tree.words[head].text.lower() in cues().speech.firsts)


def hedge(sentence: Sentence, cue: Span, index: int, stance: Stance) -> Saying | None:
    """ "Reportedly", "is said to": nobody is named; the clause around is the content."""
    tree = sentence.tree
    clause = tree.clause(index)
    if tree.words[index].deprel == "amod":
        clause = tree.head(index)
    elif any(cue.start <= tree.words[i].start < cue.end for i in (clause,)) and tree.children(clause, "xcomp", "ccomp"):
        clause = clause if tree.children(clause, "nsubj", "nsubj:pass") else tree.children(clause, "xcomp", "ccomp")[0]
    held = [i for i in tree.below(clause) if not cue.start <= tree.words[i].start < cue.end]
    runs = _runs(tree, held)
    return Saying(cue, None, tuple(runs), "", stance, cue, agentless=True) if runs else None


def noun_of_speech(tree: Tree, index: int, stance: Stance) -> Saying | None:
    """ "The coalition's claim that ..." has a speaker; "reports that ..." has none."""
    clauses = [
        c
        for c in tree.children(index, "acl", "ccomp", "acl:relcl", "dep")
        if c > index and any(tree.words[m].lemma == "that" for m in tree.children(c, "mark"))
    ]
    if not clauses:
        return None
    speaker = owner_of(tree, index)
    span, cue = tree.phrase(clauses[0]), tree.span(index)
    lemma = tree.words[index].lemma
    return Saying(cue, speaker, (span,), lemma, stance, cue, agentless=speaker is None)
