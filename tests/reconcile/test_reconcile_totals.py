"""Totals against one another, levels with their gaps, statuses, and propositions across kinds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reconcile_factories import Saying, copy_of, corpus, count, day, pack, report, says, source

from recount.reconcile import (
    against_one_another,
    dependence_of,
    groups_of,
    levels_of,
    origins_of,
    propositions_of,
    timelines_of,
)
from recount.reconcile.propositions import Proposition
from recount.records import Claim, Quantity, Time

JUNE = Time("2016-06-01", "2016-07-01", "month", "June")
WEEK = Time("2016-06-06", "2016-06-13", "week", "that week")


def tally(words: str, number: float, time: Time, *, comparator: str = "exact", **more: Any) -> Saying:
    made = says(words, kind="tally", **({"at": "Syria"} | more))
    made.fields.update(time=time, quantity=(count("strikes", number, comparator=comparator),))
    return made


def claims_of(*sayings: Saying) -> list[Claim]:
    return corpus(*(report(s, publisher=f"Paper {n}") for n, s in enumerate(sayings)))[0]


AGAINST = [
    ("the month holds its week", tally("Ten in June.", 10, JUNE), tally("Four that week.", 4, WEEK), ["holds"]),
    ("a week exceeds its month", tally("Ten in June.", 10, JUNE), tally("Forty that week.", 40, WEEK), ["exceeds"]),
    ("an open bound exceeds nothing", tally("Over ten.", 10, JUNE, comparator="at_least"),
     tally("Forty that week.", 40, WEEK), ["holds"]),
    ("one period, one number", tally("Ten in June.", 10, JUNE), tally("There were ten.", 10, JUNE), ["agree"]),
    ("one period, two numbers", tally("Ten in June.", 10, JUNE), tally("There were 30.", 30, JUNE), ["differ"]),
    ("another area", tally("Ten in June.", 10, JUNE), tally("Thirty.", 30, JUNE, at="Iraq"), []),
    ("another doer", tally("Ten in June.", 10, JUNE), tally("Thirty.", 30, JUNE, by="russia"), []),
    ("periods that only touch", tally("Ten.", 10, JUNE), tally("Thirty.", 30, day("2016-06-28", 6)), []),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "wanted"), [row[1:] for row in AGAINST], ids=[row[0] for row in AGAINST])
def test_totals_of_one_thing(one: Saying, other: Saying, wanted: list[str]) -> None:
    claims = claims_of(one, other)
    assert [c.how for c in against_one_another(claims)] == wanted
    assert against_one_another(claims[::-1]) == against_one_another(claims)


def level(words: str, on: str | None, number: float | None, *, published: str = "2016-09-01") -> Any:
    made = says(words, kind="level", type="troops", mode=None, at="Iraq", by="us", on=on)
    if number is not None:
        made.fields["quantity"] = (Quantity("troops", None, number, "exact", number, number, words=f"{number:g}"),)
    return report(made, published=published)


def test_a_silence_is_a_gap_and_a_zero_is_said() -> None:
    claims, reports = corpus(
        level("Some 5,000 stood there.", "2016-01-04", 5000),
        level("It was 5,200 in a month.", "2016-02-01", 5200),
        level("None stand there now.", "2016-08-01", 0),
    )
    (series,) = levels_of(claims, {r.id: r for r in reports})
    assert [(p.start, p.low) for p in series.points] == [("2016-01-04", 5000), ("2016-02-01", 5200), ("2016-08-01", 0)]
    assert [(g.start, g.end) for g in series.gaps] == [("2016-02-02", "2016-08-01")]


def test_a_level_without_a_day_is_of_the_day_it_was_printed() -> None:
    claims, reports = corpus(level("Some 5,000 stand there.", None, 5000, published="2016-03-04"))
    (series,) = levels_of(claims, {r.id: r for r in reports})
    assert series.points[0].start == "2016-03-04"


def status(words: str, state: str, on: str, **more: Any) -> Any:
    made = says(words, kind="level", type="status", mode=None, at="Raqqa", by="coalition", on=on, **more)
    made.fields["reasons"] = (f"status: {state}",)
    return report(made, publisher=f"Paper {on}")


def test_statuses_are_declared_or_described() -> None:
    speaker = source("the coalition", "coalition")
    claims, reports = corpus(
        status("The coalition said its flights are suspended.", "suspended", "2016-06-01", source=(speaker,)),
        status("Flights go on, the paper found.", "under way", "2016-06-20"),
        status("They went on in July.", "under way", "2016-07-20"),
    )
    (line,) = timelines_of(claims, {r.id: r for r in reports})
    assert [(s.words, s.declared) for s in line.statuses] == [
        ("suspended", True), ("under way", False), ("under way", False),
    ]  # fmt: skip
    assert line.changes == ("2016-06-20",)


def asked(*sayings: Saying) -> list[Proposition]:
    made = [report(s, publisher=f"Paper {n}") for n, s in enumerate(sayings)]
    claims, reports = corpus(*made)
    by_id = {r.id: r for r in reports}
    return propositions_of(claims, by_id, origins_of(claims, by_id, groups_of(reports, []), pack()))


def of_kind(words: str, kind: str, **more: Any) -> Saying:
    fields = {"at": "Iraq", "by": "us", "type": None, "mode": None, "on": None} | more
    return says(words, kind=kind, **fields)


HELPED = of_kind("The raids achieved little, a scholar wrote.", "assessment", verdict="unfavourable")
DOUBLED = of_kind("Their raids doubled.", "trend", direction="up", quantity=(count("attacks", 2),))
ROLE = of_kind("Their role is to advise and assist.", "level", type="role")
FOUGHT = of_kind("US forces stormed a house.", "event", type="ASSAULT")


def test_an_effect_joins_kinds_and_keeps_the_sides() -> None:
    (one,) = asked(HELPED, DOUBLED)
    assert one.axis == "effect" and one.party == "us"
    assert {p.value for p in one.positions} == {"it did not help", "attacks went up"}


def test_what_names_no_country_meets_what_names_one() -> None:
    (one,) = asked(of_kind("None more.", "trend", direction="none", at=None, quantity=(count("attacks", 2),)), DOUBLED)
    assert one.about == "what came of what us does in Iraq"
    assert len(one.positions) == 2


def test_what_a_link_led_to_is_named() -> None:
    claims, reports = corpus(*(report(s, publisher=f"Paper {n}") for n, s in enumerate((HELPED, FOUGHT, DOUBLED))))
    fought, doubled = (next(c for c in claims if c.kind == kind) for kind in ("event", "trend"))
    link = of_kind("Storming it drew more of them.", "link", type="causes", cause=(fought.id,), effect=(doubled.id,))
    (linked,), more = corpus(report(link, publisher="Paper 9"))
    known, by_id = [*claims, linked], {r.id: r for r in (*reports, *more)}
    origins = origins_of(known, by_id, groups_of(list(by_id.values()), []), pack())
    found = propositions_of(known, by_id, origins, name=lambda party: party.upper())
    (effect,) = (p for p in found if p.axis == "effect")
    assert "it led to: attacks went up" in {p.value for p in effect.positions}
    assert effect.about.startswith("what came of what US does")


def test_advising_or_fighting() -> None:
    (one,) = asked(ROLE, FOUGHT)
    assert one.axis == "characterisation"
    assert {p.value for p in one.positions} == {"advises, assists or trains", "fights"}


def test_one_side_alone_another_party_or_another_country_is_no_dispute() -> None:
    assert asked(HELPED) == [] and asked(FOUGHT) == []
    assert asked(HELPED, of_kind("Theirs doubled.", "trend", direction="up", by="russia")) == []
    assert asked(DOUBLED, of_kind("Fewer died.", "trend", direction="down", quantity=(count("killed", 2),))) == []
    assert asked(HELPED, of_kind("Theirs doubled.", "trend", direction="up", at="Syria")) == []


@given(st.permutations([HELPED, DOUBLED, ROLE, FOUGHT]))
def test_order_does_not_matter(sayings: list[Saying]) -> None:
    def sides(found: list[Proposition]) -> list[tuple[object, ...]]:
        return [(p.axis, p.party, tuple(x.value for x in p.positions)) for p in found]

    assert sides(asked(*sayings)) == sides(asked(HELPED, DOUBLED, ROLE, FOUGHT))


def test_who_depends_on_whom_and_where_it_cannot_be_told() -> None:
    monitor = source("the Northern Monitor", "monitor")
    quoting = report(says("The raid killed 14, the Northern Monitor said.", source=(monitor,)), publisher="The Post")
    own = report(says("Jets hit a market."))
    again, moved, link = copy_of(quoting, publisher="The Echo", published="2016-06-22")
    claims, reports = corpus(quoting, own, (again, moved))
    origins = origins_of(claims, {r.id: r for r in reports}, groups_of(reports, [link]), pack())
    found = {(d.report, d.how, d.on) for d in dependence_of(claims, [link], origins)}
    assert found == {
        (quoting[0].id, "rests_on", "actor:monitor"),
        (again.id, "rests_on", "actor:monitor"),
        (again.id, "copies", quoting[0].id),
        (own[0].id, "unknown", None),
    }
