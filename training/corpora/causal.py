"""Causal News Corpus: whether a sentence of protest news states cause and effect, and the spans that do.

`values`: causal, yes or no. `tags`: cause, effect and signal, each a sequence of its own over all relations of the
sentence; where two relations give overlapping spans of one role the longer stays. The text comes with spaces around
marks, so the gap is unknown except where the words of one token are parted.
"""

from __future__ import annotations

import csv
import re
from ast import literal_eval
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.corpora.labels import Labelled, apart, bio
from training.corpora.texts import Text, laid_out
from training.passage import JOINED, LINE_BREAK, UNKNOWN, Passage

PARTS = ("train", "dev")
UNMARKED = re.compile(r"<(/?)(ARG0|ARG1|SIG)\d*>")
_ROLE = {"ARG0": "cause", "ARG1": "effect", "SIG": "signal"}


def passages(folder: Path, part: str, *, oddities: Counter[str] | None = None) -> Iterator[Passage]:
    noted = Counter[str]() if oddities is None else oddities
    marked = {row["text"]: row["causal_text_w_pairs"] for row in rows(folder / f"{part}_subtask2_grouped.csv")}
    for row in rows(folder / f"{part}_subtask1.csv"):
        text, laid = row["text"], laid_out(row["text"])
        if not laid.words or row["label"] not in ("0", "1"):
            noted["sentence without words or label"] += 1
            continue
        noted["sentence without a row of spans"] += text not in marked
        yield Passage(
            corpus="causal",
            document=row["index"].rpartition("_")[0],
            words=laid.words,
            gaps=(LINE_BREAK, *(JOINED if gap == JOINED else UNKNOWN for gap in laid.gaps[1:])),
            cuts=(0,),
            starts_known=False,
            tags=tags_of(laid, text, marked[text], noted) if text in marked else {},
            values={"causal": "yes" if row["label"] == "1" else "no"},
        )


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a CSV file, by the names of its columns."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def tags_of(laid: Text, text: str, relations: str, noted: Counter[str]) -> dict[str, tuple[str | None, ...]]:
    """Labels of the three roles over all relations of a sentence."""
    found: dict[str, list[Labelled]] = {role: [] for role in _ROLE.values()}
    for relation in literal_eval(relations or "[]"):
        if UNMARKED.sub("", relation) != text:
            noted["relation whose words differ"] += 1
            continue
        for role, start, end in _marks(relation):
            first, stop = laid.touched(start, end)
            found[role] += [(first, stop, role.capitalize())] if first < stop else []
    for role, spans in found.items():
        noted[f"{role} lost to a longer one"] += len(set(spans)) - len(apart(set(spans)))
    return {role: tuple(bio(len(laid.words), sorted(set(spans)))) for role, spans in found.items()}


def _marks(relation: str) -> Iterator[tuple[str, int, int]]:
    """Role and offsets on the text without marks."""
    taken = 0
    begun: dict[str, int] = {}
    for mark in UNMARKED.finditer(relation):
        role, at = _ROLE[mark.group(2)], mark.start() - taken
        taken += len(mark.group())
        if mark.group(1):
            yield role, begun.pop(role, at), at
        else:
            begun[role] = at
