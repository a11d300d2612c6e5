"""Documents for the tests of the extractor: one segment, its sentences, and what the word layer finds in them."""

from __future__ import annotations

import datetime

from recount.extract.syntax import Document, Sentence, tokens_in
from recount.extract.trees import Tree
from recount.language.choose import language_of
from recount.records import Mention, Report, Segment, Span
from recount.words.dates import times_in
from recount.words.lists import word_set
from recount.words.numbers import numbers_in

PUBLISHED = datetime.date(2017, 3, 15)


def document_of(text: str, *, actors: tuple[Mention, ...] = (), times: bool = False, numbers: bool = False) -> Document:
    """A document of one body segment, published on a Wednesday."""
    report = Report("r", "0" * 64, "txt", text, "v", (Segment("body", 0, len(text), True),))
    heard = language_of().analyse(text)
    sentences = tuple(
        Sentence(
            i, Span(s.start, s.end), tokens_in(text, s.start, s.end), 0, "body", text[s.start : s.end], Tree(s.words)
        )
        for i, s in enumerate(heard.sentences)
    )
    found = times_in(text, published=PUBLISHED) if times else []
    return Document(report, sentences, tuple(numbers_in(text)) if numbers else (), tuple(found), (), actors, heard)


def span_of(text: str, words: str) -> Span:
    """Where the words first stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


SOUP = sorted(
    word_set(
        """the a said told that “ ” " ' , . ; : — - ( ) and but if unless not no denied killed wounded were
        attack attacks of
        to by 12 5 dozens people soldiers will vowed may according including them whom he they report which who U.S.
        Kirby
        '' reportedly never children month per % since as on Monday civilians failed prevent foiled threatened"""
    )
)
"""Words and marks on which the rules turn, to be thrown together by property tests."""
