"""Parts of a text on the way to becoming segments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from recount.records import Segment, SegmentKind

CLAIMABLE: frozenset[SegmentKind] = frozenset({"title", "lede", "body", "post", "turn"})
"""What the author wrote as the report. A block quote is another's document without a speaker; a caption, a heading,
a cross-link repeat or point elsewhere; a question says nothing, and a row of figures is read by its columns."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text, what it is, and where the original has it (as in `Segment`)."""

    kind: SegmentKind
    start: int
    end: int
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    locator: str | None = None
    speaker: str | None = None
    key: str | None = None


def trimmed(text: str, part: Part) -> Part | None:
    """The part without outer blanks, or `None` where nothing is left."""
    words = text[part.start : part.end]
    start = part.start + len(words) - len(words.lstrip())
    end = part.start + len(words.rstrip())
    return replace(part, start=start, end=end) if start < end else None


def tidy(text: str, parts: Iterable[Part]) -> list[Part]:
    """Parts without outer blanks, in order of place; a part that overlaps an earlier one is cut to what is left."""
    found: list[Part] = []
    for part in sorted(parts, key=lambda p: (p.start, p.end)):
        start = max(part.start, found[-1].end) if found else part.start
        kept = trimmed(text, replace(part, start=start)) if start < part.end else None
        if kept is not None:
            found.append(kept)
    return found


def segments_of(parts: Sequence[Part], repeats: dict[int, int]) -> tuple[Segment, ...]:
    """Segments of tidy parts; `repeats` maps the index of a part to that of the one which says the same."""
    return tuple(
        Segment(
            *(p.kind, p.start, p.end, p.kind in CLAIMABLE, repeats.get(i)),
            page=p.page,
            box=p.box,
            locator=p.locator,
            speaker=p.speaker,
            key=p.key,
        )
        for i, p in enumerate(parts)
    )
