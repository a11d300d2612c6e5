"""Which claims become one event: cases as rows, each with the reason why a reader would say so."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from reconcile_factories import Saying, actor, corpus, count, day, pack, report, says, source

from recount.reconcile import Reconciled, reconcile
from recount.records import Evidence, Mention, Time

BASE = says("Coalition jets hit a market in Raqqa on 20 June, killing 14 people.", killed=14, target="a market")


def run(*made: object) -> Reconciled:
    claims, reports = corpus(*made)  # type: ignore[arg-type]
    return reconcile(claims, reports, [], [], pack())


ACROSS = [
    ("the same figures, town and day", True, says("A raid from the air left 14 dead in Raqqa.", killed=14)),
    ("no figure, same town, day, mode and actor", True, says("The coalition bombed Raqqa that day.")),
    ("a member of the coalition did it", True, says("American aircraft bombed Raqqa.", by="us", killed=14)),
    ("another actor is blamed: a dispute, not another event", True,
     says("Russian jets struck a market in Raqqa, killing 14.", by="russia", killed=14, target="the market")),
    ("a later toll revises", True, says("The toll of the market strike rose to 22.", killed=22, target="the market")),
    ("only the province is named, but the figure agrees", True,
     says("An air strike in Raqqa province killed 14.", at="Raqqa province", killed=14)),
    ("only the country is named, but day and figure agree", True,
     says("Strikes in Syria killed 14 people.", at="Syria", killed=14)),
    ("the next day", False, says("Jets hit a market in Raqqa, killing 14.", on="2016-06-21", killed=14)),
    ("a neighbouring town", False, says("Jets hit a market in Tabqa, killing 14.", at="Tabqa", killed=14)),
    ("a bomb is no air strike", False, says("A car bomb went off in Raqqa.", mode="explosives", by="isis")),
    ("other kind of act", False, says("The coalition sent troops to Raqqa.", type="MOBILIZE", mode="troops")),
    ("another country", False, says("Jets hit a market in Mosul, killing 14.", at="Mosul", killed=14)),
    ("only a province, no figure: cannot tell", False, says("Planes struck the province.", at="Raqqa province")),
]  # fmt: skip


@pytest.mark.parametrize(("same", "other"), [row[1:] for row in ACROSS], ids=[row[0] for row in ACROSS])
def test_claims_of_two_reports(same: bool, other: Saying) -> None:
    found = run(report(BASE), report(other, publisher="The Herald", published="2016-06-22"))
    assert (len(found.events) == 1) is same, [d.reasons for d in found.decisions]


WITHIN = [
    ("different targets", False, says("They also hit a school in Raqqa.", target="a school")),
    ("different figures by one voice", False, says("Jets killed 5 more people in Raqqa.", killed=5)),
    ("another one, in words", False, says("Another strike in Raqqa hit a market.", target="a market")),
    ("another place", False, says("Jets hit a bridge in Tabqa.", at="Tabqa", target="a bridge")),
    ("another target", False, says("Planes bombed a bridge in Raqqa that day.", target="a bridge")),
    ("one hand, manner, town and day, and nothing that parts them", True, says("Planes bombed Raqqa that day.")),
    ("said twice, with the figure and the target", True,
     says("The strike on the market killed 14 people.", killed=14, target="the market")),
    ("pointed back at", True, says("The strike on the market in Raqqa drew anger.", target="the market")),
]  # fmt: skip


@pytest.mark.parametrize(("same", "other"), [row[1:] for row in WITHIN], ids=[row[0] for row in WITHIN])
def test_claims_of_one_report(same: bool, other: Saying) -> None:
    found = run(report(BASE, other))
    assert (len(found.events) == 1) is same, [d.reasons for d in found.decisions]


def test_two_speakers_of_one_report_who_differ_are_two_accounts_of_one_event() -> None:
    one = says("The ministry said 14 people died in the strike on Raqqa.", killed=14, target="a market",
               source=(source("the defence ministry", "ministry"),))  # fmt: skip
    two = says("The monitor put the dead of the strike on the market at 30.", killed=30, target="the market",
               source=(source("the Northern Monitor", "monitor"),))  # fmt: skip
    found = run(report(one, two))
    assert len(found.events) == 1
    assert [d.axis for d in found.events[0].disputes] == ["count"]
    assert set(found.events[0].origins) == {"actor:ministry", "actor:monitor"}


def test_undated_claims_lie_in_the_week_before_publication() -> None:
    undated = says("Coalition jets killed 14 people at a market in Raqqa.", on=None, killed=14, target="a market")
    near = run(report(BASE), report(undated, publisher="The Herald", published="2016-06-24"))
    late = run(report(BASE), report(undated, publisher="The Herald", published="2016-07-24"))
    early = run(report(BASE), report(undated, publisher="The Herald", published="2016-06-19"))
    assert [len(r.events) for r in (near, late, early)] == [1, 2, 2]


def test_only_events_become_events_and_every_claim_has_one_place() -> None:
    kinds = ["tally", "level", "trend", "relation", "link", "assessment", "forecast", "intent"]
    others = [says(f"Sentence {n} of another kind.", kind=k) for n, k in enumerate(kinds)]
    found = run(report(BASE, *others))
    assert sorted(k for _, k in found.standing) == sorted([*kinds, "event"])
    assert len(found.events) == 1 and found.set_aside == ()


@pytest.mark.parametrize(
    ("modality", "stance", "word"),
    [("negated", "asserts", "denied"), ("possible", "asserts", "possible"), ("conditional", "asserts", "conditional"),
     ("actual", "denies", "denied"), ("actual", "doubts", "doubted")],
)  # fmt: skip
def test_what_nobody_says_happened_is_set_aside_with_the_reason(modality: str, stance: str, word: str) -> None:
    found = run(report(says("No strike hit Raqqa.", modality=modality, stance=stance)))
    assert found.events == () and word in found.set_aside[0][1]


def test_an_attempt_counts_as_attempted() -> None:
    found = run(report(says("Gunmen tried to storm the gate in Raqqa.", modality="attempted", mode="firearms")))
    assert found.events[0].accounts[0].modality == "attempted"


def test_a_denial_joins_what_it_denies_as_a_position() -> None:
    denial = says("The coalition said it did not bomb the market in Raqqa on 20 June.", target="the market",
                  modality="negated", stance="denies", source=(source("the coalition", "coalition"),))  # fmt: skip
    found = run(report(BASE), report(denial, publisher="The Herald", published="2016-06-25"))
    (event,) = found.events
    (dispute,) = event.disputes
    assert dispute.axis == "occurrence"
    assert {p.value: p.origins for p in dispute.positions} == {
        "happened": ("publisher:the courier",), "did not happen": ("actor:coalition",),
    }  # fmt: skip
    assert event.origins == ("publisher:the courier",)
    assert (event.grade.proposed, event.grade.credibility) == ("contested", "5")


def test_silence_is_not_denial_and_a_later_toll_is_no_dispute() -> None:
    later = says("The toll of the market strike rose to 22.", killed=22, target="the market")
    (event,) = run(report(BASE), report(later, publisher="The Herald", published="2016-06-23")).events
    (figure,) = event.quantities
    assert event.disputes == ()
    assert (figure.low, figure.best, figure.high) == (22, 22, 22)
    assert "revised" in figure.rule


def test_no_chain_joins_what_a_contradiction_keeps_apart() -> None:
    """A vague report fits both towns; the towns stay apart."""
    vague = says("Strikes in Raqqa province killed 14.", at="Raqqa province", killed=14)
    other = says("Jets killed 14 people in Tabqa.", at="Tabqa", killed=14)
    found = run(
        report(BASE), report(other, publisher="The Herald"), report(vague, publisher="The Post", published="2016-06-22")
    )
    assert all(len(e.claims) <= 2 for e in found.events) and len(found.events) == 2


def test_a_long_stretch_holds_the_day_that_another_gives() -> None:
    stretch = says("Coalition jets killed 14 people at a market in Raqqa that month.", killed=14, target="a market")
    stretch.fields["time"] = Time("2016-06-01", "2016-07-01", "month", "June")
    (event,) = run(report(BASE), report(stretch, publisher="The Herald", published="2016-07-02")).events
    assert event.time == day("2016-06-20")


def test_the_event_takes_the_finest_place_that_most_allow() -> None:
    made = [
        report(says("Shells hit Aleppo, killing 31.", at="Aleppo", killed=31, mode="heavy-weapons")),
        report(
            says("Shells hit the citadel, killing 31.", at="the citadel", killed=31, mode="heavy-weapons"),
            publisher="The Herald",
        ),
    ]  # fmt: skip
    (event,) = run(*made).events
    assert event.place is not None and event.place.words == "the citadel"


def test_parties_keep_the_more_cautious_certainty() -> None:
    sure = report(BASE)
    unsure = says("A raid blamed on the coalition killed 14 in Raqqa.", killed=14, by=None)
    unsure.fields["actor"] = (actor("coalition", "suspected"),)
    (event,) = run(sure, report(unsure, publisher="The Herald")).events
    assert [(p.id, p.certainty) for p in event.actors if p.role == "actor"] == [("coalition", "suspected")]


def test_parts_are_not_added_to_their_whole() -> None:
    one = says("Jets killed 14 people in Raqqa, including five children.", killed=14)
    one.fields["quantity"] += (count("killed", 5, "children"),)
    (event,) = run(report(one)).events
    assert [(f.measure, f.of_whom, f.best) for f in event.quantities] == [
        ("killed", "children", 5),
        ("killed", "people", 14),
    ]


def test_an_unplaced_undated_claim_of_an_undated_report_is_still_an_event() -> None:
    (event,) = run(report(says("A bomb killed a guard.", at=None, on=None, by=None, mode=None), published=None)).events
    assert event.time is None and event.place is None and event.grade.credibility == "3"


def test_without_dates_an_event_lies_before_its_first_publication() -> None:
    (event,) = run(report(says("A bomb killed a guard in Raqqa.", on=None))).events
    assert event.time == Time(None, "2016-06-22", "range")


def test_decisions_carry_score_and_reasons() -> None:
    found = run(report(BASE), report(ACROSS[0][2], publisher="The Herald"))
    (decided,) = found.decisions
    assert decided.same and decided.score >= 0
    assert any("same settlement" in r for r in decided.reasons) and any("weights learnt-" in r for r in decided.reasons)


def test_an_empty_campaign_is_no_trouble() -> None:
    assert reconcile([], [], [], [], pack()) == Reconciled((), (), (), (), ())


def test_claims_without_their_report_still_count() -> None:
    claims, _ = corpus(report(BASE))
    (event,) = reconcile(claims, [], [], [], pack()).events
    assert event.grade.credibility == "6"


def test_mentions_of_generic_parties_are_parties() -> None:
    one = says("Militants attacked a post in Raqqa.", by=None, mode="firearms")
    one.fields["actor"] = (Mention("militants", None, None, "REB"),)
    (event,) = run(report(one)).events
    assert [(p.words, p.sector) for p in event.actors] == [("militants", "REB")]


def test_shuffled_inputs_give_the_same_answer() -> None:
    made = [report(row[2], publisher=f"Paper {n}") for n, row in enumerate(ACROSS)] + [report(BASE)]
    claims, reports = corpus(*made)
    wanted = reconcile(claims, reports, [], [], pack())
    rng = random.Random(7)
    for _ in range(5):
        rng.shuffle(claims)
        rng.shuffle(reports)
        assert reconcile(claims, reports, [], [], pack()) == wanted


def test_an_account_is_quoted_with_the_words_that_hold_its_leading_figure() -> None:
    text, claims = report(says("Coalition jets hit a market in Raqqa; the dead numbered 14.", killed=14))
    whole = claims[0].evidence[0]
    cut = whole.quote.index("; ")
    first = Evidence(whole.start, whole.start + cut, whole.quote[:cut])
    second = Evidence(whole.start + cut + 2, whole.end, whole.quote[cut + 2 :])
    told = replace(claims[0], evidence=(first, second))
    assert run((text, (told,))).events[0].accounts[0].evidence == second
    assert run((text, (replace(told, quantity=()),))).events[0].accounts[0].evidence == first


def test_the_history_says_who_said_which_figure_when_and_what_was_revised() -> None:
    first = report(says("A raid on Raqqa killed 9.", killed=9, target="a market"), published="2016-06-20")
    later = report(says("The raid on Raqqa killed 14.", killed=14, target="the market"), publisher="The Herald",
                   published="2016-06-23")  # fmt: skip
    claims, reports = corpus(first, later)
    (event,) = reconcile(claims, reports, [], [], pack()).events
    told = [(h.said, h.origin, h.value, h.stands) for h in event.history if h.of_whom == "people"]
    assert told == [
        ("2016-06-20", "publisher:the courier", 9, False),
        ("2016-06-23", "publisher:the herald", 14, True),
    ]


def operation(**more: Any) -> Any:
    made = says("The offensive on Raqqa province went on for a week.", at="Raqqa province", **({"mode": None} | more))
    made.fields["time"] = day("2016-06-18", 7)
    return report(made, publisher="The Post", published="2016-06-30")


@pytest.mark.parametrize(
    ("part", "inside"),
    [
        ({}, True),
        ({"by": "us"}, True),
        ({"by": "russia"}, False),
        ({"on": "2016-06-26"}, False),
        ({"at": "Aleppo"}, False),
        ({"type": "PROTEST", "mode": "riot"}, False),
    ],
)
def test_an_operation_of_several_days_contains_its_parts_and_is_not_joined_to_them(
    part: dict[str, Any], inside: bool
) -> None:
    blow = report(says("Jets struck a bridge in Raqqa.", killed=12, target="a bridge", **part), published="2016-06-27")
    claims, reports = corpus(operation(), blow)
    events = reconcile(claims, reports, [], [], pack()).events
    assert len(events) == 2
    home = {c: e for e in events for c in e.claims}
    whole, one = home[claims[0].id], home[claims[1].id]
    assert one.part_of == ((whole.id,) if inside else ()) and whole.part_of == ()
