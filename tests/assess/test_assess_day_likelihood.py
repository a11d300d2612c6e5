"""The daily likelihood and its curvature, at its ordinary places and at its edge."""

from __future__ import annotations

import numpy as np

from recount.assess.day_likelihood import Target, curvature, likelihood


def _target(counts: list[float], soft: float = 0.1) -> Target:
    table = np.array([counts, counts[::-1]], dtype=np.float64).T
    return Target(table[:, 0], table, np.ones((len(counts), 1)), soft)


def test_the_curvature_is_that_of_the_slope() -> None:
    of = _target([0, 2, 1, 0, 0, 3, 1, 0, 1, 0, 0, 2])
    x = np.array([-0.3, 0.1, 0.05, 0.4, 0.7])
    step = 1e-5
    axes = np.eye(len(x)) * step
    seen = np.array([(likelihood(x + a, of)[1] - likelihood(x - a, of)[1]) / (2 * step) for a in axes])
    assert np.allclose(-seen, curvature(x, of), atol=1e-4)


def test_a_rate_pressed_to_nothing_still_has_a_curvature() -> None:
    of = _target([0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0], soft=0.001)
    curve = curvature(np.array([-30.0, -20.0, -20.0, 3.0, 1.0]), of)
    assert np.isfinite(curve).all()
