"""What one report tells in several clauses is one happening; what only looks so is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reconcile_factories import Saying, copy_of, corpus, count, judgement, pack, place, report, says, source

from recount.reconcile.run import Reconciled, reconcile
from recount.records import Claim, Copy, Report, Span, Time

FIRST = says("Rockets struck the bakery in Raqqa on Monday.", mode="heavy-weapons", by=None, target="the bakery")


def adds(sentence: str, **more: object) -> Saying:
    """A clause that goes on about what was told before: hand, manner, place and day are its own only where given."""
    made = says(sentence, **({"mode": None, "by": None} | more))  # type: ignore[arg-type]
    if "at" not in more:
        made.fields["place"] = (replace(place("Raqqa"), span=Span(0, 5)),)
    if "on" not in more:
        made.fields["time"] = Time("2016-06-20", "2016-06-21", "day", "Monday")
    return made


def run(*made: tuple[Report, tuple[Claim, ...]]) -> Reconciled:
    claims, reports = corpus(*made)
    return reconcile(claims, reports, [], [], pack())


ONE = [
    ("a toll in the next sentence", adds("Nine people were killed, a doctor said.", killed=9)),
    ("damage in the next sentence", adds("Six ovens were wrecked.")),
    ("a class of the dead", adds("Among the dead were children.", target="children")),
    ("the same manner, pointed back to", adds("The shelling lasted an hour.", mode="heavy-weapons")),
    ("a manner that writers use for it", adds("The oven hall was flattened.", mode="destroy")),
]
TWO = [
    ("another place", adds("Four were killed in Tabqa.", at="Tabqa", killed=4)),
    ("another manner", adds("A bomb had gone off by the station.", mode="explosives")),
    ("words that part them", adds("In a separate attack four were killed.", killed=4)),
    ("another hand", adds("Russian forces killed four there.", by="russia", killed=4)),
]


@pytest.mark.parametrize(("what", "second"), ONE, ids=[row[0] for row in ONE])
def test_a_text_that_goes_on_telling_tells_of_one(what: str, second: Saying) -> None:
    assert len(run(report(FIRST, second)).events) == 1, what


@pytest.mark.parametrize(("what", "second"), TWO, ids=[row[0] for row in TWO])
def test_what_brings_something_of_its_own_is_another(what: str, second: Saying) -> None:
    first = says("Coalition rockets struck the bakery in Raqqa on Monday.", mode="heavy-weapons", killed=9)
    assert len(run(report(first, second)).events) == 2, what


def test_one_voice_does_not_give_one_happening_two_tolls() -> None:
    first = says("Rockets struck the bakery in Raqqa on Monday, killing nine.", mode="heavy-weapons", by=None, killed=9)
    assert len(run(report(first, adds("Three people were killed.", killed=3))).events) == 2


def test_two_voices_may() -> None:
    ministry, monitor = source("the defence ministry", "ministry"), source("the Northern Monitor", "monitor")
    first = says("The defence ministry said rockets struck the bakery on Monday, killing nine.", mode="heavy-weapons",
                 by=None, killed=9, source=(ministry,))  # fmt: skip
    other = adds("The Northern Monitor said 14 died.", killed=14, source=(monitor,))
    (event,) = run(report(first, other)).events
    assert [(f.low, f.high) for f in event.quantities] == [(9, 14)]
    assert [d.axis for d in event.disputes] == ["count"]


def test_a_telling_figure_said_again_is_the_same_dead() -> None:
    """The last sentence stands far from the first and carries the day of what lies between."""
    first = says("Rockets struck the bakery in Raqqa on 20 June, killing 31.", mode="heavy-weapons", by=None, killed=31)
    between = says("On 18 June rebels shot a guard in Raqqa.", mode="firearms", by=None, on="2016-06-18", killed=1)
    again = adds("In all 31 people lost their lives.", killed=31)
    again.fields["time"] = Time("2016-06-18", "2016-06-19", "day", "18 June")
    (guard, bakery) = run(report(first, between, again)).events
    assert (len(guard.claims), len(bakery.claims)) == (1, 2)
    assert [f.best for f in bakery.quantities] == [31]


def test_a_thread_is_compared_as_one_with_other_reports() -> None:
    """Neither clause alone has both manner and toll; together they meet the other paper's account."""
    told = report(FIRST, adds("Nine people were killed.", killed=9))
    other = says("Shells on a bakery in Raqqa left nine dead.", mode="heavy-weapons", by=None, killed=9)
    (event,) = run(told, report(other, publisher="The Herald", published="2016-06-22")).events
    assert len(event.claims) == 3
    assert [f.best for f in event.quantities] == [9]


