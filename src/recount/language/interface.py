"""What every reader of a language answers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from recount.language.analysis import Analysis


class Language(Protocol):
    """A reader of a language."""

    @property
    def name(self) -> str:
        """What tells this reader, and its version, from every other."""

    def analyse(self, text: str) -> Analysis:
        """All that it says about a text; offsets index the text exactly as given."""

    def analyse_words(self, sentences: Sequence[Sequence[str]], *, gaps: Sequence[int] | None = None) -> Analysis:
        """All that it says about sentences that come cut into words; the text is the words with a space between.

        `gaps`, where they are known, are what stood before each of the words (0 nothing, 1 a space, 2 a line break, 3
        unknown): a clitic or a mark is easier told by whether it touched its neighbour.
        """

    def analyse_all(self, texts: Iterable[str]) -> Iterator[Analysis]:
        """The analyses of many texts in their order; a few texts are taken ahead of the first answer."""
