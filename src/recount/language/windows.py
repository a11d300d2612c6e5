"""Windows: the stretches of a text that are read at one time, none longer than the network's limit.

A paragraph is read by itself, so that a headline or a bullet never lends its words to the next; a long one is cut
where the rules see a sentence end. Windows depend on the text alone, never on what else is read in the same run.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil

from recount.records import Span
from recount.words.sentences import sentences_in

LIMIT = 128
JOINED, SPACE, LINE, UNKNOWN = range(4)

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028]")
_ITEM = re.compile(
    r"[-–—*>»]+[ \t]+|[•▪‣◦●·]|\(?(?:\d{1,2}|[a-z])[.)][ \t]|\d{1,3}/\d{0,3}(?:\s|$)|RT @|@\w+:?\s", re.ASCII
)
_STOP = re.compile(r"[.!?…؟۔。]+")
_CLOSING = frozenset("\"'”’»)]")
_GOING_ON = frozenset(",;-–—.")  # a stop here is an abbreviation's: one that ends a sentence is a word of its own
_PAUSES = frozenset((",", ";", ":", "--", "—", "–", "،", "؛"))


def gaps_of(text: str, words: Sequence[Span]) -> list[int]:
    """What stands before each word: nothing, white space, or a line break; the first begins a line.

    >>> gaps_of("can't\\ngo", [Span(0, 2), Span(2, 5), Span(6, 8)])
    [2, 0, 2]
    """
    gaps: list[int] = []
    before = 0
    for word in words:
        between = text[before : word.start]
        if not between:
            gaps.append(JOINED)
        else:
            gaps.append(SPACE if between == " " or not _breaks(between) else LINE)
        before = word.end
    if gaps:
        gaps[0] = LINE
    return gaps


def windows_in(text: str, words: Sequence[Span], *, limit: int = LIMIT) -> list[range]:
    """Indices of the words of each window, half open, in order; together they are all the words."""
    if limit < 1:
        raise ValueError(f"a window holds at least one word, not {limit}")
    return [window for paragraph in _paragraphs(text, words) for window in _within(text, words, paragraph, limit)]


def _breaks(between: str) -> int:
    """Line breaks in the white space between two words; a paragraph separator counts as two."""
    return len(_LINE_END.findall(between)) + 2 * between.count("\u2029")


def _paragraphs(text: str, words: Sequence[Span]) -> Iterator[range]:
    """Stretches between blank lines, cut again at the line breaks that are no mere wrapping."""
    lines: list[range] = []
    begin = 0
    gaps = gaps_of(text, words)
    for at in range(1, len(words) + 1):
        if at < len(words) and gaps[at] != LINE:
            continue
        lines.append(range(begin, at))
        begin = at
        if at == len(words) or _breaks(text[words[at - 1].end : words[at].start]) > 1:
            yield from _unwrapped(text, words, lines)
            lines = []


def _unwrapped(text: str, words: Sequence[Span], lines: Sequence[range]) -> Iterator[range]:
    """Lines put together where the writer's tool broke them for their width."""
    if not lines or not lines[0]:
        return
    width = max(words[line[-1]].end - words[line[0]].start for line in lines)
    begin = lines[0].start
    for line, following in pairwise(lines):
        if _ends_paragraph(text, words, line, following, width):
            yield range(begin, line.stop)
            begin = line.stop
    yield range(begin, lines[-1].stop)


def _ends_paragraph(text: str, words: Sequence[Span], line: range, following: range, width: int) -> bool:
    """After a sentence's end, before an item of a list, and where the next line's first word would have fitted."""
    first, last = words[following[0]], words[line[-1]]
    if _ITEM.match(text, first.start) or _ends_sentence(text, words, line):
        return True
    if text[last.end - 1] in _GOING_ON:
        return False
    room = width - (last.end - words[line[0]].start)
    return first.end - first.start < room and not text[first.start].islower()


def _ends_sentence(text: str, words: Sequence[Span], line: range) -> bool:
    for at in reversed(line):
        word = text[words[at].start : words[at].end]
        if word not in _CLOSING:
            return _STOP.fullmatch(word) is not None
    return False


def _within(text: str, words: Sequence[Span], paragraph: range, limit: int) -> Iterator[range]:
    """A paragraph in as few windows as hold it, of about one length, each ending a sentence where one can."""
    begin, stop = paragraph.start, paragraph.stop
    if stop - begin > limit:
        ends = _sentence_ends(text, words, paragraph)
        while stop - begin > limit:
            cut = _cut(text, words, begin, stop, ends, limit)
            yield range(begin, cut)
            begin = cut
    yield range(begin, stop)


def _sentence_ends(text: str, words: Sequence[Span], paragraph: range) -> list[int]:
    spans = sentences_in(text, words[paragraph[0]].start, words[paragraph[-1]].end)
    return [
        bisect_left(words, span.start, paragraph.start, paragraph.stop, key=lambda word: word.start)
        for span in spans[1:]
    ]


def _cut(text: str, words: Sequence[Span], begin: int, stop: int, ends: Sequence[int], limit: int) -> int:
    """Where the window that begins at `begin` ends: after a sentence, else a pause in its second half, else full."""
    goal = begin + ceil((stop - begin) / ceil((stop - begin) / limit))
    at = bisect_left(ends, goal)
    if at < len(ends) and ends[at] <= begin + limit:
        return ends[at]
    if at and ends[at - 1] > begin:
        return ends[at - 1]
    for index in range(begin + limit, begin + limit // 2, -1):
        if text[words[index - 1].start : words[index - 1].end] in _PAUSES:
            return index
    return begin + limit
