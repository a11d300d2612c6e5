"""Lists and the estimators of what none of them holds, against published figures and independent methods."""

from __future__ import annotations

from itertools import combinations
from math import lgamma
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.assess.coverage import coverage, verdict
from recount.assess.decomposable import averaged, decomposable_graphs, swing
from recount.assess.latent_classes import disagreement, latent
from recount.assess.lists import Lists, joined, lists_of, patterns
from recount.assess.lists_simulated import lists_simulated
from recount.assess.loglinear import independent, loglinear, lower_bound
from recount.assess.two_lists import chapman
from recount.cli.assess_coverage import lists_in
from recount.collect.table import table_in
from recount.records import DataError

MADIGAN_YORK = Lists(("a", "b", "c"), np.array([0, 60, 49, 4, 247, 112, 142, 12]))

# A model that fits every cell exactly is what some tables ask for; statsmodels warns of it.
pytestmark = pytest.mark.filterwarnings("ignore:Perfect separation")

tables = st.integers(3, 4).flatmap(
    lambda k: st.lists(st.integers(1, 60), min_size=2**k - 1, max_size=2**k - 1).map(
        lambda counts: Lists(tuple("abcd"[:k]), np.array([0, *counts]))
    )
)


def test_madigan_and_york_get_their_published_figures() -> None:
    found = averaged(MADIGAN_YORK, delta=1, prior="gamma-poisson", shape=13.14, scale=55.17, unseen=(1, 300))
    best = found.graphs[0]
    assert (round(found.total), found.mode) == (731, 728)
    assert (round(best.weight, 2), round(best.total), best.mode) == (0.37, 731, 729)
    assert best.edges == (("a", "b"),)


@pytest.mark.shared
@pytest.mark.slow
def test_kosovo_gets_its_published_figures_and_its_swing(shared: Path) -> None:
    lists = lists_in(table_in(shared / "mse" / "kosovo_aggregate.csv"), None, None)
    assert [round(found.mean) for found in swing(lists)][:: len(swing(lists)) - 1] == [4829, 12749]
    assert round(loglinear(lists).models[0].total) == 14342
    found = latent(lists, seed=1)
    assert 10_000 < found.total < 10_900
    assert 8_500 < found.low < 9_700
    assert 12_900 < found.high < 14_300


@given(tables)
def test_every_model_is_the_one_that_statsmodels_fits(lists: Lists) -> None:
    pairs = list(combinations(range(lists.number), 2))
    members = patterns(lists.number)[1:].astype(float)
    ours = loglinear(lists)
    # The complete model leaves statsmodels no degree of freedom to divide by.
    models = [m for m in ours.models if len(m.pairs) < 2**lists.number - 2 - lists.number]
    for model in (models[0], models[-1]):
        named = [(lists.names.index(a), lists.names.index(b)) for a, b in model.pairs]
        assert set(named) <= set(pairs)
        design = sm.add_constant(np.hstack([members, *(members[:, [i]] * members[:, [j]] for i, j in named)]))
        fit = sm.GLM(lists.counts[1:], design, family=sm.families.Poisson()).fit(tol=1e-12, maxiter=200)
        assert model.total - lists.seen == pytest.approx(np.exp(fit.params[0]), rel=1e-4)
        spread = np.sqrt(fit.cov_params()[0, 0] + 1 / np.exp(fit.params[0]))
        assert np.log((model.high - lists.seen) / (model.total - lists.seen)) == pytest.approx(1.96 * spread, rel=1e-4)


