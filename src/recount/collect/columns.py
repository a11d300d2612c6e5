"""Which columns of a table are a report: title, text, source, date, address, language; every other is left unread.

A labelled corpus carries its answers beside its texts. They are dropped here, at the door, so that nothing after this
module can see them: the bytes of a row are the canonical JSON of the kept columns alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from recount.records.codec import dumps
from recount.words.days import Order, day_of, is_open

ALIASES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "articlecontent", "articletext", "articlebody", "fulltext", "maintext", "newstext",
        "story", "doctext", "rawtext", "posttext", "tweettext", "description", "article", "document", "message",
    ),
    "title": ("title", "headline", "articletitle", "newstitle", "heading", "name", "subject"),
    "source": (
        "source", "publisher", "outlet", "newspaper", "sourcename", "newssource", "sitename", "site", "agency", "media",
    ),
    "date": (
        "dateiso", "isodate", "publishediso", "published", "publishedat", "publisheddate", "publicationdate",
        "datepublished", "publishdate", "pubdate", "articledate", "dateofpublication", "date", "createdat", "posted",
    ),
    "url": ("url", "link", "sourceurl", "articleurl", "permalink", "canonicalurl", "weburl"),
    "language": ("language", "lang"),
    "id": ("id", "unitid", "docid", "articleid", "uid", "guid", "key"),
}  # fmt: skip
"""Names by which a kept column goes, best first, in lower case without marks."""

_ALL = {alias: (kept, rank) for kept, names in ALIASES.items() for rank, alias in enumerate(names)}


@dataclass(frozen=True, slots=True)
class Kept:
    """The kept cells of one row, each as given. `id` serves only to find the row again and is not captured."""

    text: str | None
    title: str | None = None
    source: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None
    id: str | None = None

    def captured(self) -> bytes:
        """The evidentiary bytes of the row: canonical JSON in UTF-8, keys sorted, absent cells left out."""
        names = ("date", "language", "source", "text", "title", "url")
        return dumps({name: value for name in names if (value := getattr(self, name)) is not None}).encode("utf-8")

    def day(self, order: Order | None) -> str | None:
        """The civil date of publication in ISO form, or `None` where the cell does not settle one day."""
        found = day_of(self.date, order=order) if self.date else None
        return found.isoformat() if found else None


def kept_of(row: Mapping[str, Any]) -> Kept:
    """The kept cells of a row. Where the row itself has no text but one of its parts is a row that has, as in
    `{"doc": {"title": ..., "text": ...}}`, that part is read and the row fills what it lacks."""
    cells = _cells(row)
    if "text" not in cells:
        for part in row.values():
            if isinstance(part, Mapping) and "text" in (inner := _cells(part)):
                cells = {**cells, **inner}
                break
    return Kept(
        text=cells.get("text", (None,))[0],
        date=_best_date(cells.get("date", ())),
        **{name: cells.get(name, (None,))[0] for name in ("title", "source", "url", "language", "id")},
    )


def has_text(columns: Iterable[str]) -> bool:
    """Whether one of the columns is a text by its name."""
    return any(_ALL.get(_plain(name), ("", 0))[0] == "text" for name in columns)


def expected() -> str:
    """The names of text columns, for a message."""
    return "text, body, content, article_content, story"


def _cells(row: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for name, value in row.items():
        place = _ALL.get(_plain(name))
        if place is None:
            continue
        if isinstance(value, int) and not isinstance(value, bool) and place[0] == "id":
            value = str(value)
        if isinstance(value, str) and value.strip():
            found.setdefault(place[0], []).append((place[1], value))
    return {kept: tuple(value for _, value in sorted(cells)) for kept, cells in found.items()}


def _best_date(cells: tuple[str, ...]) -> str | None:
    """ISO first, then a cell that gives one day, then one whose order is open, then whatever is there."""
    for good in (_is_iso, lambda cell: day_of(cell) is not None, is_open):
        for cell in cells:
            if good(cell):
                return cell
    return cells[0] if cells else None


def _is_iso(cell: str) -> bool:
    return cell.strip()[4:5] == "-" and day_of(cell) is not None


def _plain(name: object) -> str:
    return "".join(c for c in str(name).lower() if c.isalnum())
