"""Numbers as reports write them."""

from __future__ import annotations

from dataclasses import dataclass

from recount.records import Span


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text, with the comparator around it.

    `span` covers the comparator too ("at least 12", "as many as 33"); `core` covers the digits or number words
    alone. `value` is the number as said (None for "dozens"); `low` and `high` are the inclusive range, None unbounded.
    """

    span: Span
    core: Span
    words: str
    value: float | None
    comparator: str
    low: float | None
    high: float | None
