"""`python -m training.tune FOLDER --data DATA`: thresholds of an exported network, found on dev parts, into its card.

A head of spans gets what its O is raised by, `starts` the logit from which a word begins a sentence, `causal` the
probability from which causes and effects of a sentence are told, and the roles of incidents what `incident_thresholds`
finds. Of values that serve alike the one nearest to nothing is taken.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from evals import muc4
from evals.counts import Count, counted, total
from evals.shape import rows_in
from evals.syntax import laid_out
from evals.worded import Marked, marked_in, sentences_of, unsilent
from recount.language.assemble import grammar_of
from recount.language.decode import decoded, opens
from recount.language.decode_fillers import candidates
from recount.language.decode_spans import spans_of
from recount.language.engine import Network, Raw
from recount.language.network import Model, model_of
from recount.language.reading import Reading
from training.corpora import CORPORA
from training.incident_thresholds import Judged, tuned
from training.passage import Passage

RAISED = tuple(round(0.25 * k, 2) for k in range(-8, 13))
CUTS = tuple(round(0.1 * k, 2) for k in range(-20, 21))
LIKELY = tuple(round(0.02 * k, 2) for k in range(36))
SPANS = {
    "uner": "ewt",
    "wnut": "wnut",
    "wwn": "wwn",
    "re3d": "re3d",
    "wiki": "wiki",
    "trigger": "wiki",
    "event": "ecb",
    "party": "cameo",
    "cause": "causal",
    "effect": "causal",
    "signal": "causal",
}
"""Head to the corpus whose dev part its threshold is found on."""
WORDS = {"attribution": "polnear"}
"""Heads whose words count, not their exact spans: a content may be a paragraph."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.tune", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    # The roles of incidents come last: where a sentence ends bounds their spans, and the card says where by then.
    found: dict[str, float] = {}
    for step in (thresholds, role_thresholds):
        model = _with(chosen.folder, found)
        found |= dict(step(model, chosen.data))
    _with(chosen.folder, found)
    return 0


def _with(folder: Path, found: Mapping[str, float]) -> Model:
    """The network of a folder, whose card now has these thresholds and no other."""
    path = folder / "card.json"
    stated = json.loads(path.read_text("utf-8")) | {"thresholds": dict(found)}
    path.write_text(json.dumps(stated, ensure_ascii=False, indent=1) + "\n", "utf-8")
    model_of.cache_clear()
    return model_of(folder)


def thresholds(model: Model, data: Path) -> Iterator[tuple[str, float]]:
    """Name and value of each but those of roles."""
    engine = Network(model)
    heads = model.card.heads
    read: dict[str, list[tuple[Passage, Raw]]] = {}
    raised: dict[str, float] = {}

    def of(corpus: str) -> list[tuple[Passage, Raw]]:
        if corpus not in read:
            passages = list(CORPORA[corpus].passages(data, "dev"))
            read[corpus] = [(p, engine.raw_words(sentences_of(p), gaps=p.gaps)) for p in passages]
        return read[corpus]

    for head, corpus in (SPANS | WORDS).items():
        if head in heads:
            found = _best(RAISED, lambda value, h=head, c=corpus: _spans(of(c), h, value))  # type: ignore[misc]
            raised[head] = found[0]
            yield _said(head, *found)
    if "causal" in heads:
        yield _said("causal", *_best(LIKELY, _causes(of("causal"), raised), middle=0.5))
    texts = [laid_out(p) for p in CORPORA["ewt"].passages(data, "dev")]
    raws = [(engine.raw(text), {start for start, _ in gold.sentences}) for text, gold in texts]
    yield _said("starts", *_best(CUTS, lambda value: _starts(raws, value)))


def role_thresholds(model: Model, data: Path) -> dict[str, float]:
    """Those of the roles of incidents, with the sentences as the card has them cut."""
    if "muc" not in model.card.heads:
        return {}
    engine = Network(model)
    reports = [muc4.report_of(row) for row in rows_in(data / "muc4" / "grit_dev.jsonl")]
    return tuned([_judged(engine, report) for report in reports])


