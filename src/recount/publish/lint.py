"""A number that was typed and not counted is an error: no reader could open it.

The lint reads a finished page. Every run of digits must stand inside a number's link, a quotation or name, a date, an
id, or the scale of a figure; and every number's link must say what its entry says.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from recount.publish.phrases import amount, spread
from recount.records.publication import QuarterReport

_SKIPPED_TAGS = frozenset({"script", "style", "head", "time", "code", "cite", "blockquote", "q", "bdi"})
_SKIPPED_ATTRIBUTES = frozenset({"data-date", "data-scale", "data-n"})
_VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "wbr"})
_DIGITS = re.compile(r"\w*\d[\w,.]*")


def typed_numbers(page: str) -> list[str]:
    """Digits in the page's own prose, each with the words around it; empty when every number can be opened."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.typed


def wrong_numbers(page: str, report: QuarterReport) -> list[str]:
    """Numbers whose words differ from their entry, and links to entries that the report does not have."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    known = {counted.key: counted for counted in report.counted}
    wrong = []
    for key, words in reader.numbers:
        if key not in known:
            wrong.append(f"{key}: no such entry")
            continue
        expected = amount(known[key])
        if not words.startswith(expected) and f": {expected}" not in words:
            wrong.append(f"{key}: says {words!r}, expected {expected!r} {spread(known[key])}")
    return wrong


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.typed: list[str] = []
        self.numbers: list[tuple[str, str]] = []
        self._open: list[tuple[str, bool, str | None]] = []
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        given = dict(attrs)
        skipped = tag in _SKIPPED_TAGS or not _SKIPPED_ATTRIBUTES.isdisjoint(given)
        inside = bool(self._open) and self._open[-1][1]
        key = given.get("data-n")
        if key is not None:
            self._words = ""
        self._open.append((tag, skipped or inside, key))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing stands inside it."""

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, _, key = self._open.pop()
            if key is not None:
                self.numbers.append((key, " ".join(self._words.split())))
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        self._words += data
        if not (self._open and self._open[-1][1]):
            self.typed += [f"{m.group()!r} in {' '.join(data.split())[:80]!r}" for m in _DIGITS.finditer(data)]
