"""Words that stand beside the names of places, and what they make of a name; read once from toponyms.yaml."""

from __future__ import annotations

from importlib import resources

from recount.words.tokens import Word
from recount.words.trie import joined
from recount.words.yaml_text import yaml_of

_LISTS: dict[str, list[str]] = yaml_of(
    resources.files("recount.words").joinpath("toponyms.yaml").read_text(encoding="utf-8")
)
KINDS, LONGER, OPENERS, TITLES, NEVER, HEADS, GATES, NATIVES, FEATURES = (
    frozenset(_LISTS[name])
    for name in ("kinds", "longer", "openers", "titles", "never", "heads", "gates", "natives", "features")
)
_AUTHORITIES = frozenset(_LISTS["authorities"])
SHORT_HEADS = frozenset({"st", "mt", "ft"})
"""First words of names that the press writes with a stop, which ends no name."""


def authority_follows(text: str, words: list[Word], j: int) -> bool:
    """Whether the capitalised words after a place's name make it the name of those who govern or serve there."""
    for k in range(j, min(j + 4, len(words))):
        if not words[k].capital or (k > j and not joined(text, words[k - 1], words[k])):
            return False
        if words[k].key in _AUTHORITIES:
            return True
    return False
