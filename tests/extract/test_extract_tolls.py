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
        ("In the past 48 hours shelling around Idlib killed 31 people, a monitor said.", "tally", 31),
        ("Over the past few days 42 civilians have been killed in Aleppo.", "tally", 42),
        ("Ten air strikes killed 33 people in Raqqa.", "tally", 33),
        ("At least 61 people have been killed since Friday in air strikes on Douma.", "tally", 61),
        ("Last month another car bomb killed 27 people, among them two guards, in Homs.", "event", 27),
        ("Last month 150 people were killed in Homs, including 40 in a car bomb.", "tally", 150),
        ("Days of fighting near Manbij cost 57 lives.", "tally", 57),
        ("A week of fighting left 80 dead in Hasakah.", "tally", 80),
        ("In May the SDF carried out raids in Deir ez-Zor. Four operatives were killed and 33 held.", "tally", 4),
        ("In May the SDF carried out raids in Deir ez-Zor. A car bomb in Homs killed nine people.", "event", 9),
        ("A suicide bomber killed 20 people in Homs in the deadliest attack since January.", "event", 20),
        ("He has been missing since Friday, when gunmen killed two guards in Homs.", "event", 2),
        ("Gunmen killed five policemen in Homs in less than two hours on Friday.", "event", 5),
        ("A car bomb killed 25 people in Homs on Monday.", "event", 25),
        ("Shelling killed six people in Douma two weeks ago.", "event", 6),
    ],
)
def test_a_toll_stands_where_it_belongs(text: str, kind: str, value: float) -> None:
    found = [c.kind for c in EXTRACTOR.claims_in(report(text)) for q in c.quantity if q.value == value]
    assert found == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "At least 57 Civilians killed More than 150 Injured in Homs",
        "57 killed, more than 150 injured in Homs",
        "57 people killed 150 people injured in Homs",
        "A bomb in Homs: 57 dead 150 wounded",
    ],
)
def test_the_injured_are_never_read_as_killed(text: str) -> None:
    figures = [(q.measure, q.value) for c in EXTRACTOR.claims_in(report(text)) for q in c.quantity]
    assert sorted(figures) == [("killed", 57), ("wounded", 150)]


def test_a_sum_over_days_is_put_in_no_town_of_another_sentence() -> None:
    found = EXTRACTOR.claims_in(
        report("A blast in Homs on Friday killed three people. In the past week 90 were killed.")
    )
    places = {q.value: [p.words for p in c.place] for c in found for q in c.quantity}
    assert places == {3: ["Homs"], 90: []}


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "The fire caused the death of one guard and the injury of 42 drivers after shelling in Homs.",
            {("killed", 1), ("wounded", 42)},
        ),
        ("Child killed 9 civilians injured in attacks in Homs", {("killed", 1), ("wounded", 9)}),
        ("Shells killed 15, wounded 20 in Homs.", {("killed", 15), ("wounded", 20)}),
        ("A militant group in Homs has publicly executed nine men.", {("killed", 9)}),
        (
            "Troops killed a rebel commander as well as five of his guards in Homs.",
            {("killed", 1), ("killed", 5), ("killed", 6)},
        ),
        ("At least 28 IS fighters, among them six minors, had been killed in Homs.", {("killed", 28), ("killed", 6)}),
        ("57 killed", {("killed", 57)}),
        ("175 militants killed injured on a road in Homs", {("casualties", 175)}),
        ("88 killed & injured in Homs", {("casualties", 88)}),
        ("57 killed, injured 30 in Homs", {("killed", 57), ("wounded", 30)}),
        ("Tanks shelled Homs on Monday, killing four", {("killed", 4)}),
    ],
)
def test_each_number_has_what_befell_it(text: str, figures: set[tuple[str, int]]) -> None:
    found = {(q.measure, q.value) for c in EXTRACTOR.claims_in(report(text)) for q in c.quantity}
    assert found == figures


def test_a_day_after_is_no_rate() -> None:
    text = "Tanks shelled Homs on Monday killing four people a day after talks failed."
    claim = next(c for c in EXTRACTOR.claims_in(report(text)) if c.type == "ASSAULT")
    assert (claim.kind, claim.quantity[0].per) == ("event", None)
