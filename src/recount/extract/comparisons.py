"""A measure beside itself at another time: "fewer attacks than a year earlier", "down from 62", "38 compared to 66"."""

from __future__ import annotations

from collections.abc import Iterator

from recount.extract.lexicon import Lexicon
from recount.extract.moved import AMOUNTS, Movement, known, last_before, measure_of, movement
from recount.extract.syntax import Sentence
from recount.extract.trees import NOWHERE
from recount.records import Direction
from recount.words.lists import word_set
from recount.words.numbers import Number, numbers_in

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
RECORDS: dict[str, Direction] = {"lowest": "down", "fewest": "down", "highest": "up", "heaviest": "up"}
_PEAKS = word_set("peak high spike record")
_SEEN = word_set("record records recorded reach reached saw seen hit registered")
FROM = word_set("last the a few tens hundreds thousands dozens about nearly more some around")
_BETWEEN = word_set("is are was were has have had been be by then also sharply significantly slightly again still")


def compared_in(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Movement]:
    """What a word of comparison at an index tells."""
    lower = sentence.tree.words[index].text.lower()
    if lower in _COMPARED:
        yield from _compared(sentence, index, lexicon)
    if lower in _SIZED:
        yield from _sized(sentence, index, lexicon)
    if lower in _LEVELS:
        yield from _stayed(sentence, index, lexicon)
    if lower in RECORDS:
        yield from _record(sentence, index, lexicon)
    if lower in _PEAKS:
        yield from _peaked(sentence, index)
    if lower in ("up", "down"):
        yield from _from_before(sentence, index, lexicon)
    if lower == "compared" or (lower in _AGAINST and _in_another_time(sentence, index)):
        yield from _beside(sentence, index, lexicon)


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
    if than == index + 1 and (share := _by_share(sentence, index, than, lexicon)) is not None:
        yield movement(sentence, than, share, direction, first=index)
    if than == index + 1:
        return  # "more than 20"
    earlier = than is not None and any(w.text.lower() in _SINCE for w in tree.words[than + 1 : than + 4])
    if word.deprel == "amod":
        hit = measure_of(tree, head, lexicon)
        plain = word.text.lower() == "fewer" and than is None
        if hit is None and (earlier or plain) and tree.words[head].upos == "NOUN":
            hit = ("other", head, head)
        if hit is not None and (earlier or plain) and head > index:
            yield movement(sentence, index, hit, direction)
    elif (
        word.text.lower() == "less" and tree.words[head].upos == "VERB" and index == head + 1 and (not than or earlier)
    ):
        yield movement(sentence, index, ("other", head, head), direction)


def _by_share(sentence: Sentence, index: int, than: int, lexicon: Lexicon) -> tuple[str, int, int] | None:
    """ "118 deaths, 40 percent | fewer than in the same period": of what was counted before."""
    lowers = [w.text.lower() for w in sentence.tree.words]
    shared = lowers[index - 1 : index] in (["percent"], ["%"])
    if not shared or _SINCE.isdisjoint(lowers[than + 1 : than + 4]):
        return None
    return last_before(lowers, index - 1, _FAR - 1, lexicon)


