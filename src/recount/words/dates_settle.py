"""Words that mean a time only beside the right neighbours: May, March, Sun, fall, 4 am, 1430 hours."""

from __future__ import annotations

import re

from recount.words.dates_letters import WEEKDAYS, Tokens
from recount.words.lists import word_set

_PREPOSITIONS = word_set(
    "in since of by until till from to between and last next this early late mid through during before after on for "
    "around about throughout previous following every each that"
)


def settled(text: str, tokens: Tokens) -> Tokens:
    """Letters of the words that need their neighbours: May, March, Sun, fall, second, 4 am, 1430 hours."""
    letters = list(tokens.letters)
    for found in re.finditer(r"\?", tokens.letters):
        letters[found.start()] = _open_word(text, tokens, found.start())
    letters = _with_periods(tokens.words, letters)
    return Tokens(tokens.starts, tokens.words, _with_clocks(tokens.words, "".join(letters)))


_OVER = word_set("over at during on")
_WITHIN = word_set("during over throughout for")
_EDGES = word_set("end start beginning course close middle rest")


def _with_periods(words: list[str], letters: list[str]) -> list[str]:
    """ "Over the weekend", "during the quarter", "this quarter": one that the reader is taken to know."""
    for at in range(1, len(words)):
        if words[at] not in ("weekend", "quarter") or words[at - 1] not in ("the", "this"):
            continue
        before, shown = words[at - 2] if at > 1 else "", words[at - 1] == "this"
        if words[at] == "weekend":
            known = before in _OVER
        else:
            ended = before == "of" and words[max(0, at - 3)] in _EDGES
            known = (shown or before in _WITHIN or ended) and letters[at + 1 : at + 2] not in (["f"], ["Y"])
        if known:
            letters[at - 1 : at + 1] = ["t", "U"]
    return letters


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
        dated = following == "of" and tokens.letters[at + 2 : at + 3] in ("Y", "t", "l")
        led = previous in ("in", "since", "by", "until", "last", "early", "late")
        return "M" if before in "do" or led or dated else "_"
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
