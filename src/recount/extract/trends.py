"""A measure that moved: "the raids waned", "stepped up its strikes", "fewer attacks than a year earlier".

Only where the words are plain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recount.extract.clauses import AUXILIARIES, is_adverb
from recount.extract.lexicon import Lexicon
from recount.extract.syntax import Sentence
from recount.records import Direction, Span
from recount.words.lists import word_set

_HELPERS = (AUXILIARIES - {"to", "not", "n't", "would", "will", "should"}) | word_set(
    "sharply significantly also steadily gradually further largely then more than nearly almost all but by least at"
)
_GO = frozenset({"go", "goes", "went", "gone", "going"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})


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
    """Movements in order, none within another. A verb needs its measure right before it or as its object, a noun its
    measure after "in" or "of", a comparison its measure inside it."""
    lowers = [t.lower for t in sentence.tokens]
    found: list[Movement] = []
    for i, word in enumerate(lowers):
        made = next(_at(sentence, lowers, i, lexicon), None) if word in lexicon.moving else None
        if made is not None and not any(made.span.overlaps(other.span) for other in found):
            found.append(made)
    return found


def _at(sentence: Sentence, lowers: Sequence[str], i: int, lexicon: Lexicon) -> Iterator[Movement]:
    """What a word of movement may be: a noun, a verb of its subject or its object, a comparison, a record."""
    rule = lexicon.movements.get(lowers[i])
    if rule is not None and rule.noun:
        yield from _by_noun(sentence, lowers, i, lexicon)
    yield from _by_object(sentence, lowers, i, lexicon)
    if rule is not None and not rule.noun:
        yield from _by_verb(sentence, lowers, i, lexicon)
    if lowers[i] in _COMPARED:
        yield from _compared(sentence, lowers, i, lexicon)
    if lowers[i] in _RECORDS:
        yield from _record(sentence, lowers, i, lexicon)
    if lowers[i] in ("up", "down") and lowers[i + 1 : i + 2] in (["from"], ["on"], ["by"], ["over"]):
        yield from _from_before(sentence, lowers, i, lexicon)


def _by_noun(sentence: Sentence, lowers: Sequence[str], i: int, lexicon: Lexicon) -> Iterator[Movement]:
    if lowers[i + 1 : i + 2] not in (["in"], ["of"]):
        return
    for start in range(i + 2, min(i + 8, len(lowers))):
        hit = _measure_at(lowers, start, lexicon)
        if hit is not None:
            direction = lexicon.movements[lowers[i]].direction
            yield _movement(sentence, (i, start + hit[1] - 1), (start, hit[1]), hit[0], direction)
            return
        if lowers[start] in (",", ".", ";", "and"):
            return


def _by_verb(sentence: Sentence, lowers: Sequence[str], i: int, lexicon: Lexicon) -> Iterator[Movement]:
    direction: Direction = lexicon.movements[lowers[i]].direction
    last = i
    after = lowers[i + 1] if i + 1 < len(lowers) else ""
    if lowers[i] in _GO:
        if after not in ("up", "down"):
            return
        direction, last = ("up" if after == "up" else "down"), i + 1
    elif after in _NO_MOVE and not (after == "to" and lowers[i + 2 : i + 3] and _counts(lowers[i + 2])):
        return
    end = i
    while end > 0 and (lowers[end - 1] in _HELPERS or is_adverb(lowers[end - 1])):
        end -= 1
    for start in range(max(0, end - 10), end):
        hit = _measure_at(lowers, start, lexicon)
        if hit is not None and _reaches(lowers, start + hit[1], end):
            yield _movement(sentence, (start, last), (start, hit[1]), hit[0], direction)
            return


_NO_MOVE = frozenset({"to", "up", "the", "on", "victim", "a", "over", "into", "an", "its", "their"})


def _counts(word: str) -> bool:
    return word[0].isdigit() or word in ("about", "nearly", "almost", "zero", "just", "only", "its", "their")


def _by_object(sentence: Sentence, lowers: Sequence[str], i: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "The coalition stepped up its strikes": the measure is what the verb takes."""
    for rest, direction in lexicon.shifts.get(lowers[i], ()):
        at = i + 1 + len(rest)
        if tuple(lowers[i + 1 : at]) != rest or (i and lowers[i - 1] in _BE | {"to", "the", "a"}):
            continue
        for start in range(at, min(at + 6, len(lowers))):
            hit = _measure_at(lowers, start, lexicon)
            if hit is not None:
                mover = Span(sentence.tokens[i].start, sentence.tokens[at - 1].end)
                yield _movement(sentence, (i, start + hit[1] - 1), (start, hit[1]), hit[0], direction, mover)
                return
            if lowers[start] in _OBJECT_ENDS:
                break


