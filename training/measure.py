"""Quick figures on dev parts between stages: greedy trees, spans without constraints. `evals/` says what counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

import torch

from training.batches import Batch, batches
from training.encode import IGNORED, Window
from training.losses import arcs_within, pair_scores, relations_at
from training.network import Network


@torch.no_grad()
def figures(network: Network, windows: Sequence[Window], size: int = 4096) -> dict[str, float]:
    """Accuracy of tags, UAS and LAS, F1 of spans, sentence starts, yes-no and pairs, where the windows have labels."""
    network.eval()
    counts: dict[str, list[float]] = {}
    for batch in batches(windows, size, Random(0)):
        words = network.words(batch.pieces, batch.shape, batch.gap, batch.first, batch.last, batch.seen, batch.real)
        for name, hit, said, gold in _counted(network, batch, words):
            row = counts.setdefault(name, [0.0, 0.0, 0.0])
            row[0] += hit
            row[1] += said
            row[2] += gold
    network.train()
    return {name: round(2 * hit / max(1.0, said + gold), 4) for name, (hit, said, gold) in counts.items()}


def _counted(network: Network, batch: Batch, words: torch.Tensor) -> Iterable[tuple[str, float, float, float]]:
    for family, module in network.families.items():
        scores = module.parts(module(words))
        for head in module.names:
            if head == "plover" and batch.windows[0].pair is not None and "plover" in batch.windows[0].values:
                told = pair_scores(network, scores, batch, words).argmax(-1).tolist()
                yield (
                    "pair",
                    sum(t == w.values["plover"] for t, w in zip(told, batch.windows, strict=True)),
                    len(told),
                    len(told),
                )
            if head == "causal" and "causal" in batch.windows[0].values:
                gate = scores["causal_gate"].squeeze(-1).masked_fill(batch.sentence < 0, -1e4).softmax(-1)
                told_yes = ((gate * scores["causal"].squeeze(-1)).sum(-1) > 0).tolist()
                real = [w.values["causal"] for w in batch.windows]
                yield "causal", sum(a and b for a, b in zip(told_yes, real, strict=True)), sum(told_yes), sum(real)
            if head not in batch.tags or head not in scores:
                continue
            gold = batch.tags[head]
            kept = gold != IGNORED
            if head == "starts":
                said = (scores[head].squeeze(-1) > 0) & kept
                yes = gold == 1
                yield head, float((said & yes).sum()), float(said.sum()), float(yes.sum())
            elif "O" in network.labels[head]:
                yield head, *_spans(network.labels[head], scores[head].argmax(-1), gold)
            else:
                n = float(kept.sum())
                yield head, float((scores[head].argmax(-1) == gold)[kept].sum()), n, n
        if family == "syntax" and batch.heads is not None:
            kept = batch.heads != IGNORED
            n = float(kept.sum())
            told_heads = arcs_within(network.arcs(words), batch).argmax(-1)
            right = (told_heads == batch.heads) & kept
            relations = relations_at(network, scores, words, told_heads).argmax(-1)
            yield "uas", float(right.sum()), n, n
            yield "las", float((right & (relations == batch.tags["deprel"])).sum()), n, n


def _spans(labels: Sequence[str], told: torch.Tensor, gold: torch.Tensor) -> tuple[float, float, float]:
    hit = said = real = 0
    for row in range(gold.shape[0]):
        kept = [k for k in range(gold.shape[1]) if int(gold[row, k]) != IGNORED]
        a = _found([labels[int(told[row, k])] for k in kept])
        b = _found([labels[int(gold[row, k])] for k in kept])
        hit, said, real = hit + len(a & b), said + len(a), real + len(b)
    return float(hit), float(said), float(real)


def _found(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    out: set[tuple[int, int, str]] = set()
    start, kind = 0, ""
    for k, tag in enumerate([*tags, "O"]):
        mark, _, label = tag.partition("-")
        if kind and (mark != "I" or label != kind):
            out.add((start, k, kind))
            kind = ""
        if mark == "B" or (mark == "I" and not kind):
            start, kind = k, label
    return out
