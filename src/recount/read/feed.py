"""An entry of a feed, as it was captured: canonical JSON of what the feed gives of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from html import escape
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from recount.read.draft import Draft, UnreadableError
from recount.read.html import draft_of_markup
from recount.read.parts import Part, tidy
from recount.read.prose import parts_of
from recount.records import Capture
from recount.words.days import day_of
from recount.words.decoding import fit

_INLINE = frozenset(
    {"a", "b", "i", "em", "strong", "span", "br", "img", "u", "small", "sub", "sup", "font", "q", "code"}
)
_SUMMARY = "the feed gives a summary only"


def read_feed(capture: Capture) -> Draft:
    """The report in an entry: its title, then its text."""
    try:
        entry = json.loads(capture.data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise UnreadableError("bad_entry", "The captured entry is not the JSON that was written for it.") from error
    cells: dict[str, Any] = entry if isinstance(entry, dict) else {}
    title, markup, words = (_cell(cells, name) for name in ("title", "html", "text"))
    if not (title or markup or words):
        raise UnreadableError("no_text", "The entry has neither a title nor a text.")
    draft = _of_markup(title, markup) if markup else _of_text(title, words or "")
    stated = _cell(cells, "date")
    day = day_of(stated) if stated and capture.given.published is None else None
    return replace(
        draft,
        title=title or draft.title,
        author=_cell(cells, "author"),
        publisher=_cell(cells, "feed"),
        url=_cell(cells, "link"),
        language=_cell(cells, "language"),
        dates=(day,) if isinstance(day, date) else (),
        notes=draft.notes if cells.get("whole") else (*draft.notes, _SUMMARY),
    )


def _cell(cells: dict[str, Any], name: str) -> str | None:
    value = cells.get(name)
    return fit(value).text.strip() or None if isinstance(value, str) else None


def _of_markup(title: str | None, markup: str) -> Draft:
    head = f"<title>{escape(title)}</title>" if title else ""
    try:
        return draft_of_markup(
            f"<html><head>{head}</head><body><article>{_paragraphed(markup)}</article></body></html>"
        )
    except UnreadableError:
        if title is None:
            raise
        return _of_text(title, "")


def _of_text(title: str | None, words: str) -> Draft:
    before = f"{title}\n\n" if title and title not in words[: len(title) + 50] else ""
    text, at = (before + words).rstrip(), len(before)
    parts = [Part("title", 0, len(title or ""))] if before else []
    inner = parts_of(words, title=None if before else title)
    kept = (replace(part, start=part.start + at, end=part.end + at) for part in inner)
    parts += [replace(part, kind="heading") if before and part.kind == "title" else part for part in kept]
    return Draft(text, tuple(tidy(text, parts)))


def _paragraphed(markup: str) -> str:
    """The entry with words that stand bare between its blocks put into paragraphs, so that no reader drops them."""
    try:
        root = lxml_html.fragment_fromstring(markup, create_parent="article")
    except (etree.LxmlError, ValueError, AssertionError):
        return escape(markup)
    found: list[str] = []
    run = escape(root.text or "")
    for child in root:
        inline = child.tag in _INLINE
        tail, child.tail = escape(child.tail or ""), None
        words = lxml_html.tostring(child, encoding="unicode")
        if inline:
            run += words + tail
        else:
            found += [f"<p>{run}</p>", words]
            run = tail
    return "".join([*found, f"<p>{run}</p>"])
