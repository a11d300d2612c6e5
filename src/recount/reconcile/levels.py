"""Stocks and statuses over time: what each report said stood at which day, and the stretches of which nobody said.

A level is never summed and never filled in. Between two reports lies a *gap*: not reported, which is not zero; a zero
stands only where somebody said none. A status is a line of its own: what a party *declared* of itself or an official
said, apart from what reports *described* in their own voice or others' ("declared over" beside "still flying").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from recount.reconcile.days import Days, days_of, iso, ordinal
from recount.reconcile.facts import FigureKey, bounds, figure_key
from recount.records import Claim, Report
from recount.words.normalise import fold

GAP = 62
"""Days without a word from which the silence between two reports is named: shorter ones are how often papers count."""

_LOOK_BACK = {"published": 1, "denial": 1, "open": 1}
_DECLARING = frozenset({"official", "armed_group", "partner", "document"})


@dataclass(frozen=True, slots=True)
class Point:
    """What one claim says stood from `start` to `end` (exclusive). `said` is the civil day of saying."""

    start: str
    end: str
    low: float | None
    high: float | None
    value: float | None
    words: str | None
    said: str | None
    claim: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Not reported from `start` to `end`: nothing is known, and nothing is zero."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Series:
    """A level of one measure, class, party and place, by date. `undated` are claims that no day can be given."""

    measure: str
    of_whom: str | None
    party: str | None
    place: str | None
    points: tuple[Point, ...]
    gaps: tuple[Gap, ...]
    undated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """A status at a day: `declared` by the party, an official or a document, or described by others."""

    start: str
    words: str
    declared: bool
    speaker: str | None
    claim: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The statuses of one subject and place, by date; `changes` are the days on which what is said changes."""

    subject: str | None
    place: str | None
    statuses: tuple[Status, ...]
    changes: tuple[str, ...]


def levels_of(claims: Iterable[Claim], reports: Mapping[str, Report]) -> list[Series]:
    """One series for each measure, class, party and place, in their order."""
    held: dict[tuple[str, str, str, str], list[tuple[Claim, int]]] = defaultdict(list)
    names: dict[tuple[str, str, str, str], tuple[FigureKey, str | None, str | None]] = {}
    for claim in claims:
        if claim.kind != "level" or claim.modality not in ("actual", "negated"):
            continue
        for n, quantity in enumerate(claim.quantity):
            party, place = _party(claim), claim.place[0].words if claim.place else None
            measure, whom = figure_key(quantity)
            key = (measure, whom or "", party or "", _place_key(claim))
            held[key].append((claim, n))
            names.setdefault(key, ((measure, whom), party, place))
    return [_series(held[key], *names[key], reports) for key in sorted(held)]


def _series(
    rows: Sequence[tuple[Claim, int]],
    figure: FigureKey,
    party: str | None,
    place: str | None,
    reports: Mapping[str, Report],
) -> Series:
    points, undated = [], []
    for claim, n in rows:
        days = _days(claim, reports)
        low, high = bounds(claim.quantity[n])
        if days is None or (low is None and high is None):
            undated.append(claim.id)
            continue
        q = claim.quantity[n]
        points.append(
            Point(iso(days.start), iso(days.end), low, high, q.value, q.words, _said(claim, reports), claim.id)
        )
    points.sort(key=lambda p: (p.start, p.end, p.said or "", p.claim))
    return Series(*figure, party, place, tuple(points), tuple(_gaps(points)), tuple(sorted(undated)))


def _gaps(points: Sequence[Point]) -> list[Gap]:
    found = []
    until = ""
    for point in points:
        if until and _length(until, point.start) > GAP:
            found.append(Gap(until, point.start))
        until = max(until, point.end)
    return found


def timelines_of(claims: Iterable[Claim], reports: Mapping[str, Report]) -> list[Timeline]:
    """One timeline for each subject and place of which a status or a role is told."""
    held: dict[tuple[str, str], list[tuple[Claim, Status]]] = defaultdict(list)
    for claim in claims:
        days = _days(claim, reports)
        if claim.kind != "level" or claim.quantity or claim.modality != "actual" or days is None:
            continue
        speaker = claim.source[0] if claim.source else None
        party = _party(claim)
        own = speaker is not None and (speaker.kind in _DECLARING or (speaker.id is not None and speaker.id == party))
        said = None if speaker is None else speaker.name or speaker.description
        held[party or "", _place_key(claim)].append(
            (claim, Status(iso(days.start), _status(claim), own, said, claim.id))
        )  # fmt: skip
    return [_timeline(held[key]) for key in sorted(held)]


def _timeline(rows: Sequence[tuple[Claim, Status]]) -> Timeline:
    ordered = sorted((status for _, status in rows), key=lambda s: (s.start, s.claim))
    changes: list[str] = []
    for before, after in pairwise(ordered):
        if after.words != before.words and after.start not in changes:
            changes.append(after.start)
    first = rows[0][0]
    return Timeline(_party(first), first.place[0].words if first.place else None, tuple(ordered), tuple(changes))


def _status(claim: Claim) -> str:
    """The status as the reading names it ("suspended"), else the words of the claim."""
    named = next((r.split(": ", 1)[1] for r in claim.reasons if r.startswith(("status: ", "role: "))), None)
    return named or fold(claim.evidence[0].quote)


def _party(claim: Claim) -> str | None:
    first = next(iter(claim.actor), None)
    return None if first is None else first.id or fold(first.words)


def _place_key(claim: Claim) -> str:
    first = claim.place[0] if claim.place else None
    return "" if first is None else first.id or fold(first.words)


def _days(claim: Claim, reports: Mapping[str, Report]) -> Days | None:
    report = reports.get(claim.report)
    return days_of(claim.time, report.published.date if report else None, _LOOK_BACK, denial=False)


def _said(claim: Claim, reports: Mapping[str, Report]) -> str | None:
    report = reports.get(claim.report)
    if claim.said_at is not None and claim.said_at.start is not None:
        return claim.said_at.start[:10]
    return report.published.date if report else None


def _length(start: str, end: str) -> int:
    return (ordinal(end) or 0) - (ordinal(start) or 0)
