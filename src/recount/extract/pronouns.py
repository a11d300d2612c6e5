"""For whom "they", "it" or "the group" stands as the subject of a deed."""

from __future__ import annotations

from dataclasses import replace

from recount.extract.attribution import Attribution
from recount.extract.cast import ARMED
from recount.extract.clauses import is_finite_like
from recount.extract.sides import subjects
from recount.extract.syntax import Document, Sentence, Token
from recount.extract.triggers import Trigger
from recount.records import Mention
from recount.words.lists import word_set

_GROUPS = word_set("group militia militias movement faction factions organisation organization alliance force")
_OPENERS = word_set("on in at after before during since by then later also and but however meanwhile yet still")
_CLAIMING = frozenset({"REB", "ISM", "PRM", "UAF"})
_REACH = 8
"""Tokens before a sentence's subject, such as "On Monday evening,"."""


def subject_of(sentence: Sentence, document: Document, before: Mention | None) -> Mention | None:
    """The party that a sentence is about, for the pronouns of the next: the first one named, where it is the subject;
    whom its pronoun means, where it opens with one. Nobody where that cannot be told."""
    tokens = sentence.tokens
    found = next((m for m in document.actors_of(sentence.span) if m.span is not None), None)
    pronoun = _pronoun(tokens)
    first = found.span.start if found is not None and found.span is not None else sentence.span.end
    if pronoun is not None and pronoun.start < first and (pronoun.lower != "the" or _points_back(found, before)):
        return before
    if found is None or found.span is None:
        return None
    if found.id is None and not (found.sector in ARMED and found.words.endswith("s")):
        return None
    lead = [t for t in tokens if t.end <= found.span.start]
    after = [t for t in tokens if t.start >= found.span.end][:_REACH]
    opens = len(lead) <= _REACH and not any(is_finite_like(t.lower) for t in lead)
    direct = not lead or lead[-1].lower in ("the", ",") or len(lead) <= 2
    governed = bool(lead) and lead[-1 if lead[-1].lower != "the" else max(-2, -len(lead))].lower in _PREPOSED
    return found if opens and direct and not governed and after else None


def _points_back(found: Mention | None, before: Mention | None) -> bool:
    """Whether "the militias" may mean the party told of before: one of their kind, and no coalition of states."""
    return before is not None and (found is None or found.sector is None or before.sector in (found.sector, *_CLAIMING))


_PREPOSED = word_set("of by against on in at from with to for near")


def _pronoun(tokens: tuple[Token, ...]) -> Token | None:
    """The pronoun or "the group" with which a sentence opens, after words of time at most."""
    for n, token in enumerate(tokens[:_REACH]):
        if token.lower in ("they", "it"):
            return token
        if token.lower == "the" and n + 1 < len(tokens) and tokens[n + 1].lower in _GROUPS:
            return token
        if n == 0 and token.lower not in _OPENERS:
            return None
    return None


def meant_by_pronoun(
    index: int,
    trigger: Trigger,
    sentence: Sentence,
    document: Document,
    attribution: Attribution | None,
    carried: Mention | None,
) -> Mention | None:
    """The party that the pronoun, or "the group", at an index means: in what someone says, that speaker; else the
    subject of a clause before it in the sentence; else that of the sentence before. Nobody is guessed."""
    if attribution is not None and attribution.chain:
        told = any(part.holds(sentence.tree.span(index)) for part in attribution.content)
        if told and (speaker := _speaker(attribution, trigger, sentence, document)) is not None:
            return speaker
        if told and attribution.source is not None and sentence.tree.words[index].upos == "NOUN":
            owners = [m for m in document.actors_of(attribution.source) if m.id is not None and m.sector in _CLAIMING]
            if owners:  # "the movement's news agency said that the group had": whose agency it is
                return owners[0]
    before = _subject_before(index, sentence, document)
    if sentence.tree.words[index].text.casefold() == "it":
        meant = before if before is not None else carried
        return None if meant is not None and _is_person(meant, document) else meant
    if sentence.tree.words[index].text.casefold() in ("he", "she"):
        return _person_before(index, sentence, document) or before
    if before is not None and _is_one(before, document):
        return carried
    return before if before is not None else carried


def _is_one(mention: Mention, document: Document) -> bool:
    """Whether a party is one person in plain words, for whom "they" does not stand: "a senior official"."""
    if mention.id is not None or mention.span is None:
        return False
    words = document.text[max(0, mention.span.start - 3) : mention.span.start].split()[-1:]
    return words in (["a"], ["an"]) and not mention.words.endswith("s")


def _is_person(mention: Mention, document: Document) -> bool:
    """Whether a party is named by a person's name, for whom "it" never stands."""
    named = document.named_of(mention.span) if mention.span is not None else []
    return any(n.label == "person" and document.text[n.start].isupper() for n in named)


def _person_before(index: int, sentence: Sentence, document: Document) -> Mention | None:
    """The party of the person last named before "he" or "she" in the sentence."""
    start = sentence.tree.words[index].start
    names = [n for n in document.named_of(sentence.span) if n.label == "person" and n.end <= start]
    for name in reversed(names):
        for mention in document.actors_of(sentence.span):
            if mention.span is not None and mention.span.overlaps(name.span):
                return mention
    return None


def _subject_before(index: int, sentence: Sentence, document: Document) -> Mention | None:
    """The party that is the subject of a clause above or beside, told before the pronoun."""
    tree = sentence.tree
    word = tree.words[index]
    for clause in (tree.clause(index), *tree.above(tree.clause(index))):
        for subject in subjects(tree, clause):
            at = tree.words[subject]
            if at.end > word.start:
                continue
            for mention in document.actors_of(sentence.span):
                if mention.span is not None and mention.span.start <= at.start and at.end <= mention.span.end:
                    return mention if mention.sector in ARMED | {"GOV"} or mention.id is not None else None
    return None


def _speaker(attribution: Attribution, trigger: Trigger, sentence: Sentence, document: Document) -> Mention | None:
    """The speaker as a party, where the sentence names it; an irregular force telling its own assault claims it."""
    id_ = attribution.chain[0].id
    named = next((m for m in document.actors_of(sentence.span) if id_ is not None and m.id == id_), None)
    if named is None or named.sector not in ARMED | {"GOV"}:
        return None
    claimed = named.sector in _CLAIMING and trigger.entry.type == "ASSAULT"
    return replace(named, certainty="claimed") if claimed else named
