"""`python -m training.folds WEIGHTS.pt --labels FILE --data DATA --encoder FOLDER`: five-fold figures.

PLOVER pairs have only a train part. Each fifth of the texts is answered by a network that has not seen it: the weights
of the first stage, which saw no such corpus, go on with the other four fifths. Prints `task metric value n`.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

import torch

from evals.plover import macro_f1
from evals.shape import share
from recount.language.pieces import Pieces
from training.batches import batches
from training.encode import Encoder, Window
from training.labels import Labels
from training.losses import pair_scores
from training.network import Network, Sizes
from training.passage import Passage
from training.stages import learn
from training.train import read

FOLDS = 5
STAGE = {"name": "fold", "rate": 2.0e-4, "head_rate": 1.0e-3, "together": 1, "batch": 768, "warm": 0.1}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.folds", description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--passes", type=float, default=6)
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args(arguments)
    torch.set_num_threads(chosen.threads)
    labels = Labels.of_file(chosen.labels)
    encode = Encoder(Pieces.of_file(chosen.encoder / "vocab.txt"), labels)
    passages = read("plover", chosen.data, "train")
    gold: list[str] = []
    told: list[str] = []
    for fold in range(FOLDS):
        torch.manual_seed(fold)
        network = Network(Sizes(layers=chosen.layers), labels.of)
        network.load_state_dict(torch.load(chosen.weights, weights_only=True))
        kept = [p for p in passages if fold_of(p) != fold]
        learn(network, {**STAGE, "corpora": {"plover": chosen.passes}}, {"plover": kept}, encode, Random(fold))
        windows = [w for p in passages if fold_of(p) == fold for w in encode.windows(p, 128)]
        for own, answer in answers(network, windows):
            gold.append(labels.of["plover"][own])
            told.append(labels.of["plover"][answer])
        print(
            f"fold {fold}: {share([a == b for a, b in zip(gold, told, strict=True)]):.3f} right so far",
            file=sys.stderr,
            flush=True,
        )
    print(f"plover_folds root_macro_f1 {macro_f1(gold, told):.4f} {len(gold)}")
    print(f"plover_folds root_accuracy {share([a == b for a, b in zip(gold, told, strict=True)]):.4f} {len(gold)}")
    return 0


def fold_of(passage: Passage) -> int:
    """The fold of a passage: all that share a text share a fold."""
    return int(hashlib.sha256(passage.document.encode()).hexdigest(), 16) % FOLDS


@torch.no_grad()
def answers(network: Network, windows: Sequence[Window]) -> list[tuple[int, int]]:
    """(gold, answer) of each pair of parties."""
    network.eval()
    out = []
    for batch in batches(windows, 4096, Random(0)):
        words = network.words(batch.pieces, batch.shape, batch.gap, batch.first, batch.last, batch.seen, batch.real)
        module = network.families["events"]
        scores = pair_scores(network, module.parts(module(words)), batch, words)
        out += [(w.values["plover"], int(k)) for w, k in zip(batch.windows, scores.argmax(-1), strict=True)]
    network.train()
    return out


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
