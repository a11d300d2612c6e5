"""The same change at the same date by other libraries, in one run on the same series: seconds a fit, as ratios.

A peer that is not installed is left out aloud. Intervals that are quick and wrong are shown with what they cover.
"""

from __future__ import annotations

import importlib.util
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bench.effect import FALL, tried
from recount.assess.shapes import Question, design_of, shape_of
from recount.assess.simulate import Simulated, counts_over_a_climate

Interval = tuple[float, float]


def run(series: int) -> Iterator[tuple[str, float]]:
    """Median seconds and coverage at autocorrelation .9, and our seconds over theirs."""
    made = [counts_over_a_climate(seed=i, phi=0.9, ratio=(1.0, FALL)[i % 2]) for i in range(series)]
    ours = [tried(one) for one in made]
    mine = statistics.median(one.seconds for one in ours)
    yield "recount_s", mine
    yield "recount_covers", statistics.fmean(one.covers for one in ours)
    for name, (package, fit) in PEERS.items():
        if importlib.util.find_spec(package) is None:
            print(f"# {package} is not installed: {name} was not run", file=sys.stderr)
            continue
        seconds, covers = clocked(fit, made)
        yield f"{name}_s", seconds
        yield f"{name}_covers", covers
        yield f"recount_over_{name}", mine / seconds


def clocked(fit: Callable[[Simulated], Interval], made: list[Simulated]) -> tuple[float, float]:
    """Median seconds, and the share of intervals of the log ratio that hold the truth."""
    seconds, covers = [], []
    for one in made:
        began = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            low, high = fit(one)
        seconds.append(time.perf_counter() - began)
        covers.append(low <= np.log(one.ratio) <= high)
    return statistics.median(seconds), statistics.fmean(covers)


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
    model = causalpy.pymc_models.LinearRegression(sample_kwargs={"progressbar": False, "random_seed": 1, "chains": 2})
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
