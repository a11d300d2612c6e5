"""Sources, cues and contents to attributions: who says what, and by which words.

A source or a content goes to the cue that the network links it to, the nearer one where links are much alike. Of two
sources of one cue the better linked stands. A content in whose window there is no cue takes the nearest cue of the
sentence before or after it in the same paragraph; one that has none there either stands alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from recount.language.decode_spans import WordSpan
from recount.language.reading import Reading

NEARNESS = 0.02
"""What a link loses for each word between the span and the cue: fifty words count as much as a link that is e times
as likely."""
SOURCE, CUE, CONTENT = "source", "cue", "content"


@dataclass(slots=True)
class Saying:
    """An attribution as words of a document."""

    cue: WordSpan | None
    source: WordSpan | None = None
    contents: list[WordSpan] = field(default_factory=list)


def sayings_of(reading: Reading, spans: Sequence[WordSpan], offset: int) -> list[Saying]:
    """The attributions of a window whose first word is word `offset` of the document. Spans are words of the document,
    and contents without a cue come last, each by itself."""
    cues = [span for span in spans if span.label.casefold() == CUE]
    contents = [span for span in spans if span.label.casefold() == CONTENT]
    if not cues:
        return [Saying(None, None, [content]) for content in contents]
    sayings = [Saying(cue) for cue in cues]
    links: dict[int, float] = {}
    for source in (span for span in spans if span.label.casefold() == SOURCE):
        at, link = _cue_of(reading, source, cues, offset)
        if at not in links or link > links[at]:
            sayings[at].source, links[at] = source, link
    for content in contents:
        sayings[_cue_of(reading, content, cues, offset)[0]].contents.append(content)
    return sayings


def _cue_of(reading: Reading, span: WordSpan, cues: Sequence[WordSpan], offset: int) -> tuple[int, float]:
    """Which cue a span belongs to, and by how strong a link."""
    row = reading.links[span.begin - offset]
    links = [round(float(row[cue.begin - offset]) - NEARNESS * distance(span, cue), 3) for cue in cues]
    best = max(links)
    return links.index(best), best


def distance(one: WordSpan, other: WordSpan) -> int:
    """Words between two spans; 0 where they touch or share words."""
    return max(0, one.begin - other.end, other.begin - one.end)


def settled(sayings: Sequence[Saying], starts: Sequence[int], breaks: Sequence[int]) -> list[Saying]:
    """The attributions of a whole document, in order: contents that stand alone joined to a cue of the sentence beside
    theirs. `starts` are the first words of sentences, `breaks` those of paragraphs."""
    by_sentence: dict[int, list[tuple[WordSpan, Saying]]] = {}
    for saying in sayings:
        if saying.cue is not None:
            by_sentence.setdefault(bisect_right(starts, saying.cue.begin), []).append((saying.cue, saying))
    alone: list[Saying] = []
    for saying in sayings:
        if saying.cue is None:
            content = saying.contents[0]
            paragraph = bisect_right(breaks, content.begin)
            first, last = bisect_right(starts, content.begin), bisect_right(starts, content.end - 1)
            beside = [pair for sentence in range(first - 1, last + 2) for pair in by_sentence.get(sentence, ())]
            beside = [(cue, other) for cue, other in beside if bisect_right(breaks, cue.begin) == paragraph]
            if beside:
                nearest = min((distance(content, cue), at) for at, (cue, _) in enumerate(beside))[1]
                beside[nearest][1].contents.append(content)
            else:
                alone.append(saying)
    joined = [saying for saying in sayings if saying.cue is not None]
    for saying in joined:
        saying.contents.sort()
    return sorted([*joined, *alone], key=lambda saying: saying.cue or saying.contents[0])
