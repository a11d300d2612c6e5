"""How many there are in all, seen from several incomplete lists: every method beside the others, and what may be said.

Methods differ in what they take for granted, and no data can choose among them wholly. So no one number leaves here:
the lower bound, the range over methods with their intervals, and a sentence for each assumption.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from recount.assess.decomposable import Averaged, Prior, swing
from recount.assess.latent_classes import Latent, latent
from recount.assess.lists import Lists
from recount.assess.loglinear import Bound, Independent, Loglinear, independent, loglinear, lower_bound
from recount.assess.two_lists import TwoLists, chapman
from recount.records import DataError

Found = TypeVar("Found")
DOUBT = 0.05
"""A fit of independence below this says that the lists do not meet all cases alike."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the methods say of one set of lists. `graphs` is the same average under several priors, from the most to
    the least informative. A method that cannot speak is None, and `refused` says why."""

    lists: Lists
    bound: Bound | None
    independent: Independent | None
    loglinear: Loglinear | None
    latent: Latent | None
    graphs: tuple[Averaged, ...]
    two: TwoLists | None
    refused: tuple[str, ...]


def coverage(lists: Lists, *, seed: int, draws: int = 4000, prior: Prior = "1/N") -> Coverage:
    """Every method that the lists allow. The seed decides the draws of the latent classes and nothing else."""
    refused: list[str] = []

    def tried(name: str, method: Callable[[], Found]) -> Found | None:
        try:
            return method()
        except DataError as error:
            refused.append(f"{name}: {error}")
            return None

    many = lists.number > 2
    return Coverage(
        lists,
        bound=tried("lower bound", lambda: lower_bound(lists)) if many else None,
        independent=tried("independent lists", lambda: independent(lists)) if many else None,
        loglinear=tried("log-linear", lambda: loglinear(lists)) if many else None,
        latent=tried("latent classes", lambda: latent(lists, seed=seed, draws=draws)) if many else None,
        graphs=swing(lists, prior=prior) if many else (),
        two=None if many else chapman(lists),
        refused=tuple(refused),
    )


def verdict(found: Coverage) -> tuple[str, ...]:
    """What may be said, in sentences that say no more than the numbers."""
    lists = found.lists
    names = f"{', '.join(lists.names[:-1])} and {lists.names[-1]}"
    once = int(lists.by_lists[1])
    head = f"The lists {names} hold {lists.seen:,} different cases, {once:,} of them on one list alone."
    body = _two(found.two, lists) if found.two is not None else _many(found)
    return (head, *body, UNREACHED)


UNREACHED = (
    "No method can see cases that no list could reach, or hardly any: as far as there are such, the true total lies "
    "above what is said here, which is then to be read as a lower bound. Entries of one case that were not recognised "
    "as the same push it up."
)


def _two(two: TwoLists, lists: Lists) -> tuple[str, ...]:
    if_odds = dict(two.if_dependent)
    return (
        f"If being on one list makes no case more or less likely to be on the other, the total is about "
        f"{two.total:,.0f} (95 % interval {two.low:,.0f} to {two.high:,.0f}), and the lists hold "
        f"{_share(lists.seen, two.low, two.high)} of it.",
        f"Two lists cannot show whether that is so. If one list doubles the odds of the other, the total is about "
        f"{if_odds[2.0]:,.0f}; if it halves them, {if_odds[0.5]:,.0f}.",
    )


def _many(found: Coverage) -> tuple[str, ...]:
    said = []
    methods = [m for m in (found.loglinear, found.latent) if m is not None]
    if methods:
        low, high = min(m.low for m in methods), max(m.high for m in methods)
        which = " and ".join(
            name for name, m in (("log-linear models", found.loglinear), ("latent classes", found.latent)) if m
        )
        points = sorted(m.total for m in methods)
        middle = f"{points[0]:,.0f}" if len(points) == 1 else f"{points[0]:,.0f} and {points[-1]:,.0f}"
        said.append(
            f"By {which} the total is {middle}; their 95 % intervals together reach from {low:,.0f} to {high:,.0f}, "
            f"so that the lists hold {_share(found.lists.seen, low, high)} of what these methods can see."
        )
        if len(methods) == 2 and max(m.low for m in methods) > min(m.high for m in methods):
            said.append("The two intervals do not even meet: no single number should be quoted.")
    if found.graphs:
        means = [g.mean for g in found.graphs]
        said.append(
            f"Averaging over graphs of dependence gives anything from {min(means):,.0f} to {max(means):,.0f} as its "
            f"prior on the patterns goes from delta {found.graphs[0].delta:g} to {found.graphs[-1].delta:g}"
            + (": here the prior speaks, not the data." if max(means) > 1.25 * min(means) else ".")
        )
    if found.bound is not None:
        said.append(
            f"If lists are independent for each case and cases only differ in how visible they are, the total is "
            f"expected to be {found.bound.total:,.0f} or more (lower end of its interval {found.bound.low:,.0f})."
        )
    if found.independent is not None and found.independent.fit is not None:
        said.append(_footing(found.independent, found.independent.fit))
    return (*said, *(f"No answer from {why}" for why in found.refused))


def _footing(model: Independent, fit: float) -> str:
    if fit < DOUBT:
        return (
            "The lists do not meet all cases on one footing: patterns as uneven as these have a chance of "
            f"{'less than .001' if fit < 0.001 else f'{fit:.3f}'} under independent lists, whose answer "
            f"({model.total:,.0f}) is not to be used. How far cases of the least visible kind go beyond what was seen "
            "is an assumption of each method."
        )
    return (
        f"The patterns do not speak against independent lists ({model.total:,.0f}; chance {fit:.2f}), which does not "
        "show that they are independent: few cases show little."
    )


def _share(seen: int, low: float, high: float) -> str:
    return f"between {seen / high:.0%} and {min(1.0, seen / low):.0%}"
