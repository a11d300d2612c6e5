"""A measure that moved: "the raids waned", "a reduction in airstrikes". Only where the words are plain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recount.extract.lexicon import Lexicon
from recount.extract.syntax import Sentence
from recount.records import Direction, Span
from recount.words.lists import word_set

_HELPERS = word_set(
    """
    have has had been be is are was were sharply significantly also steadily gradually further largely then
    """
)
_GO = frozenset({"go", "goes", "went", "gone", "going"})


@dataclass(frozen=True, slots=True)
class Movement:
    """A measure, which way it went, and the words that say so."""

    measure: str
    direction: Direction
    span: Span
    words: str


def movements_in(sentence: Sentence, lexicon: Lexicon) -> list[Movement]:
    """Movements in order. A verb needs its measure right before it, a noun its measure after "in" or "of"."""
    lowers = [t.lower for t in sentence.tokens]
    found = []
    for i, word in enumerate(lowers):
        rule = lexicon.movements.get(word)
        if rule is None:
            continue
        made = _by_noun(sentence, lowers, i, lexicon) if rule.noun else _by_verb(sentence, lowers, i, lexicon)
        if made is not None:
            found.append(made)
    return found


def _by_noun(sentence: Sentence, lowers: Sequence[str], i: int, lexicon: Lexicon) -> Movement | None:
    if lowers[i + 1 : i + 2] not in (["in"], ["of"]):
        return None
    for start in range(i + 2, min(i + 6, len(lowers))):
        hit = _measure_at(lowers, start, lexicon)
        if hit is not None:
            measure, length = hit
            return _movement(sentence, i, start + length - 1, measure, lexicon.movements[lowers[i]].direction)
    return None


def _by_verb(sentence: Sentence, lowers: Sequence[str], i: int, lexicon: Lexicon) -> Movement | None:
    direction: Direction = lexicon.movements[lowers[i]].direction
    last = i
    if lowers[i] in _GO:
        if lowers[i + 1 : i + 2] not in (["up"], ["down"]):
            return None
        direction, last = ("up" if lowers[i + 1] == "up" else "down"), i + 1
    elif lowers[i + 1 : i + 2] in (["to"], ["up"], ["the"], ["on"], ["victim"], ["a"], ["over"], ["into"], ["an"]):
        return None
    end = i
    while end > 0 and lowers[end - 1] in _HELPERS:
        end -= 1
    for start in range(max(0, end - 8), end):
        hit = _measure_at(lowers, start, lexicon)
        if hit is not None and _reaches(lowers, start + hit[1], end):
            return _movement(sentence, start, last, hit[0], direction)
    return None


def _reaches(lowers: Sequence[str], start: int, end: int) -> bool:
    """Between the measure and its verb only a prepositional phrase may stand ("reporting from partners fell")."""
    between = lowers[start:end]
    return not between or (
        between[0] in ("in", "of", "from", "by", "against", "on", "between", "across")
        and not {",", ";", ".", "who"} & set(between)
    )


def _measure_at(lowers: Sequence[str], start: int, lexicon: Lexicon) -> tuple[str, int] | None:
    for phrase, measure in lexicon.measures.get(lowers[start], ()):
        if tuple(lowers[start : start + len(phrase)]) == phrase:
            return measure, len(phrase)
    return None


def _movement(sentence: Sentence, first: int, last: int, measure: str, direction: Direction) -> Movement:
    span = Span(sentence.tokens[first].start, sentence.tokens[last].end)
    base = sentence.span.start
    return Movement(measure, direction, span, sentence.text[span.start - base : span.end - base])
