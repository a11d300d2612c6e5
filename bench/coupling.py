"""What the estimators of coupling find on events made from a truth that is known.

`python -m bench coupling [--series N]`: how often the two witnesses call series coupled that only share a climate, or
whose reporting changed; their power; how often intervals hold the truth, by day and by the clock; seconds at ten and
at a hundred thousand events. Fits by day are made for a quarter of the series. With the attacks of 2007 beside the
measurement data, near repeats among roadside bombs.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from recount.assess.common_cause import common_cause
from recount.assess.day_coupling import day_coupling
from recount.assess.events_simulated import counted, days_simulated, times_simulated
from recount.assess.excitation import Decays, excitation, loglikelihood
from recount.assess.near_repeat import near_repeat
from recount.cli.assess_tables import sheet_of

FOUR_YEARS, YEAR = 1461, 365
OWN = (0.3, 0.3)
THREE = np.array([[0.45, 0.10, 0.0], [0.15, 0.30, 0.20], [0.0, 0.15, 0.40]])


def run(data: Path, series: int = 200) -> Iterator[tuple[str, float]]:
    """The table, line by line."""
    for memory in (3.0, 14.0, 60.0):
        yield from words(f"shared_climate_{memory:g}d", series, days=FOUR_YEARS, spread=0.5, memory=memory)
    for memory in (3.0, 14.0):
        # One series answers the climate at once and the other goes on answering: the guard that is left is the first.
        yield from words(
            f"shared_climate_{memory:g}d_unequal", series, days=FOUR_YEARS, spread=0.5, memory=memory, own=(0.0, 0.6)
        )
    yield from words("nothing_shared", series, days=FOUR_YEARS)
    halved = np.where(np.arange(FOUR_YEARS) < FOUR_YEARS // 2, 0.8, 0.4)
    yield from words("reporting_halved", series, days=FOUR_YEARS, rate=1.4, reported=halved)
    for alpha in (0.1, 0.2):
        yield from words(f"true_{alpha}_climate_14d", series, days=FOUR_YEARS, spread=0.5, between=alpha)
    yield from words("true_0.1_one_year_0.3_a_day", series, days=YEAR, rate=0.3, own=(0.0, 0.0), between=0.1)
    few = max(1, series // 4)
    yield "true_0.1_one_year_0.3_a_day_fit_alone", fit_alone(few)
    yield from by_day(few)
    yield from rounded(max(1, few // 5))
    yield from by_clock(series)
    for horizon in (3_300.0, 33_000.0):
        yield from seconds(horizon)
    attacks = data.parent.parent / "iraq_2004_2009" / "insurgencies.csv"
    if attacks.exists():
        yield from roadside(attacks)


def words(
    name: str,
    series: int,
    *,
    days: int,
    rate: float = 0.7,
    own: tuple[float, float] = OWN,
    between: float = 0.0,
    **made: Any,
) -> Iterator[tuple[str, float]]:
    """Shares of series in which each witness, and both, speak of the pair."""
    week = way = both = 0
    for seed in range(series):
        counts = days_simulated(
            days,
            background=[rate, rate],
            alpha=np.array([[own[0], 0.0], [between, own[1]]]),
            decay=1.0,
            seed=seed,
            **made,
        )
        cause = common_cause(counts[:, 0], counts[:, 1])
        week += cause.week is not None and cause.week.chance < 0.05
        way += cause.one_way is not None and cause.one_way.chance < 0.05
        both += cause.chance is not None and cause.chance < 0.05
    yield f"{name}_within_week", week / series
    yield f"{name}_one_way", way / series
    yield f"{name}_coupled", both / series


def fit_alone(series: int) -> float:
    """Power of a fit that knows of no common cause, one-sided at 5 %: a year of 0.3 events a day, coupling 0.1."""
    found = 0
    for seed in range(series):
        counts = days_simulated(YEAR, background=[0.3, 0.3], alpha=[[0.0, 0.0], [0.1, 0.0]], decay=1.0, seed=seed)
        fit = day_coupling(counts)
        found += fit.alpha[1, 0] > 1.645 * fit.alpha_error[1, 0]
    return found / series


def by_day(series: int) -> Iterator[tuple[str, float]]:
    """Share of 95 % intervals of alpha that hold the truth, and those of the decay where the days tell it."""
    truth = np.array([[0.3, 0.0], [-0.3, 0.2]])
    held = np.zeros((2, 2))
    decays = known = 0
    began = time.perf_counter()
    for seed in range(series):
        counts = days_simulated(FOUR_YEARS, background=[0.8, 1.4], alpha=truth, decay=1.0, seed=seed)
        fit = day_coupling(counts)
        held += np.abs(fit.alpha - truth) <= 1.96 * fit.alpha_error
        told = np.array(fit.decay_known)
        known += int(told.sum())
        decays += int((told & (fit.decay_low <= 1) & (fit.decay_high >= 1)).sum())
    for (k, j), share in np.ndenumerate(held / series):
        yield f"by_day_alpha_{truth[k, j]:g}_held", share
    yield "by_day_decay_known", known / (2 * series)
    yield "by_day_decay_held", decays / max(1, known)
    yield "by_day_seconds_a_fit", (time.perf_counter() - began) / series


def rounded(series: int) -> Iterator[tuple[str, float]]:
    """Exact times cut to days: mean of a coupling of 0.3 and of its reverse, which is zero."""
    alpha = np.array([[0.2, 0.0], [0.3, 0.2]])
    found = []
    for seed in range(series):
        times, types = times_simulated(1461, background=[0.7, 0.7], alpha=alpha, decay=1.0, seed=seed)
        found.append(day_coupling(counted(times, types, days=1461, number=2)).alpha_whole)
    yield "rounded_to_days_0.3", float(np.mean(found, axis=0)[1, 0])
    yield "rounded_to_days_reverse", float(np.mean(found, axis=0)[0, 1])


def by_clock(series: int) -> Iterator[tuple[str, float]]:
    """About two thousand events: share of 95 % intervals that hold the truth."""
    held = np.zeros((3, 3))
    for seed in range(series):
        times, types = times_simulated(900, background=[0.4, 0.4, 0.4], alpha=THREE, decay=1.0, seed=seed)
        fit = excitation(times, types, 3, horizon=900.0)
        held += (fit.alpha_low <= THREE) & (fit.alpha_high >= THREE)
    held /= series
    yield "by_clock_alpha_nonzero_held", float(held[THREE > 0].mean())
    yield "by_clock_alpha_nonzero_held_least", float(held[THREE > 0].min())
    yield "by_clock_alpha_zero_held", float(held[THREE == 0].mean())


def seconds(horizon: float) -> Iterator[tuple[str, float]]:
    """Seconds of a fit of three types with the decay estimated, and its log-likelihood above that of the truth."""
    times, types = times_simulated(horizon, background=[0.4, 0.4, 0.4], alpha=THREE, decay=1.0, seed=1)
    truth = loglikelihood(
        times, types, background=np.full((3, 1), 0.4), alpha=THREE, decay=np.ones((3, 3)), horizon=horizon
    )
    name = f"by_clock_{len(times)}_events"
    for decays in get_args(Decays):
        began = time.perf_counter()
        fit = excitation(times, types, 3, horizon=horizon, decays=decays)
        yield f"{name}_decay_by_{decays}_seconds", time.perf_counter() - began
        yield f"{name}_decay_by_{decays}_above_truth", fit.loglik - truth


def roadside(attacks: Path) -> Iterator[tuple[str, float]]:
    """Roadside bombs of March to May 2007 within 1 km and 2 days."""
    sheet = sheet_of(str(attacks))
    kinds, dates = sheet.column("type"), sheet.column("date")
    kept = [at for at, kind in enumerate(kinds) if kind == "IED" and "2007-03-01" <= dates[at] <= "2007-05-31"]
    days: NDArray[np.float64] = np.array([dates[at] for at in kept], dtype="datetime64[D]").astype(np.float64)
    latitude, longitude = (np.array(sheet.numbers(name))[kept] for name in ("latitude", "longitude"))
    found = near_repeat(latitude, longitude, days, km=1, days=2, seed=1)
    yield "roadside_bombs", len(kept)
    yield "roadside_pairs_within_1km_2d", found.pairs
    yield "roadside_over_chance", found.ratio
    yield "roadside_chance", found.chance
