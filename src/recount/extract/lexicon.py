"""Which words say that something happened: the pack's lexicon.yaml, checked, and indexed by first word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Literal

from recount.extract.morphology import Tag, plural, verb_forms
from recount.extract.syntax import tokens_in
from recount.records import PackError
from recount.records.ids import digest
from recount.words.lists import word_set
from recount.words.means import MeansEntry
from recount.words.vocabulary import vocabulary

_FIRED = ("heavy-weapons", "explosives")
Sides = Literal["forward", "reverse", "both", "subject", "thing"]
Of = Literal["target", "actor", "both", "none"]
GAP = "*"
PARTICLES = frozenset({"up", "down", "back", "out", "off", "over", "away"})
_NEVER_MANY = PARTICLES | word_set("to on in of for with from at into against by under")
"""Words that may end a verb's phrase and have no plural."""
Subject = Literal["armed", "weapon"]
_SUBJECT = (None, "armed", "weapon")
_SIDES = ("forward", "reverse", "both", "subject", "thing")
_OF = ("target", "actor", "both", "none")
_FIELDS = frozenset(
    {"type", "mode", "verbs", "nouns", "sides", "of", "harm", "weak", "instrument", "by_object", "subject", "not_of"}
)
_PARTS = frozenset(
    {
        *("light_verbs", "borne_verbs", "laid_verbs", "exclusions", "triggers", "by_object"),
        *("intent_verbs", "plural_signs", "levels", "trends", "vague"),
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the lexicon. `words` is its base form; `sides` says who is who around a verb, `of` what follows
    a noun with "of"; `harm` is the measure that the word itself gives (killed, wounded, abducted); `subject` is what
    the subject must be for the words to mean this: "rockets landed" is an attack, "ministers landed" is none; `not_of`
    are the lemmas of what makes it nothing of the kind: "released figures" lets nobody go."""

    words: str
    type: str
    mode: str | None
    noun: bool
    sides: Sides
    of: Of
    harm: str | None
    weak: bool
    instrument: str | None
    by_object: bool
    subject: Subject | None = None
    not_of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A form of an entry as tokens to match; `*` is a gap. `tag` is the inflection of a verb, `many` a plural noun."""

    tokens: tuple[str, ...]
    entry: Entry
    tag: Tag | None
    many: bool
    literals: int


@dataclass(frozen=True, slots=True)
class Movement:
    """Words that say that a measure moved, and where."""

    direction: Literal["up", "down"]
    noun: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lexicon, indexed by the first token of each form."""

    patterns: dict[str, tuple[Pattern, ...]]
    exclusions: dict[str, tuple[tuple[str, ...], ...]]
    instruments: dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]
    by_object: dict[str, tuple[str, str | None]]
    light: frozenset[str]
    borne: frozenset[str]
    laid: frozenset[str]
    habitual: dict[str, tuple[tuple[str, ...], ...]]
    several: frozenset[str]
    threats: frozenset[str]
    vague: frozenset[str]
    levels: dict[str, frozenset[str]]
    movements: dict[str, Movement]
    measures: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    shifts: dict[str, tuple[tuple[tuple[str, ...], Literal["up", "down"]], ...]] = field(default_factory=dict)
    moving: frozenset[str] = frozenset()
    _lines: dict[str, str] = field(default_factory=dict, repr=False)

    def is_blow(self, word: str) -> bool:
        """Whether a word, folded, names a happening or a weapon, and so nobody who does anything."""
        return self.is_weapon(word) or any(p.entry.noun and len(p.tokens) == 1 for p in self.patterns.get(word, ()))

    def is_munition(self, word: str) -> bool:
        """Whether a word, folded, names by itself what is fired, thrown or laid: a rocket, and no helicopter."""
        return any(len(phrase) == 1 and mode in _FIRED for phrase, _, mode in self.instruments.get(word, ()))

    def is_weapon(self, word: str) -> bool:
        """Whether a word, folded, names a weapon by itself."""
        return any(len(phrase) == 1 for phrase, _, _ in self.instruments.get(word, ()))

    def slice(self, words: frozenset[str]) -> str:
        """A hash of exactly those lines whose first word a text with these folded words holds."""
        return digest(*(f"{word}={self._lines[word]}" for word in sorted(words & self._lines.keys())))


def lexicon_of(raw: Mapping[str, Any], means: Sequence[MeansEntry] = ()) -> Lexicon:
    """The lexicon of a pack and its weapons, checked; raises `PackError` naming the entry that does not hold. An empty
    mapping gives an empty lexicon, which codes nothing. Where means are given, every `instrument` must be one."""
    unknown = set(raw) - _PARTS
    if unknown:
        raise PackError(f"lexicon.yaml: unknown parts {sorted(unknown)}; expected among {sorted(_PARTS)}")
    signs = raw.get("plural_signs") or {}
    _check_instruments(raw.get("triggers") or [], {entry.word for entry in means})
    movements, shifts = _movements(raw.get("trends") or {}), _shifts(raw.get("trends") or {})
    built = Lexicon(
        patterns=_indexed(raw.get("triggers") or []),
        exclusions=_phrases(raw.get("exclusions") or []),
        instruments=_instruments(means),
        by_object={k: _by_object(k, v) for k, v in (raw.get("by_object") or {}).items()},
        light=_forms(raw.get("light_verbs") or []),
        borne=_forms(raw.get("borne_verbs") or []),
        laid=_forms(raw.get("laid_verbs") or []),
        habitual=_phrases([*(signs.get("habitual") or []), *(signs.get("count") or [])]),
        several=frozenset(signs.get("several") or []),
        threats=frozenset(f for v in (raw.get("intent_verbs") or {}).get("threat") or [] for f, _ in verb_forms(v)),
        vague=frozenset(raw.get("vague") or []),
        levels={k: frozenset(v) for k, v in (raw.get("levels") or {}).items()},
        movements=movements,
        measures=_measures((raw.get("trends") or {}).get("measures") or {}),
        shifts=shifts,
        moving=frozenset({*movements, *shifts, *_COMPARISONS} if movements else ()),
    )
    return Lexicon(**{**_fields(built), "_lines": dict(_lines(built))})


def _fields(lexicon: Lexicon) -> dict[str, Any]:
    return {name: getattr(lexicon, name) for name in Lexicon.__dataclass_fields__}


def _lines(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """What each first word can set off, as text, so that an edit touches only the texts that hold the word."""
    tables: tuple[Mapping[str, object], ...] = (
        *(lexicon.patterns, lexicon.exclusions, lexicon.instruments, lexicon.habitual),
        *(lexicon.movements, lexicon.measures, lexicon.shifts),
    )
    loose = (
        dict.fromkeys(lexicon.light, "light")
        | dict.fromkeys(lexicon.borne, "borne")
        | dict.fromkeys(lexicon.laid, "laid")
        | dict.fromkeys(lexicon.several, "several")
    )
    loose |= dict.fromkeys(lexicon.threats, "threat")
    loose |= {word.split()[0]: f"level {part}" for part, words in lexicon.levels.items() for word in words}
    vague = {form: words for words in sorted(lexicon.vague) for form, _ in verb_forms(_first(words))}
    for word in sorted(set(loose).union(vague, *tables)):
        rows = [repr(table[word]) for table in tables if word in table]
        object_rule = repr(sorted(lexicon.by_object.items())) if "by_object=True" in "".join(rows) else ""
        yield word, "|".join([*rows, loose.get(word, ""), vague.get(word, ""), object_rule])


def _forms(verbs: Iterable[str]) -> frozenset[str]:
    return frozenset(form for verb in verbs for form, _ in verb_forms(_first(verb)))


def _first(phrase: str) -> str:
    return phrase.split()[0]


def split(phrase: str) -> tuple[str, ...]:
    """A phrase as the tokenizer cuts it, so that "car-bomb" matches its three tokens."""
    return tuple(token.lower for token in tokens_in(phrase))


def _indexed(rows: Iterable[Any]) -> dict[str, tuple[Pattern, ...]]:
    found: dict[str, list[Pattern]] = {}
    for row in rows:
        for pattern in _patterns(row):
            found.setdefault(pattern.tokens[0], []).append(pattern)
    return {
        word: tuple(sorted(patterns, key=lambda p: (-p.literals, p.entry.noun, p.entry.weak, len(p.tokens), p.tokens)))
        for word, patterns in found.items()
    }


def _patterns(row: Any) -> Iterator[Pattern]:
    if not isinstance(row, dict) or set(row) - _FIELDS or "type" not in row:
        raise PackError(
            f"lexicon.yaml: a trigger needs a type and no other fields than {sorted(_FIELDS)}; found {row!r}"
        )
    _check_names(row)
    for phrase in _texts(row, "verbs"):
        yield from _verb_patterns(phrase, _entry(row, phrase, noun=False))
    for phrase in _texts(row, "nouns"):
        entry = _entry(row, phrase, noun=True)
        yield _pattern(split(phrase), entry, None, False)
        if plural(phrase) != phrase:
            yield _pattern(split(plural(phrase)), entry, None, True)


def _verb_patterns(phrase: str, entry: Entry) -> Iterator[Pattern]:
    verb, *rest = phrase.split()
    tail = tuple(t for word in rest for t in ((GAP,) if word == GAP else split(word)))
    tails = [tail]
    if tail and tail[-1].isalpha() and tail[-1] not in _NEVER_MANY:  # "express * concern" finds concerns too
        tails.append((*tail[:-1], plural(tail[-1])))
    for form, tag in verb_forms(verb):
        for each in tails:
            yield _pattern((*split(form), *each), entry, tag, False)
        if len(tail) == 1 and tail[0] in PARTICLES:  # "blew it up" beside "blew up"
            yield _pattern((*split(form), GAP, *tail), entry, tag, False)


def _pattern(tokens: tuple[str, ...], entry: Entry, tag: Tag | None, many: bool) -> Pattern:
    return Pattern(tokens, entry, tag, many, sum(t != GAP for t in tokens))


def _entry(row: Mapping[str, Any], phrase: str, *, noun: bool) -> Entry:
    return Entry(
        words=phrase,
        type=row["type"],
        mode=row.get("mode"),
        noun=noun,
        sides=row.get("sides", "forward"),
        of=row.get("of", "target"),
        harm=row.get("harm"),
        weak=bool(row.get("weak", False)),
        instrument=row.get("instrument"),
        by_object=bool(row.get("by_object", False)),
        subject=row.get("subject"),
        not_of=frozenset(_texts(row, "not_of")),
    )


def _texts(row: Mapping[str, Any], part: str) -> list[str]:
    phrases = row.get(part) or []
    for phrase in phrases:
        if not isinstance(phrase, str) or not phrase.strip() or phrase.split()[0] == GAP:
            raise PackError(f"lexicon.yaml: {row['type']}: {part} holds {phrase!r}; expected words (quote No, Yes, On)")
    return list(phrases)


def _check_names(row: Mapping[str, Any]) -> None:
    event = vocabulary().events.get(row["type"])
    if event is None:
        raise PackError(
            f"lexicon.yaml: type {row['type']!r} is no event; expected one of {sorted(vocabulary().events)}"
        )
    mode = row.get("mode")
    if mode is not None and mode not in event.modes:
        raise PackError(f"lexicon.yaml: {event.name} has no mode {mode!r}; expected one of {sorted(event.modes)}")
    harm = row.get("harm")
    if harm is not None and harm not in vocabulary().names["measures"]:
        raise PackError(f"lexicon.yaml: {event.name}: harm {harm!r} is no measure")
    if row.get("sides", "forward") not in _SIDES:
        raise PackError(f"lexicon.yaml: {event.name}: sides {row['sides']!r} is not one of {_SIDES}")
    if row.get("subject") not in _SUBJECT:
        raise PackError(f"lexicon.yaml: {event.name}: subject {row['subject']!r} is not one of {_SUBJECT[1:]}")
    if row.get("of", "target") not in _OF:
        raise PackError(f"lexicon.yaml: {event.name}: of {row['of']!r} is not one of {_OF}")


def _phrases(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        if not isinstance(phrase, str):
            raise PackError(f"lexicon.yaml: expected words, found {phrase!r} (quote No, Yes, On)")
        tokens = split(phrase)
        found.setdefault(tokens[0], []).append(tokens)
    return {word: tuple(sorted(rows, key=lambda r: (-len(r), r))) for word, rows in found.items()}


def _by_object(name: str, value: Any) -> tuple[str, str | None]:
    if not isinstance(value, list) or len(value) != 2 or value[0] not in vocabulary().events:
        raise PackError(f"lexicon.yaml: by_object {name!r} needs an event and a mode, found {value!r}")
    return str(value[0]), value[1]


def _check_instruments(rows: Iterable[Any], words: AbstractSet[str]) -> None:
    for row in rows:
        named = row.get("instrument") if isinstance(row, dict) else None
        if named is not None and words and named not in words:
            raise PackError(f"lexicon.yaml: {row.get('type')}: the instrument {named!r} is no word of means.yaml")


def _instruments(means: Iterable[MeansEntry]) -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    found: dict[str, set[tuple[tuple[str, ...], str, str]]] = {}
    for entry in means:
        for phrase in entry.names:
            for form in {phrase, plural(phrase)}:
                tokens = split(form)
                found.setdefault(tokens[0], set()).add((tokens, entry.word, entry.mode))
    return {word: tuple(sorted(rows, key=lambda r: (-len(r[0]), r))) for word, rows in found.items()}


def _movements(raw: Mapping[str, Any]) -> dict[str, Movement]:
    found: dict[str, Movement] = {}
    for direction in ("up", "down"):
        for verb in raw.get(direction) or []:
            if " " not in verb:
                found.update({form: Movement(direction, False) for form, tag in verb_forms(verb) if tag != "base"})
        for noun in raw.get(f"noun_{direction}") or []:
            found[noun] = Movement(direction, True)
    for form, _ in verb_forms("go"):
        found[form] = Movement("up", False)
    return found


_COMPARISONS = (
    *("fewer", "less", "more", "lowest", "fewest", "highest", "heaviest", "up", "down", "lower", "higher", "reduced"),
    *("increased", "below", "above", "rare", "frequent", "common", "peak", "compared", "against", "versus", "vs"),
)


def _shifts(raw: Mapping[str, Any]) -> dict[str, tuple[tuple[tuple[str, ...], Literal["up", "down"]], ...]]:
    """Verbs that move what they take as their object, by first form, with the words that follow it."""
    found: dict[str, list[tuple[tuple[str, ...], Literal["up", "down"]]]] = {}
    directions: tuple[Literal["up", "down"], ...] = ("up", "down")
    for direction in directions:
        for phrase in raw.get(f"moves_{direction}") or []:
            verb, *rest = split(phrase)
            for form, _ in verb_forms(verb):
                found.setdefault(form, []).append((tuple(rest), direction))
    return {form: tuple(sorted(set(rows), key=lambda r: (-len(r[0]), r))) for form, rows in found.items()}


def _measures(raw: Mapping[str, Any]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for measure, phrases in raw.items():
        if measure not in vocabulary().names["measures"]:
            raise PackError(f"lexicon.yaml: trends: {measure!r} is no measure")
        for phrase in phrases:
            tokens = split(phrase)
            found.setdefault(tokens[0], []).append((tokens, measure))
    return {word: tuple(sorted(rows, key=lambda r: (-len(r[0]), r))) for word, rows in found.items()}
