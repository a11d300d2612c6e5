"""Number words: what each is worth, and how a run of them adds up."""

from __future__ import annotations

from collections.abc import Sequence

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
SCALES = {"dozen": 12.0, "hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9}
PLURALS = {"tens": 10.0, "dozens": 12.0, "scores": 20.0, "hundreds": 100.0, "thousands": 1e3, "millions": 1e6}

ALL = frozenset({*UNITS, *TENS, *SCALES})


def add_up(words: Sequence[str]) -> tuple[float, int]:
    """The value of the longest number that the words begin with, and how many words it takes; (0, 0) for none.

    >>> add_up(["two", "hundred", "and", "twenty", "three", "men"])
    (223.0, 5)
    >>> add_up(["two", "three"])
    (2.0, 1)
    """
    total, group, last, used = 0.0, 0.0, "", 0
    for at, word in enumerate(words):
        if word == "and" and last in ("hundred", "thousand", "million"):
            continue
        kind = _kind(word)
        if kind is None or not _follows(last, kind, group):
            break
        if kind == "scale" and SCALES[word] >= 1e3:
            total, group = total + (group or 1) * SCALES[word], 0.0
        elif kind == "scale":
            group = (group or 1) * SCALES[word]
        else:
            group += UNITS.get(word, TENS.get(word, 0))
        last, used = (word if kind == "scale" else kind), at + 1
    return total + group, used


def _kind(word: str) -> str | None:
    if word in UNITS:
        return "unit" if UNITS[word] < 10 else "teen"
    if word in TENS:
        return "tens"
    return "scale" if word in SCALES else None


def _follows(last: str, kind: str, group: float) -> bool:
    """Whether a word may stand after another inside one number: "twenty three" may, "two three" may not."""
    if kind == "scale":
        return last != "dozen" and (last != "" or group == 0)
    if last == "tens":
        return kind == "unit"
    return last in ("", "hundred", "thousand", "million", "billion")
