"""Names in a token trie: the longest name that begins at a word, in one walk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from recount.words.tokens import Word, is_article

T = TypeVar("T")
_END = ""
_PLAIN_JOINTS = frozenset((" ", "-", "‑", "–"))


class Trie(Generic[T]):
    """Values under sequences of keys. Several values may share a sequence; they keep the order of adding."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, keys: Iterable[str], value: T) -> None:
        """Put `value` under the keys."""
        node = self._root
        for key in keys:
            node = node.setdefault(key, {})
        values = node.setdefault(_END, [])
        if value not in values:
            values.append(value)

    @property
    def firsts(self) -> frozenset[str]:
        """The keys with which some name begins."""
        return frozenset(self._root)

    def starts(self, key: str) -> bool:
        """Whether any name begins with this key."""
        return key in self._root

    def matches(self, text: str, words: list[Word], i: int) -> list[tuple[int, list[T]]]:
        """Names that begin at the i-th word, longest first: index after the last word, and the values.

        Articles inside a name are passed over; a final s that stands for a lost 's ("Assads") is forgiven on
        capitalised words; a name never runs over a mark that ends or parts sentences."""
        found: list[tuple[int, list[T]]] = []
        node: dict[str, Any] | None = self._root
        last = i
        if not self.starts(words[i].key) and not self.starts(words[i].key[:-1]):
            return found
        for j in range(i, len(words)):
            if j > i and not joined(text, words[j - 1], words[j]):
                break
            after = _step(node, words[j])
            if after is None:
                if j > i and is_article(text, words, j):
                    continue
                break
            node, last = after, j
            if _END in node:
                found.append((last + 1, node[_END]))
        found.reverse()
        return found


def joined(text: str, left: Word, right: Word) -> bool:
    """Whether two words may belong to one name: only spaces, hyphens, slashes and opening quotes lie between."""
    between = text[left.stop : right.start]
    return between in _PLAIN_JOINTS or (not between.strip(" -–‑'’‘`ʿʾ\n") and between.count("\n") < 2)


def _step(node: dict[str, Any] | None, word: Word) -> dict[str, Any] | None:
    if node is None:
        return None
    after = node.get(word.key)
    if after is None and word.capital and word.key.endswith("s") and len(word.key) > 3:
        after = node.get(word.key[:-1])
    return after
