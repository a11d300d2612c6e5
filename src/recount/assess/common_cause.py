"""Does one series drive another, or does something else drive both?

Two witnesses, who fail in different ways, must agree before the word "coupled" is used.

- **Faster than a week.** Within each window of seven days the days of the source are exchangeable if all that ties
  the two series is slower than a week. Are the target's counts higher just after the source's events than on the
  other days of the same windows? (Interval jitter: Amarasingham and others 2012.)
- **One way only.** Whatever drives both at the same time leaves as much behind it as before it: the correlation of the
  two series is then the same at a lag as at the opposite lag, however fast the cause moves. A series that drives
  another leaves more after than before. (Time reversal.) That holds of series that answer alike. So what each explains
  by its own past, beside a climate that both share, is taken out first (`echo`): else a series that goes on answering
  lags behind one that does not, and 26 of 100 such pairs under a climate of three days were called coupled.

Each is a sum over stretches of the calendar, divided by the root of the sum of the squares of its parts, so that
events that come in bursts make the answer less sure and not more. Both work on what is left after a moving average
and the rhythm of the week are taken out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from recount.assess.echo import without_echo
from recount.assess.lists import Floats, Ints

WINDOW = 7
"""Days within which the days of the source are taken for exchangeable: the claim is 'faster than a week'."""
STRETCH = 28
"""Days whose sum is one draw of the test by time reversal: far longer than the lags, so that draws hardly touch."""
LAGS = 6
FADE = 0.5
"""Weight of each lag over the one before. Not fitted: a decay chosen on the data that are tested would not be fair."""
SMOOTH = 29
FEWEST = 8
"""Fewer windows or stretches in which anything happens give no answer."""


@dataclass(frozen=True, slots=True)
class Witness:
    """`score` is above zero where the target is busier after the source, below where it is quieter; `chance` is
    two-sided; `parts` are the stretches that had a say. None where there are too few of them."""

    score: float
    chance: float
    parts: int


@dataclass(frozen=True, slots=True)
class CommonCause:
    """Both witnesses on one ordered pair of series."""

    week: Witness | None
    one_way: Witness | None

    @property
    def chance(self) -> float | None:
        """The chance that both would speak as clearly, with one sign, where nothing drives the target. None where one
        is silent."""
        if self.week is None or self.one_way is None:
            return None
        return chance_of_both(self.week, self.one_way)


def chance_of_both(week: Witness, way: Witness) -> float:
    """The greater of the chance of the first and that of the second in the direction of the first."""
    return max(week.chance, float(stdtr(way.parts - 1, -way.score * np.sign(week.score))))


def common_cause(source: Floats | Ints, target: Floats | Ints) -> CommonCause:
    """Test whether `target` follows `source` day by day. Both are counts by day, of events dated to the day."""
    return CommonCause(within_weeks(source, target), one_way(source, target))


def within_weeks(source: Floats | Ints, target: Floats | Ints) -> Witness | None:
    """Whether the target is busier just after the source's events than on the other days of the same windows."""
    return _within_weeks(np.asarray(source, dtype=np.float64), residual(np.asarray(target, dtype=np.float64)))


def one_way(source: Floats | Ints, target: Floats | Ints) -> Witness | None:
    """Whether more of the target lies after the source than before it, once each series' own echo is out."""
    left, right = (residual(np.asarray(series, dtype=np.float64)) for series in (source, target))
    return _one_way(*without_echo(left, right, smooth=SMOOTH))


def residual(counts: Floats) -> Floats:
    """Counts less what a moving average of four weeks and the days of the week lead to expect, over the root of it.

    The average runs as far forward as back, so that it takes no side between before and after.
    """
    days = len(counts)
    shape = np.ones(min(SMOOTH, days - 1 + days % 2))
    level = np.convolve(counts, shape, "same") / np.convolve(np.ones(days), shape, "same")
    weekday = np.arange(days) % 7
    whole = np.bincount(weekday, weights=level, minlength=7)
    rhythm = np.bincount(weekday, weights=counts, minlength=7) / np.maximum(whole, 1e-9)
    expected = level * rhythm[weekday]
    floor = max(float(counts.mean()), 1e-9) / 4
    return (counts - expected) / np.sqrt(np.maximum(expected, floor))


def _within_weeks(source: Floats, target: Floats) -> Witness | None:
    weight = FADE ** np.arange(LAGS)
    after = np.zeros(len(target))
    for lag in range(1, LAGS + 1):
        after[: len(target) - lag] += weight[lag - 1] * target[lag:]
    usable = (len(source) - LAGS) // WINDOW * WINDOW
    events, gained = source[:usable].reshape(-1, WINDOW), after[:usable].reshape(-1, WINDOW)
    return _witness((events * (gained - gained.mean(axis=1, keepdims=True))).sum(axis=1))


def _one_way(source: Floats, target: Floats) -> Witness | None:
    parts = np.zeros(len(source))
    for lag in range(1, LAGS + 1):
        forward, back = source[:-lag] * target[lag:], source[lag:] * target[:-lag]
        parts[lag:] += FADE ** (lag - 1) * (forward - back)
    usable = len(parts) // STRETCH * STRETCH
    return _witness(parts[:usable].reshape(-1, STRETCH).sum(axis=1))


def _witness(parts: NDArray[np.float64]) -> Witness | None:
    moved = parts[np.abs(parts) > 1e-12]
    if len(moved) < FEWEST:
        return None
    score = float(moved.sum() / np.sqrt((moved**2).sum()))
    return Witness(score, float(2 * stdtr(len(moved) - 1, -abs(score))), len(moved))
