"""Coupling by day and by the clock, against brute force, and the words that the tests allow."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime, minimize
from scipy.stats import norm

from recount.assess.common_cause import CommonCause, Witness, common_cause, residual
from recount.assess.coupling import combined, coupling, holm, verdict, word_for
from recount.assess.coupling_power import could_show, stands_out
from recount.assess.day_coupling import background_basis, day_coupling, uniform_parts, whole_day
from recount.assess.day_likelihood import Target, curvature, likelihood, top
from recount.assess.events_simulated import counted, days_simulated, times_simulated
from recount.assess.excitation import _derivatives, excitation, loglikelihood, rescaled
from recount.assess.near_repeat import near_repeat
from recount.assess.rescaling import distance, goodness
from recount.records import DataError

ALPHA = np.array([[0.3, 0.0], [0.3, 0.2]])


def slow_loglik(times, types, k, background, alpha, decay, edges) -> float:
    """The log-likelihood of one target as it is written down: every event looks at every earlier one."""
    value = 0.0
    for at, moment in enumerate(times):
        if types[at] != k:
            continue
        rate = background[np.searchsorted(edges, moment, side="right") - 1]
        for earlier, kind in zip(times, types, strict=True):
            if earlier < moment:
                rate += alpha[kind] * decay[kind] * np.exp(-decay[kind] * (moment - earlier))
        value += np.log(rate)
    value -= (background * np.diff(edges)).sum()
    return value - sum(alpha[j] * (1 - np.exp(-decay[j] * (edges[-1] - t))) for t, j in zip(times, types, strict=True))


moments = st.lists(st.integers(0, 60), min_size=3, max_size=14)


@settings(max_examples=25)
@given(moments, st.integers(0, 2**14), st.booleans())
def test_the_fast_likelihood_is_the_slow_one_ties_and_all(when: list[int], kinds: int, tied: bool) -> None:
    times = np.sort(np.array(when, dtype=np.float64)) / 3 + (0 if tied else np.linspace(0, 0.2, len(when)))
    types = np.array([kinds >> i & 1 for i in range(len(when))], dtype=np.int64)
    edges = np.array([0.0, 7.5, 21.0])
    background, alpha, decay = np.array([0.3, 0.6]), np.array([0.4, 0.2]), np.array([0.7, 1.9])
    for k in (0, 1):
        found = _derivatives(times, types, k, background, alpha, decay, edges)
        assert found[0] == pytest.approx(slow_loglik(times, types, k, background, alpha, decay, edges), abs=1e-9)


def test_first_and_second_derivatives_are_those_of_the_likelihood() -> None:
    times, types = times_simulated(60, background=[0.5, 0.4], alpha=ALPHA, decay=1.2, seed=2)
    edges = np.array([0.0, 25.0, 60.0])
    x = np.array([0.4, 0.5, 0.3, 0.25, np.log(0.8), np.log(1.7)])

    def at(x: np.ndarray) -> tuple:
        return _derivatives(times, types, 1, x[:2], x[2:4], np.exp(x[4:]), edges)

    assert at(x)[1] == pytest.approx(approx_fprime(x, lambda v: at(v)[0], 1e-7), rel=1e-4, abs=1e-3)
    slopes = np.array([(at(x + h)[1] - at(x - h)[1]) / 2e-5 for h in np.eye(6) * 1e-5])
    assert at(x)[2] == pytest.approx(slopes, rel=1e-4, abs=1e-3)


def test_events_by_the_clock_give_back_what_made_them() -> None:
    times, types = times_simulated(3000, background=[0.5, 0.4], alpha=ALPHA, decay=1.0, seed=5)
    fit = excitation(times, types, 2, horizon=3000.0)
    assert (fit.alpha_low <= ALPHA + 0.02).all()
    assert (fit.alpha_high >= ALPHA).all()
    assert fit.decay[1] == pytest.approx(1.0, abs=0.35)
    truth = loglikelihood(
        times, types, background=np.array([[0.5], [0.4]]), alpha=ALPHA, decay=np.ones((2, 2)), horizon=3000.0
    )
    assert fit.loglik > truth
    pairwise = excitation(times, types, 2, horizon=3000.0, decays="pair")
    assert pairwise.loglik >= fit.loglik - 1e-6
    assert distance(rescaled(times, types, fit, 0)) < 0.05
    assert rescaled(times, types, fit, 1).sum() == pytest.approx((types == 1).sum(), rel=0.01)


def test_no_excitation_lies_at_its_bound_and_says_so() -> None:
    bounded = 0
    for seed in range(6):
        times, types = times_simulated(400, background=[0.5, 0.5], alpha=np.zeros((2, 2)), decay=1.0, seed=seed)
        fit = excitation(times, types, 2, horizon=400.0)
        bounded += fit.at_zero.sum()
        assert np.isnan(fit.alpha_error[fit.at_zero]).all()
        assert (fit.alpha_high[fit.at_zero] > 0).all()
        assert np.isnan(fit.decay[fit.at_zero]).all()
    assert bounded >= 6


@pytest.mark.slow
def test_goodness_has_its_size_from_series_that_the_fit_makes() -> None:
    times, types = times_simulated(300, background=[0.5], alpha=[[0.4]], decay=1.0, seed=1)
    fit = excitation(times, types, 1, horizon=300.0)
    assert goodness(times, types, fit, seed=1, refits=19)[0].chance > 0.05
    clumped = np.sort(np.concatenate([np.arange(0, 300, 3.0) + d for d in (0, 0.001, 0.002, 0.003)]))
    kinds = np.zeros(len(clumped), dtype=np.int64)
    fit = excitation(clumped, kinds, 1, horizon=301.0)
    assert goodness(clumped, kinds, fit, seed=1, refits=19)[0].chance <= 0.05


@pytest.mark.parametrize(
    ("times", "types", "said"),
    [
        ([], [], "found none"),
        ([1.0, -1.0], [0, 0], "some outside"),
        ([2.0, 1.0] * 10, [0] * 20, "in order"),
        ([1.0, 2.0], [0, 0], "found 2 events of one type"),
        ([np.nan], [0], "found none, or some outside"),
    ],
)
def test_times_that_cannot_be_fitted_get_a_sentence(times: list, types: list, said: str) -> None:
    with pytest.raises(DataError, match=said):
        excitation(np.array(times), np.array(types, dtype=np.int64), 1, horizon=100.0)


def by_day(seed: int) -> tuple[Target, np.ndarray]:
    counts = days_simulated(90, background=[0.8, 0.6], alpha=ALPHA, decay=1.0, seed=seed).astype(float)
    basis = background_basis(90, 45, True)
    rng = np.random.default_rng(seed)
    x = np.concatenate([rng.normal(size=basis.shape[1]) * 0.2, rng.normal(size=2) * 0.2, [0.3, 1.0]])
    return Target(counts[:, 1], counts, basis, 0.1), x


@given(st.integers(0, 1000))
@settings(max_examples=10)
def test_slope_and_curvature_of_the_daily_likelihood_are_right(seed: int) -> None:
    of, x = by_day(seed)
    value, gradient = likelihood(x, of)
    again = approx_fprime(x, lambda v: likelihood(v, of)[0], 1e-7)
    assert gradient == pytest.approx(again, rel=1e-3, abs=2e-3)
    assert np.isfinite(value)
    slopes = [(likelihood(x - h, of)[1] - likelihood(x + h, of)[1]) / 2e-5 for h in np.eye(len(x)) * 1e-5]
    assert curvature(x, of) == pytest.approx(np.array(slopes), rel=1e-3, abs=2e-3)


def test_from_the_top_no_other_climber_goes_higher() -> None:
    for seed in range(4):
        of, x = by_day(seed)
        low, high = np.full(len(x), -6.0), np.full(len(x), 6.0)
        place, height = top(x, low, high, of)
        peer = minimize(
            lambda v, of=of: tuple(-part for part in likelihood(v, of)),
            place,
            jac=True,
            method="L-BFGS-B",
            bounds=list(zip(low, high, strict=True)),
        )
        assert height == pytest.approx(likelihood(place, of)[0])
        assert height >= -peer.fun - 1e-5


@pytest.mark.filterwarnings("ignore:The Identity link")
def test_the_daily_fit_without_coupling_is_the_regression_of_statsmodels() -> None:
    rng = np.random.default_rng(3)
    counts = np.column_stack([rng.poisson(3.0, 400), rng.poisson(2.0, 400)])
    fit = day_coupling(counts, season_days=10_000, weekly=False)
    keep = np.exp(-fit.decay[0])
    stirred = np.zeros((400, 2))
    for t in range(1, 400):
        stirred[t] = keep * stirred[t - 1] + (1 - keep) * counts[t - 1]
    identity = sm.families.Poisson(sm.families.links.Identity())
    peer = sm.GLM(counts[:, 0], sm.add_constant(stirred), family=identity).fit()
    assert fit.size[0] > 30
    assert fit.alpha[0] == pytest.approx(peer.params[1:], abs=0.02)
    assert fit.alpha_error[0] == pytest.approx(peer.bse[1:], rel=0.3)


def test_counts_by_day_give_back_excitation_and_inhibition() -> None:
    truth = np.array([[0.2, 0.0], [-0.35, 0.1]])
    counts = days_simulated(1500, background=[1.0, 1.6], alpha=truth, decay=0.7, seed=4)
    fit = day_coupling(counts)
    assert (np.abs(fit.alpha - truth) < 3 * fit.alpha_error).all()
    assert fit.alpha[1, 0] + 1.96 * fit.alpha_error[1, 0] < 0
    assert (fit.expected > 0).all()


def test_events_rounded_to_days_keep_their_direction() -> None:
    alpha = np.array([[0.2, 0.0], [0.3, 0.2]])
    times, types = times_simulated(4000, background=[0.5, 0.5], alpha=alpha, decay=1.0, seed=8)
    fit = day_coupling(counted(times, types, days=4000, number=2), season_days=1000)
    assert fit.alpha_whole[1, 0] == pytest.approx(0.3, abs=0.1)
    assert abs(fit.alpha_whole[0, 1]) < 0.08


def test_a_slow_fading_is_left_to_the_background() -> None:
    """With fadings of fifty days beside bends of ninety, this one's own excitation came out far below zero."""
    alpha = np.array([[0.2, 0.0], [0.3, 0.2]])
    times, types = times_simulated(1461, background=[0.7, 0.7], alpha=alpha, decay=1.0, seed=0)
    fit = day_coupling(counted(times, types, days=1461, number=2))
    assert 0 < fit.alpha[0, 0] < 0.4
    assert fit.alpha_whole[1, 0] == pytest.approx(0.3, abs=0.1)


