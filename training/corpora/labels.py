"""Spans of words to one BIO label a word, and back to sound sequences where a corpus has slips."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Labelled = tuple[int, int, str]
"""First word, the word after the last, label."""


def bio(size: int, spans: Iterable[Labelled]) -> list[str | None]:
    """'B-' on the first word of each span, 'I-' on the rest, 'O' elsewhere; of overlapping spans the longest stays."""
    labels: list[str | None] = ["O"] * size
    for first, stop, label in apart(spans):
        labels[first:stop] = [f"B-{label}", *[f"I-{label}"] * (stop - first - 1)]
    return labels


def apart(spans: Iterable[Labelled]) -> list[Labelled]:
    """Those spans that no longer span overlaps, in order of place; of equally long ones the first given stays."""
    kept: list[Labelled] = []
    for span in sorted(spans, key=lambda s: s[0] - s[1]):
        if span[0] < span[1] and not any(span[0] < k[1] and k[0] < span[1] for k in kept):
            kept.append(span)
    return sorted(kept)


def mended(labels: Sequence[str]) -> list[str]:
    """The same labels with 'B-' for an 'I-' that continues nothing."""
    sound: list[str] = []
    for label in labels:
        before = sound[-1] if sound else "O"
        stray = label.startswith("I-") and before[:1] + before[2:] not in ("B" + label[2:], "I" + label[2:])
        sound.append(f"B-{label[2:]}" if stray else label)
    return sound
