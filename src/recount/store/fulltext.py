"""The full-text index: every sentence of every report, whether Recount can read its language or not.

Two FTS5 tables over the folded sentence: `words` finds whole words and phrases, `parts` (trigrams) finds what lies
inside a word, which Arabic prefixes and half-remembered names need. Both hold only the index; the text is in
`passages`, as the report has it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from recount.records import Report, Span
from recount.words.normalise import fold
from recount.words.sentences import sentences_in

_SCHEMA = """
CREATE TABLE reports (id TEXT PRIMARY KEY, title TEXT, publisher TEXT, published TEXT) WITHOUT ROWID;
CREATE TABLE passages (id INTEGER PRIMARY KEY, report TEXT, start INTEGER, stop INTEGER, text TEXT);
CREATE VIRTUAL TABLE words USING fts5(folded, content = '', tokenize = 'unicode61');
CREATE VIRTUAL TABLE parts USING fts5(folded, content = '', tokenize = 'trigram');
"""


class SearchIndex:
    """The index while it is built. It is made aside and synced as a whole, so SQLite need not be careful."""

    def __init__(self, path: Path) -> None:
        self.passages = 0
        self._connection = sqlite3.connect(path)

    def __enter__(self) -> SearchIndex:
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.executescript(_SCHEMA)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._connection.commit()
        finally:
            self._connection.close()

    def add(self, report: Report) -> None:
        """Index the sentences of a report, and its title where the text does not hold it."""
        about = (report.id, report.title, report.publisher, report.published.date)
        self._connection.execute("INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?)", [_sound(part) for part in about])
        rows, folded = [], []
        for span, text in passages_of(report):
            self.passages += 1
            rows.append((self.passages, report.id, span.start, span.end, _sound(text)))
            folded.append((self.passages, _sound(fold(text))))
        self._connection.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?)", rows)
        self._connection.executemany("INSERT INTO words (rowid, folded) VALUES (?, ?)", folded)
        self._connection.executemany("INSERT INTO parts (rowid, folded) VALUES (?, ?)", folded)


def passages_of(report: Report) -> Iterator[tuple[Span, str]]:
    """Sentences with their spans, and whole rows of a dataset; a title that the text does not hold has the empty span
    at its start."""
    if report.title and report.title not in report.text:
        yield Span(0, 0), report.title
    stretches = [(s.start, s.end) for s in report.segments] or [(0, len(report.text))]
    if report.dataset is not None:
        yield from ((Span(start, end), report.text[start:end]) for start, end in stretches)
        return
    for start, end in stretches:
        for span in sentences_in(report.text, start, min(end, len(report.text))):
            text = report.text[span.start : span.end]
            if text.strip():
                yield span, text


def _sound(text: str | None) -> str | None:
    """Text that SQLite can hold: lone surrogates become "?", NUL (where FTS5 would stop reading) a space."""
    return None if text is None else text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
