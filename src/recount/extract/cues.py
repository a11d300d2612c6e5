"""The cues of speech, doubt and mood: loaded from one YAML, checked at start, asked by token."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Generic, TypeVar, get_args

from recount.extract.syntax import tokens_in
from recount.records import PackError, SourceKind, Stance
from recount.words.lists import word_set
from recount.words.yaml_text import yaml_of

V = TypeVar("V")

FRAMES = frozenset({"clause", "that", "hearer", "object", "of", "infinitive", "quote", "toll"})
READINGS = word_set("actual negated averted attempted possible intent forecast denied reported doubted involved")
GOVERNS = frozenset({"verb", "infinitive", "sent", "gerund", "noun", "before", "clause", "undone"})
_PARTS = word_set(
    """speech unsaid mute claiming deeds tolls nouns prepositions hedges contradicts speakers pronouns modality fates
    mishaps light conditions outlook ahead"""
)


class Phrases(Generic[V]):
    """Phrases of one or more lower-case tokens, found at a position, longest first. Empty phrases are refused."""

    def __init__(self, rows: Iterable[tuple[str, V]]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        self._last: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        for words, value in rows:
            key = tuple(t.lower for t in tokens_in(words))
            if not key:
                raise PackError("cues: a phrase is empty; expected at least one word")
            self._first.setdefault(key[0], []).append((key, value))
            self._last.setdefault(key[-1], []).append((key, value))
        self.firsts = frozenset(self._first)
        """The tokens with which some phrase begins."""
        for table in (self._first, self._last):
            for found in table.values():
                found.sort(key=lambda row: -len(row[0]))

    def at(self, lowers: Sequence[str], start: int) -> Iterator[tuple[int, V]]:
        """(end, value) of each phrase that starts at a token, longest first."""
        for key, value in self._first.get(lowers[start], ()):
            if len(key) == 1 or tuple(lowers[start : start + len(key)]) == key:
                yield start + len(key), value

    def ending(self, lowers: Sequence[str], end: int) -> Iterator[tuple[int, V]]:
        """(start, value) of each phrase whose last token is `end`, longest first."""
        for key, value in self._last.get(lowers[end], ()):
            start = end + 1 - len(key)
            if start >= 0 and (len(key) == 1 or tuple(lowers[start : end + 1]) == key):
                yield start, value


@dataclass(frozen=True, slots=True)
class Speech:
    """A verb of speech in one of its forms. `form` is base, s, past or ing; `takes` is what it may be followed by."""

    lemma: str
    stance: Stance
    takes: frozenset[str]
    form: str


@dataclass(frozen=True, slots=True)
class Mood:
    """A cue of mood: how the governed words are to be read, and what it governs."""

    words: str
    reading: str
    governs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """Everything in cues.yaml, ready to be asked."""

    speech: Phrases[Speech]
    unsaid: frozenset[str]
    mute: frozenset[str]
    claiming: frozenset[str]
    deeds: frozenset[str]
    tolls: frozenset[str]
    prepositions: Phrases[str]
    hedges: Phrases[Stance]
    nouns: dict[str, Stance]
    contradicts: Phrases[str]
    speakers: dict[str, SourceKind]
    pronouns: dict[str, frozenset[str]]
    modality: Phrases[Mood]
    fates: dict[str, frozenset[str]]
    mishaps: frozenset[str]
    light: frozenset[str]
    conditions: Phrases[str]
    outlook: frozenset[str]
    ahead: frozenset[str]


@cache
def cues() -> Cues:
    """The cues that ship with Recount, checked once."""
    text = resources.files("recount.extract").joinpath("cues.yaml").read_text(encoding="utf-8")
    return checked(yaml_of(text))


def checked(raw: dict[str, Any]) -> Cues:
    """Cues from their YAML; raises `PackError` naming the entry that does not hold."""
    if raw.keys() != _PARTS:
        raise PackError(f"cues: expected the parts {sorted(_PARTS)}, found {sorted(raw)}")
    stances, kinds = get_args(Stance), get_args(SourceKind)
    for row in raw["speech"]:
        _check("stance of speech verbs", [row["stance"]], stances)
        _check("takes of speech verbs", row["takes"], FRAMES)
    for row in raw["modality"]:
        _check("reading of mood cues", [row["reading"]], READINGS)
        _check("governs of mood cues", row["governs"], GOVERNS)
    _check("hedges", raw["hedges"], stances)
    _check("nouns", raw["nouns"], stances)
    _check("speakers", raw["speakers"], kinds)
    _check("pronouns", raw["pronouns"], ("person", "any", "definite"))
    _check("fates", raw["fates"], ("happens", "ahead", "planned"))
    return Cues(
        speech=Phrases(_speech(raw["speech"])),
        unsaid=frozenset(raw["unsaid"]),
        mute=frozenset(raw["mute"]),
        claiming=frozenset(raw["claiming"]),
        deeds=frozenset(raw["deeds"]),
        tolls=frozenset(raw["tolls"]),
        prepositions=Phrases((words, words) for words in raw["prepositions"]),
        hedges=Phrases((words, stance) for stance, rows in raw["hedges"].items() for words in rows),
        nouns={word: stance for stance, rows in raw["nouns"].items() for word in rows},
        contradicts=Phrases((words, words) for words in raw["contradicts"]),
        speakers={word: kind for kind, rows in reversed(raw["speakers"].items()) for word in rows},
        pronouns={name: frozenset(words) for name, words in raw["pronouns"].items()},
        modality=Phrases(_moods(raw["modality"])),
        fates={name: frozenset(words) for name, words in raw["fates"].items()},
        mishaps=frozenset(raw["mishaps"]),
        light=frozenset(raw["light"]),
        conditions=Phrases((words, words) for words in raw["conditions"]),
        outlook=frozenset(raw["outlook"]),
        ahead=frozenset(raw["ahead"]),
    )


def _check(where: str, found: Iterable[str], expected: Iterable[str]) -> None:
    wrong = sorted(set(found) - set(expected))
    if wrong:
        raise PackError(f"cues: {where}: found {wrong}, expected among {sorted(expected)}")


def _moods(rows: list[dict[str, Any]]) -> Iterator[tuple[str, Mood]]:
    for row in rows:
        for words in row["words"]:
            yield str(words), Mood(str(words), row["reading"], frozenset(row["governs"]))


def _speech(rows: list[dict[str, Any]]) -> Iterator[tuple[str, Speech]]:
    known: dict[str, tuple[Stance, set[str], dict[str, str]]] = {}
    for row in rows:
        for entry in row["verbs"]:
            forms = dict(forms_of(entry))
            lemma = next(iter(forms))
            stance, takes, seen = known.setdefault(lemma, (row["stance"], set(), {}))
            takes.update(row["takes"])
            seen.update({**forms, **seen})
            known[lemma] = (row["stance"] if stance == "asserts" else stance, takes, seen)
    for lemma, (stance, takes, seen) in known.items():
        for words, form in seen.items():
            yield words, Speech(lemma, stance, frozenset(takes), form)


def forms_of(entry: str) -> Iterator[tuple[str, str]]:
    """The inflected forms of a verb entry and what each is.

    >>> list(forms_of("deny"))
    [('deny', 'base'), ('denies', 's'), ('denied', 'past'), ('denying', 'ing')]
    >>> list(forms_of("say/said"))[2]
    ('said', 'past')
    """
    first, _, rest = entry.partition(" ")
    base, *given = first.split("/")
    past = given[0] if given else _past(base)
    ing = given[1] if len(given) > 1 else _ing(base)
    tail = f" {rest}" if rest else ""
    yield base + tail, "base"
    yield _s(base) + tail, "s"
    yield past + tail, "past"
    yield ing + tail, "ing"
    if len(given) > 2:
        yield given[2] + tail, "past"


def _s(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + (base[-1] if _doubles(base) else "") + "ed"


def _ing(base: str) -> str:
    if base.endswith("e") and not base.endswith(("ee", "be")):
        return base[:-1] + "ing"
    return base + (base[-1] if _doubles(base) else "") + "ing"


def _doubles(base: str) -> bool:
    """Whether the last consonant doubles: plan, slam, and verbs stressed on the end such as admit and infer."""
    short = len(base) <= 4 and base[-1] in "bdgmnpt" and base[-2] in "aeiou" and base[-3:-2] not in "aeiou"
    return short or base in {"admit", "infer", "refer", "rebut", "concur"}
