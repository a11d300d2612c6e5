"""`recount assess coverage` over tables good and bad."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from recount.cli.main import run

TABLE = "A,B,C,n\n1,0,0,60\n0,1,0,49\n1,1,0,4\n0,0,1,247\n1,0,1,112\n0,1,1,142\n1,1,1,12\n"
QUICK = ["--draws", "400"]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "lists.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_table_and_what_may_be_said(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assess", "coverage", "--csv", str(table), *QUICK]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "log-linear, averaged by BIC" in out
    assert "hold 626 different cases" in out
    assert "lower bound" in out


def test_json_carries_all_of_it_and_is_the_same_each_time(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outs = []
    for _ in range(2):
        assert run(["assess", "coverage", "--csv", str(table), "--format", "json", *QUICK]) == 0
        outs.append(capsys.readouterr().out)
    found = json.loads(outs[0])
    assert outs[0] == outs[1]
    assert found["seen"] == 626
    assert [round(g["delta"], 3) for g in found["graphs"]] == [1.0, 0.5, 0.25, 0.125]
    assert found["loglinear"]["models"][0]["pairs"] == [["A", "B"]]


def test_rows_of_cases_tell_what_patterns_tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = tmp_path / "cases.csv"
    rows = [line.split(",") for line in TABLE.splitlines()]
    lines = [",".join([*row[:3], "a name"]) for row in rows[1:] for _ in range(int(row[3]))]
    cases.write_text("\n".join(["A,B,C,who", *lines]), encoding="utf-8")
    assert run(["assess", "coverage", "--csv", str(cases), "--format", "json", *QUICK]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["on_exactly"] == [356, 258, 12]
    assert "Not used, since they hold more than 0 and 1: who." in err


def test_chosen_and_joined_lists(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assess", "coverage", "--csv", str(table), "--lists", "A,C"]) == 0
    out, err = capsys.readouterr()
    assert "The lists A and C hold 577" in out
    assert "Left out, since they stand on none of A,C: 1 row." in err
    assert run(["assess", "coverage", "--csv", str(table), "--joined", "A, B"]) == 0
    assert "The lists A+B and C hold 626" in capsys.readouterr().out


def test_the_plot_is_a_picture_that_stands_alone(table: Path, tmp_path: Path) -> None:
    plot = tmp_path / "plots" / "p.svg"
    assert run(["assess", "coverage", "--csv", str(table), "--plot", str(plot), *QUICK]) == 0
    words = "".join(ElementTree.parse(plot).getroot().itertext())
    assert "latent classes" in words
    assert "seen on some list" in words


@pytest.mark.parametrize(
    ("text", "extra", "status", "said"),
    [
        ("", [], 1, "is empty"),
        ("A,B\n", [], 1, "no row under it"),
        ("A,B\n1,0\n0,1\n", [], 1, "no case stands on two"),
        ("A,B,n\n1,0,many\n1,1,2\n", [], 1, "row 2 has 'many' under 'n', which is no number"),
        ("A,B,n\n1,0,-3\n1,1,2\n", [], 1, "whole numbers from 0 up"),
        ("A,B,n\n1,0,\n1,1,2\n", [], 1, "has an empty cell under 'n'"),
        ("A,B,n\n1,0,0\n1,1,0\n", [], 1, "all counts are zero"),
        ("A,B,n\n1,0\n1,1,0\n", [], 1, "row 2 has 2 cases".replace("cases", "cells")),
        ("A,B\n1,yes\n1,1\n", ["--lists", "A,B"], 1, "has 'yes' under 'B'"),
        ("A\n1\n1\n", [], 1, "found 1 lists"),
        ("A,A\n1,1\n", [], 1, "two columns called 'A'"),
        ("A,B,C,D,E,F\n1,1,1,1,1,1\n", [], 2, "choose up to five by --lists"),
        (",".join(f"c{i}" for i in range(1000)) + "\n" + ",".join("1" * 1000) + "\n", [], 2, "has 1,000 lists"),
        ("A,B\n1,1\n", ["--lists", "A,Z"], 2, "has no column 'Z'; it has 'A', 'B'"),
        ("A,B\n1,1\n", ["--count", "Z"], 2, "has no column 'Z'"),
        ("A,B\n0,0\n1,1\n", [], 1, "stand on none of the lists"),
        ("A,B\n1,1\n1,0\n", ["--joined", "A,B"], 1, "count as one"),
    ],
)
def test_bad_input_gets_one_sentence_and_no_number(
    text: str, extra: list[str], status: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    assert run(["assess", "coverage", "--csv", str(path), *extra]) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert len(err.strip().splitlines()) == 1


def test_a_missing_file_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assess", "coverage", "--csv", "nowhere.csv"]) == 2
    assert "no such file: 'nowhere.csv'" in capsys.readouterr().err
