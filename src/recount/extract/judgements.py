"""The words of linking and judging: loaded from one YAML, checked at start, found by token."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

from recount.extract.cues import forms_of
from recount.extract.syntax import tokens_in
from recount.records import PackError, Verdict
from recount.words.vocabulary import vocabulary
from recount.words.yaml_text import yaml_of

Needs = Literal["both", "one", "none"]
"""Sides of a link that a claim must tell."""

Family = Literal["link", "assessment", "exclusion"]

_PARTS = {
    "links",
    "assessments",
    "exclusions",
    "happenings",
    "outcomes",
    "namings",
    "qualities",
}
_ALLOWED: dict[str, dict[str, tuple[object, ...]]] = {
    "links": {
        "sides": ("after", "before", "both", "attributed", "credited"),
        "back": (True, False),
        "needs": get_args(Needs),
    },
    "assessments": {"judges": ("subject", "object", "clause"), "after_be": (True, False)},
}
_GAP = 6
"""Words that a `*` stands for at most."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase of the YAML in one of its forms. `type` is a link or a verdict; `form` is base, s, past or
    ing for a verb, and empty for a phrase as it stands; the rest as the head of the YAML says."""

    family: Family
    type: str
    words: tuple[str, ...]
    form: str = ""
    sides: str = "after"
    back: bool = False
    needs: Needs = "one"
    judges: str = "subject"
    after_be: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A cue at tokens `first` to `last` (inclusive) of a sentence; `gap` is the tokens of its `*`, end exclusive."""

    cue: Cue
    first: int
    last: int
    gap: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Qualities:
    """Lemmas: verbs that show a quality and verbs that lack one; of the first, those that tell of any thing that a
    `low` adjective stands before; nouns of what is missed where it lacks, of good and of poor qualities."""

    shows: frozenset[str]
    telling: frozenset[str]
    lacks: frozenset[str]
    missed: frozenset[str]
    good: frozenset[str]
    poor: frozenset[str]
    low: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judgements:
    """Everything in judgements.yaml, ready to be asked. `cues` are by their first two words, or by the first alone
    where the second is a `*` or there is none; longest first."""

    cues: dict[tuple[str, str], tuple[Cue, ...]]
    happenings: frozenset[str]
    outcomes: frozenset[str]
    callings: dict[str, bool]
    """Forms of verbs of calling, each with whether what it calls something may follow without "as"."""
    called: dict[str, Verdict]
    """Words that judge what is called by them."""
    qualities: Qualities
    link_firsts: frozenset[str]
    """The words with which a link begins, to pass over the many sentences that hold none."""

    def found_in(self, lowers: Sequence[str]) -> list[Found]:
        """Cues in order, the longest at each place; those of one family share no word unless they are the same words,
        and none begins in an exclusion."""
        found: list[Found] = []
        last: dict[Family, Found] = {}
        cues = self.cues
        for i, word in enumerate(lowers):
            after = lowers[i + 1] if i + 1 < len(lowers) else ""
            if after in _QUOTES and i + 2 < len(lowers):
                after = lowers[i + 2]
            two, one = cues.get((word, after)), cues.get((word, ""))
            if two is None and one is None:
                continue
            for cue in (*(two or ()), *(one or ())):
                before = last.get(cue.family)
                if before is not None and i <= before.last and (i, cue.words) != (before.first, before.cue.words):
                    continue
                hit = _at(cue, lowers, i)
                if hit is not None and not ("exclusion" in last and i <= last["exclusion"].last):
                    last[cue.family] = hit
                    found.append(hit)
        return [hit for hit in found if hit.cue.family != "exclusion"]


@cache
def judgements() -> Judgements:
    """The words that ship with Recount, checked once."""
    text = resources.files("recount.extract").joinpath("judgements.yaml").read_text(encoding="utf-8")
    return checked_judgements(yaml_of(text))