def _said(name: str, value: float, f1: float) -> tuple[str, float]:
    print(f"{name} {value} gives {f1:.4f}", file=sys.stderr, flush=True)
    return name, value


def _best(values: Sequence[float], f1: Callable[[float], float], *, middle: float = 0.0) -> tuple[float, float]:
    figures = {value: round(f1(value), 4) for value in values}
    top = max(figures.values())
    return min((v for v, f in figures.items() if f == top), key=lambda v: abs(v - middle)), top


def _spans(read: Sequence[tuple[Passage, Raw]], head: str, raised: float) -> float:
    counts = []
    for passage, raw in read:
        labels = passage.tags.get(head)
        if labels is None:
            continue
        said, gold = _marked(raw, head, raised), marked_in(labels)
        if head in WORDS:
            said, gold = _each(said), _each(gold)
        else:
            said, gold = unsilent(said, labels), unsilent(gold, labels)
        counts.append(counted(_small(said), _small(gold)))
    return total(counts).f1


def _marked(raw: Raw, head: str, raised: float) -> set[Marked]:
    """Spans of a head in a text, were its O raised by so much."""
    said: set[Marked] = set()
    for window, reading in raw.windows:
        inner = [
            range(s.start - window.start, s.stop - window.start)
            for s in raw.sentences
            if window.start <= s.start < window.stop
        ]
        found = spans_of(_raised(reading, head, raised), head, inner, across=head in WORDS)
        said |= {(s.begin + window.start, s.end + window.start, s.label) for s in found}
    return said


def _each(spans: set[tuple[int, int, str]]) -> set[tuple[int, int, str]]:
    return {(k, k + 1, label) for a, b, label in spans for k in range(a, b)}


def _small(spans: set[tuple[int, int, str]]) -> set[tuple[int, int, str]]:
    return {(a, b, label.casefold()) for a, b, label in spans}


def _raised(reading: Reading, head: str, value: float) -> Reading:
    thresholds: Mapping[str, float] = {head: value}
    return replace(reading, card=replace(reading.card, thresholds=thresholds))


def _causes(read: Sequence[tuple[Passage, Raw]], raised: Mapping[str, float]) -> Callable[[float], float]:
    """F1 of causes and effects, were they told of sentences alone that are so likely to be causal."""
    rows = [
        (_chance(raw), counted(said, gold))
        for passage, raw in read
        for head in ("cause", "effect")
        if head in passage.tags
        for said, gold in [(_marked(raw, head, raised[head]), marked_in(passage.tags[head]))]
    ]
    silent = [(chance, Count(0, 0, count.gold)) for chance, count in rows]

    def f1(likely: float) -> float:
        pairs = zip(rows, silent, strict=True)
        return total([(told if told[0] >= likely else not_told)[1] for told, not_told in pairs]).f1

    return f1


def _chance(raw: Raw) -> float:
    gate, said = raw.head("causal_gate")[:, 0].astype(np.float64), raw.head("causal")[:, 0]
    weights = np.exp(gate - gate.max())
    return float(1 / (1 + np.exp(-float(weights @ said / weights.sum()))))


def _starts(read: Sequence[tuple[Raw, set[int]]], cut: float) -> float:
    """F1 of whole sentences, of which both ends must be right."""
    counts = []
    for raw, gold in read:
        spans, logits = raw.passage.spans, raw.head("starts")[:, 0]
        ruled = [at in raw.passage.ruled for at in range(len(spans))]
        firsts = [spans[at].start for at in sorted({w.start for w, _ in raw.windows} | set(opens(logits, cut, ruled)))]
        counts.append(counted(set(pairwise([*firsts, -1])), set(pairwise([*sorted(gold), -1]))))
    return total(counts).f1


def _judged(engine: Network, report: muc4.Report) -> Judged:
    raw = engine.raw(report.text)
    words = [(span.start, span.end) for span in raw.passage.spans]
    sentences = [number for number, sentence in enumerate(raw.sentences) for _ in sentence]
    grammar = grammar_of([decoded(reading, window, raw.passage) for window, reading in raw.windows])
    spans = candidates(report.text, raw.head("muc"), raw.labels("muc"), words, sentences, grammar)
    return Judged(report.text, spans, report.gold)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
