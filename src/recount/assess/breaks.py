"""Changes found without being told when, and what many candidate dates cost.

Who looks at all dates and tests the best one finds a change in most series that have none. Here all dates pay: how
far the largest of so many surprises lies out by chance is computed from how the dates hang together, with the climate
that is left once the change itself is taken out.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.random import default_rng
from scipy.linalg.lapack import dpttrs

from recount.assess.climate import Fit, fit
from recount.assess.estimate import Estimate, record_of
from recount.assess.latent import Conditional, Floats, Record, conditional
from recount.assess.periods import Calendar
from recount.assess.refusals import BEFORE, refuse_counts
from recount.assess.shapes import Question, shape_of
from recount.records import DataError
from recount.records.assessed import Break, Span

DRAWS = 4000
"""Draws of the largest surprise among all dates: the share is known to half a per cent at 5 %."""

MOST = 5
"""Changes looked for, one after another."""


def paid_for(estimate: Estimate, dates: tuple[str, ...], *, seed: int = 1) -> float:
    """The probability of a change as surprising at one or more of the dates, where there is none at any."""
    columns = [shape_of(replace(estimate.question, at=date), estimate.calendar) for date in dates]
    record = estimate.fit.best.record
    bare = conditional(replace(record, design=record.design[:, :-1]), estimate.fit.best.climate)
    return share_beyond(abs(estimate.surprise), correlation(bare, np.column_stack(columns)), seed=seed)


def correlation(bare: Conditional, candidates: Floats) -> Floats:
    """How the surprises at candidate dates hang together where nothing changed: the correlation of their scores."""
    return _scores(bare, candidates)[1]


def _scores(bare: Conditional, candidates: Floats) -> tuple[Floats, Floats]:
    """Approximate surprises of columns that are not in the fit, one step of Newton's method away, and how they
    hang together."""
    wide = bare.weights[:, None] * candidates
    moved, _ = dpttrs(*bare.factor, wide)
    projected = wide - bare.weights[:, None] * moved
    shared = bare.columns.T @ projected
    information = candidates.T @ projected - shared.T @ bare.covariance @ shared
    seen = ~np.isnan(bare.record.counts)
    y = np.where(seen, bare.record.counts, 0.0)
    mean, k = np.exp(bare.linear), bare.climate.size
    # At the mode the pulls of data and prior balance, so the score of a further column is that of the data alone.
    score = candidates.T @ ((y - (y + k) * mean / (k + mean)) * seen)
    sd = np.sqrt(np.maximum(np.diag(information), 1e-12))
    return score / sd, np.clip(information / np.outer(sd, sd), -1.0, 1.0)


def share_beyond(surprise: float, hanging: Floats, *, seed: int) -> float:
    """The share of draws whose largest surprise is at least this."""
    values, vectors = np.linalg.eigh(hanging)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    kept = values > 1e-8 * max(1.0, float(values[-1]))
    draws = default_rng(seed).standard_normal((DRAWS, int(kept.sum()))) @ root[:, kept].T
    beyond = int((np.abs(draws).max(axis=1) >= surprise).sum())
    return (1 + beyond) / (1 + DRAWS)


def breaks(
    counts: Floats,
    calendar: Calendar,
    *,
    exposure: Floats | None = None,
    season: int | None = None,
    level: float = 0.95,
    most: int = MOST,
    seed: int = 1,
) -> list[Break]:
    """Lasting changes of level, each surprising even among all the dates at which it might have been; in order of date.

    The most surprising date is taken, the series is fitted anew with a step there, and that step must stand out with
    the climate of the new fit. Then the next is looked for beside it.
    """
    refuse_counts(counts, calendar)
    # The date of this question is never used: only its season and level are.
    question = Question(calendar.names()[-1], season=season, level=level)
    record = record_of(counts, calendar, question, exposure=exposure)
    record.counts[:] = np.where(np.isnan(counts), np.nan, record.counts)
    places = candidates_of(record)
    found: list[Break] = []
    while len(found) < most:
        one = _next(record, calendar, places, level, seed)
        if one is None or one[0].share > 1 - level:
            break
        found.append(one[0])
        record = record.with_column(steps(len(counts), [one[1]])[:, 0])
        places = [place for place in places if abs(place - one[1]) >= BEFORE]
        if not places:
            break
    return sorted(found, key=lambda b: b.at)


def candidates_of(record: Record) -> list[int]:
    """Periods at whose beginning a change may lie: enough that was reported on either side."""
    seen = np.cumsum(~np.isnan(record.counts))
    found = [i for i in range(1, len(seen)) if seen[i - 1] >= BEFORE and seen[-1] - seen[i - 1] >= BEFORE]
    if not found:
        raise DataError(f"{int(seen[-1])} reported periods are too few to look for a change; {2 * BEFORE} are needed")
    return found


def steps(n: int, places: list[int]) -> Floats:
    """A step at the beginning of each of these periods."""
    found: Floats = (np.arange(n)[:, None] >= np.array(places)[None, :]).astype(np.float64)
    return found


def _next(record: Record, calendar: Calendar, places: list[int], level: float, seed: int) -> tuple[Break, int] | None:
    columns = steps(len(record.counts), places)
    bare = fit(record)
    first, _ = _scores(bare.best, columns)
    best = int(np.argmax(np.abs(first)))
    chosen = _settled(record, columns, best)
    if chosen is None:
        return None
    at, refit = chosen
    column = refit.best.record.design.shape[1] - 1
    known = refit.coefficient(column)
    without = conditional(record, refit.best.climate)
    share = share_beyond(abs(known.surprise()), correlation(without, columns), seed=seed)
    low, middle, high = known.interval(level)
    dates = _dates(record, columns, refit, level)
    names = calendar.names()
    ratio = Span(float(np.exp(low)), float(np.exp(middle)), float(np.exp(high)))
    span = names[places[dates[0]]], names[places[dates[1]]]
    return Break(names[places[at]], *span, ratio, share), places[at]


def _settled(record: Record, columns: Floats, best: int) -> tuple[int, Fit] | None:
    """Fit a step at the most surprising date, look again with the climate that then remains, and settle there."""
    refit = fit(record.with_column(columns[:, best]))
    for _ in range(2):
        without = conditional(record, refit.best.climate)
        again = int(np.argmax(np.abs(_scores(without, columns)[0])))
        if again == best:
            break
        best, refit = again, fit(record.with_column(columns[:, again]))
    return best, refit


def _dates(record: Record, columns: Floats, refit: Fit, level: float) -> tuple[int, int]:
    """The first and last of the dates that together hold `level` of the probability, all equally likely beforehand."""
    without = conditional(record, refit.best.climate)
    surprises, _ = _scores(without, columns)
    near = np.argsort(-np.abs(surprises))[: min(len(surprises), 60)]
    scores = np.full(len(surprises), -np.inf)
    for place in near:
        part = conditional(record.with_column(columns[:, place]), refit.best.climate, start=without)
        scores[place] = part.score
    shares = np.exp(scores - scores.max())
    order = np.argsort(-shares)
    held = np.cumsum(shares[order]) / shares.sum()
    kept = order[: int(np.searchsorted(held, level)) + 1]
    return int(kept.min()), int(kept.max())
