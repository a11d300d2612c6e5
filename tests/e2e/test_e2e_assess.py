"""`recount assess` over the example campaign: whom it rests on, what follows what, and sentences for what it cannot
tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.calls import recount


def test_lists_of_a_campaign_are_its_origins(example: Path) -> None:
    call = ("assess", "coverage", example, "--by", "year", "--draws", "400", "--from", "2014-01-01")
    found = json.loads(recount(*call, "--format", "json").out)
    assert len(found["lists"]) >= 2
    assert found["seen"] + found["outside"] >= sum(found["events"]) > 0
    assert all(share is None or 0 <= share <= 1 for share in found["single_origin"])
    assert any("refused" in total for total in found["totals"])
    words = recount(*call).out
    assert "independent origins" in words
    assert "Told by none of the lists used" in words
    assert "to be read as a lower bound" in words


def test_series_of_a_campaign_are_coupled_or_not(example: Path) -> None:
    call = ("assess", "coupling", example, "--series", "0", "--format", "json")
    answer = recount(*call, "--measure", "violence@Syria", "--measure", "violence@Iraq")
    assert answer.status == 0
    assert "their own words date them to no more than 31 days" in answer.err
    assert json.loads(answer.out)["types"] == ["violence@Syria", "violence@Iraq"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["coupling", "--measure", "violence"], "coupling of 1 series was asked"),
        (["coupling", "--measure", "raids", "--measure", "violence"], "there is no measure 'raids'"),
        (["coupling", "--measure", "@Iraq", "--measure", "violence"], "names no measure"),
        (["coupling"], "name two to six series of the campaign by --measure"),
        (["coupling", "--counts", "a,b"], "--counts means nothing with a campaign"),
        (["coverage", "--count", "n"], "--count means nothing with a campaign"),
        (["coverage", "--lists", "Nobody,Someone"], "'Nobody' is no origin of these events"),
        (["coverage", "--place", "Basra"], "no event of events in 'Basra'"),
        (["coverage", "--csv", "x.csv"], "and not both"),
    ],
)
def test_what_a_campaign_cannot_answer_gets_a_sentence(example: Path, call: list[str], said: str) -> None:
    answer = recount("assess", call[0], example, *call[1:])
    assert answer.status in (1, 2)
    assert answer.out == ""
    assert said in answer.err
