"""Three types of events by the clock, the decay to be estimated: our fit beside those of other libraries, in one run.

`python -m bench coupling_peers`: for about ten and about a hundred thousand events, seconds of each fit and how far its
log-likelihood lies above that of the truth, all by one referee (`excitation.loglikelihood`). A peer that takes the
decay as given is asked at each decay of a grid about the truth, as its users have to, and its best is kept. A peer
that is not installed is left out aloud.
"""

from __future__ import annotations

import importlib.util
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from bench.coupling import THREE
from bench.parts import Line, Parts, busy
from recount.assess.events_simulated import times_simulated
from recount.assess.excitation import excitation, loglikelihood
from recount.assess.lists import Floats, Ints

BACKGROUND = 0.4
HORIZONS = (3_300.0, 33_000.0)
GRID = (0.5, 0.7, 0.85, 1.0, 1.2, 1.4, 2.0)
"""Decays at which a peer is asked that takes one as given."""
SLOW = 40_000
"""Events above which a peer that needs minutes is asked at one decay only, the true one."""

Found = tuple[Floats, Floats, Floats]
"""Background by type, alpha and decay by target and source."""


def run(parts: Parts) -> Iterator[Line]:
    """Seconds and log-likelihood above the truth, ours and theirs; nothing is kept between runs."""
    seeds = range(min(parts.series, 3))
    for horizon in HORIZONS:
        made = [times_simulated(horizon, background=[BACKGROUND] * 3, alpha=THREE, decay=1.0, seed=s) for s in seeds]
        yield from compared(made, horizon)


def compared(made: Sequence[tuple[Floats, Ints]], horizon: float) -> Iterator[Line]:
    """All that are installed on the same events; the median of seconds, the mean of what is above the truth."""
    events = f"{np.mean([len(times) for times, _ in made]):.0f}"
    present: dict[str, Callable[[Floats, Ints, float], Found]] = {"recount": ours, "recount_by_pair": ours_by_pair}
    for name, (package, fit) in PEERS.items():
        if importlib.util.find_spec(package) is None:
            print(f"# {package} is not installed: {name} was not run", file=sys.stderr)
        else:
            present[name] = fit
    warm = times_simulated(300.0, background=[BACKGROUND] * 3, alpha=THREE, decay=1.0, seed=1)
    for name, fit in present.items():
        seconds: list[float] = []
        above: list[float] = []
        for times, types in made:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    if not seconds:
                        fit(*warm, 300.0)  # so that nobody's clock holds a compiler or an import
                    began = busy()
                    found = fit(times, types, horizon)
            except Exception as error:  # noqa: BLE001 - a peer that fails is part of what is found
                print(f"# {name} failed at {events} events: {type(error).__name__}: {error}", file=sys.stderr)
                break
            seconds.append(busy() - began)
            above.append(referee(times, types, horizon, *found) - referee(times, types, horizon, *TRUTH))
        if seconds:
            yield f"{events}_events_{name}_s", float(np.median(seconds))
            yield f"{events}_events_{name}_above_truth", float(np.mean(above))


TRUTH: Found = (np.full(3, BACKGROUND), THREE, np.ones((3, 3)))


def referee(times: Floats, types: Ints, horizon: float, background: Floats, alpha: Floats, decay: Floats) -> float:
    """One log-likelihood for all."""
    level = np.maximum(np.asarray(background, dtype=np.float64).reshape(3, 1), 1e-9)
    return loglikelihood(
        times, types, background=level, alpha=np.maximum(alpha, 0.0), decay=np.array(decay), horizon=horizon
    )


def ours(times: Floats, types: Ints, horizon: float) -> Found:
    """A decay for each target."""
    fit = excitation(times, types, 3, horizon=horizon)
    return fit.background[:, 0], fit.alpha, np.where(np.isnan(fit.decay), 1.0, fit.decay)


def ours_by_pair(times: Floats, types: Ints, horizon: float) -> Found:
    """A decay for each pair."""
    fit = excitation(times, types, 3, horizon=horizon, decays="pair")
    return fit.background[:, 0], fit.alpha, np.where(np.isnan(fit.decay), 1.0, fit.decay)


def best_of_grid(
    times: Floats, types: Ints, horizon: float, at: Callable[[float], tuple[Floats, Floats]], *, grid: Sequence[float]
) -> Found:
    """The best of fits at given decays."""
    found = [(*at(speed), np.full((3, 3), speed)) for speed in grid]
    return max(found, key=lambda one: referee(times, types, horizon, *one))


def apart(times: Floats, types: Ints) -> list[Floats]:
    """Times by type, as most libraries want them."""
    return [np.ascontiguousarray(times[types == k]) for k in range(3)]


def tick_least_squares(times: Floats, types: Ints, horizon: float) -> Found:
    """tick as it comes: least squares."""
    from tick.hawkes import HawkesExpKern

    events = apart(times, types)

    def at(speed: float) -> tuple[Floats, Floats]:
        learner = HawkesExpKern(speed)
        learner.fit([events])
        return np.asarray(learner.baseline), np.asarray(learner.adjacency)

    return best_of_grid(times, types, horizon, at, grid=GRID)


def tick_adm4(times: Floats, types: Ints, horizon: float) -> Found:
    """tick by likelihood, hardly penalised."""
    from tick.hawkes import HawkesADM4

    events = apart(times, types)

    def at(speed: float) -> tuple[Floats, Floats]:
        learner = HawkesADM4(speed, C=1e6, lasso_nuclear_ratio=1.0)
        learner.fit([events])
        return np.asarray(learner.baseline), np.asarray(learner.adjacency)

    return best_of_grid(times, types, horizon, at, grid=GRID)


def intensify(times: Floats, types: Ints, horizon: float) -> Found:
    """intensify, which estimates the decays itself: one for each pair, however its kernels are given."""
    import intensify as peer

    process: Any = peer.MultivariateHawkes(3, BACKGROUND, peer.ExponentialKernel(alpha=0.3, beta=1.0))
    fitted = peer.MLEInference().fit(process, apart(times, types), T=horizon).process
    alpha, decay = (
        np.array([[getattr(kernel, name) for kernel in row] for row in fitted.kernel_matrix])
        for name in ("alpha", "beta")
    )
    return np.asarray(fitted.mu), alpha, decay


def sparklen(times: Floats, types: Ints, horizon: float) -> Found:
    """sparklen at given decays; above a few ten thousand events at the true one alone, since each fit takes minutes."""
    from sparklen.hawkes.inference import LearnerHawkesExp

    events = apart(times, types)

    def at(speed: float) -> tuple[Floats, Floats]:
        learner = LearnerHawkesExp(
            decay=speed, loss="log-likelihood", penalty="none", max_iter=500, verbose_bar=False, verbose=False
        )
        learner.fit([events], horizon)
        theta = np.asarray(learner.estimated_params)
        return theta[:, 0], theta[:, 1:]

    return best_of_grid(times, types, horizon, at, grid=GRID if len(times) < SLOW else (1.0,))


PEERS: dict[str, tuple[str, Callable[[Floats, Ints, float], Found]]] = {
    "tick_least_squares": ("tick", tick_least_squares),
    "tick_adm4": ("tick", tick_adm4),
    "intensify": ("intensify", intensify),
    "sparklen": ("sparklen", sparklen),
}
