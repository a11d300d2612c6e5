"""For whom "he", "the group" or a surname stands: the speaker that the report named before."""

from __future__ import annotations

from recount.extract.clauses import PREPOSITIONS, is_finite_like
from recount.extract.cues import cues
from recount.extract.sayings import Saying, sayings_in, speaking_in
from recount.extract.speakers import is_person_like, source_of
from recount.extract.subjects import TITLES
from recount.extract.syntax import Document, Sentence, Token
from recount.records import Source, Span

_BACK = 6
"""Sentences that are searched backwards for whom "he" or "the group" stands."""
_LONGEST = 10
"""Tokens of a subject that a later verb of the sentence may share."""


def first_subject(sentence: Sentence, document: Document, saying: Saying) -> Source | None:
    """The subject of the sentence, where a verb ("..., saying that", "and announced") has none of its own."""
    tokens = sentence.tokens[: saying.cue[0]]
    start = 0
    if tokens and tokens[0].lower in PREPOSITIONS:
        start = next((i + 1 for i, t in enumerate(tokens) if t.text == ","), len(tokens))
    end = next(
        (i for i in range(start, len(tokens)) if is_finite_like(tokens[i].lower) or tokens[i].text == ","), start
    )
    phrase = tokens[start:end]
    return source_of(phrase, sentence, document, verb=saying.lemma) if 0 < len(phrase) <= _LONGEST else None


def earlier(sentence: Sentence, document: Document, *, person: bool) -> Source | None:
    """The speaker last named in the sentences before, nearest first."""
    for k in range(sentence.index - 1, max(-1, sentence.index - 1 - _BACK), -1):
        before = document.sentences[k]
        said = [s.speaker for s in sayings_in(before.tokens, frozenset()) if s.speaker is not None]
        for start, end in reversed(said or list(speaking_in(before.tokens))):
            phrase = before.tokens[start:end]
            source = source_of(phrase, before, document, verb=None)
            if source is not None and (not person or is_person_like(source)):
                return in_full(source, before, document, phrase[0].start)
    return None


def in_full(source: Source, sentence: Sentence, document: Document, start: int) -> Source:
    """A surname alone takes the full name and role that the report gave before ("Kirby": John Kirby, spokesman)."""
    name = source.name
    if name is None or " " in name or source.role is not None or source.id is not None or len(name) < 3:
        return source
    at = document.text.rfind(name, 0, start)
    for before in reversed(document.sentences[: sentence.index + 1]):
        if at >= 0 and before.span.start <= at < before.span.end:
            return _named_at(source, Span(at, at + len(name)), before, document)
    return source


def _named_at(source: Source, at: Span, sentence: Sentence, document: Document) -> Source:
    tokens = sentence.tokens
    first = next((i for i, t in enumerate(tokens) if t.start == at.start), None)
    last = next((i for i, t in enumerate(tokens) if t.end == at.end), None)
    if first is None or last is None:
        return source
    edge = first
    while edge > 0 and first - edge < 8 and (tokens[edge - 1].text[0].isupper() or _is_role(tokens[edge - 1])):
        edge -= 1
    if edge == first:
        return source
    full = source_of(tokens[edge : last + 1], sentence, document, verb=source.verb, verbatim=source.verbatim)
    return full if full is not None and full.name is not None and full.name.endswith(source.name or "") else source


def _is_role(token: Token) -> bool:
    return token.lower in cues().speakers or (token.text == "." or token.lower in TITLES)
