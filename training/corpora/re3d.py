"""re3d: Iraq and Syria documents with entities by offset.

Labels are the corpus's own, with its two kinds of vehicle as one; those too rare to learn are left out. Of
overlapping entities held with confidence above one half the longest is kept. Entities below that come from taggers and
were voted down: most are parts of a kept one and vanish with it; the rest are right as often as wrong ("the UK",
but also "may" as a person), so their words are neither taught as names nor as silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.corpora.labels import Labelled, bio
from training.corpora.rows import json_rows
from training.corpora.texts import Text, laid_out
from training.passage import Passage

PARTS = ("train", "dev")
_KEPT = {
    "Organisation": "Organisation",
    "Location": "Location",
    "Person": "Person",
    "Temporal": "Temporal",
    "Nationality": "Nationality",
    "Quantity": "Quantity",
    "Weapon": "Weapon",
    "Vehicle": "Vehicle",
    "MilitaryPlatform": "Vehicle",
    "Money": "Money",
    "DocumentReference": "DocumentReference",
}
_TRUSTED = 0.5


def passages(folder: Path, part: str, *, oddities: Counter[str] | None = None) -> Iterator[Passage]:
    noted = Counter[str]() if oddities is None else oddities
    for row in json_rows(folder / f"{part}.jsonl", noted):
        text = str(row["doc"]["text"])
        laid = laid_out(text)
        if not laid.words:
            noted["document without words"] += 1
            continue
        yield Passage(
            corpus="re3d",
            document=str(row["doc"]["_id"]),
            words=laid.words,
            gaps=laid.gaps,
            cuts=laid.cuts,
            starts_known=False,
            tags={"re3d": tuple(_labels(laid, text, row["entities"], noted))},
        )


def _labels(laid: Text, text: str, entities: list[dict[str, Any]], noted: Counter[str]) -> list[str | None]:
    trusted: list[Labelled] = []
    doubted: list[Labelled] = []
    for entity in entities:
        kind, start, end = _KEPT.get(entity["type"]), int(entity["begin"]), int(entity["end"])
        first, stop = laid.touched(start, end)
        if kind is None or first == stop:
            noted["entity of a rare kind or without words"] += 1
            continue
        sure = float(entity["confidence"]) > _TRUSTED
        noted["entity that cuts a word"] += sure and not laid.whole(start, end)
        noted["entity whose value is not its words"] += text[start:end] != entity["value"]
        (trusted if sure else doubted).append((first, stop, kind))
    labels = bio(len(laid.words), trusted)
    for first, stop, _ in doubted:
        if all(label == "O" for label in labels[first:stop] if label is not None):
            labels[first:stop] = [None] * (stop - first)
            noted["doubted entity apart from the kept ones"] += 1
    return labels
