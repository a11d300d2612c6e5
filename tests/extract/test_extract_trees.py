"""Whose subject, whose object: the tree of a sentence, asked in grammar's words."""

from __future__ import annotations

import pytest
from extract_cases import sentence
from hypothesis import given
from hypothesis import strategies as st

from recount.extract.trees import NOWHERE, Tree
from recount.language.analysis import Word
from recount.records import Span


def at(tree: Tree, word: str) -> int:
    return next(i for i, w in enumerate(tree.words) if w.text == word)


def words(tree: Tree, indices: list[int]) -> list[str]:
    return [tree.words[i].text for i in indices]


@pytest.mark.parametrize(
    ("text", "verb", "subjects", "objects"),
    [
        ("The rebels attacked the base.", "attacked", ["rebels"], ["base"]),
        ("Four soldiers were killed by the militants.", "killed", ["soldiers"], ["soldiers"]),
        ("The army and the police seized the town.", "seized", ["army", "police"], ["town"]),
        ("The army entered the town and killed two fighters.", "killed", ["army"], ["fighters"]),
        ("Militants who attacked the convoy fled.", "attacked", ["Militants"], ["convoy"]),
        ("The general ordered the troops to leave.", "leave", ["troops"], []),
    ],
)
def test_a_predicate_knows_its_parties(text: str, verb: str, subjects: list[str], objects: list[str]) -> None:
    tree = sentence(text).tree
    assert words(tree, tree.subjects(at(tree, verb))) == subjects
    assert words(tree, tree.objects(at(tree, verb))) == objects


def test_a_passive_names_its_agent() -> None:
    tree = sentence("Four soldiers were killed by the militants.").tree
    killed = at(tree, "killed")
    assert tree.is_passive(killed)
    assert words(tree, tree.agents(killed)) == ["militants"]


def test_negation_belongs_to_its_own_clause() -> None:
    tree = sentence("The army did not attack the town that the rebels had seized.").tree
    assert tree.is_negated(at(tree, "attack"))
    assert not tree.is_negated(at(tree, "seized"))


@given(
    st.lists(st.tuples(st.integers(-1, 8), st.sampled_from(["conj", "nsubj", "xcomp", "acl:relcl", "obj"])), max_size=8)
)
def test_no_tree_however_wrong_loops_or_fails(arcs: list[tuple[int, str]]) -> None:
    heads = [head if head < len(arcs) else NOWHERE for head, _ in arcs]
    tree = Tree(tuple(Word(i, i + 1, "x", "x", "VERB", "", heads[i], rel) for i, (_, rel) in enumerate(arcs)))
    for i in range(len(tree)):
        assert set(tree.subjects(i)) | set(tree.objects(i)) | set(tree.joined(i)) <= set(range(len(tree)))
        assert i in tree.below(i)
        assert NOWHERE not in list(tree.above(i))
        assert tree.phrase(i).holds(tree.span(i))
    assert tree.top(Span(0, 0)) is None
