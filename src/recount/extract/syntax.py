"""Sentences and tokens of a report, with everything that was found in it once and is asked for often.

This is the seam where a language layer will stand: stages above ask a `Document`, and never a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from recount.records import Mention, Place, Report, SegmentKind, Span
from recount.words.dates import TimeMention
from recount.words.numbers import Number

_TOKEN = re.compile(
    r"""
      [^\W\d_]\.(?:[^\W\d_]\.)+                    # U.S.  a.m.
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th)?\b           # 2,500  12:30  3rd
    | [^\W_]+(?:['’][^\W\d_]+)?                    # words, with 's or an inner apostrophe
    | \S                                           # one mark at a time
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark; `lower` is its case-folded form with straight apostrophes."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a claimable segment. Offsets are into the report's text."""

    index: int
    span: Span
    tokens: tuple[Token, ...]
    segment: int
    segment_kind: SegmentKind
    text: str

    def tokens_in(self, span: Span) -> list[Token]:
        """Tokens that lie wholly inside the span."""
        return [t for t in self.tokens if span.start <= t.start and t.end <= span.end]


@dataclass(frozen=True, slots=True)
class Document:
    """A report with its sentences and the mentions found in the whole text, each list in order of span."""

    report: Report
    sentences: tuple[Sentence, ...]
    numbers: tuple[Number, ...]
    times: tuple[TimeMention, ...]
    places: tuple[Place, ...]
    actors: tuple[Mention, ...]

    @property
    def text(self) -> str:
        return self.report.text

    def numbers_of(self, span: Span) -> list[Number]:
        return [n for n in self.numbers if span.holds(n.span)]

    def times_of(self, span: Span) -> list[TimeMention]:
        return [t for t in self.times if span.holds(t.span)]

    def places_of(self, span: Span) -> list[Place]:
        return [p for p in self.places if p.span is not None and span.holds(p.span)]

    def actors_of(self, span: Span) -> list[Mention]:
        return [a for a in self.actors if a.span is not None and span.holds(a.span)]


def tokens_in(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Tokens of `text[start:end]`, with offsets into `text`."""
    stop = len(text) if end is None else end
    return tuple(
        Token(m.start(), m.end(), m.group(), m.group().casefold().replace("’", "'"))
        for m in _TOKEN.finditer(text, start, stop)
    )
