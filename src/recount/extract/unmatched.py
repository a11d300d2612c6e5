"""What a text tells that the pack has no words for: verbs beside a party that no line of the lexicon reads, and names
of people and bodies that no actor has. Whoever edits a pack sees here what to add."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from recount.extract.cast import Cast
from recount.extract.lexicon import Lexicon
from recount.extract.sides import objects, subjects
from recount.extract.syntax import Document, Sentence
from recount.extract.triggers import triggers_in
from recount.records import Mention, Span

_SURE = 0.5
_NAMES = ("person", "organisation")
_LIGHT = frozenset({"be", "have", "do", "say", "tell", "make", "get", "take", "go", "come", "add", "use", "include"})


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A verb, by its base form with its particle, or a name as it is written, and the sentence that holds it."""

    what: Literal["verb", "actor"]
    words: str
    sentence: str


def unmatched_in(document: Document, lexicon: Lexicon) -> Iterator[Unmatched]:
    """Verbs and names in the order of the text, each as often as it stands there."""
    for sentence in document.sentences:
        for words in _verbs(sentence, document, lexicon):
            yield Unmatched("verb", words, sentence.text)
        for words in _names(sentence, document):
            yield Unmatched("actor", words, sentence.text)


def _verbs(sentence: Sentence, document: Document, lexicon: Lexicon) -> Iterator[str]:
    """Verbs that the network takes for telling of an event and that have a party of the catalogue as subject or object.
    Those by which somebody speaks are none."""
    tree = sentence.tree
    read = [t.span for t in triggers_in(sentence, lexicon)]
    said = [Span(s.cue.start, s.cue.end) for s in document.sayings_of(sentence) if s.cue is not None]
    told = [Span(e.start, e.end) for e in document.events_of(sentence.span) if e.score >= _SURE]
    cast = Cast(sentence, document, lexicon, _nobody)
    for at, word in enumerate(tree.words):
        span = tree.span(at)
        if word.upos != "VERB" or word.lemma in _LIGHT or word.lemma in lexicon.patterns:
            continue
        if any(s.overlaps(span) for s in (*read, *said)) or not any(s.overlaps(span) for s in told):
            continue
        beside = [*subjects(tree, at), *objects(tree, at), *tree.agents(at)]
        if any(m.id is not None or m.sector is not None for i in beside for m in cast.doers(i)):
            particle = tree.children(at, "compound:prt")
            yield " ".join([word.lemma, *(tree.words[p].lemma for p in particle)])


def _nobody(_: int) -> Mention | None:
    return None


def _names(sentence: Sentence, document: Document) -> Iterator[str]:
    """Names of people and bodies that touch no actor and no place."""
    known = [m.span for m in document.actors_of(sentence.span) if m.span is not None]
    known += [p.span for p in document.places_of(sentence.span) if p.span is not None]
    for named in document.named_of(sentence.span):
        span = named.span
        if named.label not in _NAMES or named.score < _SURE or any(k.overlaps(span) for k in known):
            continue
        words = [sentence.tree.words[i] for i in sentence.tree.within(span)]
        while words and words[0].upos in ("DET", "ADP", "PUNCT"):
            words = words[1:]
        if any(w.upos == "PROPN" for w in words):
            yield document.text[words[0].start : span.end]
