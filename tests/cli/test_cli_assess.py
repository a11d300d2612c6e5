"""`recount assess` as a person calls it: an answer with its doubts, or one sentence and no number."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from recount.assess.simulate import counts_over_a_climate
from recount.cli.main import run


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    made = counts_over_a_climate(seed=3, periods=70, after=25, phi=0.3, ratio=0.3, base=20, season=0.0)
    path = tmp_path_factory.mktemp("weeks") / "weeks.csv"
    rows = [
        f"{day},{count:.0f},{2 + i % 3}"
        for i, (day, count) in enumerate(zip(made.calendar.names(), made.counts, strict=True))
    ]
    path.write_text("\n".join(["week,attacks,sources", *rows, ""]), encoding="utf-8")
    return path, made.at


def test_an_effect_in_words_numbers_and_a_drawing(
    weeks: tuple[Path, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, at = weeks
    drawn = tmp_path / "drawn.svg"
    assert run(["assess", "effect", "--csv", str(path), "--count", "attacks", "--at", at, "--plot", str(drawn)]) == 0
    out = capsys.readouterr().out
    assert "lower than it would have been" in out
    assert "placebo dates as surprising" in out
    assert ET.parse(drawn).getroot().tag.endswith("svg")


def test_the_same_as_json_with_what_was_reported(weeks: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    path, at = weeks
    columns = ["--count", "attacks", "--reporting", "sources"]
    dates = ["--at", at, "--at", "2010-09-06"]
    assert run(["assess", "effect", "--csv", str(path), *columns, *dates, "--format", "json"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["change"]["ratio"]["low"] < 0.3 < first["change"]["ratio"]["high"] < 1
    assert first["tipping"]["verdict"] == "reporting_falls_short"
    assert first["paid"] < 0.05
    assert second["at"] == "2010-09-06"
    assert first["verdict"][0].startswith("After ")


def test_a_series_as_csv_and_changes_found(weeks: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    path, at = weeks
    given = ["--csv", str(path), "--count", "attacks"]
    assert run(["assess", "series", *given, "--reporting", "sources"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "start,low,best,high,reporting"
    assert len(lines) == 71
    assert run(["assess", "changes", *given, "--season", "0", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["first"] <= at <= one["last"] for one in found["breaks"]] == [True]


MANY = "week," + ",".join(f"c{i}" for i in range(1000))
BAD = [
    ("two points", "day,n\n2016-06-01,1\n2016-06-08,2\n", ["--by", "week"], "2016-06-08", "1 reported week before"),
    ("all zeros", "zeros", [], "2016-06-06", "every count of n is 0"),
    ("a date outside the series", "fine", [], "2019-01-01", "outside the series"),
    ("negative counts", "negative", [], "2016-06-06", "never below 0"),
    ("a gap", "gap", [], "2016-06-06", "--gaps zero or --gaps nothing"),
    ("words for numbers", "words", [], "2016-06-06", "'many' under 'n', which is no number"),
    ("a thousand series at once", MANY + "\n2016-06-01" + ",1" * 1000 + "\n", [], "2016-06-06", "1,000 columns"),
    ("a date that is none", "fine", [], "June", "is not a date"),
    ("no such column", "fine", ["--count", "m"], "2016-06-06", "no column 'm'"),
    ("a filter that is none", "fine", ["--where", "place"], "2016-06-06", "expected COLUMN=CELL"),
    ("a stretch that is none", "fine", ["--unreported", "2016-06-01"], "2016-06-06", "expected FROM..TO"),
    ("a ramp without length", "fine", ["--shape", "ramp"], "2016-06-06", "a ramp needs"),
    ("options of a campaign", "fine", ["--place", "Hit"], "2016-06-06", "means nothing with --csv"),
    ("a drawing of another kind", "fine", ["--plot", "x.png"], "2016-06-06", "written as .svg"),
]


def text_of(kind: str) -> str:
    rows = [f"2016-{1 + i // 4:02}-{1 + 7 * (i % 4):02},{3 + i % 5}" for i in range(48)]
    if kind == "fine":
        rows = [f"2016-{m:02}-28,{m}" for m in range(1, 13)] + [f"2017-{m:02}-28,{m}" for m in range(1, 13)]
    elif kind in ("zeros", "negative", "words", "gap"):
        cell = {"zeros": "0", "negative": "-1", "words": "many", "gap": "4"}[kind]
        rows = [f"201{y}-{m:02}-28,{cell}" for y in (6, 7) for m in range(1, 13) if kind != "gap" or (y, m) != (6, 9)]
    else:
        return kind
    return "\n".join(["day,n", *rows, ""])


@pytest.mark.parametrize(("kind", "extra", "at", "said"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_bad_input_gets_a_sentence_and_never_a_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str, extra: list[str], at: str, said: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text_of(kind), encoding="utf-8")
    status = run(["assess", "effect", "--csv", str(path), "--at", at, *extra])
    heard = capsys.readouterr()
    assert status in (1, 2)
    assert said in heard.err
    assert heard.out == ""


@pytest.mark.parametrize(
    ("command", "kind", "said"),
    [
        ("changes", "day,n\n2016-06-01,1\n2016-06-08,2\n", "2 reported periods are too few"),
        ("changes", "zeros", "every count of the series is 0"),
        ("changes", "negative", "never below 0"),
        ("changes", "words", "'many' under 'n', which is no number"),
        ("changes", "gap", "--gaps zero or --gaps nothing"),
        ("series", "negative", "never below 0"),
        ("series", "gap", "--gaps zero or --gaps nothing"),
        ("series", "words", "'many' under 'n', which is no number"),
        ("series", MANY + "\n2016-06-01" + ",1" * 1000 + "\n", "1,000 columns"),
    ],
)
def test_bad_input_to_the_other_commands_gets_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, kind: str, said: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text_of(kind), encoding="utf-8")
    unit = ["--by", "week"] if kind.startswith("day") else []
    assert run(["assess", command, "--csv", str(path), *unit]) in (1, 2)
    heard = capsys.readouterr()
    assert said in heard.err
    assert heard.out == ""


def test_a_table_comes_from_standard_input_as_well(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"day,n\n2016-06-01,1\n2016-06-08,2\n")))
    assert run(["assess", "series", "--csv", "-", "--by", "week"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["2016-05-30,1,1,1,", "2016-06-06,2,2,2,"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--at", "2016-06-06"], "either a campaign or a table"),
        (["nowhere", "--csv", "x.csv", "--at", "2016-06-06"], "and not both"),
        (["nowhere", "--at", "2016-06-06"], "nowhere"),
        (["nowhere", "--count", "n", "--at", "2016-06-06"], "means nothing with a campaign"),
        (["nowhere", "--exposure", "n", "--at", "2016-06-06"], "reports or publishers"),
        (["--csv", "no_such.csv", "--at", "2016-06-06"], "no such file"),
    ],
)
def test_a_call_that_names_no_series_is_told(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["assess", "effect", *arguments]) in (1, 2)
    assert said in capsys.readouterr().err