@given(st.lists(st.floats(-0.2, 0.5), min_size=4, max_size=4), st.floats(0.2, 3))
def test_the_share_of_the_day_is_taken_back_as_it_was_put_in(cells: list[float], decay: float) -> None:
    whole = np.array(cells).reshape(2, 2)
    later = -np.expm1(-decay) / decay
    seen = later * np.linalg.solve(np.eye(2) - (1 - later) * whole, whole)
    assert whole_day(seen, np.array([decay, decay])) == pytest.approx(whole, abs=1e-9)


def test_places_in_the_expected_distribution_are_uniform() -> None:
    counts = days_simulated(1500, background=[1.0, 2.0], alpha=ALPHA, decay=1.0, seed=6)
    parts = uniform_parts(counts, day_coupling(counts), seed=1)
    assert parts.mean(axis=0) == pytest.approx([0.5, 0.5], abs=0.03)
    assert parts.std(axis=0) == pytest.approx([12**-0.5] * 2, abs=0.02)


def shown(days: int, *, alpha: float, seed: int, spread: float = 0.0, memory: float = 14.0) -> CommonCause:
    counts = days_simulated(
        days, background=[0.7, 0.7], alpha=[[0.3, 0], [alpha, 0.3]], decay=1.0, seed=seed, spread=spread, memory=memory
    )
    return common_cause(counts[:, 0], counts[:, 1])


