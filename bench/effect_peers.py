"""The same change at the same date by other libraries, in one run on the same series: seconds a fit of
one processor, as ratios.

A peer that is not installed is left out aloud. Intervals that are quick and wrong are shown with what they cover.
"""

from __future__ import annotations

import importlib.util
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bench.effect import FALL, tried
from bench.parts import Line, Numbers, Parts, busy, median, share
from recount.assess.shapes import Question, design_of, shape_of
from recount.assess.simulate import Simulated, counts_over_a_climate

Interval = tuple[float, float]


def run(parts: Parts) -> Iterator[Line]:
    """Median seconds and coverage at autocorrelation .9, and our seconds over theirs; on each series ours is followed
    at once by theirs, so that all meet the same load."""
    present = {name: fit for name, (package, fit) in PEERS.items() if importlib.util.find_spec(package) is not None}
    for name, (package, _) in PEERS.items():
        if name not in present:
            print(f"# {package} is not installed: {name} was not run", file=sys.stderr)

    def trial(seed: int) -> Numbers:
        made = counts_over_a_climate(seed=seed, phi=0.9, ratio=(1.0, FALL)[seed % 2])
        ours = tried(made)
        told: dict[str, float] = {"recount_s": ours.seconds, "recount_covers": ours.covers}
        for name, fit in present.items():
            seconds, covers = clocked(fit, made)
            told |= {f"{name}_s": seconds, f"{name}_covers": covers, f"recount_over_{name}": ours.seconds / seconds}
        return told

    tries = parts.tried("_".join(["phi_0.9", *present]), trial)
    for name in ("recount", *present):
        yield f"{name}_s", median(tries, f"{name}_s")
        yield f"{name}_covers", share(tries, f"{name}_covers")
        if name != "recount":
            yield f"recount_over_{name}", median(tries, f"recount_over_{name}")


def clocked(fit: Callable[[Simulated], Interval], made: Simulated) -> tuple[float, bool]:
    """Seconds, and whether the interval of the log ratio holds the truth."""
    began = busy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        low, high = fit(made)
    return busy() - began, bool(low <= np.log(made.ratio) <= high)


def _columns(made: Simulated) -> Any:
    question = Question(made.at)
    return np.column_stack([design_of(question, made.calendar), shape_of(question, made.calendar)])


def negative_binomial(made: Simulated) -> Interval:
    """A negative binomial regression without a climate, as most reports use it."""
    import statsmodels.api as sm

    found = sm.NegativeBinomial(made.counts, _columns(made)).fit(disp=0, maxiter=200)
    low, high = found.conf_int()[-2]
    return float(low), float(high)


def sarimax(made: Simulated) -> Interval:
    """Autoregressive moving averages on logs."""
    import statsmodels.api as sm

    model = sm.tsa.SARIMAX(np.log(made.counts + 0.5), exog=_columns(made)[:, 1:], order=(1, 0, 1), trend="c")
    found = model.fit(disp=0)
    place = list(model.param_names).index(f"x{_columns(made).shape[1] - 1}")
    low, high = found.conf_int()[place]
    return float(low), float(high)


def causalpy(made: Simulated) -> Interval:
    """CausalPy's interrupted time series: average effect in the weeks after, as a log ratio to what it expects."""
    import causalpy
    import pandas

    columns = _columns(made)
    frame = pandas.DataFrame({"y": made.counts, "s": columns[:, 1], "c": columns[:, 2]})
    at = int(np.argmax(made.calendar.after(made.at) > 0))
    model = causalpy.pymc_models.LinearRegression(
        sample_kwargs={"progressbar": False, "random_seed": 1, "chains": 2, "cores": 1}
    )
    found = causalpy.InterruptedTimeSeries(frame, at, formula="y ~ 1 + s + c", model=model)
    impact = np.asarray(found.post_impact).reshape(-1, len(made.counts) - at).mean(axis=1)
    expected = made.counts[at:].mean() - np.median(impact)
    low, high = np.quantile(impact, [0.025, 0.975])
    return float(np.log(max(1e-3, 1 + low / expected))), float(np.log(max(1e-3, 1 + high / expected)))


PEERS: dict[str, tuple[str, Callable[[Simulated], Interval]]] = {
    "negative_binomial": ("statsmodels", negative_binomial),
    "sarimax": ("statsmodels", sarimax),
    "causalpy": ("causalpy", causalpy),
}
