"""Private names are left out of everything that is published; the numbers stay.

A claim that is marked as about a victim, a child, a detainee or a private person lends its unlinked names to a list.
They are hidden in every text of the report, and any other capitalised name of such a sentence is hidden in the texts
of that report, since a name that a rule cannot place may be a victim's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from recount.records.publication import Statement

WITHHELD = "[name withheld]"
PRIVATE = frozenset({"victim", "private_person", "child", "detainee"})

_CAPITAL = r"[A-Z\u00c0-\u00d6\u00d8-\u00de][\w'’]+"
_RUN = re.compile(rf"{_CAPITAL}(?:[ -](?:(?:al|el|as|ad|an|ar|ash|az|bin|ibn|abu|umm|de|van|von)[ -])*{_CAPITAL})+")
_LEADING_WORDS = (
    "the a an on in at by for from after before when while as but and he she they it his her their who mr mrs "
    "ms dr sheikh general colonel captain president minister monday tuesday wednesday thursday friday saturday "
    "sunday january february march april may june july august september october november december"
)
_LEADING = frozenset(_LEADING_WORDS.split())


@dataclass(frozen=True, slots=True)
class Withheld:
    """Names to hide: `everywhere`, and `within` the texts of single reports."""

    everywhere: re.Pattern[str] | None = None
    within: Mapping[str, re.Pattern[str]] = field(default_factory=dict)

    def hide(self, text: str, report: str | None = None) -> str:
        """The text with private names replaced."""
        return self.pieces(text, (), report)[0]

    def pieces(self, text: str, cuts: tuple[int, ...], report: str | None = None) -> list[str]:
        """The text cut at these offsets, private names replaced even where a cut runs through one: such a name is
        replaced in the piece where it begins."""
        spans = self._spans(text, report)
        bounds = (0, *cuts, len(text))
        return [_piece(text, spans, start, end) for start, end in pairwise(bounds)]

    def _spans(self, text: str, report: str | None) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for pattern in (self.within.get(report or ""), self.everywhere):
            if pattern is not None:
                found += [match.span() for match in pattern.finditer(text)]
        return sorted(found)


def withheld_from(statements: Iterable[Statement], *, public: Iterable[str] = ()) -> Withheld:
    """What to hide, from the claims marked as sensitive. `public` are names that stay: parties and places."""
    known = {name.casefold() for name in public}
    everywhere: set[str] = set()
    within: dict[str, set[str]] = {}
    for statement in statements:
        if not PRIVATE.intersection(statement.claim.sensitivity):
            continue
        named = _mentioned(statement)
        everywhere |= {name for name in named if name.casefold() not in known}
        runs = named | {run for run in _runs(statement) if run.casefold() not in known}
        within.setdefault(statement.claim.report, set()).update(_with_surnames(runs))
    local = {report: pattern for report, names in within.items() if (pattern := _pattern(names)) is not None}
    return Withheld(_pattern(everywhere), local)


def _piece(text: str, spans: list[tuple[int, int]], start: int, end: int) -> str:
    parts, at = [], start
    for first, last in spans:
        if last <= at or first >= end:
            continue
        if first >= at:
            parts += [text[at:first], WITHHELD]
        at = min(last, end)
    return "".join((*parts, text[at:end]))


def _mentioned(statement: Statement) -> set[str]:
    people = [m for m in (*statement.claim.actor, *statement.claim.target) if m.id is None]
    return {match.group() for m in people for match in _RUN.finditer(m.words)}


def _runs(statement: Statement) -> set[str]:
    claim = statement.claim
    public = [m.words for m in (*claim.actor, *claim.target) if m.id is not None]
    public += [place.words for place in claim.place] + [s.name for s in claim.source if s.name]
    kept = " \n ".join(public).casefold()
    found = set()
    for match in _RUN.finditer(statement.sentence):
        words = match.group().split(" ")
        while words and words[0].casefold() in _LEADING:
            words.pop(0)
        run = " ".join(words)
        if len(words) > 1 and run.casefold() not in kept and not any(p.casefold() in run.casefold() for p in public):
            found.add(run)
    return found


def _with_surnames(names: set[str]) -> set[str]:
    """A person named in full is later called by one part of the name."""
    parts = {part for name in names for part in re.split(r"[ -]", name) if len(part) > 3}
    return names | {part for part in parts if part.casefold() not in _LEADING and part[0].isupper()}


def _pattern(names: set[str]) -> re.Pattern[str] | None:
    if not names:
        return None
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in longest) + r")\b", re.IGNORECASE)
