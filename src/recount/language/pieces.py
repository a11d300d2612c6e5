"""Words to word pieces: the units in which the network reads.

Each word is cut on its own, so that what a word becomes never depends on its neighbours, and a word that is met again
costs a look-up.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"
MOST = 8
"""Pieces of one word. Of a longer one, an address most often, the first seven and the last are kept: its beginning
says what it is and its end how it inflects."""
_LONG = 256
"""Letters beyond which the middle of a word is not looked at, so that a megabyte without a space costs no more."""
_KEPT = 65_536
"""Words remembered."""


class Pieces:
    """A vocabulary of word pieces, uncased, in the manner of BERT. One line of the file is one piece."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown, self.first, self.last = (numbers[name] for name in (UNKNOWN, FIRST, LAST))
        self.size = len(vocabulary)
        self.vocabulary = tuple(vocabulary)
        cutter = Tokenizer(WordPiece(numbers, unk_token=UNKNOWN, max_input_chars_per_word=100))
        # Normalizer and pre-tokenizer are those with which MiniLM was trained: lower case, no accents, marks apart.
        cutter.normalizer = BertNormalizer(lowercase=True)
        cutter.pre_tokenizer = BertPreTokenizer()
        self._cutter = cutter
        self._known = lru_cache(maxsize=_KEPT)(self._cut)

    @classmethod
    def of_file(cls, path: Path) -> Pieces:
        """The vocabulary of a file."""
        return cls(path.read_text(encoding="utf-8").removesuffix("\n").split("\n"))

    def ids(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces: one at least, at most `MOST`."""
        if len(word) > _LONG:
            return self._cut(word[: _LONG // 2] + word[-_LONG // 2 :])
        return self._known(word)

    def _cut(self, word: str) -> tuple[int, ...]:
        # Half a surrogate pair, as broken JSON brings it, is no Unicode that the tokenizer could take.
        sound = word.encode("utf-8", "replace").decode("utf-8")
        ids = self._cutter.encode(sound, add_special_tokens=False).ids
        if len(ids) > MOST:
            ids = [*ids[: MOST - 1], ids[-1]]
        return tuple(ids) or (self.unknown,)