@given(tables)
def test_bic_weights_are_those_of_the_fits(lists: Lists) -> None:
    models = {m.pairs: m for m in loglinear(lists).models}
    assert sum(m.weight for m in models.values()) == pytest.approx(1)
    assert len(models) == 2 ** (lists.number * (lists.number - 1) // 2)
    members = patterns(lists.number)[1:].astype(float)
    bare = sm.GLM(lists.counts[1:], sm.add_constant(members), family=sm.families.Poisson()).fit(tol=1e-12)
    one = sm.GLM(
        lists.counts[1:], sm.add_constant(np.column_stack([members, members[:, 0] * members[:, 1]])),
        family=sm.families.Poisson(),
    ).fit(tol=1e-12)  # fmt: skip
    expected = bare.llf - one.llf + np.log(lists.seen) / 2
    if models[()].weight > 1e-250 and models[(("a", "b"),)].weight > 1e-250:
        assert np.log(models[()].weight / models[(("a", "b"),)].weight) == pytest.approx(expected, abs=1e-4)
    assert independent(lists).total == pytest.approx(lists.seen + np.exp(bare.params[0]), rel=1e-4)


def brute(lists: Lists, edges: tuple[tuple[int, int], ...], delta: float, unseen: int) -> float:
    """Logarithm of the chance of three lists under a graph, cell by cell: a complete or an empty graph, or one edge."""
    cells = lists.counts.copy()
    cells[0] = unseen
    cube = cells.reshape(2, 2, 2).transpose(2, 1, 0).astype(float)
    coefficient = lgamma(cells.sum() + 1) - lgamma(unseen + 1)

    def dirichlet(table: np.ndarray) -> float:
        prior = delta * 8 / table.size
        return sum(lgamma(n + prior) - lgamma(prior) for n in table.ravel()) + lgamma(delta * 8) - lgamma(
            table.sum() + delta * 8
        )  # fmt: skip

    if len(edges) == 3:
        return coefficient + dirichlet(cube)
    apart = [v for v in range(3) if all(v not in edge for edge in edges)]
    margins = [cube.sum(axis=tuple(u for u in range(3) if u != v)) for v in apart]
    together = [cube.sum(axis=v) for v in apart] if edges else []
    return coefficient + sum(dirichlet(m) for m in (*margins, *together))


@given(st.lists(st.integers(1, 40), min_size=7, max_size=7), st.sampled_from([1.0, 0.5, 0.125]))
def test_graphs_weigh_what_counting_cells_gives(counts: list[int], delta: float) -> None:
    lists = Lists(("a", "b", "c"), np.array([0, *counts]))
    graphs = [g for g in decomposable_graphs(3) if len(g) != 2]
    by_hand = {edges: np.logaddexp.reduce([brute(lists, edges, delta, m) for m in range(1, 41)]) for edges in graphs}
    found = averaged(lists, delta=delta, prior="flat", unseen=(1, 40))
    weights = {tuple(("abc".index(a), "abc".index(b)) for a, b in g.edges): g.weight for g in found.graphs}
    full = weights[((0, 1), (0, 2), (1, 2))]
    for edges, expected in by_hand.items():
        if weights.get(edges, 0) > 1e-200 and full > 1e-200:
            difference = np.log(weights[edges] / full)
            assert difference == pytest.approx(expected - by_hand[((0, 1), (0, 2), (1, 2))], abs=1e-6)


@given(st.lists(st.integers(1, 500), min_size=3, max_size=3))
def test_two_lists_agree_with_lincoln_and_petersen(counts: list[int]) -> None:
    lists = Lists(("a", "b"), np.array([0, *counts]))
    first, second, both = counts
    petersen = (first + both) * (second + both) / both
    assert loglinear(lists).total == pytest.approx(petersen, rel=1e-6)
    found = chapman(lists)
    assert found.total <= petersen + 1e-9
    assert lists.seen <= found.low <= found.total <= found.high
    assert [total for _, total in found.if_dependent] == sorted(total for _, total in found.if_dependent)


@settings(max_examples=10)
@given(st.integers(0, 10_000))
def test_the_lower_bound_stays_below_a_truth_of_unequal_visibility(seed: int) -> None:
    made = lists_simulated(4000, [[0.5, 0.4, 0.3, 0.4], [0.1, 0.15, 0.05, 0.1]], shares=(0.5, 0.5), seed=seed)
    assert lower_bound(made.lists).low < made.total
    assert independent(made.lists).total < made.total


@pytest.mark.slow
def test_latent_classes_find_what_made_the_lists() -> None:
    made = lists_simulated(3000, [[0.8, 0.7, 0.8, 0.7], [0.3, 0.35, 0.25, 0.3]], shares=(0.4, 0.6), seed=3)
    found = latent(made.lists, seed=1, draws=1200)
    assert found.low < made.total < found.high
    assert found == latent(made.lists, seed=1, draws=1200)


def test_chains_that_stand_apart_are_told() -> None:
    rng = np.random.default_rng(1)
    together = rng.normal(size=(4, 400))
    assert disagreement(together) == pytest.approx(1, abs=0.02)
    assert disagreement(together + np.array([0, 0, 0, 3])[:, None]) > 1.5
    with pytest.raises(DataError, match="chains of the latent classes disagree"):
        latent(lists_simulated(20_000, [0.1, 0.1, 0.1], seed=2).lists, seed=1, draws=40, thin=1, warm=0)


@pytest.mark.parametrize(
    ("rows", "names", "times", "said"),
    [
        ([[1, 0, 1]], "abc", [-1], "whole numbers from 0"),
        ([[1, 0, 1]], "abc", [1.5], "whole numbers from 0"),
        ([[1, 0, 1]], "abc", [0], "all counts are zero"),
        ([[1, 0, 1]], "abc", [1e300], "no more than 1,000,000,000"),
        ([[1, 0, 2]], "abc", None, "found 2 where 0"),
        ([[0, 0, 0], [1, 1, 1]], "abc", None, "stand on none"),
        ([[1, 0, 0], [0, 1, 0], [0, 0, 1]], "abc", None, "no case stands on two"),
        ([[1, 1, 0]], "abc", None, "nobody stands on c"),
        ([[1]], "a", None, "two to five"),
        ([[1] * 6], "abcdef", None, "two to five"),
        ([[1, 1]], "aa", None, "one name"),
        (np.zeros((0, 2)), "ab", None, "no row"),
        ([[np.nan, 1]], "ab", None, "found nan"),
    ],
)
def test_lists_that_carry_no_estimate_get_a_sentence(rows: object, names: str, times: object, said: str) -> None:
    with pytest.raises(DataError, match=said):
        lists_of(rows, list(names), times)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{"delta": 0}, {"unseen": (0, 5)}, {"unseen": (9, 5)}])
