"""Messages of parts (MIME, RFC 2045 to 2049), read leniently: a wrong label costs a note, not the message."""

from __future__ import annotations

import base64
import binascii
import email
import re
from email.message import Message
from email.policy import default

from recount.read.draft import UnreadableError
from recount.words.decoding import Decoded, decode, fit

TROUBLES = (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError, OverflowError)
"""What headers that follow no rule make the standard library raise."""
_NOT_64 = re.compile(rb"[^A-Za-z0-9+/]")
_UNPACKED = "the packing of a part is damaged; what could be unpacked of it is kept"


def message_of(data: bytes) -> Message:
    """The message with its parts. Raises `UnreadableError` where there is none."""
    try:
        return email.message_from_bytes(data, policy=default)
    except TROUBLES as error:
        raise UnreadableError("bad_mail", "The lines at the beginning of this message cannot be understood.") from error


def header_of(message: Message, name: str) -> str | None:
    """A header on one line, decoded; one that is written in bare bytes as those bytes suggest."""
    try:
        shown = str(message.get(name) or "")
    except TROUBLES:
        shown = "\ufffd"
    if "\ufffd" in shown:
        raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
        shown = decode(raw.encode("utf-8", "surrogateescape")).text
    return " ".join(fit(shown).text.split()) or None


def kind_of_part(part: Message) -> str:
    """The media type, in lower case; of a label that cannot be read, plain text, as the standard says."""
    try:
        return part.get_content_type().lower()
    except TROUBLES:
        return "text/plain"


def filename_of(part: Message) -> str | None:
    """The name under which a part would be saved."""
    try:
        return part.get_filename() or None
    except TROUBLES:
        return None


def payload_of(part: Message) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of a part, its packing undone as far as it goes, and what had to be borne with."""
    raw = part.get_payload()
    if not isinstance(raw, str):
        return b"", ()
    packed = str(part.get("content-transfer-encoding") or "").strip().lower()
    if packed == "base64":
        return _from_64(raw.encode("ascii", "ignore"))
    try:
        data = part.get_payload(decode=True)
    except TROUBLES:
        data = None
    return (data, ()) if isinstance(data, bytes) else (raw.encode("utf-8", "surrogateescape"), (_UNPACKED,))


def text_of(part: Message) -> Decoded:
    """The text of a part. The character set that it names is believed where the bytes do not say otherwise."""
    data, notes = payload_of(part)
    try:
        declared = part.get_content_charset()
    except TROUBLES:
        declared = None
    decoded = decode(data, declared=declared)
    return Decoded(decoded.text, decoded.encoding, (*notes, *decoded.notes))


def _from_64(packed: bytes) -> tuple[bytes, tuple[str, ...]]:
    bare = b"".join(packed.split()).rstrip(b"=")
    clean = _NOT_64.sub(b"", bare)
    whole = len(clean) % 4 != 1 and clean == bare
    if len(clean) % 4 == 1:
        clean = clean[:-1]
    try:
        data = base64.b64decode(clean + b"=" * (-len(clean) % 4))
    except binascii.Error:
        return b"", (_UNPACKED,)
    return data, () if whole else (_UNPACKED,)
