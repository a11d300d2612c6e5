"""A campaign built once from the example reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.calls import EXAMPLES, recount


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example campaign. Tests read it and do not write it."""
    campaign = tmp_path_factory.mktemp("example") / "campaign"
    built = recount("build", EXAMPLES, "-o", campaign, "--manifest", EXAMPLES / "manifest.csv")
    assert built.status == 0, built.err
    return campaign
