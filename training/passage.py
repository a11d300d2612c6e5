"""The shape that every corpus is brought into: words, the gaps before them, and the labels that the corpus gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

JOINED, SPACED, LINE_BREAK, UNKNOWN = 0, 1, 2, 3
"""The gap before a word: none, a space, a line break (or the start of the text), or one that the corpus lost."""

Link = tuple[int, int]
Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A document (or one sentence, where the corpus has only sentences) as words, with the labels its corpus gives.

    A label of `None` says that the corpus is silent about the word, which is not the same as 'O': nothing is learnt
    there. Two passages are equal if they come from one document, say the same words and carry the same labels.
    """

    corpus: str
    document: str
    words: tuple[str, ...]
    gaps: tuple[int, ...]
    cuts: tuple[int, ...]
    """Words at which a window may begin; the first is 0."""
    starts_known: bool
    """Whether the cuts are true starts of sentences, or only what rules guess."""
    tags: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    """Head to one label a word: 'O', 'B-Person', 'NOUN', or `None`."""
    arcs: tuple[tuple[int, str], ...] | None = None
    """One a word: the index of its head in this passage (-1 for a root) and the relation."""
    links: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    """'attribution': from the first word of a source or content to the first word of its cue."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Head to one label of the whole passage: 'causal' to 'yes' or 'no', 'plover' to a root."""
    pair: tuple[Bounds, Bounds] | None = None
    """Half-open word bounds of source and target; empty bounds (0, 0) for a side that is not named."""

    def __post_init__(self) -> None:
        size = len(self.words)
        uneven = [head for head, labels in self.tags.items() if len(labels) != size]
        if not size or len(self.gaps) != size or uneven or (self.arcs is not None and len(self.arcs) != size):
            raise ValueError(f"{self.corpus} {self.document}: {size} words, {len(self.gaps)} gaps, uneven {uneven}")
        if self.cuts[:1] != (0,) or any(a >= b for a, b in zip(self.cuts, (*self.cuts[1:], size), strict=True)):
            raise ValueError(f"{self.corpus} {self.document}: cuts neither begin at 0 nor rise within {size} words")
