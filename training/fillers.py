"""`python -m training.fillers --data DATA`: what speaks for words filling a role of an incident, learnt from MUC-4.

For each role a logistic regression with a ridge over every wording of every mark in the train reports, right where the
key has an entity by these very words. The network has learnt from the same reports and is a little surer of them than
of others (F1 .50 to .45 by its marks alone), which the weights bear. Writes `filler_weights.tsv` beside the decoder,
and prints, of five folds by report, the F1 of each fold's entities by weights and thresholds of the other four.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from evals import muc4
from evals.counts import total
from evals.role_fillers import Entity, counted, entity_of, normal
from evals.shape import rows_in
from recount.language import filler_features
from recount.language.assemble import grammar_of
from recount.language.decode import decoded
from recount.language.decode_fillers import ROLES, candidates_by, told_of
from recount.language.decode_incidents import fillers, kept
from recount.language.decode_wordings import Layout, layout_of
from recount.language.engine import Network, shipped
from recount.language.filler_features import FEATURES, Learnt, Matrix, Scores, table_of
from training.incident_thresholds import Judged, tuned

FOLDS = 5
RIDGE = 20.0
"""In units of the standardised features. Of 5, 20 and 80 none gives other folds a better F1 by more than .002."""

DRAW = 4
"""So many sightings that say nothing are added to those of a word."""
RARE = 3
"""A word marked fewer times than this is worth nothing by itself."""

FOLDER = Path(filler_features.__file__).parent
_BY = "from MUC-4 train, written by python -m training.fillers"
_WORD = list(FEATURES).index("word")


@dataclass(frozen=True, slots=True)
class Marked:
    """A report as the network has scored it, and the entities that fill its roles."""

    name: str
    text: str
    words: Sequence[tuple[int, int]]
    layout: Layout
    scores: Scores
    gold: muc4.Fillers

    @property
    def fold(self) -> int:
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % FOLDS


class Head(NamedTuple):
    """A word about which a report may say that it fills a role, whether it does in any wording, and its rows."""

    word: str
    right: bool
    fold: int
    rows: Sequence[int]


@dataclass(frozen=True, slots=True)
class Rows:
    """Wordings of one role over many reports: their features, which of them are right, and the fold of each."""

    table: Matrix
    right: NDArray[np.bool_]
    fold: NDArray[np.int64]
    heads: Sequence[Head]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.fillers", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    learn(list(marked(shipped(), rows_in(chosen.data / "muc4" / "grit_train.jsonl"))))
    return 0


def learn(reports: Sequence[Marked]) -> None:
    """Write the tables, and print how well such tables serve reports that they were not learnt from."""
    rows = {role: rows_of(reports, role) for role in ROLES}
    counts = []
    for fold in range(FOLDS):
        learnt = learnt_from(rows, without=fold)
        judged = [(report, judged_by(report, learnt)) for report in reports]
        thresholds = tuned([one for report, one in judged if report.fold != fold])
        others = [one for report, one in judged if report.fold == fold]
        counts += [counted(said_of(one, thresholds, role), one.gold[role]) for one in others for role in ROLES]
    print(f"muc4_folds f1 {total(counts).f1:.4f} {total(counts).gold}")
    write(learnt_from(rows))


def learnt_from(rows: Mapping[str, Rows], without: int | None = None) -> Learnt:
    """What the reports of all folds but one teach. A head is worth in a row what other folds say of it: what it is
    worth in its own report would be known too well."""
    weights, words = {}, {}
    for role, own in rows.items():
        table = own.table.copy()
        for fold in range(FOLDS):
            worth = worth_of([head for head in own.heads if head.fold not in (fold, without)])
            for head in own.heads:
                if head.fold == fold:
                    table[head.rows, _WORD] = worth.get(head.word, 0.0)
        chosen = own.fold != (-1 if without is None else without)
        weights[role] = fitted(table[chosen], own.right[chosen])
        words[role] = worth_of([head for head in own.heads if head.fold != without])
    return Learnt(weights, words)


def worth_of(heads: Sequence[Head]) -> dict[str, float]:
    """Log-odds of a word beyond those of any, drawn to nothing where it is rare."""
    mean = (sum(head.right for head in heads) + 1) / (len(heads) + 2)
    right, seen = Counter(head.word for head in heads if head.right), Counter(head.word for head in heads)
    chance = {word: (right[word] + DRAW * mean) / (n + DRAW) for word, n in seen.items() if n >= RARE}
    return {word: round(math.log(p / (1 - p) * (1 - mean) / mean), 2) for word, p in chance.items()}


def marked(engine: Network, rows: Iterable[dict[str, object]]) -> Iterable[Marked]:
    """The reports that hold words."""
    for row in rows:
        report = muc4.report_of(row)
        raw = engine.raw(report.text)
        if len(raw.passage.spans):
            words = [(span.start, span.end) for span in raw.passage.spans]
            sentences = [number for number, sentence in enumerate(raw.sentences) for _ in sentence]
            grammar = grammar_of([decoded(reading, window, raw.passage) for window, reading in raw.windows])
            layout = layout_of([report.text[a:b] for a, b in words], sentences, grammar)
            scores = Scores(raw.head("muc"), raw.labels("muc"))
            yield Marked(str(row["docid"]), report.text, words, layout, scores, report.gold)


def rows_of(reports: Sequence[Marked], role: str) -> Rows:
    """Every wording of what may fill a role in these reports."""
    tables, right, fold, heads = [np.zeros((0, len(FEATURES)))], list[bool](), list[int](), list[Head]()
    for report in reports:
        told = told_of(role, report.scores, report.layout)
        tables.append(table_of(role, told, report.scores, report.layout, {}))
        names = {name for entity in report.gold[role] for name in entity}
        at = [(report.words[one.begin][0], report.words[one.end - 1][1]) for one in told]
        own = [normal(report.text[start:end]) in names for start, end in at]
        about: dict[int, list[int]] = {}
        for k, one in enumerate(told):
            about.setdefault(one.head, []).append(k)
        heads += [
            Head(report.layout.words[head], any(own[k] for k in ks), report.fold, [len(right) + k for k in ks])
            for head, ks in about.items()
        ]
        right += own
        fold += [report.fold] * len(told)
    return Rows(np.concatenate(tables), np.array(right, dtype=np.bool_), np.array(fold, dtype=np.int64), heads)


def fitted(x: Matrix, right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Weights in the order of `FEATURES`, which are standardised for the ridge alone."""
    y = right.astype(np.float64)
    constant = list(FEATURES).index("constant")
    mean, spread = x.mean(axis=0), x.std(axis=0)
    mean[constant], spread[constant] = 0.0, 1.0
    x = (x - mean) / np.where(spread > 0, spread, 1.0)
    ridge = np.full(x.shape[1], RIDGE)
    ridge[constant] = 0.0

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = x @ w
        value = float(np.logaddexp(0.0, z).sum() - y @ z + 0.5 * (ridge * w * w).sum())
        return value, x.T @ (1 / (1 + np.exp(-z)) - y) + ridge * w

    w = np.asarray(minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x)
    w = w / np.where(spread > 0, spread, 1.0)
    w[constant] -= float(np.delete(w * mean, constant).sum())
    return np.round(w, 4)


def judged_by(report: Marked, learnt: Learnt) -> Judged:
    """The report with every span that might fill a role, by what was learnt."""
    return Judged(report.text, candidates_by(learnt, report.words, report.scores, report.layout), report.gold)


def said_of(one: Judged, thresholds: dict[str, float], role: str) -> list[Entity]:
    found = fillers(one.text, kept(one.text, one.spans, thresholds))
    return [entity_of([one.text[f.start : f.end]]) for f in found if f.label == role]


def write(learnt: Learnt) -> None:
    """Keep the tables beside the decoder."""
    lines = [f"# Weights in log-odds, {_BY}", "\t".join(("feature", *ROLES, "means"))]
    for at, (name, means) in enumerate(FEATURES.items()):
        lines.append("\t".join((name, *(f"{learnt.weights[role][at]:.4f}" for role in ROLES), means)))
    (FOLDER / "filler_weights.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lines = [f"# Heads in log-odds beyond those of any head, {_BY}", "role\tword\tworth"]
    lines += [f"{r}\t{word}\t{worth:.2f}" for r in ROLES for word, worth in sorted(learnt.words[r].items())]
    (FOLDER / "filler_words.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
