"""Answers of `assess` as they leave Recount: numbers with their intervals, and nothing in words but names.

Ratios are of what was counted after the date to what would have been counted without the change: 0.7 is a fall of
30 %. `None` is not known or not asked, never nought.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["step", "ramp", "pulse"]
Doubt = Literal["no_change", "reporting_could_explain", "reporting_falls_short", "reporting_unknown"]


@dataclass(frozen=True, slots=True)
class Span:
    """A number with its interval."""

    low: float
    best: float
    high: float


@dataclass(frozen=True, slots=True)
class Change:
    """What changed. `ratio` at the full height of the shape; `each` the difference in one period, on average, and
    `excess` over all periods after the date that were reported; `fall` the probability that it was a fall; `surprise`
    how far no change lies out, in standard deviations, negative for a fall."""

    ratio: Span
    each: Span
    excess: Span
    fall: float
    surprise: float


@dataclass(frozen=True, slots=True)
class Power:
    """The smallest changes that this record would have shown with this `chance`, as ratios; `None` where not even
    the end of everything, or a rise to twenty times, would have been shown."""

    chance: float
    fall: float | None
    rise: float | None


@dataclass(frozen=True, slots=True)
class Tipping:
    """How far the reported share must have moved to explain the change away. `whole` the ratio of the shares, after to
    before, that leaves no change as the best estimate; `enough` the one that puts no change inside the interval, `None`
    where it lies there already. `told` is the change of what was being reported, as the series given for it says;
    `plausible` the largest factor that is believed without one."""

    whole: float
    enough: float | None
    told: Span | None
    plausible: float
    verdict: Doubt


@dataclass(frozen=True, slots=True)
class Placebos:
    """The same question asked of dates before the real one at which nothing is known to have happened: their
    surprises, how many are `as_large` as the real one's, and the share that this gives, the real date counted in."""

    dates: tuple[str, ...]
    surprises: tuple[float, ...]
    as_large: int
    share: float


@dataclass(frozen=True, slots=True)
class Other:
    """The same change by another way of asking: other columns, other model, another place."""

    name: str
    ratio: Span
    surprise: float


@dataclass(frozen=True, slots=True)
class Scatter:
    """How counts scatter: autocorrelation `phi` of the latent climate between neighbouring periods and its standard
    deviation `sd` on the log scale; the `size` of the negative binomial; the probability that the record also drifts
    slowly."""

    phi: float
    sd: float
    size: float
    slow: float


@dataclass(frozen=True, slots=True)
class Before:
    """How the fit does before the date, each count foretold from the others: the share inside their 90 % intervals,
    and the correlation of a surprise with the next one's (nought in a good fit)."""

    periods: int
    inside: float
    lag: float


@dataclass(frozen=True, slots=True)
class Course:
    """The series as it is drawn: first days of the periods, counts (`None` where nothing was reported), what the model
    expects, and what it expects without the change, with its interval."""

    starts: tuple[str, ...]
    counts: tuple[float | None, ...]
    expected: tuple[float, ...]
    without: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """The answer to: did it change at this date, and could the record have shown it? `at` is the first day after the
    date. `before` and `after` are numbers of periods that were reported, `unreported` of those that were not, `aside`
    of those left out for anticipation. `alone` is the change before the comparison's was taken off; `paid` the
    probability of a change as surprising somewhere among all the dates asked at once, where there is none."""

    measure: str
    unit: str
    at: str
    shape: Shape
    over: int | None
    level: float
    before: int
    after: int
    unreported: int
    aside: int
    change: Change
    alone: Change | None
    paid: float | None
    power: Power
    tipping: Tipping
    placebos: Placebos
    others: tuple[Other, ...]
    places: tuple[Other, ...]
    scatter: Scatter
    fit_before: Before
    course: Course


@dataclass(frozen=True, slots=True)
class Break:
    """A change found without being told when: its most probable date, the dates between which it lies with 95 %, the
    ratio, and the probability of one as surprising where there is none, all dates paid for."""

    at: str
    first: str
    last: str
    ratio: Span
    share: float


@dataclass(frozen=True, slots=True)
class Series:
    """A measure by period: first days, low, best and high; `None` where nothing was reported. `reporting` is what was
    being reported, where it is known."""

    measure: str
    unit: str
    starts: tuple[str, ...]
    low: tuple[float | None, ...]
    best: tuple[float | None, ...]
    high: tuple[float | None, ...]
    reporting: tuple[float | None, ...]
