"""What a person decided, appended and never edited. Undo is another judgement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recount.records.claim import Claim

JudgementKind = Literal[
    "same", "different", "wrong", "split", "merge_actor", "hide", "hide_words", "regrade", "relate", "add_claim", "undo"
]


@dataclass(frozen=True, slots=True)
class Selector:
    """Where a judged claim stands, so that the judgement survives a better extractor (W3C Web Annotation:
    TextQuoteSelector exact, prefix, suffix; TextPositionSelector start, end in code points)."""

    report: str
    text_version: str
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision: who, when (an instant in UTC), why, about what.

    `targets` are claims; for `merge_actor` ids of actors, or the words of parties that the catalogue does not know; for
    `hide_words` the publishers whose reports are meant, none for all. `seen` is each claim as it was seen; of
    `add_claim` it is the claim that the person read. `undoes` names the judgement that an `undo` takes back; `value`
    carries a new grade, an actor id, how two events stand (`relate`) or the words of a rule (`hide_words`). `parts`
    says for `split`, `different` and `relate` to which part each target belongs: claims of one part stay together in a
    split, claims of two are kept apart, and in `relate` part 0 stands so to part 1. Without it each target is a part
    of its own.
    """

    id: str
    kind: JudgementKind
    who: str
    when: str
    why: str
    targets: tuple[str, ...]
    selectors: tuple[Selector, ...] = ()
    seen: tuple[Claim, ...] = ()
    value: str | None = None
    undoes: str | None = None
    parts: tuple[int, ...] = ()
