"""Words of a text as letters, one for each token, so that a grammar of time can be written as patterns of letters.

M month   W weekday   S season   P part of the day   h feast   w today, yesterday   Y year   y '07   d 1 to 31
o 20th   O first   n other number   N number word   A year(s)   U other unit   K century   C 1980s   I 2016-06-20
B BC   c 4:30, 0430, 4 (am)   t this, that   l last, past   x next, following   R recent, current   X latter, final
e early, mid, late   G earlier, later   b beginning, end   H half, quarter   g ago   L afterwards   q every, per
Q daily   k once   r about, more than   a a, an   T the   f of   i in, on, at   & and, to, or   m am, pm   z GMT
p Baghdad, local   V time, period   v now, former   j old, long   - , . / ' themselves   _ anything else
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from recount.words.lists import word_set
from recount.words.number_words import ALL

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sep sept", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri", "saturday sat",
            "sunday sun",
        )
    )
    for name in (*names.split(), names.split()[0] + "s")
}  # fmt: skip
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS = {name: number for number, name in enumerate(_ORDINALS.split(), start=1)}

_LETTERS = {
    "A": "year years",
    "U": "day days week weeks month months decade decades hour hours minute minutes seconds hr hrs min mins fortnight "
    "weekend weekends fortnights night-time",
    "K": "century centuries",
    "P": "morning afternoon evening night noon midnight dawn dusk midday daytime nighttime daybreak sunrise sunset "
    "nightfall mornings evenings nights lunchtime predawn",
    "h": "ramadan christmas easter ashura arbaeen nowruz newroz fitr adha",
    "w": "today yesterday tomorrow tonight overnight",
    "t": "this that these those same",
    "l": "last past previous preceding prior",
    "X": "latter final closing opening",
    "x": "next following coming subsequent ensuing upcoming",
    "R": "recent current",
    "e": "early mid late",
    "G": "earlier later",
    "k": "once twice",
    "b": "beginning start end middle rest part remainder outset close onset days weeks months turn eve",
    "H": "half quarter halves quarters",
    "g": "ago",
    "L": "previously afterwards beforehand afterward hence thereafter before after",
    "q": "every each per",
    "Q": "daily weekly monthly yearly annually nightly hourly everyday fortnightly",
    "r": "about around nearly almost over some roughly approximately just only least most than more less under close "
    "another barely exactly full mere some up additional further",
    "a": "a an",
    "T": "the",
    "f": "of",
    "i": "in on at",
    "&": "and to or through until till",
    "z": "gmt utc zulu est edt cet cest eet eest bst",
    "p": "local baghdad damascus iraqi syrian iraq moscow",
    "V": "time period era times",
    "v": "now former currently recently formerly future presently nowadays lately",
    "j": "old long age",
    "N": "few several couple dozen half many",
    "B": "bc bce ad ce b.c b.c. a.d. a.d b.c.e b.c.e.",
    "m": "am pm a.m. p.m. a.m p.m",
    "-": "-",
    ",": ",",
    ".": ".",
    "/": "/",
    "'": "' 's",
}
_TABLE: dict[str, str] = {}
for _letter, _members in _LETTERS.items():
    for _member in _members.split():
        _TABLE.setdefault(_member, _letter)
_TABLE.update(dict.fromkeys(ALL - {"dozen"}, "N"))
_TABLE.update(dict.fromkeys(("spring", "summer", "winter", "autumn", "fall"), "S"))
_TABLE.update(dict.fromkeys(ORDINALS, "O"))
_TABLE.update({name: "W" if name.rstrip("s").endswith("day") else "?" for name in WEEKDAYS})
_TABLE.update({name: "?" if len(name) <= 5 and name not in ("april", "june", "july") else "M" for name in MONTHS})
_TABLE["fall"] = "?"

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


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: where each token begins, its folded words, and its letter."""

    starts: list[int]
    words: list[str]
    letters: str

    def end(self, at: int) -> int:
        return self.starts[at] + len(self.words[at])


class _Letters(dict[str, str]):
    def __missing__(self, word: str) -> str:
        letter = _TABLE.get(word) or _shape(word)
        if len(self) < 50_000:
            self[word] = letter
        return letter


def _shape(word: str) -> str:
    first = word[0]
    if word.startswith("eid") and len(word) > 8:
        return "h"
    if not (first.isdigit() or first == "'"):
        return "_"
    if first == "'":
        return "y" if len(word) == 3 and word[1:].isdigit() else "C" if len(word) > 2 else "'"
    if word[-1] == "s":
        return "C"
    if word[-1] in "tdh":
        return "o" if 1 <= int(word[:-2]) <= 31 else "_" if len(word) < 5 else "o"
    if not word.isdecimal():
        return _marked(word)
    value = int(word) if len(word) < 5 else 10**6
    if len(word) <= 2 and 1 <= value <= 31:
        return "d"
    return "Y" if len(word) == 4 and 1000 <= value <= 2100 else "n"


def _marked(word: str) -> str:
    if ":" in word and "-" not in word:
        return "c"
    if (word[-5:-4] in "-/." and word[-4:].isdecimal()) or word[4:5] == "-" or word.count("/") == 2:
        return "I"
    return "n"


