"""Whom words name away from the text they stand in: the government of a state, the forces of a nation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Protocol

from recount.records import Mention

Country = Callable[[str], Mention | None]
Named = Callable[[str], Mention | None]


class Register(Protocol):
    """What finds parties in a text."""

    def actors_in(
        self, text: str, start: int = 0, end: int | None = None, *, published: date | None = None
    ) -> list[Mention]: ...


def governments(catalogue: Register) -> Country:
    """What gives the government that "Iran", "U.S." or "Turkish" stands for, or the party that a word names."""

    @cache
    def country(words: str) -> Mention | None:
        tries = (f"The {words} government said", f"It is backed by {words}.") if words[:1].isupper() else (words,)
        found = [m for text in tries for m in catalogue.actors_in(text) if m.id is not None and words in m.words]
        return found[0] if found else None

    return country


def parties_named(catalogue: Register) -> Named:
    """What gives the party that a few words name alone: "U.S. forces", though a text writes "U.S. and Iraqi forces"."""

    @cache
    def named(words: str) -> Mention | None:
        found = [m for m in catalogue.actors_in(words) if m.id is not None and m.words == words]
        return found[0] if found else None

    return named


def nobody(_: str) -> Mention | None:
    """Where no catalogue is at hand."""
    return None
