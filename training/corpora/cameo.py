"""Sentences with the words of source, target and other related parties, over CAMEO-coded news.

`tags`: party, with S, T and R. There is no part to measure on, so a tenth of the sentences, chosen by their words,
is 'dev'.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.corpora.columns import Sentence, of_sentences
from training.corpora.labels import bio
from training.corpora.rows import held_out, json_rows
from training.passage import Passage

PARTS = ("train", "dev")


def passages(folder: Path, part: str, *, oddities: Counter[str] | None = None) -> Iterator[Passage]:
    noted = Counter[str]() if oddities is None else oddities
    for row in json_rows(folder / "source_target_spans_train.jsonl", noted):
        words = [str(word) for word in row["tokens"]]
        spans = [(int(first), int(stop), str(role)) for role, first, stop in row["spans"]]
        if not words or any(role not in "STR" or not 0 <= a < b <= len(words) for a, b, role in spans):
            noted["row whose spans do not fit"] += 1
        elif held_out(" ".join(words)) == (part == "dev"):
            yield of_sentences("cameo", str(row["id"]), "party", [Sentence(words, bio(len(words), spans))])
