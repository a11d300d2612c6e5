"""Which of the network's edit scripts gives the lemma of a word.

The network learnt endings from a treebank of moderate size: it is sure of "-ing" and less sure whether "wounding" loses
an "e" with it. So its morphology says whether a word is inflected at all; irregular forms come from a table; and of the
scripts that it holds likely, then of the stems that the rules of English allow, the first that is a known word and
inflects to this one is taken. Names, figures and small words keep the likeliest script.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from recount.language.lemmas import lemma_of

TRIED = 3
"""Scripts of a word that are tried, the likeliest first."""
_TABLES = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective", "ADV": "adverb"}
_SIGNS = {
    "VERB": ("VerbForm=Part", "VerbForm=Ger", "Tense=Past", "Person=3"),
    "NOUN": ("Number=Plur",),
    "ADJ": ("Degree=Cmp", "Degree=Sup"),
    "ADV": ("Degree=Cmp", "Degree=Sup"),
}
"""Morphology that says that a word is not its own lemma."""
_ENDINGS = {
    "VERB": ("ing", "ed", "es", "s", "d"),
    "NOUN": ("es", "s"),
    "ADJ": ("est", "er", "st", "r"),
    "ADV": ("est", "er", "st", "r"),
}
_LONG = 3
"""Letters of the shortest word that counts as known: shorter ones are mostly fragments."""


@cache
def irregular() -> Mapping[str, Mapping[str, str]]:
    """'verb', 'noun', 'adjective' and 'adverb' to each irregular form and its lemma."""
    stated = yaml.safe_load(files("recount.language").joinpath("irregular.yaml").read_text(encoding="utf-8"))
    return {table: {form: lemma for lemma, forms in rows.items() for form in forms} for table, rows in stated.items()}


class Lemmas:
    """Lemmas by a network whose vocabulary, where it holds whole words, says which words there are."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._known = frozenset(word for word in vocabulary if len(word) >= _LONG and word.isalpha())
        self.of = lru_cache(maxsize=65_536)(self._of)

    def _of(self, word: str, upos: str, feats: str, scripts: tuple[str, ...]) -> str:
        """The lemma of a word under its part of speech and morphology; `scripts` come likeliest first, one at least."""
        lower = word.lower()
        lemma = irregular()[_TABLES[upos]].get(lower) if upos in _TABLES else None
        if lemma is not None:
            return lemma
        made = [lemma_of(word, script) for script in scripts[:TRIED]]
        if upos not in _SIGNS or not word.isalpha():
            return made[0]
        if not any(sign in feats for sign in _SIGNS[upos]):
            return made[0] if made[0].lower() == lower or not made[0].isalpha() else lower
        stems = list(stems_of(lower, upos))
        fitting = [lemma for lemma in (*made, *stems) if lemma.lower() in stems]
        return next((lemma for lemma in fitting if lemma.lower() in self._known), next(iter(fitting), made[0]))


def stems_of(word: str, upos: str) -> Iterator[str]:
    """Words, in small letters, of which this one is a regular inflection, the plainest first.

    >>> list(stems_of("stopped", "VERB"))
    ['stopp', 'stoppe', 'stop', 'stoppe']
    >>> list(stems_of("cities", "NOUN"))
    ['citi', 'city', 'citie']
    """
    for ending in _ENDINGS.get(upos, ()):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:
            continue
        yield stem
        if ending in ("ing", "ed", "er", "est"):
            yield stem + "e"
            if stem[-1] == stem[-2] and stem[-1] not in "aeiou":
                yield stem[:-1]
        if stem[-1] == "i" and ending not in ("ing", "s", "d", "r", "st"):
            yield stem[:-1] + "y"
        if ending == "ing" and stem[-1] == "y":
            yield stem[:-1] + "ie"
