"""PLOVER sentences: one root for a marked source and target.

`values`: plover, one of fifteen roots (CONCEDE and RETREAT are YIELD). `pair`: the words of source and target; a
side that the sentence does not name has empty bounds. A target marked twice is read where it stands first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from training.corpora.rows import json_rows
from training.corpora.texts import Text, laid_out
from training.passage import Bounds, Passage

PARTS = ("train",)
ROOTS = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "YIELD",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
_MARK = re.compile(r"</?[st]>")


def passages(folder: Path, part: str, *, oddities: Counter[str] | None = None) -> Iterator[Passage]:
    """Only 'train' exists; figures on it come from folds over `document`, which is one a text."""
    noted = Counter[str]() if oddities is None else oddities
    for row in json_rows(folder / f"plv_{part}.jsonl", noted):
        text, marked = str(row["text"]), str(row["marked"])
        laid = laid_out(text)
        if row["root"] not in ROOTS or _MARK.sub("", marked) != text or not laid.words:
            noted["row whose marks or root are not sound"] += 1
            continue
        source, target = _side(laid, marked, "s"), _side(laid, marked, "t")
        noted["row without a source or without a target"] += source == (0, 0) or target == (0, 0)
        yield Passage(
            corpus="plover",
            document=sha256(text.encode()).hexdigest()[:16],
            words=laid.words,
            gaps=laid.gaps,
            cuts=(0,),
            starts_known=False,
            values={"plover": str(row["root"])},
            pair=(source, target),
        )


def _side(laid: Text, marked: str, side: str) -> Bounds:
    found = re.search(rf"<{side}>(.*?)</{side}>", marked, re.DOTALL)
    if found is None:
        return 0, 0
    start = len(_MARK.sub("", marked[: found.start(1)]))
    inner = _MARK.sub("", found.group(1))
    return laid.touched(start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip()))
