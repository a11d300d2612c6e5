"""A record that is kept up: whatever came before, a run believes what a first run over the same inputs would."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reconcile_factories import copy_of, corpus, judgement, pack, report, says
from test_reconcile_properties import Made, records

from recount.reconcile import Reconciled, Standing, reconcile
from recount.records import Copy, Dataset, Judgement, Segment

PACK = pack()
State = tuple[list[Made], list[Copy], list[Judgement]]


def sheet(made: Made, vintage: str) -> Made:
    """The sentences of a report as rows of an issue of a dataset, with keys of their own."""
    told, claims = made
    rows = tuple(
        Segment("body", c.evidence[0].start, c.evidence[0].end, True, key=f"row {n}") for n, c in enumerate(claims)
    )
    id_ = f"{told.id}-{vintage}"
    again = replace(told, id=id_, segments=rows, publisher="A Ledger", dataset=Dataset("ledger", vintage, "{}"))
    return again, tuple(replace(c, id=f"{c.id}-{vintage}", report=id_) for c in claims)


@st.composite
def states(draw: st.DrawFn) -> list[State]:
    """One campaign at several times: reports and issues of a dataset come and go, copies are found, people judge and
    take it back."""
    made = draw(records())
    again, moved, link = copy_of(made[0], publisher="The Echo", published="2016-06-25")
    every = [*made, (again, moved), sheet(made[-1], "2024-01"), sheet(made[-1], "2024-02")]
    claims = [c for _, own in every for c in own]
    words: list[Judgement] = []
    for n in range(draw(st.integers(0, 3))):
        a, b = draw(st.sampled_from(claims)), draw(st.sampled_from(claims))
        kind = draw(st.sampled_from(["same", "different", "hide", "wrong"]))
        words.append(judgement(kind, a, b, id=f"j{n}", when=f"2024-01-0{n + 1}T00:00:00Z"))
    merge = replace(judgement("merge_actor", id="m1", when="2024-01-09T00:00:00Z"), targets=("us",), value="russia")
    some = st.lists(st.sampled_from(range(len(every))), unique=True)
    found = []
    for _ in range(draw(st.integers(2, 5))):
        held = [every[n] for n in draw(some)]
        linked = [link] if draw(st.booleans()) else []
        judged = draw(st.lists(st.sampled_from([*words, merge]), unique=True))
        found.append((held, linked, judged))
    return found


def under(standing: Standing, state: State) -> Reconciled:
    made, copies, judged = state
    return standing.reconciled(*corpus(*made), copies, judged)


@given(states())
def test_whatever_came_before_a_run_believes_what_a_first_run_would(times: list[State]) -> None:
    standing = Standing(PACK)
    for state in times:
        assert under(standing, state) == under(Standing(PACK), state)


@given(records(), st.lists(st.integers(0, 6), max_size=4), st.randoms(use_true_random=False))
def test_any_split_into_batches_gives_the_events_of_one_run(made: list[Made], cuts: list[int], rng: object) -> None:
    rng.shuffle(made)  # type: ignore[attr-defined]
    standing = Standing(PACK)
    for end in sorted({min(cut, len(made)) for cut in cuts} | {len(made)}):
        found = under(standing, (made[:end], [], []))
    assert found == reconcile(*corpus(*made), [], [], PACK)


@given(records(), records())
def test_what_came_and_went_again_leaves_no_trace(made: list[Made], others: list[Made]) -> None:
    standing = Standing(PACK)
    before = under(standing, (made, [], []))
    known = {r.id for r, _ in made}
    under(standing, ([*made, *(m for m in others if m[0].id not in known)], [], []))
    assert under(standing, (made, [], [])) == before


def test_a_new_report_is_compared_with_its_own_block_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted where it costs: comparisons made, and events built."""
    made = [
        report(says("Jets hit a market.", on=f"2016-0{1 + n // 28}-{1 + n % 28:02}"), salt=str(n)) for n in range(200)
    ]
    calls: list[str] = []
    for name in ("recount.reconcile.likeness.compare", "recount.reconcile.outcome.event_of"):
        module, function = name.rsplit(".", 1)
        real = getattr(__import__(module, fromlist=[function]), function)
        monkeypatch.setattr(name, lambda *a, real=real, name=function: (calls.append(name), real(*a))[1])
    standing = Standing(PACK)
    under(standing, (made, [], []))
    calls.clear()
    late = report(says("Jets hit the market.", on="2016-03-03"), salt="late")
    found = under(standing, ([*made, late], [], []))
    assert next(len(e.claims) for e in found.events if late[1][0].id in e.claims) == 2
    assert calls.count("event_of") == 1 and calls.count("compare") < 20


def test_a_run_that_was_broken_off_leaves_nothing_to_build_upon(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = report(says("Jets hit a market.")), report(says("Jets hit the market."), salt="2")
    standing = Standing(PACK)
    under(standing, ([first], [], []))
    with monkeypatch.context() as patched:
        patched.setattr("recount.reconcile.standing.outcome_of", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            under(standing, ([first, second], [], []))
    assert under(standing, ([first, second], [], [])) == reconcile(*corpus(first, second), [], [], PACK)
