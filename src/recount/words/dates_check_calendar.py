"""Whether what looks like a date is one: years that count nothing, seasons that are no names, days of a range."""

from __future__ import annotations

import re

from recount.words.dates_tokens import Found, Tokens, part
from recount.words.lists import word_set
from recount.words.number_context import COUNTED


def check_calendar(text: str, tokens: Tokens, one: Found) -> Found | None:
    if tokens.words[one.first + 1 : one.first + 2] == ["on"] and tokens.letters[one.first] in "eG":
        one = part(tokens, one, one.first + 2, one.last)
    letters = tokens.letters[one.first : one.last]
    if letters == "Y-d":
        return _check_year_month(text, tokens, one)
    if letters in ("Y", "n") or (letters == "d" and tokens.letters[one.first - 2 : one.first] in ("Y-", "Y/")):
        return one if _is_year(text, tokens, one) else None
    if letters in ("S", "TS") and not _is_season(text, tokens, one):
        return None
    if (
        letters == "W"
        and tokens.words[one.first].endswith("days")
        and tokens.words[one.first - 1 : one.first] == ["on"]
    ):
        return Found("set", one.first, one.last, one.start, one.end)
    if letters in ("W", "h") and _is_name(text, tokens, one):
        return None
    if letters in ("d", "o", "Td", "To") and not _is_day_of_range(tokens, one):
        return None
    if letters[-1] == "d" and "M" in letters and "Y" not in letters and counts_something(tokens, one.last):
        cut = one.first + letters.rindex("M") + 1
        return part(tokens, one, one.first, cut)
    if letters[-1] == "Y" and "M" not in letters and counts_something(tokens, one.last) and "S" not in letters:
        return None
    if letters.endswith("P") and len(letters) > 1 and tokens.words[one.last - 1].endswith("s"):
        return part(tokens, one, one.first, one.last - 1)
    if letters[-1] in "UAK" and not re.search(r"[bHeGMSXoO]", letters):
        return None
    return one


def _check_year_month(text: str, tokens: Tokens, one: Found) -> Found | None:
    """2016-06 is a month, 2007-08 (the next year) two years, of which the first is taken here."""
    year, month = tokens.words[one.first], tokens.words[one.last - 1]
    if month[0] == "0" and len(month) == 2 and int(month) <= int(year[2:]):
        return one
    return check_calendar(text, tokens, part(tokens, one, one.first, one.first + 1))


def _is_day_of_range(tokens: Tokens, one: Found) -> bool:
    """The 6 of "6-7 January" and the 7 of "January 6-7", which borrow their month."""
    return not counts_something(tokens, one.last) and tokens.words[one.first : one.first + 1] != ["may"]


_COUNT_WORDS = (COUNTED - {"u.s"}) | {"km", "mm", "percent", "per", "%", "feet", "foot", "ft", "lb", "mph", "dollars"}
_NOT_BEFORE_YEAR = word_set(
    "$ # resolution resolutions no number about approximately roughly some over nearly almost least than up £ € + "
    "brigade highway killed wounded killing model"
)
_YEAR_CUES = word_set(
    "in since by of until till from to before after during early late mid between and the through throughout around "
    "circa ( ) - , / for into on as"
)


def counts_something(tokens: Tokens, at: int) -> bool:
    return at < len(tokens.words) and tokens.words[at] in _COUNT_WORDS


def _is_year(text: str, tokens: Tokens, one: Found) -> bool:
    """A bare number read as a year: 1900 to 2039 unless something is counted; 1000 to 1899 only after a cue."""
    at, word = one.first, tokens.words[one.first]
    before = tokens.words[at - 1] if at else ""
    if tokens.letters[at] == "d" or len(word) < 4:
        return (tokens.letters[at + 1 : at + 2] != "B" and _is_second_year(tokens, at)) or bool(
            re.match(r"[-&][dnY]B", tokens.letters[at + 1 : at + 4])
        )
    glued = text[one.start - 1 : one.start]
    if (glued and (glued.isalpha() or glued in "_@#")) or text[one.end : one.end + 1] in ("_", "@", "%"):
        return False
    if "://" in text[max(0, one.start - 200) : one.start].rpartition(" ")[2]:
        return False
    if glued == "-" and before == "-" and text[one.start - 2 : one.start - 1].isalpha():
        return False
    value = int(word)
    if counts_something(tokens, one.last) and not (before in ("in", "since", "of") and 1900 <= value <= 2039):
        return False
    if before in _NOT_BEFORE_YEAR and tokens.words[max(0, at - 3) : at] != ["since", "at", "least"]:
        return False
    if 1900 <= value <= 2039:
        return True
    return 1000 <= value < 1900 and (before in _YEAR_CUES or text[one.end : one.end + 1] in (")", "-", "–", ":"))


def _is_second_year(tokens: Tokens, at: int) -> bool:
    """The 18 of 2014-18."""
    if at < 2 or len(tokens.words[at]) != 2 or tokens.letters[at - 2] != "Y":
        return False
    return int(tokens.words[at]) > int(tokens.words[at - 2][2:])


def _is_season(text: str, tokens: Tokens, one: Found) -> bool:
    at = one.last - 1
    start = tokens.starts[at]
    before = text[: one.start][-20:].split()[-1:] if one.start else []
    if text[start].isupper() and text[start + 1 : start + 2].islower():
        following = text[tokens.end(at) : tokens.end(at) + 2].strip()
        if following[:1].isupper() or (before and before[0][:1].isupper()) or (one.first == at and before == []):
            return False
    if tokens.words[at] == "spring":
        return bool(before and before[0].casefold() in _SEASON_CUES) or tokens.letters[one.first] == "T"
    return True


_SEASON_CUES = word_set("in of by since until till during before after early late mid this last next from to the and")
_PAPERS = word_set("times mirror telegraph express herald mail post star world school market service people")


def _is_name(text: str, tokens: Tokens, one: Found) -> bool:
    """The Sunday Times; Easter Island; a Friday Mosque."""
    if one.last >= len(tokens.words):
        return False
    return (
        tokens.words[one.last] in _PAPERS | {"island", "rising", "mosque", "tree", "eve"}
        and text[tokens.starts[one.last]].isupper()
    )
