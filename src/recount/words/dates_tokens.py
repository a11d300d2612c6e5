"""Tokens of a text for the grammar of time: what stands where, and the letter of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from recount.words.dates_letters import LETTER, Tokens
from recount.words.dates_settle import settled

__all__ = ["Found", "Tokens", "What", "part", "tokens_of"]

_TOKEN = re.compile(
    r"""
      (?!eid[ -]|[a-z]\.[a-z])[^\W\d_]++
    | \n[^\S\n]*+\n
    | \d{4}-\d{2}-\d{2}(?:[t ]\d{2}:\d{2}(?::\d{2})?(?:z|[+-]\d{2}:?\d{2})?)?(?![\d-])
    | \d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})(?![\d/-])
    | [0-2]?\d:[0-5]\d(?::[0-5]\d)?(?!\d)
    | [0-2]?\d\.[0-5]\d(?=\s?[ap]\.?m)
    | [0-2]\d[0-5]\d(?=\s?(?:hrs|hours|gmt|utc|z\b|local))
    | \d{1,2}(?=\s?[ap]\.?m\b)
    | \d{1,3}(?:st|nd|rd|th)(?![^\W_])
    | '?\d0'?s(?![^\W_]) | (?<![\w-])\d{2,3}0'?s(?![^\W_])
    | '\d\d(?!\d)
    | \d+(?:[.,]\d+)*
    | (?<![a-z])(?:b\.c(?:\.e)?|a\.d)\.?(?![a-z])
    | (?:[a-z]\.){2,}
    | eid[ -](?:al|ul|el)[ -](?:fitr|adha)
    | [^\W\d_]+
    | '(?:s(?![^\W_]))?
    | [^\w\s] | _
    """,
    re.VERBOSE,
)


What = Literal["clock", "calendar", "relative", "shifted", "set", "length", "vague"]


@dataclass(frozen=True, slots=True)
class Found:
    """An expression: its tokens `first` up to `last`, what kind of grammar took it, and its place in the text."""

    what: What
    first: int
    last: int
    start: int
    end: int


def part(tokens: Tokens, one: Found, first: int, last: int) -> Found:
    """The same expression cut down to fewer tokens."""
    return Found(one.what, first, last, tokens.starts[first], tokens.end(last - 1))


def tokens_of(text: str, low: str, start: int, end: int) -> Tokens:
    """Tokens of `low[start:end]`, where `low` is the text folded with its length kept."""
    pairs = [(m.start(), m.group()) for m in _TOKEN.finditer(low, start, end)]
    starts = [at for at, _ in pairs]
    words = [word for _, word in pairs]
    letters = "".join([LETTER[word] for word in words])
    return settled(text, Tokens(starts, words, letters))
