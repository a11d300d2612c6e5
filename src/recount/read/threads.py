"""Unrolled threads: posts that a service pasted one under the other, with its own markers between and after them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from recount.read.draft import Draft
from recount.read.marks import kind_of
from recount.read.paragraphs import Paragraph, paragraphs_in
from recount.read.parts import Part, tidy
from recount.records import SegmentKind
from recount.words.days import days_in

_MARKER = re.compile(
    r"(?i)\bEND OF THREAD\b|\bread on (?:twitter|x)\b|\bunroll(?:ed)?\b.{0,20}\bthread|\bthread by @\w|\bthread reader"
)
_NUMBERED = re.compile(
    r"(?m)^[^\S\n]*(?:\d{1,3}/(?:\d{1,3}|n)?(?=\s)|\(\d{1,3}/\d{1,3}\))|\s[(\[]?\d{1,3}/(?:\d{1,3}|n)?[)\]]?[^\S\n]*$"
)
_SOCIAL = re.compile(r"(?:^|\s)@\w{2,15}\b|(?:^|\s)#\w{2,}|https?://t\.co/|\bRT @|🧵|\bTHREAD\b")
_TAIL = re.compile(
    r'(?<!\s)(?:\s*(?:https?://|pic\.twitter\.com/)[^\s"<>]+(?:"?>\s*(?:https?://)?[^\s<>]*)?(?:</a>)?)+\s*\Z'
)
_LEFT = re.compile(r'(?<!\s)\s*"?>\s*(?:https?://)?[^\s<>]*\s*\Z')
_FIRST = re.compile(r"\s*(?:\(?\d{1,3}/(?:\d{1,3}|n)?\)?(?=\s)|\[\d{1,3}/(?:\d{1,3}|n)\]|\d{1,3}\)(?=\s))[:.)\s-]*")
_LAST = re.compile(r"\s+[(\[]?\d{1,3}/(?:\d{1,3}|n)?[)\]]?\s*\Z")
_ENDED = re.compile(r"[.!?…:;][\"”’')\]]*\s*\Z")
_BY = re.compile(r"(?i)\b(?:un)?(?:roll(?:ed)? )?thread (?:by|from) (?:[^\n@]{2,40}\s)?\(?@(\w{2,15})\b")
_CLOCK = r"\d{1,2}[:.]\d\d(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = r"(?:\d{1,2}\s)?[A-Z][a-z]{2,8}\.?(?:\s\d{1,2})?(?:,?\s\d{4})?|\d{4}-\d\d-\d\d|\d{1,2}[hmd]"
_HEAD = re.compile(
    r"(?:[^\W\d_@][^@\n·•|]{1,50}?[\s(]+)?@(?P<handle>\w{2,15})\)?"
    rf"(?:\s*[·•|,–—-]?\s*(?:{_CLOCK}|{_DAY}))*[\s:·•]*"
)
"""Who posted, and when: "Mona Saleh @mona_saleh · Jun 5, 2020"."""
_COUNTS = re.compile(
    r"(?i)(?:[\d.,]+[KM]?\s(?:repl(?:y|ies)|re(?:tweet|post)s?|quote(?: tweet)?s?|likes?|bookmarks?|views?)[\s·•]*)+"
    rf"|{_CLOCK}\s*[·•]\s*(?:{_DAY})(?:\s*[·•]\s*[\w\s]{{3,30}})?"
    r"|replying to(?:\s@\w{2,15}(?:\sand)?)+|show this thread"
)
_SETTLED = frozenset({"turn", "question", "row", "table", "block_quote", "note"})
_HEADS = 3
"""Lines that name one poster and make a text a thread."""
_NAME = 50
"""Characters up to which a line above a handle may be a name."""
_GAP = 40
"""White space, in characters, that parts two posts of an unrolled page; between paragraphs there are two or three."""


def is_thread(text: str, paragraphs: list[Paragraph]) -> bool:
    """Whether the text is an unrolled thread: it says so, or three posts carry handles, tags or their numbers."""
    social = len(_SOCIAL.findall(text))
    if _MARKER.search(text):
        return len(paragraphs) >= 3 and (social > 0 or sum(p.gap > _GAP for p in paragraphs) >= 3)
    if sum(_HEAD.fullmatch(text, p.start, p.end) is not None for p in paragraphs) >= _HEADS and poster_of(text):
        return True
    numbered = len(_NUMBERED.findall(text))
    return len(paragraphs) >= 3 and (numbered >= 3 or (social >= 2 and sum(p.gap > _GAP for p in paragraphs) >= 3))


def posts_in(text: str, paragraphs: list[Paragraph]) -> list[Part]:
    """The posts, each without its number and the address that it ends with; the markers of the service, the numbers
    and the lines that say who posted when are no posts. A sentence that runs on over a gap stays in one post."""
    parts: list[Part] = []
    paragraphs = [piece for paragraph in paragraphs for piece in _apart(text, paragraph)]
    following = [text[p.start : p.end] for p in paragraphs[1:]] + [""]
    for paragraph, after in zip(paragraphs, following, strict=True):
        words = text[paragraph.start : paragraph.end]
        kind = _own_kind(words, after)
        if kind is not None:
            parts.append(Part(kind, paragraph.start, paragraph.end))
            continue
        number = _FIRST.match(words)
        start = paragraph.start + (number.end() if number else 0)
        tail = _TAIL.search(words) or _LEFT.search(words)
        tail = tail or _LAST.search(words)
        stop = max(start, paragraph.start + (tail.start() if tail else len(words)))
        before = parts[-1] if parts and parts[-1].kind == "post" else None
        if before is not None and number is None and _goes_on(text, before, paragraph):
            parts[-1] = Part("post", before.start, stop)
        else:
            parts += [Part("template", paragraph.start, start)] if number else []
            parts.append(Part("post", start, stop))
        if tail:
            parts.append(Part("template", stop, paragraph.end))
    return parts


def poster_of(text: str) -> str | None:
    """The handle of who wrote the thread, where the text says so: "Thread by @x", or the one handle under which
    posts stand. Handles that posts only mention are nobody's."""
    by = _BY.search(text)
    if by is not None:
        return f"@{by[1]}"
    heads = {m["handle"].casefold(): m["handle"] for line in text.split("\n") if (m := _HEAD.fullmatch(line.strip()))}
    return f"@{next(iter(heads.values()))}" if len(heads) == 1 else None


