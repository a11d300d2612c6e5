"""The network in torch: a MiniLM encoder whose upper layers run over words, and a small head for each question.

The lower layers read word pieces, as the encoder was trained to. Then each word is one vector, the mean of its first
and last piece, and the upper layers run over words: a fifth fewer vectors for the same text, and every head reads
words. Shapes of words and the gaps between them enter beside the uncased pieces, because names and sentence ends show
in them. The names of the outputs are those of the runtime (`recount.language.network`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

SHAPES, GAPS = 16, 4


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the network."""

    vocabulary: int = 30522
    width: int = 384
    inner: int = 1536
    heads: int = 12
    layers: int = 4
    words_after: int = 1
    """Layers that run over pieces; the rest run over words."""
    head: int = 192
    arc: int = 160
    relation: int = 96
    link: int = 64
    positions: int = 512


FAMILIES: dict[str, tuple[str, ...]] = {
    "syntax": ("upos", "feats", "lemma", "starts", "rel_dep", "rel_head"),
    "names": ("uner", "wnut", "wwn", "re3d", "wiki"),
    "events": ("event", "trigger", "plover", "plover_gate", "plover_source", "plover_target", "party"),
    "saying": ("attribution",),
    "incidents": ("muc",),
    "causes": ("cause", "effect", "signal", "causal", "causal_gate"),
}
"""Heads that share a hidden layer of their own, so that questions far apart do not pull at one another."""
SINGLE = frozenset({"starts", "plover_gate", "causal", "causal_gate"})
SAME = {"rel_dep": "deprel", "rel_head": "deprel", "plover_source": "plover", "plover_target": "plover"}


