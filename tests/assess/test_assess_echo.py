"""A series' own echo told from a climate that two series share, and what that does to the test of direction."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import approx_fprime

from recount.assess.common_cause import SMOOTH, common_cause, residual
from recount.assess.echo import CENTER, SPREAD, echo_of, loss, plain, scored, spectrum, transforms, without_echo
from recount.assess.events_simulated import days_simulated

UNEQUAL = ((0.0, 0.0), (0.0, 0.6))


def pair(seed: int, *, days: int = 1461, alpha: tuple = UNEQUAL, rate: float = 2.1, spread: float = 0.5) -> np.ndarray:
    return days_simulated(
        days, background=[rate, rate], alpha=alpha, decay=1.0, seed=seed, spread=spread, memory=3.0
    ).astype(np.float64)


def spectra(theta: np.ndarray, waves: np.ndarray) -> tuple[np.ndarray, ...]:
    return tuple(np.array(part) for part in zip(*(spectrum(plain(theta), np.exp(-1j * w)) for w in waves), strict=True))


def residuals(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return residual(counts[:, 0]), residual(counts[:, 1])


def test_the_slope_is_that_of_the_loss() -> None:
    waves, moved = transforms(*residuals(pair(1, days=400)), SMOOTH)
    theta = CENTER + 0.1
    slope, curve = scored(theta, waves, moved)
    assert slope == pytest.approx(approx_fprime(theta, lambda x: loss(x, waves, moved), 1e-6), rel=0.02, abs=0.2)
    assert (np.linalg.eigvalsh(curve) > 0).all()


def test_the_expected_matrix_is_that_of_long_series() -> None:
    """Without climate and echo both series are noise of variance one, at every frequency."""
    theta = CENTER.copy()
    theta[[0, 1, 2, 3]] = 0
    for part, expected in zip(spectra(theta, np.linspace(0.3, 3, 5)), (1, 1, 0), strict=True):
        assert part == pytest.approx(np.full(5, expected))
    _, moved = transforms(*np.random.default_rng(1).standard_normal((2, 4000)), 29)
    assert (moved @ moved.conj().T).real / moved.shape[1] == pytest.approx(np.eye(2), abs=0.1)


def test_the_curvature_is_what_the_slopes_spread_by() -> None:
    """At the truth the slope of Whittle's likelihood has the expected curvature for its variance."""
    theta = CENTER.copy()
    waves = np.linspace(0.2, 3.1, 300)
    a, b, c = spectra(theta, waves)
    rng = np.random.default_rng(2)
    slopes = []
    for _ in range(400):
        one, two = (rng.standard_normal((2, 300)) + 1j * rng.standard_normal((2, 300))) / np.sqrt(2)
        first = np.sqrt(a) * one
        second = (c.conj() / a) * first + np.sqrt(b - np.abs(c) ** 2 / a) * two
        slopes.append(scored(theta, waves, np.array([first, second]))[0])
    curve = scored(theta, waves, np.array([first, second]))[1]
    spread = np.cov(np.array(slopes).T) + np.diag(SPREAD**-2.0)
    assert np.diag(spread) == pytest.approx(np.diag(curve), rel=0.3)


def test_echo_is_told_from_climate() -> None:
    own = np.mean([echo_of(*residuals(pair(seed)), smooth=SMOOTH)[0] for seed in range(4)], axis=0)
    assert own[0] < 0.2
    assert own[1] == pytest.approx(0.6, abs=0.15)


def test_what_goes_on_answering_is_not_called_driven() -> None:
    """Such pairs were all called coupled while the echo was left in."""
    chances = [common_cause(*pair(seed).T).chance for seed in range(25)]
    assert sum(chance is not None and chance < 0.05 for chance in chances) <= 4


def test_a_coupling_is_still_heard() -> None:
    chances = [
        common_cause(*pair(seed, alpha=((0.3, 0.0), (0.3, 0.3)), rate=0.7, spread=0.0).T).chance for seed in range(12)
    ]
    assert sum(chance is not None and chance < 0.05 for chance in chances) >= 9


def test_order_and_scale_do_not_matter() -> None:
    one, two = residuals(pair(3, days=500))
    left, right = without_echo(one, two, smooth=SMOOTH)
    again, before = without_echo(two, one, smooth=SMOOTH)
    np.testing.assert_allclose((left, right), (before, again), atol=0.02)


def test_series_of_nothing_have_no_echo() -> None:
    left, right = without_echo(np.zeros(70), np.zeros(70), smooth=SMOOTH)
    assert not left.any()
    assert not right.any()
