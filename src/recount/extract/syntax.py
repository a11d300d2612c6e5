"""Sentences and tokens of a report, with everything that was found in it once and is asked for often.

This is the seam where a language layer will stand: stages above ask a `Document`, and never a text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from recount.records import Mention, Place, Report, Segment, SegmentKind, Span
from recount.words.dates import TimeMention, times_in
from recount.words.numbers import Number, numbers_in
from recount.words.sentences import sentences_in

_TOKEN = re.compile(
    r"""
      [^\W\d_]\.(?:[^\W\d_]\.)+                    # U.S.  a.m.
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th)?\b           # 2,500  12:30  3rd
    | [^\W_]+(?:['’][^\W\d_]+)?                    # words, with 's or an inner apostrophe
    | \S                                           # one mark at a time
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
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
        return _within(self.numbers, span)

    def times_of(self, span: Span) -> list[TimeMention]:
        return _within(self.times, span)

    def places_of(self, span: Span) -> list[Place]:
        return _within(self.places, span)

    def actors_of(self, span: Span) -> list[Mention]:
        return _within(self.actors, span)


class _Spanned(Protocol):
    @property
    def span(self) -> Span | None: ...


_S = TypeVar("_S", bound=_Spanned)


def _start(item: _Spanned) -> int:
    return item.span.start if item.span is not None else -1


def _within(items: Sequence[_S], span: Span) -> list[_S]:
    """Items wholly inside a span; `items` are in order of their starts, so that a long report costs no more."""
    found = []
    for item in items[bisect_left(items, span.start, key=_start) :]:
        if item.span is None or item.span.start >= span.end:
            break
        if item.span.end <= span.end:
            found.append(item)
    return found


class Finder(Protocol):
    """What finds places in a text."""

    def places_in(self, text: str, start: int = 0, end: int | None = None) -> list[Place]: ...


class Register(Protocol):
    """What finds parties in a text."""

    def actors_in(
        self, text: str, start: int = 0, end: int | None = None, *, published: date | None = None
    ) -> list[Mention]: ...


def document_of(report: Report, *, gazetteer: Finder, catalogue: Register) -> Document:
    """The report with sentences of what its author wrote as the report. Segments that repeat an earlier one make no
    sentences: bullets that say what the body says are not counted twice. Places are of the whole text, since
    what stands in a caption still helps to tell one town from another."""
    text = report.text
    day = _day(report.published.date)
    sentences: list[Sentence] = []
    for index, segment in enumerate(report.segments):
        if segment.claimable and segment.repeats is None:
            sentences += _sentences_of(text, segment, index, len(sentences))
    return Document(
        report=report,
        sentences=tuple(sentences),
        numbers=tuple(sorted(numbers_in(text), key=_start)),
        times=tuple(sorted(times_in(text, published=day), key=_start)),
        places=tuple(sorted(gazetteer.places_in(text), key=_start)),
        actors=tuple(sorted(catalogue.actors_in(text, published=day), key=_start)),
    )


def _sentences_of(text: str, segment: Segment, index: int, first: int) -> list[Sentence]:
    return [
        Sentence(
            first + n, span, tokens_in(text, span.start, span.end), index, segment.kind, text[span.start : span.end]
        )
        for n, span in enumerate(sentences_in(text, segment.start, segment.end))
    ]


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published) if published else None
    except ValueError:
        return None


def tokens_in(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Tokens of `text[start:end]`, with offsets into `text`."""
    stop = len(text) if end is None else end
    return tuple(
        Token(m.start(), m.end(), m[0], m[0].casefold().replace("’", "'")) for m in _TOKEN.finditer(text, start, stop)
    )
