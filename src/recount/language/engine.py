"""The language network as a reader of a language, and the one that ships."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from recount.language.analysis import Analysis
from recount.language.assemble import analysis_of
from recount.language.decode import Part, decoded, sentences_in
from recount.language.decode_events import Root, root_of_pair
from recount.language.interface import Language
from recount.language.network import Model, in_order, model_of
from recount.language.passages import Passage, passage_of, passage_of_words
from recount.language.reading import Floats, Reading
from recount.records import UsageError

__all__ = ["Language", "Network", "Raw", "shipped"]

MODEL = Path(__file__).parent / "model"
"""The network that ships."""
_SPECIAL = 2
"""Pieces of a window that belong to no word."""


class Network:
    """The language network, a `Language`.

    `threads` windows are read at a time; what is said of a window is the same however many they are. A process that
    shares the machine with others like it takes one.
    """

    def __init__(self, model: Model, *, threads: int | None = None) -> None:
        self._model = model
        self._threads = threads or min(2, os.cpu_count() or 1)
        self.name = f"network-{model.mark}"

    def analyse(self, text: str) -> Analysis:
        """See `Language`."""
        return self._analysed(self._passage(text))

    def analyse_words(
        self, sentences: Sequence[Sequence[str]], *, gaps: Sequence[int] | None = None, alone: bool = False
    ) -> Analysis:
        """See `Language`. Sentences are read together as far as a window goes, or each `alone`."""
        return self._analysed(self._passage_of_words(sentences, gaps, alone))

    def analyse_all(self, texts: Iterable[str]) -> Iterator[Analysis]:
        """See `Language`."""
        return self._analyses(map(self._passage, texts), self._threads)

    def raw(self, text: str) -> Raw:
        """The scores behind an analysis."""
        return self._raw(self._passage(text))

    def raw_words(
        self, sentences: Sequence[Sequence[str]], *, gaps: Sequence[int] | None = None, alone: bool = False
    ) -> Raw:
        """The scores behind an analysis of words."""
        return self._raw(self._passage_of_words(sentences, gaps, alone))

    def root_of_pair(self, words: Sequence[str], source: range, target: range) -> Root:
        """The PLOVER root of what the source does to the target, both words of this one sentence."""
        return self.raw_words([words], alone=True).root_of_pair(source, target)

    def _passage(self, text: str) -> Passage:
        limit = self._model.card
        return passage_of(text, words=limit.words, pieces=limit.pieces - _SPECIAL, size=self._size)

    def _passage_of_words(self, sentences: Sequence[Sequence[str]], gaps: Sequence[int] | None, alone: bool) -> Passage:
        limit = self._model.card
        return passage_of_words(
            sentences, gaps=gaps, alone=alone, words=limit.words, pieces=limit.pieces - _SPECIAL, size=self._size
        )

    def _size(self, word: str) -> int:
        return len(self._model.pieces.ids(word))

    def _analysed(self, passage: Passage) -> Analysis:
        return next(self._analyses([passage], self._threads if len(passage.windows) > 1 else 1))

    def _analyses(self, passages: Iterable[Passage], threads: int) -> Iterator[Analysis]:
        parts: list[Part] = []
        for passage, window, part in in_order(self._part, _windows(passages), threads):
            if part is not None:
                parts.append(part)
            if window.stop == len(passage.words):
                yield analysis_of(passage, parts, engine=self.name, card=self._model.card, lemmas=self._model.lemmas)
                parts = []

    def _part(self, given: tuple[Passage, range]) -> tuple[Passage, range, Part | None]:
        """What is found in a window, where it has words. The thread that read a window decodes it, while the other one
        reads: were both left to the caller's thread, they would wait for it after every run."""
        passage, window = given
        return passage, window, decoded(self._read(given), window, passage) if window else None

    def _read(self, given: tuple[Passage, range]) -> Reading:
        passage, window = given
        part = slice(window.start, window.stop)
        return self._model.read(passage.words[part], passage.gaps[part])

    def _raw(self, passage: Passage) -> Raw:
        threads = self._threads if len(passage.windows) > 1 else 1
        given = [(passage, window) for window in passage.windows]
        windows = list(zip(passage.windows, in_order(self._read, given, threads), strict=True))
        sentences = [
            range(part.start + window.start, part.stop + window.start)
            for window, reading in windows
            for part in sentences_in(reading, window, passage)
        ]
        return Raw(passage, tuple(sentences), tuple(windows))


def _windows(passages: Iterable[Passage]) -> Iterator[tuple[Passage, range]]:
    """Every window with its text; for a text without words one that is empty."""
    return ((passage, window) for passage in passages for window in passage.windows or [range(0)])


@dataclass(frozen=True, slots=True, eq=False)
class Raw:
    """What the network says, before anything is decided: sentences as words of the text, and each window's reading."""

    passage: Passage
    sentences: tuple[range, ...]
    windows: tuple[tuple[range, Reading], ...]

    @property
    def words(self) -> Sequence[str]:
        """The words of the text."""
        return self.passage.words

    def head(self, name: str) -> Floats:
        """Scores [words of the text, labels] of one question."""
        return np.concatenate([reading.head(name) for _, reading in self.windows])

    def labels(self, name: str) -> tuple[str, ...]:
        """What the columns of `head(name)` stand for."""
        return self.windows[0][1].labels(name)

    def vectors(self, name: str) -> Floats:
        """Vectors [words of the text, size] of one name."""
        return np.concatenate([reading.vectors(name) for _, reading in self.windows])

    def root_of_pair(self, source: range, target: range) -> Root:
        """The PLOVER root of what the source does to the target, words of the text in one window. It is sought in the
        sentence that both stand in, or from the first to the last that they stand in. `UsageError` where the two are
        not read together."""
        for window, reading in self.windows:
            if window.start <= min(source.start, target.start) and max(source.stop, target.stop) <= window.stop:
                met = [s for s in self.sentences if _meet(s, source) or _meet(s, target)]
                own, one, other = (
                    range(part.start - window.start, part.stop - window.start)
                    for part in (range(met[0].start, met[-1].stop), source, target)
                )
                root = root_of_pair(reading, own, one, other)
                return root._replace(trigger=root.trigger + window.start)
        raise UsageError(
            f"words {source} and {target} are not read together; expected both in one of "
            f"{', '.join(str(window) for window, _ in self.windows)}"
        )


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


@cache
def shipped() -> Network:
    """The network that ships, opened once in a process. `DataError` where its files are not those of its card."""
    return Network(model_of(MODEL))
