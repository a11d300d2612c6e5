"""What numbers count: loaded from one YAML, checked at start against the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from recount.extract.cues import Phrases
from recount.records import PackError
from recount.words.lists import word_set
from recount.words.vocabulary import vocabulary
from recount.words.yaml_text import yaml_of

_PARTS = word_set("people yielding qualifiers harm counted stock flow totals habits times leaving finding putting")
_HARM = frozenset({"active", "state", "happens", "noun"})


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything in counts.yaml. `people` maps a noun to its class and whether it is singular; the four tables of
    harm map phrases to a measure, `counted` phrases to a measure."""

    people: dict[str, tuple[str, bool]]
    yielding: frozenset[str]
    qualifiers: dict[str, str]
    active: Phrases[str]
    state: Phrases[str]
    happens: Phrases[str]
    noun: dict[str, str]
    harm_words: frozenset[str]
    counted: Phrases[str]
    stock: frozenset[str]
    flow: frozenset[str]
    totals: Phrases[str]
    habits: frozenset[str]
    times: dict[str, str]
    leaving: frozenset[str]
    finding: frozenset[str]
    putting: frozenset[str]


@cache
def counts() -> Counts:
    """The counts that ship with Recount, checked once."""
    text = resources.files("recount.extract").joinpath("counts.yaml").read_text(encoding="utf-8")
    return checked(yaml_of(text))


def checked(raw: dict[str, Any]) -> Counts:
    """Counts from their YAML; raises `PackError` naming the entry that does not hold."""
    if raw.keys() != _PARTS:
        raise PackError(f"counts: expected the parts {sorted(_PARTS)}, found {sorted(raw)}")
    names = vocabulary().names
    for part, allowed in (("people", "of_whom"), ("qualifiers", "of_whom"), ("yielding", "of_whom")):
        _check(part, raw[part], names[allowed])
    for part in ("harm", "counted", "times", "stock"):
        _check(part, raw[part], names["measures"])
    for measure, tables in raw["harm"].items():
        if tables.keys() != _HARM:
            raise PackError(f"counts: harm {measure!r}: expected {sorted(_HARM)}, found {sorted(tables)}")
    return Counts(
        people=dict(_people(raw["people"])),
        yielding=frozenset(raw["yielding"]),
        qualifiers={word: whom for whom, rows in raw["qualifiers"].items() for word in rows},
        active=Phrases(_harm(raw["harm"], "active")),
        state=Phrases(_harm(raw["harm"], "state")),
        happens=Phrases(_harm(raw["harm"], "happens")),
        noun=dict(_harm(raw["harm"], "noun")),
        harm_words=frozenset(w for table in ("active", "state") for w, _ in _harm(raw["harm"], table)),
        counted=Phrases((words, measure) for measure, rows in raw["counted"].items() for words in rows),
        stock=frozenset(raw["stock"]),
        flow=frozenset(raw["flow"]),
        totals=Phrases((words, words) for words in raw["totals"]),
        habits=frozenset(raw["habits"]),
        times={word: measure for measure, rows in raw["times"].items() for word in rows},
        leaving=frozenset(raw["leaving"]),
        finding=frozenset(raw["finding"]),
        putting=frozenset(raw["putting"]),
    )


def _check(part: str, found: Iterable[str], expected: Iterable[str]) -> None:
    wrong = sorted(set(found) - set(expected))
    if wrong:
        raise PackError(f"counts: {part}: found {wrong}, expected names of the vocabulary: {sorted(expected)}")


def _people(raw: dict[str, list[str]]) -> Iterator[tuple[str, tuple[str, bool]]]:
    for whom, rows in raw.items():
        for row in rows:
            first, _, plural = row.casefold().partition("/")
            yield first, (whom, bool(plural))
            if plural:
                yield plural, (whom, False)


def _harm(raw: dict[str, dict[str, list[str]]], table: str) -> Iterator[tuple[str, str]]:
    for measure, tables in raw.items():
        for words in tables[table]:
            yield words, measure
