"""A desk over a small campaign, asked as a browser asks, without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from recount.desk import Desk, application
from recount.desk.people import Person
from recount.store import Campaign
from tests.desk.desk_reports import desk_campaign


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The campaign as it was built. Tests copy it."""
    return desk_campaign(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def campaign(made: Path, tmp_path: Path) -> Path:
    """A campaign to work on."""
    shutil.copytree(made, tmp_path / "campaign")
    return tmp_path / "campaign"


@pytest.fixture
def desk(campaign: Path) -> Desk:
    """The desk of someone alone at this machine."""
    return Desk(Campaign.open(campaign), Person("ana", "owner"))


@pytest.fixture
def browser(desk: Desk) -> Iterator[TestClient]:
    """Asks the desk for pages; follows no redirects, so that they can be looked at."""
    with TestClient(application(desk), base_url="http://127.0.0.1:8420", follow_redirects=False) as client:
        yield client
