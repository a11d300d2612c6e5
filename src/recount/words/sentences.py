"""Sentences of a report, by exact offsets.

Rules over the marks that may end a sentence: an abbreviation, an initial, a decimal or a stop inside a quotation
that goes on does not end one; a paragraph break, a bullet or the next post does.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from recount.records import Span
from recount.words.lists import word_set

_NEVER_LAST = word_set(
    """mr mrs ms dr prof gen lt col maj capt cmdr adm sgt brig gov sen rep pres hon rev fr st ste mt ft no nos vs
v art fig figs vol pp al cf eg ie approx dept est supt spc pvt cpl msgt pfc rear ayat sh eng amb atty messrs mme mlle
viz ca e.g i.e a.k.a op"""
)
_LAST_OR_NOT = word_set(
    """u.s u.k u.n u.s.a u.a.e d.c a.m p.m e.u b.c a.d inc ltd co corp jr sr etc jan feb mar apr jun jul aug
sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ave blvd rd ph.d m.d bros"""
)
_NUMBERED = word_set("no nos art vol fig pp")
_OPENING = word_set(
    """a an the this that these those he she it they we i you his her its their our my in on at but and as for
from by with if when while after before since although however there here what who why how meanwhile also some
many most more all both one two three no not now then so according despite during earlier later last officials
another several such under until among between because nor or yet still"""
)

_MARK = re.compile(
    r"""
      (?P<stop>[.!?…؟۔]+(?:\s?[.]){0,3}) (?P<close>["'”’»)\]]*) (?=[\s\[]|$|["“«(][A-Z]|[A-Z][a-z])
    | (?P<para>\n[ \t\r\f\v]*+\n\s*+)
    | (?P<line>\n)
    """,
    re.VERBOSE,
)
_BULLET = re.compile(r"[ \t]*(?:[-–—*•▪‣◦●»>]+[ \t]+|\(?\d{1,2}[.)][ \t]+|[•▪‣◦●])")
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’(\[]*$")
_NEXT = re.compile(r"[\s]*([\"'“‘«(\[]*)(\S+)?")
_POST = re.compile(r"[ \t]*(?:@\w+|RT @|\d{1,3}/(?:\d{1,3})?(?:\s|$))")


def sentences_in(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Sentences of `text[start:end]` in order, without the white space around them; offsets are into `text`.

    A single line break inside a paragraph does not end a sentence unless the next line is a bullet or a post, or
    the line is a short headline without a stop and the next begins with a capital.
    """
    stop = len(text) if end is None else end
    spans: list[Span] = []
    begin = start
    for mark in _MARK.finditer(text, start, stop):
        if _ends(text, mark, begin, stop):
            _keep(text, begin, mark.end(), spans)
            begin = mark.end()
    _keep(text, begin, stop, spans)
    return spans


def sentence_of(spans: list[Span], offset: int) -> Span | None:
    """The sentence that holds an offset, or `None` between sentences."""
    at = bisect_left(spans, offset, key=lambda s: s.end)
    while at < len(spans) and spans[at].end <= offset:
        at += 1
    return spans[at] if at < len(spans) and spans[at].start <= offset else None


def _keep(text: str, begin: int, stop: int, spans: list[Span]) -> None:
    while begin < stop and text[begin].isspace():
        begin += 1
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    if begin < stop:
        spans.append(Span(begin, stop))


def _ends(text: str, mark: re.Match[str], begin: int, stop: int) -> bool:
    if mark.group("para") is not None:
        return True
    if mark.group("line") is not None:
        return _line_ends(text, begin, mark.start(), mark.end(), stop)
    return _stop_ends(text, mark, begin, stop)


def _line_ends(text: str, begin: int, at: int, after: int, stop: int) -> bool:
    if _BULLET.match(text, after, stop) or _POST.match(text, after, stop):
        return True
    line_start = text.rfind("\n", begin, at) + 1 or begin
    line = text[line_start:at].strip()
    following = text[after : after + 40].lstrip(" \t\"'“‘(")
    return len(line) < 60 and bool(line) and line[-1] not in ",;-–—" and following[:1].isupper()


def _stop_ends(text: str, mark: re.Match[str], begin: int, stop: int) -> bool:
    marks, close = mark.group("stop"), mark.group("close")
    ahead = _NEXT.match(text, mark.end(), stop)
    opening, word = (ahead.group(1), ahead.group(2) or "") if ahead else ("", "")
    if not word:
        return True
    starts_low = word[0].islower()
    before = _before(text, begin, mark.start())
    if any(c in "!?؟۔" for c in marks):
        return not starts_low or not close
    if len(marks) > 1 or "…" in marks:
        return not starts_low
    glued = mark.end() < stop and not text[mark.end()].isspace()
    if glued:
        return _glued_ends(before, word, close)
    if starts_low:
        return not close and _plain_word(before)
    return _abbreviation_ends(before, word, opening, close)


def _before(text: str, begin: int, at: int) -> str:
    found = _WORD_BEFORE.search(text, max(begin, at - 20), at)
    return found.group() if found else ""


def _plain_word(before: str) -> bool:
    """A lower-case word that is no abbreviation: writers who drop capitals still end sentences."""
    return len(before) > 2 and before.isalpha() and before.islower() and before not in _NEVER_LAST | _LAST_OR_NOT


def _glued_ends(before: str, word: str, close: str) -> bool:
    """A missing space after the stop: "the city.The army". Names with inner stops and addresses are kept whole."""
    if close:
        return True
    return before.isalpha() and len(before) > 2 and before.islower() and word[:1].isupper() and word[1:2].islower()


def _abbreviation_ends(before: str, word: str, opening: str, close: str) -> bool:
    low = before.casefold()
    if close:
        return True
    if low in _NUMBERED:
        return not word[:1].isdigit()
    if low in _NEVER_LAST:
        return False
    bare = word.casefold().strip(".,;:!?'\"”’)")
    if len(before) == 1 and before.isalpha() and before.isupper():
        return bare in _OPENING and bare not in ("a", "i", "s")
    if low in _LAST_OR_NOT or re.fullmatch(r"(?:[a-z]\.)+[a-z]", low):
        return bare in _OPENING or bool(opening)
    return True
