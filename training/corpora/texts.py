"""A running text as words, gaps and rule-made cuts, so that labels given by offset can be laid on words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from recount.language.tokens import spans_in
from recount.words.sentences import sentences_in
from training.passage import JOINED, LINE_BREAK, SPACED


@dataclass(frozen=True, slots=True)
class Text:
    """Words of a text with their offsets; built by `laid_out`."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    gaps: tuple[int, ...]
    cuts: tuple[int, ...]

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """Half-open bounds of the words that share a character with `[start, end)`; empty where none does."""
        first, stop = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return first, max(first, stop)

    def whole(self, start: int, end: int) -> bool:
        """Whether `[start, end)` begins where a word begins and ends where one ends."""
        first, stop = self.touched(start, end)
        return first < stop and self.starts[first] == start and self.ends[stop - 1] == end


def laid_out(text: str, *, line_break: str = "\n") -> Text:
    """The words of a text; a gap that holds `line_break` counts as one."""
    spans = spans_in(text)
    gaps: list[int] = []
    for at, span in enumerate(spans):
        gap = text[spans[at - 1].end : span.start] if at else line_break
        gaps.append(LINE_BREAK if line_break in gap else SPACED if gap else JOINED)
    return Text(
        words=tuple(text[span.start : span.end] for span in spans),
        starts=tuple(span.start for span in spans),
        ends=tuple(span.end for span in spans),
        gaps=tuple(gaps),
        cuts=_cuts(text, [span.start for span in spans]),
    )


def _cuts(text: str, starts: list[int]) -> tuple[int, ...]:
    found = {bisect_left(starts, sentence.start) for sentence in sentences_in(text)} - {len(starts)}
    return tuple(sorted(found | {0})) if starts else ()
