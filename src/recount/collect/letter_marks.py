"""Letters and saved pages, told by the lines at their head (RFC 5322, RFC 2557)."""

from __future__ import annotations

import re

from recount.records import Form

_FIELD = re.compile(rb"(?m)^([A-Za-z][A-Za-z0-9-]{1,40})[ \t]*:[^\r\n]*\r?$")
_ODD = re.compile(rb"(?m)^(?![A-Za-z][A-Za-z0-9-]{1,40}[ \t]*:|[ \t]|From )[^\r\n]+")
_END = re.compile(rb"\r?\n\r?\n")
_TOLD = frozenset({b"from", b"to", b"date", b"subject", b"sender", b"cc", b"reply-to"})
_CARRIED = frozenset({b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to", b"x-mailer"})
_PAGE = re.compile(rb"(?i)\bmultipart/related\b")
_SAVED = re.compile(rb"(?im)^(?:From:[ \t]*<?Saved by|Snapshot-Content-Location:|X-MAF-)")
_WEB = re.compile(rb"(?i)\btype=\"?text/html|^content-location:", re.MULTILINE)


def letter_form(head: bytes, suffix: Form | None) -> Form | None:
    """`eml` or `mhtml` where the file begins with the head of a letter, or of a page that a browser saved as one. A
    file named so needs one line that every letter has; any other needs those that a mail program writes, since
    memoranda in plain text, too, say From, To and Subject."""
    block, *rest = _END.split(head.lstrip(b"\xef\xbb\xbf\r\n"), maxsplit=1)
    block = block if rest or b"\n" not in block.rstrip() else block[: block.rstrip().rindex(b"\n")]
    names = {name.lower() for name in _FIELD.findall(block)}
    if not names or _ODD.search(block):
        return None
    if _PAGE.search(block) and (
        suffix == "mhtml" or _SAVED.search(block) or (b"from" not in names and _WEB.search(block))
    ):
        return "mhtml"
    if suffix in ("eml", "mhtml"):
        return "eml" if names & (_TOLD | _CARRIED) else None
    return "eml" if len(names & _CARRIED) >= 1 and len(names & _TOLD) >= 2 else None
