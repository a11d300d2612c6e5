"""A reader of no learning: words and sentences by rules, every word a noun under the one before it, and whatever else a
test has it say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from recount.language.analysis import Analysis, Labelled, Sentence, Word
from recount.language.tokens import spans_in
from recount.words.sentences import sentences_in

Bounds = tuple[int, int]


class PlainReader:
    """`more` gives fields of the analysis in place of the empty ones."""

    name = "plain"

    def __init__(self, more: Callable[[Analysis], dict[str, Any]] = lambda _: {}) -> None:
        self._more = more

    def analyse(self, text: str) -> Analysis:
        words = [(span.start, span.end) for span in spans_in(text)]
        firsts = sorted({0, *(sum(w[0] < s.start for w in words) for s in sentences_in(text)), len(words)})
        return self._read(text, words, firsts)

    def analyse_words(self, sentences: Sequence[Sequence[str]], *, gaps: Sequence[int] | None = None) -> Analysis:
        assert gaps is None or len(gaps) == sum(map(len, sentences))
        words: list[Bounds] = []
        firsts, text = [0], ""
        for sentence in sentences:
            for word in sentence:
                text += " " if text else ""
                words.append((len(text), len(text) + len(word)))
                text += word
            firsts.append(len(words))
        return self._read(text, words, firsts)

    def analyse_all(self, texts: Iterable[str]) -> Iterator[Analysis]:
        return map(self.analyse, texts)

    def _read(self, text: str, words: Sequence[Bounds], firsts: Sequence[int]) -> Analysis:
        sentences = [_sentence(text, words[a:b]) for a, b in pairwise(firsts) if a < b]
        plain = Analysis(text, self.name, tuple(sentences))
        return replace(plain, **self._more(plain))


def _sentence(text: str, words: Sequence[Bounds]) -> Sentence:
    made = [
        Word(a, b, text[a:b], text[a:b].lower(), "NOUN", "", k - 1, "dep" if k else "root")
        for k, (a, b) in enumerate(words)
    ]
    return Sentence(words[0][0], words[-1][1], tuple(made))


def spans(analysis: Analysis, **labelled: str) -> tuple[Labelled, ...]:
    """`Person="Ana|Bo"`: every place of each of the words, under the label."""
    return tuple(
        Labelled(at, at + len(words), label, 1.0)
        for label, names in labelled.items()
        for words in names.split("|")
        for at in range(len(analysis.text))
        if analysis.text.startswith(words, at)
    )
