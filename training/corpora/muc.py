"""MUC-4: reports of attacks in Latin America with the fillers of five roles.

`tags`: muc. A filler's offset is that of its string's first appearance, which may stand inside another word
("rifle" in "rifleman"): then the first appearance as whole words is taken, where there is one. Documents without any
filler are kept, for they teach silence. The text is lower case; its line breaks were lost, and three spaces or more
stand for a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.corpora.labels import Labelled, apart, bio
from training.corpora.rows import json_rows
from training.corpora.texts import Text, laid_out
from training.passage import Passage

PARTS = ("train", "dev")
ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")


def passages(
    folder: Path, part: str, *, every_occurrence: bool = False, oddities: Counter[str] | None = None
) -> Iterator[Passage]:
    """With `every_occurrence` each appearance of a filler as whole words is labelled, not only the first.

    Without it the later appearances are `None`: the key names a string once, and is silent on where else it plays
    its role.
    """
    noted = Counter[str]() if oddities is None else oddities
    for row in json_rows(folder / f"grit_{part}.jsonl", noted):
        text = paragraphed(str(row["doctext"]))
        laid = laid_out(text)
        if not laid.words:
            noted["document without words"] += 1
            continue
        spans = list(_fillers(laid, text, row["extracts"], every_occurrence, noted))
        again = (
            set()
            if every_occurrence
            else {
                k
                for start, stop, _ in _fillers(laid, text, row["extracts"], True, Counter())
                for k in range(start, stop)
            }
        )
        labels: list[str | None] = [*bio(len(laid.words), dict.fromkeys(spans))]
        noted["document without fillers"] += not spans
        noted["filler lost to a longer one"] += len(set(spans)) - len(apart(dict.fromkeys(spans)))
        yield Passage(
            corpus="muc",
            document=str(row["docid"]),
            words=laid.words,
            gaps=laid.gaps,
            cuts=laid.cuts,
            starts_known=False,
            tags={"muc": tuple(None if label == "O" and k in again else label for k, label in enumerate(labels))},
        )


def paragraphed(text: str) -> str:
    """The text with a paragraph where it has three spaces or more, as long as before: its line breaks were lost."""
    return re.sub(r" {3,}", lambda found: "\n\n" + " " * (len(found.group()) - 2), text)


def _fillers(
    laid: Text, text: str, extracts: dict[str, Any], every_occurrence: bool, noted: Counter[str]
) -> Iterator[Labelled]:
    for role in ROLES:
        for mention, offset in (mention for entity in extracts.get(role, []) for mention in entity):
            noted["filler"] += 1
            places = _places(laid, text, mention, int(offset), noted)
            for start in places if every_occurrence else places[:1]:
                yield (*laid.touched(start, start + len(mention)), role)


def _places(laid: Text, text: str, mention: str, offset: int, noted: Counter[str]) -> list[int]:
    """Where the filler stands: first as given if these are whole words, else as whole words, else within words."""
    pattern = r"\s+".join(re.escape(word) for word in mention.split())
    found = [m.start() for m in re.finditer(pattern, text) if m.end() - m.start() == len(mention)]
    whole = [start for start in found if laid.whole(start, start + len(mention))]
    if offset not in found:
        noted["filler that is not at its offset"] += 1
    elif offset not in whole:
        noted["filler within a word, moved to whole words" if whole else "filler only within words"] += 1
    return whole or found[:1]
