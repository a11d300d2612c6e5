"""For whom "he", "the group" or a surname stands: the speaker that the report named before."""

from __future__ import annotations

from recount.extract.cast import nouns
from recount.extract.clauses import PREPOSITIONS, is_finite_like
from recount.extract.cues import cues
from recount.extract.saying import Saying
from recount.extract.sayings import sayings_of, speaking_in
from recount.extract.speakers import is_person, is_person_like, kind_of, source_of
from recount.extract.speaking import phrase_after
from recount.extract.subjects import TITLES
from recount.extract.syntax import Document, Sentence, Token
from recount.records import Source, Span
from recount.words.lists import word_set

_BACK = 6
"""Sentences that are searched backwards for whom "he" or "the group" stands."""
_LONGEST = 10
"""Tokens of a subject that a later verb of the sentence may share."""


def first_subject(sentence: Sentence, document: Document, saying: Saying) -> Source | None:
    """The subject of the sentence, where a verb ("..., saying that", "and announced") has none of its own."""
    tokens = [t for t in sentence.tokens if t.end <= saying.cue.start]
    start = 0
    if tokens and tokens[0].lower in PREPOSITIONS:
        start = next((i + 1 for i, t in enumerate(tokens) if t.text == ","), len(tokens))
    end = next(
        (i for i in range(start, len(tokens)) if is_finite_like(tokens[i].lower) or tokens[i].text == ","), start
    )
    phrase = tokens[start:end]
    return source_of(phrase, sentence, document, verb=saying.lemma) if 0 < len(phrase) <= _LONGEST else None


def earlier(
    sentence: Sentence, document: Document, *, person: bool = False, thing: bool = False, noun: str | None = None
) -> Source | None:
    """The speaker last named in the sentences before, nearest first: a `person` for "he", none for "it" (a `thing`),
    for "the group" or "the monitor" one that the `noun` may mean; else a party of its kind that was named there. A
    sentence in which nobody speaks gives those whom it is about: "The militias hold the road. They vowed ..."."""
    back = range(sentence.index - 1, max(-1, sentence.index - 1 - _BACK), -1)
    for before in (document.sentences[k] for k in back):
        said = [s.speaker for s in sayings_of(before, document) if s.speaker is not None]
        said = said or list(speaking_in(before))
        if not said and noun is None and not person and not thing:
            said = _told_of(before, document)
        for span in reversed(said):
            phrase = before.tokens_in(span)
            source = source_of(phrase, before, document, verb=None) if phrase else None
            if source is None or (person and not is_person_like(source)) or (thing and is_person(source)):
                continue
            if noun is None or fits(noun, source):
                return in_full(source, before, document, phrase[0].start)
    kind = cues().speakers.get(noun or "")
    if kind not in _NAMED_KINDS:
        return None
    for before in (document.sentences[k] for k in back):
        for mention in reversed(document.actors_of(before.span)):
            if mention.id is not None and kind_of(mention) == kind:
                return Source(mention.words, None, None, kind, True, None, False, mention.id)
    return None


def _told_of(sentence: Sentence, document: Document) -> list[Span]:
    """The subject of a sentence's main clause, where it is several people or a party that "they" may stand for."""
    tree = sentence.tree
    root = tree.root()
    own = tree.children(root, "nsubj", "nsubj:pass") if root is not None else []
    if not own:
        return []
    span, word = phrase_after(tree, own[0]), tree.words[own[0]]
    known = any(m.id is not None and m.span is not None and m.span.overlaps(span) for m in document.actors_of(span))
    lower = word.text.casefold()
    several = "Number=Plur" in word.feats and (lower in cues().speakers or lower in nouns()["people"] or known)
    return [span] if several or (known and word.upos == "PROPN") else []


def person_before(at: Span, sentence: Sentence, document: Document) -> Source | None:
    """The person last named before a pronoun in its sentence: "threatened the premier, Ali Karim, after he ordered"."""
    for name in reversed(document.named_of(Span(sentence.span.start, at.start))):
        if name.label == "person" and document.text[name.start].isupper():
            found = source_of(sentence.tokens_in(name.span), sentence, document, verb=None)
            if found is not None and found.named:
                return found
    return None


_NAMED_KINDS = frozenset({"armed_group", "expert"})
"""Kinds of speaker that a definite mention takes from parties named before, though they did not speak."""


def fits(noun: str, source: Source) -> bool:
    """Whether "the NOUN" may mean a speaker: the word is in its name, role or description, or it is of that kind and
    nothing shows it to be a person where the word means a body, or the other way round."""
    words = " ".join(w for w in (source.name, source.role, source.description) if w).casefold().split()
    if noun in words:
        return True
    if source.kind is None and source.named and source.role is None:
        return noun not in _PERSONS  # a name that nobody knows may be a body's
    if source.kind != cues().speakers.get(noun):
        return False
    return source.kind in _NAMED_KINDS or (noun in _PERSONS and is_person(source))


_PERSONS = word_set("spokesman spokeswoman official general minister president commander officer governor")


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
