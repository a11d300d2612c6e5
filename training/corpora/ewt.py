"""English Web Treebank (Universal Dependencies), with the names of Universal NER laid on the same sentences.

`tags`: upos, feats (the whole string, '_' for none), lemma, and `uner` where both corpora have the same words;
`arcs` with full relations. Words of a multiword token ("don't") are joined; empty nodes are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from training.corpora.labels import mended
from training.corpora.rows import blocks
from training.passage import JOINED, LINE_BREAK, SPACED, Passage

PARTS = ("train", "dev", "test")
_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class _Sentence:
    document: str | None
    """Named only on the first sentence of a document."""
    rows: list[list[str]]
    gaps: list[int]
    names: Sequence[str | None]
    joined_after: bool


def passages(
    folder: Path, part: str, *, names: Path | None = None, oddities: Counter[str] | None = None
) -> Iterator[Passage]:
    """One passage a document. `names` is the folder of UNER, by default `uner_ewt` beside `folder`."""
    noted = Counter[str]() if oddities is None else oddities
    tables = _names_in((names or folder.parent / "uner_ewt") / f"{part}.iob2")
    document: list[_Sentence] = []
    for block in blocks(folder / f"{part}.conllu"):
        sentence = _sentence(block, tables, noted)
        if sentence.document is not None and document:
            yield from _passage(document)
            document = []
        if sentence.rows:
            document.append(sentence)
    yield from _passage(document)


def _passage(document: list[_Sentence]) -> Iterator[Passage]:
    if not document:
        return
    rows = [row for sentence in document for row in sentence.rows]
    offsets = list(accumulate((len(sentence.rows) for sentence in document), initial=0))[:-1]
    gaps: list[int] = []
    joined = False
    for sentence in document:
        first = JOINED if joined and sentence.gaps[0] == SPACED else sentence.gaps[0]
        gaps += [first, *sentence.gaps[1:]]
        joined = sentence.joined_after
    yield Passage(
        corpus="ewt",
        document=document[0].document or "unnamed",
        words=tuple(row[1] for row in rows),
        gaps=(LINE_BREAK, *gaps[1:]),
        cuts=tuple(offsets),
        starts_known=True,
        tags={
            "upos": tuple(row[3] for row in rows),
            "feats": tuple(row[5] for row in rows),
            "lemma": tuple(row[2] for row in rows),
            "uner": tuple(name for sentence in document for name in sentence.names),
        },
        arcs=tuple(
            (at + int(row[6]) - 1 if row[6] != "0" else -1, row[7])
            for at, sentence in zip(offsets, document, strict=True)
            for row in sentence.rows
        ),
    )


def _sentence(block: list[str], tables: dict[str, list[list[str]]], noted: Counter[str]) -> _Sentence:
    marks = dict(_mark(line) for line in block if line.startswith("#"))
    cells = [line.split("\t") for line in block if not line.startswith("#")]
    rows = [row for row in cells if row[0].isdigit()]
    if any(len(row) != _COLUMNS or not row[6].isdigit() or int(row[6]) > len(rows) for row in rows):
        noted["sentence without a sound tree"] += 1
        rows = []
    gaps, joined_after = _gaps(cells)
    if "newpar" in marks or "newdoc" in marks:
        gaps = [LINE_BREAK, *gaps[1:]]
    names = _names(rows, tables.get(marks.get("sent_id", "")), noted)
    return _Sentence(marks.get("newdoc"), rows, gaps, names, joined_after)


def _mark(line: str) -> tuple[str, str]:
    """'# newdoc id = x' and '# sent_id = x' to the first word and the value."""
    key, _, value = line.lstrip("# ").partition("=")
    return key.split()[0] if key.split() else "", value.strip()


def _gaps(cells: list[list[str]]) -> tuple[list[int], bool]:
    """The gap before each word, and whether the sentence's last word is joined to what follows."""
    gaps: list[int] = []
    joined, inside, joined_at_last = False, 0, False
    for row in cells:
        alone = "SpaceAfter=No" in row[-1]
        if "-" in row[0]:
            inside, joined_at_last = int(row[0].split("-")[1]), alone
        elif row[0].isdigit():
            gaps.append(JOINED if joined else SPACED)
            joined = int(row[0]) < inside or (joined_at_last if int(row[0]) == inside else alone)
    return gaps, joined


def _names_in(path: Path) -> dict[str, list[list[str]]]:
    if not path.exists():
        return {}
    tables: dict[str, list[list[str]]] = {}
    for block in blocks(path):
        marks = dict(_mark(line) for line in block if line.startswith("#"))
        tables[marks.get("sent_id", "")] = [line.split("\t") for line in block if not line.startswith("#")]
    return tables


def _names(rows: list[list[str]], table: list[list[str]] | None, noted: Counter[str]) -> Sequence[str | None]:
    """UNER's labels of a sentence; each `None` where it lacks the sentence or cuts its words in another way.

    'OTH' and the stray 'B-O' are marks of a pilot round that the corpus itself drops: 'O'.
    """
    if table is None:
        noted["sentence that UNER lacks"] += bool(rows)
        return [None] * len(rows)
    if [row[1] for row in rows] != [row[1] for row in table]:
        noted["sentence that UNER cuts in another way"] += 1
        return [None] * len(rows)
    return mended(["O" if row[2] in ("B-O", "I-O") or row[2].endswith("-OTH") else row[2] for row in table])
