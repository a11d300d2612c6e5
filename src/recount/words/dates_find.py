"""Where time expressions stand: one grammar over the letters of `dates_tokens`.

The extent of an expression follows TIMEX2 and TIMEX3: with its article and modifiers ("the end of May", "more than
three years"), without its preposition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from recount.words.dates_tokens import Tokens
from recount.words.lists import word_set
from recount.words.number_context import COUNTED

What = Literal["clock", "calendar", "relative", "shifted", "set", "length", "vague"]


@dataclass(frozen=True, slots=True)
class Found:
    """An expression: its tokens `first` up to `last`, what kind of grammar took it, and its place in the text."""

    what: What
    first: int
    last: int
    start: int
    end: int


_COUNT = r"(?:a?(?:[Nd]|n)(?:[-&]*N|-[dn])*(?:&[Ndn](?:-N)?)?f?|[Y]|a)"
_TAIL = r"(?:,?(?:YB?|[nd]B)|y|f(?:YB?|[nd]B)|fT?[tlx]+A|T?[tlx]A|BY?)"
_MONTH = r"M\.?"
_DAYS = r"[do]"
_CALENDAR = "|".join(
    (
        r"I",
        r"Y-d(?!-)",
        rf"(?:W[,.]*)?T?{_DAYS}(?:f?{_MONTH}){_TAIL}?",
        rf"(?:W[,.]*)?{_MONTH}T?{_DAYS}(?:{_TAIL})?",
        rf"{_MONTH},?{_TAIL}",
        r"T?S(?:,?(?:YB?|[nd]B)|f(?:YB?|[nd]B)|fT?[tlx]+A)",
        r"YS",
        r"h(?:,?Y)?|T?hfY",
        r"T?CB?",
        r"T?[oO]-?KB?",
        r"(?:T?A)Y(?!-?[UA])",
        r"[dnY]B|B[dnY]",
        r"[dnY](?=[-&][dnY]B)",
        r"T?[do](?=(?:[-&,]T?[do])*[-&]T?[do]f?M)",
        rf"(?<=M[do][-&])[do](?:{_TAIL})?(?![UAN])",
        rf"(?<=M\.[do][-&])[do](?:{_TAIL})?(?![UAN])",
        r"(?<=Y[-/])[dn](?![-/]|[UA])",
        r"y",
        r"Y(?!-?[UA])",
        rf"{_MONTH}",
        r"W",
        r"T?S",
    )
)
_EDGE = r"(?:T?[eG]?[OlxX]?-?bfT?|[eG][if]T?|e(?:T|-)?|Te-?|T?[OelxGX]+-?HfT?|T[OlxX]N?d?-?[UA]fT?|[lx]N?[UA]fT?)"
_PART_OF = r"(?:(?:e[if])?T?e?PU?[fi]T?)"
_UNIT_OF = r"(?:T?[tlx]*[UAK])"
_GRAMMAR = re.compile(
    "|".join(
        (
            r"(?P<clock>c[:]?m?(?:z|pV)?)",
            rf"(?P<calendar>{_PART_OF}?(?:{_EDGE}(?:{_CALENDAR}|{_UNIT_OF})|{_PART_OF}(?:w)|(?:{_CALENDAR}))(?:,?(?<![UA])P)?)",
            rf"(?P<shifted>r*T?(?:{_COUNT}-?)?[UAK](?:&aH)?[gLG]|{_COUNT}[UA]&aH[gLG])",
            rf"(?P<relative>e?wP?|(?:[eG][if]?)?(?:T?(?:[tlxR]+(?:{_COUNT})?|(?:[Nd]+[lx]))-?(?:[UAKSWP]|M\.?(?!\.?[do]))P?))",
            rf"(?P<set>(?:{_COUNT}V|k)[aq][UA]|q[O]?(?:{_COUNT})?-?(?:[UASWP])|Q)",
            rf"(?P<length>r*T?(?:{_COUNT})(?:&aH)?-?[UAK](?:-?j|fj)?|U-j|A-j)",
            r"(?P<vague>v|R|T?t+V|TV|T[UAKP]|[NOtTP]*P|Tl)",
        )
    )
)
_TRIGGER = re.compile(r"[MWSPhwYyAUKCIcQvRV]|[dn]B")


def expressions_in(text: str, tokens: Tokens) -> list[Found]:
    """Expressions in order, never overlapping. Each is checked against its neighbours before it stands."""
    found: list[Found] = []
    letters = tokens.letters
    stop = 0
    while (trigger := _TRIGGER.search(letters, stop)) is not None:
        at = max(stop, letters.rfind("_", stop, trigger.start()) + 1)
        end = letters.find("_", trigger.start())
        stop = len(letters) if end < 0 else end
        while (match := _GRAMMAR.search(letters, at, stop)) is not None:
            one = _checked(text, tokens, match)
            if one is not None:
                found.append(one)
            at = match.start() + 1 if one is None else max(one.last, match.start() + 1)
    return found


def _checked(text: str, tokens: Tokens, match: re.Match[str]) -> Found | None:
    what: What = match.lastgroup  # type: ignore[assignment]
    first, last = match.span()
    while last > first and tokens.letters[last - 1] in ".,-&":
        last -= 1
    if last == first:
        return None
    one = Found(what, first, last, tokens.starts[first], tokens.end(last - 1))
    return _CHECKS[what](text, tokens, one) if what in _CHECKS else one


def _part(tokens: Tokens, one: Found, first: int, last: int) -> Found:
    return Found(one.what, first, last, tokens.starts[first], tokens.end(last - 1))


def _check_calendar(text: str, tokens: Tokens, one: Found) -> Found | None:
    if tokens.words[one.first + 1 : one.first + 2] == ["on"] and tokens.letters[one.first] in "eG":
        one = _part(tokens, one, one.first + 2, one.last)
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
    if letters[-1] == "d" and "M" in letters and "Y" not in letters and _counts_something(tokens, one.last):
        cut = one.first + letters.rindex("M") + 1
        return _part(tokens, one, one.first, cut)
    if letters[-1] == "Y" and "M" not in letters and _counts_something(tokens, one.last) and "S" not in letters:
        return None
    if letters.endswith("P") and len(letters) > 1 and tokens.words[one.last - 1].endswith("s"):
        return _part(tokens, one, one.first, one.last - 1)
    if letters[-1] in "UAK" and not re.search(r"[bHeGMSXoO]", letters):
        return None
    return one


def _check_year_month(text: str, tokens: Tokens, one: Found) -> Found | None:
    """2016-06 is a month, 2007-08 (the next year) two years, of which the first is taken here."""
    year, month = tokens.words[one.first], tokens.words[one.last - 1]
    if month[0] == "0" and len(month) == 2 and int(month) <= int(year[2:]):
        return one
    return _check_calendar(text, tokens, _part(tokens, one, one.first, one.first + 1))


def _is_day_of_range(tokens: Tokens, one: Found) -> bool:
    """The 6 of "6-7 January" and the 7 of "January 6-7", which borrow their month."""
    return not _counts_something(tokens, one.last) and tokens.words[one.first : one.first + 1] != ["may"]


_COUNT_WORDS = (COUNTED - {"u.s"}) | {"km", "mm", "percent", "per", "%", "feet", "foot", "ft", "lb", "mph", "dollars"}
_NOT_BEFORE_YEAR = word_set(
    "$ # resolution resolutions no number about approximately roughly some over nearly almost least than up £ € + "
    "brigade highway killed wounded killing model"
)
_YEAR_CUES = word_set(
    "in since by of until till from to before after during early late mid between and the through throughout around "
    "circa ( ) - , / for into on as"
)


def _counts_something(tokens: Tokens, at: int) -> bool:
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
    if glued == "-" and before == "-" and text[one.start - 2 : one.start - 1].isalpha():
        return False
    value = int(word)
    if _counts_something(tokens, one.last) and not (before in ("in", "since", "of") and 1900 <= value <= 2039):
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


def _check_length(_text: str, tokens: Tokens, one: Found) -> Found | None:
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
    if _is_title(_text, tokens, first, one.last):
        return None
    if words == ["a", "second"] or (words[:1] == ["a"] and words[-1] in ("seconds",)):
        return None
    return _part(tokens, one, _with_lead(tokens, first), one.last)


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
            cut = _part(tokens, one, one.first, one.last - 1)
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


_CHECKS = {
    "vague": _check_vague,
    "calendar": _check_calendar,
    "relative": _check_relative,
    "length": _check_length,
    "shifted": _check_shifted,
    "clock": _check_clock,
}