def test_the_thread_is_a_decision_with_its_reason() -> None:
    (decided,) = run(report(FIRST, adds("Nine people were killed.", killed=9))).decisions
    assert decided.same and any("goes on telling" in r for r in decided.reasons)


def test_a_denial_is_no_part_of_a_thread() -> None:
    """It must stay free to be a side of a dispute, or to be set aside."""
    denial = adds("Nobody was killed.", modality="negated")
    found = run(report(FIRST, denial))
    assert [len(e.claims) for e in found.events] == [1] and len(found.set_aside) == 1


def test_a_person_parts_a_thread() -> None:
    made = report(FIRST, adds("Nine people were killed.", killed=9))
    claims, reports = corpus(made)
    said = judgement("different", *claims)
    assert len(reconcile(claims, reports, [], [said], pack()).events) == 2


def test_a_copy_alters_no_thread() -> None:
    made = report(FIRST, adds("Nine people were killed.", killed=9))
    again, moved, link = copy_of(made, publisher="The Herald", published="2016-06-23")
    claims, reports = corpus(made, (again, moved))
    (event,) = reconcile(claims, reports, [link], [], pack()).events
    assert len(event.claims) == 4 and event.origins == ("publisher:the courier",)


def test_a_sentence_that_an_editor_touched_in_a_copy_is_still_the_same() -> None:
    text = "Rebel fighters stormed the old mill beside the northern canal near a disused railway bridge"
    one = report(says(f"{text} yesterday.", on=None, mode=None, by=None))
    other = report(says(f"{text} late yesterday.", on=None, mode=None, by=None), publisher="The Herald")
    claims, reports = corpus(one, other)
    link = Copy(other[0].id, one[0].id, "near", 0.9)
    assert len(reconcile(claims, reports, [link], [], pack()).events) == 1


def test_the_dead_of_both_sides_are_added() -> None:
    clash = says("Eleven of the town's fighters and 17 attackers died in the clash.", mode="firearms", by="isis")
    clash.fields["quantity"] = (count("killed", 11, "combatants"), count("killed", 17, "militants"))
    (event,) = run(report(clash)).events
    assert [f.best for f in event.quantities if f.of_whom == "people"] == [28]


def test_a_part_is_not_added_to_the_fighters_that_hold_it() -> None:
    clash = says("Twenty fighters, eight of them soldiers, died in the clash.", mode="firearms", by="isis")
    clash.fields["quantity"] = (count("killed", 20, "combatants"), count("killed", 8, "soldiers"))
    (event,) = run(report(clash)).events
    assert [f.best for f in event.quantities if f.of_whom == "people"] == [20]


def test_undated_news_is_of_the_day_or_the_day_before() -> None:
    """Told in the same words: with a date, the day after without one, and a week after without one."""
    dated = report(says("A bomb went off in Raqqa.", mode="explosives", by=None))

    def met(published: str) -> int:
        undated = says("An explosion shook Raqqa.", mode="explosives", by=None, on=None)
        return len(run(dated, report(undated, publisher="The Herald", published=published)).events)

    assert [met("2016-06-20"), met("2016-06-21"), met("2016-06-26")] == [1, 1, 2]


@pytest.mark.parametrize(("other", "events"), [(14, 1), (24, 2)])
def test_tolls_of_two_papers_that_lie_close_are_of_one_blast(other: int, events: int) -> None:
    one = says("A bomb killed 12 in Aleppo.", at="Aleppo", mode="explosives", by=None, killed=12)
    two = says("A blast left many dead.", at="Aleppo", mode="explosives", by=None, killed=other)
    assert len(run(report(one), report(two, publisher="The Herald")).events) == events


LEAD = says("Seventeen people died in air raids in the east of Syria on Monday.", at="Syria", by=None, killed=17)


def test_a_sentence_that_points_back_says_where() -> None:
    """Neither the country nor the town alone tells both; the thread is placed in the town."""
    where = says("The raids hit a market in Tabqa on Monday.", mode=None, at="Tabqa", by=None)
    (event,) = run(report(LEAD, where)).events
    assert event.place is not None and event.place.words == "Tabqa"
    assert [f.best for f in event.quantities] == [17]


def test_words_that_do_not_point_back_or_point_to_another_manner_start_anew() -> None:
    plain = says("Jets were over Tabqa on Monday and dropped leaflets.", mode=None, at="Tabqa", by=None)
    clash = says("The clashes hit a market in Tabqa on Monday.", mode=None, at="Tabqa", by=None)
    assert [len(run(report(LEAD, second)).events) for second in (plain, clash)] == [2, 2]
