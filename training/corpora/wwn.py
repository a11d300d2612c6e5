"""Worldwide newswire: names in news from outside the usual countries, one file an article.

The first line of a file is the address of its article; a blank line parts sentences. Some names carry a second, inner
label in a third column: the outer one is kept. There is no part to measure on, so a tenth of the files, chosen by name,
is 'dev'.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.corpora.columns import Sentence, of_sentences
from training.corpora.labels import mended
from training.corpora.rows import blocks, held_out
from training.passage import Passage

PARTS = ("train", "dev")


def passages(folder: Path, part: str, *, oddities: Counter[str] | None = None) -> Iterator[Passage]:
    noted = Counter[str]() if oddities is None else oddities
    for path in sorted(folder.glob("*.tsv")):
        if held_out(path.name) == (part == "dev"):
            sentences = [s for block in blocks(path) if (s := _sentence(block, noted)) and s.words]
            if sentences:
                yield of_sentences("wwn", path.name.removesuffix(".txt.tsv"), "wwn", sentences)


def _sentence(block: list[str], noted: Counter[str]) -> Sentence:
    words: list[str] = []
    labels: list[str] = []
    for line in block:
        cells = line.split("\t")
        if cells[0].startswith(("http://", "https://")) and len(block) == 1:
            continue
        if len(cells) < 2 or not cells[0].strip() or not _sound(cells[1]):
            noted["row without a word and a label"] += 1
            continue
        words.append(cells[0])
        labels.append(cells[1].strip())
    return Sentence(words, list(mended(labels)))


def _sound(label: str) -> bool:
    return label.strip() == "O" or label[:2] in ("B-", "I-")
