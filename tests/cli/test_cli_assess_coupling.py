"""`recount assess coupling` over tables good and bad."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from recount.assess.events_simulated import days_simulated, times_simulated
from recount.cli.main import run

FIRST = date(2015, 1, 1)


@pytest.fixture(scope="module")
def counts() -> np.ndarray:
    return days_simulated(730, background=[0.8, 0.8], alpha=[[0.1, 0], [0.5, 0.1]], decay=1.0, seed=2)


@pytest.fixture(scope="module")
def events(counts: np.ndarray, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("coupling") / "events.csv"
    lines = [
        f"{FIRST + timedelta(days=int(day))},{'raid' if kind == 0 else 'attack'}"
        for day, kind in zip(*np.nonzero(counts), strict=True)
        for _ in range(counts[day, kind])
    ]
    path.write_text("date,type\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_events_that_follow_one_another_are_called_coupled(events: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assess", "coupling", "--csv", str(events), "--series", "20"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "raid on attack: coupled. More attack follow" in out
    assert "attack on raid: coupled" not in out


def test_counts_by_day_tell_what_events_tell(
    events: Path, counts: np.ndarray, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "days.csv"
    lines = [f"{FIRST + timedelta(days=at)},{row[0]},{row[1]}" for at, row in enumerate(counts)]
    table.write_text("day,raid,attack\n" + "\n".join(lines), encoding="utf-8")
    found = []
    for call in (["--csv", str(events), "--types", "raid,attack"], ["--csv", str(table), "--counts", "raid,attack"]):
        period = ["--from", str(FIRST), "--until", str(FIRST + timedelta(days=730))]
        assert run(["assess", "coupling", *call, *period, "--series", "0", "--format", "json"]) == 0
        found.append(json.loads(capsys.readouterr().out))
    assert found[0]["pairs"] == found[1]["pairs"]
    assert found[0]["clock"] is None


def test_times_of_the_day_are_used_where_all_events_have_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    times, types = times_simulated(400, background=[0.5, 0.5], alpha=[[0.2, 0], [0.4, 0.2]], decay=3.0, seed=4)
    path = tmp_path / "clock.csv"
    lines = [
        f"{(np.datetime64('2007-01-01T00:00') + int(t * 1440)).astype('datetime64[m]')},{'ab'[k]}"
        for t, k in zip(times, types, strict=True)
    ]
    path.write_text("when,kind\n" + "\n".join(lines), encoding="utf-8")
    assert run(["assess", "coupling", "--csv", str(path), "--series", "0", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["clock"]["alpha"][1][0] == pytest.approx(0.4, abs=0.25)
    assert run(["assess", "coupling", "--csv", str(path), "--series", "0"]) == 0
    assert "by the clock" in capsys.readouterr().out


def test_months_and_weeks_enter_as_what_they_are(
    events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mixed.csv"
    extra = "".join(
        f"2015-{month:02d},raid\n2015-W{week:02d},attack\n"
        for month, week in zip(range(1, 13), range(2, 14), strict=True)
    )
    path.write_text(events.read_text(encoding="utf-8") + extra, encoding="utf-8")
    assert run(["assess", "coupling", "--csv", str(path), "--series", "0"]) == 0
    assert "are not dated to the day" in capsys.readouterr().out


def test_the_plot_is_a_picture_that_stands_alone(events: Path, tmp_path: Path) -> None:
    plot = tmp_path / "p.svg"
    assert run(["assess", "coupling", "--csv", str(events), "--series", "0", "--plot", str(plot)]) == 0
    assert "raid on attack: coupled" in "".join(ElementTree.parse(plot).getroot().itertext())


DAYS = "".join(f"{FIRST + timedelta(days=at)},{at % 2},{at % 3}\n" for at in range(100))


@pytest.mark.parametrize(
    ("text", "extra", "status", "said"),
    [
        ("date,type\n2015-01-01,a\n2015-01-02,b\n", [], 1, "found 2 days"),
        ("date,type\nsoon,a\n", [], 1, "row 2: found 'soon' where a date was expected"),
        ("date,type\n2015-02-30,a\n", [], 1, "row 2: found '2015-02-30'"),
        ("date,type\n2015-13,a\n", [], 1, "row 2: found '2015-13'"),
        ("date,type\n2015-01-01,a\n", [], 1, "found 1 types of events"),
        ("where,what\nx,a\n", [], 2, "name the one to use by --date"),
        ("date,x\n2015-01-01,a\n", [], 2, "name the one to use by --type"),
        ("date,type\n2015-01-01,a\n", ["--types", "a,zz"], 1, "no event of the kind 'zz'"),
        ("date,type\n2015-01-01,a\n", ["--from", "2016-01-01", "--until", "2015-01-01"], 2, "expected 1 to"),
        (
            "date,a,b\n" + DAYS.replace("2015-02-01,1,1\n", ""),
            ["--counts", "a,b"],
            1,
            "after 2015-01-31 comes 2015-02-02",
        ),
        ("date,a,b\n" + DAYS.replace("2015-02-01,1,1\n", "2015-02-01,-1,1\n"), ["--counts", "a,b"], 1, "found -1"),
        (
            "date,a,b\n" + DAYS.replace("2015-02-01,1,1\n", "2015-02-01,few,1\n"),
            ["--counts", "a,b"],
            1,
            "has 'few' under 'a', which is no number",
        ),
        ("date,a,b\n2015-01-01,1,1e12\n", ["--counts", "a,b"], 1, "whole numbers from 0 to 10,000"),
        ("date,type\n2015-01-01,a\n", ["--types", ",".join(map(str, range(1000)))], 2, "coupling of 1,000 series"),
        ("date,a,b\n2015-01,1,2\n", ["--counts", "a,b"], 1, "found a week or a month"),
        ("date,a,b\n2015-01-01,0,0\n2015-01-02,0,0\n", ["--counts", "a,b"], 1, "all counts are zero"),
    ],
)
def test_bad_input_gets_one_sentence_and_no_number(
    text: str, extra: list[str], status: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    assert run(["assess", "coupling", "--csv", str(path), *extra]) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert len(err.strip().splitlines()) == 1
