"""A network of parties laid out as a picture: who stands how to whom, with room for the names.

The same ties are always drawn alike: the layout starts from a ring in the order of weight, and nothing is random. Each
party has a row of its own, so that no name lies on another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recount.store.network import Said

Reals = NDArray[np.float64]
WIDTH, ROW = 960.0, 32.0
MOST = 26
"""Parties in one picture; the table beside it holds all."""
_TURNS = 300
_APART = 0.55
_MARGIN = 96.0
_BEND = 22.0
_RADIUS = 7.0
_STEEP, _NAME = 0.5, 16.0
"""A curve that comes from below, steeper than this, ends below the name, which is so high."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A party in the picture."""

    id: str
    x: float
    y: float
    weight: int


@dataclass(frozen=True, slots=True)
class Line:
    """A tie in the picture: a curve from the one to the other; several between two do not lie on one another."""

    said: Said
    path: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture."""

    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        """Of the picture, as `WIDTH` is its width."""
        return ROW * (len(self.spots) + 1)


def drawn(ties: Sequence[Said]) -> Drawn:
    """The ties between known parties that somebody asserts, among the parties of most reports."""
    held = [tie for tie in ties if tie.one and tie.other and tie.claims > tie.denied]
    weight: Counter[str] = Counter()
    for tie in held:
        weight.update({str(tie.one): tie.reports, str(tie.other): tie.reports})
    names = [name for name, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0]))[:MOST]]
    held = [tie for tie in held if tie.one in names and tie.other in names]
    place = _laid_out(names, held)
    spots = tuple(Spot(name, *place[name], weight[name]) for name in names)
    met: Counter[frozenset[str]] = Counter()
    lines = []
    for tie in held:
        pair = frozenset((str(tie.one), str(tie.other)))
        lines.append(Line(tie, _curve(place[str(tie.one)], place[str(tie.other)], met[pair], tie.one == min(pair))))
        met[pair] += 1
    return Drawn(spots, tuple(lines))


def _laid_out(names: Sequence[str], ties: Sequence[Said]) -> Mapping[str, tuple[float, float]]:
    """Places after Fruchterman and Reingold (1991): all repel one another, those that are tied attract."""
    count = len(names)
    if count < 2:
        return dict.fromkeys(names, (WIDTH / 2, ROW))
    at = {name: n for n, name in enumerate(names)}
    turn = np.arange(count) * 2.399963  # the golden angle: a ring that is filled from the middle
    place = np.column_stack([np.cos(turn), np.sin(turn)]) * np.sqrt((np.arange(count) + 0.5) / count)[:, None]
    pairs = np.array([(at[str(tie.one)], at[str(tie.other)]) for tie in ties]).reshape(-1, 2)
    near = _APART * 2 / np.sqrt(count)
    for step in range(_TURNS):
        way = place[:, None, :] - place[None, :, :]
        far = np.maximum(np.hypot(way[..., 0], way[..., 1]), 0.01)
        push = (way / far[..., None] * (near**2 / far)[..., None]).sum(axis=1) - 0.4 * place
        pull = place[pairs[:, 0]] - place[pairs[:, 1]]
        pull = pull * (np.hypot(pull[:, 0], pull[:, 1]) / near)[:, None]
        np.add.at(push, pairs[:, 0], -pull)
        np.add.at(push, pairs[:, 1], pull)
        length = np.maximum(np.hypot(push[:, 0], push[:, 1]), 1e-9)
        place = place + push / length[:, None] * np.minimum(length, 0.1 * (1 - step / _TURNS))[:, None]
    across = (_rank(place[:, 0]) + _share(place[:, 0])) / 2 * (WIDTH - 2 * _MARGIN) + _MARGIN
    down = _rank(place[:, 1]) * ROW * (count - 1) + 0.75 * ROW
    return {name: (round(float(across[n]), 1), round(float(down[n]), 1)) for n, name in enumerate(names)}


def _rank(values: Reals) -> Reals:
    """Evenly spread in their order, from 0 to 1."""
    ranks = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    spread: Reals = ranks / (len(values) - 1)
    return spread


def _share(values: Reals) -> Reals:
    """From 0 to 1 as they lie."""
    share: Reals = (values - values.min()) / max(float(np.ptp(values)), 1e-9)
    return share


def _curve(one: tuple[float, float], other: tuple[float, float], nth: int, forth: bool) -> str:
    """A curve that bends further for each tie between the same two, to one side and the other by turns, and ends short
    of the circles."""
    (x, y), (u, v) = one, other
    length = max(float(np.hypot(u - x, v - y)), 1.0)
    side = (1 if nth % 2 else -1) * (1 if forth else -1)
    bend = side * _BEND * ((nth + 1) // 2)
    mid = ((x + u) / 2 - (v - y) / length * bend * 2, (y + v) / 2 + (u - x) / length * bend * 2)
    start, end = _short(one, mid, _RADIUS + 1), _short(other, mid, _RADIUS + 5)
    return f"M{start[0]:.1f} {start[1]:.1f}Q{mid[0]:.1f} {mid[1]:.1f} {end[0]:.1f} {end[1]:.1f}"


def _short(of: tuple[float, float], towards: tuple[float, float], by: float) -> tuple[float, float]:
    length = max(float(np.hypot(towards[0] - of[0], towards[1] - of[1])), 1.0)
    if (towards[1] - of[1]) / length > _STEEP:
        by = min(by + _NAME, length / 2)  # the name stands below the circle
    return of[0] + (towards[0] - of[0]) / length * by, of[1] + (towards[1] - of[1]) / length * by
