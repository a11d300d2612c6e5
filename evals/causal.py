"""Sentences that state cause and effect, and what they give as either, against the Causal News Corpus.

The folder holds `*subtask1*.csv` with labels and `*subtask2_grouped*.csv` with marked spans; of several the one with
`dev` in its name is taken. `sentence_f1` is over sentences that state a cause, each read by itself. Spans are scored
over the sentences in which any is marked, as the shared task does (Tan et al. 2023): all distinct spans of a sentence,
exactly and in their role. Where relations share a span it counts once, unlike in the task's own mean over relations.
`relaxed` counts words in place of spans. `everywhere` scores spans in all sentences, so that a cause found where none
is marked is wrong. Signals are scored apart.

Baselines: every sentence is causal; and a list of connectives, of which the first in a sentence parts cause and effect.
"""

from __future__ import annotations

import csv
import re
from ast import literal_eval
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.counts import Count, counted, lines_of
from evals.line import Line
from evals.worded import Marked, Numbered, words_of
from recount.language.analysis import Analysis
from recount.language.engine import Language, shipped
from recount.records import DataError
from training.corpora.texts import Text, laid_out
from training.passage import JOINED, LINE_BREAK, UNKNOWN

DEFAULT = "causalnews/V2"
LIKELY = 0.5
"""The probability from which a sentence counts as causal."""

_TAG = re.compile(r"<(/?)(ARG0|ARG1|SIG)\d*>")
_ROLE = {"ARG0": "cause", "ARG1": "effect", "SIG": "signal"}
_ARGUMENTS = ("cause", "effect")

