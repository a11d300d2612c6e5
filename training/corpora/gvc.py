"""Gun Violence Corpus: mentions of shootings and what belongs to them. Measured on, never learnt from.

`tags`: event. Only mentions of the one incident that an article is about are annotated, so recall is the figure that
means something here. The mark '//n' stands for a line break among the words and is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.corpora.columns import Sentence, of_sentences
from training.corpora.labels import bio
from training.passage import Passage

PARTS = ("dev",)
_LINE_BREAK = "//n"


def passages(folder: Path, part: str, *, oddities: Counter[str] | None = None) -> Iterator[Passage]:
    noted = Counter[str]() if oddities is None else oddities
    document, sentences = "", dict[str, list[tuple[str, str]]]()
    with (folder / f"{part}_dataset.conll").open(encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            cells = line.rstrip("\n").split("\t")
            if line.startswith("#"):
                continue
            if len(cells) != 5 or not cells[3].strip():
                noted["row without five columns"] += 1
                continue
            if cells[0] != document and sentences:
                yield _passage(document, sentences)
                sentences = {}
            document = cells[0]
            if cells[3] == _LINE_BREAK:
                continue
            sentences.setdefault(cells[1], []).append((cells[3], cells[4]))
    if sentences:
        yield _passage(document, sentences)


def _passage(document: str, sentences: dict[str, list[tuple[str, str]]]) -> Passage:
    return of_sentences(
        "gvc", document, "event", [Sentence([word for word, _ in rows], _labels(rows)) for rows in sentences.values()]
    )


def _labels(rows: list[tuple[str, str]]) -> list[str | None]:
    """Spans from '(7' on their first word to '7)' on their last."""
    spans: list[tuple[int, int, str]] = []
    begun = 0
    for at, (word, chain) in enumerate(rows):
        begun = at if chain.startswith("(") else begun
        if chain.endswith(")") and word:
            spans.append((begun, at + 1, "Event"))
    return bio(len(rows), spans)
