"""The language network beside a spaCy pipeline (tok2vec, tagger, parser) trained on the same treebank, in one run.

Both read the same raw text, the treebank's dev part without its labels. The network is timed on one thread and with the
threads that it takes by itself, spaCy as `nlp.pipe` in one process. Accuracy of both is on the treebank's own words and
sentences. spaCy is no dependency: `pip install spacy` first. Training it takes some minutes.
"""

from __future__ import annotations

import importlib
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from evals.syntax import laid_out
from evals.worded import sentences_of
from recount.language.engine import MODEL, Network
from recount.language.network import model_of
from recount.records import DataError
from training.corpora import ewt
from training.passage import Passage

PASSES = 8
"""Times that spaCy sees the treebank; more gained nothing on its dev part."""
SEED = 20141017
REPEATS = 3


def run(data: Path) -> Iterator[tuple[str, float]]:
    """Words a second of each, the ratios, and both accuracies. `data` is a folder of the treebank."""
    if not (data / "train.conllu").is_file():
        raise DataError(f"{data.name} holds no train.conllu; name a folder of the English Web Treebank with --data")
    dev = list(ewt.passages(data, "dev"))
    texts = [laid_out(passage)[0] for passage in dev]
    words = sum(len(passage.words) for passage in dev)
    nlp = pipeline(list(ewt.passages(data, "train")))
    alone, threaded = Network(model_of(MODEL), threads=1), Network(model_of(MODEL))
    for read in (alone.analyse_all, nlp.pipe):
        clocked(read, texts[:5])
    ours, both, theirs = _best((alone.analyse_all, threaded.analyse_all, nlp.pipe), texts)
    yield "words", words
    yield "recount_one_thread_words_s", words / ours
    yield "recount_words_s", words / both
    yield "spacy_words_s", words / theirs
    yield "recount_one_thread_over_spacy", ours / theirs
    yield "recount_over_spacy", both / theirs
    for name, parse in (("recount", _our_trees(alone)), ("spacy", _their_trees(nlp))):
        yield from ((f"{name}_{metric}", value) for metric, value in _accuracy(dev, parse))


def clocked(read: Callable[[Iterable[str]], Iterable[Any]], texts: list[str]) -> float:
    """Seconds to go through the texts."""
    began = time.perf_counter()
    for _ in read(texts):
        pass
    return time.perf_counter() - began


def _best(readers: Sequence[Callable[[Iterable[str]], Iterable[Any]]], texts: list[str]) -> list[float]:
    """The shortest time of each. They take turns, so that what else the machine does falls on all alike."""
    rounds = [[clocked(read, texts) for read in readers] for _ in range(REPEATS)]
    return [min(times) for times in zip(*rounds, strict=True)]


def pipeline(passages: list[Passage]) -> Any:
    """spaCy's small pipeline, trained as its own recipe does: width 96, shared tok2vec, growing batches."""
    spacy = importlib.import_module("spacy")
    training = importlib.import_module("spacy.training")
    util = importlib.import_module("spacy.util")
    util.fix_random_seed(SEED)
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    listen = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    for name in ("tagger", "parser"):
        nlp.add_pipe(name, config={"model": {"tok2vec": listen}})
    examples = [_example(nlp, training, passage) for passage in passages]
    optimiser = nlp.initialize(lambda: examples)
    order = random.Random(SEED)
    for _ in range(PASSES):
        order.shuffle(examples)
        for batch in util.minibatch(examples, 16):
            nlp.update(batch, sgd=optimiser, drop=0.1)
    return nlp


def _example(nlp: Any, training: Any, passage: Passage) -> Any:
    tokens = importlib.import_module("spacy.tokens")
    words = list(passage.words)
    spaces = [gap != 0 for gap in passage.gaps[1:]] + [False]
    heads = [k if head < 0 else head for k, (head, _) in enumerate(passage.arcs or ())]
    deps = ["ROOT" if head < 0 else relation for head, relation in passage.arcs or ()]
    gold = tokens.Doc(nlp.vocab, words=words, spaces=spaces, tags=list(passage.tags["upos"]), heads=heads, deps=deps)
    return training.Example(tokens.Doc(nlp.vocab, words=words, spaces=spaces), gold)


Trees = Callable[[Passage], list[tuple[str, int, str]]]
"""A passage to part of speech, head (-1 for a root) and relation of each word."""


def _our_trees(engine: Network) -> Trees:
    def parse(passage: Passage) -> list[tuple[str, int, str]]:
        found: list[tuple[str, int, str]] = []
        for sentence in engine.analyse_words(sentences_of(passage), gaps=passage.gaps).sentences:
            first = len(found)
            found += [(w.upos, w.head if w.head < 0 else w.head + first, w.deprel) for w in sentence.words]
        return found

    return parse


def _their_trees(nlp: Any) -> Trees:
    tokens = importlib.import_module("spacy.tokens")

    def parse(passage: Passage) -> list[tuple[str, int, str]]:
        words = list(passage.words)
        starts = [k in set(passage.cuts) for k in range(len(words))]
        spaces = [gap != 0 for gap in passage.gaps[1:]] + [False]
        doc = nlp(tokens.Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=starts))
        return [(t.tag_, -1 if t.head.i == t.i else t.head.i, "root" if t.dep_ == "ROOT" else t.dep_) for t in doc]

    return parse


def _accuracy(dev: list[Passage], parse: Trees) -> Iterator[tuple[str, float]]:
    tags = arcs = words = 0
    for passage in dev:
        for said, upos, (head, relation) in zip(parse(passage), passage.tags["upos"], passage.arcs or (), strict=True):
            words += 1
            tags += said[0] == upos
            arcs += said[1] == head and said[2].partition(":")[0] == relation.partition(":")[0]
    yield "upos", tags / words
    yield "las", arcs / words
