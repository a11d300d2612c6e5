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
    waves, spectrum = periodogram(one, two, smooth)
    theta = CENTER.copy()
    if spectrum[:, 0, 1].real.sum() < 0:
        theta[3] = -theta[3]
    value, damp = loss(theta, waves, spectrum), 1e-3
    for _ in range(CLIMB):
        slope, curve = _scored(theta, waves, spectrum)
        gain = 0.0
        while damp < 1e6:
            move = np.linalg.solve(curve + damp * np.diag(np.diag(curve)), slope)
            there = np.clip(theta - move, LOWEST, HIGHEST)
            new = loss(there, waves, spectrum)
            if new < value:
                gain, theta, value, damp = value - new, there, new, damp / 4
                break
            damp *= 4
        if gain < CLOSE:
            break
    return theta[:2], expit(theta[6:8])


def periodogram(one: Floats, two: Floats, smooth: int) -> tuple[Floats, Complex]:
    """Frequencies in radians a day, and at each the 2 by 2 matrix of the series; without slow waves, those of the week
    and its parts, and what the moving average has done to the rest."""
    days = len(one)
    wave = 2 * np.pi * np.arange(days // 2 + 1) / days
    moved = np.fft.rfft(np.stack([one - one.mean(), two - two.mean()]), axis=1) / np.sqrt(days)
    half = smooth // 2
    kept = 1 - (1 + 2 * np.cos(np.outer(wave, np.arange(1, half + 1))).sum(axis=1)) / (2 * half + 1)
    use = (wave > 2 * np.pi / SLOWEST) & (wave < np.pi * 0.999)
    for part in (1, 2, 3):
        use &= np.abs(wave - 2 * np.pi * part / 7) > 3 * np.pi / days
    moved = (moved[:, use] / kept[use]).T
    return wave[use], moved[:, :, None] * moved[:, None, :].conj()


def spectra(theta: Floats, waves: Floats) -> Complex:
    """The matrix that each row of parameters expects at each frequency: rows, frequencies, 2, 2."""
    own, load, noise = theta[:, 0:2, None], theta[:, 2:4], np.exp(theta[:, 4:6])
    keep, lasts = expit(theta[:, 6:8, None]), expit(theta[:, 8, None])
    turn = np.exp(-1j * waves)
    answer = 1 / (1 - own * (1 - keep) * turn / (1 - keep * turn))
    climate = (1 - lasts**2) / np.abs(1 - lasts * turn) ** 2
    tied = np.tanh(theta[:, 9]) * np.sqrt(noise[:, 0] * noise[:, 1])
    found = np.empty((len(theta), len(waves), 2, 2), dtype=np.complex128)
    for k in (0, 1):
        found[:, :, k, k] = np.abs(answer[:, k]) ** 2 * (noise[:, k, None] + load[:, k, None] ** 2 * climate)
    shared = tied[:, None] + (load[:, 0] * load[:, 1])[:, None] * climate
    found[:, :, 0, 1] = answer[:, 0] * answer[:, 1].conj() * shared
    found[:, :, 1, 0] = found[:, :, 0, 1].conj()
    return found


def loss(theta: Floats, waves: Floats, spectrum: Complex) -> float:
    """Whittle's likelihood and the priors, with their sign turned."""
    expected = spectra(theta[None], waves)[0]
    a, b, c = expected[:, 0, 0].real, expected[:, 1, 1].real, expected[:, 0, 1]
    whole = a * b - np.abs(c) ** 2
    told = b * spectrum[:, 0, 0].real + a * spectrum[:, 1, 1].real - 2 * (c.conj() * spectrum[:, 0, 1]).real
    return float(np.sum(np.log(whole) + told / whole) + 0.5 * np.sum(((theta - CENTER) / SPREAD) ** 2))


def _scored(theta: Floats, waves: Floats, spectrum: Complex) -> tuple[Floats, Floats]:
    """The slope of the loss and its expected curvature."""
    number = len(theta)
    steps = np.concatenate([theta[None] + STEP * np.eye(number), theta[None]])
    whole = spectra(steps, waves)
    expected, slopes = whole[-1], (whole[:-1] - whole[-1]) / STEP
    inverse = np.linalg.inv(expected)
    seen = inverse @ (expected - spectrum) @ inverse
    slope = np.einsum("wij,pwji->p", seen, slopes).real + (theta - CENTER) / SPREAD**2
    half = (inverse[None] @ slopes).reshape(number, -1, 2, 2)
    curve = np.einsum("pwij,qwji->pq", half, half, optimize=True).real + np.diag(SPREAD**-2.0)
    return slope, curve


def _remains(series: Floats, keep: float) -> Floats:
    """What remains of each day's earlier days; the weights of a day over later ones sum to one."""
    found: Floats = lfilter([0.0, 1 - keep], [1.0, -keep], series)
    return found
