"""Texts made ready for the network: words with offsets, the gaps between them, the windows that are read at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recount.language.tokens import spans_in
from recount.language.windows import gaps_of, windows_in
from recount.records import Span, UsageError
from recount.words.sentences import sentences_in

BREAK, UNKNOWN = 2, 3
"""Gaps before a word: a line break, or nobody knows, as where words come without their text."""
_PARAGRAPH = re.compile(r"\n[ \t\r\f\v]*\n")
_CLAUSE_ENDS = frozenset(".!?;:,…؟۔،")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text as words. `windows` are runs of words, each read by itself, and cover every word once.

    `starts` are the first words of sentences where whoever gave the words knows them, else `None`. `ruled` are the
    first words of sentences as rules see them, which the network may overrule. `breaks` are the first words of
    paragraphs.
    """

    text: str
    spans: Sequence[Span]
    words: Sequence[str]
    gaps: Sequence[int]
    windows: Sequence[range]
    starts: frozenset[int] | None
    breaks: Sequence[int]
    ruled: frozenset[int] = frozenset()


Size = Callable[[str], int]
"""How many pieces a word has."""


def passage_of(text: str, *, words: int, pieces: int, size: Size) -> Passage:
    """A text cut into windows of at most so many words and pieces."""
    spans = spans_in(text)
    strings = [text[span.start : span.end] for span in spans]
    windows = [
        part for window in windows_in(text, spans, limit=words) for part in fitted(strings, window, words, pieces, size)
    ]
    firsts = [window.start for window in windows]
    breaks = [at for at in firsts if not at or _PARAGRAPH.search(text, spans[at - 1].end, spans[at].start)]
    ends = [span.end for span in spans]
    ruled = frozenset(bisect_right(ends, sentence.start) for sentence in sentences_in(text))
    return Passage(text, spans, strings, gaps_of(text, spans), windows, None, breaks, ruled)


def passage_of_words(
    sentences: Sequence[Sequence[str]],
    *,
    gaps: Sequence[int] | None = None,
    alone: bool,
    words: int,
    pieces: int,
    size: Size,
) -> Passage:
    """Words that come cut, one space between any two; each window as many whole sentences as fit, or, where they
    stand `alone`, one. A sentence without words is left out; one too long for the network is read in parts. `gaps` are
    what stood before the words in the text that they came from. `UsageError` if there is not one for each word."""
    strings = [word for sentence in sentences for word in sentence]
    windows: list[range] = []
    starts: list[int] = []
    used = begin = 0
    for sentence in sentences:
        end = begin + len(sentence)
        need = sum(map(size, sentence))
        joined = windows and not alone and end - windows[-1].start <= words and used + need <= pieces
        if joined:
            windows[-1] = range(windows[-1].start, end)
            used += need
            starts.append(begin)
        elif sentence:
            # A sentence is not cut for its words alone: it is one tree, as long as the network can hold its pieces.
            parts = fitted(strings, range(begin, end), len(sentence), pieces, size)
            windows += parts
            starts += [part.start for part in parts]
            used = need if len(parts) == 1 else pieces
        begin = end
    before = [UNKNOWN] * len(strings) if gaps is None else list(gaps)
    if len(before) != len(strings):
        raise UsageError(f"{len(strings)} words came with {len(before)} gaps; expected one before each word")
    for first in [window.start for window in windows] if alone else [0] if strings else []:
        before[first] = BREAK
    return Passage(" ".join(strings), _spaced(strings), strings, before, windows, frozenset(starts), [0])


def _spaced(words: Sequence[str]) -> list[Span]:
    spans, at = [], 0
    for word in words:
        spans.append(Span(at, at + len(word)))
        at += len(word) + 1
    return spans


def fitted(strings: Sequence[str], window: range, words: int, pieces: int, size: Size) -> list[range]:
    """The window, or parts of it that have no more words and pieces than may be: each is as long as fits, and ends
    after a mark if there is one in its second half."""
    if len(window) <= words and sum(size(strings[at]) for at in window) <= pieces:
        return [window]
    parts, begin, used = [], window.start, 0
    at = begin
    while at < window.stop:
        need = size(strings[at])
        if at > begin and (used + need > pieces or at - begin >= words):
            cut = next((k for k in range(at, begin + (at - begin) // 2, -1) if strings[k - 1] in _CLAUSE_ENDS), at)
            parts.append(range(begin, cut))
            at = begin = cut
            used = 0
            continue
        used += need
        at += 1
    parts.append(range(begin, window.stop))
    return parts
