"""Where: places that a text names, resolved within the document."""

from __future__ import annotations

from recount.records import Place
from recount.words.pack import Pack


class Gazetteer:
    """The pack's places and the world's cities and countries, ready to be found in texts."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def places_in(self, text: str, start: int = 0, end: int | None = None) -> list[Place]:
        """Places named in `text[start:end]`, in order of span, none overlapping."""
        raise NotImplementedError

    def slice(self, words: frozenset[str]) -> str:
        """A hash of exactly those entries that a text with these folded words could match."""
        raise NotImplementedError
