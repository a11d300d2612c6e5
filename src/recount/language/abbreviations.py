"""Whether a stop belongs to the abbreviation before it, or ends a sentence and is a word of its own.

The treebank that taught the models keeps `U.S.` whole inside a sentence and cuts `U.S|.` at its end, so the decision
needs what follows: the end of the text, a number, a word that opens sentences.
"""

from __future__ import annotations

import re
from typing import Literal

from recount.words.lists import word_set

Follow = Literal["end", "number", "month", "opening", "capital", "low"]

# Titles and the like stand before a name: never the last word of a sentence unless nothing follows.
_TITLES = word_set(
    """mr mrs ms dr prof gen lt col maj capt cmdr cdr adm sgt brig gov sen reps rev hon ft st mt messrs mme mlle supt
spc pvt cpl vs viz approx attn ph arrv lv amb msgt ssgt pfc est dept cf al ext conf ass't"""
)
# May end a sentence too: the stop is cut off where the next word opens one.
_SHORT = word_set(
    """inc ltd co corp jr sr jan feb apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri
blvd ave rd bros pres rep sec yrs mins lb lbs oz esp eg ie eve atty"""
)
_LISTING = word_set("etc")
# Words too: abbreviations only before a number or the name of a month.
_BEFORE_NUMBER = word_set("mar sat sun no nos art para sec vol fig pp ch sc")
_MONTHS = word_set("jan feb mar apr may june jun july jul aug sep sept oct nov dec")
_OPENING = word_set(
    """a an the this that these those he she it they we i you his her its their our my in on at and but as for
from by with if when while after before since although however there here what who why how meanwhile also some
many most more all both one two three not now then so according despite during earlier later last officials
another several such under until among between because nor or yet still please thanks can do did"""
)
_AHEAD = re.compile(r"(?:(?!\n[ \t\r\f\v]*\n)\s)*+[\"'“‘«(\[]*(?P<word>\w+|\S)")


def follow_of(text: str, stop: int) -> Follow:
    """What comes after `text[:stop]`, as far as it tells whether a sentence ends there. A blank line is an end."""
    ahead = _AHEAD.match(text, stop)
    if ahead is None:
        return "end"
    word = ahead["word"][:20]
    if word[0].isdigit():
        return "number"
    low = word.lower()
    if not word[0].isupper():
        return "low"
    if low in _MONTHS:
        return "month"
    return "opening" if low in _OPENING else "capital"


def keeps_stop(word: str, follow: Follow) -> bool:
    """Whether a stop after `word` (without that stop) belongs to it.

    >>> keeps_stop("Gen", "capital"), keeps_stop("U.S", "opening"), keeps_stop("no", "low")
    (True, False, False)
    """
    low = word.lower().replace("’", "'")
    if follow == "end":
        return False
    if low in _TITLES:
        return True
    if low in _BEFORE_NUMBER and follow in ("number", "month"):
        return True
    if low in _LISTING:
        return follow not in ("opening", "capital")
    if low in _SHORT or "." in low or (len(word) == 1 and word.isupper()):
        return follow != "opening"
    return False
