"""Two series and a climate that may move both: how far each only echoes itself, told by their spectra.

What drives two series at once leaves as much behind it as before it only where both answer alike. Where one goes on
answering by itself (an attack calls forth attacks) and the other does not, the first lags behind the second as if it
followed it. `without_echo` takes from each series what its own past explains, so that what is left answers alike.

    series_k = own_k * (what remains of its own past, fading) + load_k * climate + noise_k

with one climate for both, an AR(1) process, and noises that may be tied on the day itself. Each series alone cannot
tell its echo from the memory of a climate. Both together can: what they share is climate, and the rest of what lasts is
echo. The parameters are those of Whittle's likelihood (1953) under weak priors, by Fisher's scoring. Nothing that
leads from one series to the other is in the model: that is what the test of the rest is for.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter
from scipy.special import expit

from recount.assess.compiled import compiled
from recount.assess.lists import Floats

Complex = NDArray[np.complex128]

SLOWEST = 30.0
"""Days of the slowest wave that is fitted: slower ones were taken out before."""

#             own        load       log noise  fading       climate  tie
CENTER = np.array([0.2, 0.2, 0.3, 0.3, 0.0, 0.0, -0.5, -0.5, 1.5, 0.0])
SPREAD = np.array([0.5, 0.5, 1.0, 1.0, 1.0, 1.0, 0.7, 0.7, 1.5, 0.5])
"""Priors: normal, on own and load as they are, the log of the noise, the logits of what an echo and the climate keep
from one day to the next, and the arctanh of the correlation of the noises."""
LOWEST = np.array([0.0, 0.0, -1.5, -1.5, -3.0, -3.0, -3.0, -3.0, -2.0, -2.0])
HIGHEST = np.array([0.95, 0.95, 1.5, 1.5, 2.0, 2.0, 3.0, 3.0, 4.0, 2.0])
STEP = 1e-4
CLIMB = 40
CLOSE = 1e-3
"""Gain in log-likelihood below which the climb ends: far below what would move the test."""


def without_echo(one: Floats, two: Floats, *, smooth: int) -> tuple[Floats, Floats]:
    """Both series without their own echo. They are what is left of counts after a moving average of `smooth` days,
    over the root of what was expected."""
    own, keep = echo_of(one, two, smooth=smooth)
    return one - own[0] * _remains(one, keep[0]), two - own[1] * _remains(two, keep[1])


def echo_of(one: Floats, two: Floats, *, smooth: int) -> tuple[Floats, Floats]:
    """For each series the further events of its own for each event, and the share of that kept from day to day."""
    waves, moved = transforms(one, two, smooth)
    theta = CENTER.copy()
    if (moved[0] * moved[1].conj()).real.sum() < 0:
        theta[3] = -theta[3]
    value, damp = loss(theta, waves, moved), 1e-3
    for _ in range(CLIMB):
        slope, curve = scored(theta, waves, moved)
        gain = 0.0
        while damp < 1e6:
            move = np.linalg.solve(curve + damp * np.diag(np.diag(curve)), slope)
            there = np.clip(theta - move, LOWEST, HIGHEST)
            new = loss(there, waves, moved)
            if new < value:
                gain, theta, value, damp = value - new, there, new, damp / 4
                break
            damp *= 4
        if gain < CLOSE:
            break
    return theta[:2], expit(theta[6:8])


def transforms(one: Floats, two: Floats, smooth: int) -> tuple[Floats, Complex]:
    """Frequencies in radians a day, and the Fourier transforms of both series at each; without slow waves, those of the
    week and its parts, and what the moving average has done to the rest."""
    days = len(one)
    wave = 2 * np.pi * np.arange(days // 2 + 1) / days
    moved = np.fft.rfft(np.stack([one - one.mean(), two - two.mean()]), axis=1) / np.sqrt(days)
    half = smooth // 2
    kept = 1 - (1 + 2 * np.cos(np.outer(wave, np.arange(1, half + 1))).sum(axis=1)) / (2 * half + 1)
    use = (wave > 2 * np.pi / SLOWEST) & (wave < np.pi * 0.999)
    for part in (1, 2, 3):
        use &= np.abs(wave - 2 * np.pi * part / 7) > 3 * np.pi / days
    return wave[use], moved[:, use] / kept[use]


def loss(theta: Floats, waves: Floats, moved: Complex) -> float:
    """Whittle's likelihood and the priors, with their sign turned."""
    return float(_whittle(plain(theta), waves, moved)) + 0.5 * float(np.sum(((theta - CENTER) / SPREAD) ** 2))


