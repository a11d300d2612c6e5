"""What may be one with an event: those near it in days and kilometres, whatever they leave open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from store_samples import ANCESTORS, Ticking, add, claims_of, event_of, report_of

from recount.records import Event, Time
from recount.store import Campaign, Contents, casefile


def happened(n: int, start: str | None, end: str | None) -> Event:
    return replace(event_of(claims_of(report_of(n))[0][0]), time=Time(start, end, "day", "then"))


@pytest.mark.parametrize(
    ("start", "end", "near"),
    [
        ("2016-06-05", "2016-06-06", True),
        ("2016-06-20", "2016-06-21", False),
        (None, "2016-06-03", True),  # "by 2 June"
        (None, "2018-06-03", False),
        ("2016-06-06", None, True),  # "since 6 June"
        ("2014-06-06", None, False),
        (None, None, True),  # the place is known
    ],
)
def test_an_end_that_is_left_open_brings_nothing_near(
    tmp_path: Path, start: str | None, end: str | None, near: bool
) -> None:
    one, other = happened(0, "2016-06-02", "2016-06-03"), happened(1, start, end)
    campaign = Campaign.create(tmp_path / "c", pack="p", clock=Ticking())
    with campaign.writing() as writer, writer.run(inputs=("folder",), settings={}, versions={}):
        add(writer, campaign, range(2))
        held = [claim for each in campaign.all_claims() for claim in each.claims]
        contents = Contents(
            reports=campaign.reports(), claims=held, sentences={}, events=[one, other], ancestors=ANCESTORS,
            copies=(), skips=(), set_aside=[],
        )  # fmt: skip
        writer.publish(contents, inputs=campaign.fingerprint())
    with campaign.generation() as generation:
        assert [it.id for it in casefile.near(generation, one.id)] == ([other.id] if near else [])
