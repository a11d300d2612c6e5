"""Windows of like length put side by side, padded, as tensors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from torch import Tensor

from training.encode import IGNORED, Window


@dataclass(slots=True)
class Batch:
    """Windows of one corpus; B windows, P pieces and W words at most."""

    corpus: str
    pieces: Tensor
    shape: Tensor
    gap: Tensor
    first: Tensor
    last: Tensor
    seen: Tensor
    real: Tensor
    sentence: Tensor
    tags: dict[str, Tensor]
    heads: Tensor | None
    windows: Sequence[Window]

    @property
    def words(self) -> int:
        return sum(len(w) for w in self.windows)


def batch_of(windows: Sequence[Window]) -> Batch:
    """One batch; padding is masked in `seen` (pieces) and `real` (words and the two special places)."""
    p, w = max(len(x.pieces) for x in windows), max(len(x) for x in windows)
    first = np.zeros((len(windows), w + 2), dtype=np.int64)
    last = np.zeros_like(first)
    for row, x in enumerate(windows):
        end = len(x.pieces) - 1
        for into, values in ((first, x.first), (last, x.last)):
            into[row, 1 : len(x) + 1] = values
            into[row, len(x) + 1 :] = end
    names = {name for x in windows for name in x.tags}
    real = _padded([np.ones(len(x) + 2, dtype=np.int64) for x in windows], w + 2, 0)
    # The end of the window stands at W + 1 for all, so that slicing off both special places is the same for each row.
    real[:, -1] = 1
    for row, x in enumerate(windows):
        real[row, len(x) + 1 : -1] = 0
    return Batch(
        windows[0].corpus,
        _padded([x.pieces for x in windows], p, 0),
        _padded([x.shape for x in windows], p, 0),
        _padded([x.gap for x in windows], p, 0),
        torch.from_numpy(first),
        torch.from_numpy(last),
        _padded([np.ones(len(x.pieces), dtype=np.int64) for x in windows], p, 0).bool(),
        real.bool(),
        _padded([x.sentence for x in windows], w, -1),
        {
            n: _padded([x.tags[n] if n in x.tags else np.full(len(x), IGNORED) for x in windows], w, IGNORED)
            for n in names
        },
        _padded([x.heads for x in windows if x.heads is not None], w, IGNORED)
        if windows[0].heads is not None
        else None,
        windows,
    )


def _padded(rows: Sequence[np.ndarray], length: int, fill: int) -> Tensor:
    out = np.full((len(rows), length), fill, dtype=np.int64)
    for k, row in enumerate(rows):
        out[k, : len(row)] = row
    return torch.from_numpy(out)


def batches(windows: Sequence[Window], size: int, random: Random) -> Iterator[Batch]:
    """All windows once, in batches of about `size` pieces, those of like length together, in an order by chance."""
    order = sorted(range(len(windows)), key=lambda k: (len(windows[k].pieces) + random.random() * 6, k))
    groups: list[list[Window]] = []
    group: list[Window] = []
    for k in order:
        longest = max([len(windows[k].pieces), *(len(x.pieces) for x in group)])
        if group and longest * (len(group) + 1) > size:
            groups.append(group)
            group = []
        group.append(windows[k])
    if group:
        groups.append(group)
    random.shuffle(groups)
    for one in groups:
        yield batch_of(one)
