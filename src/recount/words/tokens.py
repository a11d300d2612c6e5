"""Words of a text as keys for look-up: folded, without possessives, dots and apostrophes, with their offsets."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from recount.words.normalise import fold_keep

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:'[^\W\d_]+)*'?")
_NEEDS_HYPHEN = frozenset(
    ("an", "ad", "ar", "as", "ash", "at", "az", "ath", "adh", "ez", "es", "et", "er", "il", "ul", "ud")
)
ARTICLES = _NEEDS_HYPHEN | {"al", "el", "the"}


class Word(NamedTuple):
    """`key` is what is looked up; `text[start:end]` are its letters without a possessive 's; `stop` is where the
    word ends with it. `capital` says whether it begins with an upper-case letter."""

    key: str
    start: int
    end: int
    stop: int
    capital: bool
    possessive: bool


def words_in(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Words of `text[start:end]`, with offsets into `text`."""
    return [*_all_words(text)] if start == 0 and end is None else _found(text, start, len(text) if end is None else end)


@lru_cache(maxsize=2)
def _all_words(text: str) -> tuple[Word, ...]:
    """The last texts' words are kept: places and parties ask for the same."""
    return tuple(_found(text, 0, len(text)))


def _found(text: str, start: int, end: int) -> list[Word]:
    found = []
    for match in _WORD.finditer(fold_keep(text), start, end):
        key = word = match[0]
        first, stop = match.span()
        last = stop
        if not word.isalnum():
            bare = word[:-2] if word.endswith("'s") else word.rstrip("'")
            last = first + len(bare)
            key = bare.replace(".", "").replace("'", "")
        if key:
            found.append(Word(key, first, last, stop, text[first].isupper(), last != stop))
    return found


@lru_cache(maxsize=30_000)
def keys_of(name: str) -> tuple[str, ...]:
    """The keys of a name, articles left out: what a trie holds.

    >>> keys_of("U.S. Army"), keys_of("Deir ez-Zor"), keys_of("al-Nusra")
    (('us', 'army'), ('deir', 'zor'), ('nusra',))
    """
    words = words_in(name)
    kept = tuple(word.key for i, word in enumerate(words) if not is_article(name, words, i))
    return kept or tuple(word.key for word in words)


def is_article(text: str, words: list[Word], i: int) -> bool:
    """Whether the i-th word is an Arabic article (al-, ez- ...) or "the", and something follows it."""
    word = words[i]
    if word.key not in ARTICLES or i + 1 == len(words):
        return False
    between = text[word.stop : words[i + 1].start]
    if word.key in _NEEDS_HYPHEN:
        return (len(between) == 1 and not between.isspace()) or (word.capital and i == 0 and between == " ")
    return between == " " or len(between) == 1