def scored(theta: Floats, waves: Floats, moved: Complex) -> tuple[Floats, Floats]:
    """The slope of the loss and its expected curvature. With F = [[a, c], [c*, b]] expected and S seen, a rank of one,
    the slope is tr(F^-1 (F - S) F^-1 dF) and the curvature tr(F^-1 dF F^-1 dF'), summed over frequencies."""
    near = np.array([plain(one) for one in theta + STEP * np.eye(len(theta))])
    slope, curve = _scored(plain(theta), near, waves, moved)
    return slope + (theta - CENTER) / SPREAD**2, curve + np.diag(SPREAD**-2.0)


def plain(theta: Floats) -> Floats:
    """Parameters as the spectra need them: own and load as they are, the powers of the noises, the shares kept, and
    what ties the noises."""
    found = theta.copy()
    found[4:6] = np.exp(theta[4:6])
    found[6:9] = expit(theta[6:9])
    found[9] = np.tanh(theta[9]) * np.sqrt(found[4] * found[5])
    return found


@compiled
def spectrum(of: Floats, turn: complex) -> tuple[float, float, complex]:  # pragma: no cover - compiled
    """What plain parameters expect where a day turns a wave by `turn`: the power of either series, and their cross
    spectrum."""
    climate = (1 - of[8] ** 2) / _square(1 - of[8] * turn)
    one, two = _answer(of[0], of[6], turn), _answer(of[1], of[7], turn)
    first = _square(one) * (of[4] + of[2] ** 2 * climate)
    second = _square(two) * (of[5] + of[3] ** 2 * climate)
    return first, second, one * two.conjugate() * (of[9] + of[2] * of[3] * climate)


@compiled
def _answer(own: float, keep: float, turn: complex) -> complex:  # pragma: no cover - compiled
    past = 1 - keep * turn
    return past / (past - own * (1 - keep) * turn)


@compiled
def _square(value: complex) -> float:  # pragma: no cover - compiled
    return value.real * value.real + value.imag * value.imag


@compiled
def _whittle(of: Floats, waves: Floats, moved: Complex) -> float:  # pragma: no cover - compiled
    found = 0.0
    for at in range(len(waves)):
        a, b, c = spectrum(of, np.exp(-1j * waves[at]))
        one, two = moved[0, at], moved[1, at]
        whole = a * b - _square(c)
        told = b * _square(one) + a * _square(two) - 2 * (c.conjugate() * one * two.conjugate()).real
        found += np.log(whole) + told / whole
    return found


@compiled
def _scored(
    of: Floats, near: Floats, waves: Floats, moved: Complex
) -> tuple[Floats, Floats]:  # pragma: no cover - compiled
    """The slope and the curvature, from parameters a step away along each axis (`near`). With F = L L*, each frequency
    adds to the curvature the products of the parts of L^-1 dF L^-*."""
    size = len(near)
    slope, curve, move = np.zeros(size), np.zeros((size, size)), np.empty((4, size))
    for at in range(len(waves)):
        turn = np.exp(-1j * waves[at])
        a, b, c = spectrum(of, turn)
        whole = a * b - _square(c)
        one, two = (
            (b * moved[0, at] - c * moved[1, at]) / whole,
            (a * moved[1, at] - c.conjugate() * moved[0, at]) / whole,
        )
        in_a, in_b = b / whole - _square(one), a / whole - _square(two)
        in_c = -2 * (c / whole + one * two.conjugate()).conjugate()
        lower, rest = c.conjugate() / a, a / whole
        scale = np.sqrt(2 * rest / a)
        for i in range(size):
            to_a, to_b, to_c = spectrum(near[i], turn)
            da, db, dc = (to_a - a) / STEP, (to_b - b) / STEP, (to_c - c) / STEP
            slope[i] += da * in_a + db * in_b + (dc * in_c).real
            across = (dc - lower.conjugate() * da) * scale
            move[0, i], move[1, i], move[2, i] = da / a, across.real, across.imag
            move[3, i] = (db - 2 * (lower * dc).real + _square(lower) * da) * rest
        for i in range(size):
            for j in range(i + 1):
                for part in range(4):
                    curve[i, j] += move[part, i] * move[part, j]
    for i in range(size):
        for j in range(i):
            curve[j, i] = curve[i, j]
    return slope, curve


def _remains(series: Floats, keep: float) -> Floats:
    """What remains of each day's earlier days; the weights of a day over later ones sum to one."""
    found: Floats = lfilter([0.0, 1 - keep], [1.0, -keep], series)
    return found
