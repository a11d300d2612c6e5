"""The accounts of an event: what each independent origin says of it, in its own values and words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recount.reconcile.days import ordinal
from recount.reconcile.facts import bounds, denies, figure_key, happened
from recount.reconcile.origins import Origin
from recount.reconcile.where import RANK
from recount.records import Account, AccountFigure, Claim, Evidence, Place, Report, Time


@dataclass(frozen=True, slots=True)
class Heard:
    """A claim with the origin that it counts for inside one event, and the civil day on which it was said."""

    claim: Claim
    origin: Origin
    said: str | None

    @property
    def happened(self) -> bool:
        return happened(self.claim)

    @property
    def denies(self) -> bool:
        return denies(self.claim)


def heard(
    claims: Sequence[Claim], origins: Mapping[str, Origin], reports: Mapping[str, Report], groups: Mapping[str, str]
) -> list[Heard]:
    """The claims as heard, by day of saying, then report, then place in the report.

    Words that a copy repeats were said when its original said them: carrying them later is no later toll.
    """
    said: dict[tuple[str, str], list[tuple[bool, str]]] = defaultdict(list)
    for claim in claims:
        copied = groups.get(claim.report, claim.report) != claim.report
        said[_words(claim, groups)].append((copied, _said(claim, reports.get(claim.report)) or ""))
    found = [Heard(c, origins[c.id], min(said[_words(c, groups)])[1] or None) for c in claims]
    return sorted(found, key=lambda h: (h.said or "", h.claim.report, h.claim.evidence[0].start, h.claim.id))


def by_origin(voices: Iterable[Heard]) -> dict[str, list[Heard]]:
    """Claims by the origin that they count for; origins in order of their ids."""
    found: dict[str, list[Heard]] = defaultdict(list)
    for voice in voices:
        found[voice.origin.id].append(voice)
    return dict(sorted(found.items()))


def accounts_of(voices: Sequence[Heard], issues: Mapping[str, str] | None = None) -> tuple[Account, ...]:
    """One account per origin; an origin that both says and denies (or doubts) a thing has one for each side. `issues`
    names the dataset and vintage of claims that were read from rows: each issue gives an account of its own."""
    issues = issues or {}
    sides: dict[tuple[str, bool, str], list[Heard]] = defaultdict(list)
    for voice in voices:
        sides[(voice.origin.id, not voice.happened, issues.get(voice.claim.id, ""))].append(voice)
    return tuple(_account(sides[key], key[2]) for key in sorted(sides))


def finest_place(voices: Iterable[Heard]) -> Place | None:
    """The finest place among claims; among equals the first said."""
    places = [v.claim.place[0] for v in voices if v.claim.place]
    return min(places, key=lambda p: RANK[p.precision], default=None)


def narrowest_time(voices: Iterable[Heard]) -> Time | None:
    """The shortest closed stretch among claims, else a half-open one, else `None`."""
    times = [v.claim.time for v in voices if v.claim.time is not None and v.claim.time.resolved]
    return min(times, key=_length, default=None)


def _length(time: Time) -> int:
    start, end = ordinal(time.start), ordinal(time.end, ends=True)
    return 10**6 if start is None or end is None else end - start


def _account(voices: Sequence[Heard], issue: str) -> Account:
    lead = min(voices, key=lambda v: (v.claim.stance != "asserts", -len(v.claim.quantity)))
    place = finest_place(voices)
    figures = tuple(figure for v in voices for figure in _figures(v.claim))
    return Account(
        origin=lead.origin.id,
        speaker=_speaker(lead.origin, issue),
        reports=tuple(sorted({v.claim.report for v in voices})),
        claims=tuple(sorted(v.claim.id for v in voices)),
        said_at=voices[0].said,
        stance=lead.claim.stance,
        modality=lead.claim.modality,
        actor=tuple(sorted({m.words for v in voices for m in v.claim.actor})),
        target=tuple(sorted({m.words for v in voices for m in v.claim.target})),
        place=place.words if place else None,
        time=narrowest_time(voices),
        figures=figures,
        evidence=_evidence(lead.claim, voices, figures),
    )


def _speaker(origin: Origin, issue: str) -> str:
    if not issue:
        return origin.speaker
    return issue if origin.own else f"{origin.speaker}, in {issue}"


def _evidence(lead: Claim, voices: Sequence[Heard], figures: Sequence[AccountFigure]) -> Evidence:
    """The words that hold the account's leading figure, the lead's own before another claim's; without any, the
    lead's first words."""
    given = sorted((f for f in figures if f.value is not None and f.words), key=lambda f: f.claim != lead.id)
    if not given:
        return lead.evidence[0]
    told = next(v.claim for v in voices if v.claim.id == given[0].claim)
    return next((e for e in told.evidence if _holds(e.quote, given[0].words or "")), lead.evidence[0])


def _holds(quote: str, words: str) -> bool:
    """Whether a quote has these words, and not only inside longer ones. A search without a pattern, since each account
    would need one of its own."""
    at = quote.find(words)
    while at >= 0:
        if not (_is_word(quote[at - 1 : at]) or _is_word(quote[at + len(words) :][:1])):
            return True
        at = quote.find(words, at + 1)
    return False


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _figures(claim: Claim) -> list[AccountFigure]:
    figures = []
    for q in claim.quantity:
        measure, whom = figure_key(q)
        low, high = bounds(q)
        if q.per is None and q.share is None:
            figures.append(AccountFigure(measure, whom, q.value, q.comparator, low, high, q.words, claim.id))
    return figures


def _words(claim: Claim, groups: Mapping[str, str]) -> tuple[str, str]:
    return groups.get(claim.report, claim.report), claim.evidence[0].quote


def _said(claim: Claim, report: Report | None) -> str | None:
    """The civil day of saying: the claim's own, else the report's day of publication, else not known."""
    if claim.said_at is not None and claim.said_at.start is not None:
        return claim.said_at.start[:10]
    return report.published.date if report else None
