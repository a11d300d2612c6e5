"""What is attached to a letter: each attachment a piece of its own. The letter itself is read elsewhere."""

from __future__ import annotations

import email
import io
from collections.abc import Iterator
from email.message import Message
from email.policy import default

from recount.collect.containers.budget import Budget, Stream
from recount.collect.containers.pieces import TROUBLES, Opened, Passed, Piece, Trouble, plain

_POLICY = default.clone(refold_source="none", max_line_length=0)
_DEEPEST = 50
_QUIET = frozenset({"text/calendar", "application/pgp-signature", "application/pkcs7-signature"})
_ENDINGS = {"application/pdf": ".pdf", "text/html": ".html", "text/csv": ".csv", "text/plain": ".txt"}


def open_letter(handle: Stream, name: str, budget: Budget) -> Opened:  # noqa: ARG001 - every opener is called alike
    """The attachments of a letter: parts with a name or said to be attached, and letters within it."""
    try:
        letter = email.message_from_bytes(handle.read(), policy=_POLICY)
        parts = list(_attached(letter))
    except TROUBLES:
        yield Trouble("damaged", "The letter's parts cannot be told apart; what is attached to it was left.")
        return
    for number, part in enumerate(parts, start=1):
        yield _piece(number, part)


def _attached(part: Message, depth: int = 0) -> Iterator[Message]:
    if depth > _DEEPEST:
        return
    kind = _kind(part)
    if kind == "message/rfc822":
        yield part
    elif part.is_multipart():
        for inner in part.get_payload():
            if isinstance(inner, Message):
                yield from _attached(inner, depth + 1)
    elif kind not in _QUIET and (_named(part) or _said(part) or not kind.startswith("text/")) and depth:
        yield part


def _kind(part: Message) -> str:
    try:
        return part.get_content_type()
    except TROUBLES:
        return "text/plain"


def _said(part: Message) -> bool:
    try:
        return part.get_content_disposition() == "attachment"
    except TROUBLES:
        return False


def _named(part: Message) -> str | None:
    try:
        return part.get_filename()
    except TROUBLES:
        return None


def _piece(number: int, part: Message) -> Piece | Passed | Trouble:
    name = plain(_named(part) or ("letter.eml" if _kind(part) == "message/rfc822" else "without a name"))
    label = f"attachment {number}, {name}"
    if _kind(part).startswith("image/"):
        return Passed(label, "picture", "pictures")
    try:
        data = _bytes_of(part)
    except TROUBLES:
        return Trouble("damaged", "The attachment cannot be decoded.", label)
    ending = "" if "." in name else _ENDINGS.get(_kind(part), "")
    letter = _kind(part) == "message/rfc822"
    return Piece(label, name + ending, lambda: io.BytesIO(data), form="eml" if letter else None)


def _bytes_of(part: Message) -> bytes:
    if _kind(part) == "message/rfc822":
        inner = part.get_payload(0) if part.is_multipart() else part.get_payload()
        return inner.as_bytes() if isinstance(inner, Message) else str(inner).encode("utf-8", "surrogateescape")
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""
