"""Learn the weights: `python -m training.coreference.fit DATA`, where DATA holds `ecbplus/` and `gvc/`.

Weights are those of a logistic regression with a ridge over all pairs of mentions in one topic of the train files.
What pairs of lemmas are worth is learnt from four fifths of the topics and used in the fifth, in turn, so that the
regression sees them as it will see them in new texts. The threshold is the one that serves both dev sets best.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from evals.clusters import Grouping, conll, scores
from recount.language.choose import language_of
from training.coreference.corpora import corpus_in
from training.coreference.features import NAMES, features
from training.coreference.score import Learnt, Read, Scored, Table, grouped, read_corpus, scored_pairs, write_table

VERSION = "coreference-1"
TRAIN = "ecbplus/ECB_Train_Event_gold_mentions.json"
DEV = ("ecbplus/ECB_Dev_Event_gold_mentions.json", "gvc/dev_event_mentions.json")
FOLDS = 5
RIDGE = 10.0
THRESHOLDS = (-1.5, -1.25, -1.0, -0.75, -0.5, -0.25, 0.0)
APART_OFTEN = 2
"""Pairs of lemmas that never told of one event are kept from so many sightings on."""

Array = npt.NDArray[np.float64]


def main(arguments: list[str]) -> int:
    data = Path(arguments[0])
    language = language_of()
    train = read_corpus(corpus_in(data / TRAIN), language)
    dev = [read_corpus(corpus_in(data / name), language) for name in DEV]
    x, y = _rows(train)
    weights, constant = fitted(x, y)
    learnt = learnt_from(train, train.pairs())
    table = Table(VERSION, constant, 0.0, tuple(weights), learnt)
    write_table(replace(table, threshold=best_threshold(dev, table)))
    return 0


def best_threshold(dev: Sequence[Read], table: Table) -> float:
    """The threshold with the highest CoNLL score, on the mean over corpora."""
    scored = [scored_pairs(read, table) for read in dev]
    found = {}
    for threshold in THRESHOLDS:
        values = [_conll(read, pairs, threshold) for read, pairs in zip(dev, scored, strict=True)]
        found[threshold] = sum(values) / len(values)
        print(f"threshold {threshold:+.2f}: CoNLL {', '.join(f'{v:.4f}' for v in values)}", file=sys.stderr)
    return max(found, key=lambda t: found[t])


def _conll(read: Read, scored: Scored, threshold: float) -> float:
    wanted: Grouping = {n: mention.told.chain for n, mention in enumerate(read.mentions)}
    return conll(scores(wanted, grouped(read, scored, threshold)))


def learnt_from(read: Read, pairs: Sequence[tuple[int, int]]) -> Learnt:
    """Log-odds of one event for two lemmas. Counts are taken to their roots: many pairs come of few events."""
    together, apart = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for a, b in pairs:
        one, other = read.mentions[a], read.mentions[b]
        key = min(one.lemma, other.lemma), max(one.lemma, other.lemma)
        (together if one.told.chain == other.told.chain else apart)[key] += 1
    kept = {key for key, n in apart.items() if n >= APART_OFTEN} | together.keys()
    return {
        key: max(-3.0, min(3.0, math.log((together[key] ** 0.5 + 0.3) / (apart[key] ** 0.5 + 1.0)) + 1.0))
        for key in kept
    }


def fitted(x: Array, y: Array) -> tuple[Array, float]:
    """Weights and constant of a logistic regression; the ridge is on features of unit spread."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.column_stack([np.ones(len(x)), (x - mean) / spread])

    def loss(b: Array) -> tuple[float, Array]:
        at = z @ b
        p = 1 / (1 + np.exp(-at))
        slope: Array = z.T @ (p - y) + RIDGE * np.r_[0.0, b[1:]]
        return float((np.logaddexp(0, at) - y * at).sum() + 0.5 * RIDGE * (b[1:] ** 2).sum()), slope

    b = minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B").x
    weights: Array = b[1:] / spread
    return weights, float(b[0] - weights @ mean)


def _rows(read: Read) -> tuple[Array, Array]:
    """Features and labels, each pair with what its lemmas are worth by the other folds."""
    names = sorted({m.told.document.split("_")[0] for m in read.mentions})
    fold = {name: n % FOLDS for n, name in enumerate(names)}
    folds: list[list[tuple[int, int]]] = [[] for _ in range(FOLDS)]
    for a, b in read.pairs():
        folds[fold[read.mentions[a].told.document.split("_")[0]]].append((a, b))
    x, y = [], []
    for n, pairs in enumerate(folds):
        others = [pair for k, own in enumerate(folds) if k != n for pair in own]
        setting = read.knowing(learnt_from(read, others))
        x += [features(read.mentions[a], read.mentions[b], setting) for a, b in pairs]
        y += [read.mentions[a].told.chain == read.mentions[b].told.chain for a, b in pairs]
    return np.array(x).reshape(-1, len(NAMES)), np.array(y, dtype=float)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
