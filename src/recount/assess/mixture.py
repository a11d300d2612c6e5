"""What is known of one number, where not even its uncertainty is known for sure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Mixture:
    """A mixture of normal distributions, its `shares` adding to one."""

    means: Floats
    sds: Floats
    shares: Floats

    @property
    def mean(self) -> float:
        """Its mean."""
        return float(self.shares @ self.means)

    def below(self, value: float) -> float:
        """The probability of a smaller number.

        >>> Mixture(np.zeros(1), np.ones(1), np.ones(1)).below(0.0)
        0.5
        """
        return float(self.shares @ ndtr((value - self.means) / self.sds))

    def quantile(self, share: float) -> float:
        """The number that lies above this share of it."""
        low = float(np.min(self.means - 9 * self.sds))
        high = float(np.max(self.means + 9 * self.sds))
        return float(brentq(lambda value: self.below(value) - share, low, high, xtol=1e-8))

    def interval(self, level: float) -> tuple[float, float, float]:
        """Low, middle and high: between low and high lies `level` of it, as much below as above."""
        tail = (1 - level) / 2
        return self.quantile(tail), self.quantile(0.5), self.quantile(1 - tail)

    def surprise(self) -> float:
        """How far nought lies out, in standard deviations of a normal distribution with the same share beyond it;
        positive where the number is."""
        beyond = np.clip(self.below(0.0), 1e-300, 1 - 1e-16)
        return float(-ndtri(beyond))

    def spread(self, level: float) -> float:
        """The standard deviation of a normal distribution whose interval is as wide."""
        low, _, high = self.interval(level)
        return float((high - low) / (2 * ndtri((1 + level) / 2)))

    def minus(self, other: Mixture) -> Mixture:
        """The difference from another number that is known independently of this one."""
        means = (self.means[:, None] - other.means[None, :]).ravel()
        sds = np.hypot(self.sds[:, None], other.sds[None, :]).ravel()
        return Mixture(means, sds, np.outer(self.shares, other.shares).ravel())
