"""Whether a length, a shift, a reference or a clock time stands as the grammar took it, or cut to its words."""

from __future__ import annotations

import re
from collections.abc import Callable

from recount.words.dates_check_calendar import check_calendar
from recount.words.dates_tokens import Found, Tokens, What, part


def _check_relative(text: str, tokens: Tokens, one: Found) -> Found | None:
    letters = tokens.letters[one.first : one.last]
    words = tokens.words[one.first : one.last]
    if letters[-1] == "P" and "l" in letters and words[-2] == "past":
        return None
    if words[-1] in ("night", "time") and words[0] == "opening":
        return None
    if letters[-1] == "M" and len(words) > 1 and words[-2] == "that" and tokens.words[one.last - 1] in ("may", "march"):
        return None
    if letters[-1] == "S" and text[tokens.starts[one.last - 1]].isupper() and tokens.words[one.last - 1] == "spring":
        return None
    return one


def _check_length(text: str, tokens: Tokens, one: Found) -> Found | None:
    """Approximators must belong to the number; "the few days" keeps its article, "the year" is no length."""
    first = one.first
    while first < one.last and tokens.letters[first] == "r" and _loose(tokens, first):
        first += 1
    if first > one.first and tokens.words[first - 1] == "at":
        first -= 1
    letters = tokens.letters[first : one.last]
    if one.what == "length" and letters[0] in "aT" and _is_attributive(tokens, first, one.last):
        first += 1
    if tokens.words[first] == "than":
        first += 1
    words = tokens.words[first : one.last]
    if _is_title(text, tokens, first, one.last):
        return None
    if words == ["a", "second"] or (words[:1] == ["a"] and words[-1] in ("seconds",)):
        return None
    return part(tokens, one, _with_lead(tokens, first), one.last)


def _is_title(text: str, tokens: Tokens, first: int, last: int) -> bool:
    """The Six Day War, the Hundred Years' War: number, unit and what follows are written as a name."""
    first += tokens.letters[first] in "aT"
    at = [tokens.starts[first], tokens.starts[last - 1], *tokens.starts[last : last + 1]]
    return last - first > 1 and len(at) == 3 and all(text[one].isupper() for one in at) and tokens.letters[last] == "_"


def _is_attributive(tokens: Tokens, first: int, last: int) -> bool:
    """ "a ten-day siege", "a three hour battle": the article belongs to the noun that follows."""
    letters, unit = tokens.letters[first:last], tokens.words[last - 1]
    if letters[-1] == "j":
        return "-" in letters and letters[-2] != "f"
    if len(letters) < 3 or letters == "aHU":
        return False
    several = tokens.words[first + 1] not in ("few", "couple", "half", "quarter", "hundred", "dozen", "thousand")
    return several and (("-" in letters and letters[-2] == "-") or (not unit.endswith("s") and letters[0] == "a"))


def _loose(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    if word in ("than", "least", "most"):
        return False
    if word in ("more", "less"):
        return tokens.words[at + 1] != "than"
    if word in ("close", "up"):
        return tokens.words[at + 1] != "to"
    return word in ("further", "additional", "full") and tokens.letters[at + 1] == "r"


def _with_lead(tokens: Tokens, first: int) -> int:
    """ "at" of "at least", "close to" and "up to" in front of what the grammar took."""
    if first and tokens.words[first] in ("least", "most") and tokens.words[first - 1] == "at":
        return first - 1
    if first > 1 and tokens.words[first - 1] == "to" and tokens.words[first - 2] in ("close", "up"):
        return first - 2
    return first


def _check_shifted(text: str, tokens: Tokens, one: Found) -> Found | None:
    """ "before" and "after" shift only where no clause follows: "two days after the raid" is a length here."""
    last = tokens.words[one.last - 1]
    if last in ("before", "after"):
        follows = tokens.letters[one.last : one.last + 1]
        ends = follows in (".", ",", "") or tokens.words[one.last : one.last + 1] in ([")"], [";"], ['"'])
        if not ends:
            cut = part(tokens, one, one.first, one.last - 1)
            short = Found("length", cut.first, cut.last, cut.start, cut.end)
            if not re.search(r"[NdnYa]", tokens.letters[cut.first : cut.last]):
                return None
            return _check_length(text, tokens, short)
    return _check_length(text, tokens, one)


def _check_clock(_text: str, tokens: Tokens, one: Found) -> Found | None:
    word = tokens.words[one.first]
    letters = tokens.letters[one.first : one.last]
    if letters == "c" and not _timely(tokens, one):
        return None
    hour = int(re.split(r"[:.]", word)[0]) if len(word) <= 2 or not word.isdecimal() else int(word[:-2])
    return one if hour <= 24 else None


def _timely(tokens: Tokens, one: Found) -> bool:
    """4:30 without more is a clock time after "at", "by", "around" and the like; else it may be a verse or a score."""
    before = tokens.words[one.first - 1] if one.first else ""
    return before in (
        "at",
        "by",
        "around",
        "from",
        "until",
        "till",
        "about",
        "to",
        "-",
        "after",
        "before",
        "(",
        "since",
    )


def _check_vague(text: str, tokens: Tokens, one: Found) -> Found | None:
    """ "dawn" but no Operation Dawn; "the past" where nothing follows it."""
    words = tokens.words[one.first : one.last]
    if tokens.letters[one.last - 1] == "P" and text[tokens.starts[one.last - 1]].isupper() and len(words) == 1:
        return None
    if tokens.letters[one.first : one.last] == "Tl" and (
        words[1] != "past" or tokens.letters[one.last : one.last + 1] in "NdnUA"
    ):
        return None
    return one


CHECKS: dict[What, Callable[[str, Tokens, Found], Found | None]] = {
    "vague": _check_vague,
    "calendar": check_calendar,
    "relative": _check_relative,
    "length": _check_length,
    "shifted": _check_shifted,
    "clock": _check_clock,
}
