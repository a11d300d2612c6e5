"""What is said: the words of a sentence that hang on a cue of speech as its content, by the tree.

A clause that the cue takes is its content, before it, after it, or around it where the cue stands in the middle ("the
dead, he said, were children"). Without such a clause the content is what the cue is put beside ("..., the army said"),
else its object with all that follows, where the cue's frames allow an object.
"""

from __future__ import annotations

from collections.abc import Iterable

from recount.extract.cues import cues
from recount.extract.trees import NOWHERE, Tree
from recount.records import Span
from recount.words.lists import word_set

_TAKEN = ("ccomp", "csubj", "csubj:pass")
_OBJECTS = ("obj", "xcomp", "iobj", "obl", "obl:agent", "advcl", "acl", "nmod", "dep", "ccomp")
_BESIDE = ("parataxis", "discourse", "dep")
_TURNS = word_set("but while whereas although though")
_GERUNDS = word_set("adding saying warning noting insisting stressing denying accusing")
_HEARERS = ("obj", "iobj")
_QUOTES = frozenset("\"“”'")


def content_of(tree: Tree, cue: int, *, takes: frozenset[str], speaker: frozenset[int]) -> list[Span]:
    """The content of the cue whose verb or noun is the word `cue`, in one part or several; `speaker` are the words of
    who speaks. Empty where the tree gives none that the cue may take."""
    apart = frozenset({cue, *speaker, *group_of(tree, cue)})
    clauses = [c for c in tree.children(cue, *_TAKEN) if not _is_adverbial(tree, c)]
    if not clauses and "clause" in takes:
        clauses = _put_after(tree, cue)
    if clauses:
        return _parts(tree, _less_turns(tree, cue, clauses), apart)
    beside = _beside(tree, cue)
    if beside is not None and not _own_object(tree, cue) and takes & {"clause", "that", "quote"}:
        return _parts(tree, _without(tree, beside, cue), apart)
    return _object(tree, cue, takes, apart)


def group_of(tree: Tree, verb: int) -> list[int]:
    """The auxiliaries, adverbs and particles that stand with a verb."""
    return [
        c
        for c in tree.children(verb, "aux", "aux:pass", "compound:prt", "advmod")
        if abs(c - verb) <= 3 and all(tree.head(k) == verb for k in range(min(c, verb) + 1, max(c, verb)))
    ]


def _is_adverbial(tree: Tree, clause: int) -> bool:
    """A clause of time or contrast that the tree has for a complement."""
    return any(tree.words[m].lemma in _TURNS for m in tree.children(clause, "mark"))


def _put_after(tree: Tree, cue: int) -> list[int]:
    """ "The ministry said: our planes struck": a clause that stands beside the cue, after it."""
    own = [c for c in tree.children(cue, "parataxis") if c > cue and not _speaks(tree, c)]
    return own[:1]


def _speaks(tree: Tree, index: int) -> bool:
    """Whether a word is a verb of speech with a subject of its own."""
    word = tree.words[index]
    spoken = word.text.lower() in cues().speech.firsts
    return spoken and word.upos == "VERB" and bool(tree.children(index, "nsubj", "nsubj:pass"))


def _beside(tree: Tree, cue: int) -> int | None:
    """The clause that the cue is put beside: "..., the army said", "..., as the police have said"."""
    as_ = tree.relation(cue) == "advcl" and any(tree.words[m].lemma == "as" for m in tree.children(cue, "mark"))
    if not (as_ or tree.relation(cue) in _BESIDE) or tree.head(cue) == NOWHERE:
        return None
    return tree.clause(tree.head(cue))


def _own_object(tree: Tree, cue: int) -> bool:
    """An object after the cue: it says that, and not what it is put beside."""
    return any(c > cue for c in tree.children(cue, "obj", "xcomp"))


def _without(tree: Tree, clause: int, cue: int) -> list[int]:
    """The clause less the branch of the cue, and less those of others who speak beside it."""
    left = set(tree.below(clause)) - set(tree.below(cue))
    for child in tree.children(clause, *_BESIDE):
        if child != cue and _speaks(tree, child):
            left -= set(tree.below(child))
    return sorted(left)


