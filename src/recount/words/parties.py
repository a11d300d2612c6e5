"""Parties without a name, and the words by which a place name turns into a party; loaded from one YAML."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from recount.records import PackError
from recount.words.tokens import Word, keys_of
from recount.words.vocabulary import vocabulary
from recount.words.yaml_text import yaml_of


@dataclass(frozen=True, slots=True)
class Parties:
    """`nouns` maps the keys of a noun to the classes it may stand for, most fitting first; `sectors` a class to
    its PLOVER sector; `points_to_party` a preposition to the words that make what follows it a party. The rest are
    sets of folded words."""

    nouns: dict[tuple[str, ...], tuple[str, ...]]
    sectors: dict[str, str]
    strikes: frozenset[tuple[str, ...]]
    never_alone: frozenset[tuple[str, ...]]
    adjectival: frozenset[tuple[str, ...]]
    after: frozenset[str]
    modifiers: frozenset[str]
    suspecting: frozenset[str]
    acts: frozenset[str]
    auxiliaries: frozenset[str]
    governs_party: frozenset[str]
    points_to_party: dict[str, frozenset[str]]
    locative: frozenset[str]

    def sector_of(self, noun: str) -> str | None:
        """The PLOVER sector of a noun by its most fitting class; `None` where it is no party's."""
        classes = self.nouns.get((noun.casefold(),))
        return self.sectors[classes[0]] if classes else None

    def stands_alone(self, text: str, words: list[Word], i: int, j: int) -> bool:
        """Whether the noun `words[i:j]` is a party by itself, and not the adjective of what follows."""
        keys = tuple(word.key for word in words[i:j])
        if keys in self.never_alone:
            return False
        if keys not in self.adjectival or j == len(words):
            return True
        between = text[words[j - 1].end : words[j].start]
        after = words[j].key
        return between != " " or after in self.after or after in self.acts or (after.endswith("ed") and len(after) > 4)

    def acting(self, words: list[Word], i: int, j: int) -> bool:
        """Whether the place name `words[i:j]` stands for those who govern there: it is subject of a verb of
        saying or doing, or is blamed, told or bargained with; never right after a word that locates."""
        before = words[i - 1].key if i else ""
        if before == "to" and i > 1 and words[i - 2].key == "according":
            return True
        if i > 1 and words[i - 2].key in self.points_to_party.get(before, ()):
            return True
        if before in self.locative:
            return False
        k = j
        while k + 1 < len(words) and words[k].key == "and" and words[k + 1].capital:
            k += 2  # "Washington and Baghdad announced"
        if k + 1 < len(words) and words[k].key == "on" and words[k + 1].key in _DAYS:
            k += 2  # "Washington on Tuesday imposed"
        while k < len(words) and k < j + 6 and words[k].key in self.auxiliaries:
            k += 1
        if k < len(words) and words[k].key in self.acts and words[k].start - words[j - 1].stop < 48:
            return True
        return before in self.governs_party


_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


@cache
def parties() -> Parties:
    """The parties that ship with Recount, checked once."""
    raw = yaml_of(resources.files("recount.words").joinpath("parties.yaml").read_text(encoding="utf-8"))
    classes: dict[str, Any] = raw["classes"]
    strangers = {c: v["sector"] for c, v in classes.items() if v["sector"] not in vocabulary().names["sectors"]}
    if strangers:
        raise PackError(f"parties.yaml: sectors that are not in the vocabulary: {strangers}")
    nouns: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, entry in classes.items():
        for noun in entry["nouns"]:
            keys = keys_of(noun)
            nouns[keys] = (*nouns.get(keys, ()), name)
    return Parties(
        nouns=nouns,
        sectors={name: entry["sector"] for name, entry in classes.items()},
        strikes=frozenset(map(keys_of, raw["strikes"])),
        never_alone=frozenset(map(keys_of, raw["never_alone"])),
        adjectival=frozenset(map(keys_of, raw["adjectival"])),
        points_to_party={to: _keys(words) for to, words in raw["points_to_party"].items()},
        **{part: _keys(raw[part]) for part in _WORD_LISTS},
    )


_WORD_LISTS = ("modifiers", "after", "suspecting", "acts", "auxiliaries", "governs_party", "locative")


def _keys(words: list[str]) -> frozenset[str]:
    return frozenset(key for word in words for key in keys_of(word))
