"""Plain text to parts: paragraphs, what each is, and the shape of the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recount.read.flattened import split_head, split_tail
from recount.read.marks import kind_of, link_rest
from recount.read.paragraphs import Paragraph, paragraphs_in
from recount.read.parts import Part, tidy
from recount.read.threads import is_thread, posts_in
from recount.records import SegmentKind

_ENDS = re.compile(r"[.!?…][\"”’')\]]*\Z|[,;]\Z|[”\"]\Z")
_LEDE_HEADING = re.compile(
    r"(?i)\W*(?:key (?:points|takeaways|findings|developments)|highlights|in brief|at a glance|summary"
    r"|top ?lines?)\W*\Z"
)
_QUOTED = re.compile(r"\s*>")
_HEADING = 110
"""Characters up to which a line without a full stop may be a heading."""


def parts_of(text: str, *, title: str | None = None) -> list[Part]:
    """The parts of a plain text, tidy and in order. `title` is what the outside calls the report, if anything."""
    paragraphs = paragraphs_in(text)
    if is_thread(text, paragraphs):
        return tidy(text, posts_in(text, paragraphs))
    kinds = kinds_of([text[p.start : p.end] for p in paragraphs], paragraphs, title)
    parts = [Part(kind, p.start, p.end) for kind, p in zip(kinds, paragraphs, strict=True)]
    return tidy(text, _ends_split(text, parts, title))


def kinds_of(lines: Sequence[str], paragraphs: Sequence[Paragraph], title: str | None) -> list[SegmentKind]:
    """What each paragraph is, seen with its neighbours."""
    kinds: list[SegmentKind] = [_own_kind(line) for line in lines]
    _mark_headings(lines, paragraphs, kinds)
    _mark_links(lines, kinds)
    _mark_title(lines, kinds, title)
    _mark_prose(lines, kinds)
    _mark_lede(lines, paragraphs, kinds)
    return kinds


def _own_kind(line: str) -> SegmentKind:
    if _QUOTED.match(line):
        return "block_quote"
    return kind_of(line) or "body"


def _mark_headings(lines: Sequence[str], paragraphs: Sequence[Paragraph], kinds: list[SegmentKind]) -> None:
    for i, line in enumerate(lines):
        short = len(line) <= _HEADING and not _ENDS.search(line) and not paragraphs[i].bullet
        if kinds[i] == "body" and short and any(c.isalnum() for c in line):
            kinds[i] = "heading"


def _mark_links(lines: Sequence[str], kinds: list[SegmentKind]) -> None:
    """A heading that only repeats where a cross-link beside it leads, and the list that a bare cross-link announces."""
    targets = {
        _plain(rest)
        for line, kind in zip(lines, kinds, strict=True)
        if kind == "cross_link" and (rest := link_rest(line))
    }
    announced = False
    for i, line in enumerate(lines):
        if kinds[i] == "cross_link":
            announced = link_rest(line) == ""
        elif kinds[i] == "heading" and (announced or _plain(line) in targets):
            kinds[i] = "cross_link"
        else:
            announced = False


def _mark_prose(lines: Sequence[str], kinds: list[SegmentKind]) -> None:
    """Headings that head nothing are prose without full stops: where there is no other prose at all, and in runs of
    three or more lines of some length, as in a list of incidents."""
    alone = not any(kind in ("body", "lede") for kind in kinds)
    for start, stop in _runs(kinds):
        if alone or (stop - start >= 3 and all(len(line.split()) >= 5 for line in lines[start:stop])):
            for i in range(start, stop):
                if not lines[i].rstrip().endswith(":"):
                    kinds[i] = "body"


def _runs(kinds: Sequence[SegmentKind]) -> Iterator[tuple[int, int]]:
    start = 0
    for i, kind in enumerate([*kinds, None]):
        if kind != "heading":
            if start < i:
                yield start, i
            start = i + 1


def _mark_title(lines: Sequence[str], kinds: list[SegmentKind], title: str | None) -> None:
    """The headline: a line that says the known title, or the heading with which a text of several paragraphs opens."""
    known = _plain(title) if title else None
    for i, kind in enumerate(kinds):
        if known and _plain(lines[i]) == known and kind in ("heading", "body"):
            kinds[i] = "title"
            return
    first = next(
        (i for i, kind in enumerate(kinds) if kind not in ("template", "dateline", "byline", "share_bar")), None
    )
    prose = sum(kind == "body" and len(line) > _HEADING for kind, line in zip(kinds, lines, strict=True))
    if first is not None and kinds[first] == "heading" and prose and not lines[first].rstrip().endswith(":"):
        kinds[first] = "title"


def _mark_lede(lines: Sequence[str], paragraphs: Sequence[Paragraph], kinds: list[SegmentKind]) -> None:
    """Bullets before the first paragraph of prose, or under a heading such as "Key points"."""
    open_ = True
    prose = [i for i, kind in enumerate(kinds) if kind == "body" and not paragraphs[i].bullet]
    last = prose[-1] if prose else -1
    for i, kind in enumerate(kinds):
        if kind == "heading":
            open_ = open_ or bool(_LEDE_HEADING.match(lines[i]))
        elif kind == "body" and paragraphs[i].bullet:
            if open_ and i < last:
                kinds[i] = "lede"
        elif kind == "body":
            open_ = False


def _ends_split(text: str, parts: list[Part], title: str | None) -> list[Part]:
    bodies = [i for i, part in enumerate(parts) if part.kind == "body"]
    if not bodies:
        return parts
    first, last = bodies[0], bodies[-1]
    known = None if any(part.kind == "title" for part in parts) else title
    split = {first: split_head(text, parts[first], known)}
    tail = split.get(last, [parts[last]])
    split[last] = [*tail[:-1], *split_tail(text, tail[-1])]
    return [piece for i, part in enumerate(parts) for piece in split.get(i, [part])]


def _plain(line: str | None) -> str:
    return " ".join(re.findall(r"\w+", (line or "").casefold()))
