"""Does `reading_confidence` mean what it says? Of the claims with confidence .8, are eight in ten right?

Right is what answers the answer key (`evals.key`). `folds` learns the weights anew on four fifths of the reports
and judges the claims of the rest, so that no report judges itself; `shipped` are the weights that ship, learnt on
these same reports where the default data are scored. `brier` is the mean square of confidence less truth (0 is best),
`brier_baseline` that of calling every claim as sure as all are on average, `ece` the expected calibration error over
ten equal bins (Guo et al. 2017), `calibrated` 1 less it. `reliability_60` is the share of right claims among those of
confidence .6 to .7.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from evals import key
from evals.line import Line
from recount.extract.confidence import chance_of, weights
from training.confidence import Case, learnt

BASE = key.BASE
DEFAULT = key.DEFAULT
FOLDS = 5
BINS = 10


def run(data: Path) -> Iterator[Line]:
    """Figures of a folder that holds reports and a key."""
    cases = key.judged_in(data)
    folds = [[r for r in cases if _fold(r) == fold] for fold in range(FOLDS)]
    judged: list[tuple[float, bool]] = []
    for held in folds:
        known = learnt([case for report, found in cases.items() if report not in held for case in found])
        judged += [(chance_of(terms, known), right) for report in held for terms, right in cases[report]]
    yield from _figures("calibration_folds", judged)
    everything: Sequence[Case] = [case for found in cases.values() for case in found]
    yield from _figures("calibration_shipped", [(chance_of(terms, weights()), right) for terms, right in everything])


def _fold(report: str) -> int:
    """By the file, so that what one file holds stays together."""
    return int(sha256(report.partition(",")[0].encode()).hexdigest(), 16) % FOLDS


def _figures(task: str, judged: Sequence[tuple[float, bool]]) -> Iterator[Line]:
    n = len(judged)
    if not n:
        return
    base = sum(right for _, right in judged) / n
    yield Line(task, "brier", sum((p - right) ** 2 for p, right in judged) / n, n)
    yield Line(task, "brier_baseline", base * (1 - base), n)
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for p, right in judged:
        bins[min(BINS - 1, int(p * BINS))].append((p, right))
    gaps = [abs(sum(p for p, _ in found) - sum(right for _, right in found)) for found in bins]
    yield Line(task, "ece", sum(gaps) / n, n)
    yield Line(task, "calibrated", 1 - sum(gaps) / n, n)
    for low, found in enumerate(bins):
        if found:
            yield Line(task, f"reliability_{low * 100 // BINS:02d}", sum(r for _, r in found) / len(found), len(found))
