"""How far the effect of a date can be trusted, on simulated series whose truth is known: nominal 95 % intervals.

Each figure stands for `series` series: half without a change, half with a fall of 30 %. `covers` is the share of
intervals that hold the truth, `bias` the mean error of the log ratio, `false` the share of series without a change in
which one is shown, `power` that of true falls shown, `s` seconds for one fit.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.parts import Line, Numbers, Parts, busy, mean, median, share
from recount.assess.breaks import breaks
from recount.assess.effect import against
from recount.assess.estimate import Estimate, change_of, estimated
from recount.assess.periods import Floats
from recount.assess.power import power_of
from recount.assess.shapes import Question
from recount.assess.simulate import Simulated, counts_over_a_climate, falling_reporting, sources_of
from recount.assess.tipping import tipping_of
from recount.records.assessed import Change

FALL = 0.7
NEAR = 8
"""Weeks from the true date within which a date found is called near."""
RUPTURES = importlib.util.find_spec("ruptures") is not None
PHIS = (0.0, 0.6, 0.9, 0.97)
OUTSIDE: dict[str, dict[str, Any]] = {
    "walking": {"climate": "walking"},
    "two_scales": {"climate": "two_scales"},
    "pulsing": {"climate": "pulsing"},
    "heavy": {"size": 1.0},
    "rare": {"base": 0.7},
}
"""Series unlike the estimator's model, or near its edge: climates of other kinds, counts that scatter as widely as
their mean, seven events in ten weeks."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One series, what was found in it, and how long that took."""

    made: Simulated
    found: Estimate
    seconds: float

    @property
    def interval(self) -> tuple[float, float, float]:
        return self.found.known.interval(0.95)

    @property
    def covers(self) -> bool:
        low, _, high = self.interval
        return bool(low <= np.log(self.made.ratio) <= high)

    @property
    def shown(self) -> bool:
        low, _, high = self.interval
        return low > 0 or high < 0


def run(parts: Parts) -> Iterator[Line]:
    """Noise of the estimator's own kind, from none that lasts to one that hardly changes."""
    for phi in PHIS:
        yield from calibration(parts, f"phi_{phi:g}", phi=phi)


def outside(parts: Parts) -> Iterator[Line]:
    """Noise of other kinds."""
    for name, noise in OUTSIDE.items():
        yield from calibration(parts, name, **noise)


def search(parts: Parts) -> Iterator[Line]:
    """Changes found without being told when, and what a peer finds that takes periods for independent."""
    for phi in PHIS[:3]:
        yield from found_breaks(parts, f"phi_{phi:g}", phi)


def tried(made: Simulated) -> Tried:
    """Fit one series."""
    began = busy()
    found = estimated(made.counts, made.calendar, Question(made.at))
    return Tried(made, found, busy() - began)


def calibration(parts: Parts, name: str, **noise: Any) -> Iterator[Line]:
    """Coverage, bias, false alarms and power for one kind of noise."""

    def trial(seed: int) -> Numbers:
        one = tried(counts_over_a_climate(seed=seed, ratio=(1.0, FALL)[seed % 2], **noise))
        shown = "false" if one.made.ratio == 1 else "power"
        error = one.interval[1] - np.log(one.made.ratio)
        return {"covers": one.covers, "bias": error, shown: one.shown, "s": one.seconds}

    tries = parts.tried(name, trial)
    yield f"{name}_covers", share(tries, "covers")
    yield f"{name}_bias", mean(tries, "bias")
    yield f"{name}_false", share(tries, "false")
    yield f"{name}_power", share(tries, "power")
    yield f"{name}_s", median(tries, "s")


def power_kept(parts: Parts) -> Iterator[Line]:
    """The smallest fall said to be shown four times in five is planted in fresh series of the same kind: how often it
    is shown."""

    def said(seed: int) -> Numbers:
        fall = power_of(tried(counts_over_a_climate(seed=seed)).found).fall
        return {} if fall is None else {"fall": np.log(fall)}

    smallest = float(np.exp(mean(parts.tried("said", said, series=40), "fall")))

    def planted(seed: int) -> Numbers:
        return {"shown": tried(counts_over_a_climate(seed=50_000 + seed, ratio=smallest)).shown}

    yield "power_said", 0.8
    yield "power_kept", share(parts.tried("planted", planted), "shown")
    yield "power_fall", smallest


