"""Words that tell of events, against ECB+ and the Gun Violence Corpus: exact spans, and the head word of each, F1.

Tasks are `triggers_ecb` (`ECB_PART_corpus.txt` beside `ECB_PART_Event_gold_mentions.json`) and `triggers_gvc`
(`PART_dataset.conll`). ECB+ annotates chosen sentences, and the file holds these alone; words of denied actions, which
no list of events holds, are neither right nor wrong. The Gun Violence Corpus marks only the one incident of each
article, so every other event that we find counts as wrong and its precision has a low ceiling. A span's head is its
word whose head lies outside, in the engine's own tree, for theirs and for ours. `event_f1` scores what was learnt from
events of the kind of ECB+ alone, where the engine keeps it apart. For articles on shootings `assault_f1` scores the
triggers whose type is ASSAULT, and `harm_f1` those that hold a word for shooting, wounding or death, in a list that
follows what the corpus's guidelines count (firing, hitting, injury, death): what one would keep of the triggers who
looks for such incidents alone. `f1_low` and `f1_high` bound 95 of 100 draws of the documents.

Baseline: words that were events in training more often than not, where the training part lies beside; otherwise words
that end in -ed and -ing; for `harm_f1` every word of the list, by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.counts import counted, lines_of, total
from evals.line import Line
from evals.worded import Bounds, Marked, Numbered, marked_in, sentences_of, unsilent, words_of
from recount.language.analysis import Analysis
from recount.language.engine import Language, shipped
from recount.records import DataError
from training.corpora import ecb, gvc
from training.passage import Passage

DEFAULT = ("ecbplus/ECB_Dev_corpus.txt", "gvc/dev_dataset.conll")

_ECB = re.compile(r"ECB_(\w+)_corpus\.txt")
_GVC = re.compile(r"(\w+)_dataset\.conll")
_VERB_LIKE = re.compile(r"[a-z]{3,}(?:ed|ing)")
_HARM = re.compile(
    r"(?:gun)?shots?|shoot(?:s|ings?|ers?|outs?)?|gun(?:fire|m[ae]n)|fir(?:ed|ing)|kill(?:s|ed|ings?|ers?)?|slay(?:s|ings?)?|slain|"
    r"murder(?:s|ed|ers?)?|homicides?|manslaughter|suicides?|die[sd]?|dying|dead(?:ly|liest)?|deaths?|deceased|"
    r"fatal(?:ly|ity|ities)?|wound(?:s|ed|ing)?|injur(?:y|ies|es?|ed|ing)|hurt|hit(?:s|ting)?|str(?:uck|ikes?|iking)"
)
_EVENT = "Event"


@dataclass(frozen=True, slots=True)
class Told:
    """A passage, and what an engine says of its words."""

    gold: set[Marked]
    found: set[Marked]
    events: set[Marked] | None
    assaults: set[Marked]
    harm: set[Marked]
    heads: tuple[int, ...]
    """The head of each word among the words of the passage, -1 for a root."""


def run(data: Path, language: Language | None = None) -> Iterator[Line]:
    engine = shipped() if language is None else language
    for path in files_in(data) if data.is_dir() else [data]:
        name, passages = corpus_of(path)
        yield from _figures(f"triggers_{name}", passages, [_told(engine, passage) for passage in passages])
        looks = _known(path) or (lambda word: _VERB_LIKE.fullmatch(word) is not None)
        counts = [counted(unsilent(_baseline(p, looks), p.tags["event"]), marked_in(p.tags["event"])) for p in passages]
        yield from lines_of(f"triggers_{name}_baseline", "", counts)
        if name == "gvc":
            lone = [unsilent(_baseline(p, _is_word_of_harm), p.tags["event"]) for p in passages]
            count = total([counted(spans, marked_in(p.tags["event"])) for spans, p in zip(lone, passages, strict=True)])
            yield Line("triggers_gvc_baseline", "harm_f1", count.f1, count.gold)


def files_in(folder: Path) -> list[Path]:
    """Files of either corpus; those of dev if there are any."""
    found = [p for p in sorted(folder.iterdir()) if _ECB.fullmatch(p.name) or _GVC.fullmatch(p.name)]
    return [p for p in found if "dev" in p.name.lower()] or found


def corpus_of(path: Path) -> tuple[str, list[Passage]]:
    """The name of the corpus and its passages, told by the name of the file."""
    if part := _ECB.fullmatch(path.name):
        return "ecb", list(ecb.passages(path.parent, part[1]))
    if part := _GVC.fullmatch(path.name):
        return "gvc", list(gvc.passages(path.parent, part[1]))
    raise DataError(f"{path.name}: expected ECB_PART_corpus.txt or PART_dataset.conll")


def _told(engine: Language, passage: Passage) -> Told:
    analysis = engine.analyse_words(sentences_of(passage), gaps=passage.gaps)
    labels, numbered = passage.tags["event"], Numbered(words_of(analysis))
    typed = {((*numbered.bounds(t.start, t.end), _EVENT), t.type) for t in analysis.triggers}
    events = analysis.schemes.get("event")
    own = None if events is None else {(*numbered.bounds(e.start, e.end), _EVENT) for e in events}
    return Told(
        marked_in(labels),
        unsilent({span for span, _ in typed}, labels),
        None if own is None else unsilent(own, labels),
        unsilent({span for span, kind in typed if kind == "ASSAULT"}, labels),
        unsilent({span for span, _ in typed if _is_of_harm(passage.words[span[0] : span[1]])}, labels),
        heads_of(analysis),
    )


def _is_of_harm(words: Sequence[str]) -> bool:
    return any(_is_word_of_harm(word.lower()) for word in words)


def _is_word_of_harm(word: str) -> bool:
    return _HARM.fullmatch(word) is not None


def heads_of(analysis: Analysis) -> tuple[int, ...]:
    """The head of each word among all words of the analysis, -1 for a root."""
    heads: list[int] = []
    for sentence in analysis.sentences:
        first = len(heads)
        heads += [-1 if word.head < 0 else first + word.head for word in sentence.words]
    return tuple(heads)


def head_of(span: Bounds, heads: Sequence[int]) -> int:
    """The first word of a span whose head is outside of it."""
    return next((k for k in range(*span) if not span[0] <= heads[k] < span[1]), span[0])


def _figures(task: str, passages: Sequence[Passage], told: Sequence[Told]) -> Iterator[Line]:
    documents = dict.fromkeys(passage.document for passage in passages)
    of = {d: [t for p, t in zip(passages, told, strict=True) if p.document == d] for d in documents}
    counts = [total([counted(t.found, t.gold) for t in of[d]]) for d in documents]
    yield from lines_of(task, "", counts, interval=True)
    yield from lines_of(task, "head", [counted(_heads(t.found, t), _heads(t.gold, t)) for t in told])
    if all(t.events is not None for t in told):
        count = total([counted(t.events or (), t.gold) for t in told])
        yield Line(task, "event_f1", count.f1, count.gold)
    if task == "triggers_gvc":
        count = total([counted(t.assaults, t.gold) for t in told])
        yield Line(task, "assault_f1", count.f1, count.gold)
        yield from lines_of(task, "harm", [counted(t.harm, t.gold) for t in told])


def _heads(spans: set[Marked], told: Told) -> set[int]:
    return {head_of((start, stop), told.heads) for start, stop, _ in spans}


def _known(path: Path) -> Callable[[str], bool] | None:
    """Whether a word was an event in training more often than not."""
    if not _ECB.fullmatch(path.name) or not (path.parent / "ECB_Train_corpus.txt").exists() or "Train" in path.name:
        return None
    seen, events = Counter[str](), Counter[str]()
    for passage in ecb.passages(path.parent, "train"):
        for word, label in zip(passage.words, passage.tags["event"], strict=True):
            seen[word.lower()] += 1
            events[word.lower()] += label not in (None, "O")
    return lambda word: 2 * events[word] > seen[word]


def _baseline(passage: Passage, looks: Callable[[str], bool]) -> set[Marked]:
    return {(k, k + 1, _EVENT) for k, word in enumerate(passage.words) if looks(word.lower())}
