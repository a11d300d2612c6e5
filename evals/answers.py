"""An answer key: what a careful reader takes from each report, and the readings that must not appear.

The file is a list of reports, each with `claims` and `traps`. A claim states its kind and an exact run of the report's
`words` that carries it; every further field is stated where the text settles it, and only what is stated is scored.
A claim marked `optional` is right when taken and not missed when left. docs/evals.md tells the fields one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from recount.records import Kind, Modality, Span, Stance
from recount.words.normalise import fold_keep
from recount.words.vocabulary import vocabulary
from recount.words.yaml_text import yaml_of

FIELDS = frozenset(
    (
        *("type", "mode", "actor", "actor_certainty", "target", "instrument", "place", "province", "time", "quantity"),
        *("direction", "relation", "cause", "effect", "about", "verdict", "condition", "horizon", "source", "stance"),
        *("modality", "contradicts"),
    )
)
TRAP_FIELDS = FIELDS | {"kind", "measure", "value"}
IDENTITY = frozenset({"event", "intent"})
"""Kinds of which the type is part of what they are: another type is another claim."""


class KeyFault(Exception):  # noqa: N818 - a fault of the key, not of the program
    """The key does not hold: one sentence that names the report and the entry."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A claim that the report makes. `fields` holds what is stated of it."""

    kind: str
    words: str
    nth: int
    optional: bool
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Trap:
    """A reading that must not appear: a claim on these words that fits all of `fields`."""

    words: str
    nth: int
    fields: Mapping[str, Any]
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The key of one report. `eyes` is fresh where whoever wrote it had not written the report; `unread` where the
    report is to be kept and counted as unread."""

    report: str
    eyes: str
    unread: bool
    claims: tuple[Wanted, ...]
    traps: tuple[Trap, ...]


def key_in(path: Path) -> list[Answer]:
    """The answers of a key. Raises `KeyFault`."""
    raw = yaml_of(path.read_bytes())
    if not isinstance(raw, list):
        raise KeyFault(f"{path.name}: expected a list of reports, found {type(raw).__name__}")
    answers = [_answer(item) for item in raw]
    twice = sorted({a.report for a in answers if sum(b.report == a.report for b in answers) > 1})
    if twice:
        raise KeyFault(f"{path.name}: the reports {twice} stand twice")
    return answers


def span_of(words: str, nth: int, text: str) -> Span | None:
    """Where a run of words stands in a text for the nth time; blanks and quotation marks are alike whatever kind."""
    wanted, plain = "".join(_plain(words)[0]), _plain(text)
    letters, at = "".join(plain[0]), -1
    for _ in range(nth):
        at = letters.find(wanted, at + 1)
        if at < 0:
            return None
    return Span(plain[1][at], plain[1][at + len(wanted) - 1] + 1)


def _plain(text: str) -> tuple[list[str], list[int]]:
    """Folded characters with their places, runs of blanks as one."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(fold_keep(text)):
        letter = " " if letter.isspace() else letter
        if letter != " " or (letters and letters[-1] != " "):
            letters.append(letter)
            places.append(place)
    return letters, places


def _answer(raw: Any) -> Answer:
    if not isinstance(raw, dict) or not isinstance(raw.get("report"), str):
        raise KeyFault(f"expected an entry with the field report, found {str(raw)[:80]!r}")
    name = raw["report"]
    _known(raw, {"report", "eyes", "unread", "claims", "traps"}, name)
    claims = tuple(_wanted(item, name) for item in raw.get("claims") or ())
    traps = tuple(_trap(item, name) for item in raw.get("traps") or ())
    if raw.get("unread") and (claims or traps):
        raise KeyFault(f"{name}: an unread report has no claims and no traps")
    return Answer(name, raw.get("eyes", "own"), bool(raw.get("unread")), claims, traps)


def _wanted(raw: Any, where: str) -> Wanted:
    _known(raw, FIELDS | {"kind", "words", "nth", "optional"}, where)
    _words(raw, where)
    if raw.get("kind") not in get_args(Kind):
        raise KeyFault(f"{where}, {raw['words']!r}: kind {raw.get('kind')!r} is not one of {get_args(Kind)}")
    fields = {name: raw[name] for name in raw if name in FIELDS}
    _check(fields, f"{where}, {raw['words']!r}")
    return Wanted(raw["kind"], raw["words"], raw.get("nth", 1), bool(raw.get("optional")), fields)


def _trap(raw: Any, where: str) -> Trap:
    _known(raw, {"words", "nth", "not", "why"}, where)
    _words(raw, where)
    fields = raw.get("not")
    if not isinstance(fields, dict) or not fields:
        raise KeyFault(f"{where}, {raw['words']!r}: a trap says under `not` what must not be read")
    _known(fields, TRAP_FIELDS, where)
    _check(fields, f"{where}, {raw['words']!r}")
    return Trap(raw["words"], raw.get("nth", 1), fields, raw.get("why", ""))


def _known(raw: Any, known: frozenset[str] | set[str], where: str) -> None:
    if not isinstance(raw, dict):
        raise KeyFault(f"{where}: expected a mapping, found {str(raw)[:80]!r}")
    strange = sorted(set(map(str, raw)) - known)
    if strange:
        raise KeyFault(f"{where}: unknown fields {strange}; expected among {sorted(known)}")


def _words(raw: dict[str, Any], where: str) -> None:
    if not isinstance(raw.get("words"), str) or not raw["words"].strip():
        raise KeyFault(f"{where}: an entry without words: {str(raw)[:80]!r}")


def _check(fields: Mapping[str, Any], where: str) -> None:
    """Names that the vocabulary does not know would silently never be met."""
    words = vocabulary().names
    allowed: dict[str, Any] = {
        "type": {*vocabulary().events, *words["levels"], *words["links"], *words["relations"], *words["measures"]},
        "relation": set(words["relations"]),
        "stance": get_args(Stance),
        "modality": get_args(Modality),
        "direction": ("up", "down", "none"),
        "verdict": ("favourable", "unfavourable", "mixed", "cannot_tell"),
        "measure": set(words["measures"]),
    }
    for name, names in allowed.items():
        value = fields.get(name)
        if value is not None and value not in names:
            raise KeyFault(f"{where}: {name} {value!r} is not one of {sorted(names)}")
    for quantity in fields.get("quantity") or ():
        if not isinstance(quantity, dict) or quantity.get("measure") not in allowed["measure"]:
            raise KeyFault(f"{where}: {quantity!r} has no measure of the vocabulary")
