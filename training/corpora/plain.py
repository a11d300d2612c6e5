"""Texts without any label that resemble what is read in earnest, for learning to fill in masked words.

The folder is the root of the data: releases of ISAF, Syrian war news and a few reports as they come off the web. Their
own labels are for measuring and are not read here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.corpora.rows import json_rows
from training.corpora.texts import laid_out
from training.passage import Passage

PARTS = ("train", "dev")


def passages(folder: Path, part: str, *, oddities: Counter[str] | None = None) -> Iterator[Passage]:
    """Part 'train' has the training rows of both sets; part 'dev' their other rows and the three reports."""
    noted = Counter[str]() if oddities is None else oddities
    for document, text in _texts(folder, part, noted):
        laid = laid_out(text)
        if not laid.words:
            noted["text without words"] += 1
            continue
        yield Passage("plain", document, laid.words, laid.gaps, laid.cuts, starts_known=False)


def _texts(folder: Path, part: str, noted: Counter[str]) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(json_rows(folder / "isaf" / f"{part}.jsonl", noted)):
        yield f"isaf-{part}-{number}", str(row["text"])
    for row in json_rows(folder / "fakes_syria" / f"{part}.jsonl", noted):
        yield f"fakes-{row['unit_id']}", str(row["article_content"])
    if part == "dev":
        for path in sorted((folder / "reports").glob("*.txt")):
            yield path.stem, path.read_text(encoding="utf-8")
