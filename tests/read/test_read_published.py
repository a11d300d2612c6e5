"""The day of publication: how it is found, what comes first, and what refutes it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from recount.read import read
from recount.records import Capture, Custody, Given, Published, Report

TODAY = date(2024, 5, 1)
PLAIN = "Two shells fell on the market of Qasr on Sunday, the hospital said."
PAST = "Two shells fell on the market of Qasr, which was shelled on 20 June 2016 as well."


def published(text: str, *, title: str | None = None, **given: Any) -> tuple[Published, tuple[str, ...]]:
    data = json.dumps({"text": text}).encode()
    custody = Custody("a", "2024-05-01T12:00:00Z", "t", "r", "0" * 64, len(data))
    found = read(Capture("jsonl", data, custody, Given(title=title, **given)), today=TODAY)
    assert isinstance(found, Report)
    return found.published, found.notes


@pytest.mark.parametrize(
    ("text", "given", "day", "found"),
    [
        (PLAIN, {}, None, None),
        (PLAIN, {"published": "2016-06-05", "published_found": "row"}, "2016-06-05", "row"),
        (PLAIN, {"published": "2016-06-05", "published_found": "manifest"}, "2016-06-05", "manifest"),
        (f"Sun Jun 5 2016 {PLAIN}", {}, "2016-06-05", "dateline"),
        (f"Published: 5 June 2016\n\n{PLAIN}", {}, "2016-06-05", "dateline"),
        (f"BAGHDAD, June 5, 2016 (Example Agency) - {PLAIN}", {}, "2016-06-05", "dateline"),
        (f"Tal Afar, Iraq, 5 June 2016: {PLAIN}", {}, "2016-06-05", "dateline"),
        (f"On 5 June 2016 (a Sunday) - {PLAIN}", {}, None, None),
        (f"Date of publication 5 June 2016 {PLAIN}", {}, "2016-06-05", "dateline"),
        (PLAIN, {"url": "https://herald.example/2016/06/05/qasr.html"}, "2016-06-05", "address"),
        (PLAIN, {"url": "https://herald.example/2016/13/05/qasr.html"}, None, None),
        (f"Sun Jun 5 2016 {PLAIN}", {"published": "2016-06-06", "published_found": "row"}, "2016-06-06", "row"),
        (f"Sun Jun 5 2016 {PLAIN}", {"published": "2016-06-09", "published_found": "stated"}, "2016-06-09", "stated"),
        (f"04-06-2016 {PLAIN}", {}, None, None),
        (f"04-06-2016 {PLAIN}", {"published": "2016-06-04", "published_found": "row"}, "2016-06-04", "row"),
        (PAST, {}, None, None),
    ],
)
def test_ways_of_finding_a_day(text: str, given: dict[str, str], day: str | None, found: str | None) -> None:
    got, notes = published(text, **given)
    assert (got.date, got.found) == (day, found), notes
    assert notes == ()


@pytest.mark.parametrize(
    ("text", "given", "day", "words"),
    [
        (PAST, {"published": "2016-06-05", "published_found": "row"}, None, "2016-06-20"),
        (f"Sun Jun 26 2016 {PAST}", {"published": "2016-06-05", "published_found": "row"}, "2016-06-26", "dateline"),
        (PLAIN, {"published": "2031-01-01", "published_found": "row"}, None, "after today"),
        (f"5 June 2016 {PLAIN}", {"published": "2031-01-01", "published_found": "row"}, "2016-06-05", "after today"),
        (f"5 June 2031 {PLAIN}", {}, None, "after today"),
        (PAST, {"published": "2016-06-05", "published_found": "manifest"}, None, "manifest's date"),
    ],
)
def test_what_refutes_a_day_is_said(text: str, given: dict[str, str], day: str | None, words: str) -> None:
    got, notes = published(text, **given)
    assert got.date == day
    assert len(notes) == 1
    assert words in notes[0]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        (PAST, "2016-06-20"),
        ("The council will meet on 20 June 2016 to decide.", None),
        ("Troops are to leave by 20 June 2016, he said.", None),
        ("The market was hit on 1 May 2016. It was hit again on June 3, 2016 and closed.", "2016-06-03"),
        ("The market was hit on 03/04/2016.", None),
        ("The market was hit in June 2016.", None),
        ("The truce held from 1 June 2016, he said.", None),
    ],
)
def test_the_text_bounds_from_below(text: str, bound: str | None) -> None:
    assert published(text)[0].not_before == bound
