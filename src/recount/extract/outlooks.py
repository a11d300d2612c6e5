"""The words by which a report promises, demands or foretells: one YAML, checked at start."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from recount.extract.cues import Phrases, forms_of
from recount.extract.morphology import plural, verb_forms
from recount.records import PackError
from recount.words.lists import word_set
from recount.words.vocabulary import vocabulary
from recount.words.yaml_text import yaml_of

Coming = Literal["intent", "forecast"]
TAKES = word_set("infinitive hearer that noun known clause")
_PARTS = word_set("sayings contents outcomes befalls acts theirs judging committing asking anonymity idling idle")


@dataclass(frozen=True, slots=True)
class Promise:
    """A cue of what is to come: an `intent` or a `forecast`, the event that the saying itself is, what it takes."""

    kind: Coming
    type: str | None
    takes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outlooks:
    """Everything in outlooks.yaml. `contents` maps a word to the event that it would be; `verbal` are the forms of
    verbs with which a saying begins."""

    sayings: Phrases[Promise]
    contents: dict[str, str]
    verbal: frozenset[str]
    outcomes: frozenset[str]
    befalls: frozenset[str]
    acts: frozenset[str]
    theirs: frozenset[str]
    judging: frozenset[str]
    committing: frozenset[str]
    asking: frozenset[str]
    anonymity: frozenset[str]
    idling: frozenset[str]
    idle: frozenset[str]


@cache
def outlooks() -> Outlooks:
    """The cues that ship with Recount, checked once."""
    text = resources.files("recount.extract").joinpath("outlooks.yaml").read_text(encoding="utf-8")
    return checked(yaml_of(text))


def checked(raw: dict[str, Any]) -> Outlooks:
    """Cues from their YAML; raises `PackError` naming the entry that does not hold."""
    if raw.keys() != _PARTS:
        raise PackError(f"outlooks: expected the parts {sorted(_PARTS)}, found {sorted(raw)}")
    for row in raw["sayings"]:
        _check("kind", {row["kind"]}, {"intent", "forecast"})
        _check("type", {row["type"]} - {None}, set(vocabulary().events))
        _check("takes", set(row["takes"]), TAKES)
    _check("contents", set(raw["contents"]), set(vocabulary().events))
    return Outlooks(
        sayings=Phrases(_sayings(raw["sayings"])),
        contents=dict(_contents(raw["contents"])),
        verbal=frozenset(_verbal(raw["sayings"])),
        **{name: frozenset(raw[name]) for name in sorted(_PARTS - {"sayings", "contents"})},
    )


def _check(what: str, found: set[str], expected: set[str] | frozenset[str]) -> None:
    if found - expected:
        raise PackError(f"outlooks: {what}: found {sorted(found - expected)}, expected among {sorted(expected)}")


def _sayings(rows: list[dict[str, Any]]) -> Iterator[tuple[str, Promise]]:
    for row in rows:
        promise = Promise(row["kind"], row["type"], frozenset(row["takes"]))
        for verb in row.get("verbs", []):
            yield from ((words, promise) for words, _ in forms_of(verb if "/" in verb else _irregular(verb)))
        yield from ((words, promise) for words in row.get("phrases", []))


def _verbal(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        for verb in row.get("verbs", []):
            yield from (words.split()[0] for words, _ in forms_of(verb if "/" in verb else _irregular(verb)))


def _irregular(verb: str) -> str:
    """The verb with its past and participle, where they are irregular, as `forms_of` takes them."""
    first, _, rest = verb.partition(" ")
    forms = {tag: form for form, tag in verb_forms(first)}
    return f"{first}/{forms['past']}/{forms['ing']}/{forms['part']}" + (f" {rest}" if rest else "")


def _contents(rows: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for type_, words in rows.items():
        for word in words:
            yield from ((form, type_) for form in {word, plural(word), *(f for f, _ in verb_forms(word))})
