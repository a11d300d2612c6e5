"""A network of no sense and little size, for tests: whatever it is shown, it answers from a table of chance.

What it says of a word hangs on the word, its shape, its gap and all other words of the window, as with the real one.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recount.language.card import Card, Head
from recount.language.engine import Network
from recount.language.network import Model
from recount.language.pieces import Pieces

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "said", "army", "the", "##ing", "##ed"]
VOCABULARY += [mark + letter for letter in string.ascii_lowercase + string.digits for mark in ("", "##")]
VOCABULARY += list(string.punctuation)


def bio(*names: str) -> tuple[str, ...]:
    """BIO labels."""
    return ("O", *(f"{mark}-{name}" for name in names for mark in "BI"))


ROOTS = ("AGREE", "CONSULT", "ASSAULT", "COERCE", "AID")
LABELS: dict[str, tuple[str, ...]] = {
    "upos": ("NOUN", "VERB", "PROPN", "PUNCT"),
    "feats": ("_", "Number=Sing", "Number=Plur|Case=Nom"),
    "lemma": ("l<0+>0+", "k<0+>0+", "l<0+>1+", "=be"),
    "rel_dep": ("nsubj", "obj", "root", "punct"),
    "rel_head": ("nsubj", "obj", "root", "punct"),
    "starts": (),
    "uner": bio("PER", "ORG", "LOC"),
    "wnut": bio("person", "creative-work"),
    "wwn": bio("Person", "NORP", "Date"),
    "re3d": bio("Weapon", "DocumentReference"),
    "wiki": bio("PER", "TTL"),
    "event": bio("event"),
    "trigger": bio("trigger"),
    "plover": ROOTS,
    "plover_gate": (),
    "plover_source": ROOTS,
    "plover_target": ROOTS,
    "attribution": bio("Source", "Cue", "Content"),
    "muc": bio("PerpInd", "PerpOrg", "Target", "Victim", "Weapon"),
    "causal": (),
    "causal_gate": (),
    "cause": ("O", "B", "I"),
    "effect": ("O", "B", "I"),
    "signal": ("O", "B", "I"),
    "party": bio("S", "T", "R"),
}
SIZE = 6
VECTORS = ("rel_dep_vector", "rel_head_vector", "pair_source", "pair_target", "pair_key")


def card(words: int = 24, pieces: int = 64, **thresholds: float) -> Card:
    """A card with every head."""
    heads, at = {}, 0
    for name, labels in LABELS.items():
        heads[name] = Head(at, at + (len(labels) or 1), labels)
        at = heads[name].end
    vectors = {name: (SIZE * k, SIZE * (k + 1)) for k, name in enumerate(VECTORS)}
    return Card(heads, vectors, {"recount.onnx": "0123456789abcdef"}, words, pieces, thresholds)


class Chance:
    """Stands in for a session of onnxruntime."""

    def __init__(self, card: Card, seed: int = 0) -> None:
        dice = np.random.default_rng(seed)
        self.width = max(head.end for head in card.heads.values())
        self.pieces = dice.normal(size=(len(VOCABULARY), 16))
        self.shapes = dice.normal(size=(16, 16))
        self.gaps = dice.normal(size=(4, 16))
        self.scores = dice.normal(size=(16, self.width))
        self.vectors = dice.normal(size=(16, SIZE * len(VECTORS)))
        self.arcs, self.links = dice.normal(size=(16, 16)), dice.normal(size=(16, 16))
        self.runs = 0

    def run(self, output_names: Sequence[str], input_feed: dict[str, NDArray[np.int64]]) -> Sequence[Any]:
        """Answers of the shapes and names of the real network."""
        self.runs += 1
        pieces = self.pieces[input_feed["pieces"]] + self.shapes[input_feed["shape"]] + self.gaps[input_feed["gap"]]
        words = pieces[input_feed["first"]] + pieces[input_feed["last"]]
        words = np.sin(words + pieces.mean(axis=0))
        made = {
            "scores": words @ self.scores,
            "arcs": words @ self.arcs @ words.T,
            "attribution_link": words @ self.links @ words.T,
            "vectors": words @ self.vectors,
        }
        return [made[name].astype(np.float32) for name in output_names]


def model(seed: int = 0, **limits: Any) -> Model:
    """The network in its session."""
    own = card(**limits)
    product = np.random.default_rng(seed).normal(size=(SIZE, len(LABELS["rel_dep"]))).astype(np.float32)
    return Model(own, Pieces(VOCABULARY), Chance(own, seed), product)


def network(seed: int = 0, threads: int = 2, **limits: Any) -> Network:
    """The engine over it."""
    return Network(model(seed, **limits), threads=threads)
