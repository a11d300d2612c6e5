"""A measure that moved, as the words have it, and how the words name a measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recount.extract.lexicon import Lexicon
from recount.extract.syntax import Sentence
from recount.extract.trees import Tree
from recount.records import Direction, Span
from recount.words.lists import word_set

AMOUNTS = word_set(
    "number numbers rate rates level levels pace tempo frequency volume scale count share total intensity toll"
)
"""Nouns that move for what hangs on them ("the number of attacks"); alone they are a measure of their own."""


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


def measure_of(tree: Tree, index: int, lexicon: Lexicon) -> tuple[str, int, int] | None:
    """(measure, first word, last word) of a noun: by its own words, or of an amount by what it is of."""
    lowers = [w.text.lower() for w in tree.words]
    for start in range(max(0, index - 2), index + 1):
        hit = known(lowers, start, lexicon)
        if hit is not None and hit[2] == index:
            return hit
    if lowers[index] in AMOUNTS:
        for of in tree.obliques(index, "of", "in"):
            hit = measure_of(tree, of, lexicon)
            if hit is not None:
                return hit[0], index, hit[2]
        of_people = [o for o in tree.obliques(index, "of") if tree.words[o].text.lower() in ("people", "families")]
        return ("people" if of_people else "other"), index, (of_people or [index])[0]
    return None


def known(lowers: Sequence[str], start: int, lexicon: Lexicon) -> tuple[str, int, int] | None:
    for phrase, measure in lexicon.measures.get(lowers[start], ()):
        if tuple(lowers[start : start + len(phrase)]) == phrase:
            return measure, start, start + len(phrase) - 1
    return None


def last_before(lowers: Sequence[str], index: int, reach: int, lexicon: Lexicon) -> tuple[str, int, int] | None:
    """The measure named last among the `reach` words that end before an index."""
    starts = range(index - 1, max(-1, index - reach), -1)
    return next((hit for start in starts if (hit := known(lowers, start, lexicon)) is not None), None)


def movement(
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
