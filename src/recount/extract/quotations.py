"""Quotations: where the marks open and close, also over several sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from recount.extract.saying import Saying
from recount.extract.syntax import Document, Sentence
from recount.records import Span

_MARKS = re.compile(r"[“”\"«»]|''|\n[ \t]*\n")
_OPENERS = ("“", '"', "«", "''")
_STRAIGHT = frozenset({'"', "''"})
_LOOK = 3000
"""Characters before and after a sentence that are searched for marks: a longer quotation is cut there."""


def quotes_in(text: str, start: int, end: int) -> list[Span]:
    """Quotations of `text[start:end]` with their marks. One that a paragraph leaves open runs to the paragraph's end,
    as printers do when the next paragraph opens with a mark again.

    >>> quotes_in('He said “no” and "yes".', 0, 23)
    [Span(start=8, end=12), Span(start=17, end=22)]
    """
    found: list[Span] = []
    opened: int | None = None
    for match in _MARKS.finditer(text, start, end):
        mark = match.group()
        if mark.isspace():
            if opened is not None:
                found.append(Span(opened, match.start()))
                opened = None
        elif mark in "“«" or (mark in _STRAIGHT and opened is None and _can_open(text, match, start)):
            opened = match.start() if opened is None else opened
        elif opened is not None and not (mark in _STRAIGHT and text[opened] == "“"):
            found.append(Span(opened, match.end()))
            opened = None
    if opened is not None:
        found.append(Span(opened, end))
    return found


def _can_open(text: str, mark: re.Match[str], start: int) -> bool:
    """Whether a straight mark opens: something follows it at once. A mark after a number is an inch."""
    at = mark.start()
    after = text[mark.end() : mark.end() + 1]
    before = text[at - 1 : at] if at > start else " "
    return bool(after) and not after.isspace() and (not before.isalnum())


def quotes_around(sentence: Sentence, document: Document) -> list[Span]:
    """Quotations that overlap the sentence, each whole within its segment as far as it is searched."""
    text = document.text
    if not any(mark in text for mark in _OPENERS):
        return []
    segment = document.report.segments[sentence.segment] if sentence.segment < len(document.report.segments) else None
    low, high = (segment.start, segment.end) if segment is not None else (0, len(text))
    start = max(low, sentence.span.start - _LOOK)
    if start > low:
        start = max(start, text.rfind("\n\n", start, sentence.span.start))
    paragraph = text.rfind("\n\n", start, sentence.span.start)
    stop = text.find("\n\n", sentence.span.end, min(high, sentence.span.end + _LOOK))
    end = stop if stop >= 0 else min(high, sentence.span.end + _LOOK)
    begin = paragraph if paragraph >= 0 else start
    return [span for span in quotes_in(text, begin, end) if span.overlaps(sentence.span)]


def with_quotes(sayings: Sequence[Saying], sentence: Sentence, quotes: Sequence[Span]) -> list[Saying]:
    """The sayings with the quotations of the sentence: a content that reaches into one takes it whole, and one that no
    content holds goes to the saying that it stands beside ("We fight," he said, "until they leave")."""
    found = list(sayings)
    for quote in quotes:
        inside = Span(max(quote.start, sentence.span.start), min(quote.end, sentence.span.end))
        if any(s.cue.overlaps(inside) for s in found) and inside.end - inside.start < len(sentence.text) * _MOST:
            continue
        touching = [n for n, s in enumerate(found) if any(p.overlaps(inside) for p in s.content)]
        beside = touching or [n for n, s in enumerate(found) if not s.agentless and _beside(s, inside, sentence)][-1:]
        for n in beside:
            found[n] = _taking(found[n], inside)
    return found


_MOST = 0.9
"""Share of its sentence that a quotation fills whose own words of speech are somebody else's."""
_BETWEEN = 8
"""Characters between the speaker or cue and a quotation beside it."""


def _beside(saying: Saying, quote: Span, sentence: Sentence) -> bool:
    said = [saying.cue, *([saying.speaker] if saying.speaker else [])]
    low, high = min(s.start for s in said), max(s.end for s in said)
    gap = (
        sentence.text[high - sentence.span.start : quote.start - sentence.span.start]
        if quote.start >= high
        else (sentence.text[quote.end - sentence.span.start : low - sentence.span.start])
    )
    return len(gap) <= _BETWEEN and not any(c.isalpha() for c in gap)


def _taking(saying: Saying, quote: Span) -> Saying:
    """The saying with the quotation in its content, parts that it meets drawn together with it."""
    apart = [saying.cue, *([saying.speaker] if saying.speaker else [])]
    if any(quote.overlaps(a) for a in apart):
        return saying
    met = [p for p in saying.content if p.overlaps(quote) or abs(p.start - quote.end) <= 1]
    whole = Span(min([quote.start, *(p.start for p in met)]), max([quote.end, *(p.end for p in met)]))
    return replace(saying, content=tuple(sorted([*(p for p in saying.content if p not in met), whole])))
