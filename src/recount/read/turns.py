"""Transcripts of briefings and interviews, whatever file they come in: who speaks, paragraph by paragraph.

Only what is plainly a transcript is taken for one: three turns or more, two speakers or more, one of whom comes back,
and at least one label that no list of facts would carry (a question, a moderator, a title before a name).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recount.read.draft import Draft
from recount.read.labels import Label, is_question, key_of, label_at
from recount.read.parts import Part, tidy

_OPEN = frozenset({"body", "lede", "heading", "title", "block_quote", "byline", "caption", "cross_link", "template"})
"""What a paragraph with a label may have been taken for: "Q:" in capitals looks like a heading."""
_GOES_ON = frozenset({"body", "lede", "block_quote"})
_LINE = re.compile(r"\n[ \t]*")
_NOISE = re.compile(
    r"\s*[(\[](?:[^)\]]{0,20}\b)?(?:cross-?talk|laughter|laughs|applause|music|inaudible|off mic|off-mic|no audio|"
    r"unintelligible|pause|silence|video plays|(?:begin |end )?video clip|foreign language)\b"
    r"[^)\]]{0,30}[)\]][\s.]*\Z",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*\[[^\[\]]*\]\s*")
_ASIDE = 200
"""Characters up to which a paragraph in square brackets is a remark of the transcriber."""
_TURNS = 3
_SURE = frozenset({"asks", "chairs", "titled"})
_SHARE = 0.4
"""Share of the prose that must stand under a label."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A label in the part at index `part`."""

    part: int
    label: Label


def with_turns(draft: Draft) -> Draft:
    """The draft with its turns and questions told, where it is plainly a transcript; else as it was."""
    if any(part.kind in ("turn", "question", "post", "row") for part in draft.parts):
        return draft
    places = _plain(list(_labels(draft.text, draft.parts)))
    if not places or not _is_transcript(draft, places):
        return draft
    return replace(draft, parts=tuple(tidy(draft.text, _told(draft.text, draft.parts, places))))


def _labels(text: str, parts: Sequence[Part]) -> Iterator[_Place]:
    for n, part in enumerate(parts):
        if part.kind not in _OPEN:
            continue
        for at in (part.start, *(line.end() for line in _LINE.finditer(text, part.start, part.end))):
            label = label_at(text, at, part.end)
            if label is not None and label.start < part.end:
                yield _Place(n, label)


def _plain(places: list[_Place]) -> list[_Place]:
    """The labels that count: a single word, or two without a title, only where it comes back; a bare "Q" only beside
    labels with a colon; "A" only beside questions."""
    seen = Counter(key_of(place.label.name) for place in places)
    colons = any(not place.label.bare for place in places)
    asks = any(place.label.sort == "asks" for place in places)

    def counts(label: Label) -> bool:
        if label.bare and not colons:
            return False
        if label.sort == "answers":
            return asks
        return label.sort not in ("single", "named") or seen[key_of(label.name)] > 1

    return [place for place in places if counts(place.label)]


def _is_transcript(draft: Draft, places: Sequence[_Place]) -> bool:
    speakers = Counter(key_of(p.label.name) if p.label.sort != "asks" else "?" for p in places)
    sure = any(place.label.sort in _SURE for place in places)
    if len(places) < _TURNS or len(speakers) < 2 or not sure or max(speakers.values()) < 2:
        return False
    first = places[0].part
    prose = [(n, p.end - p.start) for n, p in enumerate(draft.parts) if p.kind in _OPEN]
    labelled = {place.part for place in places}
    under = sum(size for n, size in prose if n in labelled or n > first)
    return under >= _SHARE * sum(size for _, size in prose)


def _told(text: str, parts: Sequence[Part], places: Sequence[_Place]) -> Iterator[Part]:
    """Parts anew: each label as a byline, the words after it as a turn or a question until the next label."""
    of: dict[int, list[Label]] = {}
    for place in places:
        of.setdefault(place.part, []).append(place.label)
    speaking: Label | None = None
    for n, part in enumerate(parts):
        labels = of.get(n, [])
        stop = labels[0].start if labels else part.end
        if stop > part.start:
            yield _spoken(text, replace(part, end=stop), speaking, whole=not labels)
        ends = [*(label.start for label in labels[1:]), part.end]
        for label, after in zip(labels, ends, strict=False):
            yield replace(part, kind="byline", start=label.start, end=label.end)
            speaking = label
            if label.end < after:
                yield _spoken(text, replace(part, kind="body", start=label.end, end=after), label, whole=False)


def _spoken(text: str, part: Part, speaking: Label | None, *, whole: bool) -> Part:
    aside = part.end - part.start < _ASIDE and _BRACKETED.fullmatch(text, part.start, part.end) is not None
    if aside or _NOISE.match(text, part.start, part.end):
        return replace(part, kind="template")
    if speaking is None or (whole and part.kind not in _GOES_ON):
        return part
    if speaking.sort == "asks" and is_question(speaking.name, text[part.start : part.end]):
        return replace(part, kind="question", speaker=speaking.name)
    return replace(part, kind="turn", speaker=None if speaking.sort == "answers" else speaking.name)
