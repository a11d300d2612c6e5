"""What a background fitted to the same counts takes from excitation, and that it is given back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recount.assess.day_bias import followers, tilts
from recount.assess.day_coupling import climbs, day_coupling, own_ends
from recount.assess.events_simulated import days_simulated

ALPHA = np.array([[0.3, 0.0], [-0.2, 0.2]])


def test_followers_of_one_event_add_up() -> None:
    """Over all days they are what the inverse of one minus alpha says."""
    after = followers(ALPHA, np.array([0.4, 0.6]), 0)
    np.testing.assert_allclose(after.sum(axis=0), np.linalg.inv(np.eye(2) - ALPHA)[:, 0], atol=1e-6)
    assert after[0].tolist() == [1.0, 0.0]
    assert after[1] == pytest.approx([0.3 * 0.6, -0.2 * 0.4])


def test_nothing_is_given_back_where_followers_never_end() -> None:
    counts = days_simulated(400, background=[1.0, 1.0], alpha=ALPHA, decay=1.0, seed=1).astype(np.float64)
    found = climbs(counts, 90, True, None)
    wild = [one.x.copy() for one in found]
    for k, one in enumerate(found):
        wild[k][one.of.wide + k] = 0.97
    assert not np.any(tilts(wild, [one.of for one in found]))


def test_own_excitation_is_found_without_the_share_that_the_background_took() -> None:
    bare, given = [], []
    for seed in range(16):
        counts = days_simulated(1461, background=[0.8, 1.4], alpha=ALPHA, decay=1.0, seed=seed)
        for climb in climbs(counts.astype(np.float64), 90, True, None)[1:]:
            plain = replace(climb, of=replace(climb.of, tilt=None)).tilted(np.zeros(len(climb.x)))
            bare.append(plain.x[climb.of.wide + 1])
            given.append(climb.x[climb.of.wide + 1])
    assert np.mean(bare) < 0.185
    assert np.mean(given) == pytest.approx(0.2, abs=0.02)


def test_the_interval_of_own_excitation_ends_where_the_likelihood_has_fallen() -> None:
    counts = days_simulated(1461, background=[0.8, 1.4], alpha=ALPHA, decay=1.0, seed=2)
    fit = day_coupling(counts)
    ends = own_ends(counts, fit)
    for k, (low, high) in enumerate(ends):
        assert low < fit.alpha[k, k] < high
        # As wide as errors from the curvature have it, give or take what is not a parabola.
        assert high - low == pytest.approx(2 * 1.96 * fit.alpha_error[k, k], rel=0.3)
    climb = climbs(counts.astype(np.float64), 90, True, fit)[1]
    at = climb.of.wide + 1
    top = climb.height(at, float(climb.x[at]))
    assert top - climb.height(at, ends[1][1]) == pytest.approx(1.96**2 / 2, abs=0.1)
