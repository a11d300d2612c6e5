"""Gold mentions of events across documents: ECB+ and the Gun Violence Corpus in one shape."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from recount.records import DataError


@dataclass(frozen=True, slots=True)
class Told:
    """A gold mention: words `numbers` of sentence `sentence` of `document`; `chain` is the event that it is of, the
    label, which nothing but learning and scoring may look at."""

    document: str
    sentence: int
    numbers: tuple[int, ...]
    chain: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents as numbered sentences of words, and their mentions."""

    name: str
    documents: dict[str, dict[int, list[str]]]
    mentions: tuple[Told, ...]


def corpora_in(path: Path) -> Iterator[Corpus]:
    """The corpora of a folder, or the one of a file of mentions; words lie beside it under the same first letters."""
    files = sorted(path.glob("*vent*mentions.json")) if path.is_dir() else [path]
    if not files:
        raise DataError(f"{path} holds no *event_mentions.json or *Event_gold_mentions.json.")
    for file in files:
        yield corpus_in(file)


def corpus_in(mentions: Path) -> Corpus:
    """The corpus of one file of mentions (`..._Event_gold_mentions.json` with `..._corpus.txt`, or
    `..._event_mentions.json` with `..._dataset.conll`)."""
    stem = mentions.name.lower().split("event")[0]
    beside = [p for p in sorted(mentions.parent.iterdir()) if p.name.lower().startswith(stem) and p.suffix != ".json"]
    if not beside:
        raise DataError(f"{mentions}: no file of words beside it; expected {stem}corpus.txt or {stem}dataset.conll.")
    rows = json.loads(mentions.read_text(encoding="utf-8"))
    told = tuple(
        Told(str(m["doc_id"]), int(m["sent_id"]), tuple(sorted(map(int, m["tokens_number"]))), str(m["coref_chain"]))
        for m in rows
    )
    documents = _documents(beside[0])
    for one in told:
        words = documents.get(one.document, {}).get(one.sentence, [])
        if not one.numbers or one.numbers[-1] >= len(words):
            raise DataError(f"{mentions}: {one.document} has no words {one.numbers} in sentence {one.sentence}.")
    name = "ecb" if beside[0].suffix == ".txt" else "gvc"
    return Corpus(name, documents, told)


def _documents(path: Path) -> dict[str, dict[int, list[str]]]:
    """Words by document and sentence. A document's name is the last part of what the first column says."""
    found: dict[str, dict[int, list[str]]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) < 5 or line.startswith("#"):
                continue
            sentence = found.setdefault(cells[0].rsplit("/", 1)[-1], {}).setdefault(int(cells[1]), [])
            if int(cells[2]) == len(sentence):  # some words stand on two lines
                sentence.append(cells[3] or "_")
    return found
