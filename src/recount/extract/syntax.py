"""Sentences and tokens of a report, with everything that was found in it once and is asked for often.

The language network reads the text here, once: whoever comes after asks a `Document`, and never a text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple, Protocol, TypeVar

from recount.extract.governments import Country, Register, governments, nobody, parties_named
from recount.extract.governments import Named as PartyNamed
from recount.extract.trees import EMPTY, Tree
from recount.language.analysis import Analysis, Attribution, Cause, Labelled, Trigger
from recount.language.analysis import Mention as Named
from recount.language.interface import Language
from recount.language.parts import analysis_of_parts
from recount.records import Mention, Place, Report, SegmentKind, Span
from recount.words.dates import TimeMention, times_in
from recount.words.numbers import Number, numbers_in
from recount.words.seen import NOTHING_SEEN, Seen

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
    """A sentence of a claimable segment. Offsets are into the report's text.

    `tokens` are what the rules of words turn on, `tree` what the language network sees: the two cut words alike but
    for clitics and marks. `causal` is the network's probability that the sentence states a cause.
    """

    index: int
    span: Span
    tokens: tuple[Token, ...]
    segment: int
    segment_kind: SegmentKind
    text: str
    tree: Tree = EMPTY
    causal: float = 0.0

    def tokens_in(self, span: Span) -> list[Token]:
        """Tokens that lie wholly inside the span."""
        return [t for t in self.tokens if span.start <= t.start and t.end <= span.end]


NOTHING = Analysis("", "none", ())

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Document:
    """A report with its sentences and the mentions found in the whole text, each list in order of span. `heard` is
    what the language network says of its sentences, `country` the government that a state's name may stand for, and
    `named` the party that words name by themselves."""

    report: Report
    sentences: tuple[Sentence, ...]
    numbers: tuple[Number, ...]
    times: tuple[TimeMention, ...]
    places: tuple[Place, ...]
    actors: tuple[Mention, ...]
    heard: Analysis = NOTHING
    country: Country = nobody
    named: PartyNamed = nobody
    _kept: dict[tuple[object, Span], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, work: Callable[[Sentence, Document], _T], sentence: Sentence) -> _T:
        """What `work` gives for a sentence, worked out when it is first asked for. Who asks must not change it."""
        key = (work, sentence.span)
        if key not in self._kept:
            self._kept[key] = work(sentence, self)
        found: _T = self._kept[key]
        return found

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

    def known_at(self, within: Span, spans: Sequence[Span]) -> set[str]:
        """Ids of the parties named inside `within` whose words hold one of the spans."""
        named = self.actors_of(within)
        return {m.id for m in named if m.id and m.span and any(m.span.holds(span) for span in spans)}

    def named_of(self, span: Span) -> list[Named]:
        """People, organisations, places, weapons and so on that the network sees named inside the span."""
        return _heard_in(self.heard.mentions, span)

    def events_of(self, span: Span) -> list[Trigger]:
        """Words inside the span that the network takes for telling of an event."""
        return _heard_in(self.heard.triggers, span)

    def incidents_of(self, span: Span) -> list[Labelled]:
        """Parts of incidents inside the span: PerpInd, PerpOrg, Target, Victim, Weapon."""
        return _heard_in(self.heard.incidents, span)

    def sayings_of(self, sentence: Sentence) -> list[Attribution]:
        """What the network takes for somebody's words in the sentence, by where its cue stands."""
        inside = sentence.span
        return [a for a in self.heard.attributions if a.cue and inside.start <= a.cue.start < inside.end]

    def causes_of(self, sentence: Sentence) -> list[Cause]:
        """What the network gives as causes and effects in the sentence."""
        return [cause for cause in self.heard.causes if cause.sentence == sentence.index]


class _Heard(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_H = TypeVar("_H", bound=_Heard)


def _heard_in(items: Sequence[_H], span: Span) -> list[_H]:
    """What the network hears wholly inside a span; `items` are in order of their starts."""
    first = bisect_left(items, span.start, key=_first)
    last = bisect_left(items, span.end, lo=first, key=_first)
    return [item for item in items[first:last] if item.end <= span.end]


def _first(item: _Heard) -> int:
    return item.start


def _in_order(heard: Analysis) -> Analysis:
    """The same analysis with what is asked for by span in order of starts, so that a long report costs no more."""
    return replace(
        heard,
        mentions=tuple(sorted(heard.mentions, key=_first)),
        triggers=tuple(sorted(heard.triggers, key=_first)),
        incidents=tuple(sorted(heard.incidents, key=_first)),
    )


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

    def places_in(
        self, text: str, start: int = 0, end: int | None = None, *, seen: Seen = NOTHING_SEEN, governing: bool = False
    ) -> list[Place]: ...


def document_of(report: Report, *, gazetteer: Finder, catalogue: Register, language: Language) -> Document:
    """The report with sentences of what its author wrote as the report. Segments that repeat an earlier one make no
    sentences: bullets that say what the body says are not counted twice. Places are of the whole text, since
    what stands in a caption still helps to tell one town from another."""
    text = report.text
    day = _day(report.published.date)
    told = [n for n, segment in enumerate(report.segments) if segment.claimable and segment.repeats is None]
    parts = [Span(report.segments[n].start, report.segments[n].end) for n in told]
    heard = _in_order(analysis_of_parts(language, text, parts))
    return Document(
        report=report,
        sentences=tuple(_sentences(report, told, heard)),
        numbers=tuple(sorted(numbers_in(text), key=_start)),
        times=tuple(sorted(times_in(text, published=day), key=_start)),
        places=tuple(sorted(gazetteer.places_in(text, seen=seen_in(heard)), key=_start)),
        actors=tuple(sorted(catalogue.actors_in(text, published=day), key=_start)),
        heard=heard,
        country=governments(catalogue),
        named=parties_named(catalogue),
    )


def seen_in(heard: Analysis) -> Seen:
    """What the network sees named, for those who know names."""
    spans = {label: [m.span for m in heard.mentions if m.label == label] for label in ("place", "person", "money")}
    return Seen(spans["place"], spans["person"], spans["money"])


def _sentences(report: Report, told: Sequence[int], heard: Analysis) -> Iterator[Sentence]:
    """Sentences in order, each in the segment where it begins."""
    segments = [report.segments[n] for n in told]
    ends = [segment.end for segment in segments]
    for index, sentence in enumerate(heard.sentences):
        at = bisect_right(ends, sentence.start)
        yield Sentence(
            index,
            Span(sentence.start, sentence.end),
            tokens_in(report.text, sentence.start, sentence.end),
            told[at],
            segments[at].kind,
            report.text[sentence.start : sentence.end],
            Tree(sentence.words),
            sentence.causal or 0.0,
        )


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
