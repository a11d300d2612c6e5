"""What the network says about one window to plain findings: sentences, trees, tags, spans, events, sayings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from recount.language.decode_attributions import Saying, sayings_of
from recount.language.decode_causes import causal_of
from recount.language.decode_events import Found, triggers_of
from recount.language.decode_mentions import ENOUGH, WEIGHTS, merged
from recount.language.decode_spans import WordSpan, spans_of
from recount.language.decode_tree import heads_of, relations_of
from recount.language.lemma_choice import TRIED
from recount.language.passages import Passage
from recount.language.reading import Floats, Reading

SCHEMES = (*WEIGHTS, "event", "trigger", "attribution", "party", "cause", "effect", "signal")
"""Heads of spans that are read by B, I and O. `muc` has a decoder of its own."""


@dataclass(frozen=True, slots=True)
class Part:
    """The findings of one window. All words are words of the document; `heads` are so too, -1 for a root."""

    sentences: Sequence[range]
    heads: Sequence[int]
    tags: Sequence[Sequence[str]]
    """Relation, part of speech and morphology of every word."""
    scripts: Sequence[tuple[str, ...]]
    """Lemma scripts of every word, the likeliest first."""
    causal: Sequence[float | None]
    spans: Mapping[str, Sequence[WordSpan]]
    mentions: Sequence[WordSpan]
    triggers: Sequence[Found]
    sayings: Sequence[Saying]
    muc: Floats | None


RULED = 3.0
"""What is added to the score of a word from which the rules begin a sentence: a stop before a capital is seldom
nothing. Taking something from all others did not help on EWT's dev part."""


def opens(scores: Floats, threshold: float, ruled: Sequence[bool]) -> list[int]:
    """The words that begin a sentence by their scores, given where the rules begin one."""
    return np.flatnonzero(scores + np.where(ruled, RULED, 0.0) > threshold).tolist()


def sentences_in(reading: Reading, window: range, passage: Passage) -> list[range]:
    """Sentences of a window as its own words: where the network says that one starts, or where it is known. A window
    begins one."""
    if passage.starts is None:
        ruled = [at in passage.ruled for at in window]
        found = opens(reading.head("starts")[:, 0], reading.card.threshold("starts"), ruled)
    else:
        found = [at for at in range(len(window)) if at + window.start in passage.starts]
    edges = [0, *(at for at in found if at), len(window)]
    return [range(*pair) for pair in pairwise(edges)]


def decoded(reading: Reading, window: range, passage: Passage) -> Part:
    """The findings of a window of the passage."""
    sentences = sentences_in(reading, window, passage)
    heads = [-1] * len(window)
    for part in sentences:
        inner = heads_of(reading.arcs[part.start : part.stop, part.start : part.stop])
        heads[part.start : part.stop] = [head if head < 0 else head + part.start for head in inner]
    spans = {
        name: spans_of(reading, name, sentences, across=name == "attribution") for name in SCHEMES if reading.has(name)
    }
    mentions = merged(spans, enough=reading.card.threshold("mentions", ENOUGH))
    triggers = triggers_of(reading, spans, sentences)
    sayings = sayings_of(reading, spans.get("attribution", ()), 0)
    by = window.start
    return Part(
        sentences=[range(part.start + by, part.stop + by) for part in sentences],
        heads=[head if head < 0 else head + by for head in heads],
        tags=(relations_of(reading, heads), *(reading.best(name) for name in ("upos", "feats"))),
        scripts=_likeliest(reading.head("lemma"), reading.labels("lemma")),
        causal=causal_of(reading, sentences),
        spans={name: _moved(found, by) for name, found in spans.items()},
        mentions=_moved(mentions, by),
        triggers=[Found(_at(f.span, by), f.type, f.type_scores, tuple(_moved(f.roles, by))) for f in triggers],
        sayings=[_said(saying, by) for saying in sayings],
        muc=reading.head("muc").copy() if reading.has("muc") else None,
    )


def _likeliest(scores: Floats, labels: Sequence[str]) -> list[tuple[str, ...]]:
    """The labels of the highest scores of each word; of equals the first. So few are wanted that to look for the
    highest again and again takes less than to sort."""
    left, rows = scores.copy(), np.arange(len(scores))
    tried: list[list[str]] = []
    for _ in range(min(TRIED, len(labels))):
        best = left.argmax(axis=1)
        left[rows, best] = -np.inf
        tried.append([labels[at] for at in best.tolist()])
    return list(zip(*tried, strict=True))


def _at(span: WordSpan, by: int) -> WordSpan:
    return WordSpan(span.begin + by, span.end + by, span.label, span.score)


def _moved(spans: Iterable[WordSpan], by: int) -> list[WordSpan]:
    return [_at(span, by) for span in spans] if by else list(spans)


def _said(saying: Saying, by: int) -> Saying:
    cue, source = (span and _at(span, by) for span in (saying.cue, saying.source))
    return Saying(cue, source, _moved(saying.contents, by))
