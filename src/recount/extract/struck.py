"""Whom a deed befell, as the tree has it: the word that does it, and the words that head those whom it befell.

"The blast killed Ahmed, his wife and two sons": a verb and its objects, all that "and" joins. "Two of the wounded
died", "were shot dead": a verb and its subjects. "The killing of a judge": a noun and what "of" hangs on it.
"Left four dead": what a verb leaves in a state. "Among the dead were a mother and her daughters": some of
those told of elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recount.extract.counted import Item
from recount.extract.counts import counts
from recount.extract.syntax import Document, Sentence
from recount.extract.trees import Tree
from recount.records import Span
from recount.words.lists import word_set

_NO_DEED = word_set("body bodies corpse corpses lives dead wounded injured martyrs")
"""Nouns of harm that name those harmed and no deed: "bodies of fighters" are found, and "the dead of the war" lie."""
_BESIDE = frozenset({"alongside", "along", "together"})
_FIGHTERS = frozenset({"combatants", "soldiers", "militants", "police", "coalition", "men"})
_COLLECTIVE = word_set(
    "family team group unit patrol crew squad convoy number dozen population crowd cell network force"
)
_ONE = frozenset({"he", "she", "him"})
_NOBODY = word_set("no any every each which what")
_OWN_PARTS = ("det", "amod", "compound", "nmod:poss", "flat", "nummod")
_APPOSED = ("appos", "compound", "nmod:desc", "flat")


@dataclass(frozen=True, slots=True)
class Blow:
    """What befell people by one word at tokens `cue`: the measure, and the words that head them. `part` where they are
    some of those told of elsewhere, `unaided` where no deed is told as done: "died", "the death of"."""

    measure: str
    cue: tuple[int, int]
    heads: tuple[int, ...]
    part: bool = False
    unaided: bool = False


def blows_in(sentence: Sentence, lowers: list[str]) -> list[Blow]:
    """Deeds that befall people, in order of the words that tell of them."""
    tree = sentence.tree
    at = {word.start: index for index, word in enumerate(tree.words)}
    found = []
    for k, token in enumerate(sentence.tokens):
        if token.start in at:
            found += [blow for blow in _told(sentence, at[token.start], k, lowers) if blow.heads]
    return found


def _told(sentence: Sentence, index: int, k: int, lowers: list[str]) -> Iterator[Blow]:
    tree = sentence.tree
    given, word = counts(), tree.words[index]
    if word.lemma == "leave":
        yield from _left(sentence, tree.objects(index), lowers)
    elif word.upos == "VERB" and not tree.is_negated(index):
        if tree.is_passive(index):
            table, heads = given.state, tree.subjects(index)
        elif next(given.active.at(lowers, k), None) is not None:
            table, heads = given.active, tree.objects(index)
        elif word.lemma == "lose":
            yield Blow("killed", (k, k + 1), tuple(o for o in tree.objects(index) if _fights(tree, o)))
            return
        else:
            table, heads = given.happens, tree.subjects(index)
        if (done := next(table.at(lowers, k), None)) is not None:
            yield Blow(done[1], (k, done[0]), _all_of(tree, heads), unaided=table is given.happens)
    elif word.upos == "NOUN" and lowers[k] in given.noun and lowers[k] not in _NO_DEED:
        of = [h for first in tree.obliques(index, "of") for h in tree.joined(first)]
        yield Blow(given.noun[lowers[k]], (k, k + 1), _all_of(tree, of), unaided=True)
    elif word.upos == "NOUN" and lowers[k] in ("dead", "fatalities") and (parts := _included(tree, index)):
        yield Blow("killed", (k, k + 1), _all_of(tree, parts), part=True)
    elif lowers[k] == "dead" and any(tree.words[c].lemma == "among" for c in tree.children(index, "case")):
        yield Blow("killed", (k, k + 1), _all_of(tree, tree.subjects(index)), part=True)


def _left(sentence: Sentence, heads: list[int], lowers: list[str]) -> Iterator[Blow]:
    """ "Left 11 soldiers and 17 rebels dead and 30 people wounded": each has the state that follows it, or the next
    one's."""
    starts = {t.start: k for k, t in enumerate(sentence.tokens)}
    states: dict[tuple[tuple[int, int], str], list[int]] = {}
    state: tuple[tuple[int, int], str] | None = None
    for head in reversed(heads):
        k = starts.get(sentence.tree.words[head].start)
        after = next(counts().state.at(lowers, k + 1), None) if k is not None and k + 1 < len(lowers) else None
        if k is not None and after is not None:
            state = (k + 1, after[0]), after[1]
        elif k is None or lowers[k + 1 : k + 2] == ["with"]:
            state = None
        if state is not None:
            states.setdefault(state, []).insert(0, head)
    for (cue, measure), befallen in states.items():
        yield Blow(measure, cue, tuple(befallen))


