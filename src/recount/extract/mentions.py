"""Actor, place and time mentions of a report, for those who want them without claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from recount.extract.syntax import Document
from recount.records import Place, Report, Span, Time

Label = Literal["actor", "place", "time"]


@dataclass(frozen=True, slots=True)
class MentionFound:
    """One mention: `text[start:end] == quote`. `id` is the catalogue's or gazetteer's; degrees are WGS 84."""

    report: str
    start: int
    end: int
    quote: str
    label: Label
    id: str | None
    lat: float | None
    lon: float | None
    time: Time | None


class Documents(Protocol):
    """What makes a document of a report, and knows which of its places stand for governments."""

    def document(self, report: Report) -> Document: ...

    def governing(self, document: Document) -> list[Place]: ...


def mentions_in(report: Report, extractor: Documents) -> list[MentionFound]:
    """Mentions of the whole text in order of their spans, quotes and captions included. A place's name is a mention of
    the place also where it stands for those who govern there."""
    document = extractor.document(report)
    return sorted(_found(document, extractor.governing(document)), key=lambda m: (m.start, m.end, m.label))


def _found(document: Document, governing: list[Place]) -> Iterator[MentionFound]:
    for actor in document.actors:
        if actor.span is not None:
            yield _mention(document, actor.span, "actor", id_=actor.id)
    for place in (*document.places, *governing):
        if place.span is not None:
            yield _mention(document, place.span, "place", id_=place.id, lat=place.lat, lon=place.lon)
    for time in document.times:
        yield _mention(document, time.span, "time", time=time.time)


def _mention(
    document: Document,
    span: Span,
    label: Label,
    *,
    id_: str | None = None,
    lat: float | None = None,
    lon: float | None = None,
    time: Time | None = None,
) -> MentionFound:
    quote = document.text[span.start : span.end]
    return MentionFound(document.report.id, span.start, span.end, quote, label, id_, lat, lon, time)
