"""Did it: whether a sentence says that a thing happened, was tried, is possible, promised, foretold or denied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recount.extract.syntax import Document, Sentence
from recount.records import Modality, Span, Stance

Becomes = Literal["event", "intent", "forecast"]


@dataclass(frozen=True, slots=True)
class ModalityReading:
    """How a trigger is meant.

    `becomes` is the kind that its claim takes: an `event` (or tally), an `intent` before any act, a `forecast`.
    `stance_hint` is set where the cue itself is a speech act ("denied bombing": denies). `cue` is the governing
    words, `condition` the words of "if" or "unless", `horizon` the words of by when an intent or forecast falls due.
    """

    modality: Modality = "actual"
    becomes: Becomes = "event"
    stance_hint: Stance | None = None
    cue: str | None = None
    condition: str | None = None
    horizon: str | None = None


def modality_of(trigger: Span, sentence: Sentence, document: Document) -> ModalityReading:  # noqa: ARG001
    """How the sentence means the words at `trigger`."""
    return ModalityReading()
