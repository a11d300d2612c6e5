"""Two ways to group the same mentions, compared: MUC, B-cubed, CEAF-e, and their mean, the CoNLL score.

MUC (Vilain et al., 1995) counts links; B-cubed (Bagga and Baldwin, 1998) looks from each mention; CEAF-e (Luo, 2005)
pairs whole groups off one to one by 2|K∩R|/(|K|+|R|). CoNLL is the mean of their F1 (Pradhan et al., 2012). Mentions
that stand alone count in B-cubed and CEAF-e and, having no link, not in MUC.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

Grouping = Mapping[Any, Hashable]
"""For each mention the name of its group."""


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall of one measure."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def scores(wanted: Grouping, given: Grouping) -> dict[str, Score]:
    """The three measures. Both groupings are of the same mentions.

    >>> found = scores({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "y", 3: "y"})
    >>> {name: round(score.f1, 2) for name, score in found.items()}
    {'muc': 0.0, 'b3': 0.58, 'ceafe': 0.58}
    """
    if wanted.keys() != given.keys():
        raise ValueError(f"{len(wanted.keys() ^ given.keys())} mentions stand in one grouping only")
    return {
        "muc": Score(_links(given, wanted), _links(wanted, given)),
        "b3": Score(_cubed(given, wanted), _cubed(wanted, given)),
        "ceafe": _paired(wanted, given),
    }


def conll(found: Mapping[str, Score]) -> float:
    """The mean of the three F1."""
    return sum(score.f1 for score in found.values()) / len(found)


def _groups(grouping: Grouping) -> list[list[Hashable]]:
    groups: dict[Hashable, list[Hashable]] = defaultdict(list)
    for mention, group in grouping.items():
        groups[group].append(mention)
    return list(groups.values())


def _links(of: Grouping, by: Grouping) -> float:
    """Of the links that hold the groups of `of` together, the share that `by` has too."""
    kept = total = 0
    for group in _groups(of):
        total += len(group) - 1
        kept += len(group) - len({by[mention] for mention in group})
    return kept / total if total else 0.0


def _cubed(of: Grouping, by: Grouping) -> float:
    """Mean over mentions of the share of their group in `of` that is with them in `by`."""
    total = 0.0
    for group in _groups(of):
        total += sum(n * n for n in Counter(by[mention] for mention in group).values()) / len(group)
    return total / len(of) if of else 0.0


def _paired(wanted: Grouping, given: Grouping) -> Score:
    left, right = _groups(wanted), _groups(given)
    place = {mention: j for j, group in enumerate(right) for mention in group}
    gain = np.zeros((len(left), len(right)))
    for i, group in enumerate(left):
        for j, n in Counter(place[mention] for mention in group).items():
            gain[i, j] = 2 * n / (len(group) + len(right[j]))
    rows, columns = linear_sum_assignment(-gain)
    total = float(gain[rows, columns].sum())
    return Score(total / len(right) if right else 0.0, total / len(left) if left else 0.0)


def joined(pairs: Sequence[tuple[Hashable, Hashable]], mentions: Sequence[Hashable]) -> dict[Hashable, Hashable]:
    """Groups by links followed through."""
    parent = {mention: mention for mention in mentions}

    def root(mention: Hashable) -> Hashable:
        while parent[mention] != mention:
            parent[mention] = parent[parent[mention]]
            mention = parent[mention]
        return mention

    for a, b in pairs:
        parent[root(a)] = root(b)
    return {mention: root(mention) for mention in mentions}
