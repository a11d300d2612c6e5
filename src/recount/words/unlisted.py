"""Places that no list has: what a reader of sentences took for one, kept in the text's own words and unresolved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recount.records import Place, Span
from recount.words.beside import FEATURES, KINDS, OPENERS, TITLES
from recount.words.seen import Seen
from recount.words.world import not_places

_NAME = re.compile(r"(?:[A-Z0-9][\w.'’&-]*|of|the|and|de|la|el|al)(?: (?:[A-Z0-9][\w.'’&-]*|of|the|and|de|la|el|al))*")
_LOCATED = re.compile(r"\b(?:in|near|at|outside|between|from|toward|towards|around|inside) $", re.IGNORECASE)
_ALONE = re.compile(r"[A-Z][a-z’'-]+(?: [A-Z][a-z’'-]+)?")
_NO_NAME = KINDS | OPENERS | TITLES | {"capitol", "congress", "college", "school", "hospital", "house", "court", "hall"}


def unlisted(text: str, seen: Seen, taken: Sequence[Span]) -> Iterator[Place]:
    """Streets, rivers and parks by their last word, and towns by the word that locates them; none overlaps what is
    `taken`, which lies in order."""
    for span in seen.places:
        words = text[span.start : span.end]
        if any(span.overlaps(other) for other in taken) or not _NAME.fullmatch(words):
            continue
        if is_feature(words):
            yield Place(words=words, span=span, precision="site")
        elif _is_town(text, span):
            yield Place(words=words, span=span, precision="settlement")


def is_feature(words: str) -> bool:
    """Whether a name's last word says that it is a street, a river, a park and the like."""
    first, _, last = words.rpartition(" ")
    return first != "" and last.rstrip(".").lower() in FEATURES and first.lower() not in ("the", "a", "this", "its")


def _is_town(text: str, span: Span) -> bool:
    words = text[span.start : span.end]
    keys = [word.casefold() for word in words.split()]
    plain = _ALONE.fullmatch(words) is not None and not any(k in _NO_NAME or k in not_places() for k in keys)
    ends = not text[span.end : span.end + 2].strip()[:1].isupper()
    return plain and ends and len(words) > 3 and _LOCATED.search(text, max(0, span.start - 9), span.start) is not None