def _sized(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "The lower number of partnered missions"."""
    tree = sentence.tree
    head = tree.head(index)
    if tree.words[index].deprel != "amod" or head == NOWHERE or tree.words[head].text.lower() not in AMOUNTS:
        return
    hit = measure_of(tree, head, lexicon)
    if hit is not None and tree.obliques(head, "of"):
        yield movement(sentence, index, hit, _SIZED[tree.words[index].text.lower()])


def _stayed(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "Attacks remained below the level of a year earlier"."""
    tree = sentence.tree
    spot = tree.head(index)
    verb = tree.head(spot) if spot != NOWHERE else NOWHERE
    if verb == NOWHERE or tree.words[verb].text.lower() not in _STAYED:
        return
    if tree.words[spot].text.lower() not in AMOUNTS and not tree.words[spot].text.lower().startswith("average"):
        return
    for subject in tree.subjects(verb)[:1]:
        hit = measure_of(tree, subject, lexicon)
        if hit is not None:
            base = (hit[0], verb, verb) if hit[1] < verb - 6 else hit
            yield movement(sentence, spot, base, _LEVELS[tree.words[index].text.lower()])


def _record(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "At its lowest level since 2014", "the highest number of attacks since May"."""
    tree = sentence.tree
    lowers = [w.text.lower() for w in tree.words]
    since = next((k for k in range(index, min(index + 12, len(lowers))) if lowers[k] in ("since", "in")), None)
    if since is None:
        return
    for start in [*range(index, since), *range(index - 1, max(-1, index - 12), -1)]:
        hit = known(lowers, start, lexicon)
        if hit is not None:
            yield movement(sentence, max(since - 1, index), hit, RECORDS[lowers[index]], first=min(start, index))
            return


def _peaked(sentence: Sentence, index: int) -> Iterator[Movement]:
    """ "Recorded a peak during Ramadan"."""
    tree = sentence.tree
    head = tree.head(index)
    if head != NOWHERE and tree.words[index].deprel == "obj" and tree.words[head].text.lower() in _SEEN:
        yield movement(sentence, index, ("other", index, index), "up", first=head)


def _from_before(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "Attacks were down from 62", "claimed 40 attacks, down from 62": the second leaves the count to itself."""
    tree = sentence.tree
    lowers = [w.text.lower() for w in tree.words]
    direction: Direction = "up" if lowers[index] == "up" else "down"
    if lowers[index + 1 : index + 2] not in (["from"], ["on"], ["by"], ["over"]):
        return
    if not any(w[0].isdigit() or w in FROM for w in lowers[index + 2 : index + 4]):
        return
    hit = last_before(lowers, index, 24, lexicon)
    if hit is not None:
        whole = all(w in _BETWEEN for w in lowers[hit[2] + 1 : index])
        yield movement(sentence, min(index + 2, len(lowers) - 1), hit, direction, first=hit[1] if whole else index)
        return
    if lowers[index + 1] == "from" and any(w[0].isdigit() for w in lowers[:index]):
        yield movement(sentence, min(index + 2, len(lowers) - 1), ("other", index, index), direction)


def _beside(sentence: Sentence, index: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "Claimed 38 attacks, compared to 66 in the same period last year": which way, by the two numbers."""
    words, base = sentence.tree.words, sentence.span.start
    lowers = [w.text.lower() for w in words]
    if lowers[index] == "compared" and lowers[index + 1 : index + 2] not in (["to"], ["with"]):
        return
    numbers = numbers_in(sentence.text)
    before = [n for n in numbers if base + n.span.end <= words[index].start]
    after = next((n for n in numbers if base + n.span.start >= words[index].end), None)
    for start in range(index - 1, max(-1, index - _FAR), -1):
        hit = known(lowers, start, lexicon)
        counts = [n for n in before if hit is not None and _counts(n, words[hit[1]].start - base, sentence.text)]
        if hit is not None and counts and after is not None:
            last = next(i for i, w in enumerate(words) if w.end >= base + after.span.end)
            way = _way(counts[-1], after)
            if way is not None and last - index <= _NEXT:
                yield movement(sentence, last, hit, way, first=index)
            return


_AGAINST = frozenset({"against", "versus", "vs"})
_EARLIER = word_set("before earlier previous preceding last prior ago")
_PERIODS = word_set("year quarter month week period day season half")


def _in_another_time(sentence: Sentence, index: int) -> bool:
    """ "Against 66 in the quarter before": a number, and the time it is of."""
    ahead = [w.text.lower() for w in sentence.tree.words[index + 1 : index + 9]]
    return (
        ahead[:1] != [] and ahead[0][0].isdigit() and not _EARLIER.isdisjoint(ahead) and not _PERIODS.isdisjoint(ahead)
    )


_FAR, _NEXT = 16, 5
"""Words between a measure and "compared", and between that and the other number."""


def _counts(number: Number, noun: int, text: str) -> bool:
    """Whether a number stands before the noun with nothing but adjectives between."""
    return number.span.end <= noun and all(w.isalpha() or "-" in w for w in text[number.span.end : noun].split())


def _way(now: Number, then: Number) -> Direction | None:
    if now.value is None or then.value is None:
        return None
    return "down" if now.value < then.value else "up" if now.value > then.value else "none"
