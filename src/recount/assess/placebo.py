"""The same question asked of dates at which nothing is known to have happened."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from recount.assess.climate import fit
from recount.assess.estimate import Estimate, record_of
from recount.assess.latent import Climate, Floats, Record, conditional
from recount.assess.periods import Calendar
from recount.assess.refusals import AFTER, BEFORE
from recount.assess.shapes import Question, shape_of
from recount.records.assessed import Placebos

MOST = 40
"""Dates tried at most, spread evenly: neighbours share nearly all their data and tell nothing new."""


def placebos_of(
    estimate: Estimate, counts: Floats, calendar: Calendar, question: Question, *, exposure: Floats | None = None
) -> Placebos:
    """Dates before the real one, each looked at as long afterwards as the real one is, from a record that ends before
    the real date. The climate is fitted once, to that record, and held."""
    stop = int(np.argmax(calendar.after(question.at) > 0)) - question.anticipation
    length = int((estimate.shape > 0).sum())
    record, part = _earlier(counts, calendar, question, exposure, stop)
    seen = np.cumsum(~np.isnan(record.counts))
    total = int(seen[-1]) if len(seen) else 0
    places = [i for i in range(1, stop) if seen[i - 1] >= BEFORE and total - seen[i - 1] >= max(AFTER, min(length, 8))]
    if not places or not np.nansum(record.counts):
        return Placebos((), (), 0, 1.0)
    chosen = sorted({places[int(i)] for i in np.linspace(0, len(places) - 1, min(MOST, len(places)))})
    climate = fit(record).best.climate
    surprises = tuple(_surprise(record, part, question, i, length, climate) / estimate.wider for i in chosen)
    as_large = sum(abs(surprise) >= abs(estimate.surprise) for surprise in surprises)
    dates = tuple(part.names()[i] for i in chosen)
    return Placebos(dates, surprises, as_large, (1 + as_large) / (1 + len(chosen)))


def _earlier(
    counts: Floats, calendar: Calendar, question: Question, exposure: Floats | None, stop: int
) -> tuple[Record, Calendar]:
    """What stood in the record before the real date, and its calendar."""
    part = Calendar(calendar.edges[: stop + 1], calendar.unit)
    whole = record_of(counts, calendar, question, exposure=exposure)
    return Record(whole.counts[:stop], whole.design[:stop], whole.offset[:stop]), part


def _surprise(record: Record, part: Calendar, question: Question, at: int, length: int, climate: Climate) -> float:
    """How far no change lies out at the beginning of one period."""
    shape = shape_of(replace(question, at=part.names()[at]), part)
    kept = record.counts.copy()
    kept[at + length :] = np.nan
    kept[max(0, at - question.anticipation) : at] = np.nan
    found = conditional(replace(record.with_column(shape), counts=kept), climate)
    column = record.design.shape[1]
    return float(found.beta[column] / np.sqrt(found.covariance[column, column]))
