"""What changed between two periods, and could it be the sources? Plain counts, their ratio, and what was being read."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from recount.assess.two_counts import SMALL, ratio_of_counts
from recount.publish.ledger import bounds
from recount.records.assessed import Span
from recount.records.publication import Cited, Hit, Measure, Quarter
from recount.store.measures import Measures


@dataclass(frozen=True, slots=True)
class Side:
    """One period: what a measure finds there, low, best and high. `high` None has no bound."""

    low: float
    best: float
    high: float | None
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """A row of the comparison. `ratio` is of rates a day; `small` warns that either count is too small to say much;
    `tipping` is by how much the reported share must have moved to make the change out of nothing."""

    label: str
    before: Side
    after: Side
    ratio: Span | None
    small: bool

    @property
    def changed(self) -> bool:
        """Whether no change lies outside the interval."""
        return self.ratio is not None and (self.ratio.low > 1 or self.ratio.high < 1)

    @property
    def tipping(self) -> float | None:
        """A factor of one or more; `None` where there is no change to explain away."""
        if self.ratio is None or not self.changed:
            return None
        return self.ratio.low if self.ratio.low > 1 else 1 / max(self.ratio.high, 1e-9)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was being read in a period."""

    reports: int
    publishers: Counter[str]
    languages: Counter[str]
    unread: int


Split = Callable[[Hit], str]
SPLITS: dict[str, Split] = {
    "": lambda _: "All",
    "country": lambda hit: hit.country or "no country",
    "province": lambda hit: hit.province or hit.country or "no place",
}


def contrasts(
    measures: Measures,
    measure: Measure,
    before: Quarter,
    after: Quarter,
    *,
    split: str = "",
    same_sources: bool = False,
) -> list[Contrast]:
    """The measure in both periods, in all and by part. With `same_sources`, only events that a publisher tells who is
    read in both periods."""
    found = [measures.hits(measure, period) for period in (before, after)]
    if same_sources:
        found = _by_lasting(measures, found, before, after)
    key = SPLITS.get(split, SPLITS[""])
    labels = Counter(key(hit) for hits in found for hit in hits)
    rows = [_contrast("All", found[0], found[1], before, after, measure)]
    if split:
        for label, _ in labels.most_common(40):
            halves = [[hit for hit in hits if key(hit) == label] for hits in found]
            rows.append(_contrast(label, halves[0], halves[1], before, after, measure))
    return rows


def coverage(cited: Iterable[Cited], period: Quarter) -> Coverage:
    """What was published in the period, of what is held."""
    held = [c for c in cited if c.published and period.first <= c.published < period.end]
    return Coverage(
        reports=len(held),
        publishers=Counter(c.publisher or "not known" for c in held),
        languages=Counter(c.language or "not known" for c in held),
        unread=sum(not c.readable for c in held),
    )


def _contrast(
    label: str, first: Sequence[Hit], second: Sequence[Hit], before: Quarter, after: Quarter, measure: Measure
) -> Contrast:
    a, b = _side(first), _side(second)
    # Deaths come many at a time: their ratio has no such interval, only the ratio of what is counted one by one.
    ratio = None
    if measure.figure is None:
        ratio = ratio_of_counts(a.best, b.best, days_before=_days(before), days_after=_days(after))
    return Contrast(label, a, b, ratio, min(a.best, b.best) < SMALL)


def _side(hits: Sequence[Hit]) -> Side:
    low, best, high = bounds(hits)
    return Side(low, best, high, tuple(hit.event for hit in hits))


def _by_lasting(measures: Measures, found: list[list[Hit]], before: Quarter, after: Quarter) -> list[list[Hit]]:
    cited = measures.reports()
    lasting = set(coverage(cited, before).publishers) & set(coverage(cited, after).publishers) - {"not known"}
    publisher = {c.id: c.publisher for c in cited}
    told = {
        event
        for event, report in measures.reports_of_events([hit.event for hits in found for hit in hits])
        if publisher.get(report) in lasting
    }
    return [[hit for hit in hits if hit.event in told] for hits in found]


def _days(period: Quarter) -> float:
    return float((date.fromisoformat(period.end) - date.fromisoformat(period.first)).days)


def percent(ratio: Span | None) -> str:
    """A ratio as a person says it: `+40 % (−5 to +110 %)`."""
    if ratio is None:
        return ""
    best = "from none" if math.isinf(ratio.best) else _signed(ratio.best)
    return f"{best} ({_signed(ratio.low)} to {_signed(ratio.high)})"


def _signed(value: float) -> str:
    if math.isinf(value):
        return "no bound"
    return f"{'+' if value >= 1 else '−'}{abs(value - 1) * 100:,.0f} %"
