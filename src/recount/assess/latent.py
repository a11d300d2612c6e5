"""Counts over a climate that moves: negative binomial counts, a latent AR(1) process and slow swings, by Laplace.

    count_t ~ NegativeBinomial(mean m_t, size)                variance m + m^2 / size
    log m_t = offset_t + design_t . beta + z_t + swings_t . c
    z_t     = phi z_(t-1) + noise, with standard deviation sd in the long run
    c_k     ~ Normal(0, drift), for the slowest waves of a random walk; absent where drift is nought

This module answers for *given* phi, sd, size and drift: Newton's method finds the most probable beta, z and c
together, and the curvature there gives their joint uncertainty and the evidence for the four (Rue, Martino and Chopin
2009). All matrices are tridiagonal but for a few columns. `climate.fit` integrates over the four.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.lapack import dposv, dpttrf, dpttrs
from scipy.special import gammaln

Floats = NDArray[np.float64]

SWINGS = 8
"""Waves with periods from a quarter of the record to twice its length; what is quicker the AR(1) process takes."""

COEFFICIENT_SD = 10.0
"""Standard deviation of the prior of each coefficient on the log scale; it only keeps finite what no record says."""

STEEPEST = 50.0
"""No log mean is taken to be larger: Newton's first step may look far."""


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """What is fitted: counts by period, NaN where nothing was reported; a column for each coefficient; the log of
    the exposure as an offset."""

    counts: Floats
    design: Floats
    offset: Floats

    def with_column(self, column: Floats) -> Record:
        """The same with a further column at the end."""
        return replace(self, design=np.column_stack([self.design, column]))


@dataclass(frozen=True, slots=True)
class Climate:
    """How counts scatter about what is expected: `phi` between neighbours of the latent process, its `sd`, the `size`
    of the negative binomial, and the `drift` of the slow swings (0: there are none)."""

    phi: float
    sd: float
    size: float
    drift: float = 0.0


@dataclass(frozen=True, eq=False)
class Conditional:
    """Mode and curvature for one climate. `columns` are the design and, where they are used, the swings; `beta` their
    coefficients; `linear` the log mean; `weights` its information; `information` that of the coefficients with the
    latent process integrated out; `score` the log of the evidence for the climate, with its constants."""

    record: Record
    climate: Climate
    columns: Floats
    beta: Floats
    latent: Floats
    weights: Floats
    information: Floats
    score: float

    @cached_property
    def linear(self) -> Floats:
        """The log mean."""
        return np.asarray(self.record.offset + self.columns @ self.beta + self.latent)

    @cached_property
    def covariance(self) -> Floats:
        """Of the coefficients."""
        return np.asarray(np.linalg.inv(self.information))

    @cached_property
    def factor(self) -> tuple[Floats, Floats]:
        """L D L' of the information of the latent process."""
        diagonal, beside, _ = precision(len(self.latent), self.climate)
        d, e, _ = dpttrf(diagonal + self.weights, beside)
        return d, e

    @cached_property
    def leaning(self) -> Floats:
        """How the log means move with the coefficients, the latent process answering: periods by coefficients."""
        moved, _ = dpttrs(*self.factor, self.weights[:, None] * self.columns)
        return np.asarray(self.columns - moved)

    def variance_without(self, column: int, shape: Floats) -> Floats:
        """Of the log means from which the coefficient of `column`, times `shape`, is taken away."""
        apart = self.leaning.copy()
        apart[:, column] -= shape
        own = inverse_diagonal(*self.factor)
        return np.asarray(own + np.einsum("ti,ij,tj->t", apart, self.covariance, apart))


