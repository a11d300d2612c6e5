"""Several incomplete lists of one thing, as counts by pattern: who stands on which of them.

A pattern is a number whose bit `i` says whether the case stands on list `i`; pattern 0, on no list, is what is sought.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from recount.records import DataError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEWEST, MOST = 2, 5
MOST_CASES = 10**9
"""More cases than this are a slip of whoever wrote them down."""


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """`counts[p]` cases have pattern `p`; `counts[0]` is 0, since nobody counted those."""

    names: tuple[str, ...]
    counts: Ints

    @property
    def number(self) -> int:
        """How many lists there are."""
        return len(self.names)

    @property
    def seen(self) -> int:
        """Different cases on at least one list."""
        return int(self.counts.sum())

    @property
    def sizes(self) -> Ints:
        """Cases on each list."""
        return self.counts @ patterns(self.number)

    @property
    def by_lists(self) -> Ints:
        """`by_lists[i]` cases stand on exactly `i` lists; entry 0 is 0."""
        found: Ints = np.bincount(patterns(self.number).sum(axis=1), weights=self.counts).astype(np.int64)
        return found


def patterns(number: int) -> Ints:
    """Rows are patterns 0 to 2**number - 1, columns lists, entries 0 or 1.

    >>> patterns(2).tolist()
    [[0, 0], [1, 0], [0, 1], [1, 1]]
    """
    return (np.arange(2**number)[:, None] >> np.arange(number)[None, :]) & 1


def lists_of(members: ArrayLike, names: Sequence[str], times: ArrayLike | None = None) -> Lists:
    """Lists from rows of 0 and 1, one column a list, each row `times` cases (once where that is None).

    Raises DataError with what was found where the rows cannot carry an estimate: other values than 0 and 1, counts
    that are negative or no whole numbers, fewer than two lists or more than five, an empty list, a row on no list,
    lists of which no two share a case.
    """
    rows = np.asarray(members, dtype=np.float64)
    _check_shape(rows, names)
    weights = np.ones(len(rows)) if times is None else np.asarray(times, dtype=np.float64)
    _check_rows(rows, weights)
    codes = rows.astype(np.int64) @ (1 << np.arange(len(names)))
    counts = np.bincount(codes, weights=weights, minlength=2 ** len(names)).astype(np.int64)
    if counts[0]:
        raise DataError(
            f"{counts[0]} cases stand on none of the lists {', '.join(names)}; expected each on at least one. "
            "Leave them out, or name the list that they come from."
        )
    return checked(Lists(tuple(names), counts))


def checked(lists: Lists) -> Lists:
    """The lists, if an estimate can be asked of them."""
    empty = [name for name, size in zip(lists.names, lists.sizes, strict=True) if size == 0]
    if empty:
        raise DataError(f"nobody stands on {' or '.join(empty)}; a list that is empty tells nothing. Leave it out.")
    if lists.by_lists[2:].sum() == 0:
        raise DataError(
            f"no case stands on two of the lists {', '.join(lists.names)}: without a case in common there is no "
            "estimate of how many stand on none. Check how cases were matched."
        )
    return lists


def joined(lists: Lists, groups: Iterable[Sequence[str]]) -> Lists:
    """The lists with each group made one: where one list takes its cases from another, the two are one witness.

    Raises DataError for a name that is no list, and where fewer than two lists remain.
    """
    head = list(range(lists.number))
    for group in groups:
        unknown = [name for name in group if name not in lists.names]
        if unknown:
            raise DataError(f"{', '.join(unknown)} is no list here; the lists are {', '.join(lists.names)}.")
        places = [head[lists.names.index(name)] for name in group]
        head = [min(places) if h in places else h for h in head]
    kept = sorted(set(head))
    if len(kept) < FEWEST:
        raise DataError("all lists depend on one another and count as one; an estimate needs two that do not.")
    table = patterns(lists.number)
    members = np.stack([table[:, [i for i, h in enumerate(head) if h == k]].max(axis=1) for k in kept], axis=1)
    names = tuple("+".join(n for n, h in zip(lists.names, head, strict=True) if h == k) for k in kept)
    codes = members @ (1 << np.arange(len(kept)))
    counts = np.bincount(codes, weights=lists.counts, minlength=2 ** len(kept)).astype(np.int64)
    return checked(Lists(names, counts))


def _check_shape(rows: Floats, names: Sequence[str]) -> None:
    if rows.ndim != 2 or rows.shape[1] != len(names):
        raise DataError(f"found {rows.shape} where rows of {len(names)} columns were expected, one column a list.")
    if not FEWEST <= len(names) <= MOST:
        raise DataError(
            f"found {len(names)} lists; expected two to five. Name the ones to use, or join those that depend on "
            "one another."
        )
    if len(set(names)) < len(names):
        raise DataError(f"two lists have one name: {', '.join(names)}. Give each its own.")


def _check_rows(rows: Floats, weights: Floats) -> None:
    if len(rows) == 0:
        raise DataError("there is no row; expected a row for each case or for each pattern of lists.")
    if not np.isin(rows, (0, 1)).all():
        odd = rows[~np.isin(rows, (0, 1))][0]
        raise DataError(f"found {odd:g} where 0 (not on the list) or 1 (on the list) was expected.")
    if len(weights) != len(rows) or not np.isfinite(weights).all() or (weights < 0).any() or (weights % 1).any():
        raise DataError("counts of cases are whole numbers from 0 up, one for each row; found something else.")
    if weights.sum() > MOST_CASES:
        raise DataError(f"found {weights.sum():g} cases; expected no more than {MOST_CASES:,}. Look for a slip.")
    if weights.sum() == 0:
        raise DataError("all counts are zero: there is nothing to estimate from.")
