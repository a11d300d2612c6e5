"""Letters (RFC 5322): what their writer wrote, apart from what they quote, forward and sign.

What is attached is captured apart. Where a letter comes as plain text and as markup, the plain text is read: it is the
same letter without its layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from recount.read.draft import Draft, UnreadableError
from recount.read.letter_page import draft_of_letter
from recount.read.letter_text import parts_of_letter
from recount.read.mime import TROUBLES, filename_of, header_of, kind_of_part, message_of, payload_of, text_of
from recount.records import Capture

_KNOWN = ("from", "to", "date", "subject", "message-id", "received", "content-type", "mime-version", "sender")
_ANSWER = re.compile(r"(?i)\A\s*(?:\[[^\]]{1,40}\]\s*)?(?:re|fwd?|aw|wg|tr|sv|رد|الرد)\s*(?:\[\d+\])?\s*:")
_LIST = re.compile(r'\A\s*"?([^"<]*?)"?\s*<')


def read_mail(capture: Capture) -> Draft:
    """The text of a letter under its subject. The subject is a headline, unless it only says what is answered."""
    letter = message_of(capture.data)
    if not any(header_of(letter, name) for name in _KNOWN):
        raise UnreadableError(
            "bad_mail", "This is no letter: it begins with none of the lines From, To, Date, Subject."
        )
    subject = header_of(letter, "subject")
    draft = _body(letter, subject)
    author, address = parseaddr(header_of(letter, "from") or "")
    return replace(
        draft,
        title=subject,
        author=author or address or None,
        publisher=_publisher(letter, address),
        dates=tuple(_days(letter)),
    )


def _body(letter: Message, subject: str | None) -> Draft:
    bodies = list(_bodies(letter))
    plain = [(text_of(part)) for part in bodies if kind_of_part(part) != "text/html"]
    notes = tuple(note for text in plain for note in text.notes)
    words = "\n\n".join(text.text.strip("\r\n") for text in plain if text.text.strip())
    heading = _ANSWER.match(subject or "") is not None
    if words:
        text, parts = parts_of_letter(words, subject, heading=heading)
        return Draft(text, tuple(parts), notes=notes)
    markup = [text_of(part) for part in bodies if kind_of_part(part) == "text/html"]
    if not markup:
        raise UnreadableError("no_text", "The letter has no text of its own; what is attached to it is read apart.")
    best = max(markup, key=lambda text: len(text.text))
    return draft_of_letter(best.text, subject, heading=heading, notes=best.notes)


def _bodies(part: Message, depth: int = 0) -> Iterator[Message]:
    """The parts that are the letter itself: of alternatives the plain one, where it says something."""
    kind = kind_of_part(part)
    if depth > 50 or kind.startswith("message/"):
        return
    if not part.is_multipart():
        own = depth == 0 or not (filename_of(part) or part.get_content_disposition() == "attachment")
        if own and kind in ("text/plain", "text/html", "text/enriched"):
            yield part
        return
    inner = [body for child in _children(part) for body in _bodies(child, depth + 1)]
    if kind == "multipart/alternative":
        said = [body for body in inner if kind_of_part(body) == "text/plain" and _says(body)]
        inner = said or [body for body in inner if kind_of_part(body) == "text/html"] or inner
    yield from inner


def _children(part: Message) -> list[Message]:
    found = part.get_payload()
    return [child for child in found if isinstance(child, Message)] if isinstance(found, list) else []


def _says(part: Message) -> bool:
    return any(byte > 32 for byte in payload_of(part)[0])


def _publisher(letter: Message, address: str) -> str | None:
    """The list through which it came, the organisation that it names, or the domain of its sender."""
    named = _LIST.match(header_of(letter, "list-id") or "")
    if named is not None and named[1]:
        return named[1]
    domain = address.rpartition("@")[2].lower() if "@" in address else ""
    return header_of(letter, "organization") or domain or None


def _days(letter: Message) -> Iterator[date]:
    """The day on which it was sent, by its sender's clock."""
    try:
        yield parsedate_to_datetime(header_of(letter, "date") or "").date()
    except TROUBLES:
        return