class Layer(nn.Module):
    """One transformer layer, post-norm, as BERT has it."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.heads = sizes.heads
        self.qkv = nn.Linear(sizes.width, 3 * sizes.width)
        self.out = nn.Linear(sizes.width, sizes.width)
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.up = nn.Linear(sizes.width, sizes.inner)
        self.down = nn.Linear(sizes.inner, sizes.width)
        self.last_norm = nn.LayerNorm(sizes.width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, n, width = x.shape
        q, k, v = (
            part.view(b, n, self.heads, width // self.heads).transpose(1, 2)
            for part in self.qkv(x).split(width, dim=-1)
        )
        read = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm(x + self.out(read.transpose(1, 2).reshape(b, n, width)))
        return self.last_norm(x + self.down(F.gelu(self.up(x))))


class Family(nn.Module):
    """A hidden layer and the linear answers of the heads on it, as one matrix."""

    def __init__(self, sizes: Sizes, widths: Mapping[str, int]) -> None:
        super().__init__()
        self.names = list(widths)
        self.widths = [widths[name] for name in self.names]
        self.hidden = nn.Linear(sizes.width, sizes.head)
        self.answer = nn.Linear(sizes.head, sum(self.widths))

    def forward(self, words: Tensor) -> Tensor:
        return self.answer(F.gelu(self.hidden(words)))

    def parts(self, scores: Tensor) -> dict[str, Tensor]:
        """The answer of each head."""
        return dict(zip(self.names, scores.split(self.widths, dim=-1), strict=True))


class Network(nn.Module):
    """Pieces in, scores for every word out."""

    def __init__(self, sizes: Sizes, labels: Mapping[str, tuple[str, ...]], dropout: float = 0.1) -> None:
        super().__init__()
        self.sizes, self.labels = sizes, dict(labels)
        self.word = nn.Embedding(sizes.vocabulary, sizes.width)
        self.position = nn.Embedding(sizes.positions, sizes.width)
        self.shape = nn.Embedding(SHAPES, sizes.width)
        self.gap = nn.Embedding(GAPS, sizes.width)
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))
        self.drop = nn.Dropout(dropout)
        asked = {name: {h: self._width(h) for h in heads if self._width(h)} for name, heads in FAMILIES.items()}
        self.families = nn.ModuleDict({name: Family(sizes, widths) for name, widths in asked.items() if widths})
        self.arc_dep = nn.Linear(sizes.width, sizes.arc)
        self.arc_head = nn.Linear(sizes.width, sizes.arc)
        self.arc_mix = nn.Linear(sizes.arc, sizes.arc)
        self.relation = nn.Linear(sizes.width, 2 * sizes.relation)
        self.rel_product = nn.Linear(sizes.relation, max(1, len(self.labels.get("deprel", ()))), bias=False)
        self.pair = nn.Linear(sizes.width, 3 * sizes.link)
        self.link_from = nn.Linear(sizes.width, sizes.link)
        self.link_to = nn.Linear(sizes.width, sizes.link)
        nn.init.zeros_(self.shape.weight)
        nn.init.zeros_(self.gap.weight)

    def _width(self, head: str) -> int:
        return 1 if head in SINGLE else len(self.labels.get(SAME.get(head, head), ()))

    def words(
        self,
        pieces: Tensor,
        shape: Tensor,
        gap: Tensor,
        first: Tensor,
        last: Tensor,
        seen: Tensor | None,
        real: Tensor | None,
    ) -> Tensor:
        """Vectors of words [B, W, width]; `seen` and `real` mask padding of pieces and words (None: there is none)."""
        x = (
            self.word(pieces)
            + self.position(torch.arange(pieces.shape[1], device=pieces.device))
            + self.shape(shape)
            + self.gap(gap)
        )
        x = self.drop(self.norm(x))
        mask = None if seen is None else seen[:, None, None, :]
        for layer in self.layers[: self.sizes.words_after]:
            x = layer(x, mask)
        x = (gathered(x, first) + gathered(x, last)) * 0.5
        mask = None if real is None else real[:, None, None, :]
        for layer in self.layers[self.sizes.words_after :]:
            x = layer(x, mask)
        return self.drop(x[:, 1:-1])

    def arcs(self, words: Tensor) -> Tensor:
        """[B, W, W]: how well j serves as the head of i; the diagonal is the score of being a root."""
        dep, head = F.gelu(self.arc_dep(words)), F.gelu(self.arc_head(words))
        return self.arc_mix(dep) @ head.transpose(1, 2) * self.sizes.arc**-0.5

    def relations(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """The two vectors whose product joins a word to its head."""
        dep, head = F.gelu(self.relation(words)).split(self.sizes.relation, dim=-1)
        return dep, head

    def links(self, words: Tensor) -> Tensor:
        """[B, W, W]: that a source or content which begins at i belongs to the cue which begins at j."""
        return self.link_from(words) @ self.link_to(words).transpose(1, 2) * self.sizes.link**-0.5

    def pairs(self, words: Tensor) -> tuple[Tensor, ...]:
        """Source, target and key vectors for the event between two parties."""
        return tuple(self.pair(words).split(self.sizes.link, dim=-1))


def gathered(x: Tensor, at: Tensor) -> Tensor:
    """Rows of `x` [B, P, D] at indices [B, W]."""
    return torch.gather(x, 1, at[:, :, None].expand(-1, -1, x.shape[-1]))


def start_from(network: Network, state: Mapping[str, Any], keep: tuple[int, ...]) -> None:
    """Fill the encoder from a BERT's weights, taking the layers named in `keep`."""

    def weight(name: str) -> Tensor:
        found = state[name] if name in state else state[f"bert.{name}"]
        return torch.as_tensor(found).float()

    with torch.no_grad():
        network.word.weight.copy_(weight("embeddings.word_embeddings.weight"))
        network.position.weight.copy_(
            weight("embeddings.position_embeddings.weight") + weight("embeddings.token_type_embeddings.weight")[0]
        )
        network.norm.weight.copy_(weight("embeddings.LayerNorm.weight"))
        network.norm.bias.copy_(weight("embeddings.LayerNorm.bias"))
        for layer, number in zip(network.layers, keep, strict=True):
            at = f"encoder.layer.{number}."
            for kind in ("weight", "bias"):
                parts = [weight(f"{at}attention.self.{part}.{kind}") for part in ("query", "key", "value")]
                getattr(layer.qkv, kind).copy_(torch.cat(parts))
                for name, where in (
                    ("out", "attention.output.dense"),
                    ("norm", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("last_norm", "output.LayerNorm"),
                ):
                    getattr(getattr(layer, name), kind).copy_(weight(f"{at}{where}.{kind}"))
