"""Markdown: the text is kept as it stands; its marks only tell what each stretch is."""

from __future__ import annotations

import re
from datetime import date

from recount.read.draft import Draft, UnreadableError
from recount.read.marks import kind_of
from recount.read.parts import Part, tidy
from recount.read.prose import parts_of
from recount.records import Capture, SegmentKind
from recount.words.days import day_of
from recount.words.decoding import decode

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"(?m)^(?P<name>[A-Za-z_ -]{2,30}):[ \t]*[\"']?(?P<value>[^\r\n]*?)[\"']?[ \t]*$")
_BLOCK = re.compile(
    r"(?m)^(?:(?P<under>[ ]{0,3}(?P<over>[^\s>#*+|-][^\r\n]{0,200}?)[ \t]*\r?\n[ ]{0,3}(?:=+|-{3,})[ \t]*$)"
    r"|[ ]{0,3}(?P<heading>\#{1,6})[ \t]+(?P<words>[^\r\n]*?)(?:[ \t]+\#*)?[ \t]*$"
    r"|(?P<rule>[ ]{0,3}(?:[-*_][ \t]*){3,}$)"
    r"|(?P<picture>[ \t]*!\[[^\]\r\n]*\]\([^)\r\n]*\)[ \t]*$)"
    r"|(?P<quote>(?:[ ]{0,3}>[^\r\n]*(?:\r?\n|\Z))+)"
    r"|(?P<fence>[ ]{0,3}(?:```|~~~)[\s\S]*?(?:\n[ ]{0,3}(?:```|~~~)[ \t]*$|\Z)))"
)
_OWN = re.compile(r"\A\ufeff?\s*<!-- generator: Recount\b[^\n]*-->")
_KINDS: dict[str, SegmentKind] = {"rule": "template", "picture": "caption", "quote": "block_quote", "fence": "template"}


def read_markdown(capture: Capture) -> Draft:
    """A file of Markdown. Front matter gives title, author, date and address; the first heading is the headline."""
    decoded = decode(capture.data)
    text = decoded.text
    if _OWN.match(text):
        raise UnreadableError("own_report", "Recount wrote this report itself; it is no report to be read.")
    front = _FRONT.match(text)
    fields = {m["name"].strip().lower(): m["value"] for m in _FIELD.finditer(front[1])} if front else {}
    parts = _parts(text, front.end() if front else 0, capture.given.title)
    title = next((text[p.start : p.end] for p in parts if p.kind == "title"), None)
    day = next((d for name in ("published", "date") if (d := _day(fields.get(name))) is not None), None)
    return Draft(
        text,
        tuple(parts),
        title=fields.get("title") or title,
        author=fields.get("author") or None,
        publisher=fields.get("publisher") or fields.get("source") or None,
        url=fields.get("url") or fields.get("canonical") or None,
        language=fields.get("lang") or fields.get("language") or None,
        dates=(day,) if day else (),
        notes=decoded.notes,
    )


def _parts(text: str, start: int, title: str | None) -> list[Part]:
    parts = [Part("template", 0, start)] if start else []
    at = start
    for match in _BLOCK.finditer(text, start):
        parts.extend(_prose(text, at, match.start(), title))
        at = match.end()
        if match["under"] is not None:
            parts.append(_heading(match, "over", parts))
        elif match["heading"] is not None:
            parts.append(_heading(match, "words", parts))
        else:
            parts.append(Part(_KINDS[str(match.lastgroup)], match.start(), match.end()))
    parts.extend(_prose(text, at, len(text), title))
    return _one_title(tidy(text, parts))


def _one_title(parts: list[Part]) -> list[Part]:
    first = next((i for i, part in enumerate(parts) if part.kind == "title"), None)
    return [
        Part("heading", part.start, part.end) if part.kind == "title" and i != first else part
        for i, part in enumerate(parts)
    ]


def _heading(match: re.Match[str], group: str, before: list[Part]) -> Part:
    known = kind_of(match[group])
    first = not any(part.kind in ("title", "body", "heading") for part in before)
    return Part(known or ("title" if first else "heading"), match.start(group), match.end(group))


def _prose(text: str, start: int, end: int, title: str | None) -> list[Part]:
    inner = parts_of(text[start:end], title=title) if text[start:end].strip() else []
    return [Part(part.kind, part.start + start, part.end + start) for part in inner]


def _day(value: str | None) -> date | None:
    return day_of(value) if value else None