def test_priors_that_make_no_sense_get_a_sentence(wrong: dict) -> None:
    with pytest.raises(DataError):
        averaged(MADIGAN_YORK, **wrong)


def test_lists_of_which_one_copies_another_become_one() -> None:
    made = joined(MADIGAN_YORK, [["a", "c"]])
    assert made.names == ("a+c", "b")
    assert made.counts.tolist() == [0, 60 + 247 + 112, 49, 4 + 142 + 12]
    assert joined(MADIGAN_YORK, []).counts.tolist() == MADIGAN_YORK.counts.tolist()
    with pytest.raises(DataError, match="count as one"):
        joined(MADIGAN_YORK, [["a", "b"], ["b", "c"]])
    with pytest.raises(DataError, match="is no list here"):
        joined(MADIGAN_YORK, [["a", "d"]])


def test_a_pair_of_lists_without_a_case_in_common_leaves_only_models_that_are_determined() -> None:
    lists = Lists(("a", "b", "c"), np.array([0, 60, 49, 0, 247, 112, 142, 0]))
    found = loglinear(lists)
    assert found.without_fit > 0
    assert all(np.isfinite(m.high) and m.high < 1e6 for m in found.models)
    named = [m for m in found.models if m.pairs == (("a", "b"),)]
    # Lists a and b never meet: c alone ties them to the unseen, and the fit of both pairs with c gives 2 x Petersen.
    members = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 1], [0, 1, 1]], dtype=float)
    fit = sm.GLM(np.array([60, 49, 247, 112, 142]), sm.add_constant(members), family=sm.families.Poisson()).fit(
        tol=1e-12
    )
    assert named[0].total - lists.seen == pytest.approx(np.exp(fit.params[0]), rel=1e-4)


def test_copies_and_mismatches_move_the_total_the_way_that_the_verdict_says() -> None:
    plain = lists_simulated(5000, [0.3, 0.3], seed=5)
    copied = lists_simulated(5000, [0.3, 0.3], seed=5, copies=[(0, 1, 0.5)])
    split = lists_simulated(5000, [0.3, 0.3], seed=5, mismatched=0.2)
    assert chapman(copied.lists).high < chapman(plain.lists).low
    assert chapman(split.lists).low > chapman(plain.lists).high


def test_the_verdict_says_bounds_and_never_one_number() -> None:
    hidden = lists_simulated(2000, [[0.5, 0.4, 0.5], [0.02, 0.02, 0.02]], shares=(0.5, 0.5), seed=1)
    words = " ".join(verdict(coverage(hidden.lists, seed=1, draws=400)))
    for part in ("lower bound", "intervals together reach from", "no list could reach", "delta 1 to 0.125"):
        assert part in words
    two = " ".join(verdict(coverage(lists_simulated(500, [0.4, 0.4], seed=1).lists, seed=1)))
    assert "Two lists cannot show" in two
    assert "doubles the odds" in two


def test_a_method_that_cannot_speak_is_named_with_its_reason() -> None:
    found = coverage(Lists(("a", "b", "c"), np.array([0, 5, 6, 0, 7, 0, 0, 2])), seed=1, draws=400)
    assert found.bound is None
    assert any("exactly two lists" in why for why in found.refused)
    assert "No answer from lower bound" in " ".join(verdict(found))
