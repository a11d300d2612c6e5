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


def spectra(theta: Floats, waves: Floats) -> tuple[Floats, Floats, Complex]:
    """What each row of parameters expects at each frequency: the power of either series, and their cross spectrum."""
    own, load, noise = theta[:, 0:2, None], theta[:, 2:4], np.exp(theta[:, 4:6])
    keep, lasts = expit(theta[:, 6:8, None]), expit(theta[:, 8, None])
    turn = np.exp(-1j * waves)
    answer = 1 / (1 - own * (1 - keep) * turn / (1 - keep * turn))
    climate = (1 - lasts**2) / np.abs(1 - lasts * turn) ** 2
    power = np.abs(answer) ** 2 * (noise[:, :, None] + load[:, :, None] ** 2 * climate[:, None, :])
    tied = np.tanh(theta[:, 9]) * np.sqrt(noise[:, 0] * noise[:, 1])
    shared = tied[:, None] + (load[:, 0] * load[:, 1])[:, None] * climate
    return power[:, 0], power[:, 1], answer[:, 0] * answer[:, 1].conj() * shared


def loss(theta: Floats, waves: Floats, moved: Complex) -> float:
    """Whittle's likelihood and the priors, with their sign turned."""
    a, b, c = (part[0] for part in spectra(theta[None], waves))
    whole = a * b - np.abs(c) ** 2
    told = b * np.abs(moved[0]) ** 2 + a * np.abs(moved[1]) ** 2 - 2 * (c.conj() * moved[0] * moved[1].conj()).real
    return float(np.sum(np.log(whole) + told / whole) + 0.5 * np.sum(((theta - CENTER) / SPREAD) ** 2))


def scored(theta: Floats, waves: Floats, moved: Complex) -> tuple[Floats, Floats]:
    """The slope of the loss and its expected curvature. With F = [[a, c], [c*, b]] expected and S seen, a rank of one,
    the slope is tr(F^-1 (F - S) F^-1 dF) and the curvature tr(F^-1 dF F^-1 dF'), summed over frequencies."""
    steps = np.concatenate([theta[None] + STEP * np.eye(len(theta)), theta[None]])
    parts = spectra(steps, waves)
    a, b, c = (part[-1] for part in parts)
    da, db, dc = ((part[:-1] - part[-1]) / STEP for part in parts)
    whole = a * b - np.abs(c) ** 2
    one, two = (b * moved[0] - c * moved[1]) / whole, (a * moved[1] - c.conj() * moved[0]) / whole
    slope = da @ (b / whole - np.abs(one) ** 2) + db @ (a / whole - np.abs(two) ** 2)
    slope += 2 * (dc.conj() @ (-c / whole - one * two.conj())).real
    m11, m12 = (b * da - c * dc.conj()) / whole, (b * dc - c * db) / whole
    m21, m22 = (a * dc.conj() - c.conj() * da) / whole, (a * db - c.conj() * dc) / whole
    curve = (m11 @ m11.T + m12 @ m21.T + m21 @ m12.T + m22 @ m22.T).real
    return slope + (theta - CENTER) / SPREAD**2, curve + np.diag(SPREAD**-2.0)


def _remains(series: Floats, keep: float) -> Floats:
    """What remains of each day's earlier days; the weights of a day over later ones sum to one."""
    found: Floats = lfilter([0.0, 1 - keep], [1.0, -keep], series)
    return found
