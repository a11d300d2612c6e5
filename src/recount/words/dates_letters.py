"""Words of a text as letters, one for each token, so that a grammar of time can be written as patterns of letters.

M month   W weekday   S season   P part of the day   h feast   w today, yesterday   Y year   y '07   d 1 to 31
o 20th   O first   n other number   N number word   A year(s)   U other unit   K century   C 1980s   I 2016-06-20
B BC   c 4:30, 0430, 4 (am)   t this, that   l last, past   x next, following   R recent, current   X latter, final
e early, mid, late   G earlier, later   b beginning, end   H half, quarter   g ago   L afterwards   q every, per
Q daily   k once   r about, more than   a a, an   T the   f of   i in, on, at   & and, to, or   m am, pm   z GMT
p Baghdad, local   V time, period   v now, former   j old, long   - , . / ' themselves   _ anything else
"""

from __future__ import annotations

from dataclasses import dataclass

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
TABLE: dict[str, str] = {}
for _letter, _members in _LETTERS.items():
    for _member in _members.split():
        TABLE.setdefault(_member, _letter)
TABLE.update(dict.fromkeys(ALL - {"dozen"}, "N"))
TABLE.update(dict.fromkeys(("spring", "summer", "winter", "autumn", "fall"), "S"))
TABLE.update(dict.fromkeys(ORDINALS, "O"))
TABLE.update({name: "W" if name.rstrip("s").endswith("day") else "?" for name in WEEKDAYS})
TABLE.update({name: "?" if len(name) <= 5 and name not in ("april", "june", "july") else "M" for name in MONTHS})
TABLE["fall"] = "?"


class Letters(dict[str, str]):
    def __missing__(self, word: str) -> str:
        letter = TABLE.get(word) or _shape(word)
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


LETTER = Letters()
"""Learns the words that it meets, up to a limit."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: where each token begins, its folded words, and its letter."""

    starts: list[int]
    words: list[str]
    letters: str

    def end(self, at: int) -> int:
        return self.starts[at] + len(self.words[at])
