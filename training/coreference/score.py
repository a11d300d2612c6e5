"""The score of two mentions: a table of weights that anyone can read, and what came of it on a corpus.

`weights.tsv` has a row a feature: its weight in log-odds and what it means. `pairs.tsv` has a row for two lemmas that
were seen together. Both are written by `python -m training.coreference.fit` and belong together under one version.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from recount.language.interface import Language
from recount.reconcile.cluster import clusters_of
from training.coreference.corpora import Corpus
from training.coreference.features import (
    FEATURES,
    NAMES,
    Mention,
    Setting,
    features,
    idf_of,
    mention_of,
    vector_of,
    words_of,
)
from training.coreference.topics import ALIKE, FINE, topics_of

FOLDER = Path(__file__).parent
NEVER = -50.0
"""Score of two mentions whose documents are of different topics: they are not compared."""

Learnt = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Table:
    """Weights by feature, the constant, the threshold from which groups are joined, and the learnt pairs of lemmas."""

    version: str
    constant: float
    threshold: float
    weights: tuple[float, ...]
    learnt: Learnt


@dataclass(frozen=True, slots=True)
class Read:
    """A corpus as it was read: mentions in order, the topic of each document, and the setting without learnt pairs."""

    mentions: tuple[Mention, ...]
    topics: Mapping[str, int]
    setting: Setting

    def pairs(self) -> list[tuple[int, int]]:
        """Numbers of mentions whose documents are of one topic."""
        held: dict[int, list[int]] = defaultdict(list)
        for n, mention in enumerate(self.mentions):
            held[self.topics[mention.told.document]].append(n)
        return [pair for numbers in held.values() for pair in combinations(numbers, 2)]

    def knowing(self, learnt: Learnt) -> Setting:
        """The setting with learnt pairs of lemmas."""
        s = self.setting
        return Setting(s.documents, s.idf, s.said, learnt, s.fine)


def read_corpus(corpus: Corpus, language: Language) -> Read:
    """Each sentence that holds a mention, read by itself, and the documents put into topics. No label is looked at."""
    counts = {name: Counter(words_of(document)) for name, document in corpus.documents.items()}
    idf = idf_of(counts.values())
    vectors = {name: vector_of(count, idf) for name, count in counts.items()}
    places = sorted({(m.document, m.sentence) for m in corpus.mentions})
    readings = {place: language.analyse_words([corpus.documents[place[0]][place[1]]]) for place in places}
    mentions = tuple(mention_of(m, readings[m.document, m.sentence], idf) for m in corpus.mentions)
    said = Counter(m.lemma for m in mentions)
    setting = Setting(vectors, idf, said, {}, topics_of(vectors, alike=FINE))
    return Read(mentions, topics_of(vectors, alike=ALIKE), setting)


Scored = Mapping[tuple[str, str], float]
"""The score of each pair of mentions that are compared; a mention's name is its number."""


def scored_pairs(read: Read, table: Table) -> dict[tuple[str, str], float]:
    """The score of every pair within a topic, in log-odds."""
    setting, pairs = read.knowing(table.learnt), read.pairs()
    rows = np.array([features(read.mentions[a], read.mentions[b], setting) for a, b in pairs]).reshape(-1, len(NAMES))
    values = rows @ np.array(table.weights) + table.constant
    return {(f"{a:07d}", f"{b:07d}"): float(value) for (a, b), value in zip(pairs, values, strict=True)}


def grouped(read: Read, scored: Scored, threshold: float) -> dict[int, int]:
    """The group of each mention, by the product's own clustering over the scores."""
    names = [f"{n:07d}" for n in range(len(read.mentions))]

    def score(a: str, b: str) -> float:
        return scored.get((a, b) if a < b else (b, a), NEVER)

    groups = clusters_of(names, scored, score, threshold=threshold)
    return {int(name): n for n, members in enumerate(groups) for name in members}


def shipped_table() -> Table:
    """The table as it is kept here."""
    with (FOLDER / "weights.tsv").open(encoding="utf-8", newline="") as file:
        rows = {row["feature"]: float(row["weight"]) for row in csv.DictReader(_rows(file), delimiter="\t")}
    with (FOLDER / "weights.tsv").open(encoding="utf-8") as file:
        version = file.readline().strip("# \n").split(":")[0]
    with (FOLDER / "pairs.tsv").open(encoding="utf-8", newline="") as file:
        learnt = {
            (row["one"], row["other"]): float(row["weight"]) for row in csv.DictReader(_rows(file), delimiter="\t")
        }
    return Table(version, rows["constant"], rows["threshold"], tuple(rows[name] for name in NAMES), learnt)


def write_table(table: Table) -> None:
    """Keep the table beside this module."""
    means = {
        "constant": "log-odds of two mentions with no feature",
        "threshold": "groups are joined from here",
        **FEATURES,
    }
    values = {"constant": table.constant, "threshold": table.threshold, **dict(zip(NAMES, table.weights, strict=True))}
    lines = [
        f"# {table.version}: weights in log-odds, written by python -m training.coreference.fit",
        "feature\tweight\tmeans",
    ]
    lines += [f"{name}\t{value:.4f}\t{means[name]}" for name, value in values.items()]
    (FOLDER / "weights.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = [
        f"# {table.version}: two lemmas that told of one event, or of two, in the texts learnt from",
        "one\tother\tweight",
    ]
    lines += [f"{a}\t{b}\t{value:.2f}" for (a, b), value in sorted(table.learnt.items())]
    (FOLDER / "pairs.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _rows(lines: Iterable[str]) -> Iterable[str]:
    return (line for line in lines if not line.startswith("#"))
