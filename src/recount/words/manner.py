"""For readers of which country a text is written, by the offices, schools and courts that it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import pairwise

from recount.words.tokens import Word
from recount.words.yaml_text import yaml_of

EACH, MOST = 0.6, 2.4
"""What each such word, and what all of them together add to the country's places, in decades of people."""


def manner_of(words: Sequence[Word]) -> dict[str, float]:
    """How much the words speak for each country (iso code), on the scale on which readings of names are compared."""
    signs = _signs()
    single = {word.key for word in words}
    pairs = {f"{a.key} {b.key}" for a, b in pairwise(words) if f"{a.key} {b.key}" in signs}
    counts: defaultdict[str, int] = defaultdict(int)
    for sign in (single & signs.keys()) | pairs:
        for country in signs[sign]:
            counts[country] += 1
    return {country: min(MOST, EACH * n) for country, n in counts.items()}


@cache
def _signs() -> dict[str, tuple[str, ...]]:
    """The words with the countries in whose texts they stand."""
    listed: dict[str, list[str]] = yaml_of(
        resources.files("recount.words").joinpath("manners.yaml").read_text(encoding="utf-8")
    )
    signs: dict[str, tuple[str, ...]] = {}
    for country, words in listed.items():
        for word in words:
            signs[word] = (*signs.get(word, ()), country)
    return signs
