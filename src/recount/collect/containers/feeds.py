"""Feeds (RSS and Atom): each entry a report of its own, as far as the feed gives it."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import feedparser

from recount.collect.bounds import in_words
from recount.collect.containers.budget import Budget, Stream, read_up_to
from recount.collect.containers.pieces import TROUBLES, Opened, Piece, Trouble, plain
from recount.records import Given
from recount.records.codec import dumps
from recount.words.days import day_of
from recount.words.decoding import fit

_VERBATIM = re.compile(rb"(?s)<!\[CDATA\[.*?(?:\]\]>|\Z)")
_OPENS = re.compile(rb"<[A-Za-z]")
_TANGLED = 5000
_MARKUP = ("text/html", "application/xhtml+xml")


def open_feed(handle: Stream, name: str, budget: Budget) -> Opened:  # noqa: ARG001 - every opener is called alike
    """The entries of a feed. Nothing is fetched: an entry that only sums up is kept as the summary that it is."""
    most = budget.bounds.text
    data = read_up_to(handle, most + 1)
    if len(data) > most:
        yield Trouble("too_long", f"The feed is longer than {in_words(most)}, more than one may be.")
        return
    if _is_tangled(data):
        yield Trouble("damaged", "This feed opens thousands of elements that it never closes; it was left.")
        return
    try:
        # As a stream: a string would be taken for an address or the name of a file.
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
        entries = list(feed.entries)
    except TROUBLES as error:
        yield Trouble("damaged", f"This feed cannot be parsed ({type(error).__name__}).")
        return
    if not entries:
        yield Trouble("no_text", "The feed holds no entries.")
    if feed.bozo and feed.get("bozo_exception") is not None and entries:
        yield Trouble("cut", f"The feed is not well-formed; {len(entries)} entries could be read, others may be lost.")
    for number, entry in enumerate(entries, start=1):
        yield _piece(number, entry, feed.feed)


def _is_tangled(data: bytes) -> bool:
    """Whether so much is left open that parsing it would take hours: each level is looked through for each below."""
    bare = _VERBATIM.sub(b"", data)
    return len(_OPENS.findall(bare)) - bare.count(b"</") - bare.count(b"/>") > _TANGLED


def _piece(number: int, entry: Mapping[str, Any], feed: Mapping[str, Any]) -> Piece | Trouble:
    name = _line(entry.get("id"))
    label = plain(f"entry {number}" if name is None else f"entry {number}, id {name[:200]}")
    kept = _kept(entry, feed)
    if not ("text" in kept or "html" in kept or "title" in kept):
        return Trouble("no_text", "The entry has neither a title nor a text.", label)
    day = kept.get("date")
    given = Given(
        title=kept.get("title"),
        publisher=kept.get("feed"),
        published=day,
        published_found="metadata" if day else None,
        url=kept.get("link"),
        language=kept.get("language"),
    )
    data = dumps(kept).encode("utf-8")
    return Piece(label, label, lambda: io.BytesIO(data), given=given, form="feed")


def _kept(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, Any]:
    """What is captured of an entry; absent fields are left out. `whole` is whether the feed gives a content, and not
    only a summary (RSS 2.0 calls either a description: that counts as a summary)."""
    contents = [part for part in entry.get("content") or () if (part.get("value") or "").strip()]
    best = max(contents, key=lambda part: len(part["value"]), default=None) or entry.get("summary_detail") or {}
    value = fit(str(best.get("value") or "")).text.strip()
    cells: dict[str, Any] = {
        "title": _line(entry.get("title")),
        "html" if best.get("type") in _MARKUP else "text": value or None,
        "whole": bool(contents),
        "link": _line(entry.get("link")),
        "date": _day(entry),
        "author": _line(entry.get("author")),
        "feed": _line(feed.get("title")),
        "language": _line(best.get("language")) or _line(feed.get("language")),
    }
    return {key: cell for key, cell in cells.items() if cell is not None}


def _line(value: object) -> str | None:
    return " ".join(fit(value).text.split())[:2000] or None if isinstance(value, str) else None


def _day(entry: Mapping[str, Any]) -> str | None:
    """The day on which the entry was published, else last changed, as written and in the zone in which it is."""
    days = (day_of(str(entry[name])) for name in ("published", "updated", "created") if name in entry)
    return next((day.isoformat() for day in days if day is not None), None)
