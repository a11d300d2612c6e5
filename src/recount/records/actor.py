"""Who: a mention of a party as the report names it, linked to the catalogue where it can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recount.records.text import Span

Certainty = Literal["stated", "suspected", "claimed"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A party in a role. `id` is the catalogue's or `None`; `sector` is a PLOVER sector code or `None`.

    `certainty` says how the report puts the role: stated; suspected (tied to, blamed on, alleged); claimed
    (the party itself claims responsibility). A role is never filled by insinuation.
    """

    words: str
    span: Span | None = None
    id: str | None = None
    sector: str | None = None
    certainty: Certainty = "stated"
