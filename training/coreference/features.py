"""What two mentions have in common, as named features: the words that tell of the event, who and where stands with
them, the sentences and the documents around.

Words come from the language network's trees. Weights of words (idf) are of the corpus at hand, unsupervised.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recount.language.analysis import Analysis, Sentence, Word
from training.coreference.corpora import Told

FEATURES = {
    "lemma_same": "the telling words have one lemma",
    "lemma_akin": "their lemmas differ and begin alike (shoot, shooting)",
    "lemma_learnt": "how often the two lemmas told of one event in the texts learnt from, as log-odds",
    "lemma_new": "the two lemmas differ, do not begin alike and were never seen together",
    "lemma_common": "how often the shared lemma is said in these documents, as a logarithm",
    "class_same": "both are verbs, or both nouns",
    "same_document": "they stand in one document",
    "same_sentence": "they stand in one sentence",
    "documents": "likeness of the two documents (cosine)",
    "sentences": "likeness of the two sentences without the telling words (cosine)",
    "doers": "they share a doer",
    "done_to": "they share what it was done to",
    "beside": "share of the telling words beside them in the tree that they have in common",
    "beside_none": "both have telling words beside them in the tree, and share none",
    "names": "share of the names of the two sentences that they have in common",
    "names_none": "both sentences name somebody or some place, and no name is shared",
    "figures": "they share a number",
    "figures_none": "both sentences give numbers, and none is shared",
    "days": "they share a word of time",
    "days_none": "both sentences have words of time, and share none",
    "denial": "one of them is negated",
    "same_and_documents": "one lemma, times the likeness of the documents",
    "same_and_sentences": "one lemma, times the likeness of the sentences",
    "same_and_beside": "one lemma, times what stands beside them",
    "same_and_names": "one lemma, times the shared names",
    "learnt_and_documents": "learnt log-odds, times the likeness of the documents",
    "learnt_and_sentences": "learnt log-odds, times the likeness of the sentences",
    "learnt_and_names": "learnt log-odds, times the shared names",
    "same_in_document": "one lemma in one document",
    "span": "share of the words of the two mentions that they have in common",
    "rare": "one lemma, times how rare it is among documents (idf)",
    "fine": "their documents are of one fine topic",
    "same_and_fine": "one lemma, in one fine topic",
    "learnt_and_fine": "learnt log-odds, in one fine topic",
    "roots": "likeness of what the network takes the two for (PLOVER roots)",
    "named_beside": "rarest name that stands beside both in the tree (idf)",
    "spans_and_fine": "share of the words of the mentions, in one fine topic",
}
NAMES = tuple(FEATURES)

_TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_TIMES = ("today", "yesterday", "tomorrow", "morning", "afternoon", "evening", "night", "week", "month", "year")
_TIME = frozenset((*_DAYS, *_MONTHS, *_TIMES))
_WORD = re.compile(r"[a-z]{3,}|\d+")

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention as pairs of it are compared. `lemma` and `upos` are those of its head word."""

    told: Told
    lemma: str
    upos: str
    doers: frozenset[str]
    done_to: frozenset[str]
    beside: frozenset[str]
    names: frozenset[str]
    figures: frozenset[str]
    days: frozenset[str]
    denied: bool
    sentence: Vector
    span: frozenset[str]
    roots: Vector


@dataclass(frozen=True, slots=True)
class Setting:
    """What a pair is seen against: document vectors, idf, how often each lemma is said, learnt pairs of lemmas, and the
    fine topic of each document."""

    documents: Mapping[str, Vector]
    idf: Mapping[str, float]
    said: Mapping[str, int]
    learnt: Mapping[tuple[str, str], float]
    fine: Mapping[str, int]


def words_of(document: Mapping[int, Sequence[str]]) -> list[str]:
    """The words of a document that may tell what it is about."""
    return [w for words in document.values() for word in words for w in _WORD.findall(word.lower())]


def idf_of(counts: Iterable[Mapping[str, int]]) -> dict[str, float]:
    """Inverse document frequency, smoothed."""
    held = list(counts)
    seen = Counter(word for count in held for word in count)
    return {word: math.log((1 + len(held)) / (1 + n)) for word, n in seen.items()}


def vector_of(count: Mapping[str, int], idf: Mapping[str, float]) -> Vector:
    """Words weighted by tf-idf, of length one."""
    raw = {word: (1 + math.log(n)) * idf.get(word, 0.0) for word, n in count.items()}
    norm = math.sqrt(sum(v * v for v in raw.values())) or 1.0
    return {word: v / norm for word, v in raw.items() if v}


def cosine(a: Vector, b: Vector) -> float:
    """Likeness of two vectors of length one."""
    if len(b) < len(a):
        a, b = b, a
    return sum(v * b[word] for word, v in a.items() if word in b)


