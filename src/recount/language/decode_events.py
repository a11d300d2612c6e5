"""Triggers of events, their PLOVER types, and the parties: who did it, and to whom.

The network scores a pair of parties against every word: the word that joins them best is their trigger, and what it
is about decides the root, with a say of the parties themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recount.language.decode_spans import WordSpan, log_softmax
from recount.language.reading import DECIMALS, Floats, Reading, rounded

SURE = 0.4
"""Proportion of the likeliest root at which a trigger gets it as its type, unless the card says otherwise."""
SOURCE, TARGET = "source", "target"
_PARTIES = {"S": SOURCE, "T": TARGET}
_MOST = 8
"""Sources and targets of one sentence that are tried with one another."""


class Root(NamedTuple):
    """The PLOVER root between two parties, every root's proportion, and the word of the window that says it."""

    root: str
    scores: Mapping[str, float]
    trigger: int


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger as words of a window."""

    span: WordSpan
    type: str | None
    type_scores: Mapping[str, float]
    roles: tuple[WordSpan, ...] = ()


def root_of_pair(reading: Reading, sentence: range, source: range, target: range) -> Root:
    """What the source does to the target, both words of the sentence; all are indices of the window's words."""
    pull = _pull(reading, sentence, source, target)
    weights = np.exp(log_softmax(pull[None, :]))[0]
    said = reading.head("plover")[sentence.start : sentence.stop]
    parties = _mean(reading.head("plover_source"), source) + _mean(reading.head("plover_target"), target)
    (shares,) = _shares((weights @ said + parties)[None, :])
    scores = dict(zip(reading.labels("plover"), shares, strict=True))
    return Root(max(scores, key=scores.__getitem__), scores, sentence.start + int(pull.argmax()))


def triggers_of(reading: Reading, spans: Mapping[str, Sequence[WordSpan]], sentences: Sequence[range]) -> list[Found]:
    """Triggers of a window: what `event` finds, and what `trigger` finds elsewhere."""
    events = list(spans.get("event", ()))
    events += [span for span in spans.get("trigger", ()) if not any(span.meets(event) for event in events)]
    if not events or not reading.has("plover"):
        return [Found(span, None, {}) for span in sorted(events)]
    events.sort()
    given: list[tuple[WordSpan, tuple[WordSpan, ...]]] = []
    for sentence in sentences:
        own = _inside(events, sentence)
        given += _roles(reading, own, _inside(spans.get("party", ()), sentence), sentence) if own else ()
    return _typed(reading, given)


def _inside(spans: Sequence[WordSpan], sentence: range) -> list[WordSpan]:
    return [span for span in spans if sentence.start <= span.begin < sentence.stop]


def _typed(reading: Reading, given: Sequence[tuple[WordSpan, tuple[WordSpan, ...]]]) -> list[Found]:
    """Triggers with their parties, and the type of each."""
    labels = reading.labels("plover")
    logits = _means(reading.head("plover"), [trigger for trigger, _ in given])
    for side in (0, 1):
        for role in (SOURCE, TARGET):
            at = [k for k, (_, parties) in enumerate(given) if len(parties) > side and parties[side].label == role]
            if at:
                logits[at] += _means(reading.head(f"plover_{role}"), [given[k][1][side] for k in at])
    enough = reading.card.threshold("type", SURE)
    found = []
    for (span, parties), shares in zip(given, _shares(logits), strict=True):
        best = max(shares)
        likeliest = labels[shares.index(best)]
        scores = dict(zip(labels, shares, strict=True))
        found.append(Found(span, likeliest if best >= enough else None, scores, parties))
    return found


def _roles(
    reading: Reading, triggers: list[WordSpan], parties: list[WordSpan], sentence: range
) -> list[tuple[WordSpan, tuple[WordSpan, ...]]]:
    """Each trigger of a sentence with its parties. Every source is tried with every target; the pair goes to the
    trigger that it pulls at most, and a trigger keeps the pair that pulls at it most surely."""
    sides = {role: [p._replace(label=role) for p in parties if p.label == mark] for mark, role in _PARTIES.items()}
    sources, targets = sides[SOURCE][:_MOST], sides[TARGET][:_MOST]
    pairs = [(s, t) for s in sources or (None,) for t in targets or (None,) if s or t]
    kept: dict[int, tuple[float, tuple[WordSpan, ...]]] = {}
    for source, target in pairs if triggers else []:
        pull = _pull(reading, sentence, _range(source), _range(target))
        best = [pull[t.begin - sentence.start : t.end - sentence.start].max() for t in triggers]
        sure = np.round(np.exp(log_softmax(np.array([best])))[0], DECIMALS)
        at = int(sure.argmax())
        if at not in kept or sure[at] > kept[at][0]:
            kept[at] = float(sure[at]), tuple(party for party in (source, target) if party is not None)
    return [(trigger, kept[at][1] if at in kept else ()) for at, trigger in enumerate(triggers)]


def _range(span: WordSpan | None) -> range:
    return range(span.begin, span.end) if span else range(0)


def _pull(reading: Reading, sentence: range, source: range, target: range) -> NDArray[np.float32]:
    """How strongly a pair of parties pulls at each word of the sentence; an empty range is a party not known."""
    keys = reading.vectors("pair_key")[sentence.start : sentence.stop]
    wanted = np.zeros(keys.shape[1], dtype=np.float32)
    for name, party in (("pair_source", source), ("pair_target", target)):
        if len(party):
            wanted = wanted + _mean(reading.vectors(name), party)
    return rounded(reading.head("plover_gate")[sentence.start : sentence.stop, 0] + keys @ wanted)


def _mean(values: Floats, words: range) -> Floats:
    """The mean over a party's words; nothing for a party that is not named, as in training."""
    mean: Floats = values[words.start : words.stop].sum(axis=0) / max(1, len(words))
    return mean


def _means(values: Floats, spans: Sequence[WordSpan]) -> Floats:
    """The mean over the words of each span, row by row. Most spans are of one word."""
    means: Floats = values[[span.begin for span in spans]]
    for row, span in zip(means, spans, strict=True):
        if span.end - span.begin > 1:
            row[:] = _mean(values, range(span.begin, span.end))
    return means


def _shares(logits: NDArray[np.floating]) -> list[list[float]]:
    """Proportions of the labels, row by row."""
    shares: list[list[float]] = np.round(np.exp(log_softmax(np.round(logits, DECIMALS))), DECIMALS).tolist()
    return shares
