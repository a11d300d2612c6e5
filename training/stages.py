"""One stage of training: corpora passed over so many times, by one schedule of the learning rate."""

from __future__ import annotations

import math
import sys
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

import torch

from training.batches import Batch, batches
from training.encode import Encoder, Window, drawn_limit
from training.losses import loss_of
from training.network import Network
from training.passage import Passage

MASK = 103
"""The piece that hides another, in BERT's vocabulary."""
Corpora = Mapping[str, Sequence[Passage]]


def learn(network: Network, stage: Mapping[str, Any], corpora: Corpora, encode: Encoder, random: Random) -> int:
    """Train the network in place; gives the number of words that were read."""
    todo = _planned(stage, corpora, encode, random)
    each = stage.get("together", 3)
    steps = math.ceil(len(todo) / each)
    optimiser = torch.optim.AdamW(_groups(network, stage), fused=True, betas=(0.9, 0.98), eps=1e-6)
    peak = [group["lr"] for group in optimiser.param_groups]
    watch = _Watch(stage["name"], steps)
    network.train()
    for step in range(steps):
        rate = _rate(step / steps, stage.get("warm", 0.06), stage.get("end", 0.0))
        for group, top in zip(optimiser.param_groups, peak, strict=True):
            group["lr"] = top * rate
        for batch in todo[step * each : (step + 1) * each]:
            _hide(batch, random, stage.get("hide", 0.04))
            loss, parts = loss_of(network, batch)
            (loss / each).backward()
            watch.note(batch.words, parts)
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        watch.tell(step)
    return watch.words


def _planned(stage: Mapping[str, Any], corpora: Corpora, encode: Encoder, random: Random) -> list[Batch]:
    """All batches of the stage, corpora mixed by chance; a pass over a corpus cuts its windows anew."""
    todo: list[Batch] = []
    for name, passes in stage["corpora"].items():
        whole = int(passes)
        for share in [*[1.0] * whole, *([passes - whole] if passes > whole else [])]:
            windows = list(windows_of(encode, corpora[name], random, share, None))
            todo.extend(batches(windows, stage.get("batch", 1024), random))
    random.shuffle(todo)
    return todo


class _Watch:
    """Says once a minute how far a stage is, and what its losses have been lately."""

    def __init__(self, name: str, steps: int) -> None:
        self.words = 0
        self._name, self._steps, self._losses = name, steps, dict[str, deque[float]]()
        self._began = self._told = time.monotonic()

    def note(self, words: int, parts: Mapping[str, float]) -> None:
        self.words += words
        for head, value in parts.items():
            self._losses.setdefault(head, deque(maxlen=60)).append(value)

    def tell(self, step: int) -> None:
        now = time.monotonic()
        if now - self._told > 60:
            self._told = now
            means = {head: round(sum(v) / len(v), 3) for head, v in sorted(self._losses.items())}
            pace = self.words / (now - self._began)
            print(f"{self._name} {step}/{self._steps} {pace:.0f} words/s {means}", file=sys.stderr, flush=True)


def _rate(done: float, warm: float, end: float) -> float:
    """Linear warming, then a cosine from 1 down to `end`."""
    if done < warm:
        return done / warm
    return end + (1 - end) * 0.5 * (1 + math.cos(math.pi * (done - warm) / (1 - warm)))


def _groups(network: Network, stage: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The encoder learns slowly, its lowest parts slowest; the heads, which begin from nothing, fast."""
    base, decay = stage["rate"], stage.get("decay", 0.9)
    groups = []
    encoder = [(0, [network.word, network.position, network.norm])]
    encoder += [(k + 1, [layer]) for k, layer in enumerate(network.layers)]
    mine: set[int] = set()
    for depth, modules in encoder:
        parameters = [p for module in modules for p in module.parameters()]
        mine |= {id(p) for p in parameters}
        groups.append({"params": parameters, "lr": base * decay ** (len(network.layers) - depth), "weight_decay": 0.01})
    rest = [p for p in network.parameters() if id(p) not in mine]
    groups.append({"params": rest, "lr": stage.get("head_rate", base * 4), "weight_decay": 0.01})
    return groups


def _hide(batch: Batch, random: Random, share: float) -> None:
    """Hide some pieces, and now and then what the letters' case says, so that neither is leant on alone."""
    if share:
        hidden = (torch.rand(batch.pieces.shape) < share) & (batch.pieces > MASK)
        batch.pieces = batch.pieces.masked_fill(hidden, MASK)
    drawn = random.random()
    if drawn < 0.06:
        batch.shape = torch.zeros_like(batch.shape)
    elif drawn < 0.10 or (batch.corpus == "muc" and drawn < 0.5):
        batch.gap = torch.where(batch.gap > 0, 3, batch.gap)


def windows_of(
    encode: Encoder, passages: Sequence[Passage], random: Random, share: float, limit: int | None
) -> Iterator[Window]:
    """Windows of a share of the passages; without a `limit` each passage is cut at a length by chance."""
    for passage in passages:
        if share >= 1.0 or random.random() < share:
            yield from encode.windows(passage, drawn_limit(random) if limit is None else limit)
