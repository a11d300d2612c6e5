"""Lists made from a truth that is known: independent or not, fair or blind to a part, copying, badly matched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from recount.assess.lists import Lists


@dataclass(frozen=True, slots=True)
class Made:
    """Simulated lists and the number of cases that there are in truth."""

    lists: Lists
    total: int


def lists_simulated(
    total: int,
    chances: ArrayLike,
    *,
    seed: int,
    shares: Sequence[float] = (1.0,),
    copies: Sequence[tuple[int, int, float]] = (),
    mismatched: float = 0.0,
) -> Made:
    """Lists of `total` cases. `chances` holds a row for each class of cases and a column for each list: the chance
    that the list holds a case of the class; `shares` are the classes' shares of all cases. A class with chances of
    zero can be reached by no list.

    `copies` are triples (from, to, chance): list `to` takes over a case of list `from` with that chance. `mismatched`
    is the chance that a case's entry on a list is not recognised as the same case and stands as one of its own.
    """
    rng = np.random.default_rng(seed)
    table = np.atleast_2d(np.asarray(chances, dtype=np.float64))
    kinds = rng.choice(len(table), size=total, p=np.asarray(shares))
    members = rng.random((total, table.shape[1])) < table[kinds]
    for source, copier, chance in copies:
        members[:, copier] |= members[:, source] & (rng.random(total) < chance)
    lost = members & (rng.random(members.shape) < mismatched) & (members.sum(axis=1, keepdims=True) > 1)
    members = members & ~lost
    bits = 1 << np.arange(table.shape[1])
    codes = np.concatenate([members @ bits, *(np.full(int(n), b) for n, b in zip(lost.sum(axis=0), bits, strict=True))])
    counts = np.bincount(codes, minlength=2 ** table.shape[1])
    counts[0] = 0
    return Made(Lists(tuple("ABCDE"[: table.shape[1]]), counts), total)
