"""Names of countries that stand for a state and not for its ground: "US and coalition forces", "Israel-Hamas war"."""

from __future__ import annotations

from collections.abc import Callable

from recount.words.parties import parties
from recount.words.tokens import ARTICLES, Word

_HYPHENS = "-‑–"
_ALSO_ADJECTIVES = frozenset(("us", "uk", "usa", "united states", "united kingdom"))
"""Names that English uses as adjectives too, having no other for plain use."""
_WITHIN = frozenset(("in", "inside", "across", "within", "throughout", "outside"))
_BORDERS = frozenset(("border", "borders", "frontier"))


def stands_for_state(text: str, words: list[Word], i: int, j: int, is_country: Callable[[str], bool]) -> bool:
    """Whether the country's name `words[i:j]` names a party, or is the adjective of one; `is_country` knows a key."""
    if _compounded(text, words, i, j, is_country):
        return True
    if " ".join(word.key for word in words[i:j]) not in _ALSO_ADJECTIVES:
        return False
    before = _before(words, i)
    if before not in parties().locative and parties().acting(words, i, j):
        return True
    if j == len(words) or text[words[j - 1].end : words[j].start] != " ":
        return False
    if words[j].key in ("and", "or"):
        return before not in _WITHIN and _party_follows(text, words, j + 1)
    return j > i + 1 and (_named_on(words, j) or _party_follows(text, words, j))


def _compounded(text: str, words: list[Word], i: int, j: int, is_country: Callable[[str], bool]) -> bool:
    """ "US-Iran tensions", "Iran-backed"; but "the Syria-Turkey border" lies where both are."""
    after = j < len(words) and _bound(text, words[j - 1], words[j])
    if after:
        return not (is_country(words[j].key) and j + 1 < len(words) and words[j + 1].key in _BORDERS)
    before = i > 0 and _bound(text, words[i - 1], words[i]) and is_country(words[i - 1].key)
    return before and not (j < len(words) and words[j].key in _BORDERS)


def _bound(text: str, left: Word, right: Word) -> bool:
    between = text[left.stop : right.start]
    return len(between) == 1 and between in _HYPHENS


def _before(words: list[Word], i: int) -> str:
    k = i - 1
    while k >= 0 and words[k].key in ARTICLES:
        k -= 1
    return words[k].key if k >= 0 else ""


def _named_on(words: list[Word], j: int) -> bool:
    """Whether a capitalised word makes it the name of a body ("United States | Central Command")."""
    return words[j].capital and words[j].key not in parties().after


def _party_follows(text: str, words: list[Word], k: int) -> bool:
    """Whether up to two adjectives and a noun for people under orders follow ("Iraqi governments", "ground forces")."""
    for n in range(k, min(k + 3, len(words))):
        key = words[n].key
        if text[words[n - 1].end : words[n].start] != " ":
            return False
        if (key,) in parties().nouns or (key.removesuffix("s"),) in parties().nouns:
            return True
        if not (words[n].capital or key in parties().modifiers or key == "coalition"):
            return False
    return False
