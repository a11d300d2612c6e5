"""A measure that moved: "the raids waned", "stepped up its strikes", "fewer attacks than a year earlier".

The verb or noun that moves is looked up in the lexicon, and what moved in the tree: a subject, an object, what follows
"in" or "of". Only where the words are plain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recount.extract.lexicon import Lexicon
from recount.extract.syntax import Sentence
from recount.extract.trees import NOWHERE, Tree
from recount.records import Direction, Span
from recount.words.lists import word_set

_AMOUNTS = word_set(
    "number numbers rate rates level levels pace tempo frequency volume scale count share total intensity toll"
)
"""Nouns that move for what hangs on them ("the number of attacks"); alone they are a measure of their own."""
_COUNTED_UP = word_set("rise increase decline decrease surge grow shrink dwindle diminish double triple multiply")
"""Verbs by which any plural may move ("trauma cases have risen"); "fall" and "drop" are said of shells and towns."""
_STATES: dict[str, Direction] = {
    **dict.fromkeys(("rare", "rarer", "scarce", "infrequent", "sporadic", "fewer", "lower"), "down"),
    **dict.fromkeys(("frequent", "common", "commonplace", "higher", "heavier", "fiercer"), "up"),
}
_BECOME = word_set("become becomes became grow grew grown growing get got")
_STAYED = word_set("remain remains remained stay stayed stays")
_LEVELS: dict[str, Direction] = {"below": "down", "under": "down", "above": "up", "over": "up"}
_COMPARED: dict[str, Direction] = {"fewer": "down", "less": "down", "more": "up"}
_SIZED: dict[str, Direction] = {
    "lower": "down",
    "reduced": "down",
    "smaller": "down",
    "higher": "up",
    "increased": "up",
}
_SINCE = word_set("a an in last previous before same during at earlier year month ever it they")
_RECORDS: dict[str, Direction] = {"lowest": "down", "fewest": "down", "highest": "up", "heaviest": "up"}
_PEAKS = word_set("peak high spike record")
_SEEN = word_set("record records recorded reach reached saw seen hit registered")
_NOT_TIMES = word_set("on into over onto upon victim short apart")


@dataclass(frozen=True, slots=True)
class Movement:
    """A measure, which way it went, the words that say so, and where the measure itself stands. `mover` is the span of
    a verb whose subject moved it ("the coalition cut its strikes")."""

    measure: str
    direction: Direction
    span: Span
    words: str
    what: Span
    mover: Span | None = None


def movements_in(sentence: Sentence, lexicon: Lexicon) -> list[Movement]:
    """Movements in order, none within another."""
    if lexicon.moving.isdisjoint(t.lower for t in sentence.tokens):
        return []
    found: list[Movement] = []
    for index in range(len(sentence.tree)):
        made = next(_at(sentence, index, lexicon), None)
        if made is not None and not any(made.span.overlaps(other.span) for other in found):
            found.append(made)
    return found


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
    if lower in _COMPARED:
        yield from _compared(sentence, index, lexicon)
    if lower in _SIZED:
        yield from _sized(sentence, index, lexicon)
    if lower in _LEVELS:
        yield from _stayed(sentence, index, lexicon)
    if lower in _RECORDS:
        yield from _record(sentence, index, lexicon)
    if lower in _PEAKS:
        yield from _peaked(sentence, index)
    if lower in ("up", "down"):
        yield from _from_before(sentence, index, lexicon)


def _by_noun(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "A fall in raids"; "no increase in attacks" moved nowhere."""
    tree = sentence.tree
    direction: Direction = lexicon.movements[tree.words[index].text.lower()].direction
    after = [what for what in tree.obliques(index, "in", "of") if what > index]
    for what in after or _led_to(tree, index):
        hit = _measure_of(tree, what, lexicon)
        if hit is not None:
            none = any(tree.words[c].text.lower() == "no" for c in tree.children(index, "det"))
            yield _movement(sentence, index, hit, "none" if none else direction)
            return


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
    if word.deprel in ("amod", "compound") or tree.is_passive(index):
        return
    own = [*tree.subjects(index), *tree.children(index, "nsubj")]  # a tree may cut one subject into two
    for subject in dict.fromkeys(own or _beside(tree, index)):
        hit = _measure_of(tree, subject, lexicon) or _any_plural(tree, subject, word.lemma)
        if hit is not None:
            last = max([index, *(c for c in tree.children(index, "compound:prt", "advmod") if c == index + 1)])
            yield _movement(sentence, last, hit, direction)
            return
    if not tree.children(index, "nsubj", "nsubj:pass") and (hit := _led_by(tree, index, lexicon)) is not None:
        yield _movement(sentence, index, hit, direction)


