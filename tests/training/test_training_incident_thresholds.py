from __future__ import annotations

import pytest

from evals.role_fillers import entity_of
from recount.language.analysis import Labelled
from recount.language.decode_incidents import fillers, kept
from training.incident_thresholds import Judged, tuned

TEXT = "mill bridge"


def report(mill: float, bridge: float, *gold: str) -> Judged:
    spans = [Labelled(0, 4, "Target", mill), Labelled(5, 11, "Target", bridge)]
    return Judged(TEXT, spans, {"Target": [entity_of([words]) for words in gold]})


@pytest.mark.parametrize(
    ("reports", "name", "low", "high"),
    [
        ([report(0.9, 0.7, "mill"), report(0.8, 0.7, "mill")], "Target", 0.7, 0.8),
        ([report(0.3, 0.2, "mill"), report(0.3, 0.25, "mill")], "Target", 0.25, 0.3),
    ],
    ids=["what is wrong is less sure", "all are unsure"],
)
def test_thresholds_part_the_right_from_the_wrong(reports: list[Judged], name: str, low: float, high: float) -> None:
    found = tuned(reports)
    assert low < found[name] <= high
    for one in reports:
        names = {TEXT[f.start : f.end] for f in fillers(TEXT, kept(TEXT, one.spans, found))}
        assert {entity_of([words]) for words in names} == set(one.gold["Target"])


def test_without_reports_the_thresholds_stay_in_the_middle() -> None:
    assert set(tuned([])) == {"PerpInd", "PerpOrg", "Target", "Victim", "Weapon"}