def with_posts(draft: Draft) -> Draft:
    """The draft with the posts of an unrolled thread told, where its form gave paragraphs only (a page, a document),
    and with its poster as author."""
    if not any(part.kind == "post" for part in draft.parts):
        if any(part.kind in _SETTLED or part.page is not None for part in draft.parts):
            return draft
        paragraphs = paragraphs_in(draft.text)
        if not is_thread(draft.text, paragraphs):
            return draft
        titles = [part for part in draft.parts if part.kind == "title"]
        inside = [p for p in paragraphs if not any(t.start <= p.start < t.end for t in titles)]
        draft = replace(draft, parts=tuple(tidy(draft.text, [*titles, *posts_in(draft.text, inside)])))
    return replace(draft, author=draft.author or poster_of(draft.text))


def _apart(text: str, paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph without the lines above and below its words that say who posted, or how often it was shared."""
    start, gap, lines = paragraph.start, paragraph.gap, paragraph.lines
    for match in _LINE.finditer(text, paragraph.start, paragraph.end):
        if _HEAD.fullmatch(match[0].strip()) or _COUNTS.fullmatch(match[0].strip()):
            if text[start : match.start()].strip():
                yield Paragraph(start, start + len(text[start : match.start()].rstrip()), gap, lines)
            yield Paragraph(match.start(), match.end(), 1, 1)
            start, gap, lines = match.end() + 1, _GAP + 1, 2
    if text[start : paragraph.end].strip():
        yield replace(paragraph, start=start, gap=gap, lines=lines)


_LINE = re.compile(r"[^\s][^\n]*")


def _own_kind(words: str, after: str) -> SegmentKind | None:
    """What a paragraph of a thread is that is no post; a name stands right above its handle."""
    name = len(words) <= _NAME and not _ENDED.search(words) and after.startswith("@")
    if _HEAD.fullmatch(words) or (name and _HEAD.fullmatch(after)):
        return "dateline" if any(day.sure for day in days_in(words)) else "byline"
    if _COUNTS.fullmatch(words) or not any(c.isalnum() for c in words):
        return "template"
    kind = kind_of(words)
    return kind if kind in ("template", "share_bar", "dateline", "byline", "appeal", "cross_link") else None


def _goes_on(text: str, before: Part, paragraph: Paragraph) -> bool:
    if paragraph.lines <= 1 and paragraph.gap <= _GAP:
        return True
    rest = text[before.end : paragraph.start]
    return not rest.strip() and not _ENDED.search(text[before.start : before.end]) and text[paragraph.start].islower()
