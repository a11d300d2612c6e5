"""The fit for one climate against quadrature, dense algebra and another library; symmetries that any fit must have."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import roots_hermitenorm
from scipy.stats import nbinom, norm

from recount.assess.climate import SWINGING, fit, prior
from recount.assess.latent import Climate, Record, conditional, inverse_diagonal, precision, swings
from recount.assess.simulate import counts_over_a_climate

CLIMATE = Climate(phi=0.5, sd=0.4, size=6.0)


def dense_precision(n: int, climate: Climate) -> np.ndarray:
    lags = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    return np.linalg.inv(climate.sd**2 * climate.phi**lags)


def evidence_by_quadrature(counts: np.ndarray, climate: Climate, nodes: int) -> float:
    """The log evidence of a level and three latent values, by a product of Gauss-Hermite rules about the mode."""
    n = len(counts)
    record = Record(counts, np.ones((n, 1)), np.zeros(n))
    found = conditional(record, climate)
    prior = np.zeros((n + 1, n + 1))
    prior[0, 0], prior[1:, 1:] = 0.01, dense_precision(n, climate)
    loads = np.column_stack([np.ones(n), np.eye(n)])
    root = np.linalg.cholesky(np.linalg.inv(prior + loads.T @ np.diag(found.weights) @ loads))
    places, weights = roots_hermitenorm(nodes)
    grid = np.stack(np.meshgrid(*[places] * (n + 1), indexing="ij"), -1).reshape(-1, n + 1)
    shares = np.prod(np.stack(np.meshgrid(*[weights] * (n + 1), indexing="ij"), -1).reshape(-1, n + 1), axis=1)
    points = np.r_[found.beta, found.latent] + grid @ root.T
    k, means = climate.size, np.exp(points @ loads.T)
    logs = nbinom.logpmf(counts, k, k / (k + means)).sum(axis=1)
    logs += 0.5 * np.linalg.slogdet(prior)[1] - 0.5 * np.einsum("ij,jk,ik->i", points, prior, points)
    # The rule integrates against exp(-x^2 / 2), so that factor is put back; the powers of 2 pi cancel but for its own.
    logs += 0.5 * (grid**2).sum(axis=1) + np.linalg.slogdet(root)[1] - (n + 1) / 2 * np.log(2 * np.pi)
    return float(np.log(np.sum(shares * np.exp(logs - logs.max()))) + logs.max())


@pytest.mark.parametrize("counts", [[20, 25, 18], [4, 9, 2], [120, 60, 90]])
def test_the_evidence_is_that_of_quadrature(counts: list[int]) -> None:
    y = np.array(counts, dtype=np.float64)
    record = Record(y, np.ones((3, 1)), np.zeros(3))
    assert conditional(record, CLIMATE).score == pytest.approx(evidence_by_quadrature(y, CLIMATE, 10), abs=0.1)


def test_the_uncertainty_is_that_of_dense_algebra() -> None:
    made = counts_over_a_climate(seed=3, periods=40, after=10)
    design = np.column_stack([np.ones(40), np.arange(40) >= 30]).astype(np.float64)
    for climate in (CLIMATE, Climate(0.9, 0.3, 4.0, drift=0.5)):
        found = conditional(Record(made.counts, design, np.zeros(40)), climate)
        loads = np.column_stack([found.columns, np.eye(40)])
        p = found.columns.shape[1]
        whole = loads.T @ np.diag(found.weights) @ loads
        whole[:p, :p] += np.diag([0.01] * 2 + [climate.drift**-2] * (p - 2) if climate.drift else [0.01] * 2)
        whole[p:, p:] += dense_precision(40, climate)
        dense = np.linalg.inv(whole)
        np.testing.assert_allclose(found.covariance, dense[:p, :p], rtol=1e-6, atol=1e-9)
        linear = loads @ dense @ loads.T
        ours = found.variance_without(1, np.zeros(40))
        np.testing.assert_allclose(ours, np.diag(linear), rtol=1e-6)
        apart = loads.copy()
        apart[:, 1] -= design[:, 1]
        ours = found.variance_without(1, design[:, 1])
        np.testing.assert_allclose(ours, np.diag(apart @ dense @ apart.T), rtol=1e-6)


def test_the_diagonal_of_an_inverse() -> None:
    diagonal, beside, log_det = precision(12, CLIMATE)
    dense = dense_precision(12, CLIMATE)
    np.testing.assert_allclose(np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1), dense, atol=1e-9)
    assert log_det == pytest.approx(np.linalg.slogdet(dense)[1])
    d, e = np.empty(12), np.empty(11)
    d[0] = diagonal[0]
    for t in range(11):
        e[t] = beside[t] / d[t]
        d[t + 1] = diagonal[t + 1] - e[t] * beside[t]
    np.testing.assert_allclose(inverse_diagonal(d, e), np.diag(np.linalg.inv(dense)))


def test_slow_swings_are_those_of_a_random_walk() -> None:
    """Eight waves hold most of the variance of a walk about its own mean; the quicker rest is left to the AR(1)."""
    n = 400
    walk = np.cumsum(np.random.default_rng(1).standard_normal((2000, n)), axis=1) / np.sqrt(n)
    walk -= walk.mean(axis=1, keepdims=True)
    ours = (swings(n) ** 2).sum(axis=1)
    np.testing.assert_allclose(ours, walk.var(axis=0), atol=0.07)


def test_without_a_climate_it_is_the_negative_binomial_regression_of_statsmodels() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sm = pytest.importorskip("statsmodels.api", reason="statsmodels is not installed: the peer was not asked")
        made = counts_over_a_climate(seed=5, periods=200, after=50, sd=0.0001, ratio=0.6)
        design = np.column_stack([np.ones(200), np.arange(200) >= 150]).astype(np.float64)
        peer = sm.GLM(made.counts, design, family=sm.families.NegativeBinomial(alpha=1 / 8)).fit(tol=1e-12)
    ours = conditional(Record(made.counts, design, np.zeros(200)), Climate(0.0, 1e-4, 8.0))
    np.testing.assert_allclose(ours.beta, peer.params, atol=1e-3)
    # The peer's information is the expected one, ours the observed one.
    np.testing.assert_allclose(np.sqrt(np.diag(ours.covariance)), peer.bse, rtol=0.05)


def test_a_period_not_reported_at_the_end_changes_nothing() -> None:
    made = counts_over_a_climate(seed=6, periods=60, after=20)
    design = np.ones((60, 1))
    short = conditional(Record(made.counts, design, np.zeros(60)), CLIMATE)
    longer = np.append(made.counts, np.full(7, np.nan))
    long = conditional(Record(longer, np.ones((67, 1)), np.zeros(67)), CLIMATE)
    assert long.score == pytest.approx(short.score, abs=1e-6)
    np.testing.assert_allclose(long.beta, short.beta, atol=1e-7)


@settings(max_examples=6)
@given(st.integers(0, 1000), st.sampled_from([0.3, 1.0, 1.5]))
def test_a_record_read_backwards_has_the_opposite_change(seed: int, ratio: float) -> None:
    made = counts_over_a_climate(seed=seed, periods=80, after=30, ratio=ratio, season=0.0)
    step = (np.arange(80) >= 50).astype(np.float64)
    forward = fit(Record(made.counts, np.column_stack([np.ones(80), step]), np.zeros(80))).coefficient(1)
    # Backwards, what stood after the date stands first, and the step is from it to what stood before.
    turned = fit(Record(made.counts[::-1].copy(), np.column_stack([np.ones(80), 1 - step[::-1]]), np.zeros(80)))
    assert turned.coefficient(1).quantile(0.5) == pytest.approx(-forward.quantile(0.5), abs=0.03)


def test_priors_hold_nothing_for_sure_and_no_swings_for_too_small_to_see() -> None:
    """Flat over the angle of phi; over the drift it integrates to one and has next to nothing near nought."""
    at = np.array([0.0, np.log(0.3), np.log(0.3)])
    flat = [prior(np.append(2 * np.arctanh(phi), at[1:])) - np.log1p(-(phi**2)) / 2 for phi in (-0.7, 0.0, 0.5, 0.97)]
    np.testing.assert_allclose(flat, flat[0])
    drifts = np.linspace(-6, 4, 2001)
    density = np.exp([prior(np.append(at, drift)) - prior(at) for drift in drifts])
    assert np.trapezoid(density, drifts) == pytest.approx(1, abs=1e-6)
    assert np.trapezoid(density[drifts < np.log(0.15)], drifts[drifts < np.log(0.15)]) < 0.005


def test_a_climate_that_drifts_beneath_quick_weather_is_told_from_one_that_lasts_a_little() -> None:
    def slow(phi: float, walk: float) -> float:
        rng = np.random.default_rng(3)
        week = counts_over_a_climate(seed=3, periods=300, after=100, phi=phi, base=30.0)
        drift = np.cumsum(rng.standard_normal(300)) * walk / np.sqrt(300)
        counts = rng.poisson(30 * np.exp(week.climate + drift - drift.mean())).astype(np.float64)
        return fit(Record(counts, np.ones((300, 1)), np.zeros(300))).slow

    assert slow(0.3, 0.0) < SWINGING / 2
    assert slow(0.3, 1.5) > SWINGING * 2


def test_shares_of_a_fit_are_a_distribution() -> None:
    made = counts_over_a_climate(seed=8, periods=120, after=40)
    found = fit(Record(made.counts, np.ones((120, 1)), np.zeros(120)))
    assert found.shares.sum() == pytest.approx(1)
    assert (found.shares >= 0).all()
    assert 0 <= found.slow <= 1
    level = found.coefficient(0)
    assert level.quantile(0.025) < level.quantile(0.5) < level.quantile(0.975)
    assert norm.cdf(level.surprise()) == pytest.approx(1 - level.below(0.0), abs=1e-6)
