"""The change at one date: the fit, what is known of the change, and what the counts would have been without it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from recount.assess.climate import Fit, fit
from recount.assess.latent import Conditional, Floats, Record, conditional
from recount.assess.mixture import Mixture
from recount.assess.periods import Calendar
from recount.assess.shapes import Question, design_of, shape_of
from recount.records.assessed import Change, Course, Span

GONE = -30.0
"""Log ratio that stands for the end of everything."""

LARGEST = 5.0
"""Log ratio at which the search for a bound ends: 148 times."""


@dataclass(frozen=True, eq=False)
class Estimate:
    """`known` of the log ratio at the full height of `shape`, a column of the fit; `ended` where no event was counted
    after the date, so that only an upper bound is known."""

    calendar: Calendar
    question: Question
    fit: Fit
    shape: Floats
    known: Mixture
    ended: float | None = None

    @property
    def column(self) -> int:
        """Where the change stands among the columns."""
        return int(self.fit.best.record.design.shape[1]) - 1

    @property
    def counts(self) -> Floats:
        """The counts that were fitted; NaN also where periods were set aside."""
        return self.fit.best.record.counts

    @property
    def surprise(self) -> float:
        """How far no change lies out, in standard deviations."""
        return self.known.surprise() if self.ended is None else -self.ended

    @property
    def wider(self) -> float:
        """How much wider what is known is than for the most probable climate alone."""
        best = self.fit.best
        if self.ended is not None:
            return 1.0
        return self.known.spread(self.question.level) / float(np.sqrt(best.covariance[self.column, self.column]))


def estimated(
    counts: Floats, calendar: Calendar, question: Question, *, exposure: Floats | None = None, covariate: bool = False
) -> Estimate:
    """Fit the change. `exposure` is what the counts were counted from (sources, reports, days flown): twice as much
    gives twice as many; as a `covariate` its weight is fitted instead of taken for one. Periods without exposure are
    taken for not reported. The input is taken as checked."""
    shape = shape_of(question, calendar)
    record = record_of(counts, calendar, question, exposure=exposure, covariate=covariate)
    full = record.with_column(shape)
    found = fit(full)
    known = found.coefficient(full.design.shape[1] - 1)
    if np.nansum(full.counts * (shape > 0)) > 0:
        return Estimate(calendar, question, found, shape, known)
    ended, bound = _bound(found.best, record, shape, question.level)
    # A normal whose interval ends where that of the likelihood does; as a ratio its middle is nought.
    sd = (bound - GONE) / float(ndtri((1 + question.level) / 2))
    known = Mixture(np.array([GONE]), np.array([sd]), np.ones(1))
    return Estimate(calendar, question, found, shape, known, ended)


def record_of(
    counts: Floats, calendar: Calendar, question: Question, *, exposure: Floats | None = None, covariate: bool = False
) -> Record:
    """What is fitted, but for the change itself."""
    kept = np.array(counts, dtype=np.float64)
    design = design_of(question, calendar)
    offset = np.zeros(len(kept))
    if exposure is not None:
        known = ~np.isnan(exposure) & (exposure > 0)
        kept[~known] = np.nan
        logs = np.log(np.where(known, exposure, 1.0))
        logs = np.where(known, logs - np.mean(logs[known]), 0.0)
        if covariate:
            design = np.column_stack([design, logs])
        else:
            offset = logs
    kept[aside(calendar, question)] = np.nan
    return Record(kept, design, offset)


def aside(calendar: Calendar, question: Question) -> slice:
    """Periods before the date that are set aside for anticipation."""
    first = int(np.argmax(calendar.after(question.at) > 0))
    return slice(max(0, first - question.anticipation), first)


def _bound(best: Conditional, record: Record, shape: Floats, level: float) -> tuple[float, float]:
    """Without any event after the date: the surprise of no change, and the largest log ratio that the record allows,
    by the likelihood, for the most probable climate."""

    def height(ratio: float) -> float:
        return conditional(replace(record, offset=record.offset + ratio * shape), best.climate).score

    top = height(GONE)
    drop = float(ndtri((1 + level) / 2)) ** 2 / 2

    def left(ratio: float) -> float:
        return top - height(ratio) - drop

    bound = float(brentq(left, GONE, LARGEST, xtol=1e-4)) if left(LARGEST) > 0 else LARGEST
    return float(np.sqrt(2 * max(0.0, top - height(0.0)))), bound


def change_of(estimate: Estimate, known: Mixture | None = None) -> Change:
    """The change as ratio, difference and excess; of `known` in place of the estimate's own, where that is given."""
    level = estimate.question.level
    low, best, high = (known or estimate.known).interval(level)
    ratio = Span(_ratio(low), _ratio(best), float(np.exp(high)))
    surprise = known.surprise() if known is not None and estimate.ended is None else estimate.surprise
    reported = ~np.isnan(estimate.counts) & (estimate.shape > 0)
    height = estimate.shape[reported]
    if estimate.ended is None:
        counted = estimate.counts[reported]
        total = [float(counted @ -np.expm1(-value * height)) for value in (low, best, high)]
    else:
        spans = [span for span, seen in zip(without(estimate), reported, strict=True) if seen]
        total = [-sum(s.high for s in spans), -sum(s.best for s in spans), ratio.high - 1]
        total[2] *= sum(s.best for s in spans)
    periods = int(reported.sum())
    each = Span(*(value / periods for value in total))
    return Change(ratio, each, Span(*total), float(ndtr(-surprise)), surprise)


def _ratio(log: float) -> float:
    return 0.0 if log < GONE / 2 else float(np.exp(log))


def without(estimate: Estimate) -> list[Span]:
    """What the model expects in each period without the change, with its interval: for the most probable climate, as
    much wider as the change itself is for all."""
    best = estimate.fit.best
    # Where nothing was counted after the date, the coefficient may be anything low enough: what is expected without
    # the change then rests on the rest alone.
    center = best.linear - best.beta[estimate.column] * estimate.shape
    sd = np.sqrt(best.variance_without(estimate.column, estimate.shape)) * max(1.0, estimate.wider)
    z = float(ndtri((1 + estimate.question.level) / 2))
    lows, highs = np.exp(center - z * sd), np.exp(np.minimum(center + z * sd, 300.0))
    return [Span(float(a), float(b), float(c)) for a, b, c in zip(lows, np.exp(center), highs, strict=True)]


def course_of(estimate: Estimate, counts: Floats) -> Course:
    """The series as it is drawn, with the counts as they were given."""
    expected = np.exp(estimate.fit.best.linear)
    return Course(
        estimate.calendar.names(),
        tuple(None if np.isnan(count) else float(count) for count in counts),
        tuple(float(value) for value in expected),
        tuple(without(estimate)),
    )
