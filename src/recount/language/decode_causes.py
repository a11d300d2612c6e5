"""Whether a sentence states cause and effect, and what it gives as either."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import numpy as np

from recount.language.decode_spans import WordSpan
from recount.language.reading import DECIMALS, Reading

PARTS = ("cause", "effect", "signal")
LIKELY = 0.5
"""Probability from which a sentence is causal, unless the card says otherwise."""


def causal_of(reading: Reading, sentences: Sequence[range]) -> list[float | None]:
    """For each sentence of a window the probability that it states cause and effect; None where the network was not
    asked."""
    if not reading.has("causal"):
        return [None] * len(sentences)
    starts = [part.start for part in sentences]
    sizes = [len(part) for part in sentences]
    gate, said = (reading.head(name)[:, 0].astype(np.float64) for name in ("causal_gate", "causal"))
    weights = np.exp(gate - np.repeat(np.maximum.reduceat(gate, starts), sizes))
    logits = np.add.reduceat(weights * said, starts) / np.add.reduceat(weights, starts)
    chances = 1.0 / (1.0 + np.exp(-np.clip(np.round(logits, DECIMALS), -50.0, 50.0)))
    causal: list[float | None] = np.round(chances, DECIMALS).tolist()
    return causal


def causes_of(
    spans: Mapping[str, Sequence[WordSpan]], sentences: Sequence[range], causal: Sequence[float | None], likely: float
) -> list[tuple[int, tuple[list[WordSpan], ...]]]:
    """For each causal sentence that names a cause or an effect: its index, and its causes, effects and signals."""
    found = []
    sides = [spans.get(name, ()) for name in PARTS]
    for index, (sentence, chance) in enumerate(zip(sentences, causal, strict=True)):
        if chance is not None and chance >= likely:
            parts = tuple([_within(side, sentence) for side in sides])
            if parts[0] or parts[1]:
                found.append((index, parts))
    return found


def _within(spans: Sequence[WordSpan], sentence: range) -> list[WordSpan]:
    """Spans that begin in a sentence; they are in order."""
    begin, end = (bisect_left(spans, at, key=lambda span: span.begin) for at in (sentence.start, sentence.stop))
    return list(spans[begin:end])