def _less_turns(tree: Tree, cue: int, clauses: Iterable[int]) -> list[int]:
    """The clauses less what turns away from the saying: "..., but residents said", "..., while the army fled"; and
    less what stands before its "that", which tells of the saying, whatever it was read to hang on."""
    found: set[int] = set()
    for clause in clauses:
        opens = next((m for m in tree.children(clause, "mark") if tree.words[m].lemma.lower() == "that"), cue)
        held = {i for i in tree.below(clause) if not cue < i < opens}
        for index in sorted(held):
            relation = tree.relation(index)
            if index <= cue or index == clause or not held.issuperset(tree.below(index)):
                continue
            marks = [tree.words[m].lemma.lower() for m in tree.children(index, "cc", "mark")]
            own = relation in ("conj", "advcl", "parataxis") and bool(tree.children(index, "nsubj", "nsubj:pass"))
            told = any(tree.words[m].lemma.lower() == "that" for m in tree.children(index, "mark"))
            goes_on = relation == "advcl" and tree.words[index].text.lower() in _GERUNDS
            if goes_on or (
                own and not told and (not _TURNS.isdisjoint(marks) or (relation == "conj" and _speaks(tree, index)))
            ):
                held -= set(tree.below(index))
        found |= held
    return sorted(found)


def _object(tree: Tree, cue: int, takes: frozenset[str], apart: frozenset[int]) -> list[Span]:
    """From the first object after the cue to the last word that depends on it there."""
    first = [c for c in tree.children(cue, *_OBJECTS) if c > cue and c not in apart and not _is_adverbial(tree, c)]
    wanted = [c for c in first if _may_be(tree, c, takes)]
    if not wanted:
        return []
    held = {i for c in first if c >= wanted[0] for i in tree.below(c) if i > cue}
    return _parts(tree, sorted(held), apart)


def _may_be(tree: Tree, child: int, takes: frozenset[str]) -> bool:
    relation = tree.relation(child)
    if "toll" in takes and "object" not in takes:
        word = tree.words[child]
        counted = word.upos == "NUM" or word.lemma.lower() in cues().tolls
        return relation == "obj" and (counted or _numbered(tree, child))
    if "object" in takes or ("of" in takes and relation in _HEARERS):
        return relation in ("obj", "xcomp", "obl", "dep", "nmod", "iobj", "ccomp", "advcl", "acl")
    if relation in ("xcomp", "advcl", "acl") and takes & {"infinitive", "hearer", "clause"}:
        return any(tree.words[m].lemma == "to" for m in tree.children(child, "mark")) or "clause" in takes
    return relation in ("obj", "dep") and "quote" in takes and tree.words[child - 1].text in _QUOTES


def _numbered(tree: Tree, noun: int) -> bool:
    """ "53 dead": a number with a word of a toll on it or under it."""
    held = {tree.words[i].lemma.lower() for i in tree.children(noun, "amod", "acl", "nmod", "nsubj")}
    return bool(tree.children(noun, "nummod")) and not cues().tolls.isdisjoint(held)


def _parts(tree: Tree, indices: Iterable[int], apart: frozenset[int]) -> list[Span]:
    """The words as stretches of text, cut where the cue or the speaker stands between, without marks at the ends
    but those of quotation."""
    runs: list[list[int]] = []
    for index in sorted(set(indices) - apart):
        between = range(runs[-1][-1] + 1, index) if runs else ()
        broken = any(k in apart or tree.words[k].upos != "PUNCT" for k in between)
        if not runs or broken:
            runs.append([])
        runs[-1].append(index)
    trimmed = [_trimmed(tree, run) for run in runs]
    kept = [run for run in trimmed if run and any(tree.words[i].upos != "PUNCT" for i in run)]
    return [Span(tree.words[run[0]].start, tree.words[run[-1]].end) for run in kept]


def _trimmed(tree: Tree, run: list[int]) -> list[int]:
    loose = word_set("and but")
    while run and (_is_mark(tree, run[0]) or (tree.words[run[0]].text.lower() in loose and len(run) > 1)):
        run = run[1:]
    while run and _is_mark(tree, run[-1]):
        run = run[:-1]
    return run


def _is_mark(tree: Tree, index: int) -> bool:
    word = tree.words[index]
    return word.upos == "PUNCT" and word.text not in _QUOTES and word.text not in ("''", "«", "»")
