"""A report's text cut so that a page can show it: segments, and in them pieces that belong to the same claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from recount.desk.offsets import same_length
from recount.records import Claim, Report, Segment

_Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one segment over which the claims are the same. `begins` are claims of which this is the
    first piece; `asked` says that it lies in the stretch that the address points at."""

    text: str
    claims: tuple[str, ...]
    begins: tuple[str, ...]
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A segment as it is shown. `start` counts code points of the report's text."""

    segment: Segment
    start: int
    pieces: tuple[Piece, ...]

    @property
    def dim(self) -> bool:
        """What the author did not write as the report, or wrote before: dimmed, never left out."""
        return not self.segment.claimable or self.segment.repeats is not None


def sentence_pieces(claim: Claim, sentence: str, start: int) -> list[tuple[str, bool]]:
    """A sentence cut where the words that carry the claim begin and end, and whether each piece is of them. Where the
    words lie outside it, they stand alone."""
    spans = [(e.start - start, e.end - start) for e in claim.evidence]
    inside = [(a, b) for a, b in spans if 0 <= a < b <= len(sentence)]
    if not inside:
        return [(same_length(claim.evidence[0].quote), True)]
    cuts = sorted({0, len(sentence), *(cut for span in inside for cut in span)})
    return [(same_length(sentence[a:b]), any(c <= a and b <= d for c, d in inside)) for a, b in pairwise(cuts)]


def shown(report: Report, claims: Iterable[Claim], asked: tuple[int, int] | None = None) -> list[Shown]:
    """The whole text in segments; text that no segment holds stands in segments of its own, so that nothing is lost."""
    spans = [(e.start, e.end, claim.id) for claim in claims for e in claim.evidence]
    begun: set[str] = set()
    return [_shown(report.text, segment, spans, asked, begun) for segment in _whole(report)]


def _whole(report: Report) -> Iterable[Segment]:
    last = 0
    for segment in sorted(report.segments, key=lambda s: (s.start, s.end)):
        start = max(segment.start, last)
        if report.text[last:start].strip():
            yield Segment("template", last, start, False)
        if start < segment.end:
            yield segment if start == segment.start else replace(segment, start=start)
            last = segment.end
    if report.text[last:].strip():
        yield Segment("template" if report.segments else "body", last, len(report.text), not report.segments)


def _shown(
    text: str, segment: Segment, spans: Sequence[_Span], asked: tuple[int, int] | None, begun: set[str]
) -> Shown:
    inside = [span for span in spans if span[0] < segment.end and segment.start < span[1]]
    cuts = {segment.start, segment.end}
    for start, end, _ in inside:
        cuts.update((max(start, segment.start), min(end, segment.end)))
    if asked is not None:
        cuts.update(cut for cut in asked if segment.start < cut < segment.end)
    pieces = []
    for first, last in pairwise(sorted(cuts)):
        over = tuple(dict.fromkeys(claim for start, end, claim in inside if start <= first and last <= end))
        within = asked is not None and asked[0] <= first and last <= asked[1]
        begins = tuple(claim for claim in over if claim not in begun)
        begun.update(begins)
        pieces.append(Piece(same_length(text[first:last]), over, begins, within))
    return Shown(segment, segment.start, tuple(pieces))
