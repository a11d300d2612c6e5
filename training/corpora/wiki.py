"""WikiEvents: bombings, with entity mentions and event triggers.

`tags`: wiki (entities), trigger (one label, Event) and plover, the root at the first word of a trigger whose KAIROS
type has one and `None` at every other word. Entity mentions include pronouns and common nouns.

The triggers of the training part are few: it has at most seven a document, 10 a thousand words against 27 in dev, so
most words that tell an event there are unmarked. Words outside its triggers are silence only in sentences that hold a
trigger; elsewhere `trigger` is `None`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.corpora.columns import cuts_between, unknown_gaps
from training.corpora.kairos import root_of
from training.corpora.labels import Labelled, apart, bio
from training.corpora.rows import json_rows
from training.passage import Passage

PARTS = ("train", "dev")
_TRIGGER = ".TRIGGER"


@dataclass(frozen=True, slots=True)
class _Event:
    first: int
    stop: int
    kind: str


def passages(folder: Path, part: str, *, oddities: Counter[str] | None = None) -> Iterator[Passage]:
    noted = Counter[str]() if oddities is None else oddities
    if part == "train":
        for row in json.loads((folder / "train48_docred.json").read_text(encoding="utf-8")):
            sizes = [len(sentence) for sentence in row["sents"] if sentence]
            yield from _passage(row, sizes, list(_listed(row)), False, noted)
    else:
        for row in json_rows(folder / f"{part}.jsonl", noted):
            sizes = [len(words) for words, _ in row["sentences"] if words]
            yield from _passage(row, sizes, list(_told(row)), True, noted)


def _listed(row: dict[str, Any]) -> Iterator[_Event]:
    """Triggers of the training part, which stand among its clusters of entities."""
    for mention in (mention for cluster in row["vertexSet"] for mention in cluster):
        if mention["type"].endswith(_TRIGGER):
            first, stop = mention["pos"]
            yield _Event(first, stop, mention["type"].removesuffix(_TRIGGER))


def _told(row: dict[str, Any]) -> Iterator[_Event]:
    for event in row["event_mentions"]:
        yield _Event(event["trigger"]["start"], event["trigger"]["end"], event["event_type"])


def _passage(
    row: dict[str, Any], sizes: list[int], events: list[_Event], complete: bool, noted: Counter[str]
) -> Iterator[Passage]:
    words = tuple(str(word) for word in row["tokens"])
    if not words or sum(sizes) != len(words):
        noted["document whose sentences are not its words"] += 1
        return
    entities = [(m["start"], m["end"], m["entity_type"]) for m in row["entity_mentions"]]
    noted["entity that overlaps a longer one"] += len(set(entities)) - len(apart(set(entities)))
    yield Passage(
        corpus="wiki",
        document=str(row["doc_id"]),
        words=words,
        gaps=unknown_gaps(len(words)),
        cuts=cuts_between(sizes),
        starts_known=True,
        tags={
            "wiki": tuple(bio(len(words), _within(entities, len(words), noted))),
            "trigger": tuple(_triggers(len(words), sizes, events, complete)),
            "plover": tuple(_roots(len(words), events, noted)),
        },
    )


def _within(spans: list[Labelled], size: int, noted: Counter[str]) -> list[Labelled]:
    inside = [span for span in spans if 0 <= span[0] < span[1] <= size]
    noted["entity outside its document"] += len(spans) - len(inside)
    return inside


def _triggers(size: int, sizes: list[int], events: list[_Event], complete: bool) -> list[str | None]:
    labels = bio(size, [(event.first, event.stop, "Event") for event in events])
    if not complete:
        for first, length in zip(cuts_between(sizes), sizes, strict=True):
            if all(label == "O" for label in labels[first : first + length]):
                labels[first : first + length] = [None] * length
    return labels


def _roots(size: int, events: list[_Event], noted: Counter[str]) -> list[str | None]:
    roots: list[str | None] = [None] * size
    for event in events:
        root = root_of(event.kind)
        noted["event of a kind without a root"] += root is None
        if root is not None:
            roots[event.first] = root
    return roots
