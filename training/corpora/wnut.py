"""WNUT 2017: rare and emerging names in posts, each post a document of its own.

A post may hold several sentences that nothing parts, so its words say nothing about starts. Only the training part is
at hand, and a tenth of the posts, chosen by their words, is 'dev'.
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
    for number, block in enumerate(blocks(folder / "train.conll")):
        rows = [cells for line in block if len(cells := line.split("\t")) == 2 and cells[0].strip()]
        noted["row without a word and a label"] += len(block) - len(rows)
        words = [row[0] for row in rows]
        if words and held_out(" ".join(words)) == (part == "dev"):
            sentence = Sentence(words, list(mended([row[1] for row in rows])))
            yield of_sentences("wnut", str(number), "wnut", [sentence], starts_known=False)
