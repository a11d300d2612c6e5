"""Pages saved whole (MHTML, RFC 2557): the page that the others belong to. When it was saved is no date of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from recount.read.draft import Draft, UnreadableError
from recount.read.html import draft_of_markup
from recount.read.mime import TROUBLES, header_of, kind_of_part, message_of, payload_of
from recount.read.page import declared_charset
from recount.records import Capture
from recount.words.decoding import decode


def read_mhtml(capture: Capture) -> Draft:
    """The report of the page that was saved, with its address."""
    message = message_of(capture.data)
    root = _root(message)
    if root is None:
        raise UnreadableError("no_text", "No page was found among the parts of this saved page.")
    data, notes = payload_of(root)
    decoded = decode(data, declared=_charset(root) or declared_charset(data))
    draft = draft_of_markup(decoded.text, (*notes, *decoded.notes))
    saved = header_of(message, "date")
    return replace(
        draft,
        url=_address(message, root) or draft.url,
        notes=(*draft.notes, *([f"saved {saved[:60]}"] if saved else [])),
    )


def _root(message: Message) -> Message | None:
    """The part that the label `start` names, else the first page."""
    pages = list(_pages(message))
    try:
        start = message.get_param("start")
    except TROUBLES:
        start = None
    named = (part for part in pages if start and header_of(part, "content-id") == str(start).strip())
    return next(named, next(iter(pages), None))


def _pages(part: Message, depth: int = 0) -> Iterator[Message]:
    if part.is_multipart() and depth < 20:
        inner = part.get_payload()
        for child in inner if isinstance(inner, list) else ():
            if isinstance(child, Message):
                yield from _pages(child, depth + 1)
    elif kind_of_part(part) in ("text/html", "application/xhtml+xml"):
        yield part


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except TROUBLES:
        return None


def _address(message: Message, root: Message) -> str | None:
    told = (header_of(root, "content-location"), header_of(message, "snapshot-content-location"))
    return next((url for url in told if url and url.startswith(("http://", "https://"))), None)
