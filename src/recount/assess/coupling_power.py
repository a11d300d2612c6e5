"""Could this record have shown a coupling? Series like it are made with one put in, and asked.

Two questions have two answers. The word "coupled" allows for a background that moves and for what moves both series,
and pays for that. Whoever *knew* that nothing moves but the coupling, and how fast it fades, would need far less: that
is what most statements of power take for granted, and it stands beside for comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from recount.assess.common_cause import chance_of_both, one_way, within_weeks
from recount.assess.day_coupling import DayCoupling
from recount.assess.day_likelihood import stirred_by
from recount.assess.events_simulated import days_simulated
from recount.assess.lists import Floats, Ints
from recount.assess.origins import wilson

LEVEL = 0.05
PLANTED = (0.1, 0.2, 0.4)
SERIES = 100
"""Simulated series for each size planted, at most: a power of a half is then known to .1."""
SURE = 0.1
"""Half the width of a share's 95 % interval at which no more series are made; a share near 0 or 1 takes twenty."""
FEWEST = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """How often series like these, with a coupling of `alpha` put in, would have been called busier after the source
    within a week (`within_week`), and coupled (`coupled`), of so many `series` made. `still`: how often the coupling
    would have been found in series as busy whose background is known not to move, with a decay that is known, by a
    one-sided test at 5 %."""

    alpha: float
    within_week: float
    coupled: float
    still: float
    series: int


@dataclass(frozen=True, slots=True, eq=False)
class _Like:
    """Two series like those of a record, nothing between them: background by day, own excitation, and the decay."""

    held: Floats
    background: Floats
    own: Floats
    decay: float

    def made(self, alpha: float, seed: int, *, moving: bool) -> Ints:
        """Such series with a coupling put in. What is called forth is taken from the background, so that both stay as
        busy as they are."""
        planted = self.own.copy()
        planted[1, 0] = alpha
        bare = np.maximum(self.held - planted @ self.held, 0.1 * self.held)
        days = len(self.background)
        rates = np.broadcast_to(bare / days, self.background.shape)
        if moving:
            rates = self.background * (bare / np.maximum(self.background.sum(axis=0), 1e-9))
        return days_simulated(days, background=rates, alpha=planted, decay=self.decay, seed=seed)


def could_show(
    fit: DayCoupling, source: int, target: int, *, seed: int, series: int, told: Callable[[], None] = lambda: None
) -> tuple[Shown, ...]:
    """Power by simulation: backgrounds and own excitation as fitted, nothing between the two, then `alpha` put in;
    `told` is called after each size."""
    pair = [source, target]
    own = np.diag(np.clip(np.diag(fit.alpha)[pair], 0.0, 0.8))
    decay = float(np.clip(fit.decay[target], 0.25, 2.0)) if fit.decay_known[target] else 1.0
    like = _Like(fit.counted[pair].astype(np.float64), fit.background[:, pair], own, decay)
    found = []
    for alpha in PLANTED:
        tried = np.array(list(_tried(like, alpha, seed, series)), dtype=np.float64)
        week, both, still = tried.mean(axis=0)
        found.append(Shown(alpha, float(week), float(both), float(still), len(tried)))
        told()
    return tuple(found)


def _tried(like: _Like, alpha: float, seed: int, most: int) -> Iterator[tuple[bool, bool, bool]]:
    """Series by series, until the shares are known: seen within the week, called coupled, found where nothing moves."""
    hits = np.zeros(3)
    for at in range(most):
        own_seed = seed + 7919 * at
        week, both = _called(like.made(alpha, own_seed, moving=True))
        still = stands_out(like.made(alpha, own_seed, moving=False), like.decay)
        hits += (week, both, still)
        yield week, both, still
        if at + 1 >= FEWEST:
            low, high = wilson(hits, np.full(3, at + 1.0))
            if (high - low).max() <= 2 * SURE:
                return


def _called(made: Ints) -> tuple[bool, bool]:
    first = within_weeks(made[:, 0], made[:, 1])
    if first is None or first.score <= 0 or first.chance >= LEVEL:
        return False, False
    # The second witness takes a fit, and cannot mend what the first has not seen.
    second = one_way(made[:, 0], made[:, 1])
    return True, second is not None and chance_of_both(first, second) < LEVEL


def stands_out(counts: Ints, decay: float) -> bool:
    """Whether the second series follows the first, by a test that knows the decay and that nothing else moves: least
    squares on what remains of either's past, one-sided at 5 %."""
    stirred = stirred_by(counts.astype(np.float64), float(np.exp(-decay)))[0]
    columns = np.column_stack([np.ones(len(counts)), stirred])
    spread = np.linalg.pinv(columns.T @ columns)
    sizes = spread @ (columns.T @ counts[:, 1])
    left = counts[:, 1] - columns @ sizes
    error = np.sqrt(left @ left / (len(counts) - 3) * spread[1, 1])
    return bool(sizes[1] > -ndtri(LEVEL) * error)
