"""Figures of quality may not fall through their floors, and every eval has one."""

from __future__ import annotations

import importlib
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml

from evals.__main__ import defaults_of, names, paths_of
from evals.line import Line

ROOT = Path(__file__).resolve().parents[2]
FLOORS = yaml.safe_load((ROOT / "evals" / "floors.yaml").read_text(encoding="utf-8"))["floors"]


def eval_of(task: str) -> str:
    """The eval that prints a task: its own name, or the part before the corpus."""
    return task if task in names() else task.partition("_")[0]


@cache
def lines_of(name: str) -> tuple[Line, ...]:
    run = importlib.import_module(f"evals.{name}").run
    return tuple(line for data in paths_of(name) for line in run(data))


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({eval_of(row["task"]) for row in FLOORS}))
def test_no_figure_falls_through_its_floor(name: str) -> None:
    for data in paths_of(name):
        if not data.exists():
            pytest.skip(f"no {data.name} beside the checkout: the floors of {name} were not checked")
    found = {(line.task, line.metric): line.value for line in lines_of(name)}
    for row in (row for row in FLOORS if eval_of(row["task"]) == name):
        value = found[row["task"], row["metric"]]
        assert value >= row["floor"], (
            f"{row['task']} {row['metric']} is {value:.4f}, floor {row['floor']}: {row['why']}"
        )


def test_every_eval_has_a_floor_with_a_reason() -> None:
    assert {eval_of(row["task"]) for row in FLOORS} == set(names())
    for row in FLOORS:
        assert set(row) == {"task", "metric", "floor", "why"}
        assert 0 < row["floor"] < 1 and len(row["why"].split()) >= 2, row
    assert len({(row["task"], row["metric"]) for row in FLOORS}) == len(FLOORS)


def test_every_eval_stands_in_the_page_with_its_data() -> None:
    page = (ROOT / "docs" / "evals.md").read_text(encoding="utf-8")
    for name in names():
        assert f"`{name}`" in page, f"docs/evals.md does not name {name}"
        for data in defaults_of(name):
            assert data in page, f"docs/evals.md: data of {name}"


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [(["no_such_eval"], 2, "'timex'"), (["timex", "--data", "no/such/folder"], 1, "No data at")],
    ids=["an unknown name lists those that exist", "missing data say what was expected"],
)
def test_a_slip_of_the_hand_is_told_in_a_sentence(arguments: list[str], status: int, sentence: str) -> None:
    command = [sys.executable, "-m", "evals", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == status
    assert sentence in done.stderr and "Traceback" not in done.stderr


def test_a_line_is_task_metric_value_n() -> None:
    assert str(Line("fakes", "place", 0.5, 62)) == "fakes place 0.5000 62"
