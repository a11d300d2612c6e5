"""Texts that share their words: shingles, Jaccard, and near pairs by MinHash and locality-sensitive hashing.

Deterministic: hashes come from CRC-32 and arithmetic, never from Python's own `hash`, the permutations from a fixed
seed, and neither the order of the items nor that of a set can alter a pair. Broder 1997; Indyk and Motwani 1998.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w+")
_SEED = 2014
_BASE = 1_099_511_628_211
_BANDS = ((0.45, 128, 2), (0.75, 64, 3), (1.1, 32, 5))
"""Up to a threshold: bands and rows. A pair of Jaccard index j becomes a candidate with probability 1-(1-j^r)^b, which
is .92 at j = .14 with 128 bands of 2, and .01 at j = .01, where texts of one war but of different days stand."""


def words_of(text: str) -> list[str]:
    """The words of a text, case-folded, without marks."""
    return _WORD.findall(text.casefold())


def shingle_sequence(words: Sequence[str], n: int) -> tuple[int, ...]:
    """Hashes (63 bits) of the runs of `n` words in order of place; the whole, where there are fewer words."""
    if not words:
        return ()
    ids = np.fromiter((zlib.crc32(word.encode("utf-8", "replace")) for word in words), np.uint64, len(words))
    count = max(1, len(ids) - n + 1)
    total = np.zeros(count, np.uint64)
    for offset in range(min(n, len(ids))):
        total = (total ^ ids[offset : offset + count]) * np.uint64(_BASE)
        total ^= total >> np.uint64(29)
    return tuple((total >> np.uint64(1)).tolist())


def shingles(text: str, n: int = 5) -> frozenset[int]:
    """The set of hashed runs of `n` words of a text.

    >>> shingles("Two shells fell.", 3) == shingles("two shells fell", 3)
    True
    """
    return frozenset(shingle_sequence(words_of(text), n))


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Size of the intersection over size of the union; two empty sets share nothing (0)."""
    union = len(a | b)
    return len(a & b) / union if union else 0.0


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """Share of the smaller set that the larger holds; 0 where one is empty."""
    smaller = min(len(a), len(b))
    return len(a & b) / smaller if smaller else 0.0


def near_pairs(items: Iterable[tuple[str, frozenset[int]]], threshold: float) -> list[tuple[str, str, float]]:
    """Pairs of keys whose sets have a Jaccard index of at least `threshold`, with the exact index; each pair once,
    the smaller key first, sorted. Keys are unique. Candidates come from hashing, so a pair close to the threshold
    may be missed, but none below it is returned. Time grows with the number of items and of candidates."""
    sets = {key: held for key, held in sorted(items, key=lambda item: item[0]) if held}
    if len(sets) < 2:
        return []
    _, bands, rows = next(band for band in _BANDS if threshold < band[0])
    keys = list(sets)
    found = []
    for one, other in _meeting(_signatures(sets.values(), bands * rows), rows):
        index = jaccard(sets[keys[one]], sets[keys[other]])
        if index >= threshold:
            found.append((keys[one], keys[other], index))
    return sorted(found)


def _signatures(sets: Iterable[frozenset[int]], size: int) -> NDArray[np.uint64]:
    """A row of so many least hashes for each set."""
    # Imported where it is used: datasketch brings scipy and asyncio along, a second at every start of the command
    # line, and most calls compare nothing.
    from datasketch import MinHash

    made = []
    empty = MinHash(num_perm=size, seed=_SEED, hashfunc=_low)  # its permutations are drawn once
    for held in sets:
        signature = empty.copy()
        signature.update_batch(held)
        made.append(signature.hashvalues.astype(np.uint64))
    return np.stack(made)


def _meeting(signatures: NDArray[np.uint64], rows: int) -> list[tuple[int, int]]:
    """Pairs of rows, the smaller number first, that agree in a band of so many columns. Sorting each band takes a
    tenth of the time of datasketch's own tables, and finds the same pairs."""
    met: set[tuple[int, int]] = set()
    for first in range(0, signatures.shape[1], rows):
        band = np.zeros(len(signatures), np.uint64)
        for column in range(first, first + rows):
            band = (band ^ signatures[:, column]) * np.uint64(_BASE)
            band ^= band >> np.uint64(29)
        order = np.argsort(band, kind="stable")
        cuts = np.flatnonzero(np.diff(band[order])) + 1
        starts, ends = np.r_[0, cuts], np.r_[cuts, len(order)]
        for n in np.flatnonzero(ends - starts > 1).tolist():
            met.update(combinations(order[starts[n] : ends[n]].tolist(), 2))
    return sorted(met)


def _low(value: int) -> int:
    """The lower 32 bits, which is what MinHash permutes."""
    return value & 0xFFFFFFFF
