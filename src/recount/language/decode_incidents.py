"""The five roles of MUC-4 in a report: which words fill them, which of those name one entity, and how each is named.

The network scores words; a report has entities. Words become spans (`decode_fillers`), spans of one role that name one
thing become an entity, and an entity is kept where its surest span is sure enough; what the rest of the report speaks
for is in that score already. `fillers` names each entity once, by its surest words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from recount.language.analysis import Labelled
from recount.language.decode_fillers import ROLES, Grammar, candidates
from recount.language.decode_wordings import Key, key_of

EVEN: Mapping[str, float] = dict.fromkeys(ROLES, 0.5)

_BRACKET = re.compile(r"\s*[(\[]\s*(?:the\s+)?", re.IGNORECASE)

# Heads that stand for one another when a report does not name who did it. On the 1300 training reports, entities with
# both "guerrillas" and "rebels" outnumber reports that hold them apart 15 to 2; the second set is merged 12 to 4.
_UNNAMED = (
    frozenset(("guerrilla", "guerrillas", "rebel", "rebels", "insurgents")),
    frozenset(("men", "individuals", "persons", "people", "gunmen", "attackers")),
)

_LETTERS_OF_A_NAME = 6


def incidents_in(
    text: str,
    scores: NDArray[np.float32],
    labels: Sequence[str],
    words: Sequence[tuple[int, int]],
    sentences: Sequence[int],
    grammar: Grammar,
    thresholds: Mapping[str, float] = EVEN,
) -> tuple[Labelled, ...]:
    """Spans of the entities that are sure enough, in order of the text, from one row of BIO scores a word.

    `words` are offsets into `text`; `sentences` says which sentence each word is in, since no span leaves its own.
    """
    return kept(text, candidates(text, scores, labels, words, sentences, grammar), thresholds)


def entities_in(text: str, spans: Sequence[Labelled]) -> list[tuple[Labelled, ...]]:
    """Spans grouped into entities, in order of their first spans: of one role, and linked by their words, directly or
    through others."""
    keys = [(span.label, key_of(text[span.start : span.end])) for span in spans]
    groups = _Groups(keys)
    for role in dict.fromkeys(role for role, _ in keys):
        own = [key for label, key in groups.names() if label == role]
        for one, other in _alike(role, own):
            groups.join((role, one), (role, other))
        at = [k for k, (label, _) in enumerate(keys) if label == role]
        for before, after in pairwise(at):
            if _BRACKET.fullmatch(text[spans[before].end : spans[after].start]):
                groups.join(keys[before], keys[after])
    entities: dict[tuple[str, Key], list[Labelled]] = {}
    for span, key in zip(spans, keys, strict=True):
        entities.setdefault(groups.of(key), []).append(span)
    return [tuple(entity) for entity in entities.values()]


class _Groups:
    """Names that were joined, each under one of them (Galler and Fischer 1964)."""

    def __init__(self, names: Iterable[tuple[str, Key]]) -> None:
        self._under = {name: name for name in names}

    def names(self) -> list[tuple[str, Key]]:
        return list(self._under)

    def of(self, name: tuple[str, Key]) -> tuple[str, Key]:
        while self._under[name] != name:
            self._under[name] = name = self._under[self._under[name]]
        return name

    def join(self, one: tuple[str, Key], other: tuple[str, Key]) -> None:
        self._under[self.of(other)] = self.of(one)


def _alike(role: str, keys: Sequence[Key]) -> Iterator[tuple[Key, Key]]:
    """Pairs of different words for one entity, each looked for among those that hold its first word only, so that a
    long text costs little more than its length."""
    holding: dict[str, list[Key]] = {}
    for key in keys:
        for word in dict.fromkeys(key):
            holding.setdefault(word, []).append(key)
    for part in keys:
        for whole in holding[part[0]] if part else ():
            if len(whole) > len(part) and _holds(whole, part):
                yield part, whole
    if role == "PerpOrg":
        short = [key for key in keys if len(key) == 1 and 2 <= len(key[0]) <= _LETTERS_OF_A_NAME]
        yield from ((s, long) for s in short for long in keys if len(long) > 1 and _letters_of(s[0], long))
    if role == "PerpInd":
        for heads in _UNNAMED:
            yield from pairwise([key for key in keys if key and key[-1] in heads])


def surety(entity: Sequence[Labelled]) -> float:
    """How likely its surest span is."""
    return max(span.score for span in entity)


def kept(text: str, spans: Sequence[Labelled], thresholds: Mapping[str, float]) -> tuple[Labelled, ...]:
    """Spans of the entities that reach their role's threshold."""
    sure = {s for e in entities_in(text, spans) if surety(e) >= thresholds.get(e[0].label, 0.0) for s in e}
    return tuple(s for s in spans if s in sure)


def fillers(text: str, spans: Sequence[Labelled]) -> tuple[Labelled, ...]:
    """Each entity once, by the span that names it best."""
    return tuple(best_named(entity) for entity in entities_in(text, spans))


def best_named(entity: Sequence[Labelled]) -> Labelled:
    """The surest span; of spans as sure, the longest, where it stands first."""
    return max(entity, key=lambda s: (s.score, s.end - s.start, -s.start))


def _holds(whole: Key, part: Key) -> bool:
    n = len(part)
    return any(whole[k : k + n] == part for k in range(len(whole) - n + 1))


def _letters_of(short: str, long: Key) -> bool:
    """Letters of a foreign name beside its English words: MRTA and the Tupac Amaru Revolutionary Movement. The order
    differs, and one letter of three or more may."""
    missing = Counter(short) - Counter(word[0] for word in long)
    return missing.total() <= (len(short) >= 3)
