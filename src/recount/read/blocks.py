"""Blocks of a document that has structure (a page, a letter, a word processor's file) on the way to text and parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recount.read.paragraphs import Paragraph
from recount.read.parts import Part
from recount.read.prose import kinds_of
from recount.records import SegmentKind

_SURE: frozenset[SegmentKind] = frozenset(
    (
        *("caption", "block_quote", "title", "cross_link", "share_bar", "appeal", "template", "byline", "dateline"),
        *("turn", "question", "note", "table"),
    )
)
_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item or row with the kind that the document's own structure gives it ("body" and "lede"
    where it gives none), and where it stands there, in the words of `Segment.locator`."""

    kind: SegmentKind
    words: str
    locator: str | None = None
    speaker: str | None = None


def composed(title: str | None, blocks: Sequence[Block]) -> tuple[str, list[Part]]:
    """The text, one blank line between blocks, and its parts. Structure decides for captions, quotations, notes and
    tables; what it leaves as prose or heading is told apart by its words, as in plain text. A title that none of the
    first blocks repeats goes before them."""
    if title and not any(block.words == title for block in blocks[:4]):
        blocks = [Block("title", title), *blocks]
    places, at = [], 0
    for block in blocks:
        places.append(Paragraph(at, at + len(block.words), 2, 2, bullet=block.kind == "lede"))
        at += len(block.words) + len(_BETWEEN)
    told = kinds_of([block.words for block in blocks], places, title)
    parts = [
        Part(_settled(block.kind, kind), place.start, place.end, locator=block.locator, speaker=block.speaker)
        for block, kind, place in zip(blocks, told, places, strict=True)
    ]
    return _BETWEEN.join(block.words for block in blocks), parts


def _settled(own: SegmentKind, told: SegmentKind) -> SegmentKind:
    if own in _SURE:
        return own
    if own == "heading":
        return "heading" if told in ("body", "lede", "block_quote") else told
    return told