@pytest.mark.slow
def test_a_climate_that_two_series_share_is_not_called_coupling() -> None:
    for memory in (3.0, 14.0, 60.0):
        chances = [shown(1461, alpha=0, seed=s, spread=0.5, memory=memory).chance for s in range(60)]
        assert np.mean([c is not None and c < 0.05 for c in chances]) < 0.12
    found = [shown(1461, alpha=0.2, seed=s, spread=0.5).chance for s in range(30)]
    assert np.mean([c is not None and c < 0.05 for c in found]) > 0.75


def test_turning_time_round_turns_the_second_witness_round() -> None:
    counts = days_simulated(28 * 40, background=[0.7, 0.7], alpha=ALPHA, decay=1.0, seed=1, spread=0.4)
    a, b = residual(counts[:, 0].astype(float)), residual(counts[:, 1].astype(float))
    from recount.assess.common_cause import _one_way

    forward, back = _one_way(a, b), _one_way(b, a)
    assert forward is not None
    assert back is not None
    assert forward.score == pytest.approx(-back.score)


def test_residuals_lose_the_level_and_the_rhythm_of_the_week() -> None:
    rng = np.random.default_rng(1)
    rate = np.linspace(1, 6, 700) * np.array([0.5, 1, 1, 1, 1, 1, 1.5])[np.arange(700) % 7]
    left = residual(rng.poisson(rate).astype(float))
    by_day = np.bincount(np.arange(700) % 7, weights=left) / 100
    assert np.abs(by_day).max() < 0.1
    assert abs(np.corrcoef(left, np.arange(700))[0, 1]) < 0.1


