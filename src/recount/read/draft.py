"""What a reader of one form makes of a capture, before dates and language are settled for all alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from recount.read.parts import Part


class UnreadableError(Exception):
    """A capture that holds no text to be read; `code` to count by and one sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Draft:
    """The text, its parts, and what the bytes themselves state about it. `dates` are days of metadata, best first."""

    text: str
    parts: tuple[Part, ...]
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    dates: tuple[date, ...] = ()
    notes: tuple[str, ...] = ()