_OBJECT_ENDS = frozenset({",", ".", ";", "in", "on", "by", "from", "to", "at", "and", "with", "for", "after"})
_COMPARED: dict[str, Direction] = {"fewer": "down", "less": "down", "more": "up"}
_SINCE = word_set("a an in last previous before same during at earlier year month ever it they")


def _compared(sentence: Sentence, lowers: Sequence[str], i: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "Fewer attacks than a year earlier": the comparison is with another time."""
    for start in range(i + 1, min(i + 4, len(lowers))):
        hit = _measure_at(lowers, start, lexicon)
        if hit is None:
            continue
        than = next((k for k in range(start, min(start + 16, len(lowers))) if lowers[k] == "than"), None)
        if than is not None and any(w in _SINCE for w in lowers[than + 1 : than + 4]):
            last = start + hit[1] - 1
            yield _movement(sentence, (i, last), (start, hit[1]), hit[0], _COMPARED[lowers[i]])
        return


_RECORDS: dict[str, Direction] = {"lowest": "down", "fewest": "down", "highest": "up", "heaviest": "up"}


def _record(sentence: Sentence, lowers: Sequence[str], i: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "At its lowest level since 2014", "the highest number of attacks since May"."""
    since = next((k for k in range(i, min(i + 12, len(lowers))) if lowers[k] in ("since", "in")), None)
    if since is None:
        return
    around = [*range(i, since), *range(i - 1, max(-1, i - 12), -1)]
    for start in around:
        hit = _measure_at(lowers, start, lexicon)
        if hit is not None:
            first, last = min(start, i), max(start + hit[1] - 1, since - 1)
            yield _movement(sentence, (first, last), (start, hit[1]), hit[0], _RECORDS[lowers[i]])
            return


def _from_before(sentence: Sentence, lowers: Sequence[str], i: int, lexicon: Lexicon) -> Iterator[Movement]:
    """ "Attacks were down from 62", "claimed 40 attacks, down from 62": the second leaves the count to itself."""
    direction: Direction = "up" if lowers[i] == "up" else "down"
    if not any(w[0].isdigit() or w in ("last", "the", "a") for w in lowers[i + 2 : i + 4]):
        return
    for start in range(i - 1, max(-1, i - 24), -1):
        hit = _measure_at(lowers, start, lexicon)
        if hit is None:
            continue
        whole = all(w in _HELPERS for w in lowers[start + hit[1] : i])
        first = start if whole else i
        yield _movement(sentence, (first, min(i + 2, len(lowers) - 1)), (start, hit[1]), hit[0], direction)
        return


def _reaches(lowers: Sequence[str], start: int, end: int) -> bool:
    """Between the measure and its verb only a prepositional phrase may stand ("reporting from partners fell")."""
    between = lowers[start:end]
    return not between or (
        between[0]
        in (
            "in",
            "of",
            "from",
            "by",
            "against",
            "on",
            "between",
            "across",
            "with",
            "near",
            "inside",
            "along",
            "around",
            "at",
            "over",
        )
        and not {",", ";", ".", "who", "that", "which", "and"} & set(between)
    )


def _measure_at(lowers: Sequence[str], start: int, lexicon: Lexicon) -> tuple[str, int] | None:
    for phrase, measure in lexicon.measures.get(lowers[start], ()):
        if tuple(lowers[start : start + len(phrase)]) == phrase:
            return measure, len(phrase)
    return None


def _movement(
    sentence: Sentence,
    tokens: tuple[int, int],
    what: tuple[int, int],
    measure: str,
    direction: Direction,
    mover: Span | None = None,
) -> Movement:
    span = Span(sentence.tokens[tokens[0]].start, sentence.tokens[tokens[1]].end)
    base = sentence.span.start
    at = Span(sentence.tokens[what[0]].start, sentence.tokens[what[0] + what[1] - 1].end)
    return Movement(measure, direction, span, sentence.text[span.start - base : span.end - base], at, mover)