@pytest.mark.parametrize(
    ("week", "way", "clear", "word"),
    [
        ((3.0, 0.003), (2.5, 0.02), 1, "coupled"),
        ((-3.0, 0.003), (-2.5, 0.02), -1, "coupled"),
        ((3.0, 0.003), (-2.5, 0.02), 1, "cannot tell"),
        ((3.0, 0.003), (0.5, 0.6), 1, "cannot tell"),
        ((3.0, 0.003), (2.5, 0.02), 0, "cannot tell"),
        ((-3.0, 0.003), (-2.5, 0.02), 1, "cannot tell"),
        ((1.0, 0.3), (2.5, 0.02), 1, "not seen"),
        (None, (2.5, 0.02), 1, "cannot tell"),
        ((3.0, 0.003), None, 1, "cannot tell"),
    ],
)
def test_the_word_needs_both_witnesses_and_the_fit(
    week: tuple | None, way: tuple | None, clear: int, word: str
) -> None:
    cause = CommonCause(*(None if w is None else Witness(*w, parts=50) for w in (week, way)))
    assert word_for(cause, cause.chance, clear) == word


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_holm_never_makes_a_chance_smaller_and_keeps_their_order(chances: list[float]) -> None:
    found = holm(chances)
    for (p, q), (r, s) in product(zip(chances, found, strict=True), repeat=2):
        assert q is not None
        assert s is not None
        assert q >= p
        assert p > r or q <= s or p == r


def test_draws_of_dates_add_their_spread_to_the_error() -> None:
    mean, error = combined(np.array([[1.0], [3.0]]), np.array([[1.0], [1.0]]))
    assert mean[0] == 2
    assert error[0] == pytest.approx(np.sqrt(1 + 1.5 * 2))


