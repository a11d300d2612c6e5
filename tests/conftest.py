"""What all tests share: where the measurement data lies, and calm settings for property tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"

# Slow shared machines make deadlines lie; what is slow is measured in bench/, not asserted here.
settings.register_profile(
    "house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.register_profile("deep", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("RECOUNT_HYPOTHESIS", "house"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measurement data beside the checkout; tests that need it are skipped aloud where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"no measurement data at {SHARED.name}/ beside the checkout: floors of quality were not checked")
    return SHARED
