"""The shape of a word: what its writing shows that an uncased vocabulary hides."""

from __future__ import annotations

import re
from functools import lru_cache

SPECIAL = 0  # pieces that belong to no word
LOWER = 1  # dog, n't, e.g.
CAPITALISED = 2  # Syria, Gen.
UPPER = 3  # NATO, U.S.
INITIAL = 4  # I, A, J.
MIXED = 5  # McDonald, iPhone, USAid
DIGITS = 6  # 7, 2015
NUMBER = 7  # 1,200  3.5  10:30  9/11
CODE = 8  # 24th, T-72, Su24
STOP = 9  # . ! ? ... ؟
COMMA = 10  # , ،
QUOTE = 11  # " ' “ ” « » `
BRACKET = 12  # ( ) [ ] { }
DASH = 13  # - – — --
FOREIGN = 14  # letters outside the Latin alphabet
OTHER = 15  # : ; $ % bullets, emoji, @name, #tag, addresses
SHAPES = 16

_MARKS = {
    **dict.fromkeys(".!?…؟۔。", STOP),
    **dict.fromkeys(",،、", COMMA),
    **dict.fromkeys("\"'“”‘’«»‹›„‚`´″′", QUOTE),
    **dict.fromkeys("()[]{}", BRACKET),
    **dict.fromkeys("-‐‑‒–—―−", DASH),
}
_ADDRESS = re.compile(r"[@#/\\<>=]|:.")
_LATIN_ENDS = 0x250  # after Latin Extended-B
_MORE_LATIN = range(0x1E00, 0x1F00)


@lru_cache(maxsize=65536)
def shape_of(word: str) -> int:
    """The shape of a word, 1 to 15.

    >>> [shape_of(w) for w in ("dog", "Syria", "U.S.", "I", "24th", "--", "دمشق")] == [
    ...     LOWER, CAPITALISED, UPPER, INITIAL, CODE, DASH, FOREIGN]
    True
    """
    letters = [c for c in word[:64] if c.isalpha()]
    figures = any(c.isdigit() for c in word[:64])
    if not letters:
        return _of_figures(word) if figures else _of_marks(word)
    if _ADDRESS.search(word):
        return OTHER
    if any(ord(c) >= _LATIN_ENDS and ord(c) not in _MORE_LATIN for c in letters):
        return FOREIGN
    return CODE if figures else _of_case("".join(letters))


def _of_figures(word: str) -> int:
    return DIGITS if word.isdigit() else NUMBER


def _of_marks(word: str) -> int:
    kinds = {_MARKS.get(c, OTHER) for c in word[:64]}
    return kinds.pop() if len(kinds) == 1 else OTHER


def _of_case(letters: str) -> int:
    if letters.islower():
        return LOWER
    if letters.isupper():
        return UPPER if len(letters) > 1 else INITIAL
    if letters[0].isupper() and not any(map(str.isupper, letters[1:])):
        return CAPITALISED
    return MIXED
