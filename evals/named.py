"""Documents with names marked in them, from a file or folder of any of the four shapes, told by its suffix.

`.iob2` is Universal NER, `.conll` WNUT 2017, `.jsonl` re3d, and a folder (or file) of `.tsv` worldwide newswire. Labels
are those that the network learns: training reads the corpora by the same functions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.worded import Bounds, Marked, marked_in, sentences_of
from recount.records import DataError
from training.corpora import re3d, texts, wwn
from training.corpora.columns import Sentence, of_sentences
from training.corpora.labels import mended
from training.corpora.rows import blocks, json_rows
from training.passage import JOINED, LINE_BREAK, SPACED, UNKNOWN, Passage


@dataclass(frozen=True, slots=True)
class Named:
    """A document. `text` stands where the corpus has one; then spans are offsets, otherwise numbers of words.

    `gaps`, where they are known, are what stood before each word; `doubted` are spans of which the corpus does not say
    whether they are names; `offsets` are where the words stand in the text.
    """

    scheme: str
    sentences: tuple[tuple[str, ...], ...]
    names: frozenset[Marked]
    text: str | None = None
    offsets: tuple[Bounds, ...] = ()
    doubted: tuple[Bounds, ...] = ()
    gaps: tuple[int, ...] | None = None

    def words(self) -> Iterator[tuple[str, int, int]]:
        """Each word with the beginning and end of a span that holds it alone."""
        words = [word for sentence in self.sentences for word in sentence]
        for number, word in enumerate(words):
            yield (word, *(self.offsets[number] if self.offsets else (number, number + 1)))


def documents_in(data: Path, seen: Path | None) -> Iterator[Named]:
    """Documents of a file or folder. Newswire files of `seen` that training learns from are left out."""
    if data.is_dir() or data.suffix == ".tsv":
        yield from (_of(passage) for passage in _newswire(data, seen))
        return
    reader = _READERS.get(data.suffix)
    if reader is None:
        raise DataError(f"{data.name}: expected a folder of .tsv or a file of {', '.join(_READERS)}")
    yield from reader(data)


def _of(passage: Passage) -> Named:
    names = marked_in(passage.tags[passage.corpus])
    return Named(passage.corpus, tuple(sentences_of(passage)), frozenset(names))


def _newswire(data: Path, seen: Path | None) -> Iterator[Passage]:
    for part in wwn.PARTS:
        for passage in wwn.passages(data if data.is_dir() else data.parent, part):
            name = f"{passage.document}.txt.tsv"
            learnt = part == "train" and seen is not None and (seen / name).exists()
            if not learnt and (data.is_dir() or data.name == name):
                yield passage


def _treebank(path: Path) -> Iterator[Named]:
    """Universal NER. 'OTH' and the stray 'B-O' are marks of a pilot round that the corpus itself drops."""
    document: list[Sentence] = []
    gaps: list[int] = []
    for block in blocks(path):
        if document and any(line.startswith("# newdoc") for line in block):
            yield replace(_of(of_sentences("uner", "", "uner", document)), gaps=tuple(gaps))
            document, gaps = [], []
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        labels = ["O" if row[2] in ("B-O", "I-O") or row[2].endswith("-OTH") else row[2] for row in rows]
        if rows:
            document.append(Sentence([row[1] for row in rows], list(mended(labels))))
            text = next((line.removeprefix("# text = ") for line in block if line.startswith("# text = ")), "")
            gaps += gaps_on(text, document[-1].words, opens=any(line.startswith("# newpar") for line in block))
    if document:
        yield replace(_of(of_sentences("uner", "", "uner", document)), gaps=tuple(gaps))


def gaps_on(text: str, words: Sequence[str], *, opens: bool) -> list[int]:
    """What stands before each word of a sentence on its text; unknown from where the two part ways on.

    >>> gaps_on("I can't.", ["I", "ca", "n't", "."], opens=True)
    [2, 1, 0, 0]
    """
    gaps: list[int] = []
    at = 0
    for word in words:
        spaced = at < len(text) and text[at].isspace()
        at += spaced
        if not text.startswith(word, at):
            break
        gaps.append(SPACED if spaced else JOINED)
        at += len(word)
    gaps += [UNKNOWN] * (len(words) - len(gaps))
    return [LINE_BREAK if opens else SPACED, *gaps[1:]]


def _posts(path: Path) -> Iterator[Named]:
    """WNUT 2017: each post by itself."""
    for block in blocks(path):
        rows = [cells for line in block if len(cells := line.split("\t")) == 2 and cells[0].strip()]
        if rows:
            sentence = Sentence([row[0] for row in rows], list(mended([row[1] for row in rows])))
            yield _of(of_sentences("wnut", "", "wnut", [sentence]))


def _reports(path: Path) -> Iterator[Named]:
    """re3d, on its running text."""
    told = {str(row["doc"]["_id"]): str(row["doc"]["text"]) for row in json_rows(path, Counter())}
    for passage in re3d.passages(path.parent, path.stem):
        text = told[passage.document]
        laid, labels = texts.laid_out(text), passage.tags["re3d"]
        names = {(laid.starts[a], laid.ends[b - 1], kind) for a, b, kind in marked_in(labels)}
        doubted = tuple((laid.starts[k], laid.ends[k]) for k, label in enumerate(labels) if label is None)
        offsets = tuple(zip(laid.starts, laid.ends, strict=True))
        yield Named("re3d", tuple(sentences_of(passage)), frozenset(names), text, offsets, doubted)


_READERS: dict[str, Callable[[Path], Iterator[Named]]] = {
    ".iob2": _treebank,
    ".conll": _posts,
    ".jsonl": _reports,
}
