"""What each corpus asks of the network: a sum of losses over the labels that it has."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from training.batches import Batch
from training.encode import IGNORED
from training.network import Network

WEIGHTS = {"lemma": 0.5, "feats": 0.5, "starts": 1.0, "deprel": 1.0, "arcs": 1.0, "plover": 0.5}
"""Weights other than one, so that the easy questions of a treebank do not drown its trees."""


def loss_of(network: Network, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """The loss of a batch, and its parts by head."""
    words = network.words(batch.pieces, batch.shape, batch.gap, batch.first, batch.last, batch.seen, batch.real)
    parts = dict(_parts(network, batch, words))
    total = torch.stack([WEIGHTS.get(name, 1.0) * value for name, value in parts.items()]).sum()
    return total, {name: float(value.detach()) for name, value in parts.items()}


def _parts(network: Network, batch: Batch, words: Tensor) -> Iterator[tuple[str, Tensor]]:
    for family, module in network.families.items():
        asked = [h for h in module.names if h in batch.tags or h in batch.windows[0].values]
        if not asked:
            continue
        scores = module.parts(module(words))
        for head in asked:
            if head == "starts":
                yield head, _yes_no(scores[head].squeeze(-1), batch.tags[head])
            elif head == "causal":
                yield head, _sentences(scores, batch)
            elif head == "plover" and batch.windows[0].pair is not None:
                yield "pair", _pairs(network, scores, batch, words)
            else:
                yield head, _tagged(scores[head], batch.tags[head])
        if family == "syntax" and batch.heads is not None:
            arcs, gold = arcs_within(network.arcs(words), batch), batch.heads
            yield "arcs", _tagged(arcs, gold)
            yield "deprel", _relations(network, scores, batch, words, gold)
    if any(w.links.get("attribution") for w in batch.windows):
        yield "links", _links(network.links(words), batch)


def _tagged(scores: Tensor, gold: Tensor) -> Tensor:
    kept = gold != IGNORED
    if not bool(kept.any()):
        return scores.sum() * 0.0
    return F.cross_entropy(scores[kept], gold[kept])


def _yes_no(scores: Tensor, gold: Tensor) -> Tensor:
    kept = gold != IGNORED
    return F.binary_cross_entropy_with_logits(scores[kept], gold[kept].float())


def arcs_within(arcs: Tensor, batch: Batch) -> Tensor:
    """Arcs between words of different sentences, or to padding, ruled out."""
    same = batch.sentence[:, :, None] == batch.sentence[:, None, :]
    return arcs.masked_fill(~same, -1e4)


def _relations(network: Network, scores: dict[str, Tensor], batch: Batch, words: Tensor, gold: Tensor) -> Tensor:
    at = gold.clamp(min=0)
    return _tagged(relations_at(network, scores, words, at), batch.tags["deprel"].masked_fill(gold == IGNORED, IGNORED))


def relations_at(network: Network, scores: dict[str, Tensor], words: Tensor, heads: Tensor) -> Tensor:
    """[B, W, R]: scores of relations of each word to the head that it is given."""
    dep, head = network.relations(words)
    r, d = scores["rel_head"].shape[-1], head.shape[-1]
    chosen = torch.gather(head, 1, heads[:, :, None].expand(-1, -1, d))
    its = torch.gather(scores["rel_head"], 1, heads[:, :, None].expand(-1, -1, r))
    return scores["rel_dep"] + its + network.rel_product(dep * chosen)


def _sentences(scores: dict[str, Tensor], batch: Batch) -> Tensor:
    gate = scores["causal_gate"].squeeze(-1).masked_fill(batch.sentence < 0, -1e4).softmax(-1)
    logits = (gate * scores["causal"].squeeze(-1)).sum(-1)
    return F.binary_cross_entropy_with_logits(logits, torch.tensor([float(w.values["causal"]) for w in batch.windows]))


def _pairs(network: Network, scores: dict[str, Tensor], batch: Batch, words: Tensor) -> Tensor:
    return F.cross_entropy(
        pair_scores(network, scores, batch, words), torch.tensor([w.values["plover"] for w in batch.windows])
    )


def pair_scores(network: Network, scores: dict[str, Tensor], batch: Batch, words: Tensor) -> Tensor:
    """[B, roots]: which event the source did to the target, by a trigger that the pair itself picks out."""
    source, target, key = network.pairs(words)
    of_source, of_target = _means(batch, 0), _means(batch, 1)
    asked = of_source[:, None, :] @ source + of_target[:, None, :] @ target
    gate = scores["plover_gate"].squeeze(-1) + (asked @ key.transpose(1, 2)).squeeze(1) * key.shape[-1] ** -0.5
    gate = gate.masked_fill(batch.sentence < 0, -1e4).softmax(-1)
    return (
        (gate[:, None, :] @ scores["plover"]).squeeze(1)
        + (of_source[:, None, :] @ scores["plover_source"]).squeeze(1)
        + (of_target[:, None, :] @ scores["plover_target"]).squeeze(1)
    )


def _means(batch: Batch, side: int) -> Tensor:
    out = torch.zeros(len(batch.windows), batch.sentence.shape[1])
    for row, window in enumerate(batch.windows):
        if window.pair is not None:
            start, stop = window.pair[side]
            out[row, start:stop] = 1.0 / max(1, stop - start)
    return out


def _links(links: Tensor, batch: Batch) -> Tensor:
    gold = torch.full(batch.sentence.shape, IGNORED)
    for row, window in enumerate(batch.windows):
        for one, other in window.links.get("attribution", ()):
            gold[row, one] = other
    return _tagged(links.masked_fill((batch.sentence < 0)[:, None, :], -1e4), gold)
