"""The parts by themselves: days, places, origins, figures, disputes, grades, the table of weights."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from reconcile_factories import ACTORS, PLACES, copy_of, corpus, count, pack, place, report, says, source

from recount.reconcile import reconcile
from recount.reconcile.days import Days, days_of, iso, ordinal
from recount.reconcile.figures import Given, current, words_of
from recount.reconcile.origins import groups_of, origins_of
from recount.reconcile.weights import weights, weights_from
from recount.reconcile.where import km_between, relation
from recount.records import Copy, Event, PackError, Place, Time
from recount.words.vocabulary import vocabulary

WINDOWS = {"published": 7, "denial": 30, "open": 31, "broad": 45}

TIMES = [
    ("a day", Time("2016-06-20", "2016-06-21", "day"), None, ("2016-06-20", "2016-06-21", True)),
    ("a month", Time("2016-06-01", "2016-07-01", "month"), None, ("2016-06-01", "2016-07-01", True)),
    (
        "an instant may be the next day on a clock in the east",
        Time("2016-06-20T22:00:00Z", "2016-06-20T22:01:00Z", "minute"),
        None,
        ("2016-06-20", "2016-06-22", True),
    ),
    ("no date: the week up to publication", None, "2016-06-20", ("2016-06-14", "2016-06-21", False)),
    ("unresolved words: the same", Time(None, None, "unresolved"), "2016-06-20", ("2016-06-14", "2016-06-21", False)),
    (
        "since May, published in June",
        Time("2016-05-01", None, "range"),
        "2016-05-11",
        ("2016-05-01", "2016-05-12", False),
    ),
    ("by June, long ago", Time(None, "2016-06-01", "range"), "2017-01-01", ("2016-05-01", "2016-06-01", False)),
    ("bounded by publication", Time(None, "2016-06-21", "range"), "2016-06-20", ("2016-06-14", "2016-06-21", False)),
]


@pytest.mark.parametrize(("time", "published", "wanted"), [r[1:] for r in TIMES], ids=[r[0] for r in TIMES])
def test_days(time: Time | None, published: str | None, wanted: tuple[str, str, bool]) -> None:
    found = days_of(time, published, WINDOWS, denial=False)
    assert found is not None and (iso(found.start), iso(found.end), found.stated) == wanted


def test_nothing_bounds_an_undated_claim_of_an_undated_report() -> None:
    assert days_of(None, None, WINDOWS, denial=False) is None
    assert ordinal("soon") is None and ordinal(None) is None


def test_days_are_half_open() -> None:
    assert not Days(1, 3, True).meets(Days(3, 4, True)) and Days(1, 4, True).meets(Days(3, 4, True))


RELATIONS = [
    ("Raqqa", "Raqqa", "same"),
    ("Raqqa", "Tabqa", "far"),
    ("the citadel", "Aleppo", "inside"),
    ("Raqqa", "Raqqa province", "inside"),
    ("Aleppo", "Raqqa province", "far"),
    ("Mosul", "Syria", "far"),
    ("Mosul", "Iraq", "inside"),
    ("Syria", "Iraq", "far"),
    ("Syria", "Syria", "same"),
]


@pytest.mark.parametrize(("a", "b", "wanted"), RELATIONS)
def test_places_are_compared_both_ways(a: str, b: str, wanted: str) -> None:
    assert relation(place(a), place(b)) == relation(place(b), place(a)) == wanted


def test_unresolved_places_are_the_same_by_their_words_only() -> None:
    assert relation(Place("the old mill"), Place("The Old Mill")) == "same"
    assert relation(Place("the old mill"), place("Raqqa")) == relation(None, place("Raqqa")) == "unknown"


def test_towns_whose_radii_meet_are_near() -> None:
    other = replace(place("Raqqa"), id="test:suburb", lat=36.02)
    assert relation(place("Raqqa"), other) == "near"


def test_distance_agrees_with_a_degree_of_latitude() -> None:
    a, b = Place("a", lat=35.0, lon=40.0), Place("b", lat=36.0, lon=40.0)
    assert km_between(a, b) == pytest.approx(111.195, abs=0.01)
    assert len(PLACES) > 2 and km_between(a, Place("c")) is None


def origin_of(saying, **about: object) -> str:  # type: ignore[no-untyped-def]
    made = report(saying, **about)  # type: ignore[arg-type]
    claims, reports = corpus(made)
    by_id = {r.id: r for r in reports}
    return origins_of(claims, by_id, groups_of(reports, []), pack())[claims[0].id].id


ORIGINS = [
    ("its own voice", (), "The Courier", "publisher:the courier"),
    ("the publisher is in the catalogue", (), "the Northern Monitor", "actor:monitor"),
    ("a catalogued source", (source("the Northern Monitor", "monitor"),), "The Courier", "actor:monitor"),
    (
        "the outermost named speaker",
        (source("The Agency"), source("the Northern Monitor", "monitor")),
        "The Courier",
        "actor:monitor",
    ),
    (
        "unnamed witnesses of a named monitor",
        (source("the Northern Monitor", "monitor"), source("witnesses", named=False)),
        "The Courier",
        "actor:monitor",
    ),
    (
        "unnamed speakers are the report's own",
        (source("two officers", named=False),),
        "The Courier",
        "publisher:the courier",
    ),
    ("a bare first name cannot be known again", (source("Ahmad"),), "The Courier", "publisher:the courier"),
    (
        "a spokesman is the ministry",
        (source("the ministry's spokesman", "spokesman"),),
        "The Courier",
        "actor:ministry",
    ),
]


@pytest.mark.parametrize(("chain", "publisher", "wanted"), [r[1:] for r in ORIGINS], ids=[r[0] for r in ORIGINS])
def test_origins(chain: tuple[object, ...], publisher: str, wanted: str) -> None:
    assert origin_of(says("Jets hit Raqqa.", source=chain), publisher=publisher) == wanted


def test_a_report_without_a_publisher_is_its_own_origin() -> None:
    assert origin_of(says("Jets hit Raqqa."), publisher=None).startswith("report:")


def test_copies_of_copies_are_one_text_named_by_the_one_that_repeats_none() -> None:
    first = report(says("Jets hit Raqqa."), published="2016-06-25")
    second, _, one = copy_of(first, publisher="The Echo", published="2016-06-22")
    third, _, other = copy_of(first, publisher="The Post", published="2016-06-21")
    chain = Copy(third.id, second.id, "near", 0.9)
    for links in ([one, chain], [chain, one], [one, other]):
        assert set(groups_of([third, second, first[0]], links).values()) == {first[0].id}


def test_a_link_to_an_unknown_report_is_no_trouble() -> None:
    (made, _) = report(says("Jets hit Raqqa."))
    assert groups_of([made], [Copy(made.id, "gone", "exact", 1.0)]) == {made.id: made.id}


def given(low: float | None, high: float | None, said: str, origin: str = "o") -> Given:
    return Given(origin, low, high, low, said, ())


def test_an_earlier_lower_toll_is_revised_and_an_earlier_higher_one_is_not() -> None:
    rows = [given(5, 5, "2016-06-20", "a"), given(30, 30, "2016-06-20", "b"), given(12, 12, "2016-06-22", "c")]
    standing, revised = current(rows)
    assert [r.origin for r in revised] == ["a"] and [r.origin for r in standing] == ["b", "c"]


@pytest.mark.parametrize(
    ("low", "high", "words"), [(5, 5, "5"), (12, None, "at least 12"), (24, 99, "24 to 99"), (None, 7, "0 to 7")]
)
def test_ranges_in_words(low: float | None, high: float | None, words: str) -> None:
    assert words_of(given(low, high, "")) == words


@pytest.mark.parametrize(
    ("low", "high", "value", "best"),
    [(16, None, 15, 16), (0, 9, 10, 9), (24, 99, None, 24), (90, 110, 100, 100), (None, None, 7, 7)],
)
def test_the_best_value_lies_in_what_the_words_allow(
    low: float | None, high: float | None, value: float | None, best: float
) -> None:
    assert Given("o", low, high, value, "", ()).best == best


def one_event(*made: object, **more: object) -> Event:
    claims, reports = corpus(*made)  # type: ignore[arg-type]
    (event,) = reconcile(claims, reports, [], [], pack(**more)).events
    return event


def strike(n: int, killed: float, comparator: str = "exact", whom: str | None = None, published: str = "2016-06-21"):  # type: ignore[no-untyped-def]
    made = says(f"Paper {n} wrote of the strike on a Raqqa market.", target="a market")
    made.fields["quantity"] = (count("killed", killed, whom, comparator),)
    return report(made, publisher=f"Paper {n}", published=published)


def figures(event: Event) -> list[tuple[str | None, float | None, float | None, float | None]]:
    return [(f.of_whom, f.low, f.best, f.high) for f in event.quantities]


def test_low_best_and_high_over_origins() -> None:
    event = one_event(strike(1, 14), strike(2, 14), strike(3, 17))
    assert figures(event) == [("people", 14, 14, 17)]
    assert event.quantities[0].rule.startswith("the figure that 2 of 3 origins allow")
    assert [(d.axis, [p.value for p in d.positions]) for d in event.disputes] == [("count", ["14", "17"])]
    assert event.grade.proposed == "fair"


def test_at_least_agrees_with_a_higher_figure() -> None:
    event = one_event(strike(1, 12, "at_least"), strike(2, 15))
    assert figures(event) == [("people", 12, 15, 15)] and event.disputes == ()


def test_at_least_above_every_bound_leaves_the_top_open() -> None:
    assert figures(one_event(strike(1, 20, "at_least"), strike(2, 15)))[0][3] is None


def test_classes_that_do_not_overlap_are_added_where_nobody_gives_a_total() -> None:
    made = says("The strike killed nine civilians, four of them children, and six fighters.", target="a market")
    made.fields["quantity"] = (
        count("killed", 9, "civilians"),
        count("killed", 4, "children"),
        count("killed", 6, "militants"),
    )
    event = one_event(report(made))
    assert figures(event)[-1] == ("people", 15, 15, 15)
    assert event.quantities[-1].rule.startswith("no account gives a total")


def test_dead_civilians_here_and_dead_fighters_there_are_a_dispute_about_the_victims() -> None:
    event = one_event(strike(1, 14, whom="civilians"), strike(2, 14, whom="militants"))
    assert "victim_status" in [d.axis for d in event.disputes] and event.grade.proposed == "contested"


def test_two_perpetrators_are_a_dispute_and_a_member_of_one_is_not() -> None:
    base = says("Jets hit a market in Raqqa, killing 14.", killed=14, target="a market")
    blame = says("Russian jets hit a market in Raqqa, killing 14.", killed=14, target="a market", by="russia")
    member = says("American jets hit a market in Raqqa, killing 14.", killed=14, target="a market", by="us")
    disputed = one_event(report(base), report(blame, publisher="The Herald"))
    agreed = one_event(report(base), report(member, publisher="The Herald"))
    assert [d.axis for d in disputed.disputes] == ["perpetrator"] and agreed.disputes == ()
    assert [p.value for p in disputed.disputes[0].positions] == ["Russian forces", "the coalition"]


GRADES = [
    ("one outlet", [strike(1, 14)], ("weak", "F", "3")),
    ("two outlets", [strike(1, 14), strike(2, 14)], ("fair", "F", "2")),
    ("nobody knows whose page it is", [report(says("Jets hit Raqqa."), publisher=None)], ("weak", "F", "6")),
    (
        "unnamed officers",
        [report(says("Jets hit Raqqa.", source=(source("officers", named=False),)))],
        ("weak", "F", "6"),
    ),
    ("said to be so", [report(says("Jets reportedly hit Raqqa.", stance="reports"))], ("weak", "F", "6")),
]


@pytest.mark.parametrize(("made", "wanted"), [r[1:] for r in GRADES], ids=[r[0] for r in GRADES])
def test_grades(made: list[object], wanted: tuple[str, str, str]) -> None:
    grade = one_event(*made).grade
    assert (grade.proposed, grade.reliability, grade.credibility) == wanted


def test_more_deniers_than_sayers_discount() -> None:
    denials = [
        report(says(f"Paper {n} says no strike hit the Raqqa market.", target="the market", stance="denies", killed=14),
               publisher=f"Paper {n}")
        for n in (2, 3)
    ]  # fmt: skip
    grade = one_event(strike(1, 14), *denials).grade
    assert (grade.proposed, grade.credibility) == ("discounted", "5")


def test_the_pack_may_give_a_letter() -> None:
    grade = one_event(strike(1, 14), about={"reliability": {"paper 1": "B"}}).grade
    assert grade.reliability == "B" and any("pack's letter" in r for r in grade.reasons)


def test_what_cannot_be_told_about_independence_is_said() -> None:
    grade = one_event(strike(1, 14), strike(2, 14)).grade
    assert any(r.startswith("independence cannot be told of 2 of 2 origins") for r in grade.reasons)


def test_before_the_campaign_is_outside_the_mission() -> None:
    event = one_event(strike(1, 14), about={"start": "2017-01-01"})
    assert event.mission == "outside" and "2017-01-01" in event.mission_reason


def test_every_type_has_a_family_and_every_alike_mode_exists() -> None:
    table, words = weights(), vocabulary()
    modes = {m for e in words.events.values() for m in e.modes}
    assert table.family.keys() == words.events.keys()
    assert {m for pair in table.alike for m in pair} <= modes
    assert {m for unit in table.units.values() for m in unit.modes} <= modes
    assert len(ACTORS) == len({a.id for a in ACTORS})


def test_a_table_that_does_not_hold_is_refused_by_name() -> None:
    with pytest.raises(PackError, match="features"):
        weights_from(yaml.safe_load("version: x\nthreshold: 0\nnear_miss: 0\nprior: {across: 0, within: 0}"))
