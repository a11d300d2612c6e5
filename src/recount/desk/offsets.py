"""Where things stand in a text, as Python and as browsers count it, and text that keeps its length on the way.

Python counts Unicode code points; browsers count UTF-16 code units, in which most emoji take two. The desk sends and
takes code points only; `web/src/offsets.ts` converts at the edge, by the same rule as `units` and `points` here.
"""

from __future__ import annotations

import re

_WIDE = re.compile("[\U00010000-\U0010ffff]")
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
_STAND_IN = "\ufffd"


def units(text: str, points: int) -> int:
    """Where the code point `points` of the text stands in UTF-16 code units.

    >>> units("😀 e", 2)
    3
    """
    return points + len(_WIDE.findall(text[:points]))


def points(text: str, units: int) -> int:
    """Where the UTF-16 code unit `units` of the text stands in code points; inside a pair, at its start.

    >>> points("😀 e", 3)
    2
    """
    left = 0
    for number, sign in enumerate(text):
        width = 2 if sign > "\uffff" else 1
        if left + width > units:
            return number
        left += width
    return len(text)


def same_length(text: str) -> str:
    """The text with each sign that a browser would drop, turn around or merge shown by a stand-in of one code point,
    so that offsets hold. A carriage return becomes a space: in a page it would become a line feed, or vanish.

    >>> same_length("a\\x00b\\r\\nc\u202ed")
    'a\ufffdb \\nc\ufffdd'
    """
    return _ODD.sub(lambda sign: " " if sign[0] in "\r\x0b\x0c\u2028\u2029\x85" else _STAND_IN, text)
