"""`python -m training.export WEIGHTS.pt --labels FILE --vocabulary FILE -o FOLDER`: the network as it ships.

Matrices of the encoder become int8 (one scale a column, range reduced to seven bits, since older processors saturate
beyond); what enters them is quantised as it comes, window by window, and as each window is a run of its own, no
sentence's result hangs on its neighbours in a batch. The table of pieces is int8 with a scale a row. Heads stay in
float32: a small part of the time, and the place where rounding would show.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from training.labels import Labels
from training.network import SAME, SINGLE, Network, Sizes

OPSET = 17
LIMITS = {"words": 128, "pieces": 256}
GRAPH, VOCABULARY, DECODER = "recount.onnx", "vocabulary.txt", "decoder.npz"


class Rows(nn.Module):
    """A table in int8 with one scale a row."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("values", torch.round(table / scale).to(torch.int8))

    def forward(self, at: Tensor) -> Tensor:
        return self.values[at].float() * self.scale[at]


class Shipped(nn.Module):
    """One window in, all scores out, in the columns that the card names."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        network.word = Rows(network.word.weight.data)

    def forward(self, pieces: Tensor, shape: Tensor, gap: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        net = self.network
        begin, end = (
            torch.zeros(1, dtype=torch.int64),
            torch.ones_like(pieces[:1]).cumsum(0) * 0 + (pieces.shape[0] - 1),
        )
        first, last = torch.cat([begin, first, end]), torch.cat([begin, last, end])
        words = net.words(pieces[None], shape[None], gap[None], first[None], last[None], None, None)
        scores = torch.cat([family(words) for family in net.families.values()], dim=-1)
        dep, head = net.relations(words)
        source, target, key = net.pairs(words)
        vectors = torch.cat([dep, head, source, target, key * net.sizes.link**-0.5], dim=-1)
        return scores[0], net.arcs(words)[0], net.links(words)[0], vectors[0]


def columns(network: Network) -> dict[str, Any]:
    """Where each head's scores and each vector stand."""
    scores: dict[str, Any] = {}
    at = 0
    for family in network.families.values():
        for name, width in zip(family.names, family.widths, strict=True):
            labels = [] if name in SINGLE else list(network.labels[SAME.get(name, name)])
            scores[name] = {"offset": at, "size": width, "labels": labels}
            at += width
    sizes, vectors, at = network.sizes, {}, 0
    for name in ("rel_dep_vector", "rel_head_vector", "pair_source", "pair_target", "pair_key"):
        size = sizes.relation if name.startswith("rel") else sizes.link
        vectors[name] = {"offset": at, "size": size}
        at += size
    return {"scores": scores, "vectors": vectors, "limits": LIMITS}


def export(
    network: Network, vocabulary: Path, out: Path, *, quantised: bool = True, heads_too: bool = False
) -> dict[str, Any]:
    """Write graph, vocabulary, decoder and a bare card to `out`; gives the card."""
    out.mkdir(parents=True, exist_ok=True)
    network.eval()
    np.savez(out / DECODER, rel_product=network.rel_product.weight.detach().numpy().T.copy())
    shutil.copyfile(vocabulary, out / VOCABULARY)
    card = columns(network)
    with TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        _graph(Shipped(network), plain)
        if quantised:
            _quantise(plain, out / GRAPH, heads_too)
        else:
            shutil.copyfile(plain, out / GRAPH)
    card["files"] = {name: _hash(out / name) for name in (GRAPH, VOCABULARY, DECODER)}
    (out / "card.json").write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return card


def _graph(shipped: Shipped, path: Path) -> None:
    example = (
        torch.tensor([2, 5, 6, 3]),
        torch.tensor([0, 2, 1, 0]),
        torch.tensor([0, 2, 1, 0]),
        torch.tensor([1, 2]),
        torch.tensor([1, 2]),
    )
    names = ["pieces", "shape", "gap", "first", "last"]
    axes: dict[str, dict[int, str]] = {n: {0: "P"} for n in names[:3]} | {n: {0: "W"} for n in names[3:]}
    axes |= {n: {0: "W"} for n in ("scores", "vectors")} | {n: {0: "W", 1: "W"} for n in ("arcs", "attribution_link")}
    torch.onnx.export(
        shipped,
        example,
        str(path),
        input_names=names,
        output_names=["scores", "arcs", "attribution_link", "vectors"],
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )


def _quantise(plain: Path, path: Path, heads_too: bool) -> None:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    kept = [
        node.name
        for node in onnx.load(plain).graph.node
        if node.op_type in ("MatMul", "Gemm") and "/layers." not in node.name and not heads_too
    ]
    quantize_dynamic(
        plain,
        path,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=kept,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def network_of(weights: Path, labels: Path, sizes: Sizes) -> Network:
    """The network of a checkpoint."""
    network = Network(sizes, Labels.of_file(labels).of)
    network.load_state_dict(torch.load(weights, weights_only=True))
    return network


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.export", description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--plain", action="store_true", help="float32, to see what quantising costs")
    parser.add_argument("--heads-too", action="store_true")
    parser.add_argument("-o", "--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    network = network_of(chosen.weights, chosen.labels, Sizes(layers=chosen.layers))
    export(network, chosen.vocabulary, chosen.out, quantised=not chosen.plain, heads_too=chosen.heads_too)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
