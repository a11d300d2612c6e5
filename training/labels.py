"""The labels of each head, in a fixed order, taken from the passages that are trained on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from training.passage import Passage

RARE = {"feats": 3, "lemma": 3, "deprel": 2}
"""A label seen fewer times than this is not learnt; its words are answered by the most common label."""
YES_NO = ("no", "yes")


class Labels:
    """Head to its labels; 'O' or the most common label comes first."""

    def __init__(self, of: Mapping[str, Sequence[str]]) -> None:
        self.of = {head: tuple(values) for head, values in of.items()}
        self._numbers = {head: {value: k for k, value in enumerate(values)} for head, values in of.items()}

    @classmethod
    def of_file(cls, path: Path) -> Labels:
        """The labels that a run of training wrote."""
        return cls(json.loads(path.read_text("utf-8")))

    def index(self, head: str, label: str) -> int:
        """The number of a label; 0, the most common, for one that is not learnt."""
        return self._numbers[head].get(label, 0)


def labels_of(passages: Iterable[Passage]) -> Labels:
    """The labels that the passages use."""
    counts: dict[str, Counter[str]] = {}
    for passage in passages:
        for head, values in passage.tags.items():
            counts.setdefault(head, Counter()).update(v for v in values if v is not None)
        for head, value in passage.values.items():
            counts.setdefault(head, Counter())[value] += 1
        if passage.arcs is not None:
            counts.setdefault("deprel", Counter()).update(relation for _, relation in passage.arcs)
    return Labels({head: _ordered(head, found) for head, found in sorted(counts.items())})


def _ordered(head: str, found: Counter[str]) -> tuple[str, ...]:
    if head == "causal":
        return YES_NO
    kept = [label for label, n in found.items() if n >= RARE.get(head, 1)]
    if "O" in found:
        spans = sorted({label.partition("-")[2] for label in kept if label != "O"})
        return ("O", *[f"{mark}-{label}" for label in spans for mark in "BI"])
    return tuple(sorted(kept, key=lambda label: (-found[label], label)))
