"""ECB+: event mentions in news, sentence by sentence.

The corpus annotates chosen sentences of each document, and the file at hand holds these alone, so every word here is
annotated. `tags`: event, from the mentions of actions; words of negated actions and of mentions of unknown kind
(which no list of events holds) are `None`. Sentences that do not follow each other in their article are no neighbours:
each run of neighbours is a passage, under the name of one document.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from training.corpora.columns import Sentence, of_sentences
from training.corpora.labels import bio
from training.passage import Passage

PARTS = ("train", "dev")
_Key = tuple[str, int]


def passages(folder: Path, part: str, *, oddities: Counter[str] | None = None) -> Iterator[Passage]:
    noted = Counter[str]() if oddities is None else oddities
    sentences = _sentences(folder / f"ECB_{part.capitalize()}_corpus.txt", noted)
    events = events_in(folder / f"ECB_{part.capitalize()}_Event_gold_mentions.json")
    noted["event outside the sentences at hand"] += sum(len(v) for k, v in events.items() if k not in sentences)
    for (document, _), keys in groupby(enumerate(sentences), key=lambda entry: (entry[1][0], entry[1][1] - entry[0])):
        run = [Sentence([word for word, _ in sentences[key]], _labels(sentences[key], events.get(key, [])))
               for _, key in keys]  # fmt: skip
        yield of_sentences("ecb", document, "event", run)


def events_in(path: Path) -> dict[_Key, list[list[int]]]:
    """Document and sentence to the word numbers of its event mentions."""
    found: dict[_Key, list[list[int]]] = {}
    for mention in json.loads(path.read_text(encoding="utf-8")):
        key = str(mention["doc_id"]), int(mention["sent_id"])
        found.setdefault(key, []).append(sorted(map(int, mention["tokens_number"])))
    return found


def pieces(numbers: list[int]) -> list[tuple[int, int, str]]:
    """Runs of neighbouring word numbers: 'took ... place' has two."""
    runs: list[tuple[int, int, str]] = []
    for number in numbers:
        if runs and runs[-1][1] == number:
            runs[-1] = (runs[-1][0], number + 1, "Event")
        else:
            runs.append((number, number + 1, "Event"))
    return runs


def _sentences(path: Path, noted: Counter[str]) -> dict[_Key, list[tuple[str, str]]]:
    found: dict[_Key, list[tuple[str, str]]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            cells = line.rstrip("\n").split("\t")
            if len(cells) < 5 or not cells[3].strip():
                noted["row of fewer than five columns"] += 1
                continue
            key = cells[0], int(cells[1])
            noted["word out of order"] += len(found.get(key, ())) != int(cells[2])
            found.setdefault(key, []).append((cells[3], cells[-1]))
    return found


def _labels(words: list[tuple[str, str]], events: list[list[int]]) -> list[str | None]:
    labels = bio(len(words), [piece for numbers in events for piece in pieces(numbers) if piece[1] <= len(words)])
    return [None if label == "O" and _unsure(chain) else label for label, (_, chain) in zip(labels, words, strict=True)]


def _unsure(chain: str) -> bool:
    return chain.startswith(("NEG", "Singleton_NEG", "INTRA_UNK", "INTRAUNK"))