def mention_of(told: Told, reading: Analysis, idf: Mapping[str, float]) -> Mention:
    """A mention in the reading of its sentence, which the network may have cut into several."""
    words = _tree(reading.sentences)
    inside = set(told.numbers)
    head = next((n for n in told.numbers if words[n][1] not in inside), told.numbers[-1])
    below = [n for n, (_, parent) in enumerate(words) if parent == head and n not in inside]
    above = words[head][1]
    doers = {n for n in below if words[n][0].deprel.startswith(("nsubj", "obl:agent", "nmod:poss"))}
    done = {n for n in below if words[n][0].deprel.startswith(("obj", "nsubj:pass", "nmod", "compound", "iobj"))}
    near = {*below, *([above] if above >= 0 else ())}
    near |= {n for n, (_, parent) in enumerate(words) if parent in below}
    telling = [w.lemma.lower() for n, (w, _) in enumerate(words) if w.upos in _TELLING and n not in inside]
    return Mention(
        told=told,
        lemma=words[head][0].lemma.lower(),
        upos=words[head][0].upos,
        doers=_lemmas(doers, words),
        done_to=_lemmas(done, words),
        beside=_lemmas(near - inside, words),
        names=frozenset(w.text.lower() for n, (w, _) in enumerate(words) if w.upos == "PROPN" and n not in inside)
        - _TIME,
        figures=frozenset(w.text.lower() for w, _ in words if w.upos == "NUM"),
        days=frozenset(w.text.lower() for w, _ in words) & _TIME,
        denied=any(words[n][0].lemma in ("not", "no", "never", "deny") for n in near),
        sentence=vector_of(Counter(t for t in telling if len(t) > 2), idf),
        span=frozenset(words[n][0].lemma.lower() for n in told.numbers if words[n][0].upos in _TELLING),
        roots=_roots(reading, words[told.numbers[0]][0].start, words[told.numbers[-1]][0].end),
    )


def _roots(reading: Analysis, start: int, end: int) -> Vector:
    """What the network takes the mention for: the scores of the surest trigger that it sees there."""
    met = [trigger for trigger in reading.triggers if trigger.start < end and start < trigger.end]
    scores = max(met, key=lambda trigger: trigger.score).type_scores if met else {}
    norm = math.sqrt(sum(v * v for v in scores.values())) or 1.0
    return {root: v / norm for root, v in scores.items()}


def _tree(sentences: Sequence[Sentence]) -> list[tuple[Word, int]]:
    """Words of all sentences with the number of the word above them, minus one for none."""
    found: list[tuple[Word, int]] = []
    for sentence in sentences:
        start = len(found)
        found += [(w, start + w.head if w.head >= 0 else -1) for w in sentence.words]
    return found


def _lemmas(numbers: Iterable[int], words: Sequence[tuple[Word, int]]) -> frozenset[str]:
    return frozenset(words[n][0].lemma.lower() for n in numbers if words[n][0].upos in _TELLING)


def akin(a: str, b: str) -> bool:
    """Whether two lemmas begin alike far enough to be of one family of words."""
    shared = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared >= 4 and shared >= max(len(a), len(b)) - 4


def features(a: Mention, b: Mention, setting: Setting) -> list[float]:
    """The features of a pair, in the order of `NAMES`. Symmetric."""
    pair = (min(a.lemma, b.lemma), max(a.lemma, b.lemma))
    same = float(a.lemma == b.lemma)
    alike = float(not same and akin(a.lemma, b.lemma))
    learnt = setting.learnt.get(pair, 0.0)
    one_document = a.told.document == b.told.document
    documents = 1.0 if one_document else cosine(setting.documents[a.told.document], setting.documents[b.told.document])
    sentences = cosine(a.sentence, b.sentence)
    beside, names = _share(a.beside, b.beside), _share(a.names, b.names)
    return [
        same,
        alike,
        learnt,
        float(not same and not alike and pair not in setting.learnt),
        same * math.log(setting.said.get(a.lemma, 1)),
        float(a.upos == b.upos),
        float(one_document),
        float(one_document and a.told.sentence == b.told.sentence),
        documents,
        sentences,
        float(not a.doers.isdisjoint(b.doers)),
        float(not a.done_to.isdisjoint(b.done_to)),
        beside,
        _none(a.beside, b.beside),
        names,
        _none(a.names, b.names),
        float(not a.figures.isdisjoint(b.figures)),
        _none(a.figures, b.figures),
        float(not a.days.isdisjoint(b.days)),
        _none(a.days, b.days),
        float(a.denied != b.denied),
        same * documents,
        same * sentences,
        same * beside,
        same * names,
        learnt * documents,
        learnt * sentences,
        learnt * names,
        same * one_document,
        (span := _share(a.span, b.span)),
        same * setting.idf.get(a.lemma, 4.0),
        (fine := float(setting.fine.get(a.told.document, -1) == setting.fine.get(b.told.document, -2))),
        same * fine,
        learnt * fine,
        cosine(a.roots, b.roots),
        max((setting.idf.get(w, 4.0) for w in a.beside & b.beside), default=0.0),
        span * fine,
    ]


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _none(a: frozenset[str], b: frozenset[str]) -> float:
    return float(bool(a) and bool(b) and a.isdisjoint(b))