def _included(tree: Tree, index: int) -> list[int]:
    """ "The dead included three policemen"."""
    verb = tree.words[index].head
    if tree.relation(index) != "nsubj" or tree.words[verb].lemma != "include":
        return []
    return tree.objects(verb)


def _fights(tree: Tree, index: int) -> bool:
    """Whether losing them is their death, and no loss of voters or friends."""
    known = counts().people.get(tree.words[index].text.lower())
    return known is not None and known[0] in _FIGHTERS


def _all_of(tree: Tree, heads: list[int]) -> tuple[int, ...]:
    """The heads with those who go with them: "X alongside nine of his men", "Ahmed, his wife and two sons"."""
    found = list(heads)
    for head in heads:
        found += [c for c in tree.children(head, "appos") if _owned(tree, c) and len(heads) > 1]
        found += [c for c in tree.children(head, "nmod") if _cased(tree, c) & _BESIDE]
    return tuple(sorted(set(found)))


def _owned(tree: Tree, index: int) -> bool:
    return any(tree.words[c].upos == "PRON" for c in tree.children(index, "nmod:poss"))


def _cased(tree: Tree, index: int) -> set[str]:
    return {tree.words[c].lemma.lower() for c in tree.children(index, "case", "advmod", "fixed")}


def alone_in(
    blows: list[Blow], items: list[Item], sentence: Sentence, lowers: list[str], document: Document
) -> list[tuple[Item, Blow]]:
    """People told one by one without a number: "its driver", "the imam", "Ahmed al-Jabouri"; each with the blow. Who
    dies alone may have been ill, and "the killing of" one man is often spoken of long after."""
    taken = {k for item in items for k in range(item.start, item.end)}
    found = []
    for blow in (b for b in blows if len(b.heads) > 1 or not b.unaided):
        for head in blow.heads:
            item = _one(sentence, head, lowers, document)
            if item is not None and not taken & set(range(item.start, item.end)):
                taken |= set(range(item.start, item.end))
                found.append((item, blow))
    return found


def _one(sentence: Sentence, head: int, lowers: list[str], document: Document) -> Item | None:
    """The item of one person whom the word names; `None` where it names no person, or several."""
    tree, word = sentence.tree, sentence.tree.words[head]
    if any(tree.words[c].lemma.lower() in _NOBODY for c in tree.children(head, "det")):
        return None
    if tree.children(head, "nummod"):
        return None
    span = tree.span(head)
    named = document.named_of(sentence.span)
    person = any(n.label == "person" and n.start < span.end and span.start < n.end for n in named)
    known = counts().people.get(word.text.lower())
    single = word.upos == "NOUN" and "Number=Sing" in word.feats and word.lemma.lower() not in _COLLECTIVE
    one = (single and (person if known is None else known[1])) or word.text.lower() in _ONE
    if not (person if word.upos == "PROPN" else one):
        return None
    start, end = _tokens(sentence, _own_words(tree, head))
    return Item(start, end, None, end - 1, _class(tree, head, lowers[start:end]), None, "article")


def _own_words(tree: Tree, head: int) -> Span:
    """The noun with its article, adjectives, owner and the parts of its name, and nothing that tells more of it."""
    words, waiting = {head}, [head]
    while waiting:
        for child in tree.children(waiting.pop(), *_OWN_PARTS):
            if child not in words:
                words.add(child)
                waiting.append(child)
    return Span(min(tree.words[i].start for i in words), max(tree.words[i].end for i in words))


def _tokens(sentence: Sentence, span: Span) -> tuple[int, int]:
    inside = [k for k, t in enumerate(sentence.tokens) if t.start < span.end and span.start < t.end]
    return inside[0], inside[-1] + 1


def _class(tree: Tree, head: int, lowers: list[str]) -> str | None:
    """The class of the noun, with what stands before it; of a name, that of its title or of what it is apposed to."""
    given = counts()
    own = given.people.get(tree.words[head].text.lower())
    if own is not None:
        nearer = (given.qualifiers.get(w) for w in lowers[-2::-1])
        return next((q for q in nearer if q), own[0]) if own[0] in given.yielding else own[0]
    beside = (tree.words[c].text.lower() for c in tree.children(head, *_APPOSED))
    return next((given.people[w][0] for w in beside if w in given.people), None)
