"""Synthetic control: a mixture is found again, and the Basque Country gets its published weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.synthetic import basque
from recount.assess.synthetic_control import placebos, synthetic_control
from recount.records import DataError


def made(seed: int, effect: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    controls = rng.normal(size=(40, 6)).cumsum(axis=0) + 10
    truth = np.array([0.7, 0.3, 0, 0, 0, 0])
    outcome = controls @ truth + effect * (np.arange(40) >= 30)
    predictors = controls[:30].reshape(6, 5, 6).mean(axis=1)
    return outcome, controls, predictors @ truth, predictors


@pytest.mark.slow
def test_a_mixture_is_found_again_and_its_gap_stands_out() -> None:
    outcome, controls, own, predictors = made(1, 4.0)
    found = synthetic_control(outcome, controls, own, predictors, before=30)
    assert found.weights == pytest.approx([0.7, 0.3, 0, 0, 0, 0], abs=0.01)
    assert found.gap[30:] == pytest.approx(np.full(10, 4.0), abs=0.2)
    assert found.weights.sum() == pytest.approx(1)
    assert placebos(outcome, controls, own, predictors, before=30).place == 1


@pytest.mark.shared
@pytest.mark.slow
def test_the_basque_country_gets_its_published_weights(shared: Path) -> None:
    names, panel, before, fitted = basque(shared / "synth" / "basque.csv")
    found = synthetic_control(*panel, before=before, fitted=fitted)
    weights = {name: weight for name, weight in zip(names, found.weights, strict=True) if weight > 0.01}
    assert [name.split()[0] for name in sorted(weights, key=lambda n: -weights[n])] == ["Cataluna", "Madrid"]
    assert sorted(weights.values()) == pytest.approx([0.149, 0.851], abs=0.005)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"before": 1}, "expected two times before"),
        ({"before": 40}, "expected two times before"),
        ({"controls": np.ones((40, 1))}, "two other places"),
        ({"own": np.ones(2)}, "each predictor for the place"),
        ({"outcome": np.full(40, np.nan)}, "a value is missing"),
    ],
)
def test_what_cannot_be_compared_gets_a_sentence(change: dict, said: str) -> None:
    parts = dict(zip(("outcome", "controls", "own", "predictors"), made(1, 0.0), strict=True)) | {"before": 30} | change
    with pytest.raises(DataError, match=said):
        synthetic_control(**parts)  # type: ignore[arg-type]
