"""PolNeAR: who says or thinks what, in United States political news.

`tags`: attribution, with Source, Cue and Content. `links`: from the first word of each piece of a source or content to
the first word of its cue. Pieces of one span are parted only where words stand between them. Several texts were read
by more than one annotator: the first file of each is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.corpora.labels import apart, bio
from training.corpora.texts import Text, laid_out
from training.passage import Bounds, Link, Passage

PARTS = ("train", "dev")
_ROLES = ("Source", "Cue", "Content")
_PART_OF = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")


def passages(folder: Path, part: str, *, oddities: Counter[str] | None = None) -> Iterator[Passage]:
    noted = Counter[str]() if oddities is None else oddities
    first: dict[str, Path] = {}
    for path in sorted((folder / part / "attributions").glob("*.ann")):
        first.setdefault(path.stem.rpartition("_")[0], path)
    for name, path in first.items():
        text = folder / part / "text" / f"{name}.txt"
        if not text.exists():
            noted["annotation without a text"] += 1
            continue
        laid = laid_out(text.read_bytes().decode())
        if laid.words:
            yield _passage(name, laid, path.read_text(encoding="utf-8").splitlines(), noted)


def _passage(name: str, laid: Text, lines: list[str], noted: Counter[str]) -> Passage:
    spans = dict(_spans(laid, lines, noted))
    pieces = [(*piece, role) for role, found in spans.values() for piece in found]
    kept = apart(pieces)
    noted["piece that overlaps a longer one"] += len(set(pieces)) - len(kept)
    firsts = {(first, role) for first, _, role in kept}
    links = {link for line in lines if line.startswith("E") for link in _links(line, spans, firsts, noted)}
    return Passage(
        corpus="polnear",
        document=name,
        words=laid.words,
        gaps=laid.gaps,
        cuts=laid.cuts,
        starts_known=False,
        tags={"attribution": tuple(bio(len(laid.words), kept))},
        links={"attribution": tuple(sorted(links))},
    )


def _spans(laid: Text, lines: list[str], noted: Counter[str]) -> Iterator[tuple[str, tuple[str, list[Bounds]]]]:
    """Key, role and pieces, from 'T3 <tab> Content 9 18;22 30 <tab> words'; the words may run over several lines."""
    for line in lines:
        key, _, rest = line.partition("\t")
        role, _, offsets = rest.partition("\t")[0].partition(" ")
        if not key.startswith("T") or role not in _ROLES:
            continue
        pieces: list[Bounds] = []
        for start, end in (map(int, bounds.split()) for bounds in offsets.split(";")):
            first, stop = laid.touched(start, end)
            noted["piece that cuts a word"] += not laid.whole(start, end)
            if pieces and first <= pieces[-1][1]:
                pieces[-1] = (pieces[-1][0], max(stop, pieces[-1][1]))
            elif first < stop:
                pieces.append((first, stop))
        if pieces:
            yield key, (role, pieces)


def _links(
    line: str, spans: dict[str, tuple[str, list[Bounds]]], firsts: set[tuple[int, str]], noted: Counter[str]
) -> Iterator[Link]:
    keys = [key for _, key in _PART_OF.findall(line) if key in spans]
    cues = [pieces[0][0] for role, pieces in map(spans.__getitem__, keys) if role == "Cue"]
    cues = [cue for cue in cues if (cue, "Cue") in firsts]
    if not cues:
        noted["attribution without a cue"] += 1
        return
    for role, pieces in map(spans.__getitem__, keys):
        if role != "Cue":
            yield from ((first, cues[0]) for first, _ in pieces if (first, role) in firsts)
