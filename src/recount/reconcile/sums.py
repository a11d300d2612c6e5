"""A report's own sum of what it goes on to tell: "32 killed in two towns", then 22 in the one and 10 in the other.

Such a claim is true and no further happening. Counted beside its parts it would count the same dead twice, so it is set
aside with the reason. A claim is taken for a sum where one report gives it a figure that equals, exactly, the sum of
the figures of two to five happenings that it tells next, in one run, and the places and days of the parts can lie
within its own. A total that exceeds its parts is left alone: what the rest of it covers is not told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from recount.reconcile.facts import Facts
from recount.reconcile.where import RANK, relation

LEAST = 5
"""Smaller figures are sums of smaller ones by chance too often."""

MOST_PARTS = 5

MEASURES = ("killed", "wounded", "casualties", "arrested", "abducted", "displaced")


def parts_told(told: Iterable[Facts], home: Mapping[str, str]) -> dict[str, tuple[float, ...]]:
    """Claims of one report that sum happenings which it tells next, each with the parts; `home` names each claim's
    cluster. A row is no report that goes on to tell its parts."""
    texts: dict[str, list[Facts]] = defaultdict(list)
    for f in told:
        if f.row is None and f.id in home:
            texts[f.family].append(f)
    parts: dict[str, tuple[float, ...]] = {}
    for family in texts.values():
        ordered = sorted(family, key=lambda f: (f.start, f.id))
        for at, f in enumerate(ordered):
            if found := _parts(f, ordered[at + 1 :], home):
                parts[f.id] = found
    return parts


def only_summing(
    parts: Mapping[str, tuple[float, ...]],
    facts: Mapping[str, Facts],
    home: Mapping[str, str],
    members: Callable[[str], Sequence[str]],
) -> dict[str, tuple[float, ...]]:
    """Claims of the clusters that only sum others, each with the parts that make the sum; `members` gives the claims of
    a cluster. One with a claim from a text that does not tell the parts is kept whole: somebody else knows it as one.
    """
    summing = {facts[claim].group for claim in parts}
    whole = {n for n in (home[c] for c in parts) if all(facts[m].group in summing for m in members(n))}
    return {c: _of_cluster(c, members(n), parts) for n in sorted(whole) for c in members(n)}


def _of_cluster(claim: str, members: Sequence[str], parts: Mapping[str, tuple[float, ...]]) -> tuple[float, ...]:
    return parts.get(claim) or next(parts[m] for m in sorted(members) if m in parts)


def _parts(total: Facts, later: Sequence[Facts], home: Mapping[str, str]) -> tuple[float, ...] | None:
    """The figures of the first run of later happenings that add up to the claim's own, if one does."""
    if not total.happened or (total.place is not None and RANK[total.place.precision] < RANK["settlement"]):
        return None
    for measure in MEASURES:
        value = _people(total, measure)
        if value is None or value < LEAST:
            continue
        rows = _rows(total, later, measure, home)
        for first in range(len(rows)):
            for last in range(first + 2, min(first + MOST_PARTS, len(rows)) + 1):
                if sum(rows[first:last]) == value:
                    return tuple(rows[first:last])
    return None


def _rows(total: Facts, later: Sequence[Facts], measure: str, home: Mapping[str, str]) -> list[float]:
    """Figures of the other happenings told later, once each, where they can lie within the claim's place and days."""
    seen = {home[total.id]}
    rows = []
    for f in later:
        value = _people(f, measure)
        if value is None or home[f.id] in seen or not f.happened:
            continue
        if f.days and total.days and not f.days.meets(total.days):
            continue
        if relation(f.place, total.place) == "far" and total.own_place and not total.headline:
            continue
        seen.add(home[f.id])
        rows.append(value)
    return rows


def _people(f: Facts, measure: str) -> float | None:
    """The claim's figure for people in all, or its one class."""
    given = {whom: low for (m, whom), (low, _) in f.figures.items() if m == measure and low is not None}
    return given.get("people") or (next(iter(given.values())) if len(given) == 1 else None)
