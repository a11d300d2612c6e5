"""Which pairs SQL brings together, against a plain look at every pair."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from reconcile_factories import corpus, pack, place, report, says
from test_reconcile_properties import Made, records

from recount.reconcile.block import LONG_SENTENCE, Blocks, exact_figures, is_placed, pairs_in
from recount.reconcile.facts import Facts, facts_of
from recount.reconcile.origins import groups_of, origins_of
from recount.reconcile.weights import weights
from recount.reconcile.where import is_fine, relation
from recount.records import Place

PACK, TABLE = pack(), weights()


def facts_in(made: list[Made]) -> list[Facts]:
    claims, reports = corpus(*made)
    by_id, groups = {r.id: r for r in reports}, groups_of(reports, [])
    origins = origins_of(claims, by_id, groups, PACK)
    return list(facts_of(claims, by_id, groups, origins, PACK.ancestors, TABLE).values())


def looked_at(a: Facts, b: Facts) -> bool:
    """The rule of `block`, in as many words."""
    if a.family != b.family or (a.days and b.days and not a.days.meets(b.days)):
        return False
    if a.group == b.group or (a.sentence_key == b.sentence_key and min(len(a.words), len(b.words)) >= LONG_SENTENCE):
        return True
    if a.days is None or b.days is None or relation(a.place, b.place) == "far":
        return False
    if is_placed(a) and is_placed(b):
        assert a.place and b.place
        one_area = (a.place.country, a.place.province) == (b.place.country, b.place.province)
        near = one_area or (is_fine(a.place) and is_fine(b.place))
        return near and max(a.days.length, b.days.length) <= TABLE.windows["broad"]
    if not (a.days.firm and b.days.firm and a.days.start == b.days.start):
        return False
    shared = set(exact_figures(a)) & set(exact_figures(b))
    return bool(shared) or (a.mode == b.mode and a.mode in TABLE.rare)


@given(records())
def test_the_pairs_are_those_of_the_rule(made: list[Made]) -> None:
    facts = facts_in(made)
    wanted = {(min(a.id, b.id), max(a.id, b.id)) for a, b in combinations(facts, 2) if looked_at(a, b)}
    assert pairs_in(facts, TABLE) == sorted(wanted)


@given(records(), st.integers(0, 12))
def test_pairs_follow_from_the_two_alone(made: list[Made], cut: int) -> None:
    """In two parts, and after some have gone and come again."""
    facts = facts_in(made)
    blocks = Blocks(TABLE)
    found = {*blocks.take(facts[:cut]), *blocks.take(facts[cut:])}
    assert found == set(pairs_in(facts, TABLE))
    gone = {f.id for f in facts[::2]}
    blocks.drop(gone)
    assert set(blocks.take(facts[::2])) == {p for p in found if not gone.isdisjoint(p)}


def test_neighbours_on_both_sides_of_a_border_meet() -> None:
    city = place("Aleppo")
    over = Place("the ford", None, "test:ford", 36.25, 37.30, 5.0, "settlement", "Raqqa", "Syria")
    far = Place("the mill", None, "test:mill", 35.0, 39.9, 5.0, "settlement", "Raqqa", "Syria")
    said = [says(f"Shells fell {n}.", place=(p,)) for n, p in enumerate((city, over, far))]
    facts = facts_in([report(s, salt=str(n)) for n, s in enumerate(said)])
    assert pairs_in(facts, TABLE) == [tuple(sorted(f.id for f in facts[:2]))]


def test_a_rare_mode_on_one_day_meets_an_account_without_a_place() -> None:
    said = [
        says(f"Gas was used {n}.", mode=mode, at=at)
        for n, (mode, at) in enumerate([("unconventional", None), ("unconventional", "Raqqa"), ("aerial", "Raqqa")])
    ]
    facts = facts_in([report(s, salt=str(n)) for n, s in enumerate(said)])
    assert tuple(sorted(f.id for f in facts[:2])) in pairs_in(facts, TABLE)
    assert tuple(sorted((facts[0].id, facts[2].id))) not in pairs_in(facts, TABLE)
