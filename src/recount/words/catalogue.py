"""Who: actors of the pack and generic parties as a text names them."""

from __future__ import annotations

from recount.records import Mention
from recount.words.pack import Pack


class Catalogue:
    """The pack's actors, ready to be found in texts."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def actors_in(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """Mentions of actors in `text[start:end]`, in order of span, longest match, none overlapping."""
        raise NotImplementedError

    def slice(self, words: frozenset[str]) -> str:
        """A hash of exactly those entries that a text with these folded words could match."""
        raise NotImplementedError
