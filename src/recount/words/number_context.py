"""What stands around a number: the comparator that bends it, and the signs that it counts nothing."""

from __future__ import annotations

import re

from recount.words.lists import word_set

_BEFORE = {
    "at_least": "at least|no fewer than|not fewer than|no less than|not less than|a minimum of|minimum of",
    "over": "more than|in excess of|upwards of|upward of|greater than|well over|just over|over|above|exceeding|beyond",
    "at_most": "up to|at most|no more than|not more than|a maximum of|maximum of|no greater than",
    "as_many_as": "as many as|as much as",
    "nearly": "nearly|almost|close to|just under|just short of|approaching|not quite|virtually",
    "under": "fewer than|less than|under|below",
    "about": "about|around|roughly|approximately|approx\\.?|some|an estimated|estimated|circa|ca\\.|or so"
    "|in the region of|something like|reportedly about|~",
    "exact": "exactly|precisely",
}
_NAMED = {phrase: name for name, phrases in _BEFORE.items() for phrase in phrases.replace("\\.?", "").split("|")}
_PHRASES = sorted((p for phrases in _BEFORE.values() for p in phrases.split("|")), key=len, reverse=True)
_COMPARATOR = re.compile(rf"(?<![\w-])({'|'.join(_PHRASES)})\s*(?:the\s+|an?\s+)?$".replace(" than", r"\s+than"))
_TAKEN_OVER = re.compile(r"\b(?:hand|turn|tak|took|g[ai]v|sign)\w*\s+$")
""" "Handed over two bases": the word belongs to the verb, and two is no "more than two"."""
_AFTER = re.compile(r"(?:\+|[- ]plus\b|\s+or\s+(more|so|fewer|less)\b|[- ](odd)\b)")
_SUFFIX = {"more": "at_least", "so": "about", "fewer": "at_most", "less": "at_most", "odd": "about"}
_LOOK = 34

COUNTED = word_set(
    """troops soldiers fighters militants rebels people civilians persons men women children police policemen members
    personnel airstrikes strikes attacks raids rockets mortars shells missiles bombs dead deaths killed wounded injured
    casualties victims bodies prisoners detainees hostages refugees families homes houses buildings villages vehicles
    tanks trucks aircraft sorties targets tons tonnes km kilometres kilometers miles metres meters kg barrels rounds
    additional more other foreign american british iraqi syrian iranian russian turkish kurdish u.s marines advisers"""
)
_LABELS = word_set(
    """resolution brigade article camp highway route division regiment battalion chapter section phase page room block
    unit flight channel act law decree order station checkpoint zone level tier figure table corps squadron wing legion
    force team volume issue part paragraph clause annex item option model type mark version apartment building street
    road avenue gate line terminal pier psalm sura surah area grade class series season episode house fleet bureau
    interstate exit hangar"""
)
_LABEL_ANY_CASE = word_set("no nos number page pages chapter vol art para fig issue volume para. version v")
_LABEL = re.compile(r"([\w.]+)[ \t]+(?:no\.? ?)?$", re.IGNORECASE)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_LONG = "uary|ruary|ch|il|e|y|ust|tember|t|ober|ember"
_MONTH_BEFORE = re.compile(
    rf"\b(?:{_MONTHS})(?:{_LONG}|\.)?\s+(?:the\s+)?$|\b(?:{_MONTHS})(?:{_LONG})?\.?\s+\d{{1,2}},\s*$"
)
_MONTH_AFTER = re.compile(rf"(?:\s*-\s*\d{{1,2}})?[\s-]+(?:of\s+)?(?:{_MONTHS})(?:{_LONG})?\b(?!\s+(?:have|be))")
_TIME_AFTER = re.compile(
    r"[\s-]*(?:full |straight |consecutive |more |long |further )?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?"
    r"|weeks?|months?|years?|yrs?|decades?|centur(?:y|ies)|fortnights?)\b"
)
_CLOCK_AFTER = re.compile(r"\s*(?:[ap]\.?m\b|gmt|utc|hrs?\b|hours\b|o'clock|local time|baghdad time)")
_CALIBRE_AFTER = re.compile(r"[\s-]*(?:mm|millimet(?:er|re)s?|caliber|calibre|inch)\b")
_HYPHENED = re.compile(
    r"-(?!(?:nation|member|country|strong|man|men|person|odd|vehicle|plus|state|fighter|soldier)\b)[a-z]"
)


def comparator_before(low: str, at: int) -> tuple[str, int] | None:
    """The comparator that ends at `at` in the folded text, and where it begins."""
    window = max(0, at - _LOOK)
    found = _COMPARATOR.search(low[window:at])
    if found is None:
        return None
    phrase = re.sub(r"\s+", " ", found.group(1))
    if phrase in ("over", "up to") and _TAKEN_OVER.search(low, window, window + found.start(1)):
        return None
    return _NAMED.get(phrase, "about"), window + found.start(1)


def comparator_after(low: str, at: int) -> tuple[str, int] | None:
    """The comparator that follows a number ("or more", "+", "-odd"), and where it ends."""
    found = _AFTER.match(low, at)
    if found is None:
        return None
    return _SUFFIX.get(found.group(1) or found.group(2) or "", "at_least"), found.end()


def is_time(low: str, start: int, end: int) -> bool:
    """A day of a month, a clock time, a length of time or an age: dates read those."""
    return bool(
        _TIME_AFTER.match(low, end)
        or _CLOCK_AFTER.match(low, end)
        or _MONTH_AFTER.match(low, end)
        or (low[start].isdigit() and _MONTH_BEFORE.search(low[max(0, start - 24) : start]))
    )


def is_year(low: str, digits: str, start: int, end: int) -> bool:
    """Four plain digits from 1900 to 2039 that no comparator bends and no countable word follows."""
    if not (len(digits) == 4 and digits.isdecimal() and 1900 <= int(digits) <= 2039):
        return False
    following = re.match(r"\s+([a-z][\w.]*)", low[end : end + 24])
    if following and following.group(1).rstrip(".") in COUNTED:
        return bool(re.search(r"\b(?:in|since|by|until|of)\s+$", low[max(0, start - 8) : start]))
    return comparator_before(low, start) is None or low[max(0, start - 6) : start] in ("about ",)


def is_label(text: str, low: str, start: int, end: int) -> bool:
    """A number that names and does not count: Resolution 2254, Camp 7, Group of 7, 7.62mm, 24-hour, [12]."""
    if _CALIBRE_AFTER.match(low, end) or _HYPHENED.match(low, end):
        return True
    if low[max(0, start - 9) : start] in ("group of ",):
        return True
    if low[start - 1 : start] == "[" and low[end : end + 1] == "]":
        return True
    found = _LABEL.search(text[max(0, start - 24) : start])
    if found is None:
        return False
    word = found.group(1)
    bare = word.casefold().rstrip(".")
    return bare in _LABEL_ANY_CASE or (bare in _LABELS and word[:1].isupper())
