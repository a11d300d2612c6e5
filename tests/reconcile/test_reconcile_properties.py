"""What holds for any record: order, reruns, copies, places of claims, removal, and people's word."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reconcile_factories import Saying, copy_of, corpus, judgement, pack, report, says, source

from recount.reconcile import Reconciled, reconcile
from recount.reconcile.compare import apart
from recount.reconcile.facts import facts_of
from recount.reconcile.origins import groups_of, origins_of
from recount.reconcile.weights import weights
from recount.records import Claim, Copy, Event, Judgement, Report

Made = tuple[Report, tuple[Claim, ...]]
PACK = pack()
PHRASES = (
    "Warplanes hit a market and a bakery in the old quarter near the river before noon.",
    "The strike on the market left many dead, residents told the paper by telephone.",
    "A blast tore through a checkpoint on the northern road during the evening.",
    "Shells fell on the industrial district, and fires burned until the next morning.",
    "Jets bombed a convoy leaving the town, and drivers fled into the fields.",
    "Nobody bombed the market, a statement said after the funerals.",
)
VOICES = ((), (source("the Northern Monitor", "monitor"),), (source("the defence ministry", "ministry"),),
          (source("two officers", named=False),))  # fmt: skip


@st.composite
def sayings(draw: st.DrawFn) -> Saying:
    modality = draw(st.sampled_from(["actual"] * 5 + ["negated", "possible", "attempted"]))
    return says(
        draw(st.sampled_from(PHRASES)),
        kind=draw(st.sampled_from(["event"] * 8 + ["tally"])),
        mode=draw(st.sampled_from(["aerial", "explosives", "heavy-weapons", None])),
        at=draw(st.sampled_from(["Raqqa", "Tabqa", "Raqqa province", "Aleppo", "Syria", None])),
        on=draw(st.sampled_from(["2016-06-19", "2016-06-20", "2016-06-21", None])),
        by=draw(st.sampled_from(["coalition", "us", "russia", "isis", None])),
        killed=draw(st.sampled_from([None, 2, 5, 14, 22])),
        target=draw(st.sampled_from([None, "a market", "a convoy"])),
        modality=modality,
        source=draw(st.sampled_from(VOICES)),
        stance="denies" if modality == "negated" else "asserts",
    )


@st.composite
def records(draw: st.DrawFn) -> list[Made]:
    made = []
    for n in range(draw(st.integers(1, 6))):
        publisher = draw(st.sampled_from(["The Courier", "The Herald", "The Post", None]))
        published = draw(st.sampled_from(["2016-06-20", "2016-06-21", "2016-06-24", None]))
        lines = draw(st.lists(sayings(), min_size=1, max_size=4))
        made.append(report(*lines, publisher=publisher, published=published, salt=str(n)))
    return made


def run(made: list[Made], copies: list[Copy] | None = None, judged: list[Judgement] | None = None) -> Reconciled:
    claims, reports = corpus(*made)
    return reconcile(claims, reports, copies or [], judged or [], PACK)


@given(records(), st.randoms(use_true_random=False))
def test_order_does_not_matter_and_a_rerun_changes_nothing(made: list[Made], rng: Any) -> None:
    again, _, link = copy_of(made[0], publisher="The Echo", published="2016-06-25")
    claims, reports = corpus(*made, (again, copy_of(made[0], publisher="The Echo", published="2016-06-25")[1]))
    judged = [judgement("same", claims[0], claims[-1]), judgement("hide", claims[0], when="2024-01-02T00:00:00Z")]
    wanted = reconcile(claims, reports, [link], judged, PACK)
    assert reconcile(claims, reports, [link], judged, PACK) == wanted
    for items in (claims, reports, judged):
        rng.shuffle(items)
    assert reconcile(claims, reports, [link], judged, PACK) == wanted


@given(records())
def test_every_claim_is_in_exactly_one_place(made: list[Made]) -> None:
    found = run(made)
    claims, _ = corpus(*made)
    in_events = Counter(c for e in found.events for c in e.claims)
    places = Counter([*(c for c, _ in found.standing), *(c for c, _ in found.set_aside)])
    assert places == Counter(c.id for c in claims)
    assert in_events == Counter(c for c, kind in found.standing if kind == "event")
    assert len({e.id for e in found.events}) == len(found.events)


@given(records())
def test_accounts_hold_every_claim_once_and_never_say_confirmed(made: list[Made]) -> None:
    for event in run(made).events:
        assert Counter(c for a in event.accounts for c in a.claims) == Counter(event.claims)
        assert event.origins and set(event.origins) <= {a.origin for a in event.accounts}
        assert event.grade.proposed != "confirmed" and event.grade.by is None and event.grade.credibility != "1"
        for f in event.quantities:
            assert f.best is not None and (f.low or 0) <= f.best and (f.high is None or f.best <= f.high)


def essence(event: Event) -> tuple[object, ...]:
    """What a copy must not change: origins, grade, figures, disputes. A dated copy may bound an undated event."""
    time = event.time if event.time and event.time.start else None
    figures = tuple((f.measure, f.of_whom, f.low, f.best, f.high) for f in event.quantities)
    disputes = tuple((d.axis, d.about, tuple((p.value, p.origins) for p in d.positions)) for d in event.disputes)
    return event.origins, event.grade, event.type, event.mode, time, event.place, figures, disputes


@given(
    records(), st.sampled_from(["The Courier", "The Echo", "The Herald"]), st.sampled_from(["2016-06-24", "2016-07-09"])
)
def test_an_exact_copy_changes_no_independent_count(made: list[Made], publisher: str, published: str) -> None:
    before = run(made)
    again, moved, link = copy_of(made[0], publisher=publisher, published=published)
    after = run([*made, (again, moved)], [link])
    copied = {c.id for c in moved}
    assert {frozenset(e.claims): essence(e) for e in before.events} == {
        frozenset(e.claims) - copied: essence(e) for e in after.events
    }
    twin = dict(zip((c.id for c in moved), (c.id for c in made[0][1]), strict=True))
    home = {c: e.id for e in after.events for c in e.claims}
    assert all(home.get(a) == home.get(b) for a, b in twin.items())


@given(records())
def test_no_event_holds_a_contradiction(made: list[Made]) -> None:
    claims, reports = corpus(*made)
    by_id = {r.id: r for r in reports}
    groups = groups_of(reports, [])
    facts = facts_of(claims, by_id, groups, origins_of(claims, by_id, groups, PACK), PACK.ancestors, weights())
    for event in run(made).events:
        assert all(apart(facts[a], facts[b]) is None for a in event.claims for b in event.claims)


@given(records(), st.data())
def test_removing_a_report_removes_exactly_what_it_alone_supported(made: list[Made], data: st.DataObject) -> None:
    """The removed report speaks of another time, so what it alone supported is what it said."""
    lines = data.draw(st.lists(sayings(), min_size=1, max_size=3))
    for line in lines:
        line.fields["time"] = says("x", on="2019-03-02").fields["time"]
    extra = report(*lines, publisher="The Gazette", published="2019-03-03")
    without, whole = run(made), run([*made, extra])
    own = {c.id for c in extra[1]}
    assert [e for e in whole.events if own.isdisjoint(e.claims)] == list(without.events)
    assert all(set(e.claims) <= own for e in whole.events if not own.isdisjoint(e.claims))


@given(records(), st.integers(0, 5))
def test_removing_any_report_leaves_no_trace_of_it_and_places_the_rest(made: list[Made], n: int) -> None:
    gone = made[n % len(made)]
    rest = [m for m in made if m is not gone]
    found = run(rest)
    known = {c.id for _, claims in rest for c in claims}
    assert {c for e in found.events for c in e.claims} <= known
    assert {c for c, _ in (*found.standing, *found.set_aside)} == known


def events_of(found: Reconciled) -> dict[str, str]:
    return {c: e.id for e in found.events for c in e.claims}


@given(records(), st.data())
def test_a_judgement_is_obeyed_until_undone(made: list[Made], data: st.DataObject) -> None:
    plain = run(made)
    home = events_of(plain)
    claims = [c for _, own in made for c in own if c.id in home]
    if len(claims) < 2:
        return
    a, b = data.draw(st.sampled_from(claims)), data.draw(st.sampled_from(claims))
    if a.id == b.id:
        return
    kind = "different" if home[a.id] == home[b.id] else "same"
    word = judgement(kind, a, b, id="j1")
    obeyed = events_of(run(made, judged=[word]))
    assert (obeyed.get(a.id, a.id) == obeyed.get(b.id, b.id)) is (kind == "same")
    undo = replace(judgement("undo", when="2024-02-01T00:00:00Z", id="j2"), undoes="j1")
    undone = run(made, judged=[word, undo])
    assert undone.events == plain.events and dict(undone.judged) == {"j1": "undone", "j2": "obeyed"}


@pytest.mark.parametrize("n", [2, 5, 12])
def test_outlets_with_one_origin_count_once(n: int) -> None:
    """A dozen papers quote one monitor; each also tells it in its own voice."""
    made = [
        report(
            says(f"Number {k} of the papers led with the strike on the Raqqa market.", killed=14, target="a market"),
            says("The strike killed 14, the monitor said.", killed=14, target="the market", source=VOICES[1]),
            publisher=f"Paper {k}",
        )
        for k in range(n)
    ]
    (event,) = run(made).events
    assert event.origins == ("actor:monitor",) and len(event.accounts) == 1
    assert len(event.accounts[0].reports) == n and event.grade.proposed == "weak"
