"""What if only reporting changed? How far the reported share must have moved to explain a change away."""

from __future__ import annotations

from recount.records.assessed import Change, Doubt, Span, Tipping

PLAUSIBLE = 2.0
"""Factor by which the share of events that is reported may move without anybody noticing, where no series tells. A
choice: two ledgers of the same strikes, of which one hardly has what the other lacks, moved against each other by 1.3
from one month to the next (docs/answers/change.md), and sources that share less may be taken to move by more."""


def tipping_of(change: Change, *, told: Span | None = None, plausible: float = PLAUSIBLE) -> Tipping:
    """Where a change tips over. If twice as large a share is reported after the date as before, counts double though
    nothing happened: a ratio of counts is the ratio of events times that of the shares.

    `told` is the change of what was being reported at the same date (active sources, unrelated coverage), measured in
    the same way. With it, reporting could explain the change if its interval reaches as far as is needed; without it,
    if `plausible` does.
    """
    ratio = change.ratio
    if ratio.low <= 1 <= ratio.high:
        return Tipping(ratio.best, None, told, plausible, "no_change")
    enough = ratio.high if ratio.high < 1 else ratio.low
    return Tipping(ratio.best, enough, told, plausible, _verdict(ratio, enough, told, plausible))


def _verdict(ratio: Span, enough: float, told: Span | None, plausible: float) -> Doubt:
    if told is not None:
        reaches = told.low <= enough if enough < 1 else told.high >= enough
        return "reporting_could_explain" if reaches else "reporting_falls_short"
    if ratio.best == 0:
        # A record that nobody keeps any more counts nothing either, however much there was.
        return "reporting_unknown"
    within = enough >= 1 / plausible if enough < 1 else enough <= plausible
    return "reporting_unknown" if within else "reporting_falls_short"
