"""Tolls of a war, a stretch or many times are tallies; the toll of one blow is an event's."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from recount.collect import captured
from recount.extract import Extractor
from recount.read import read
from recount.records import Report
from recount.words.pack import load_pack

EXTRACTOR = Extractor(load_pack("inherent-resolve"))


def report(text: str) -> Report:
    capture = captured(
        text,
        published="2016-06-30",
        address="line 1",
        clock=lambda: datetime(2016, 7, 1, tzinfo=UTC),
        collector="tests",
    )
    made = read(capture, today=date(2016, 7, 1))
    assert isinstance(made, Report)
    return made


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The uprising has killed more than 190,000 people, a monitor said on Thursday.", "tally", 190_000),
        ("On Monday shells hit Homs. The war has killed 300,000 people.", "tally", 300_000),
        ("In two weeks of fighting 25 fighters were killed near Manbij.", "tally", 25),
        ("U.S. forces have been attacked at least 10 separate times in Iraq since May.", "tally", 10),
        ("A car bomb killed 25 people in Homs on Monday.", "event", 25),
        ("Shelling killed six people in Douma two weeks ago.", "event", 6),
    ],
)
def test_a_toll_stands_where_it_belongs(text: str, kind: str, value: float) -> None:
    found = [c.kind for c in EXTRACTOR.claims_in(report(text)) for q in c.quantity if q.value == value]
    assert found == [kind]
