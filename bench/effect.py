"""How far the effect of a date can be trusted, on simulated series whose truth is known: nominal 95 % intervals.

Each figure stands for `series` series: half without a change, half with a fall of 30 %. `covers` is the share of
intervals that hold the truth, `bias` the mean error of the log ratio, `false` the share of series without a change in
which one is shown, `power` that of true falls shown, `s` seconds for one fit.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from recount.assess.breaks import breaks
from recount.assess.effect import against
from recount.assess.estimate import Estimate, change_of, estimated
from recount.assess.power import power_of
from recount.assess.shapes import Question
from recount.assess.simulate import Simulated, counts_over_a_climate, falling_reporting, sources_of
from recount.assess.tipping import tipping_of
from recount.records.assessed import Change

FALL = 0.7
PHIS = (0.0, 0.6, 0.9, 0.97)
OUTSIDE: dict[str, dict[str, Any]] = {
    "walking": {"climate": "walking"},
    "two_scales": {"climate": "two_scales"},
    "pulsing": {"climate": "pulsing"},
    "heavy": {"size": 1.0},
    "rare": {"base": 0.7},
}
"""Series unlike the estimator's model, or near its edge: climates of other kinds, counts that scatter as widely as
their mean, seven events in ten weeks."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One series, what was found in it, and how long that took."""

    made: Simulated
    found: Estimate
    seconds: float

    @property
    def interval(self) -> tuple[float, float, float]:
        return self.found.known.interval(0.95)

    @property
    def covers(self) -> bool:
        low, _, high = self.interval
        return bool(low <= np.log(self.made.ratio) <= high)

    @property
    def shown(self) -> bool:
        low, _, high = self.interval
        return low > 0 or high < 0


def run(series: int) -> Iterator[tuple[str, float]]:
    """Noise of the estimator's own kind, from none that lasts to one that hardly changes."""
    for phi in PHIS:
        yield from calibration(f"phi_{phi:g}", series, phi=phi)


def outside(series: int) -> Iterator[tuple[str, float]]:
    """Noise of other kinds."""
    for name, noise in OUTSIDE.items():
        yield from calibration(name, series, **noise)


def search(series: int) -> Iterator[tuple[str, float]]:
    """Changes found without being told when."""
    for phi in PHIS[:3]:
        yield from found_breaks(f"phi_{phi:g}", series, phi)


def tried(made: Simulated) -> Tried:
    """Fit one series."""
    began = time.perf_counter()
    found = estimated(made.counts, made.calendar, Question(made.at))
    return Tried(made, found, time.perf_counter() - began)


def calibration(name: str, series: int, **noise: Any) -> Iterator[tuple[str, float]]:
    """Coverage, bias, false alarms and power for one kind of noise."""
    ratios = (1.0, FALL)
    tries = [tried(counts_over_a_climate(seed=i, ratio=ratios[i % 2], **noise)) for i in range(series)]
    still, fell = ([t for t in tries if t.made.ratio == ratio] for ratio in ratios)
    yield f"{name}_covers", statistics.fmean(t.covers for t in tries)
    yield f"{name}_bias", statistics.fmean(t.interval[1] - np.log(t.made.ratio) for t in tries)
    yield f"{name}_false", statistics.fmean(t.shown for t in still)
    yield f"{name}_power", statistics.fmean(t.shown for t in fell)
    yield f"{name}_s", statistics.median(t.seconds for t in tries)


def power_kept(series: int) -> Iterator[tuple[str, float]]:
    """The smallest fall said to be shown four times in five is planted in fresh series of the same kind: how often it
    is shown."""
    said = [power_of(tried(counts_over_a_climate(seed=i)).found).fall for i in range(max(4, series // 10))]
    smallest = float(np.exp(statistics.fmean(np.log(fall) for fall in said if fall is not None)))
    planted = [tried(counts_over_a_climate(seed=50_000 + i, ratio=smallest)).shown for i in range(series)]
    yield "power_said", 0.8
    yield "power_kept", statistics.fmean(planted)
    yield "power_fall", smallest


def reporting(series: int) -> Iterator[tuple[str, float]]:
    """Nothing changes but reporting, which falls to 70 %: false alarms with nothing done about it, with the exposure
    known, with a comparison taken off; how often the tipping point flags the change, without and with a series of
    active sources; and what a comparison costs in power where the fall is true and reporting the same."""
    share = falling_reporting(500, 100, FALL)
    plain, known, less, doubted, told, true = [], [], [], [], [], []
    for i in range(series):
        made = counts_over_a_climate(seed=90_000 + i, share=share)
        question = Question(made.at)
        alone = estimated(made.counts, made.calendar, question)
        change = change_of(alone)
        plain.append(away(change.ratio.low, change.ratio.high))
        offset = estimated(made.counts, made.calendar, question, exposure=share)
        known.append(away(*_ends(change_of(offset))))
        beside = counts_over_a_climate(seed=190_000 + i, share=share)
        other = estimated(beside.counts, beside.calendar, question)
        less.append(away(*_ends(change_of(alone, against(alone, [other])))))
        sources = estimated(sources_of(share, seed=i), made.calendar, question)
        doubted.append(tipping_of(change).verdict in ("no_change", "reporting_unknown"))
        heard = change_of(sources).ratio
        told.append(tipping_of(change, told=heard).verdict in ("no_change", "reporting_could_explain"))
        fell = tried(counts_over_a_climate(seed=290_000 + i, ratio=FALL)).found
        level = tried(counts_over_a_climate(seed=390_000 + i)).found
        true.append(away(*_ends(change_of(fell, against(fell, [level])))))
    yield "reporting_ignored_false", statistics.fmean(plain)
    yield "reporting_known_false", statistics.fmean(known)
    yield "reporting_compared_false", statistics.fmean(less)
    yield "reporting_compared_power", statistics.fmean(true)
    yield "reporting_unknown_flagged", statistics.fmean(doubted)
    yield "reporting_sources_flagged", statistics.fmean(told)


def found_breaks(name: str, series: int, phi: float) -> Iterator[tuple[str, float]]:
    """Changes found without being told when: in series that have none; a fall of 30 % and one by half at week 300; how
    often the true date lies between the dates given."""
    false = [bool(_breaks(counts_over_a_climate(seed=500_000 + i, phi=phi))) for i in range(series)]
    yield f"breaks_{name}_false", statistics.fmean(false)
    for words, ratio in (("fall_30", 0.7), ("fall_50", 0.5)):
        made = [counts_over_a_climate(seed=600_000 + i, phi=phi, ratio=ratio, after=200) for i in range(series)]
        found = [(m, _breaks(m)) for m in made]
        yield f"breaks_{name}_{words}_found", statistics.fmean(bool(b) for _, b in found)
        held = [any(one[0] <= m.at <= one[1] for one in b) for m, b in found if b]
        if held:
            yield f"breaks_{name}_{words}_dated", statistics.fmean(held)


def _breaks(made: Simulated) -> list[tuple[str, str]]:
    return [(one.first, one.last) for one in breaks(made.counts, made.calendar, most=2)]


def _ends(change: Change) -> tuple[float, float]:
    return change.ratio.low, change.ratio.high


def away(low: float, high: float) -> bool:
    """Whether an interval of a ratio leaves no change out."""
    return low > 1 or high < 1
