"""Causal News Corpus, the reworded sentences that come with it: the same relations in other words, for training alone.

Each row holds sentences in which a cause or an effect was said anew. They teach where spans begin and end; whether a
sentence is causal they do not say.
"""

from __future__ import annotations

from ast import literal_eval
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.corpora.causal import UNMARKED, rows, tags_of
from training.corpora.texts import laid_out
from training.passage import JOINED, LINE_BREAK, UNKNOWN, Passage

PARTS = ("train",)


def passages(folder: Path, part: str, *, oddities: Counter[str] | None = None) -> Iterator[Passage]:
    noted = Counter[str]() if oddities is None else oddities
    for number, row in enumerate(rows(folder / f"augmented_subtask2_1_{part}.csv")):
        for relation in literal_eval(row["causal_text_w_pairs"] or "[]"):
            text = UNMARKED.sub("", relation)
            laid = laid_out(text)
            if not laid.words:
                noted["sentence without words"] += 1
                continue
            yield Passage(
                corpus="causal_augmented",
                document=f"augmented_{number}",
                words=laid.words,
                gaps=(LINE_BREAK, *(JOINED if gap == JOINED else UNKNOWN for gap in laid.gaps[1:])),
                cuts=(0,),
                starts_known=False,
                tags=tags_of(laid, text, repr([relation]), noted),
            )
