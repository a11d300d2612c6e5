"""A small campaign made by hand, in DuckDB tables in memory: what the tests of measures and of reports stand on.

Every sentence is written for these tests. `Maker` adds one report with one event or statement at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import duckdb

from recount.records import (
    Account,
    AccountFigure,
    Claim,
    Copy,
    Dispute,
    Event,
    Evidence,
    Figure,
    Grading,
    Mention,
    Party,
    Place,
    Position,
    Published,
    Quantity,
    Report,
    Segment,
    Skip,
    Source,
    Time,
)
from recount.records.ids import claim_id, event_id, report_id, sha256_of, text_version
from recount.store.measures import Measures
from recount.store.rows import ancestor_rows, claim_rows, copy_row, event_rows, report_rows, skip_row
from recount.store.schema import TABLES, create_table

PLACES = {
    "Raqqa": Place("Raqqa", None, "pack:raqqa", 35.95, 39.01, 8.0, "settlement", "Raqqa", "Syria"),
    "Mosul": Place("Mosul", None, "pack:mosul", 36.34, 43.13, 12.0, "settlement", "Nineveh", "Iraq"),
    "Anbar": Place("Anbar", None, "pack:anbar", 33.0, 41.6, 290.0, "province", "Anbar", "Iraq"),
    "Syria": Place("Syria", None, "pack:syria", 35.0, 38.5, 400.0, "country", None, "Syria"),
}
ANCESTORS = {"isis-mosul": frozenset({"isis-mosul", "isis"}), "us-forces": frozenset({"us-forces", "coalition"})}

OUTLINE: dict[str, Any] = {
    "nouns": {"ASSAULT": "attack", "ASSAULT/aerial": "air strike", "tally": "announced total", "level": "level"},
    "measures": {
        "events": {"unit": ["event", "events"], "rule": "Every event."},
        "attacks": {"unit": ["attack", "attacks"], "types": ["ASSAULT"], "actor": ["isis"], "rule": "By ISIS."},
        "killed": {"unit": ["person killed", "people killed"], "figure": "killed", "rule": "Sum of the dead."},
    },
    "sections": [
        {"key": "glance", "title": "At a glance", "kind": "glance", "says": "Reports tell of {events} and {attacks}.",
         "measures": ["events", "attacks", "killed"], "map": "events", "timeline": "events"},
        {"key": "isis", "title": "ISIS", "kind": "counted", "says": "Reports tell of {attacks}.",
         "measures": ["attacks"], "by_place": ["attacks", "killed"], "events": "attacks", "multiples": "attacks"},
        {"key": "totals", "title": "Totals", "kind": "statements", "kinds": ["tally"], "says": "Announced."},
        {"key": "levels", "title": "Levels", "kind": "levels", "says": "Stocks.",
         "wanted": {"troops": "Troops", "role": "Role"}},
        {"key": "disputed", "title": "Disputed", "kind": "disputes", "says": "Side by side."},
        {"key": "information", "title": "Information", "kind": "origins", "says": "Who tells."},
        {"key": "unknown", "title": "Unknown", "kind": "unknown", "says": "Gaps."},
        {"key": "method", "title": "Method", "kind": "method", "says": "By rules.", "points": ["A range."]},
        {"key": "sources", "title": "Sources", "kind": "sources", "says": "Reports."},
    ],
    "notice": "This is not a government report.",
}  # fmt: skip

SHAPES: dict[str, Any] = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"kind": "province", "name": name, "country": country},
         "geometry": {"type": "Polygon", "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]]}}
        for name, country, w, s, e, n in (
            ("Raqqa", "Syria", 38.0, 35.0, 40.0, 37.0),
            ("Nineveh", "Iraq", 41.0, 35.0, 44.0, 37.5),
            ("Anbar", "Iraq", 39.0, 31.0, 44.0, 35.0),
        )
    ],
}  # fmt: skip


@dataclass
class Maker:
    """Reports, claims and events, in the order in which they were added."""

    reports: list[Report] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    set_aside: list[tuple[str, str]] = field(default_factory=list)
    sentences: dict[str, tuple[int, str]] = field(default_factory=dict)

    def report(self, text: str, **given: Any) -> Report:
        """A report; `published`, `publisher`, `title`, `readable` may be given."""
        text = f"{text} (report {len(self.reports)})" if given.pop("numbered", True) else text
        sha = sha256_of(text.encode("utf-8", "surrogatepass"))
        published = given.pop("published", None)
        report = Report(
            id=report_id(sha),
            sha256=sha,
            form="txt",
            text=text,
            text_version=text_version(text),
            segments=(Segment("body", 0, len(text), True),),
            published=Published(published, "row" if published else None),
            language=given.pop("language", "en"),
            **{"title": "A day in the war", "publisher": "Example Daily", "address": "a.txt", **given},
        )
        self.reports.append(report)
        return report

    def claim(self, sentence: str, *, quote: str | None = None, kind: str = "event", **given: Any) -> Claim:
        """A claim in a report of its own that holds the sentence alone; `quote` is its evidence."""
        about = {name: given.pop(name) for name in ("published", "publisher", "title", "url") if name in given}
        report = given.pop("in_report", None) or self.report(sentence, **about)
        start = report.text.index(sentence)
        quote = quote or sentence
        at = start + sentence.index(quote)
        type_ = given.pop("type", "ASSAULT")
        claim = Claim(
            id=claim_id(report.id, report.text_version, kind, type_, at, at + len(quote)),
            report=report.id,
            text_version=report.text_version,
            kind=kind,  # type: ignore[arg-type]
            type=type_,
            evidence=(Evidence(at, at + len(quote), quote),),
            **given,
        )
        self.claims.append(claim)
        self.sentences[claim.id] = (start, sentence)
        return claim

    def event(self, *claims: Claim, **given: Any) -> Event:
        """An event of these claims; by default it takes over what the first one says."""
        first = claims[0]
        made = Event(
            id=event_id(tuple(c.id for c in claims)),
            type=first.type,
            mode=first.mode,
            cameo=None,
            acled=None,
            time=first.time,
            place=first.place[0] if first.place else None,
            actors=_parties(first),
            instrument=(),
            quantities=tuple(
                Figure(q.measure, q.of_whom, q.low, q.value, q.high, "as told", (first.id,)) for q in first.quantity
            ),
            accounts=tuple(_account(c) for c in claims),
            disputes=(),
            claims=tuple(c.id for c in claims),
            origins=tuple(f"o-{c.report}" for c in claims),
            grade=Grading("weak", "F", "6", ()),
            mission="inside",
            mission_reason="by rule",
            decisions=(),
        )
        made = replace(made, **given)
        self.events.append(made)
        return made

    def told(self, sentence: str, **given: Any) -> Event:
        """A report, its one claim and the event it tells of, in one go; `mission` and `grade` go to the event."""
        about = {name: given.pop(name) for name in ("mission", "grade") if name in given}
        return self.event(self.claim(sentence, **given), **about)

    def dispute_of_count(self, *claims: Claim, measure: str = "killed") -> Event:
        """One event whose accounts give rival figures."""
        positions = tuple(Position(str(c.quantity[0].value), (f"o-{c.report}",), (c.id,)) for c in claims)
        values = [c.quantity[0].value or 0.0 for c in claims]
        first = claims[0].quantity[0]
        figure = Figure(measure, first.of_whom, min(values), first.value, max(values), "as told", (claims[0].id,))
        return self.event(*claims, disputes=(Dispute("count", measure, positions),), quantities=(figure,))

    def connect(self) -> duckdb.DuckDBPyConnection:
        """The tables of the contract, filled."""
        duck = duckdb.connect()
        for name in TABLES:
            duck.execute(create_table(name))
        for table, row in self._rows():
            places = ", ".join("?" for _ in row)
            duck.execute(f'INSERT INTO "{table}" VALUES ({places})', [_storable(row.get(c)) for c, _ in TABLES[table]])
        return duck

    def measures(self) -> Measures:
        return Measures(self.connect())

    def _rows(self) -> Any:
        for report in self.reports:
            yield from report_rows(report)
        for claim in self.claims:
            yield from claim_rows(claim, self.sentences.get(claim.id))
        for event in self.events:
            yield from event_rows(event, None)
        yield from ancestor_rows(ANCESTORS)
        yield from map(copy_row, self.copies)
        yield from map(skip_row, self.skips)
        yield from (("set_aside", {"claim": c, "reason": r}) for c, r in self.set_aside)


def span(start: str | None, end: str | None, precision: str = "range") -> Time:
    return Time(start, end, precision)  # type: ignore[arg-type]


def on(day: str) -> Time:
    return Time(day, date.fromordinal(date.fromisoformat(day).toordinal() + 1).isoformat(), "day")


def who(id_: str | None, words: str, **given: Any) -> Mention:
    return Mention(words, None, id_, **given)


def killed(value: float, low: float | None = None, high: float | None = None, **given: Any) -> Quantity:
    return Quantity("killed", value=value, low=value if low is None else low, high=high or value, **given)


def _storable(value: Any) -> Any:
    """A lone surrogate cannot stand in a table: the store writes � into flat columns and escapes it in `json`."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _parties(claim: Claim) -> tuple[Party, ...]:
    roles = (("actor", claim.actor), ("target", claim.target))
    return tuple(
        Party(role, m.words, m.id, m.sector, m.certainty, (claim.id,))  # type: ignore[arg-type]
        for role, mentions in roles
        for m in mentions
    )


