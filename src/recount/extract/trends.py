"""A measure that moved: "the raids waned", "stepped up its strikes", "fewer attacks than a year earlier".

The verb or noun that moves is looked up in the lexicon, and what moved in the tree: a subject, an object, what follows
"in" or "of". Only where the words are plain.
"""

from __future__ import annotations

from collections.abc import Iterator

from recount.extract.comparisons import FROM, RECORDS, compared_in
from recount.extract.lexicon import Lexicon
from recount.extract.moved import AMOUNTS, Movement, known, last_before, measure_of, movement
from recount.extract.syntax import Sentence
from recount.extract.trees import NOWHERE, Tree
from recount.records import Direction, Span
from recount.words.lists import word_set

_COUNTED_UP = word_set("rise increase decline decrease surge grow shrink dwindle diminish double triple multiply")
"""Verbs by which any plural may move ("trauma cases have risen"); "fall" and "drop" are said of shells and towns."""
_STATES: dict[str, Direction] = {
    **dict.fromkeys(("rare", "rarer", "scarce", "infrequent", "sporadic", "fewer", "lower"), "down"),
    **dict.fromkeys(("frequent", "common", "commonplace", "higher", "heavier", "fiercer"), "up"),
}
_BECOME = word_set("become becomes became grow grew grown growing get got")
_NOT_TIMES = word_set("on into over onto upon victim short apart")


def movements_in(sentence: Sentence, lexicon: Lexicon) -> list[Movement]:
    """Movements in order, none within another."""
    if lexicon.moving.isdisjoint(t.lower for t in sentence.tokens):
        return []
    found: list[Movement] = []
    for index in range(len(sentence.tree)):
        made = next(_at(sentence, index, lexicon), None)
        if made is not None and not any(_is_same(made, other) for other in found):
            found.append(made)
    return found


def counted_with(tree: Tree, movement: Movement) -> Iterator[Span]:
    """What is counted in the measure that moved, and did not happen here: "the death and injury total has risen"."""
    at = tree.top(movement.what)
    if at is not None and tree.words[at].lemma.lower() in _SUMS:
        yield from (tree.span(i) for i in (*tree.joined(at), *tree.children(at, "compound")))


_SUMS = word_set("total toll number count tally figure rate")


def _is_same(one: Movement, other: Movement) -> bool:
    """Told within the other, or of the same words once more ("compared to 66, a decrease of 42 percent")."""
    return one.span.overlaps(other.span) or (one.what == other.what and one.direction == other.direction)


def _at(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Movement]:
    """What a word of movement may be: a noun, a verb of its subject or its object, a comparison, a record."""
    word = sentence.tree.words[index]
    lower = word.text.lower()
    if lower not in lexicon.moving and lower not in _STATES:
        return
    rule = lexicon.movements.get(lower)
    if rule is not None and rule.noun and word.upos != "VERB":
        yield from _by_noun(sentence, index, lexicon)
    if word.upos in ("VERB", "AUX"):
        yield from _by_object(sentence, index, lexicon)
        if rule is not None:
            yield from _by_verb(sentence, index, lexicon)
    if lower in _STATES:
        yield from _by_state(sentence, index, lexicon)
    yield from compared_in(sentence, index, lexicon)


