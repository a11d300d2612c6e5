"""The plain text of a letter, cut into what its writer wrote, what they quote or forward, and how they sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from recount.read.parts import Part, tidy
from recount.read.prose import parts_of
from recount.records import SegmentKind

_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_QUOTED = re.compile(r"[ \t]{0,3}(?:\w{0,3}>|\|[ \t])(?!From )")
_WROTE = re.compile(
    r"(?is)\A[ \t]*(?:on\b|am\b|le\b|el\b|في).{4,300}?"
    r"(?:\bwrote|\bschrieb[^\n]{0,80}|\ba écrit|\bescribió|كتب)[^\n]{0,80}:[ \t]*\Z"
)
_OPENS = re.compile(r"(?i)[ \t]*(?:on\b|am\b|le\b|el\b|في)\s.{3,200}")
_ORIGINAL = re.compile(
    r"(?i)[ \t]*(?:-{2,}[ \t]*(?:original|forwarded|weitergeleitete|ursprüngliche|رسالة)\b[^\n]{0,60}-{2,}"
    r"|begin forwarded message:|_{20,}[ \t]*)[ \t]*\r?\n?\Z"
)
_HEAD = re.compile(r"(?i)[ \t*]*(?:from|von|de|sent|date|to|subject|cc|من|إلى)[ \t*]*:[ \t*]*\S")
_SIGNED = re.compile(
    r"(?i)(?:--[ \t]*\r?\n?|[ \t]*sent from (?:my|the|mail|outlook|yahoo|proton)\b[^\n]{0,60}\s*|_{30,}[ \t]*\r?\n?)\Z"
)
_FOOTER = re.compile(
    r"(?i)\b(?:this (?:e-?mail|message)(?: and any \w+)?[^.]{0,60}\b(?:confidential|intended|privileged)"
    r"|if you (?:are not the intended|have received this (?:e-?mail|message) in error)|mailing list|to unsubscribe"
    r"|unsubscribe|you (?:are receiving|received) this (?:e-?mail|message)|manage your (?:preferences|subscription))\b"
)
_SENDER = ("from:", "from :", "von:", "de:", "من:")
_AHEAD = 6
"""Lines within which the head of a forwarded letter (From, Sent, To, Subject) stands together."""


def parts_of_letter(words: str, subject: str | None, *, heading: bool) -> tuple[str, list[Part]]:
    """The text, the subject before the words where it is not among them, and its parts."""
    before = f"{subject}\n\n" if subject and subject not in words[: 3 * len(subject) + 100] else ""
    text, at = before + words, len(before)
    parts = [Part("heading" if heading else "title", 0, len(subject or ""))] if before else []
    for kind, start, end in _stretches(text, at):
        if kind is None:
            inner = parts_of(text[start:end], title=None if before else subject)
            parts += [_settled(replace(p, start=p.start + start, end=p.end + start), text) for p in inner]
        else:
            parts.append(Part(kind, start, end))
    return text, _one_title(tidy(text, parts))


def _settled(part: Part, text: str) -> Part:
    words = text[part.start : part.end]
    footer = len(words) < 1500 and part.kind in ("body", "heading", "lede") and _FOOTER.search(words)
    return replace(part, kind="template") if footer else part


def _one_title(parts: list[Part]) -> list[Part]:
    """One title at most: a stretch after a quotation may look as if it began anew."""
    first = next((i for i, part in enumerate(parts) if part.kind == "title"), None)
    told = any(part.kind == "heading" and part.start == 0 for part in parts[:1])
    return [
        replace(part, kind="heading") if part.kind == "title" and (i != first or told) else part
        for i, part in enumerate(parts)
    ]


def _stretches(text: str, at: int) -> Iterator[tuple[SegmentKind | None, int, int]]:
    """Stretches of whole lines: quotations line by line, what is forwarded and the signature to the end."""
    start, own = at, True
    lines = [match.span() for match in _LINE.finditer(text, at) if match.end() > match.start()]
    for number, (begin, end) in enumerate(lines):
        line = text[begin:end]
        if _forwards(text, lines, number):
            yield (None if own else "block_quote"), start, begin
            yield "block_quote", begin, len(text)
            return
        if own and _SIGNED.match(line):
            yield None, start, begin
            yield "template", begin, len(text)
            return
        quoted = bool(_QUOTED.match(line)) or (not own and not line.strip())
        if quoted == own:
            yield (None if own else "block_quote"), start, begin
            start, own = begin, not quoted
        elif own and (stop := _wrote(text, lines, number)) is not None and stop > begin:
            yield None, start, begin
            yield "template", begin, stop
            start = stop
    yield (None if own else "block_quote"), start, len(text)


def _forwards(text: str, lines: list[tuple[int, int]], number: int) -> bool:
    """Whether a forwarded or answered letter begins at this line: its mark with a head, or the head of three lines."""
    begin, end = lines[number]
    line = text[begin:end]
    heads = sum(bool(_HEAD.match(text, *span)) for span in lines[number : number + _AHEAD])
    if _ORIGINAL.match(line):
        return heads >= 2 or "_" not in line
    return (
        bool(_HEAD.match(line))
        and heads >= 3
        and number > 0
        and line.lstrip(" *").lower().startswith(("from", "von", "de", "من"))
    )


def _wrote(text: str, lines: list[tuple[int, int]], number: int) -> int | None:
    """The end of "On such a day so-and-so wrote:", on one line or two, where a quotation follows."""
    if not _OPENS.match(text, *lines[number]):
        return None
    for last in (number, number + 1):
        if last < len(lines) and _WROTE.match(text[lines[number][0] : lines[last][1]].strip()):
            after = [text[begin:end] for begin, end in lines[last + 1 : last + 3]]
            return lines[last][1] if any(_QUOTED.match(line) for line in after) else None
    return None
