"""Who speaks in a transcript: the speaker of a turn as the outermost source of all that is claimed in it.

The label gives little ("MR. KARIM"); the full name and the office stand in the list of speakers at the head, in a
label that gives them once ("ADEL KARIM, spokesman:"), or nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from recount.extract.cues import cues
from recount.extract.speakers import source_of
from recount.extract.subjects import TITLES
from recount.extract.syntax import Document, Sentence, tokens_in
from recount.records import Source, SourceKind, Span
from recount.words.lists import word_set

_ROLES = word_set(
    """moderator operator chair chairman chairwoman interpreter translator staff host anchor narrator
    presenter reporter reporters correspondent journalist interviewer announcer"""
)
_KINDS: dict[str, SourceKind] = dict.fromkeys(
    ("host", "anchor", "narrator", "presenter", "reporter", "correspondent", "journalist"), "media"
)
_LINE = re.compile(r"[^\n;•|]+")
_LEAD = re.compile(
    r"(?i)\W*(?:(?:presenters?|speakers?|participants?|briefers?|attendees|with|featuring|by|briefing by)\s*:)?[\s*_-]*"
)
_MOST = 4000
"""Characters of the head in which the speakers are looked for."""
_LONGEST = 30
"""Tokens of a line that may present a speaker."""


def with_speaker(chain: tuple[Source, ...], sentence: Sentence, document: Document) -> tuple[Source, ...]:
    """The chain with the speaker of the turn at its far end; a speaker who cites themselves stands there once.
    Outside turns the chain as it is, and so it is where a presenter or reporter tells what others say: theirs is the
    report's own voice."""
    speaker = speaker_of(sentence, document)
    if (
        speaker is None
        or (chain and _presents(speaker))
        or any((s.name, s.description) == (speaker.name, speaker.description) for s in chain)
    ):
        return chain
    return (*chain, speaker)


def _presents(speaker: Source) -> bool:
    """A presenter or reporter, by trade and not by name."""
    return speaker.kind == "media" and not speaker.named


def speaker_of(sentence: Sentence, document: Document) -> Source | None:
    """Who says the sentence, where it stands in a turn of a transcript; their words are verbatim."""
    label = document.report.segments[sentence.segment].speaker
    if label is None or not any(c.isalpha() for c in label):
        return None
    words = label.split()
    if words[-1].casefold().strip(".") in _ROLES or (len(words) > 1 and words[0].casefold() in _ROLES):
        return Source(None, label, None, _KINDS.get(words[-1].casefold()), False, None, True)
    if len(words) == 1 and words[0].casefold() in cues().speakers:
        return Source(None, label, None, cues().speakers[words[0].casefold()], False, None, True)
    titles, name = _without_titles(label)
    found = _presented(name, sentence, document)
    if found is not None:
        return replace(found, role=found.role or titles or None, kind=found.kind or _kind(titles))
    return Source(_cased(name), None, titles or None, _kind(titles), True, None, True)


def _without_titles(label: str) -> tuple[str, str]:
    """A rank or office before the name, and the name: ("Gen.", "ROSS"). Mr. and Ms. say nothing of a role."""
    words = label.split()
    k = 0
    while k + 1 < len(words) and (words[k].casefold().strip(".") in _RANKS or words[k].casefold().strip(".") in TITLES):
        k += 1
    rank = [word for word in words[:k] if word.casefold().strip(".") not in _POLITE]
    return _cased(" ".join(rank)), " ".join(words[k:])


_POLITE = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof"})
_RANKS = word_set(
    """general colonel major captain admiral lieutenant commander commodore marshal sergeant secretary minister premier
    president ambassador senator spokesman spokeswoman spokesperson governor deputy under assistant vice rear amb adm
    cdr cmdr brigadier air prime miss sec"""
)


def _kind(titles: str) -> SourceKind | None:
    return "official" if titles else None


def _presented(name: str, sentence: Sentence, document: Document) -> Source | None:
    """The source that the head, or the label of a first turn, presents under this surname."""
    surname = name.split()[-1].casefold().strip(".'’")
    for line in _heads(document):
        words = document.text[line.start : line.end]
        if surname not in words.casefold():
            continue
        lead = _LEAD.match(words)
        tokens = tokens_in(document.text, line.start + (lead.end() if lead else 0), line.end)
        if not any(t.lower == surname or t.lower.startswith(surname) for t in tokens) or len(tokens) > _LONGEST:
            continue
        found = source_of(tokens, sentence, document, verb=None, verbatim=True)
        if found is not None and found.name is not None and found.name.casefold().split()[-1].endswith(surname):
            rank, own = _without_titles(found.name)
            return replace(found, name=_cased(own), role=found.role or rank or None)
    return None


def _heads(document: Document) -> Iterator[Span]:
    """Lines before the first turn, and the labels of turns that say more than a name."""
    segments = document.report.segments
    first = next((s.start for s in segments if s.kind in ("turn", "question")), 0)
    for match in _LINE.finditer(document.text, 0, min(first, _MOST)):
        yield Span(*match.span())
    for segment in segments:
        if segment.kind == "byline" and "," in document.text[segment.start : segment.end]:
            yield Span(segment.start, segment.end - 1)


def _cased(name: str) -> str:
    """A name printed in capitals as names are written."""
    return name.title().replace("’S", "’s") if name.isupper() else name