def spread_out(counts: np.ndarray, blurred: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    days, types = np.nonzero(counts)
    times = np.repeat(days, counts[days, types])
    kinds = np.repeat(types, counts[days, types])
    stops = times + 1
    starts = times.copy()
    if blurred:
        wide = np.arange(len(times)) % blurred == 0
        starts[wide] = times[wide] // 7 * 7
        stops[wide] = starts[wide] + 7
    return starts, np.minimum(stops, len(counts)), kinds


@pytest.mark.slow
def test_dates_known_to_the_week_enter_as_weeks() -> None:
    counts = days_simulated(730, background=[0.8, 0.8], alpha=[[0.1, 0], [0.5, 0.1]], decay=1.0, seed=2)
    sharp = coupling(*spread_out(counts), ["a", "b"], days=730, seed=1, series=0)
    blurred = coupling(*spread_out(counts, 3), ["a", "b"], days=730, seed=1, series=0)
    assert sharp.pairs[0].word == "coupled"
    assert blurred.undated == pytest.approx(1 / 3, abs=0.01)
    assert blurred.pairs[0].alpha < sharp.pairs[0].alpha
    assert "not dated to the day" in " ".join(verdict(blurred))


def test_the_verdict_says_what_the_record_could_have_shown() -> None:
    counts = days_simulated(365, background=[0.3, 0.3], alpha=np.zeros((2, 2)), decay=1.0, seed=3)
    found = coupling(*spread_out(counts), ["a", "b"], days=365, seed=1, series=40)
    words = " ".join(verdict(found))
    assert "a record like this finds a coupling of 0.1" in words
    assert "were the background known to stand still" in words
    assert all(p.power[0].coupled <= p.power[-1].coupled for p in found.pairs)


def test_the_power_of_who_knows_that_nothing_moves_is_that_of_theory() -> None:
    """A year of 0.3 events a day, a coupling of .1: about one in three. By theory its error is
    sqrt(rate / (days * variance of what remains of the source))."""
    year = {"days": 365, "background": [0.3, 0.3], "alpha": [[0.0, 0.0], [0.1, 0.0]], "decay": 1.0}
    keep = np.exp(-1.0)
    error = np.sqrt(0.33 / (365 * 0.3 * (1 - keep) / (1 + keep)))
    found = np.mean([stands_out(days_simulated(seed=seed, **year), 1.0) for seed in range(600)])
    assert found == pytest.approx(norm.sf(1.645 - 0.1 / error), abs=0.06)
    null = year | {"alpha": [[0.0, 0.0], [0.0, 0.0]]}
    assert np.mean([stands_out(days_simulated(seed=s, **null), 1.0) for s in range(600)]) == pytest.approx(
        0.05, abs=0.03
    )


def test_fewer_series_are_made_where_the_answer_is_clear() -> None:
    counts = days_simulated(1461, background=[0.7, 0.7], alpha=np.zeros((2, 2)), decay=1.0, seed=4)
    shown = could_show(day_coupling(counts), 0, 1, seed=1, series=100)
    assert [one.alpha for one in shown] == [0.1, 0.2, 0.4]
    assert shown[-1].coupled == 1
    assert shown[-1].series == 20 < shown[0].series


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"names": ["a"]}, "two to 6"),
        ({"days": 30}, "some outside"),
        ({"stops": np.arange(100)}, "ends before it begins"),
        ({"types": np.zeros(100, dtype=np.int64)}, "type 2 has 0 events"),
        ({"starts": np.zeros(0, dtype=np.int64), "stops": np.zeros(0, dtype=np.int64)}, "found none"),
    ],
)
def test_events_that_cannot_be_coupled_get_a_sentence(change: dict, said: str) -> None:
    given_ = {
        "starts": np.arange(100), "stops": np.arange(100) + 1, "types": np.arange(100) % 2, "names": ["a", "b"],
        "days": 100,
    } | change  # fmt: skip
    with pytest.raises(DataError, match=said):
        coupling(**given_, seed=1, series=0)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (np.full((100, 2), -1), "whole numbers from 0"),
        (np.full((100, 2), 0.5), "whole numbers from 0"),
        (np.where(np.arange(200).reshape(100, 2) == 21, np.nan, 1.0), "gap at day 11"),
        (np.ones((2, 2)), "found 2 days"),
        (np.zeros((100, 2)), "type 1 has 0 events"),
        (np.ones(100), "a column for each type"),
    ],
)
def test_counts_that_cannot_be_coupled_get_a_sentence(counts: np.ndarray, said: str) -> None:
    with pytest.raises(DataError, match=said):
        day_coupling(counts)  # type: ignore[arg-type]


def test_near_repeats_count_every_pair() -> None:
    rng = np.random.default_rng(1)
    latitude, longitude, when = 33 + rng.random(150) / 20, 44 + rng.random(150) / 20, rng.integers(0, 40, 150)
    found = near_repeat(latitude, longitude, when, km=1, days=2, seed=1, deals=99)
    pairs = near = 0
    for i in range(150):
        for j in range(i):
            a, b = np.radians([latitude[i], longitude[i]]), np.radians([latitude[j], longitude[j]])
            half = np.sin((a - b) / 2) ** 2
            km = 2 * 6371.0088 * np.arcsin(np.sqrt(half[0] + np.cos(a[0]) * np.cos(b[0]) * half[1]))
            near += km <= 1
            pairs += km <= 1 and abs(when[i] - when[j]) <= 2
    share = np.mean([abs(when[i] - when[j]) <= 2 for i in range(150) for j in range(i)])
    assert found.pairs == pairs
    assert found.expected == pytest.approx(near * share)


@pytest.mark.shared
@pytest.mark.slow
def test_roadside_bombs_in_iraq_come_in_near_repeats(shared: Path) -> None:
    rows = [line.split(",") for line in (shared / "iraq_2004_2009" / "insurgencies.csv").read_text().splitlines()[1:]]
    kept = [row for row in rows if row[3] == "IED" and "2007-03-01" <= row[0] <= "2007-05-31"]
    days = np.array([row[0] for row in kept], dtype="datetime64[D]").astype(float)
    place = np.array([[float(row[2]), float(row[1])] for row in kept])
    found = near_repeat(place[:, 0], place[:, 1], days, km=1, days=2, seed=1, deals=19)
    assert found.ratio == pytest.approx(1.45, abs=0.05)
