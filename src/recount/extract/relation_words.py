"""The words that tell how parties stand: loaded from one YAML, checked at start, found by the form of a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

from recount.extract.cues import forms_of
from recount.extract.morphology import plural
from recount.records import PackError
from recount.words.vocabulary import vocabulary
from recount.words.yaml_text import yaml_of

Sort = Literal["verb", "word", "noun"]
Held = Literal["is", "has", "gives", "owns", "under", "in"]
End = Literal["party", "place", "somewhere", "name"]
"""What the second end is. `somewhere` is a place that may have no name ("a checkpoint on the road")."""

_PARTS = {"relations", "light", "compounds", "people"}
_SORTS: dict[str, Sort] = {"verbs": "verb", "words": "word", "nouns": "noun"}
_FIELDS = {"type", "to", "reverse", "end", "past", "held", *_SORTS}
_LIGHT = ("has", "gives", "gets")


@dataclass(frozen=True, slots=True)
class Frame:
    """How a word stands between two ends; the head of relations.yaml says what each field means."""

    type: str
    sort: Sort
    to: tuple[str, ...] = ()
    reverse: bool = False
    end: End = "party"
    past: bool = False
    held: Held = "is"


@dataclass(frozen=True, slots=True)
class RelationWords:
    """Everything in relations.yaml: frames by the form of their word, and the forms of light verbs."""

    frames: dict[str, tuple[Frame, ...]]
    has: frozenset[str]
    gives: frozenset[str]
    gets: frozenset[str]
    compounds: dict[str, str]
    people: frozenset[str]


@cache
def relation_words() -> RelationWords:
    """The words that ship with Recount, checked once."""
    text = resources.files("recount.extract").joinpath("relations.yaml").read_text(encoding="utf-8")
    return checked_relations(yaml_of(text))


def checked_relations(raw: dict[str, Any]) -> RelationWords:
    """The words from their YAML; raises `PackError` naming the row that does not hold."""
    if raw.keys() != _PARTS:
        raise PackError(f"relations: expected the parts {sorted(_PARTS)}, found {sorted(raw)}")
    if set(raw["light"]) != set(_LIGHT):
        raise PackError(f"relations: light: expected {list(_LIGHT)}, found {sorted(raw['light'])}")
    types = frozenset(vocabulary().names["relations"])
    unknown = sorted(set(raw["compounds"]) - types)
    if unknown:
        raise PackError(f"relations: compounds: found {unknown}, expected relations of the vocabulary")
    frames: dict[str, list[Frame]] = {}
    for number, row in enumerate(raw["relations"], start=1):
        for form, frame in _frames(row, f"relations: row {number}", types):
            if frame not in frames.setdefault(form, []):
                frames[form].append(frame)
    has, gives, gets = (frozenset(f for verb in raw["light"][part] for f, _ in forms_of(verb)) for part in _LIGHT)
    return RelationWords(
        frames={form: tuple(rows) for form, rows in frames.items()},
        has=has,
        gives=gives,
        gets=gets,
        compounds={word: type_ for type_, words in raw["compounds"].items() for word in words},
        people=frozenset(form for noun in raw["people"] for form in (noun, plural(noun))),
    )


def _frames(row: dict[str, Any], where: str, types: frozenset[str]) -> Iterator[tuple[str, Frame]]:
    unknown = sorted(set(row) - _FIELDS)
    if unknown or row.get("type") not in types:
        raise PackError(f"{where}: found {unknown or row.get('type')!r}, expected a type of {sorted(types)} and words")
    for name, values in (("held", get_args(Held)), ("end", get_args(End))):
        if name in row and row[name] not in values:
            raise PackError(f"{where}: {name} is {row[name]!r}, expected one of {list(values)}")
    given = [(sort, word) for part, sort in _SORTS.items() for word in row.get(part) or ()]
    if not given or not all(isinstance(word, str) and word.strip() for _, word in given):
        raise PackError(f"{where}: expected verbs, words or nouns, each of them a word; found {given!r}")
    for sort, word in given:
        to = tuple(row.get("to") or (("of",) if sort == "noun" else ()))
        frame = Frame(
            row["type"],
            sort,
            to,
            bool(row.get("reverse")),
            row.get("end", "party"),
            bool(row.get("past")),
            row.get("held", "is"),
        )
        if sort == "verb":
            yield from ((form, frame) for form in {form for form, _ in forms_of(word)})
        elif sort == "noun":
            yield from ((form, frame) for form in {word, plural(word)})
        else:
            yield word, frame
