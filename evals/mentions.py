"""Names against four corpora, each by its own scheme of labels: exact spans with their label, F1.

Tasks are `mentions_uner`, `mentions_wnut`, `mentions_wwn` and `mentions_re3d`, told by the shape of the data.
`f1_LABEL` are the labels apart. For re3d, which is small, `f1_low` and `f1_high` bound 95 of 100 draws of its
documents, `partial_f1` pairs spans of one label that overlap, one to one, and the lines of `mapped` hold the mentions
that everything downstream reads, under one set of labels, against re3d's labels mapped to it. Words that re3d's own
annotators voted down as names are neither right nor wrong; `strict_f1` counts what is said of them as wrong.

Of the newswire, which has no part to measure on, the tenth of the files that training leaves out is scored; files
that are not in that folder are scored whatever they are called. `--whole` scores what training learns from too.

Baseline: runs of words that begin with a capital, within a sentence, all of the commonest label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from evals.counts import Count, counted, lines_of, total
from evals.line import Line
from evals.named import Named, documents_in
from evals.shape import SHARED
from evals.worded import Marked, Numbered, words_of
from recount.language.analysis import Analysis, Labelled, Mention
from recount.language.decode_mentions import LABELS
from recount.language.engine import Language, shipped

DEFAULT = ("uner_ewt/dev.iob2", "re3d/dev.jsonl", "worldwide_newswire")
SEEN = SHARED / "worldwide_newswire"

Spans = set[Marked]


@dataclass(frozen=True, slots=True)
class Told:
    """A document and what the engine says of it: under the scheme's labels, and under ours."""

    gold: Named
    own: Spans | None
    ours: Spans


def run(data: Path, language: Language | None = None, *, whole: bool = False) -> Iterator[Line]:
    engine = shipped() if language is None else language
    told: dict[str, list[Told]] = {}
    for document in documents_in(data, None if whole else SEEN):
        told.setdefault(document.scheme, []).append(_told(document, engine))
    for scheme, documents in told.items():
        yield from _figures(f"mentions_{scheme}", documents)


def _told(gold: Named, engine: Language) -> Told:
    analysis = engine.analyse_words(gold.sentences, gaps=gold.gaps) if gold.text is None else engine.analyse(gold.text)
    own = analysis.schemes.get(gold.scheme)
    return Told(gold, None if own is None else _spans(gold, analysis, own), _spans(gold, analysis, analysis.mentions))


def _spans(gold: Named, analysis: Analysis, spans: Iterable[Labelled | Mention]) -> Spans:
    """Offsets where the document is a text, otherwise numbers of words."""
    if gold.text is not None:
        return {(s.start, s.end, s.label) for s in spans}
    numbered = Numbered(words_of(analysis))
    return {(*numbered.bounds(s.start, s.end), s.label) for s in spans}


def _figures(task: str, told: Sequence[Told]) -> Iterator[Line]:
    """An engine that does not know the scheme is held to its labels mapped to ours."""
    known = all(t.own is not None for t in told)
    names = [set(t.gold.names) if known else mapped(t.gold.names) for t in told]
    found = [t.ours if t.own is None or not known else t.own for t in told]
    sure = [_undoubted(spans, t.gold) for spans, t in zip(found, told, strict=True)]
    small = any(t.gold.text is not None for t in told)
    yield from lines_of(task, "", _each(sure, names), interval=small)
    for label in sorted({label for spans in names for *_, label in spans}):
        yield _f1(task, f"f1_{label.lower()}", [_only(s, label) for s in sure], [_only(n, label) for n in names])
    if small:
        yield _f1(task, "strict_f1", found, names)
        yield _partial(task, "partial_f1", sure, names)
        ours, theirs = [_undoubted(t.ours, t.gold) for t in told], [mapped(t.gold.names) for t in told]
        yield _f1(task, "mapped_f1", ours, theirs)
        yield _partial(task, "mapped_partial_f1", ours, theirs)
    common = Counter(sorted(label for spans in names for *_, label in spans)).most_common(1)
    if common:
        yield _f1(f"{task}_baseline", "f1", [capitals(t.gold, common[0][0]) for t in told], names)


def mapped(names: Iterable[Marked]) -> Spans:
    """A scheme's labels as those of `Analysis.mentions`; what is no mention there is left out."""
    return {(start, end, LABELS[label.casefold()]) for start, end, label in names if label.casefold() in LABELS}


def overlapping(said: Spans, gold: Spans) -> Count:
    """Spans of one label that share a word, each used once, in order of the text."""
    hits, left = 0, sorted(said)
    for start, end, label in sorted(gold):
        for one in left:
            if one[0] < end and start < one[1] and one[2] == label:
                left.remove(one)
                hits += 1
                break
    return Count(hits, len(said), len(gold))


def capitals(document: Named, label: str) -> Spans:
    """Runs of words that begin with a capital; a sentence's first word too, as nothing tells it from a name."""
    found: Spans = set()
    at = 0
    words = list(document.words())
    for sentence in document.sentences:
        for capital, run_of in groupby(range(at, at + len(sentence)), key=lambda k: words[k][0][:1].isupper()):
            numbers = list(run_of)
            if capital:
                found.add((words[numbers[0]][1], words[numbers[-1]][2], label))
        at += len(sentence)
    return found


def _undoubted(spans: Spans, gold: Named) -> Spans:
    return {s for s in spans if not any(s[0] < end and start < s[1] for start, end in gold.doubted)}


def _only(spans: Spans, label: str) -> Spans:
    return {span for span in spans if span[2] == label}


def _each(said: Sequence[Spans], gold: Sequence[Spans]) -> list[Count]:
    return [counted(s, g) for s, g in zip(said, gold, strict=True)]


def _f1(task: str, metric: str, said: Sequence[Spans], gold: Sequence[Spans]) -> Line:
    count = total(_each(said, gold))
    return Line(task, metric, count.f1, count.gold)


def _partial(task: str, metric: str, said: Sequence[Spans], gold: Sequence[Spans]) -> Line:
    count = total([overlapping(s, g) for s, g in zip(said, gold, strict=True)])
    return Line(task, metric, count.f1, count.gold)
