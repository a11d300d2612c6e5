"""Latent classes of cases, each class with its own chance on each list, and how many cases none of the lists holds.

A Dirichlet process over classes (Manrique-Vallier 2016), drawn by Gibbs sampling: lists are independent within a
class, and the number of classes is not set beforehand. Needs three lists; a class that is nearly invisible to all
lists leaves almost no trace, and then this total, like any other, is too low.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recount.assess.compiled import compiled
from recount.assess.lists import Floats, Ints, Lists, patterns
from recount.records import DataError

CLASSES = 10
PRIOR = 0.25
"""Shape and rate of the gamma prior on the concentration, as in the paper."""
CHAINS = 4
SPREAD = 1.1
"""Chains that disagree by more than this (Gelman and Rubin's factor on the logarithm of the unseen) give no number."""


@dataclass(frozen=True, slots=True)
class Latent:
    """Posterior of the total: median, mean, 95 % interval; `classes` that hold a hundredth of all cases or more, on
    average over draws; `spread`, the factor by which chains disagree (1 is none), and the draws that were kept."""

    total: float
    mean: float
    low: float
    high: float
    classes: float
    spread: float
    draws: int


def latent(lists: Lists, *, seed: int, draws: int = 4000, thin: int = 50, warm: int = 20_000) -> Latent:
    """The total under latent classes, from `draws` draws in all over four chains, one sweep in `thin` kept.

    Raises DataError with fewer than three lists, and where the chains do not agree.
    """
    if lists.number < 3:
        raise DataError("latent classes need three lists or more; two can only be taken for independent.")
    chains, classes = [], []
    for stream in np.random.default_rng(seed).spawn(CHAINS):
        unseen, held = _chain(patterns(lists.number), lists.counts, stream, draws // CHAINS, thin, warm, CLASSES, PRIOR)
        chains.append(unseen)
        classes.append(held)
    spread = disagreement(np.log1p(np.array(chains)))
    if not spread < SPREAD:
        raise DataError(
            f"the chains of the latent classes disagree (factor {spread:.2f}, expected below {SPREAD}); ask for more "
            "draws. Until they agree there is no number."
        )
    total = lists.seen + np.concatenate(chains)
    middle, low, high = np.quantile(total, (0.5, 0.025, 0.975))
    return Latent(
        float(middle), float(total.mean()), float(low), float(high), float(np.mean(classes)), spread, len(total)
    )


def disagreement(chains: Floats) -> float:
    """Gelman and Rubin's factor over chains (rows), each split in half; 1 where they tell the same."""
    half = chains.shape[1] // 2
    parts = np.concatenate([chains[:, :half], chains[:, half : 2 * half]])
    within = float(parts.var(axis=1, ddof=1).mean())
    between = float(parts.mean(axis=1).var(ddof=1))
    return float(np.sqrt((within * (half - 1) / half + between) / within)) if within > 0 else float("inf")


@compiled
def _chain(
    table: Ints, counts: Ints, rng: np.random.Generator, draws: int, thin: int, warm: int, classes: int, prior: float
) -> tuple[Floats, Floats]:  # pragma: no cover - compiled
    cells, number = table.shape
    seen = counts.sum()
    chance = rng.random((classes, number)) * 0.8 + 0.1
    share = np.full(classes, 1.0 / classes)
    strength = 1.0
    unseen = seen // 2
    kept = np.zeros(draws)
    held = np.zeros(draws)
    given = np.zeros(classes)
    size = np.zeros(classes)
    on = np.zeros((classes, number))
    for sweep in range(warm + draws * thin):
        size[:] = 0.0
        on[:] = 0.0
        for cell in range(cells):
            left = unseen if cell == 0 else counts[cell]
            rest = 0.0
            for h in range(classes):
                p = share[h]
                for j in range(number):
                    p *= chance[h, j] if table[cell, j] else 1.0 - chance[h, j]
                given[h] = p
                rest += p
            for h in range(classes):
                if left == 0:
                    break
                p = 1.0 if h == classes - 1 or given[h] >= rest else given[h] / rest
                took = rng.binomial(left, p)
                rest -= given[h]
                left -= took
                size[h] += took
                for j in range(number):
                    if table[cell, j]:
                        on[h, j] += took
        hidden = 0.0
        remaining = 1.0
        after = size.sum()
        for h in range(classes):
            after -= size[h]
            stick = 1.0 if h == classes - 1 else rng.beta(1.0 + size[h], strength + after)
            stick = min(stick, 1.0 - 1e-12) if h < classes - 1 else 1.0
            share[h] = remaining * stick
            remaining *= 1.0 - stick
            invisible = share[h]
            for j in range(number):
                chance[h, j] = rng.beta(1.0 + on[h, j], 1.0 + size[h] - on[h, j])
                invisible *= 1.0 - chance[h, j]
            hidden += invisible
        strength = rng.gamma(prior - 1.0 + classes, 1.0 / (prior - np.log(max(share[classes - 1], 1e-300))))
        hidden = min(hidden, 1.0 - 1e-9)
        unseen = rng.poisson(rng.gamma(float(seen), hidden / (1.0 - hidden)))
        if sweep >= warm and (sweep - warm) % thin == 0:
            at = (sweep - warm) // thin
            kept[at] = unseen
            held[at] = (size >= 0.01 * (seen + unseen)).sum()
    return kept, held
