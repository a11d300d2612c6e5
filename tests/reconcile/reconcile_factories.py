"""Reports and claims made for tests: every sentence here was written for these tests."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from recount.records import (
    Claim,
    Copy,
    Evidence,
    Judgement,
    Mention,
    Place,
    Published,
    Quantity,
    Report,
    Segment,
    Selector,
    Source,
    Time,
)
from recount.records.ids import claim_id, report_id, sha256_of, text_version
from recount.words.entries import ActorEntry, Parent
from recount.words.pack import Pack

PLACES = {
    "Raqqa": (35.95, 39.01, 5.0, "settlement", "Raqqa", "Syria"),
    "Tabqa": (35.84, 38.55, 4.0, "settlement", "Raqqa", "Syria"),
    "Aleppo": (36.20, 37.16, 10.0, "settlement", "Aleppo", "Syria"),
    "the citadel": (36.199, 37.163, 0.4, "site", "Aleppo", "Syria"),
    "Mosul": (36.34, 43.13, 10.0, "settlement", "Nineveh", "Iraq"),
    "Raqqa province": (35.9, 39.0, 90.0, "province", "Raqqa", "Syria"),
    "Syria": (35.0, 38.5, 400.0, "country", None, "Syria"),
    "Iraq": (33.0, 43.7, 500.0, "country", None, "Iraq"),
}
ACTORS = (
    ActorEntry("coalition", "the coalition", "IMG", "coalition"),
    ActorEntry("us", "US forces", "MIL", "state_force", parents=(Parent("coalition"),)),
    ActorEntry("russia", "Russian forces", "MIL", "state_force"),
    ActorEntry("regime", "Syrian army", "MIL", "state_force"),
    ActorEntry("isis", "ISIS", "ISM", "armed_group"),
    ActorEntry("monitor", "the Northern Monitor", "NGO", "ngo"),
    ActorEntry("ministry", "the defence ministry", "GOV", "official_body"),
    ActorEntry("spokesman", "the ministry's spokesman", "GOV", "office", parents=(Parent("ministry"),)),
)


def pack(**changes: Any) -> Pack:
    """A small theatre of its own."""
    plain = Pack(
        name="test", title="Test", countries=("Iraq", "Syria"), actors={a.id: a for a in ACTORS}, places=(),
        exclusions=(), lexicon={}, outline={}, mission={}, about={}, shapes=None, hashes={},
    )  # fmt: skip
    return replace(plain, **changes)


def place(name: str) -> Place:
    lat, lon, radius, precision, province, country = PLACES[name]
    return Place(name, None, f"test:{name}", lat, lon, radius, precision, province, country)  # type: ignore[arg-type]


def actor(id_: str, certainty: str = "stated") -> Mention:
    entry = next(a for a in ACTORS if a.id == id_)
    return Mention(entry.name, None, id_, entry.sector, certainty)  # type: ignore[arg-type]


def day(text: str, days: int = 1) -> Time:
    end = date.fromisoformat(text) + timedelta(days=days)
    return Time(text, end.isoformat(), "day" if days == 1 else "range", text)


def source(name: str, id_: str | None = None, *, named: bool = True) -> Source:
    return Source(name if named else None, None if named else name, None, None, named, "say", False, id_)


def count(measure: str, value: float, of_whom: str | None = None, comparator: str = "exact") -> Quantity:
    high = None if comparator == "at_least" else value
    return Quantity(measure, of_whom, value, comparator, value, high, words=f"{value:g}")


@dataclass(frozen=True)
class Saying:
    """A sentence and what its claim holds besides the evidence."""

    sentence: str
    fields: dict[str, Any] = field(default_factory=dict)


def says(
    sentence: str,
    *,
    kind: str = "event",
    type: str | None = "ASSAULT",
    mode: str | None = "aerial",
    at: str | None = "Raqqa",
    on: str | None = "2016-06-20",
    by: str | None = "coalition",
    killed: float | None = None,
    target: str | tuple[Mention, ...] | None = None,
    **more: Any,
) -> Saying:
    """A saying about an air strike of the coalition on Raqqa on 20 June 2016, unless told otherwise."""
    fields: dict[str, Any] = {"kind": kind, "type": type, "mode": mode}
    fields["place"] = (place(at),) if at else ()
    fields["time"] = day(on) if on else None
    fields["actor"] = (actor(by),) if by else ()
    fields["target"] = (Mention(target),) if isinstance(target, str) else target or ()
    fields["quantity"] = (count("killed", killed),) if killed is not None else ()
    return Saying(sentence, fields | more)


def report(
    *sayings: Saying,
    publisher: str | None = "The Courier",
    published: str | None = "2016-06-21",
    title: str | None = None,
    salt: str = "",
) -> tuple[Report, tuple[Claim, ...]]:
    """A report that consists of the sayings, and its claims. `salt` makes other bytes with the same words."""
    text = " ".join(s.sentence for s in sayings)
    sha = sha256_of(f"{publisher}|{published}|{title}|{salt}|{text}".encode())
    rid, version = report_id(sha), text_version(text)
    made = Report(
        id=rid, sha256=sha, form="txt", text=text, text_version=version, publisher=publisher, title=title,
        segments=(Segment("body", 0, len(text), True),),
        published=Published(published, "stated" if published else None),
    )  # fmt: skip
    claims, at = [], 0
    for s in sayings:
        at = text.index(s.sentence, at)
        end = at + len(s.sentence)
        cid = claim_id(rid, version, s.fields["kind"], s.fields["type"], at, end)
        claims.append(Claim(cid, rid, version, evidence=(Evidence(at, end, s.sentence),), **s.fields))
        at = end
    return made, tuple(claims)


def corpus(*made: tuple[Report, tuple[Claim, ...]]) -> tuple[list[Claim], list[Report]]:
    return [c for _, claims in made for c in claims], [r for r, _ in made]


def copy_of(
    made: tuple[Report, tuple[Claim, ...]], *, publisher: str, published: str
) -> tuple[Report, tuple[Claim, ...], Copy]:
    """The same text under another name, with the link that a finder of copies would make."""
    original, claims = made
    sha = sha256_of(f"copy {publisher} {published} {original.id}".encode())
    rid = report_id(sha)
    again = replace(original, id=rid, sha256=sha, publisher=publisher, published=Published(published, "stated"))
    moved = tuple(
        replace(
            c,
            id=claim_id(rid, c.text_version, c.kind, c.type, c.evidence[0].start, c.evidence[0].end),
            report=rid,
        )
        for c in claims
    )
    return again, moved, Copy(rid, original.id, "exact", 1.0)


def judgement(kind: str, *claims: Claim, when: str = "2024-01-01T00:00:00Z", **more: Any) -> Judgement:
    id_ = more.pop("id", f"{kind}-{when}-{'-'.join(c.id for c in claims)}")
    return Judgement(
        id=id_, kind=kind, who="A. Reader", when=when, why="read both", targets=tuple(c.id for c in claims),  # type: ignore[arg-type]
        selectors=tuple(selector(c) for c in claims), seen=claims, **more,
    )  # fmt: skip


def selector(claim: Claim) -> Selector:
    e = claim.evidence[0]
    return Selector(claim.report, claim.text_version, e.quote, "", "", e.start, e.end)
