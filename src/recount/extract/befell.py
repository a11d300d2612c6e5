"""What befell the people counted, where the words beside a number do not tell but the tree does.

"At least 23 members of Iran-backed groups died": the verb whose subject or object they are. "Put the dead at no fewer
than 200": the number that an estimate gives. "More than 60,000 people left", "pulled dozens of bodies from the ruins":
what people did or was found, told of by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recount.extract.counted import Item, span_of
from recount.extract.counts import counts
from recount.extract.harm import Harm
from recount.extract.struck import Blow
from recount.extract.syntax import Sentence
from recount.extract.trees import NOWHERE, Tree
from recount.language.analysis import Attribution
from recount.records import Span

_FLEE = frozenset({None, "people", "civilians", "children", "women"})
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
_OF_COUNT = frozenset({"number", "toll", "count", "estimate", "total", "figure"})


def befell(item: Item, sentence: Sentence, lowers: list[str], blows: Sequence[Blow]) -> Harm | None:
    """What befell an item by the tree; `None` where it does not say."""
    tree = sentence.tree
    at = tree.top(span_of(sentence, item.start, item.end))
    if at is None or item.how == "none":
        return None
    estimate = _estimated(tree, item, sentence)
    if estimate is not None:
        return estimate
    things = item.measure is not None and item.whom is None
    blow = None if things and item.measure not in _HURT else _blow_on(tree, at, item, blows)
    if blow is not None:
        return Harm(blow.measure, blow.cue, part=blow.part)
    if (item.head is None and item.whom is None) or things:
        return _found(tree, at, item, lowers)
    return _fled(tree, _predicate(tree, at), item, sentence, lowers)


_HURT = frozenset({"wounded", "casualties"})
"""What one may be before what a later word says: "two of the wounded died"."""


def _blow_on(tree: Tree, at: int, item: Item, blows: Sequence[Blow]) -> Blow | None:
    """The blow that befell the item's head, or the noun that the item's number counts."""
    mine = {at, tree.head(at)} if tree.relation(at) == "nummod" else {at}
    found = [b for b in blows if mine & set(b.heads) and not item.start <= b.cue[0] < item.end]
    if item.how == "bare":
        found = [b for b in found if item.whom is not None]
    return found[0] if found else None


def does(item: Item, harm: Harm, sentence: Sentence, sayings: Iterable[Attribution]) -> bool:
    """Whether the item, which shares what befell those before it, does or says something itself: nobody but the five
    dies by "killed five people, a doctor said"."""
    span = span_of(sentence, item.start, item.end)
    at = sentence.tree.top(span)
    if at is not None and _turned_on_itself(sentence, at, harm):
        return True
    if at is None or harm.cue[0] >= item.start:
        return False
    if any(saying.source is not None and saying.source.span.holds(span) for saying in sayings):
        return True
    if harm.part:
        return False
    verb = _predicate(sentence.tree, at)
    if verb is None or sentence.tree.is_passive(verb):
        return False
    start = _token(sentence, sentence.tree.span(verb))
    return start is not None and start >= item.end and sentence.tree.relation(verb) != "acl:relcl"


def _turned_on_itself(sentence: Sentence, at: int, harm: Harm) -> bool:
    """ "A bomber killed himself and eight worshippers": who does the deed is none of those whom it is counted for."""
    tree = sentence.tree
    verb = _word_at(tree, sentence.tokens[harm.cue[0]].start)
    if verb is None or at not in tree.subjects(verb) or tree.is_passive(verb):
        return False
    return any(tree.words[o].lemma.lower().endswith(("self", "selves")) for o in tree.children(verb, "obj"))


def _predicate(tree: Tree, at: int) -> int | None:
    """The verb whose subject the item is, alone or joined to others before it."""
    first = tree.joined(at)[0] if tree.relation(at) == "conj" else at
    head = tree.head(first)
    if head == NOWHERE or tree.relation(first) not in _SUBJECTS or tree.words[head].upos != "VERB":
        return None
    return head


def _fled(tree: Tree, verb: int | None, item: Item, sentence: Sentence, lowers: list[str]) -> Harm | None:
    """ "More than 60,000 people left": they did it themselves, whatever a tree makes of "60,000 people left since"."""
    follows = item.end if lowers[item.end : item.end + 1] and lowers[item.end] in counts().leaving else None
    start = _token(sentence, tree.span(verb)) if verb is not None else follows
    if start is None or start < item.end or lowers[start] not in counts().leaving:
        return None
    index = verb if verb is not None else _word_at(tree, sentence.tokens[start].start)
    people = item.whom in _FLEE and item.measure in (None, "people") and item.how == "number"
    if not people or index is None or tree.is_passive(index) or _left_a_post(tree, index):
        return None
    return Harm("displaced", (start, start + 1))


def _left_a_post(tree: Tree, verb: int) -> bool:
    """ "Left the army", "left a message": what is left is no place."""
    return any(tree.words[o].upos == "NOUN" and tree.words[o].lemma in ("army", "post", "party", "job", "group")
               for o in tree.children(verb, "obj"))  # fmt: skip


def _found(tree: Tree, at: int, item: Item, lowers: list[str]) -> Harm | None:
    """ "Recovered dozens of bodies": the dead are found, and nobody is killed there."""
    head = tree.head(at)
    if head == NOWHERE or tree.words[head].text.lower() not in counts().finding:
        return None
    if tree.relation(at) not in ("obj", "nsubj:pass") or item.head is None:
        return None
    if counts().noun.get(lowers[item.head]) != "killed":
        return None
    return Harm("killed", (item.head, item.head + 1), found=True)


def _estimated(tree: Tree, item: Item, sentence: Sentence) -> Harm | None:
    """ "Put the dead at 200", "put civilian deaths at 1,291", "put the number of people who left at 60,000"."""
    first = _word_at(tree, sentence.tokens[item.start].start)
    before = sentence.tokens[item.start - 1].lower if item.start else ""
    if first is None or before != "at" or item.number is None:
        return None
    verb = next((i for i in range(first - 1, -1, -1) if tree.words[i].text.lower() in counts().putting), None)
    if verb is None:
        return None
    for thing in tree.children(verb, "obj"):
        words = [thing, *tree.below(thing)] if tree.words[thing].lemma.lower() in _OF_COUNT else [thing]
        for index in words:
            measure = _measure(tree, index)
            token = _token(sentence, tree.span(index))
            if measure is not None and token is not None and token < item.start:
                return Harm(measure, (token, token + 1), total=True, whom=_class(tree, index))
    return None


def _measure(tree: Tree, index: int) -> str | None:
    given, word = counts(), tree.words[index].text.lower()
    if word in given.noun:
        return given.noun[word]
    if word == "toll":
        return "killed"
    if word in given.leaving or word in ("fled", "displaced"):
        return "displaced"
    return next((m for _, m in given.state.at([word], 0)), None)


def _class(tree: Tree, index: int) -> str | None:
    """ "Civilian deaths" are of civilians."""
    given = counts()
    for child in (*tree.children(index, "amod", "compound"), *tree.obliques(index, "of", "among")):
        word = tree.words[child].text.lower()
        if word in given.people:
            return given.people[word][0]
        if word in given.qualifiers:
            return given.qualifiers[word]
    return None


def _word_at(tree: Tree, start: int) -> int | None:
    return next((i for i, w in enumerate(tree.words) if w.start <= start < w.end), None)


def _token(sentence: Sentence, span: Span) -> int | None:
    return next((i for i, t in enumerate(sentence.tokens) if t.start <= span.start < t.end), None)
