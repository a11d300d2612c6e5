"""Corpora that come as sentences of words, without the spaces between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from training.passage import LINE_BREAK, UNKNOWN, Passage


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and one label each."""

    words: Sequence[str]
    labels: Sequence[str | None]


def of_sentences(
    corpus: str, document: str, head: str, sentences: Sequence[Sentence], *, starts_known: bool = True
) -> Passage:
    """A passage of sentences whose spaces are not known, nor their starts where several may hide in one."""
    words = tuple(word for sentence in sentences for word in sentence.words)
    return Passage(
        corpus=corpus,
        document=document,
        words=words,
        gaps=unknown_gaps(len(words)),
        cuts=cuts_between([len(sentence.words) for sentence in sentences]),
        starts_known=starts_known,
        tags={head: tuple(label for sentence in sentences for label in sentence.labels)},
    )


def unknown_gaps(size: int) -> tuple[int, ...]:
    return (LINE_BREAK, *[UNKNOWN] * (size - 1))


def cuts_between(sizes: Sequence[int]) -> tuple[int, ...]:
    """Where sentences of these sizes begin; none may be empty."""
    return tuple(accumulate(sizes[:-1], initial=0))
