"""Time expressions: found in a text, and placed on the calendar where the text lets anyone know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recount.records import Span, Time


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression. `kind`: a `point` or stretch on the calendar; a `duration` ("for two years"); a `set`
    ("every Friday", "several times a month"). `relative` is true where the calendar value rests on the day of
    publication or on the narrative; such a value is unresolved when the anchor is not known."""

    span: Span
    time: Time
    kind: Literal["point", "duration", "set"]
    relative: bool
