"""A series' own echo told from a climate that two series share, and what that does to the test of direction."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import approx_fprime

from recount.assess.common_cause import SMOOTH, common_cause, residual
from recount.assess.echo import CENTER, _scored, echo_of, loss, periodogram, spectra, without_echo
from recount.assess.events_simulated import days_simulated

UNEQUAL = ((0.0, 0.0), (0.0, 0.6))


def pair(seed: int, *, days: int = 1461, alpha: tuple = UNEQUAL, rate: float = 2.1, spread: float = 0.5) -> np.ndarray:
    return days_simulated(
        days, background=[rate, rate], alpha=alpha, decay=1.0, seed=seed, spread=spread, memory=3.0
    ).astype(np.float64)


def residuals(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return residual(counts[:, 0]), residual(counts[:, 1])


def test_the_slope_is_that_of_the_loss() -> None:
    waves, spectrum = periodogram(*residuals(pair(1, days=400)), SMOOTH)
    theta = CENTER + 0.1
    slope, curve = _scored(theta, waves, spectrum)
    assert slope == pytest.approx(approx_fprime(theta, lambda x: loss(x, waves, spectrum), 1e-6), rel=0.02, abs=0.2)
    assert (np.linalg.eigvalsh(curve) > 0).all()


def test_the_expected_matrix_is_that_of_long_series() -> None:
    """Without climate and echo both series are noise of variance one, at every frequency."""
    theta = CENTER.copy()
    theta[[0, 1, 2, 3]] = 0
    assert spectra(theta[None], np.linspace(0.3, 3, 5))[0] == pytest.approx(np.broadcast_to(np.eye(2), (5, 2, 2)))
    rng = np.random.default_rng(1)
    one, two = rng.standard_normal((2, 4000))
    _, seen = periodogram(one, two, 29)
    assert seen.mean(axis=0).real == pytest.approx(np.eye(2), abs=0.1)


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
