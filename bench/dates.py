"""Time expressions found and placed on the calendar, beside `dateparser.search` on the same texts in one process."""

from __future__ import annotations

import json
import time
import warnings
from collections.abc import Callable, Iterator, Sized
from datetime import date, datetime
from pathlib import Path

from dateparser.search import search_dates

from recount.words.dates import times_in

CHARACTERS = 40_000
"""As much text as the peer can go through in a bearable time."""


def run(data: Path) -> Iterator[tuple[str, float]]:
    """Seconds each, how many expressions each finds, and the ratio of the times."""
    texts = some_text(data)
    anchor = date(2016, 6, 20)
    ours, found = clocked(lambda text: times_in(text, published=anchor), texts)
    settings = {"RELATIVE_BASE": datetime(2016, 6, 20)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs, peer_found = clocked(
            lambda text: search_dates(text, languages=["en"], settings=settings) or [],
            texts,
        )
    yield "characters", sum(map(len, texts))
    yield "recount_s", ours
    yield "recount_found", found
    yield "dateparser_s", theirs
    yield "dateparser_found", peer_found
    yield "recount_over_dateparser", ours / theirs


def clocked(find: Callable[[str], Sized], texts: list[str]) -> tuple[float, int]:
    """Seconds, and how many expressions were found."""
    began = time.perf_counter()
    found = sum(len(find(text)) for text in texts)
    return time.perf_counter() - began, found


def some_text(data: Path) -> list[str]:
    """The first texts of a corpus of rows, or of a folder of plain files."""
    if data.is_dir():
        texts = [path.read_text(encoding="utf-8") for path in sorted(data.glob("*.txt"))]
    else:
        rows = (json.loads(line) for line in data.read_text(encoding="utf-8").splitlines())
        texts = [row.get("article_content") or row.get("text") or "" for row in rows]
    kept: list[str] = []
    for text in texts:
        if sum(map(len, kept)) > CHARACTERS:
            break
        kept.append(text)
    return kept
