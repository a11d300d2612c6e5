"""What a reader of whole sentences saw named in a text, for those who know names but not sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from recount.records import Span


@dataclass(frozen=True, slots=True)
class Seen:
    """Spans of a text, each list in order and without overlaps: `places`, `people` and `money` that are named."""

    places: Sequence[Span] = ()
    people: Sequence[Span] = ()
    money: Sequence[Span] = ()

    def is_place(self, span: Span) -> bool:
        """Whether the reader took exactly these words for a place."""
        return _around(self.places, span) == span

    def is_person(self, span: Span) -> bool:
        """Whether the words are a person's name or part of one."""
        return _around(self.people, span) is not None

    def is_money(self, span: Span) -> bool:
        """Whether the words are part of a sum of money ("US$2 million")."""
        return _around(self.money, span) is not None

    def longer_place(self, span: Span) -> Span | None:
        """The longer name of a place of which the words are a part."""
        found = _around(self.places, span)
        return None if found == span else found


def _around(spans: Sequence[Span], span: Span) -> Span | None:
    at = bisect_right(spans, span.start, key=lambda s: s.start) - 1
    return spans[at] if at >= 0 and spans[at].holds(span) else None


NOTHING_SEEN = Seen()
