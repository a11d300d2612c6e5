"""A relation as it is read: who stands how to whom, by which words."""

from __future__ import annotations

from dataclasses import dataclass

from recount.records import Mention, Place, Span


@dataclass(frozen=True, slots=True)
class Standing:
    """A relation read from a sentence: who stands how to whom or where. `cue` is the words that say it, `span` from
    the first to the last of words, ends and matter; `about` what for; `passing` where it is only a description."""

    type: str
    actor: tuple[Mention, ...]
    target: tuple[Mention, ...]
    place: Place | None
    cue: Span
    span: Span
    about: str | None = None
    passing: bool = False
