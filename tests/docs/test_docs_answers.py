"""What the page of answers says of the data is what the command gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.questions import main, troops

PAGE = Path(__file__).resolve().parents[2] / "docs" / "answers" / "change.md"


@pytest.mark.shared
@pytest.mark.slow
def test_zeros_that_mean_not_reported_are_refused_and_told(shared: Path) -> None:
    told = list(troops(shared))
    page = PAGE.read_text(encoding="utf-8")
    low, high = re.findall(r"between (\d+) % and (\d+) % lower", told[1])[0]
    assert f"({high} to {low} %)" in page
    assert told[-1].startswith("- refused: ")
    assert told[-1].removeprefix("- refused: ").split(" Count")[0] in page


def test_an_unknown_question_lists_those_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["data", "riches"])
    assert "'ramadi'" in capsys.readouterr().err
