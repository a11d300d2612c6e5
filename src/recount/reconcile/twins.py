"""One sentence carried by several copies of one text is compared once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from recount.reconcile.block import Pair
from recount.reconcile.facts import Facts
from recount.reconcile.weights import Weights
from recount.records import Decision


def twins_of(facts: Mapping[str, Facts], kept_apart: Iterable[Pair]) -> dict[str, str]:
    """For each claim the claim that stands for it: itself, or the same words in the first copy of its text.

    Claims match where text, family, type, sentence and quote are the same; where a text says a sentence twice, the
    first matches the first. So a copy adds a carrier and never a comparison, and changes no cluster. A pair that a
    person parted is not matched.
    """
    within: dict[tuple[str, ...], list[Facts]] = defaultdict(list)
    across: dict[tuple[object, ...], list[Facts]] = defaultdict(list)
    for f in facts.values():
        if f.row is not None:
            across[(f.id,)].append(f)
            continue
        within[(f.report, f.group, f.family, f.type or "", f.sentence_key, f.quote)].append(f)
    for key, members in within.items():
        for n, f in enumerate(sorted(members, key=lambda f: (f.start, f.id))):
            across[(*key[1:], n)].append(f)
    stands = {}
    for members in across.values():
        first = min(members, key=lambda f: (f.report != f.group, f.report, f.id))
        stands.update({f.id: first.id for f in members})
    for a, b in kept_apart:
        if stands.get(a) == stands.get(b):
            stands.update({c: c for c in (a, b) if c in stands})
    return stands


def twin_decisions(stands: Mapping[str, str], facts: Mapping[str, Facts], table: Weights) -> list[Decision]:
    """The matches across copies as decisions, with the weight of an identical sentence."""
    return [
        Decision(
            min(claim, first),
            max(claim, first),
            table.weight["sentence_identical"],
            True,
            ("the same words in a copy of the same text", f"weights {table.version}"),
        )
        for claim, first in sorted(stands.items())
        if claim != first and facts[claim].report != facts[first].report
    ]
