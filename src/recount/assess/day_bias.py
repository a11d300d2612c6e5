"""What the background takes away from excitation when both are fitted to the same counts, and how it is given back.

A day that by chance has more events than expected raises two things: the fitted background about it, and, through
excitation, the events of the days after it. So the background is too high just where excitation is at work, and what
is left for excitation is too little, by about as many parts in the information of alpha as the background has columns.
It is the bias of Hurwicz and of Nickell in regressions on one's own past. To first order the slope of the
log-likelihood at the truth is known: for alpha of type j on target k

    - sum over t of bend_t / V_t * stirred(r_j)_t-weighted g_t' I^-1 sum over s < t of g_s r_j(t - s)

with g_t the slope of the day's rate in the background, V_t its variance, I the information of the background and
r_j(d) how much of j is left to stir k on the d-th day after one event of k more than expected. A log-likelihood tilted
by the opposite of that has its top where the bias is gone; its fall on either side gives intervals (Firth 1993 does the
same for other models).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.signal import fftconvolve

from recount.assess.day_likelihood import Target, day_at, stirred_by
from recount.assess.lists import Floats

LASTS = 400
"""Days for which an event more than expected is followed."""
MOST_STIRRED = 0.95
"""Spectral radius of alpha from which one event has followers without end, and nothing is given back."""


def tilts(tops: Sequence[Floats], targets: Sequence[Target]) -> list[Floats]:
    """For each type, the slope by which its log-likelihood is to be tilted: nought but for alpha and keep."""
    found = [np.zeros(len(x)) for x in tops]
    alpha = np.array([x[of.alphas] for x, of in zip(tops, targets, strict=True)])
    if np.max(np.abs(np.linalg.eigvals(alpha))) > MOST_STIRRED:
        return found
    keeps = np.array([day_at(x, of).keep for x, of in zip(tops, targets, strict=True)])
    for k, (x, of) in enumerate(zip(tops, targets, strict=True)):
        found[k][of.wide : len(x) - 1] = _tilt(x, of, followers(alpha, keeps, k))
    return found


def followers(alpha: Floats, keeps: Floats, first: int, *, days: int = LASTS) -> Floats:
    """Events of each type expected on each day after one of type `first` on the first day, that event itself among
    them: days by types."""
    found = np.zeros((days, len(alpha)))
    found[0, first] = 1.0
    left = np.zeros_like(alpha)
    for day in range(1, days):
        left = keeps[:, None] * left + found[day - 1]
        found[day] = (alpha * (1 - keeps)[:, None] * left).sum(axis=1)
    return found


def _tilt(x: Floats, of: Target, following: Floats) -> Floats:
    """Of each alpha, and of the logit of keep."""
    day = day_at(x, of)
    turn = day.keep * (1 - day.keep)
    stirred, turned, _ = stirred_by(following, day.keep)
    answers = np.column_stack([stirred, (turned @ x[of.alphas]) * turn])
    moves = (day.background * day.bend)[:, None] * of.basis
    sure = day.size / (day.rate * (day.rate + day.size))
    information = moves.T @ (sure[:, None] * moves)
    weighed = (day.bend * sure)[:, None] * (moves @ np.linalg.pinv(information))
    found = [np.sum(weighed * fftconvolve(moves, one[:, None], axes=0)[: len(moves)]) for one in answers.T]
    return np.array(found)