def conditional(record: Record, climate: Climate, *, start: Conditional | None = None) -> Conditional:
    """Mode and curvature for one climate; `start` is that of a neighbouring one, to begin from."""
    seen = ~np.isnan(record.counts)
    y = np.where(seen, record.counts, 0.0)
    columns, ridge, log_ridge = columns_of(record, climate)
    diagonal, beside, log_latent = precision(len(y), climate)
    beta, z = beginning(record, columns.shape[1], start)
    k = climate.size

    grown = (y + k) * seen
    right = np.empty((len(y), columns.shape[1] + 1), order="F")

    def height(eta: Floats, beta: Floats, z: Floats, qz: Floats) -> float:
        return float(y @ eta - grown @ np.log(k + np.exp(eta)) - 0.5 * (z @ qz) - 0.5 * (ridge @ beta**2))

    qz = times(diagonal, beside, z)
    eta = np.minimum(record.offset + columns @ beta + z, STEEPEST)
    now = height(eta, beta, z, qz)
    for _ in range(80):
        weights, slope = curvature(y, eta, k, seen)
        np.multiply(columns, weights[:, None], out=right[:, :-1])
        np.subtract(slope, qz, out=right[:, -1])
        wx = right[:, :-1].T
        d, e, _ = dpttrf(diagonal + weights, beside)
        solved, _ = dpttrs(d, e, right)
        both = wx @ solved
        information = wx @ columns - both[:, :-1]
        information.flat[:: len(ridge) + 1] += ridge
        _, step_beta, _ = dposv(information, slope @ columns - ridge * beta - both[:, -1])
        step_z = solved[:, -1] - solved[:, :-1] @ step_beta
        size = 1.0
        while True:
            to_beta, to_z = beta + size * step_beta, z + size * step_z
            to_qz, to_eta = times(diagonal, beside, to_z), record.offset + columns @ to_beta + to_z
            to_eta = np.minimum(to_eta, STEEPEST)
            then = height(to_eta, to_beta, to_z, to_qz)
            if then >= now - 1e-9 or size < 1e-6:
                break
            size /= 2
        gain, beta, z, qz, eta, now = then - now, to_beta, to_z, to_qz, to_eta, then
        if abs(gain) < 1e-8:
            break
    constants = seen @ (gammaln(y + k) - gammaln(k) - gammaln(y + 1) + k * np.log(k))
    logs = log_latent + log_ridge - np.sum(np.log(d)) - np.linalg.slogdet(information)[1]
    score = float(now + constants + 0.5 * logs)
    return Conditional(record, climate, columns, beta, z, weights, information, score)


def curvature(y: Floats, eta: Floats, k: float, seen: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Second derivative, with its sign turned, and first of the log likelihood in each log mean."""
    mean = np.exp(eta)
    part = mean / (k + mean)
    return (y + k) * part * (1 - part) * seen, (y - (y + k) * part) * seen


def columns_of(record: Record, climate: Climate) -> tuple[Floats, Floats, float]:
    """All columns that have coefficients, the precision of the prior of each, and the log of its determinant."""
    own = record.design.shape[1]
    ridge = np.full(own, COEFFICIENT_SD**-2)
    columns = record.design
    if climate.drift > 0:
        columns = np.column_stack([columns, swings(len(record.counts))])
        ridge = np.concatenate([ridge, np.full(SWINGS, climate.drift**-2)])
    return columns, ridge, float(np.sum(np.log(ridge)))


def beginning(record: Record, size: int, start: Conditional | None) -> tuple[Floats, Floats]:
    """Where Newton's method starts: at a neighbour's answer, as far as it has the same columns, or at the mean."""
    beta = np.zeros(size)
    if start is not None:
        shared = min(size, len(start.beta), record.design.shape[1])
        beta[:shared] = start.beta[:shared]
        if size == len(start.beta):
            beta[:] = start.beta
        return beta, start.latent
    beta[0] = np.log(np.nanmean(record.counts) + 0.1) - np.mean(record.offset)
    return beta, np.zeros(len(record.counts))


@lru_cache(maxsize=16)
def swings(n: int) -> Floats:
    """The slowest waves of a random walk of `n` steps that ends one standard deviation of `drift` from where it began
    (its Karhunen-Loeve expansion about its own mean)."""
    k = np.arange(1, SWINGS + 1)
    waves: Floats = np.sqrt(2) * np.cos(np.pi * k * (np.arange(n)[:, None] + 0.5) / n) / (np.pi * k)
    waves.flags.writeable = False
    return waves


def precision(n: int, climate: Climate) -> tuple[Floats, Floats, float]:
    """Of the latent process: its diagonal, what stands beside it, and the log of its determinant."""
    phi, inner = climate.phi, 1 / (climate.sd**2 * (1 - climate.phi**2))
    diagonal = np.full(n, (1 + phi**2) * inner)
    diagonal[[0, -1]] = inner
    return diagonal, np.full(n - 1, -phi * inner), float(n * np.log(inner) + np.log1p(-(phi**2)))


def times(diagonal: Floats, beside: Floats, z: Floats) -> Floats:
    """A tridiagonal matrix times a vector."""
    product: Floats = diagonal * z
    product[1:] += beside * z[:-1]
    product[:-1] += beside * z[1:]
    return product


def inverse_diagonal(d: Floats, e: Floats) -> Floats:
    """The diagonal of the inverse of a tridiagonal matrix, from its L D L'."""
    found = np.empty_like(d)
    found[-1] = 1 / d[-1]
    for t in range(len(d) - 2, -1, -1):
        found[t] = 1 / d[t] + e[t] ** 2 * found[t + 1]
    return found
