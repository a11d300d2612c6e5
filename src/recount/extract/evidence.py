"""The words that stand as evidence: the clause that carries a claim, cut at words and not inside a speaker's name, and
after it the clauses that hold a figure, a place or a day of the claim which that one does not."""

from __future__ import annotations

from collections.abc import Iterator

from recount.extract.attribution import Attribution
from recount.extract.drafts import Draft
from recount.extract.splitting import clause_of, clauses_in
from recount.extract.syntax import Document, Sentence
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


def pointing(noun: Span, sentence: Sentence) -> Span:
    """ "The attack": a noun with what stands before it, and none of the clause around it."""
    tree = sentence.tree
    top = tree.top(noun)
    before = (
        [tree.span(c) for c in tree.children(top, "det", "amod", "compound", "nmod:poss")] if top is not None else []
    )
    return Span(min([noun.start, *(s.start for s in before)]), noun.end)


def _past_speaker(span: Span, attribution: Attribution | None) -> Span:
    """A span that ends within "X, who works there, said" is taken on to the end of the saying."""
    if attribution is None or attribution.source is None:
        return span
    first = min(attribution.source.start, attribution.cue.start)
    last = max(attribution.source.end, attribution.cue.end)
    return Span(span.start, last) if first < span.end < last else span


def further_told(draft: Draft, document: Document) -> list[Span]:
    """The clauses beside the draft's own that hold words of its figures, places and time, so that every number opens
    onto its words. The draft's own span is never among them."""
    told: list[Span] = []
    beside = [p.span for p in draft.where.places if p.span is not None]
    beside += [m.span for m in document.times_of(draft.sentence.span)]
    for words in _elsewhere(draft, document):
        if any(span.holds(words) for span in (draft.span, *told)):
            continue
        sentence = _sentence_at(words, draft.sentence, document)
        if words in beside:
            told.append(_phrase(words, sentence))
            continue
        clause = clause_of(clauses_in(sentence), words.start).span
        clause = Span(min(clause.start, words.start), max(clause.end, words.end))
        told.append(clause_told(clause, words, sentence, None))
    return sorted(dict.fromkeys(span for span in told if span != draft.span))


def _phrase(words: Span, sentence: Sentence) -> Span:
    """A place or a time with the preposition before it: the clause around it may tell of something else."""
    tree = sentence.tree
    top = tree.top(words)
    cases = [tree.span(c).start for c in tree.children(top, "case")] if top is not None else []
    return Span(min([words.start, *cases]), words.end)


def _elsewhere(draft: Draft, document: Document) -> Iterator[Span]:
    """Where words that the claim rests on stand outside the draft's span: those of its figures, wherever they stand,
    those of a place and time that its own sentence gives, and those of other sentences that name a side."""
    sentence = draft.sentence.span
    given = [q.words for q in draft.quantity if q.words]
    if draft.when.origin in ("own", "sentence") and draft.when.time is not None and draft.when.time.words:
        given.append(draft.when.time.words)
    for words in given:
        if _nearest(words, document.text, draft.span, draft.trigger) is not None:
            continue
        found = _nearest(words, document.text, sentence, draft.trigger)
        found = found or _nearest(words, document.text, Span(0, sentence.start), draft.trigger)
        if found is not None:
            yield found
    yield from draft.also
    for place in draft.where.places if not _points_at_place(draft) else ():
        if place.span is not None and sentence.holds(place.span) and not draft.span.holds(place.span):
            yield place.span


def _points_at_place(draft: Draft) -> bool:
    """ "Since they captured the town": the clause has a word for the place, and needs none of another's clause."""
    tree = draft.sentence.tree
    top = tree.top(draft.trigger)
    taken = tree.objects(top) if top is not None else []
    return any(
        tree.words[o].lemma.lower() == "it"
        or any(tree.words[d].lemma.lower() == "the" for d in tree.children(o, "det"))
        for o in taken
    )


def _nearest(words: str, text: str, within: Span, to: Span) -> Span | None:
    """The words as whole words inside a stretch, those nearest to the trigger."""
    found = []
    at = text.find(words, within.start, within.end)
    while at >= 0:
        end = at + len(words)
        if not (text[at - 1 : at].isalnum() and words[0].isalnum()) and not (
            text[end : end + 1].isalnum() and words[-1].isalnum()
        ):
            found.append(Span(at, end))
        at = text.find(words, at + 1, within.end)
    return min(found, key=lambda s: (max(to.start - s.end, s.start - to.end), s.start), default=None)


def _sentence_at(words: Span, own: Sentence, document: Document) -> Sentence:
    if own.span.holds(words):
        return own
    return next((s for s in document.sentences if s.span.holds(words)), own)