def reporting(parts: Parts) -> Iterator[Line]:
    """Nothing changes but reporting, which falls to 70 %: false alarms with nothing done about it, with the exposure
    known, with a comparison taken off; how often the tipping point flags the change, without and with a series of
    active sources; and what a comparison costs in power where the fall is true and reporting the same."""
    tries = parts.tried("reporting", _reporting)
    for name in ("ignored_false", "known_false", "compared_false", "compared_power"):
        yield f"reporting_{name}", share(tries, name)
    for name in ("unknown_flagged", "sources_flagged"):
        yield f"reporting_{name}", share(tries, name)


def _reporting(seed: int) -> Numbers:
    reported = falling_reporting(500, 100, FALL)
    made = counts_over_a_climate(seed=90_000 + seed, share=reported)
    question = Question(made.at)
    alone = estimated(made.counts, made.calendar, question)
    change = change_of(alone)
    known = change_of(estimated(made.counts, made.calendar, question, exposure=reported))
    beside = counts_over_a_climate(seed=190_000 + seed, share=reported)
    other = estimated(beside.counts, beside.calendar, question)
    heard = change_of(estimated(sources_of(reported, seed=seed), made.calendar, question)).ratio
    fell = tried(counts_over_a_climate(seed=290_000 + seed, ratio=FALL)).found
    level = tried(counts_over_a_climate(seed=390_000 + seed)).found
    return {
        "ignored_false": away(change),
        "known_false": away(known),
        "compared_false": away(change_of(alone, against(alone, [other]))),
        "compared_power": away(change_of(fell, against(fell, [level]))),
        "unknown_flagged": tipping_of(change).verdict in ("no_change", "reporting_unknown"),
        "sources_flagged": tipping_of(change, told=heard).verdict in ("no_change", "reporting_could_explain"),
    }


def found_breaks(parts: Parts, name: str, phi: float) -> Iterator[Line]:
    """Changes found without being told when: in series that have none; a fall of 30 % and one by half at week 300; how
    often the true date lies between the dates given. Where ruptures is installed, the same of it: PELT on Anscombe's
    roots with the penalty of BIC and a spread from the median of differences; `near` is a date within eight weeks."""
    for words, ratio, first in (("none", 1.0, 500_000), ("fall_30", 0.7, 600_000), ("fall_50", 0.5, 600_000)):

        def trial(seed: int, ratio: float = ratio, first: int = first) -> Numbers:
            after = 100 if ratio == 1 else 200
            made = counts_over_a_climate(seed=first + seed, phi=phi, ratio=ratio, after=after)
            truth = made.calendar.names().index(made.at)
            began = busy()
            found = breaks(made.counts, made.calendar, most=2)
            told: dict[str, float] = {"found": bool(found), "s": busy() - began}
            if found:
                places = [made.calendar.names().index(one.at) for one in found]
                told["dated"] = any(one.first <= made.at <= one.last for one in found)
                told["near"] = any(abs(place - truth) <= NEAR for place in places)
            if RUPTURES:
                began = busy()
                theirs = by_ruptures(made.counts)
                told |= {"ruptures_found": bool(theirs), "ruptures_s": busy() - began}
                if theirs:
                    told["ruptures_near"] = any(abs(place - truth) <= NEAR for place in theirs)
            return told

        tries = parts.tried(f"{name}_{words}", trial)
        wanted = ["found"] if ratio == 1 else ["found", "dated", "near"]
        wanted += ["ruptures_found"] * RUPTURES + ["ruptures_near"] * (RUPTURES and ratio != 1)
        for figure in wanted:
            yield f"breaks_{name}_{words}_{figure}", share(tries, figure)
        for figure in ["s"] + ["ruptures_s"] * RUPTURES:
            yield f"breaks_{name}_{words}_{figure}", median(tries, figure)


def by_ruptures(counts: Floats) -> list[int]:
    """Periods at which ruptures sees a change of level."""
    import ruptures

    roots = 2 * np.sqrt(counts + 3 / 8)
    spread = float(np.median(np.abs(np.diff(roots)))) / (0.6745 * np.sqrt(2)) or 1.0
    ends = ruptures.Pelt(model="l2", jump=1).fit(roots / spread).predict(pen=2 * np.log(len(roots)))
    return [int(end) for end in ends[:-1]]


def away(change: Change) -> bool:
    """Whether the interval of a ratio leaves no change out."""
    return change.ratio.low > 1 or change.ratio.high < 1