_LETTER = _Letters()


def tokens_of(text: str, low: str, start: int, end: int) -> Tokens:
    """Tokens of `low[start:end]`, where `low` is the text folded with its length kept."""
    pairs = [(m.start(), m.group()) for m in _TOKEN.finditer(low, start, end)]
    starts = [at for at, _ in pairs]
    words = [word for _, word in pairs]
    letters = "".join([_LETTER[word] for word in words])
    tokens = Tokens(starts, words, letters)
    return _settled(text, tokens)


_OPEN = re.compile(r"[?OcdnY]")
_BEFORE_MONTH = frozenset("i&elxtT") | {"f"}
_PREPOSITIONS = word_set(
    "in since of by until till from to between and last next this early late mid through during before after on for "
    "around about throughout previous following every each that"
)


def _settled(text: str, tokens: Tokens) -> Tokens:
    """Letters of the words that need their neighbours: May, March, Sun, fall, second, 4 am, 1430 hours."""
    letters = list(tokens.letters)
    for found in re.finditer(r"\?", tokens.letters):
        letters[found.start()] = _open_word(text, tokens, found.start())
    return Tokens(tokens.starts, tokens.words, _with_clocks(tokens.words, "".join(letters)))


def _with_clocks(words: list[str], letters: str) -> str:
    """Numbers that the next token makes clock times."""
    settled = list(letters)
    for found in re.finditer(r"[dnY](?=[mz])", letters):
        at = found.start()
        clock = len(words[at]) == 4 or letters[at + 1] == "m"
        if clock:
            settled[at] = "c"
    for found in re.finditer(r"(?<=c)U", letters):
        settled[found.start()] = "z" if words[found.start()] in ("hrs", "hours") else "U"
    for found in re.finditer(r"[nY](?=U)", letters):
        if len(words[found.start()]) == 4 and words[found.end()] in ("hours", "hrs") and words[found.start()][2] < "6":
            settled[found.start()], settled[found.end()] = "c", "z"
    for found in re.finditer(r"n(?=p?V)", letters):
        if len(words[found.start()]) == 4 and words[found.start()][2] < "6" and words[found.start()].isdecimal():
            settled[found.start()] = "c"
    return "".join(settled)


def _open_word(text: str, tokens: Tokens, at: int) -> str:
    word = tokens.words[at]
    capital = text[tokens.starts[at]].isupper()
    before = tokens.letters[at - 1] if at else "_"
    after = tokens.letters[at + 1] if at + 1 < len(tokens.letters) else "_"
    if after == ".":
        after = tokens.letters[at + 2] if at + 2 < len(tokens.letters) and word not in ("may", "march") else after
    if word == "fall":
        return _fall(tokens, at, before)
    if word in WEEKDAYS:
        dated = after in ",.dM?" or (after == "_" and before == "_" and tokens.words[at - 1 : at] == ["("])
        return "W" if capital and dated and _dated_near(tokens.letters, at) else "_"
    if not capital:
        return "M" if before in "do" and after in "Y,o" else "_"
    return _month(tokens, at, word, before, after)


def _dated_near(letters: str, at: int) -> bool:
    return bool(re.match(r"[,.]{0,2}(?:[?M]|d[?M]|[do])", letters[at + 1 : at + 5]))


def _month(tokens: Tokens, at: int, word: str, before: str, after: str) -> str:
    previous = tokens.words[at - 1] if at else ""
    following = tokens.words[at + 1] if at + 1 < len(tokens.words) else ""
    numbered = after in "doYy" or before in "do" or (before == "f" and at > 1 and tokens.letters[at - 2] in "doO")
    if word not in ("may", "march"):
        return "M" if numbered or (after in ",-/" and before in "i&") or previous in _PREPOSITIONS else "_"
    if word == "march" and following in ("on", "of", "for", "to", "against", "toward", "towards", "through", "into"):
        return "M" if before in "do" or previous in ("in", "since", "by", "until", "last", "early", "late") else "_"
    if word == "march" and previous in ("the", "to", "and", "this", "that") and tokens.letters[at - 2 : at - 1] != "M":
        return "M" if after in "doY" else "_"
    if word == "may" and following in ("be", "have", "not", "also", "well", "still", "even"):
        return "_"
    if after == "-" and tokens.letters[at + 2 : at + 3] in ("M", "?"):
        return "M"
    comma = after == "," and at + 2 < len(tokens.letters) and tokens.letters[at + 2] == "Y"
    return "M" if numbered or comma or previous in _PREPOSITIONS or (before == "-" and at > 1) else "_"


def _fall(tokens: Tokens, at: int, before: str) -> str:
    """The season only where a year, "this", "last", "next", or "in the" without an "of" says so."""
    following = tokens.letters[at + 1 : at + 3]
    if (
        following[:1] == "Y"
        or following == "fY"
        or (before in "tlx" and tokens.words[at - 1] not in ("these", "those"))
    ):
        return "S"
    previous = tokens.words[max(0, at - 2) : at]
    if following[:1] != "f" and (previous[-1:] == ["in"] or previous == ["in", "the"]):
        return "S"
    return "S" if before == "e" and following[:1] != "f" else "_"
