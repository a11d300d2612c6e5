"""Word lists written as prose, so that a line can be read and a word added without punctuation."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a white-space separated list."""
    return frozenset(text.split())
