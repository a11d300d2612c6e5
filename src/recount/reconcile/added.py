"""Claims that people read where the extractor read none, or read otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from recount.reconcile.anchoring import share
from recount.records import Claim, Judgement, Report, Span
from recount.words.anchors import moved

SAME_WORDS = 0.8
"""Share of *either* span that must be common before an extracted claim of the same kind and type gives way: a person
who marks a whole sentence may be adding a second happening that it tells."""


def added_by(active: Sequence[Judgement], reports: Mapping[str, Report]) -> dict[str, Claim | None]:
    """Per judgement that adds one, the claim as it stands in the text of this run; `None` where its words are gone."""
    return {
        j.id: moved(j.seen[0], j.selectors[0], reports.get(j.selectors[0].report)) if j.seen and j.selectors else None
        for j in active
        if j.kind == "add_claim"
    }


def given_way(added: Iterable[Claim], claims: Iterable[Claim]) -> dict[str, str]:
    """Extracted claims of the very words that a person has read, with the id of the person's claim."""
    by_report: dict[str, list[Claim]] = {}
    for claim in added:
        by_report.setdefault(claim.report, []).append(claim)
    found = {}
    for claim in claims if by_report else ():
        for own in by_report.get(claim.report, ()):
            if claim.id != own.id and (claim.kind, claim.type) == (own.kind, own.type) and _same_words(claim, own):
                found[claim.id] = own.id
    return found


def _same_words(claim: Claim, own: Claim) -> bool:
    a, b = (Span(c.evidence[0].start, c.evidence[0].end) for c in (claim, own))
    short, long = sorted((a.end - a.start, b.end - b.start))
    return claim.text_version == own.text_version and share(a, b) * short >= SAME_WORDS * long
