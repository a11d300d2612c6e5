"""The claims that a judgement speaks of, found again under whatever reader and extractor a run has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from recount.records import Claim, Judgement, Report, Selector, Span
from recount.words.anchors import span_now

OVERLAP = 0.5
"""Share of the shorter span that must be common before a claim is taken for the judged one under a new reading."""


class Anchors:
    """Finds the claims that a judgement speaks of: by id, else by quote, overlap, kind and type."""

    def __init__(self, claims: Iterable[Claim], reports: Mapping[str, Report]) -> None:
        self.claims = {c.id: c for c in claims}
        self.reports = reports
        self.by_report: dict[str, list[Claim]] = defaultdict(list)
        for claim in sorted(self.claims.values(), key=lambda c: c.id):
            self.by_report[claim.report].append(claim)

    def found(self, judgement: Judgement) -> list[str] | None:
        """Claim ids, one per target; `None` where one of them cannot be found again."""
        ids = []
        for n, target in enumerate(judgement.targets):
            if target in self.claims:
                ids.append(target)
                continue
            selector = judgement.selectors[n] if n < len(judgement.selectors) else None
            seen = judgement.seen[n] if n < len(judgement.seen) else None
            again = self._again(selector, seen) if selector is not None else None
            if again is None:
                return None
            ids.append(again)
        return ids

    def _again(self, selector: Selector, seen: Claim | None) -> str | None:
        span = span_now(selector, self.reports.get(selector.report))
        if span is None:
            return None
        best: tuple[float, float, str] | None = None
        for claim in self.by_report.get(selector.report, ()):
            if seen is not None and (claim.kind, claim.type) != (seen.kind, seen.type):
                continue
            shares = [share(span, Span(e.start, e.end)) for e in claim.evidence]
            if max(shares) >= OVERLAP and (best is None or (max(shares), shares[0]) > best[:2]):
                best = (max(shares), shares[0], claim.id)
        return best[2] if best else None


def share(a: Span, b: Span) -> float:
    """How much of the shorter of two spans they have in common."""
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / max(1, min(a.end - a.start, b.end - b.start))
