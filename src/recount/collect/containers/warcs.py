"""Web archives (WARC 1.0, 1.1; ISO 28500): what was fetched and can be read, each record a piece.

The date of a record is when it was fetched. It stands in the locator and is never a date of publication: that one
the page itself must tell.
"""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import Any, cast
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from recount.collect.containers.budget import CHUNK, Budget, RefusedError, Stream
from recount.collect.containers.pieces import TROUBLES, Opened, Passed, Piece, Trouble, plain
from recount.records import Given

logging.getLogger("warcio").setLevel(logging.ERROR)
_UNDONE = (*TROUBLES, ArchiveLoadFailed, StatusAndHeadersParserException, AssertionError)
_LINE = 8_000_000
"""Bytes without a line's end after which this is no web archive: its headers are lines."""
_ENDINGS = {
    "text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf", "text/plain": ".txt",
    "text/csv": ".csv", "application/rtf": ".rtf", "text/rtf": ".rtf", "text/markdown": ".md",
    "message/rfc822": ".eml", "multipart/related": ".mhtml",
}  # fmt: skip
_OTHERS = (
    ("image/", "picture", "pictures"),
    ("text/css", "style sheet or script", "style sheets and scripts"),
    ("javascript", "style sheet or script", "style sheets and scripts"),
    ("ecmascript", "style sheet or script", "style sheets and scripts"),
    ("json", "record of data for scripts", "records of data for scripts"),
    ("font", "font", "fonts"),
    ("audio/", "sound or film", "sounds and films"),
    ("video/", "sound or film", "sounds and films"),
)
_UNPACKED = frozenset({"identity", "none", "utf-8", *BufferedReader.get_supported_decompressors()})
_RECORDS = {"response", "resource"}


def open_warc(handle: Stream, name: str, budget: Budget) -> Opened:  # noqa: ARG001 - every opener is called alike
    """The pieces of a web archive."""
    number = 0
    try:
        for record in _records(handle):
            number += 1
            found = _piece(record, number, budget.titles)
            if found is not None:
                yield found
    except RefusedError:
        raise
    except _UNDONE:
        sentence = f"The web archive breaks off or is damaged after {number} record(s); what came after is lost."
        yield Trouble("cut", sentence)


def _records(handle: Stream) -> Iterator[Any]:
    """Records in order. The library talks to standard error of lengths that do not fit; that is not where skips go."""
    records = iter(ArchiveIterator(_Lines(handle), block_size=CHUNK))
    while True:
        with contextlib.redirect_stderr(io.StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _piece(record: Any, number: int, titles: Mapping[str, str]) -> Piece | Passed | None:
    kind = record.rec_type or ""
    uri = record.rec_headers.get_header("WARC-Target-URI") or ""
    fetched = record.rec_headers.get_header("WARC-Date") or "at an unknown time"
    label = plain(", ".join(part for part in (f"record {number}", uri, f"fetched {fetched}") if part))
    if kind not in _RECORDS:
        return Passed(label, "record of another kind", "records of other kinds", "requests, metadata, revisits")
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if status != "200":
        return Passed(label, "answer without a page", "answers without a page", "only status 200 is read")
    if (packing := _packing(record)) not in _UNPACKED:
        return Passed(
            label, "page", "pages", f"packed by {packing[:20]!r}, which cannot be undone here", "unknown_packing"
        )
    mime = _mime(record, kind)
    for mark, one, many in _OTHERS:
        if mark in mime:
            return Passed(label, one, many)
    given = Given(title=titles.get(uri), url=uri if uri.startswith(("http:", "https:")) else None)
    return Piece(
        label, _name(uri, mime), partial(_Page, record), packed=max(record.length or 0, 1), given=given
    )  # fmt: skip


def _packing(record: Any) -> str:
    headers = record.http_headers
    return ((headers and headers.get_header("Content-Encoding")) or "identity").strip().lower()


def _mime(record: Any, kind: str) -> str:
    headers = record.http_headers if kind == "response" and record.http_headers else record.rec_headers
    return (headers.get_header("Content-Type") or "").split(";")[0].strip().lower()


def _name(uri: str, mime: str) -> str:
    """A name whose ending says what the server said it sent, else that of the address."""
    try:
        last = PurePosixPath(urlsplit(uri).path).name
    except ValueError:
        last = ""
    return (last or "page") + _ENDINGS.get(mime, "")


class _Page:
    """The bytes of a page as its author wrote them: chunks joined, packing undone. Reading raises `EOFError` where the
    record or its packing breaks off, which the library passes over."""

    def __init__(self, record: Any) -> None:
        self._raw, self._stream = record.raw_stream, record.content_stream()

    def read(self, size: int = CHUNK, /) -> bytes:
        with contextlib.redirect_stderr(io.StringIO()):
            data = cast(bytes, self._stream.read(size))
            if not data and size and (self._unfinished() or (not self._raw.read(1) and getattr(self._raw, "limit", 0))):
                raise EOFError("the record breaks off")
        return data

    def _unfinished(self) -> bool:
        return getattr(getattr(self._stream, "decompressor", None), "eof", True) is False


class _Lines:
    """A stream that gives up where no line ends for megabytes: the library joins lines of any length in memory."""

    def __init__(self, stream: Stream) -> None:
        self._stream, self._run = stream, 0

    def read(self, size: int = CHUNK, /) -> bytes:
        data = self._stream.read(size)
        at = data.rfind(b"\n")
        self._run = self._run + len(data) if at < 0 else len(data) - at
        if self._run > _LINE:
            raise ValueError("no line ends here")
        return data
