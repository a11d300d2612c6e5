"""Who says so: the attributions of a sentence, with their chain of speakers, nearest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recount.extract.syntax import Document, Sentence
from recount.records import Source, Span, Stance, Time


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content that someone other than the report says.

    `content` is the spans of the content (several where the cue stands in the middle); `chain` the speakers,
    nearest the content first; `stance` that of the nearest. `contradicts` holds the words of an account that the
    content opposes. `cue` is the words that carry the saying. `source` is the span of the outermost speaker here.
    """

    content: tuple[Span, ...]
    chain: tuple[Source, ...]
    stance: Stance
    verbatim: bool
    said_at: Time | None
    contradicts: str | None
    cue: Span
    source: Span | None = None


def attributions_in(sentence: Sentence, document: Document) -> list[Attribution]:  # noqa: ARG001
    """Attributions whose content lies, wholly or partly, in the sentence, in order of their content."""
    return []


def attribution_of(span: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """The innermost attribution whose content holds the span; `None` is the report's own voice."""
    holding = [a for a in attributions if any(part.holds(span) for part in a.content)]
    return min(holding, key=lambda a: sum(part.end - part.start for part in a.content), default=None)
