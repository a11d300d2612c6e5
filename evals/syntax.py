"""Words, sentences, tags and trees against a Universal Dependencies treebank in CoNLL-U.

On gold words and sentences: accuracy of `upos`, `feats` and `lemma`, and `uas` and `las`, punctuation counted. On the
raw text, rebuilt from the words' gaps and the paragraphs: F1 as the CoNLL 2018 shared task counts it (Zeman et al.
2018): a word or a sentence is right if its span is exactly the gold one, and a tag or an arc is right if the word is
and its head is. As there, `feats` are those of the universal set, relations are without subtypes (`las_subtypes` has
them), a gold lemma `_` is never wrong, and `words` are the syntactic ones: "don't" is two.

Baselines: the tag most often seen with the word where `train.conllu` lies beside the file; the word in small letters
as its lemma; the word before as head; sentences by the rules of `recount.words`; words by runs of letters.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from evals.counts import Count, counted
from evals.line import Line
from evals.worded import Bounds, sentences_of
from recount.language.analysis import Analysis
from recount.language.engine import Language, shipped
from recount.words.lists import word_set
from recount.words.sentences import sentences_in
from training.corpora import ewt
from training.passage import JOINED, SPACED, Passage

DEFAULT = "ud_ewt/dev.conllu"

_UNIVERSAL = word_set(
    """PronType NumType Poss Reflex Foreign Abbr Gender Animacy Number Case Definite Degree VerbForm Mood Tense Aspect
    Voice Evident Polarity Person Polite"""
)
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Node:
    """A word in its tree. `head` counts words of the document, -1 for a root; `span` is on the raw text."""

    span: Bounds
    upos: str
    feats: str
    lemma: str
    head: int
    deprel: str


@dataclass(frozen=True, slots=True)
class Document:
    """Words with their trees, and where sentences begin and end on the raw text."""

    nodes: tuple[Node, ...]
    sentences: tuple[Bounds, ...]


def run(data: Path, language: Language | None = None) -> Iterator[Line]:
    engine = shipped() if language is None else language
    passages = list(ewt.passages(data.parent, data.stem))
    gold, given, raw, rules, runs = [], [], [], [], []
    for passage in passages:
        text, document = laid_out(passage)
        gold.append(document)
        given.append(document_of(engine.analyse_words(sentences_of(passage), gaps=passage.gaps)))
        raw.append(document_of(engine.analyse(text)))
        rules.append(counted([(s.start, s.end) for s in sentences_in(text)], document.sentences))
        runs.append(counted([m.span() for m in _WORD.finditer(text)], [n.span for n in document.nodes]))
    yield from _on_gold_words(gold, given)
    yield from _on_raw_text(gold, raw)
    yield from _baselines(data, passages, gold)
    yield Line("syntax", "token_f1_baseline", sum(runs, Count()).f1, sum(runs, Count()).gold)
    yield Line("syntax", "sentence_f1_baseline", sum(rules, Count()).f1, sum(rules, Count()).gold)


def laid_out(passage: Passage) -> tuple[str, Document]:
    """The raw text of a treebank's document, and its words and trees upon it."""
    text, spans = "", []
    for word, gap in zip(passage.words, passage.gaps, strict=True):
        text += "" if gap == JOINED or not text else " " if gap == SPACED else "\n\n"
        spans.append((len(text), len(text) + len(word)))
        text += word
    tags = (passage.tags[head] for head in ("upos", "feats", "lemma"))
    nodes = tuple(
        Node(span, upos or "", _universal(feats or ""), lemma or "", head, relation)
        for span, upos, feats, lemma, (head, relation) in zip(spans, *tags, passage.arcs or (), strict=True)
    )
    edges = (*passage.cuts, len(nodes))
    ends = tuple((spans[a][0], spans[b - 1][1]) for a, b in pairwise(edges))
    return text, Document(nodes, ends)


def document_of(analysis: Analysis) -> Document:
    """What an engine says, in the same shape."""
    nodes: list[Node] = []
    for sentence in analysis.sentences:
        first = len(nodes)
        nodes += (
            Node((w.start, w.end), w.upos, _universal(w.feats), w.lemma, -1 if w.head < 0 else first + w.head, w.deprel)
            for w in sentence.words
        )
    ends = tuple((s.words[0].start, s.words[-1].end) for s in analysis.sentences)
    return Document(tuple(nodes), ends)


