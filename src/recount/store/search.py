"""Words to the sentences that hold them.

A search is words that must all occur, `"phrases"`, `-words` or `-"phrases"` that must not, and `word ~5 word` for two
that stand at most five words apart. Case, accents and Arabic letter forms make no difference. Sentences with the whole
words come first; where there are too few of them, those that hold the words as parts of longer words follow.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from itertools import islice

from recount.records import Span, UsageError
from recount.store.pinned import Generation
from recount.words.normalise import fold

_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_WORD = re.compile(r"\w+")
_APART = re.compile(r"~(\d{1,4})")
_FARTHEST = 100
_MOST_TERMS = 32
_MOST_CHARACTERS = 1000
_SNIPPET = 240
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as understood: folded words or phrases that must, and must not, occur. `near` are pairs of wanted terms
    with the number of words that may stand between them."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    near: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that holds what was asked. `start` and `end` place it in the report's text (both 0: the title);
    `snippet` is the sentence, or a stretch of a long one around the first match; `marks` are the matches in the
    snippet. `whole` is false where only parts of words match."""

    report: str
    start: int
    end: int
    snippet: str
    marks: tuple[Span, ...]
    title: str | None
    publisher: str | None
    published: str | None
    whole: bool


def asked(text: str) -> Asked:
    """Understand a search, or say in one sentence why it cannot be."""
    if len(text) > _MOST_CHARACTERS:
        raise UsageError(f"This search has {len(text)} characters; use at most {_MOST_CHARACTERS}.")
    wanted: list[str] = []
    unwanted: list[str] = []
    near: list[tuple[str, str, int]] = []
    apart: int | None = None
    for term in _TERM.finditer(fold(text.replace("\0", " "))):
        if wanted and term["word"] is not None and (found := _APART.fullmatch(term["word"])):
            apart = min(int(found[1]), _FARTHEST)
            continue
        words = " ".join(_WORD.findall(term["phrase"] if term["word"] is None else term["word"]))
        if words:
            if apart is not None and not term["minus"]:
                near.append((wanted[-1], words, apart))
            (unwanted if term["minus"] else wanted).append(words)
            apart = None
    if len(wanted) + len(unwanted) > _MOST_TERMS:
        raise UsageError(f"This search has {len(wanted) + len(unwanted)} terms; use at most {_MOST_TERMS}.")
    if not wanted:
        raise UsageError('A search needs at least one word to look for, for example: drone "air base" -syria')
    return Asked(tuple(wanted), tuple(unwanted), tuple(near))


def search(generation: Generation, text: str, limit: int = 50) -> list[Hit]:
    """The sentences that hold what is asked, best first (BM25), whole words before parts of words."""
    if limit < 1:
        return []
    question = asked(text)
    found = dict.fromkeys(_matches(generation, "words", question, limit), True)
    if len(found) < limit:
        for passage in islice(_matches(generation, "parts", question, limit), limit):
            if len(found) < limit:
                found.setdefault(passage, False)
    return [_hit(generation, passage, question, whole) for passage, whole in found.items()]


def passages_with(generation: Generation, text: str) -> list[tuple[str, int, int]]:
    """Report, start and end of every sentence that holds what is asked as whole words; parts of words only where
    no sentence does. For filters, which want all and no order."""
    question = asked(text)
    for table in ("words", "parts"):
        found = _matches(generation, table, question, -1)
        if found:
            return [_row(generation, passage)[:3] for passage in found]
    return []


def _matches(generation: Generation, table: str, question: Asked, limit: int) -> list[int]:
    """Numbers of matching passages, best first; `table` is one of the two names above."""
    expression = _expression(question, shortest=3 if table == "parts" else 1)
    if expression is None:
        return []
    query = _BEST_WORDS if table == "words" else _BEST_PARTS
    try:
        return [int(row[0]) for row in generation.search.execute(query, (expression, limit))]
    except sqlite3.OperationalError as error:
        raise UsageError(f"This search cannot be understood ({error}); use plain words.") from error


_BEST_WORDS = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank, rowid LIMIT ?"
_BEST_PARTS = "SELECT rowid FROM parts WHERE parts MATCH ? ORDER BY rank, rowid LIMIT ?"


def _expression(question: Asked, *, shortest: int) -> str | None:
    """In the language of FTS5; `None` where a wanted term is too short for the table. Terms hold only letters,
    digits, underscores and spaces, so nothing in them can be an operator once they are quoted."""
    if any(len(term) < shortest for term in question.wanted) or (shortest > 1 and question.near):
        return None  # pieces of words have no distance in words
    wanted = " AND ".join(f'"{term}"' for term in question.wanted)
    wanted += "".join(f' AND NEAR("{one}" "{other}", {apart})' for one, other, apart in question.near)
    unwanted = "".join(f' NOT "{term}"' for term in question.unwanted if len(term) >= shortest)
    return f"({wanted}){unwanted}"


_PASSAGE = """
SELECT p.report, p.start, p.stop, p.text, r.title, r.publisher, r.published
FROM passages p JOIN reports r ON r.id = p.report WHERE p.id = ?
"""

_Row = tuple[str, int, int, str, str | None, str | None, str | None]


def _hit(generation: Generation, passage: int, question: Asked, whole: bool) -> Hit:
    report, start, stop, text, title, publisher, published = _row(generation, passage)
    snippet, marks = _snippet(text, _marks(text, question.wanted, whole))
    return Hit(report, start, stop, snippet, marks, title, publisher, published, whole)


def _row(generation: Generation, passage: int) -> _Row:
    row: _Row = generation.search.execute(_PASSAGE, (passage,)).fetchone()
    return row


def _marks(text: str, wanted: tuple[str, ...], whole: bool) -> tuple[Span, ...]:
    """Words of the text, as it is written, that matched; folding changes lengths, so each word is folded alone."""
    terms = frozenset(word for term in wanted for word in term.split())
    spans = []
    for word in _WORD.finditer(text):
        folded = fold(word.group())
        if folded in terms or (not whole and any(term in folded for term in terms)):
            spans.append(Span(word.start(), word.end()))
    return tuple(spans)


def _snippet(text: str, marks: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    if len(text) <= _SNIPPET:
        return text, marks
    first = marks[0].start if marks else 0
    start = max(0, min(first - _SNIPPET // 3, len(text) - _SNIPPET))
    end = start + _SNIPPET
    head, tail = (_ELLIPSIS if start else ""), (_ELLIPSIS if end < len(text) else "")
    shift = len(head) - start
    inside = tuple(Span(m.start + shift, m.end + shift) for m in marks if start <= m.start and m.end <= end)
    return head + text[start:end] + tail, inside
