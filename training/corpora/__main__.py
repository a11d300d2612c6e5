"""`python -m training.corpora DATA [NAME ...]`: passages, words and labels of each corpus, and what was odd."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.corpora import CORPORA, Corpus

_SHOWN = 24


def main(arguments: list[str]) -> int:
    if not arguments or any(name not in CORPORA for name in arguments[1:]):
        print(f"usage: python -m training.corpora DATA [NAME ...]; names: {' '.join(CORPORA)}", file=sys.stderr)
        return 2
    for name in arguments[1:] or CORPORA:
        for part in CORPORA[name].parts:
            print("\n".join(lines_of(CORPORA[name], Path(arguments[0]), part)), flush=True)
    return 0


def lines_of(corpus: Corpus, data: Path, part: str) -> Iterator[str]:
    """One line for the part, one a head with its most common labels, one for what was odd."""
    passages = words = cuts = links = relations = 0
    labels: dict[str, Counter[str]] = {}
    oddities = Counter[str]()
    for passage in corpus.passages(data, part, oddities=oddities):
        passages, words, cuts = passages + 1, words + len(passage.words), cuts + len(passage.cuts)
        links += sum(map(len, passage.links.values()))
        relations += len(passage.arcs or ())
        for head, row in passage.tags.items():
            labels.setdefault(head, Counter()).update(label or "(none)" for label in row)
        for head, label in passage.values.items():
            labels.setdefault(f"{head} of passage", Counter())[label] += 1
    yield f"{corpus.name} {part}: {passages} passages, {cuts} cuts, {words} words, {relations} arcs, {links} links"
    for head, counted in labels.items():
        shown = ", ".join(f"{label} {n}" for label, n in counted.most_common(_SHOWN))
        yield f"  {head} ({len(counted)} labels): {shown}"
    yield f"  odd: {', '.join(f'{what} {n}' for what, n in sorted(oddities.items()) if n) or 'nothing'}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
