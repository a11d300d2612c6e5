"""Unrolled threads: posts that a service pasted one under the other, with its own markers between and after them."""

from __future__ import annotations

import re

from recount.read.marks import kind_of
from recount.read.paragraphs import Paragraph
from recount.read.parts import Part

_MARKER = re.compile(
    r"(?i)\bEND OF THREAD\b|\bread on (?:twitter|x)\b|\bunroll(?:ed)?\b.{0,20}\bthread|\bthread by @\w|\bthread reader"
)
_NUMBERED = re.compile(
    r"(?m)^[^\S\n]*(?:\d{1,3}/(?:\d{1,3}|n)?(?=\s)|\(\d{1,3}/\d{1,3}\))|\s\d{1,3}/(?:\d{1,3}|n)?[^\S\n]*$"
)
_SOCIAL = re.compile(r"(?:^|\s)@\w{2,15}\b|(?:^|\s)#\w{2,}|https?://t\.co/|\bRT @|🧵|\bTHREAD\b")
_TAIL = re.compile(
    r'(?<!\s)(?:\s*(?:https?://|pic\.twitter\.com/)[^\s"<>]+(?:"?>\s*(?:https?://)?[^\s<>]*)?(?:</a>)?)+\s*\Z'
)
_LEFT = re.compile(r'(?<!\s)\s*"?>\s*(?:https?://)?[^\s<>]*\s*\Z')
_GAP = 40
"""White space, in characters, that parts two posts of an unrolled page; between paragraphs there are two or three."""


def is_thread(text: str, paragraphs: list[Paragraph]) -> bool:
    """Whether the text is an unrolled thread: it says so, or three posts carry handles, tags or their numbers."""
    social = len(_SOCIAL.findall(text))
    if _MARKER.search(text):
        return len(paragraphs) >= 3 and (social > 0 or sum(p.gap > _GAP for p in paragraphs) >= 3)
    numbered = len(_NUMBERED.findall(text))
    return len(paragraphs) >= 3 and (numbered >= 3 or (social >= 2 and sum(p.gap > _GAP for p in paragraphs) >= 3))


def posts_in(text: str, paragraphs: list[Paragraph]) -> list[Part]:
    """The posts, each without the address that it ends with, and the markers of the service as template."""
    parts: list[Part] = []
    for paragraph in paragraphs:
        words = text[paragraph.start : paragraph.end]
        kind = kind_of(words)
        if kind in ("template", "share_bar", "dateline", "byline", "appeal", "cross_link"):
            parts.append(Part(kind, paragraph.start, paragraph.end, None))
            continue
        tail = _TAIL.search(words) or _LEFT.search(words)
        stop = paragraph.start + (tail.start() if tail else len(words))
        if parts and parts[-1].kind == "post" and paragraph.lines <= 1 and paragraph.gap <= _GAP:
            parts[-1] = Part("post", parts[-1].start, stop)
        else:
            parts.append(Part("post", paragraph.start, stop))
        if tail:
            parts.append(Part("template", stop, paragraph.end))
    return parts
