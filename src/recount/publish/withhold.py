"""Private names are left out of everything that is published; the numbers stay.

A claim that is marked as about a victim, a child, a detainee or a private person lends its unlinked people to a list;
their names are hidden in every text. A name in such a sentence that stands as a person's does ("a boy named ...",
"..., aged ...", "killed ...", "... was shot") is hidden in all texts of that report, alone and in part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from recount.publish.queries import Queries
from recount.records.publication import Cited, Statement

WITHHELD = "[name withheld]"
PRIVATE = frozenset({"victim", "private_person", "child", "detainee"})

_CAPITAL = r"[A-Z\u00c0-\u00d6\u00d8-\u00de][\w'’]+"
_RUN = re.compile(rf"{_CAPITAL}(?:[ -](?:(?:al|el|as|ad|an|ar|ash|az|bin|ibn|abu|umm|de|van|von)[ -])*{_CAPITAL})+")
_NAMING = re.compile(rf"\b(?:named|called|identified as|known as)\s+({_CAPITAL})")
_BEFORE = re.compile(
    r"\b(?:named|called|as|national|boy|girl|child|toddler|baby|teenager|student|schoolboy|schoolgirl|teacher|farmer|"
    r"father|mother|son|daughter|brother|sister|wife|husband|nephew|niece|cousin|grandson|resident|civilian|activist|"
    r"prisoner|detainee|killed|killing|wounded|injured|shot|arrested|detained|abducted|kidnapped|executed|beheaded|"
    r"tortured|death of|murder of|arrest of)[,:]?\s+$",
    re.IGNORECASE,
)
_HARMED = "killed|shot|wounded|injured|arrested|detained|abducted|kidnapped|executed|beheaded|tortured|buried"
_AFTER = re.compile(
    r"^\s*(?:,?\s*(?:aged\s+)?\d{1,2}\b(?!\s*(?:people|civilians|militants|km))|\(\d{1,2}\)|"
    rf",?\s+(?:was|were|has been|had been)\s+(?:also\s+)?(?:{_HARMED})\b|,?\s+died\b|"
    r",?\s+(?:known|identified)\s+as\b|,\s+a\s+(?:boy|girl|child|student|farmer)\b)",
    re.IGNORECASE,
)
_BODY_WORDS = (
    "front army state forces force observatory command province city town village brigade battalion division liwa "
    "jaish jaysh street road park hospital school mosque camp airport base market district neighbourhood neighborhood "
    "council coalition group party movement government ministry police agency network rights center centre region "
    "governorate eastern western northern southern islamic syrian iraqi turkish russian iranian kurdish american "
    "saudi bab tal deir ain jabal"
)
_BODIES = frozenset(_BODY_WORDS.split())
_PARTICLES = frozenset({"abu", "umm", "bin", "ibn"})
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

    def hide_in(self, value: Any, reports: Iterable[str] = ()) -> Any:
        """A value of JSON with private names replaced in every text of it; `reports` are those that it rests on."""
        if isinstance(value, str):
            for report in dict.fromkeys((*reports, "")):
                value = self.hide(value, report)
            return value
        if isinstance(value, list):
            return [self.hide_in(item, reports) for item in value]
        if isinstance(value, dict):
            return {name: self.hide_in(item, reports) for name, item in value.items()}
        return value

    def hide_address(self, address: str | None, report: str) -> str | None:
        """An address; of one that is made of a title with a private name in it, only the host."""
        if address is None:
            return None
        spoken = re.sub(r"[-_+./%]|%20", " ", address)
        if self.hide(spoken, report) == spoken:
            return address
        return "/".join(address.split("/")[:3]) + "/…" if "://" in address else WITHHELD

    def hide_cited(self, cited: Cited) -> Cited:
        """A source without private names in its title or its addresses."""
        title = None if cited.title is None else self.hide(cited.title, cited.id)
        url, address = (self.hide_address(words, cited.id) for words in (cited.url, cited.address))
        return replace(cited, title=title, url=url, address=address)

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


def hidden_names(queries: Queries, parties: Iterable[str]) -> Withheld:
    """What to hide in everything that leaves a campaign. Names of `parties` and of publishers are public."""
    publishers = {cited.publisher for cited in queries.reports() if cited.publisher}
    return withheld_from(queries.sensitive(), public=[*parties, *publishers])


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
    """Names in the sentence that stand as those of people, and are no party, place, body or source."""
    claim, text = statement.claim, statement.sentence
    public = [m.words for m in (*claim.actor, *claim.target) if m.id is not None]
    public += [place.words for place in claim.place] + [s.name for s in claim.source if s.name and s.id]
    found = {match[1] for match in _NAMING.finditer(text) if match[1].casefold() not in _PARTICLES}
    for match in _RUN.finditer(text):
        words = match.group().split(" ")
        start = match.start()
        while words and words[0].casefold() in _LEADING:
            start += len(words.pop(0)) + 1
        if len(words) > 1 and (_BEFORE.search(text[:start]) or _AFTER.search(text[match.end() :])):
            found.add(" ".join(words))
    return {run for run in found if _personal(run, public)}


def _personal(run: str, public: Iterable[str]) -> bool:
    folded = run.casefold()
    if _BODIES.intersection(re.split(r"[ -]", folded)):
        return False
    return not any(name.casefold() in folded or folded in name.casefold() for name in public)


def _with_surnames(names: set[str]) -> set[str]:
    """A person named in full is later called by one part of the name."""
    parts = {part for name in names if " " in name for part in re.split(r"[ -]", name) if len(part) > 3}
    return names | {part for part in parts if part.casefold() not in _LEADING and part[0].isupper()}


def _pattern(names: set[str]) -> re.Pattern[str] | None:
    if not names:
        return None
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in longest) + r")\b", re.IGNORECASE)