def _account(claim: Claim) -> Account:
    figures = tuple(
        AccountFigure(q.measure, q.of_whom, q.value, q.comparator, q.low, q.high, q.words, claim.id)
        for q in claim.quantity
    )
    return Account(
        origin=f"o-{claim.report}",
        speaker="the report",
        reports=(claim.report,),
        claims=(claim.id,),
        said_at=None,
        stance=claim.stance,
        modality=claim.modality,
        actor=(),
        target=(),
        place=None,
        time=claim.time,
        figures=figures,
        evidence=claim.evidence[0],
    )


def small_campaign() -> Maker:
    """Two quarters of a small war: dated, likely, possible and undated events, a dispute, a copy, a total, a level."""
    make = Maker()
    isis, us = (who("isis-mosul", "ISIS fighters"),), (who("us-forces", "US jets"),)
    april, june = on("2016-04-12"), on("2016-06-20")
    make.told("ISIS fighters attacked a post in Mosul, killing four.", quote="ISIS fighters attacked a post",
              actor=isis, time=april, place=(PLACES["Mosul"],), quantity=(killed(4),),
              published="2016-04-13")  # fmt: skip
    make.told("US jets bombed a depot in Raqqa.", mode="aerial", actor=us, time=june, place=(PLACES["Raqqa"],),
              published="2016-06-21", publisher="Sample Wire")  # fmt: skip
    make.told("ISIS fighters raided villages in Anbar.", actor=isis, time=span("2016-06-20", "2016-07-04"),
              place=(PLACES["Anbar"],), published="2016-07-05")  # fmt: skip
    make.told("Shells fell somewhere in Syria.", place=(PLACES["Syria"],), published="2016-05-03")
    make.told("A bomb went off.", published="2016-07-20")
    make.told("A bomb went off long ago.", published=None, publisher=None)
    make.told("ISIS fighters shelled Mosul in March.", actor=isis, time=on("2016-03-03"), place=(PLACES["Mosul"],),
              published="2016-03-04")  # fmt: skip
    make.told("An army far away shelled Raqqa.", time=on("2016-05-09"), place=(PLACES["Raqqa"],), mission="outside",
              published="2016-05-10")  # fmt: skip
    rivals = [
        make.claim(
            f"{name} counted {count} dead in Raqqa.",
            time=on("2016-05-20"),
            place=(PLACES["Raqqa"],),
            quantity=(killed(count),),
            published="2016-05-21",
            publisher=publisher,
            source=(Source(name, None, None, "official", True, "say", False),),
        )
        for name, count, publisher in (("The governor", 11, "Example Daily"), ("The clinic", 30, "Sample Wire"))
    ]
    make.dispute_of_count(*rivals)
    make.claim("Officials announced over 150 attacks since January.", quote="over 150 attacks since January",
               kind="tally", type="ASSAULT", time=span("2016-01-01", None), published="2016-06-02",
               quantity=(Quantity("attacks", None, 150.0, "over", 151.0, None),))  # fmt: skip
    make.claim("Some 2,500 troops stay in the country.", kind="level", type="troops", published="2016-06-03",
               quantity=(Quantity("troops", None, 2500.0, "about", 2250.0, 2750.0),))  # fmt: skip
    unread = make.report("تقرير لم يقرأ", published="2016-05-05", language="ar", readable=False, publisher="Mithal")
    make.copies.append(Copy(make.reports[1].id, make.reports[0].id, "near", 0.9))
    make.skips.append(Skip("broken.pdf", "truncated", "The file ends before its table of contents."))
    make.set_aside.append((make.claims[-2].id, "a total is no event"))
    assert unread.readable is False
    return make
