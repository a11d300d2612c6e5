"""Whatever came in between, a later build leaves what a build from nothing over the same leaves."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

import pytest

import recount.reconcile.weights as table
from recount.pipeline import build
from recount.records.codec import dumps
from recount.rim import Rim
from tests.e2e.calls import command, recount

RIM = Rim(clock=lambda: datetime(2024, 5, 1, tzinfo=UTC), collector="A. Reader")
REPORTS = {
    "a": "4 June 2016\n\nAn air strike on a market in Raqqa killed 12 people on 3 June, a monitor said.\n",
    "b": "5 June 2016\n\nWarplanes hit the market in Raqqa on Friday. At least 14 people were killed.\n",
    "c": "4 June 2016\n\nTwo rockets struck a base near Erbil on 3 June. Nobody was hurt, the coalition said.\n",
    "d": "5 June 2016\n\nAn air strike on a market in Raqqa killed 12 people on 3 June, a monitor said. No names.\n",
    "e": "9 June 2016\n\nA car bomb exploded in Mosul on 8 June and killed five soldiers. ISIS claimed the attack.\n",
    "f": "10 June 2016\n\nThe bombing in Mosul on 8 June killed seven, officials said. They accused ISIS.\n",
}


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{name}.txt" for name in REPORTS]
    for path in paths:
        path.write_text(REPORTS[path.stem])
    return paths


def built(campaign: Path, *paths: Path) -> None:
    done = recount("build", *paths, "-o", campaign)
    assert done.status == 0, done.err


def judged(campaign: Path) -> None:
    """Of the two that tell of Mosul, one is judged wrong; of Raqqa's, one is graded."""
    wrong = next(
        c["id"] for c in recount("claims", campaign).lines() if "exploded in Mosul" in c["evidence"][0]["quote"]
    )
    graded = next(e["id"] for e in recount("events", campaign, "--place", "Raqqa").lines() if e["quantities"])
    said = [{"kind": "wrong", "targets": [wrong]}, {"kind": "regrade", "targets": [graded], "value": "fair"}]
    lines = "".join(dumps({**one, "why": "seen", "who": "ana"}) + "\n" for one in said)
    done = recount("judge", campaign, "--from", "-", stdin=lines.encode())
    assert done.status == 0, done.err


def believed(campaign: Path) -> list[list[str]]:
    """What readers see, whatever its order; the campaign holds."""
    assert recount("verify", campaign).status == 0
    return [sorted(recount(what, campaign).out.splitlines()) for what in ("claims", "events", "totals")]


def test_reports_that_come_after_judgements_and_through_builds_that_were_killed(
    reports: list[Path], tmp_path: Path
) -> None:
    grown, whole = tmp_path / "grown", tmp_path / "whole"
    built(grown, *reports[1::2], reports[4])
    judged(grown)
    for seconds in (0.7, 2.5):
        with subprocess.Popen(command("build", *reports, "-o", grown), stderr=subprocess.DEVNULL) as cut:
            sleep(seconds)
            cut.kill()
    built(grown, *reports)
    built(whole, *reports)
    judged(whole)
    assert believed(grown) == believed(whole)


def test_another_table_of_weights_brings_everything_together_anew(
    reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def events() -> tuple[bool, int]:
        built = build([str(path) for path in reports], tmp_path / "c", pack="inherent-resolve", rim=RIM)
        return built.fresh, built.events

    first = events()
    assert events() == (False, first[1])
    severe = re.sub(r"(?m)^threshold: \S+", "threshold: 50.0", table._shipped())
    with monkeypatch.context() as patched:
        patched.setattr(table, "_shipped", lambda: severe)
        table.weights.cache_clear()
        fresh, parted = events()
    table.weights.cache_clear()
    assert fresh and parted > first[1]
    assert events() == first
