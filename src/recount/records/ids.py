"""Ids are hashes of what makes a thing itself, so a rerun meets its old results.

All ids are lower-case hexadecimal prefixes of SHA-256 over an unambiguous encoding: each part is
written as UTF-8, preceded by its length in bytes, so that ("ab", "c") and ("a", "bc") differ.
"""

from __future__ import annotations

import hashlib

ID_LENGTH = 16
"""Hexadecimal digits kept: 64 bits, so that a billion claims collide with probability below 3 %,
and a campaign of a million below 3e-8."""


def digest(*parts: str | int) -> str:
    """Full SHA-256 (64 hexadecimal digits) of the parts in order."""
    h = hashlib.sha256()
    for part in parts:
        data = str(part).encode("utf-8", "surrogatepass")
        h.update(f"{len(data)}:".encode())
        h.update(data)
    return h.hexdigest()


def short(*parts: str | int) -> str:
    """The first 16 hexadecimal digits of `digest`."""
    return digest(*parts)[:ID_LENGTH]


def sha256_of(data: bytes) -> str:
    """SHA-256 of bytes as they were captured: the fact of custody."""
    return hashlib.sha256(data).hexdigest()


def report_id(sha256: str, *issue: str) -> str:
    """A report is named by its captured bytes; rows of a dataset also by its name and vintage (`issue`), since the
    same rows in two vintages are two statements of one source."""
    return short("rows", sha256, *issue) if issue else sha256[:ID_LENGTH]


def text_version(text: str) -> str:
    """Names one extracted text of a report: another reader with the same result makes the same version."""
    return short("text", text)


def claim_id(report: str, version: str, kind: str, type_: str | None, start: int, end: int) -> str:
    """Hash of report, text version, kind, type and the first evidence span; never of attributes or scores."""
    return short("claim", report, version, kind, type_ or "", start, end)


def event_id(claims: tuple[str, ...]) -> str:
    """An event is a view; it is named by the smallest id among its claims, so that a new account of it
    usually keeps the name, and two events can never share one."""
    return short("event", min(claims))
