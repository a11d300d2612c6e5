# ruff: noqa: E501 - a pattern reads better whole
"""Labels of speakers in transcripts: "MR. KIRBY:", "Q:", "GEN. ROSS (via translator):", "Moderator:"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_TITLE = (
    r"(?:MRS?|MS|MISS|DR|PROF|GEN|LT|COL|MAJ|CAPT|CDR|CMDR|SGT|ADM|BRIG|REAR|VICE|AIR|AMB|AMBASSADOR|SEC|SECRETARY|UNDER|DEPUTY|"
    r"ASSISTANT|MINISTER|PRESIDENT|PREMIER|SENATOR|SEN|REP|GENERAL|COLONEL|MAJOR|CAPTAIN|ADMIRAL|LIEUTENANT|COMMANDER|COMMODORE|"
    r"MARSHAL|SPOKESMAN|SPOKESWOMAN|SPOKESPERSON|GOVERNOR|SHEIKH|PRIME)"
)
_WORD = r"[A-Z\u00C0-\u00DE][\w.'’\-]*"
_NAME = re.compile(
    rf"(?:{_WORD}|(?:al|el|bin|ibn|de|van|von|of)\b-?)(?:[ \u00a0](?:{_WORD}|(?:al|el|bin|ibn|de|van|von|of|the|for|and)\b)){{0,6}}"
)
_LABEL = re.compile(
    r"(?P<mark>[ \t>*_#-]{0,6})(?P<name>[A-Z\u00C0-\u00DE][^:\n(\[,]{0,60}?)(?P<role>,[ ][^:\n(\[]{2,80})?"
    r"(?P<aside>[ ]?[(\[][^)\]:\n]{2,60}[)\]])?[*_]{0,2}:[*_]{0,2}(?=\s|\Z)[ \t]*"
)
_BARE = re.compile(r"(?P<mark>[ \t>*_]{0,4})(?P<name>Q|A)(?:\.|[ ]?[–—-])?[*_]{0,2}[ \t]+(?=[A-Z\"“'‘(\[])")
"""Without a colon, as some offices print questions; counted only where a transcript is plain without it."""
_ASKS = re.compile(
    r"(?i)(?:q(?:uestion)?\.?(?: ?\d{1,2})?|(?:unidentified |male |female )?(?:reporter|journalist|correspondent|questioner)s?(?: ?\d{1,2})?|"
    r"(?:audience(?: member)?|press|media|interviewer))"
)
_ANSWERS = re.compile(r"(?i)a(?:nswer)?\.?(?: ?\d{1,2})?")
_CHAIRS = re.compile(
    r"(?i)(?:the )?(?:moderator|operator|chair(?:man|woman|person)?|interpreter|translator|staff|host|anchor|narrator|voice[- ]?over|announcer|speaker ?\d{1,2})"
)
_TITLED = re.compile(rf"(?i){_TITLE}\b\.?(?:[ ]|\Z)")
_FIELDS = frozenset(
    """date time place location source sources update updates note notes photo photos caption video audio image incident summary
    background context analysis comment comments tags topics category author by editor published posted correction contact
    phone email website address subject to from re cc bcc casualties killed wounded injured weapons target targets near total
    totals type perpetrator perpetrators victims victim claim status details description conclusion introduction abstract
    key figure table map warning breaking live watch listen read more related edited reporting follow url link http https
    title headline section annex appendix chapter part step question answer example result results participants speakers
    speaker presenters presenter attendees agenda minutes transcript briefing""".split()  # noqa: SIM905
)
_HEADS = frozenset({"speakers", "participants", "presenters", "presenter", "briefers", "briefer", "attendees"})

Sort = Literal["asks", "answers", "chairs", "titled", "named", "single"]


@dataclass(frozen=True, slots=True)
class Label:
    """A label at `start` whose speech begins at `end`. `name` is the speaker as the transcript names them; `sort`
    says how sure it is one: a title or a question mark is, a single word is only where others are."""

    start: int
    end: int
    name: str
    sort: Sort
    bare: bool = False


def label_at(text: str, start: int, end: int) -> Label | None:
    """The label with which a line opens, if it does."""
    match = _LABEL.match(text, start, end) or _BARE.match(text, start, end)
    if match is None:
        return None
    bare = match.re is _BARE
    name = match["name"].strip(" \t*_.>") if len(match["name"]) > 2 else match["name"].strip()
    sort = _sort_of(name)
    if sort is None:
        return None
    return Label(match.start(), match.end(), " ".join(name.split()), sort, bare)


def _sort_of(name: str) -> Sort | None:
    if _ASKS.fullmatch(name):
        return "asks"
    if _ANSWERS.fullmatch(name):
        return "answers"
    if _CHAIRS.fullmatch(name):
        return "chairs"
    words = name.casefold().split()
    if not words or words[0].strip(".") in _FIELDS or words[-1] in _FIELDS or not _NAME.fullmatch(name):
        return None
    if _TITLED.match(name):
        return "titled" if len(words) > 1 or not name.isupper() else "single"
    return "named" if len(words) > 1 else "single"


def is_question(name: str, words: str) -> bool:
    """Whether one who asks does so here: under "Q" always; a reporter may also report, and then asks nothing, or only
    takes up a word ("Is it? The head of the command told...")."""
    if _QUESTION.fullmatch(name) is not None:
        return True
    last = max(words.rfind("?"), words.rfind("؟"))
    return last >= 0 and len(words) - last <= _TOLD_AFTER * len(words)


_TOLD_AFTER = 0.8
"""Share of a turn behind its last question from which it tells rather than asks."""


_QUESTION = re.compile(r"(?i)q(?:uestion)?\.?(?: ?\d{1,2})?")


def key_of(name: str) -> str:
    """The surname by which labels of one speaker are the same: "GEN. JOHN ROSS", "Gen. Ross", "ROSS"."""
    return name.casefold().split()[-1].strip(".'’") if name.split() else ""