def _led_by(tree: Tree, index: int, lexicon: Lexicon) -> tuple[str, int, int] | None:
    """A measure that opens its clause, where the tree has no subject for the verb: "and reporting from partners has
    declined"."""
    lowers = [w.text.lower() for w in tree.words]
    for start in range(index - 1, max(-1, index - _NEAR), -1):
        if tree.words[start].upos == "PUNCT":
            return None
        hit = _known(lowers, start, lexicon)
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
    return any(w.upos == "NUM" for w in inside) or bool(words & (_AMOUNTS | _RECORDS.keys() | _FROM - {"the", "a"}))


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
            hit = _measure_of(tree, what, lexicon)
            if hit is not None:
                mover = None if passive else Span(word.start, tree.words[index + len(rest)].end)
                yield _movement(sentence, index + len(rest), hit, direction, mover)
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
        hit = _measure_of(tree, subject, lexicon)
        if hit is not None:
            yield _movement(sentence, index, hit, _OTHER_WAY[direction] if less else direction)


_OTHER_WAY: dict[Direction, Direction] = {"up": "down", "down": "up", "none": "none"}


def _compared(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "Fewer attacks than a year earlier": the comparison is with another time; "guarded by fewer men"; "patrolled
    less"."""
    tree = sentence.tree
    word, head = tree.words[index], tree.head(index)
    direction = _COMPARED[word.text.lower()]
    if head == NOWHERE:
        return
    reach = range(index + 1, min(index + 16, len(tree)))
    than = next((k for k in reach if tree.words[k].text.lower() == "than"), None)
    if than == index + 1:
        return  # "more than 20"
    earlier = than is not None and any(w.text.lower() in _SINCE for w in tree.words[than + 1 : than + 4])
    if word.deprel == "amod":
        hit = _measure_of(tree, head, lexicon)
        plain = word.text.lower() == "fewer" and than is None
        if hit is None and (earlier or plain) and tree.words[head].upos == "NOUN":
            hit = ("other", head, head)
        if hit is not None and (earlier or plain) and head > index:
            yield _movement(sentence, index, hit, direction)
    elif (
        word.text.lower() == "less" and tree.words[head].upos == "VERB" and index == head + 1 and (not than or earlier)
    ):
        yield _movement(sentence, index, ("other", head, head), direction)


def _sized(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "The lower number of partnered missions"."""
    tree = sentence.tree
    head = tree.head(index)
    if tree.words[index].deprel != "amod" or head == NOWHERE or tree.words[head].text.lower() not in _AMOUNTS:
        return
    hit = _measure_of(tree, head, lexicon)
    if hit is not None and tree.obliques(head, "of"):
        yield _movement(sentence, index, hit, _SIZED[tree.words[index].text.lower()])


def _stayed(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "Attacks remained below the level of a year earlier"."""
    tree = sentence.tree
    spot = tree.head(index)
    verb = tree.head(spot) if spot != NOWHERE else NOWHERE
    if verb == NOWHERE or tree.words[verb].text.lower() not in _STAYED:
        return
    if tree.words[spot].text.lower() not in _AMOUNTS and not tree.words[spot].text.lower().startswith("average"):
        return
    for subject in tree.subjects(verb)[:1]:
        hit = _measure_of(tree, subject, lexicon)
        if hit is not None:
            base = (hit[0], verb, verb) if hit[1] < verb - 6 else hit
            yield _movement(sentence, spot, base, _LEVELS[tree.words[index].text.lower()])


def _record(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "At its lowest level since 2014", "the highest number of attacks since May"."""
    tree = sentence.tree
    lowers = [w.text.lower() for w in tree.words]
    since = next((k for k in range(index, min(index + 12, len(lowers))) if lowers[k] in ("since", "in")), None)
    if since is None:
        return
    for start in [*range(index, since), *range(index - 1, max(-1, index - 12), -1)]:
        hit = _known(lowers, start, lexicon)
        if hit is not None:
            yield _movement(sentence, max(since - 1, index), hit, _RECORDS[lowers[index]], first=min(start, index))
            return


def _peaked(sentence: Sentence, index: int) -> Iterator[Movement]:
    """ "Recorded a peak during Ramadan"."""
    tree = sentence.tree
    head = tree.head(index)
    if head != NOWHERE and tree.words[index].deprel == "obj" and tree.words[head].text.lower() in _SEEN:
        yield _movement(sentence, index, ("other", index, index), "up", first=head)


def _from_before(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "Attacks were down from 62", "claimed 40 attacks, down from 62": the second leaves the count to itself."""
    tree = sentence.tree
    lowers = [w.text.lower() for w in tree.words]
    direction: Direction = "up" if lowers[index] == "up" else "down"
    if lowers[index + 1 : index + 2] not in (["from"], ["on"], ["by"], ["over"]):
        return
    if not any(w[0].isdigit() or w in _FROM for w in lowers[index + 2 : index + 4]):
        return
    for start in range(index - 1, max(-1, index - 24), -1):
        hit = _known(lowers, start, lexicon)
        if hit is not None:
            whole = all(w in _BETWEEN for w in lowers[hit[2] + 1 : index])
            yield _movement(sentence, min(index + 2, len(lowers) - 1), hit, direction, first=start if whole else index)
            return
    if lowers[index + 1] == "from" and any(w[0].isdigit() for w in lowers[:index]):
        yield _movement(sentence, min(index + 2, len(lowers) - 1), ("other", index, index), direction)


_FROM = word_set("last the a few tens hundreds thousands dozens about nearly more some around")
_BETWEEN = word_set("is are was were has have had been be by then also sharply significantly slightly again still")


def _measure_of(tree: Tree, index: int, lexicon: Lexicon) -> tuple[str, int, int] | None:
    """(measure, first word, last word) of a noun: by its own words, or of an amount by what it is of."""
    lowers = [w.text.lower() for w in tree.words]
    for start in range(max(0, index - 2), index + 1):
        hit = _known(lowers, start, lexicon)
        if hit is not None and hit[2] == index:
            return hit
    if lowers[index] in _AMOUNTS:
        for of in tree.obliques(index, "of", "in"):
            hit = _measure_of(tree, of, lexicon)
            if hit is not None:
                return hit[0], index, hit[2]
        of_people = [o for o in tree.obliques(index, "of") if tree.words[o].text.lower() in ("people", "families")]
        return ("people" if of_people else "other"), index, (of_people or [index])[0]
    return None


def _known(lowers: Sequence[str], start: int, lexicon: Lexicon) -> tuple[str, int, int] | None:
    for phrase, measure in lexicon.measures.get(lowers[start], ()):
        if tuple(lowers[start : start + len(phrase)]) == phrase:
            return measure, start, start + len(phrase) - 1
    return None


def _movement(
    sentence: Sentence,
    at: int,
    what: tuple[str, int, int],
    direction: Direction,
    mover: Span | None = None,
    *,
    first: int | None = None,
) -> Movement:
    words = sentence.tree.words
    measure, start, stop = what
    ends = (at, start, stop) if first is None else (at, first)
    span = Span(words[min(ends)].start, words[max(ends)].end)
    base = sentence.span.start
    return Movement(
        measure, direction, span, sentence.text[span.start - base : span.end - base],
        Span(words[start].start, words[stop].end), mover,
    )  # fmt: skip
