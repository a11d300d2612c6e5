"""Records to flat rows: which columns each table takes from a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from recount.records import Claim, Copy, Event, Judged, Place, Report, Skip, Time
from recount.store.lines import to_json

Row = dict[str, Any]
TableRow = tuple[str, Row]


def first_day(moment: str | None) -> str | None:
    """The civil date of a bound that is included; `None` where it is open or no date.

    >>> first_day("2016-06-20T04:30:00Z")
    '2016-06-20'
    """
    day = _day(moment)
    return None if day is None else day.isoformat()


def stop_day(moment: str | None) -> str | None:
    """The first civil date beyond a bound that is not included: an end within a day leaves that day in.

    >>> stop_day("2016-06-20T06:00:00Z"), stop_day("2016-06-21T00:00:00Z"), stop_day("2016-06-21")
    ('2016-06-21', '2016-06-21', '2016-06-21')
    """
    day = _day(moment)
    if day is None or moment is None:
        return None
    inside = any(digit in "123456789" for digit in moment[10:19])
    return (day + timedelta(days=1) if inside and day < date.max else day).isoformat()


def report_rows(report: Report) -> Iterator[TableRow]:
    """The row of a report."""
    published = report.published
    yield "reports", {
        "id": report.id, "sha256": report.sha256, "form": report.form, "title": report.title,
        "publisher": report.publisher, "published": first_day(published.date), "published_found": published.found,
        "language": report.language, "readable": report.readable, "address": report.address, "url": report.url,
        "characters": len(report.text), **_issue(report.dataset.issue if report.dataset else None),
        "json": to_json(report),
    }  # fmt: skip


def claim_rows(
    claim: Claim, sentence: tuple[int, str] | None, issue: tuple[str, str] | None = None
) -> Iterator[TableRow]:
    """The row of a claim, those of its parties and of its figures. Its place is the first, the event's own."""
    place = claim.place[0] if claim.place else None
    start, words = sentence if sentence is not None else (None, None)
    yield "claims", {
        "id": claim.id, "report": claim.report, "kind": claim.kind, "type": claim.type, "mode": claim.mode,
        "cameo": claim.cameo, "acled": claim.acled, "stance": claim.stance, "modality": claim.modality,
        **_when(claim.time), **_where(place), "reading_confidence": claim.reading_confidence,
        "quote": claim.evidence[0].quote if claim.evidence else None, "sentence": words, "sentence_start": start,
        **_issue(issue), "json": to_json(claim),
    }  # fmt: skip
    for role, mentions in (("actor", claim.actor), ("target", claim.target)):
        for who in mentions:
            yield "claim_parties", {
                "claim": claim.id, "role": role, "id": who.id, "words": who.words, "sector": who.sector,
                "certainty": who.certainty,
            }  # fmt: skip
    for q in claim.quantity:
        yield "claim_figures", {
            "claim": claim.id, "measure": q.measure, "of_whom": q.of_whom, "value": q.value,
            "comparator": q.comparator, "low": q.low, "high": q.high, "per": q.per, "share": q.share, "words": q.words,
        }  # fmt: skip


def event_rows(event: Event, summary: str | None) -> Iterator[TableRow]:
    """The row of an event and those of its claims, parties, figures and disputes."""
    yield "events", {
        "id": event.id, "type": event.type, "mode": event.mode, "cameo": event.cameo, "acled": event.acled,
        **_when(event.time), **_where(event.place), "radius_km": event.place.radius_km if event.place else None,
        "mission": event.mission, "grade": event.grade.proposed, "claims": len(event.claims),
        "origins": len(event.origins), "disputed": bool(event.disputes), "summary": summary, "json": to_json(event),
    }  # fmt: skip
    for claim in event.claims:
        yield "event_claims", {"event": event.id, "claim": claim}
    for who in event.actors:
        yield "event_parties", {
            "event": event.id, "role": who.role, "id": who.id, "words": who.words, "sector": who.sector,
            "certainty": who.certainty,
        }  # fmt: skip
    for figure in event.quantities:
        yield "event_figures", {
            "event": event.id, "measure": figure.measure, "of_whom": figure.of_whom, "low": figure.low,
            "best": figure.best, "high": figure.high, "rule": figure.rule,
        }  # fmt: skip
    for dispute in event.disputes:
        yield "disputes", {"event": event.id, "axis": dispute.axis, "about": dispute.about, "json": to_json(dispute)}


def ancestor_rows(ancestors: Mapping[str, frozenset[str]]) -> Iterator[TableRow]:
    """Each actor with all that it is part of, itself included."""
    for actor, above in sorted(ancestors.items()):
        for ancestor in sorted(above | {actor}):
            yield "ancestors", {"actor": actor, "ancestor": ancestor}


def copy_row(copy: Copy) -> TableRow:
    """The row of a copy."""
    return "copies", {"report": copy.report, "of": copy.of, "how": copy.how, "similarity": copy.similarity}


def judged_row(judged: Judged) -> TableRow:
    """The row of a judgement with what this generation makes of it."""
    one = judged.judgement
    return "judgements", {
        "id": one.id, "kind": one.kind, "who": one.who, "when_": one.when, "why": one.why, "effect": judged.effect,
        "json": to_json(one),
    }  # fmt: skip


def skip_row(skip: Skip) -> TableRow:
    """The row of a skipped item."""
    return "skips", {"where_": skip.where, "code": skip.code, "sentence": skip.sentence}


def _when(time: Time | None) -> Row:
    if time is None:
        return {"start": None, "stop": None, "precision": None}
    return {"start": first_day(time.start), "stop": stop_day(time.end), "precision": time.precision}


def _where(place: Place | None) -> Row:
    if place is None:
        place = Place(words="")
    return {
        "place_id": place.id, "place": place.words or None, "province": place.province, "country": place.country,
        "lat": place.lat, "lon": place.lon, "place_precision": place.precision,
    }  # fmt: skip


def _day(moment: str | None) -> date | None:
    try:
        return None if moment is None else date.fromisoformat(moment[:10])
    except ValueError:
        return None


def _issue(issue: tuple[str, str] | None) -> Row:
    name, vintage = issue or (None, None)
    return {"dataset": name, "vintage": vintage}