def _universal(feats: str) -> str:
    """Features of the universal set alone, in order: the others are a treebank's own."""
    return "|".join(sorted(f for f in feats.split("|") if f.partition("=")[0] in _UNIVERSAL))


def _plain(relation: str) -> str:
    return relation.partition(":")[0]


def _on_gold_words(gold: Sequence[Document], said: Sequence[Document]) -> Iterator[Line]:
    pairs = [pair for g, s in zip(gold, said, strict=True) for pair in zip(g.nodes, s.nodes, strict=True)]
    heads = [g.head == s.head for g, s in pairs]
    right = {
        "upos": sum(g.upos == s.upos for g, s in pairs),
        "feats": sum(g.feats == s.feats for g, s in pairs),
        "lemma": sum(g.lemma in ("_", s.lemma) for g, s in pairs),
        "uas": sum(heads),
        "las": sum(h and _plain(g.deprel) == _plain(s.deprel) for h, (g, s) in zip(heads, pairs, strict=True)),
        "las_subtypes": sum(h and g.deprel == s.deprel for h, (g, s) in zip(heads, pairs, strict=True)),
    }
    for metric, hits in right.items():
        yield Line("syntax", metric, hits / max(1, len(pairs)), len(pairs))


def _on_raw_text(gold: Sequence[Document], said: Sequence[Document]) -> Iterator[Line]:
    sums: dict[str, Count] = defaultdict(Count)
    for theirs, ours in zip(gold, said, strict=True):
        sums["sentence_f1"] += counted(ours.sentences, theirs.sentences)
        pairs = _aligned(theirs, ours)
        met = {k: g for g, k in pairs}
        arcs = [
            (theirs.nodes[g], ours.nodes[k])
            for g, k in pairs
            if theirs.nodes[g].head == (-1 if ours.nodes[k].head < 0 else met.get(ours.nodes[k].head, -2))
        ]
        for metric, hits in (
            ("token_f1", len(pairs)),
            ("raw_upos", sum(theirs.nodes[g].upos == ours.nodes[k].upos for g, k in pairs)),
            ("raw_uas", len(arcs)),
            ("raw_las", sum(_plain(g.deprel) == _plain(k.deprel) for g, k in arcs)),
        ):
            sums[metric] += Count(hits, len(ours.nodes), len(theirs.nodes))
    for metric, count in sums.items():
        yield Line("syntax", metric, count.f1, count.gold)


def _aligned(gold: Document, said: Document) -> list[tuple[int, int]]:
    """Words of one span, by their numbers."""
    where = {node.span: k for k, node in enumerate(said.nodes)}
    return [(g, where[node.span]) for g, node in enumerate(gold.nodes) if node.span in where]


def _baselines(data: Path, passages: Sequence[Passage], gold: Sequence[Document]) -> Iterator[Line]:
    words = [word for passage in passages for word in passage.words]
    nodes = [node for document in gold for node in document.nodes]
    train = data.parent / "train.conllu"
    if train.exists() and train != data:
        common = _common_tags(train)
        hits = sum(common.get(word.lower(), "NOUN") == node.upos for word, node in zip(words, nodes, strict=True))
        yield Line("syntax", "upos_baseline", hits / max(1, len(nodes)), len(nodes))
    hits = sum(node.lemma in ("_", word.lower()) for word, node in zip(words, nodes, strict=True))
    yield Line("syntax", "lemma_baseline", hits / max(1, len(nodes)), len(nodes))
    hits = sum(
        node.head == (-1 if at in set_of_cuts else at - 1)
        for passage, document in zip(passages, gold, strict=True)
        for set_of_cuts in [set(passage.cuts)]
        for at, node in enumerate(document.nodes)
    )
    yield Line("syntax", "uas_baseline", hits / max(1, len(nodes)), len(nodes))


def _common_tags(train: Path) -> dict[str, str]:
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for passage in ewt.passages(train.parent, train.stem):
        for word, tag in zip(passage.words, passage.tags["upos"], strict=True):
            seen[word.lower()][tag or ""] += 1
    return {word: tags.most_common(1)[0][0] for word, tags in seen.items()}