def _by_noun(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "A fall in raids"; "no increase in attacks" moved nowhere."""
    tree = sentence.tree
    direction: Direction = lexicon.movements[tree.words[index].text.lower()].direction
    after = [what for what in tree.obliques(index, "in", "of") if what > index]
    for what in after or _led_to(tree, index):
        hit = measure_of(tree, what, lexicon) or _done_by(tree, what, index)
        if hit is not None:
            none = any(tree.words[c].text.lower() == "no" for c in tree.children(index, "det"))
            yield movement(sentence, index, hit, "none" if none else direction)
            return
    yield from _by_share(sentence, index, lexicon, direction)


def _done_by(tree: Tree, what: int, index: int) -> tuple[str, int, int] | None:
    """ "An increase in extortion by the cells": what somebody does, though no word of the lexicon measures it."""
    by = [i for at in (what, index) for i in tree.obliques(at, "by") if tree.words[i].upos in ("NOUN", "PROPN")]
    return ("other", what, what) if by and not tree.children(by[0], "nummod") else None


def _by_share(sentence: Sentence, index: int, lexicon: Lexicon, direction: Direction) -> Iterator[Movement]:
    """ "38 attacks, a decrease of 42 percent": of what was counted before."""
    tree = sentence.tree
    lowers = [w.text.lower() for w in tree.words]
    share = next((k for k in range(index + 1, min(index + 6, len(lowers))) if lowers[k] in ("%", "percent")), None)
    if lowers[index + 1 : index + 2] != ["of"] or share is None:
        return
    hit = last_before(lowers, index, _BACK, lexicon)
    if hit is not None:
        yield movement(sentence, share, hit, direction, first=index)


_BACK = 24
"""Words between what was counted and by how much it moved."""


def _led_to(tree: Tree, index: int) -> list[int]:
    """What "in" or "of" right after the noun leads to, wherever a tree has hung it."""
    after = index + 1
    if after < len(tree) and tree.words[after].text.lower() in ("in", "of") and tree.relation(after) == "case":
        return [tree.head(after)]
    return []


def _by_verb(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Movement]:
    tree = sentence.tree
    word = tree.words[index]
    direction: Direction = lexicon.movements[word.text.lower()].direction
    particle = [tree.words[c].text.lower() for c in tree.children(index, "compound:prt", "advmod")]
    if word.lemma == "go" or word.text.lower() in ("went", "gone", "going", "goes", "go"):
        if not {"up", "down"} & set(particle):
            return
        direction = "up" if "up" in particle else "down"
    if tree.children(index, "obj") or _lands(tree, index):
        return
    if word.deprel in ("amod", "compound") or tree.is_passive(index) or tree.children(index, "xcomp"):
        return  # "declined to say", "grew more capable"
    own = [*tree.subjects(index), *tree.children(index, "nsubj")]  # a tree may cut one subject into two
    for subject in dict.fromkeys(own or _beside(tree, index)):
        hit = measure_of(tree, subject, lexicon) or _any_plural(tree, subject, word.lemma)
        if hit is not None:
            last = max([index, *(c for c in tree.children(index, "compound:prt", "advmod") if c == index + 1)])
            yield movement(sentence, last, hit, direction)
            return
    if not tree.children(index, "nsubj", "nsubj:pass") and (hit := _led_by(tree, index, lexicon)) is not None:
        yield movement(sentence, index, hit, direction)


def _led_by(tree: Tree, index: int, lexicon: Lexicon) -> tuple[str, int, int] | None:
    """A measure that opens its clause, where the tree has no subject for the verb: "and reporting from partners has
    declined"."""
    lowers = [w.text.lower() for w in tree.words]
    for start in range(index - 1, max(-1, index - _NEAR), -1):
        if tree.words[start].upos == "PUNCT":
            return None
        hit = known(lowers, start, lexicon)
        if hit is not None:
            opens = start == 0 or tree.words[start - 1].upos in ("CCONJ", "SCONJ", "PUNCT")
            rest = tree.words[hit[2] + 1].upos
            return hit if opens and rest in ("ADP", "AUX", "ADV", "VERB") else None
    return None


_NEAR = 8
"""Words between a measure and its verb: "from those partners has"."""


def _beside(tree: Tree, index: int) -> list[int]:
    """The subject that a tree hung on "said" beside its own verb ("Raids fell in May, officers said")."""
    return [k for k in range(index) if tree.head(k) == tree.head(index) and tree.relation(k) == tree.relation(index)]


def _lands(tree: Tree, index: int) -> bool:
    """ "Fell on the base", "rose up against", "fell to the group": something else than a number moved."""
    for child in tree.children(index, "obl", "obl:agent"):
        case = [tree.words[c].text.lower() for c in tree.children(child, "case")]
        if _NOT_TIMES & set(case) and not _is_time(tree, child):
            return True
        if "to" in case and not _reached(tree, child):
            return True
    return False


def _reached(tree: Tree, index: int) -> bool:
    """ "To 20", "to a few each month", "to their lowest level": what a measure may come to."""
    inside = [tree.words[i] for i in tree.below(index)]
    words = {w.text.lower() for w in inside}
    return any(w.upos == "NUM" for w in inside) or bool(words & (AMOUNTS | RECORDS.keys() | FROM - {"the", "a"}))


_MONTHS = word_set("january february march april may june july august september october november december ramadan")


_TIMES = _MONTHS | word_set("year years month months week weeks day days quarter quarters period")


def _is_time(tree: Tree, index: int) -> bool:
    words = {tree.words[i].text.lower() for i in tree.below(index)}
    return bool(
        words & (_MONTHS | word_set("year years month months week weeks day days quarter monday tuesday period"))
    )


def _any_plural(tree: Tree, index: int, verb: str) -> tuple[str, int, int] | None:
    """A plural that the lexicon does not know as a measure ("trauma cases")."""
    word = tree.words[index]
    if verb not in _COUNTED_UP or word.upos != "NOUN" or "Number=Plur" not in word.feats:
        return None
    return "other", index, index


def _by_object(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "The coalition stepped up its strikes", "patrols were reduced": the measure is what the verb takes."""
    tree = sentence.tree
    word = tree.words[index]
    rest_at = tuple(w.text.lower() for w in tree.words[index + 1 : index + 3])
    for rest, direction in lexicon.shifts.get(word.text.lower(), ()):
        if rest_at[: len(rest)] != rest or word.deprel in ("amod", "compound"):
            continue
        passive = tree.is_passive(index)
        taken = [o for o in tree.objects(index) if passive or o > index]
        taken = taken or [o for o in tree.obliques(index, *rest[-1:]) if rest]
        for what in taken[:1]:
            hit = measure_of(tree, what, lexicon)
            if hit is not None:
                mover = None if passive else Span(word.start, tree.words[index + len(rest)].end)
                yield movement(sentence, index + len(rest), hit, direction, mover)
                return


def _by_state(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "Strikes have become rare", "grew more frequent"."""
    tree = sentence.tree
    head = tree.head(index)
    if head == NOWHERE or tree.words[head].text.lower() not in _BECOME:
        return
    less = any(tree.words[c].text.lower() == "less" for c in tree.children(index, "advmod"))
    direction = _STATES[tree.words[index].text.lower()]
    for subject in (tree.subjects(head) or tree.subjects(index))[:1]:
        hit = measure_of(tree, subject, lexicon)
        if hit is not None:
            yield movement(sentence, index, hit, _OTHER_WAY[direction] if less else direction)


_OTHER_WAY: dict[Direction, Direction] = {"up": "down", "down": "up", "none": "none"}
