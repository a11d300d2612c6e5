"""Where words that somebody gave for a sentence stand in the text: exactly there, or a reason why not.

Words are found letter by letter. Only two things are forgiven, since every writer and every model changes them and
neither changes what is said: which white space parts two words, and which shape a quotation mark has. Whatever is
found is given back as offsets into the text as it is.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recount.language.optional import Reason
from recount.records import Span
from recount.words.normalise import fold_keep
from recount.words.number_find import Core, cores_in

_QUOTES = {**dict.fromkeys(map(ord, "‘’‚‛ʼ"), "'"), **dict.fromkeys(map(ord, "“”„‟«»"), '"')}
_SPACE = re.compile(r"\s+")
# Marks of direction (LRM, RLM, ALM) stand in Arabic text on purpose; what opens a stretch of turned writing does not
# belong to a name.
_SIGNS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,15})?", re.ASCII)
LARGEST = 1e15
"""Above this neighbouring whole numbers are one float."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A text and its sentences, made ready so that words can be found in it. `plain[i]` was read at `at[i]`."""

    text: str
    sentences: tuple[Span, ...]
    plain: str
    at: tuple[int, ...]

    def words(self, given: object, sentence: int, *, longest: int) -> Span | Reason:
        """The one place in the sentence where the words stand, or why there is none.

        Letters, case and punctuation must agree. Where the very words stand in the sentence once, they are meant
        even if the same words in other quotation marks stand there too.
        """
        if not isinstance(given, str):
            return "wrong_type"
        wanted = given.strip()
        if not wanted:
            return "empty"
        if len(wanted) > longest:
            return "too_long"
        if _SIGNS.search(wanted):
            return "signs"
        places = list(self._exact(wanted, sentence)) or list(self._alike(wanted, sentence))
        whole = [place for place in places if not self._cuts(place)]
        if len(whole) == 1:
            return whole[0]
        if places:
            return "ambiguous" if whole else "part_of_word"
        return "elsewhere" if _plain(wanted) in self.plain else "not_in_text"

    def number(self, given: object, sentence: int, *, longest: int) -> Span | Reason:
        """The digits or number words of a number that was given as itself (12, "12") or in the text's words.

        >>> ground = ground_of("At least twelve men fled.", [Span(0, 25)])
        >>> ground.number(12, 0, longest=40) == ground.number("At least twelve", 0, longest=40) == Span(9, 15)
        True
        """
        if isinstance(given, str):
            return self._number_in(given, sentence, longest)
        if isinstance(given, bool) or not isinstance(given, int | float):
            return "wrong_type"
        return self._valued(given, sentence)

    def _number_in(self, given: str, sentence: int, longest: int) -> Span | Reason:
        place = self.words(given, sentence, longest=longest)
        if isinstance(place, Span):
            inside = [span for span in map(_span, self._cores(sentence)) if place.holds(span)]
            return inside[0] if len(inside) == 1 else "no_number"
        if place in ("not_in_text", "elsewhere") and _DIGITS.fullmatch(given.strip()):
            return self._valued(float(given.strip().replace(",", "")), sentence)
        return place

    def _valued(self, value: float, sentence: int) -> Span | Reason:
        if not -LARGEST < value < LARGEST or not math.isfinite(value):
            return "not_in_text"
        places = [_span(core) for core in self._cores(sentence) if core.value == value]
        if len(places) == 1:
            return places[0]
        return "ambiguous" if places else "not_in_text"

    def _cores(self, sentence: int) -> list[Core]:
        where = self.sentences[sentence]
        return list(cores_in(self.text, fold_keep(self.text), where.start, where.end))

    def _exact(self, wanted: str, sentence: int) -> Iterator[Span]:
        where = self.sentences[sentence]
        for start in _finds(self.text, wanted, where.start, where.end):
            yield Span(start, start + len(wanted))

    def _alike(self, wanted: str, sentence: int) -> Iterator[Span]:
        where, plain = self.sentences[sentence], _plain(wanted)
        low, high = bisect_left(self.at, where.start), bisect_left(self.at, where.end)
        for found in _finds(self.plain, plain, low, high):
            yield Span(self.at[found], self.at[found + len(plain) - 1] + 1)

    def _cuts(self, place: Span) -> bool:
        return _inside_word(self.text, place.start) or _inside_word(self.text, place.end)


def ground_of(text: str, sentences: Sequence[Span]) -> Ground:
    """The text with what is needed to find words in it."""
    plain: list[str] = []
    at: list[int] = []
    for offset, sign in enumerate(text):
        sign = " " if sign.isspace() else _QUOTES.get(ord(sign), sign)
        if sign != " " or not plain or plain[-1] != " ":
            plain.append(sign)
            at.append(offset)
    return Ground(text, tuple(sentences), "".join(plain), tuple(at))


def _plain(words: str) -> str:
    return _SPACE.sub(" ", words).translate(_QUOTES)


def _finds(text: str, wanted: str, start: int, end: int) -> Iterator[int]:
    at = text.find(wanted, start, end)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1, end)


def _inside_word(text: str, at: int) -> bool:
    """Whether a cut before `text[at]` goes through a word, a letter and its marks, or a number ("2|,500")."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if _joins(before) and _joins(after):
        return True
    if after in ".," and before.isdecimal():
        return text[at + 1 : at + 2].isdecimal()
    return before in ".," and after.isdecimal() and text[max(0, at - 2) : at - 1].isdecimal()


def _joins(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


def _span(core: Core) -> Span:
    return Span(core.start, core.end)