# Words after which the cause stands, and words after which the effect stands.
_BEFORE_CAUSE = "because of|because|due to|following|after|over|amid|as a result of|in protest against|in response to"
_BEFORE_EFFECT = "led to|leading to|resulted in|caused|causing|triggered|sparked|prompted|so that|therefore|in order to"
_CONNECTIVE = re.compile(rf"\b(?:(?P<cause>{_BEFORE_CAUSE})|(?P<effect>{_BEFORE_EFFECT}))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spans:
    """A sentence as words, and the spans of its causes, effects and signals in numbers of words."""

    laid: Text
    spans: frozenset[Marked]


def run(data: Path, language: Language | None = None) -> Iterator[Line]:
    engine = shipped() if language is None else language
    read = dict[Text, Analysis]()

    def analysed(laid: Text) -> Analysis:
        if laid not in read:
            read[laid] = engine.analyse_words([laid.words], gaps=_gaps(laid))
        return read[laid]

    judged = list(sentences_in(table(data, "subtask1", "label")))
    gold = [yes for _, yes in judged]
    told = [_CONNECTIVE.search(" ".join(laid.words)) is not None for laid, _ in judged]
    yield from _yes("causal", gold, [_is_causal(analysed(laid)) for laid, _ in judged])
    yield from _yes("causal_baseline", gold, [True] * len(gold))
    yield from _yes("causal_connectives", gold, told)

    marked = list(spans_in(table(data, "subtask2_grouped", "causal_text_w_pairs")))
    said = [spans_of(analysed(row.laid)) for row in marked]
    yield from _span_lines("causal", marked, said)
    rules = [_by_connective(row.laid.words) for row in marked]
    pairs = [(s, g.spans) for s, g in zip(rules, marked, strict=True) if g.spans]
    yield from lines_of("causal_connectives", "span", [_exact(s, g, _ARGUMENTS) for s, g in pairs])
    yield from lines_of("causal_connectives", "relaxed", [_relaxed(s, g, _ARGUMENTS) for s, g in pairs])


def table(data: Path, task: str, column: str) -> Path:
    """The file of a task that has the column of labels; of several the one of dev, then the first by name."""
    found = [p for p in sorted(data.glob(f"*{task}*.csv")) if column in _header(p)]
    if not found:
        raise DataError(f"{data}: expected a file *{task}*.csv with a column {column}")
    return min(found, key=lambda path: ("dev" not in path.name, path.name))


def _header(path: Path) -> str:
    with path.open(encoding="utf-8-sig") as lines:
        return lines.readline()


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def sentences_in(path: Path) -> Iterator[tuple[Text, bool]]:
    """Words of a sentence, and whether it states a cause."""
    for row in _rows(path):
        if row["label"] in ("0", "1") and row["text"].strip():
            yield laid_out(row["text"]), row["label"] == "1"


def spans_in(path: Path) -> Iterator[Spans]:
    """Sentences with all spans of their relations."""
    for row in _rows(path):
        laid = laid_out(row["text"])
        if laid.words:
            relations = literal_eval(row["causal_text_w_pairs"] or "[]")
            marks = {mark for relation in relations for mark in _marks(relation)}
            spans = {(*laid.touched(start, end), role) for start, end, role in marks}
            yield Spans(laid, frozenset(s for s in spans if s[0] < s[1]))


def _marks(relation: str) -> Iterator[Marked]:
    """Offsets, on the text without its marks, and roles."""
    taken, begun = 0, dict[str, int]()
    for tag in _TAG.finditer(relation):
        at = tag.start() - taken
        taken += len(tag.group())
        if tag.group(1):
            yield begun.pop(tag.group(2), at), at, _ROLE[tag.group(2)]
        else:
            begun[tag.group(2)] = at


def _gaps(laid: Text) -> list[int]:
    """The corpus puts spaces around marks: a space says nothing, as in training."""
    return [LINE_BREAK, *(JOINED if gap == JOINED else UNKNOWN for gap in laid.gaps[1:])]


def _is_causal(analysis: Analysis) -> bool:
    return any(sentence.causal is not None and sentence.causal >= LIKELY for sentence in analysis.sentences)


def spans_of(analysis: Analysis) -> frozenset[Marked]:
    """What an engine gives as causes, effects and signals."""
    numbered = Numbered(words_of(analysis))
    parts = [(("cause", c.causes), ("effect", c.effects), ("signal", c.signals)) for c in analysis.causes]
    return frozenset(
        (*numbered.bounds(span.start, span.end), role) for cause in parts for role, spans in cause for span in spans
    )


def _by_connective(words: Sequence[str]) -> frozenset[Marked]:
    """The words on either side of the first connective, without the mark that ends the sentence."""
    text = " ".join(words)
    found = _CONNECTIVE.search(text)
    if found is None:
        return frozenset()
    first, stop = text[: found.start()].count(" "), text[: found.end()].count(" ") + 1
    last = len(words) - (not words[-1][-1].isalnum())
    sides = ("effect", "cause") if found["cause"] else ("cause", "effect")
    spans = {(0, first, sides[0]), (stop, last, sides[1]), (first, stop, "signal")}
    return frozenset(s for s in spans if s[0] < s[1])


def _yes(task: str, gold: Sequence[bool], said: Sequence[bool]) -> Iterator[Line]:
    counts = [Count(int(a and b), int(a), int(b)) for a, b in zip(said, gold, strict=True)]
    yield from lines_of(task, "sentence", counts, interval=task == "causal")


def _span_lines(task: str, gold: Sequence[Spans], said: Sequence[frozenset[Marked]]) -> Iterator[Line]:
    everywhere = [(s, g.spans) for s, g in zip(said, gold, strict=True)]
    pairs = [(s, g) for s, g in everywhere if g]
    yield from lines_of(task, "span", [_exact(s, g, _ARGUMENTS) for s, g in pairs], interval=True)
    for role in _ROLE.values():
        yield from lines_of(task, role, [_exact(s, g, (role,)) for s, g in pairs])
    yield from lines_of(task, "relaxed", [_relaxed(s, g, _ARGUMENTS) for s, g in pairs])
    yield from lines_of(task, "everywhere", [_exact(s, g, _ARGUMENTS) for s, g in everywhere])


def _exact(said: frozenset[Marked], gold: frozenset[Marked], roles: Sequence[str]) -> Count:
    return counted([s for s in said if s[2] in roles], [g for g in gold if g[2] in roles])


def _relaxed(said: frozenset[Marked], gold: frozenset[Marked], roles: Sequence[str]) -> Count:
    return counted(_words(said, roles), _words(gold, roles))


def _words(spans: frozenset[Marked], roles: Sequence[str]) -> set[tuple[int, str]]:
    return {(k, role) for start, stop, role in spans if role in roles for k in range(start, stop)}