def checked_judgements(raw: dict[str, Any]) -> Judgements:
    """The words from their YAML; raises `PackError` naming the row that does not hold."""
    if raw.keys() != _PARTS:
        raise PackError(f"judgements: expected the parts {sorted(_PARTS)}, found {sorted(raw)}")
    cues = [Cue("exclusion", "", _words(words)) for words in raw["exclusions"]]
    for part, family, types in (
        ("links", "link", frozenset(vocabulary().names["links"])),
        ("assessments", "assessment", frozenset(get_args(Verdict))),
    ):
        for number, row in enumerate(raw[part], start=1):
            cues += _cues_of(row, f"judgements: {part}, row {number}", part, family, types)  # type: ignore[arg-type]
    table: dict[tuple[str, str], list[Cue]] = {}
    for cue in cues:
        second = cue.words[1] if len(cue.words) > 1 and cue.words[1] != "*" else ""
        table.setdefault((cue.words[0], second), []).append(cue)
    order = {"exclusion": 0}
    return Judgements(
        {k: tuple(sorted(rows, key=lambda c: (order.get(c.family, 1), -len(c.words)))) for k, rows in table.items()},
        frozenset(raw["happenings"]),
        frozenset(raw["outcomes"]),
        {
            form: part == "bare"
            for part in ("as", "bare")
            for verb in raw["namings"][part]
            for form, _ in forms_of(verb)
        },
        {word: verdict for verdict in get_args(Verdict) for word in raw["namings"].get(verdict, ())},
        _qualities_of(raw["qualities"]),
        frozenset(cue.words[0] for cue in cues if cue.family == "link"),
    )


def _qualities_of(raw: dict[str, Any]) -> Qualities:
    expected = {field.name for field in fields(Qualities)}
    if raw.keys() != expected:
        raise PackError(f"judgements: qualities: expected the parts {sorted(expected)}, found {sorted(raw)}")
    return Qualities(**{name: frozenset(words) for name, words in raw.items()})


def _cues_of(row: dict[str, Any], where: str, part: str, family: Family, types: frozenset[str]) -> Iterator[Cue]:
    key = "verdict" if part == "assessments" else "type"
    allowed = _ALLOWED[part]
    unknown = sorted(set(row) - {key, "words", "verbs", *allowed})
    if unknown or row.get(key) not in types:
        raise PackError(
            f"{where}: found {unknown or row.get(key)!r}, expected a {key} of {sorted(types)} and its words"
        )
    for name, values in allowed.items():
        if name in row and row[name] not in values:
            raise PackError(f"{where}: {name} is {row[name]!r}, expected one of {list(values)}")
    settings = {name: row[name] for name in allowed if name in row}
    for words, form in _forms(row, where):
        yield Cue(family, row[key], _words(words), form, **settings)


def _forms(row: dict[str, Any], where: str) -> Iterable[tuple[str, str]]:
    phrases, verbs = row.get("words") or [], row.get("verbs") or []
    if (not phrases and not verbs) or not all(isinstance(w, str) and w.strip() for w in (*phrases, *verbs)):
        raise PackError(f"{where}: expected words or verbs, each of them a phrase; found {phrases or verbs!r}")
    return [(words, "") for words in phrases] + [pair for verb in verbs for pair in forms_of(verb)]


def _words(words: str) -> tuple[str, ...]:
    return tuple(t.lower for t in tokens_in(words))


def _at(cue: Cue, lowers: Sequence[str], i: int) -> Found | None:
    words = cue.words
    if "*" not in words:
        end = i + len(words)
        if len(words) == 1 or tuple(lowers[i:end]) == words:
            return Found(cue, i, end - 1)
        last = _quoted(words, lowers, i)
        return Found(cue, i, last) if last is not None else None
    star = words.index("*")
    if tuple(lowers[i : i + star]) != words[:star]:
        return None
    rest, start = words[star + 1 :], i + star
    for at in range(start + 1, min(start + _GAP, len(lowers) - len(rest)) + 1):
        if tuple(lowers[at : at + len(rest)]) == rest:
            return Found(cue, i, at + len(rest) - 1, (start, at))
        if lowers[at - 1] in (",", ";", "."):
            return None
    return None


_QUOTES = frozenset('"“”')


def _quoted(words: Sequence[str], lowers: Sequence[str], i: int) -> int | None:
    """Where a phrase ends of which a part stands in quotation marks ("made “no significant achievement”")."""
    at = i
    for word in words:
        if at > i and at < len(lowers) and lowers[at] in _QUOTES:
            at += 1
        if at >= len(lowers) or lowers[at] != word:
            return None
        at += 1
    return at - 1
