"""A relation as it is read: who stands how to whom, by which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recount.extract.scene import Scene
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
    forward: bool = True


def span_at(scene: Scene, first: int, end: int) -> Span:
    tokens = scene.sentence.tokens
    return Span(tokens[first].start, tokens[end - 1].end)


def whole_span(scene: Scene, first: int, end: int, before: Sequence[Mention | Place]) -> Span:
    starts = [m.span.start for m in before if m.span is not None and scene.sentence.span.holds(m.span)]
    span = span_at(scene, first, max(end, first + 1))
    return Span(min([span.start, *starts]), span.end)


def words_at(scene: Scene, span: Span) -> str:
    base = scene.sentence.span.start
    return " ".join(scene.sentence.text[span.start - base : span.end - base].split())
