"""The words that stand as evidence: the clause that carries a claim, cut at words and not inside a speaker's name."""

from __future__ import annotations

from recount.extract.attribution import Attribution
from recount.extract.syntax import Sentence
from recount.records import Span
from recount.words.lists import word_set

_LOOSE = word_set("and but or that while whereas yet so , ; : - – —")
_FEW = 4
"""A clause of fewer words says too little by itself: the sentence stands for it."""


def clause_told(span: Span, trigger: Span, sentence: Sentence, attribution: Attribution | None) -> Span:
    """The clause without conjunctions at its ends, going on to the end of a speaker it would break off in; the whole
    sentence where that leaves a few words only. It always holds the trigger and stays in the sentence."""
    span = _past_speaker(span, attribution)
    inside = [t for t in sentence.tokens if span.start <= t.start and t.end <= span.end]
    while inside and inside[0].lower in _LOOSE and inside[0].end <= trigger.start:
        inside = inside[1:]
    while inside and inside[-1].lower in _LOOSE and inside[-1].start >= trigger.end:
        inside = inside[:-1]
    if len(inside) < _FEW:
        return sentence.span
    return Span(min(inside[0].start, trigger.start), max(inside[-1].end, trigger.end))


def _past_speaker(span: Span, attribution: Attribution | None) -> Span:
    """A span that ends within "X, who works there, said" is taken on to the end of the saying."""
    if attribution is None or attribution.source is None:
        return span
    first = min(attribution.source.start, attribution.cue.start)
    last = max(attribution.source.end, attribution.cue.end)
    return Span(span.start, last) if first < span.end < last else span
