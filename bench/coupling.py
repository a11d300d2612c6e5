"""What the estimators of coupling find on events made from a truth that is known.

`python -m bench coupling`: how often the witnesses call series coupled that only share a climate, or whose reporting
changed; and their power. `python -m bench coupling_power`: what `assess coupling` says of a year's power, and what
that year then shows. `python -m bench coupling_sizes`: how often intervals hold the truth, by day and by the
clock. `python -m bench coupling_roadside`: near repeats among the roadside bombs of 2007, where they lie beside the
measurement data.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.parts import Line, Numbers, Parts, Share, busy, mean, median, share
from recount.assess.common_cause import common_cause
from recount.assess.coupling_power import could_show, stands_out
from recount.assess.day_coupling import day_coupling, own_ends
from recount.assess.events_simulated import counted, days_simulated, times_simulated
from recount.assess.excitation import excitation
from recount.assess.near_repeat import near_repeat
from recount.collect.table import table_in

FOUR_YEARS, YEAR = 1461, 365
LEVEL = 0.05
OWN = ((0.3, 0.0), (0.0, 0.3))
"""What each series calls forth of its own: two alike."""
UNEQUAL = ((0.0, 0.0), (0.0, 0.6))
"""One answers the climate at once, the other goes on answering."""
TURNED = ((0.6, 0.0), (0.0, 0.0))
HALVED = np.where(np.arange(FOUR_YEARS) < FOUR_YEARS // 2, 0.8, 0.4)
CALM: dict[str, Any] = {"days": FOUR_YEARS, "background": [0.7, 0.7], "alpha": OWN}
SHARED: dict[str, Any] = CALM | {"spread": 0.5}
TRUTHS: dict[str, dict[str, Any]] = {
    "nothing_shared": CALM,
    "shared_60d": SHARED | {"memory": 60.0},
    "shared_14d": SHARED | {"memory": 14.0},
    "shared_3d": SHARED | {"memory": 3.0},
    "shared_1d": SHARED | {"memory": 1.0},
    "unequal_60d": SHARED | {"memory": 60.0, "alpha": UNEQUAL},
    "unequal_14d": SHARED | {"memory": 14.0, "alpha": UNEQUAL},
    "unequal_3d": SHARED | {"memory": 3.0, "alpha": UNEQUAL},
    "unequal_3d_turned": SHARED | {"memory": 3.0, "alpha": TURNED},
    "unequal_3d_busy": SHARED | {"memory": 3.0, "alpha": UNEQUAL, "background": [2.1, 2.1]},
    "reporting_halved": CALM | {"background": [1.4, 1.4], "reported": HALVED},
    "true_0.1_14d": SHARED | {"memory": 14.0, "alpha": ((0.3, 0.0), (0.1, 0.3))},
    "true_0.2_14d": SHARED | {"memory": 14.0, "alpha": ((0.3, 0.0), (0.2, 0.3))},
    "null_year": {"days": YEAR, "background": [0.3, 0.3], "alpha": ((0.0, 0.0), (0.0, 0.0))},
    "true_0.1_year": {"days": YEAR, "background": [0.3, 0.3], "alpha": ((0.0, 0.0), (0.1, 0.0))},
    "true_0.2_year": {"days": YEAR, "background": [0.3, 0.3], "alpha": ((0.0, 0.0), (0.2, 0.0))},
}
"""Pairs of series, the first asked whether it drives the second; decays are one a day, climates have a log-sd of .5."""
THREE = np.array([[0.45, 0.10, 0.0], [0.15, 0.30, 0.20], [0.0, 0.15, 0.40]])
TWO = np.array([[0.3, 0.0], [-0.3, 0.2]])


def run(parts: Parts) -> Iterator[Line]:
    """Shares of series in which each witness, and both, speak of the pair."""
    for name, made in TRUTHS.items():

        def trial(seed: int, made: dict[str, Any] = made) -> Numbers:
            counts = days_simulated(decay=1.0, seed=seed, **made)
            cause = common_cause(counts[:, 0], counts[:, 1])
            return {
                "within_week": cause.week is not None and cause.week.chance < LEVEL,
                "one_way": cause.one_way is not None and cause.one_way.chance < LEVEL,
                "coupled": cause.chance is not None and cause.chance < LEVEL,
            }

        tries = parts.tried(name, trial)
        for figure in ("within_week", "one_way", "coupled"):
            yield f"{name}_{figure}", share(tries, figure)


def sizes(parts: Parts) -> Iterator[Line]:
    """Intervals of sizes."""
    tries = parts.tried("by_day", _by_day)
    for k, j in np.ndindex(2, 2):
        yield f"by_day_alpha_{TWO[k, j]:g}_held", share(tries, f"{k}{j}")
    for k in range(2):
        yield f"by_day_own_{TWO[k, k]:g}_found", mean(tries, f"own_{k}")
    yield "by_day_decay_known", share(tries, "known")
    yield "by_day_decay_held", share(tries, "decay")
    yield "by_day_s", median(tries, "s")
    for memory in (60, 14):

        def moving(seed: int, memory: int = memory) -> Numbers:
            counts = days_simulated(decay=1.0, seed=seed, **TRUTHS[f"shared_{memory}d"])
            fit = day_coupling(counts)
            low, high = own_ends(counts, fit)[0]
            return {"held": bool(low <= OWN[0][0] <= high), "own": float(fit.alpha[0, 0])}

        tries = parts.tried(f"moving_{memory}d", moving)
        yield f"moving_{memory}d_own_0.3_held", share(tries, "held")
        yield f"moving_{memory}d_own_0.3_found", mean(tries, "own")
    cut = parts.tried("rounded", _rounded, series=max(1, parts.series // 5))
    yield "rounded_to_days_0.3", mean(cut, "forward")
    yield "rounded_to_days_reverse", mean(cut, "reverse")
    tries = parts.tried("by_clock", _by_clock)
    cells = [(k, j) for k, j in np.ndindex(3, 3) if THREE[k, j] > 0]
    held = [share(tries, f"{k}{j}") for k, j in cells]
    yield "by_clock_alpha_nonzero_held", Share(sum(one.hits for one in held), sum(one.of for one in held))
    for (k, j), one in zip(cells, held, strict=True):
        yield f"by_clock_alpha_{k}{j}_held", one
    zeros = [share(tries, f"{k}{j}") for k, j in np.ndindex(3, 3) if THREE[k, j] == 0]
    yield "by_clock_alpha_zero_held", Share(sum(one.hits for one in zeros), sum(one.of for one in zeros))
    yield "by_clock_s", median(tries, "s")


def power(parts: Parts) -> Iterator[Line]:
    """A year of days at 0.3 events a day: the power that is stated of such a record, and how often other such years,
    with the coupling in them, are called coupled (`moving`), or found to be where nothing else moves and the decay is
    known (`still`). `fit` is the share in which the fit by day, its background free and its decay estimated, finds
    it by itself, one-sided at 5 %."""
    said = parts.tried("said", _said, series=max(1, parts.series // 4))
    for alpha in (0.1, 0.2):

        def shown(seed: int, alpha: float = alpha) -> Numbers:
            counts = days_simulated(decay=1.0, seed=100_000 + seed, **TRUTHS[f"true_{alpha:g}_year"])
            cause, fit = common_cause(counts[:, 0], counts[:, 1]), day_coupling(counts)
            return {
                "moving": cause.chance is not None and cause.chance < LEVEL,
                "still": stands_out(counts, 1.0),
                "fit": fit.alpha[1, 0] > 1.645 * fit.alpha_error[1, 0],
            }

        tries = parts.tried(f"shown_{alpha:g}", shown)
        for background in ("moving", "still"):
            yield f"year_{alpha:g}_{background}_said", mean(said, f"{background}_{alpha:g}")
            yield f"year_{alpha:g}_{background}_shown", share(tries, background)
        yield f"year_{alpha:g}_fit_shown", share(tries, "fit")


def _said(seed: int) -> Numbers:
    counts = days_simulated(decay=1.0, seed=seed, **TRUTHS["null_year"])
    told = could_show(day_coupling(counts), 0, 1, seed=seed, series=100)
    moving = {f"moving_{one.alpha:g}": one.coupled for one in told}
    return moving | {f"still_{one.alpha:g}": one.still for one in told}


def _by_day(seed: int) -> Numbers:
    """Which 95 % intervals hold the truth, of alpha and of the decay where the days tell it."""
    counts = days_simulated(FOUR_YEARS, background=[0.8, 1.4], alpha=TWO, decay=1.0, seed=seed)
    began = busy()
    fit = day_coupling(counts)
    told: dict[str, float] = {"s": busy() - began, "known": fit.decay_known[1]}
    for k, j in np.ndindex(2, 2):
        told[f"{k}{j}"] = bool(abs(fit.alpha[k, j] - TWO[k, j]) <= 1.96 * fit.alpha_error[k, j])
    for k, (low, high) in enumerate(own_ends(counts, fit)):
        told |= {f"{k}{k}": bool(low <= TWO[k, k] <= high), f"own_{k}": float(fit.alpha[k, k])}
    if fit.decay_known[1]:
        told["decay"] = bool(fit.decay_low[1] <= 1 <= fit.decay_high[1])
    return told


def _rounded(seed: int) -> Numbers:
    """Exact times cut to days: a coupling of 0.3, and its reverse, which is zero."""
    alpha = np.array([[0.2, 0.0], [0.3, 0.2]])
    times, types = times_simulated(FOUR_YEARS, background=[0.7, 0.7], alpha=alpha, decay=1.0, seed=seed)
    whole = day_coupling(counted(times, types, days=FOUR_YEARS, number=2)).alpha_whole
    return {"forward": whole[1, 0], "reverse": whole[0, 1]}


def _by_clock(seed: int) -> Numbers:
    """About two thousand events: which 95 % intervals hold the truth."""
    times, types = times_simulated(900, background=[0.4, 0.4, 0.4], alpha=THREE, decay=1.0, seed=seed)
    began = busy()
    fit = excitation(times, types, 3, horizon=900.0)
    held = (fit.alpha_low <= THREE) & (fit.alpha_high >= THREE)
    return {f"{k}{j}": bool(held[k, j]) for k, j in np.ndindex(3, 3)} | {"s": busy() - began}


def roadside(data: Path, _parts: Parts) -> Iterator[Line]:
    """Roadside bombs of March to May 2007 within 1 km and 2 days."""
    sheet = table_in(data.parent.parent / "iraq_2004_2009" / "insurgencies.csv")
    kinds, dates = sheet.column("type"), sheet.column("date")
    kept = [at for at, kind in enumerate(kinds) if kind == "IED" and "2007-03-01" <= dates[at] <= "2007-05-31"]
    days: NDArray[np.float64] = np.array([dates[at] for at in kept], dtype="datetime64[D]").astype(np.float64)
    latitude, longitude = (np.array(sheet.numbers(name))[kept] for name in ("latitude", "longitude"))
    found = near_repeat(latitude, longitude, days, km=1, days=2, seed=1)
    yield "bombs", len(kept)
    yield "pairs_within_1km_2d", found.pairs
    yield "over_chance", found.ratio
    yield "chance", found.chance
