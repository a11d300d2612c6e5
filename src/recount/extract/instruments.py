"""The weapons and other means that the words of a sentence name."""

from __future__ import annotations

from collections.abc import Container

from recount.extract.lexicon import Lexicon
from recount.extract.syntax import Sentence
from recount.records import Span
from recount.words.lists import word_set

_HELPED = word_set("backed supported aided assisted covered support cover")
"""What stands behind another ("backed by coalition aircraft") is no means of what that one does."""


def instruments_in(
    sentence: Sentence, span: Span, lexicon: Lexicon, elsewhere: Container[int] = ()
) -> list[tuple[str, str]]:
    """Names and modes of the instruments named within a span, longest words first at each place."""
    lowers = [t.lower for t in sentence.tokens]
    found: list[tuple[str, str]] = []
    skip = -1
    for i, token in enumerate(sentence.tokens):
        if lowers[i] in _HELPED and lowers[i + 1 : i + 2] in (["by"], ["from"]):
            skip = next((k for k in range(i, len(lowers)) if lowers[k] in (",", ";", ".")), len(lowers))
        if i < skip or not span.start <= token.start < span.end or token.start in elsewhere:
            continue
        for phrase, name, mode in lexicon.instruments.get(token.lower, ()):
            if tuple(lowers[i : i + len(phrase)]) == phrase:
                found.append((name, mode))
                skip = i + len(phrase)
                break
    return found
