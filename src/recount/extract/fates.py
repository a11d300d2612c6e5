"""What became of a happening that a noun names: "the raid was foiled", "the offensive never came about", "a strike was
not imminent". The tree gives the predicate of which the noun is the subject; the predicate gives the mood."""

from __future__ import annotations

from recount.extract.clauses import HAVE
from recount.extract.cues import Mood, cues
from recount.extract.syntax import Document, Sentence
from recount.extract.trees import NOWHERE, Tree
from recount.records import Span

_SUBJECTS = ("nsubj", "nsubj:pass")
_MAY = frozenset({"may", "might", "could"})
_WILL = frozenset({"will", "would", "shall"})


def fate_of(noun: Span, sentence: Sentence) -> list[tuple[Span, Mood]]:
    """The words of the predicate with the mood that they give a happening, innermost first; none where the noun is no
    subject, or the predicate says nothing of whether it took place."""
    tree = sentence.tree
    index = tree.top(noun)
    predicate = _predicate(tree, index) if index is not None else None
    if predicate is None:
        return []
    found = _mood(tree, predicate, sentence)
    if not found:
        return []
    words = tree.span(predicate)
    return [(words, Mood(tree.words[predicate].text, reading, frozenset({"noun"}))) for reading in found]


def _predicate(tree: Tree, index: int) -> int | None:
    """The predicate whose subject the noun, or the noun that it is part of by "drone attack", is."""
    at = index
    for _ in range(3):
        if tree.relation(at) in _SUBJECTS:
            return tree.head(at)
        if tree.head(at) == NOWHERE:
            return None
        if tree.relation(at) != "compound":
            return _orphan(tree, at)
        at = tree.head(at)
    return None


def _orphan(tree: Tree, noun: int) -> int | None:
    """The predicate after the noun that has lost its subject, where the tree takes the noun for a clause."""
    if tree.relation(noun) not in ("ccomp", "parataxis", "dep", "csubj"):
        return None
    beside = (c for c in tree.children(tree.head(noun), "ccomp", "parataxis") if c > noun)
    return next(
        (c for c in beside if tree.children(c, "cop", "aux", "aux:pass") and not tree.children(c, *_SUBJECTS)), None
    )


def _mood(tree: Tree, predicate: int, sentence: Sentence) -> list[str]:
    word, given = tree.words[predicate], cues().fates
    lemma = word.lemma.lower()
    helpers = {tree.words[i].lemma.lower() for i in tree.children(predicate, "aux", "aux:pass", "cop")}
    negated = ["negated"] if tree.is_negated(predicate) else []
    passive = tree.is_passive(predicate)
    does = [tree.words[c].lemma.lower() for c in tree.children(predicate, "xcomp")]
    if lemma in given["ahead"] and (word.upos == "ADJ" or passive or tree.children(predicate, "cop")):
        return [*negated, "forecast"] if given["happens"].issuperset(does) else []
    if lemma in given["happens"]:
        if helpers & _WILL:
            return [*negated, "forecast"]
        return [*negated, *(["possible"] if helpers & _MAY else [])]
    if passive and lemma in given["planned"] and not does:
        return [*negated, "intent"]
    if passive or lemma == "fail":
        lowers = [t.lower for t in sentence.tokens]
        at = next((i for i, t in enumerate(sentence.tokens) if t.start >= word.start), None)
        if at is not None and not (helpers & HAVE and not passive and lemma != "fail"):
            for stop, mood in cues().modality.at(lowers, at):
                if "undone" in mood.governs and lowers[stop : stop + 1] != ["to"]:
                    return [mood.reading, *negated]
    return []


def merely_possible(span: Span, sentence: Sentence) -> bool:
    """Whether the predicate under which a figure stands is said with "may", "might" or "could"."""
    tree = sentence.tree
    index = tree.top(span)
    if index is None:
        return False
    predicate = tree.clause(index)
    return any(tree.words[i].lemma.lower() in _MAY for i in tree.children(predicate, "aux"))


def frees_place(act: Span, sentence: Sentence, document: Document) -> bool:
    """ "To free Raqqa", "that Raqqa would be free": a place that is freed is taken, where people are let go."""
    tree = sentence.tree
    at = tree.top(act)
    if at is None or tree.words[at].lemma.lower() != "free":
        return False
    freed = tree.objects(at) if tree.words[at].upos == "VERB" else tree.subjects(at)
    places = [p.span for p in document.places_of(sentence.span) if p.span]
    return any(span.overlaps(tree.span(f)) for f in freed for span in places)


_JOURNEYS = frozenset({"way", "journey", "trek", "march", "crossing"})


def by_mishap(act: Span, sentence: Sentence) -> bool:
    """ "Died in an accident", "died of hunger", "died on the way there": by nobody's hand that is told."""
    tree = sentence.tree
    at = tree.top(act)
    if at is None or tree.words[at].upos != "VERB":
        return False
    causes = [*tree.obliques(at, "in", "of", "from"), *tree.agents(at)]
    if tree.words[at].lemma.lower() in cues().mishaps:
        return True  # "eleven drowned"
    under_way = any(tree.words[i].lemma.lower() in _JOURNEYS for i in tree.obliques(at, "on", "during"))
    return under_way or any(
        tree.words[i].lemma.lower() in cues().mishaps for c in causes for i in (c, *tree.children(c, "compound"))
    )
