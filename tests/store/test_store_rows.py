"""Bounds of time as days, and manifests of runs."""

from __future__ import annotations

import doctest
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import Ticking

from recount.records import Skip
from recount.store import Campaign, disk, rows
from recount.store.rows import first_day, stop_day


@pytest.mark.parametrize(
    ("bound", "first", "stop"),
    [
        (None, None, None),
        ("2016-06-20", "2016-06-20", "2016-06-20"),
        ("2016-06-20T00:00:00Z", "2016-06-20", "2016-06-20"),
        ("2016-06-20T04:30:00Z", "2016-06-20", "2016-06-21"),
        ("2016-12-31T23:59:00Z", "2016-12-31", "2017-01-01"),
        ("9999-12-31T10:00:00Z", "9999-12-31", "9999-12-31"),
        ("someday", None, None),
        ("2016-06", None, None),
        ("", None, None),
    ],
)
def test_bounds_become_days(bound: str | None, first: str | None, stop: str | None) -> None:
    assert (first_day(bound), stop_day(bound)) == (first, stop)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)), st.integers(1, 10_000))
def test_every_stretch_of_time_keeps_at_least_its_day(start: datetime, minutes: int) -> None:
    end = datetime.fromtimestamp(start.replace(tzinfo=UTC).timestamp() + minutes * 60, tz=UTC)
    first, stop = first_day(start.strftime("%Y-%m-%dT%H:%M:%SZ")), stop_day(end.strftime("%Y-%m-%dT%H:%M:%SZ"))
    assert first is not None
    assert stop is not None
    assert date.fromisoformat(first) < date.fromisoformat(stop)


def test_a_run_leaves_a_manifest_however_it_ends(tmp_path: Path) -> None:
    campaign = Campaign.create(tmp_path / "c", pack="p", clock=Ticking())
    skip = Skip("a.pdf", "truncated", "a.pdf ends in the middle.")
    with campaign.writing() as writer:
        with writer.run(inputs=["a.pdf"], settings={"pack": "p"}, versions={"read": "3"}) as run:
            run.skip(skip)
            run.count("read", taken=1)
            (going,) = campaign.runs()
        with pytest.raises(ValueError, match="odd"), writer.run(inputs=[], settings={}, versions={}):
            raise ValueError("odd")
    assert going["state"] == "running"
    done, failed = campaign.runs()
    assert (done["state"], failed["state"], failed["why"]) == ("complete", "failed", "odd")
    assert done["skipped"] == [{"where": "a.pdf", "code": "truncated", "sentence": "a.pdf ends in the middle."}]
    assert done["counts"] == {"read": {"in": 1, "out": 0}}
    assert done["started"] < done["ended"]
    assert sorted(json.loads(p.read_text())["name"] + ".json" for p in (tmp_path / "c/runs").iterdir()) == sorted(
        p.name for p in (tmp_path / "c/runs").iterdir()
    )


def test_runs_in_one_second_do_not_overwrite_one_another(tmp_path: Path) -> None:
    campaign = Campaign.create(tmp_path / "c", pack="p", clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    with campaign.writing() as writer:
        for _ in range(3):
            with writer.run(inputs=[], settings={}, versions={}):
                pass
    assert [run["name"] for run in campaign.runs()] == [f"20260101T000000Z-{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize("module", [rows, disk])
def test_examples_run(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted > 0
    assert result.failed == 0
